"""Rules for the values of facts.

A rule returns a message about the mistake in a value, or None if the value is valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from storymap.gazetteer.codes import KIND_OF

Rule = Callable[[Any], str | None]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_STATUSES = ("disputed", "annexed", "occupied", "breakaway", "indeterminate")


def text(value: Any) -> str | None:
    """Return a message if the value is not text, is empty, or begins or ends with white space; otherwise None."""
    if isinstance(value, str) and value == value.strip() != "":
        return None
    return f"{value!r} is not text, or begins or ends with a space"


def texts(value: Any) -> str | None:
    """Return a message if the value is not a list of different texts; otherwise None."""
    if not isinstance(value, list):
        return "is not a list"
    if len(value) < 2:
        return text(value[0]) if value else None
    twice = {item for item in value if value.count(item) > 1}
    return f"{twice.pop()!r} occurs twice" if twice else next(filter(None, map(text, value)), None)


def text_or_texts(value: Any) -> str | None:
    """Return a message if the value is neither text nor a list of texts; otherwise None."""
    return text(value) if isinstance(value, str) else texts(value)


def slug(value: Any) -> str | None:
    """Return a message if the value is not a slug (a-z, 0-9, hyphens); otherwise None."""
    return None if isinstance(value, str) and _SLUG.fullmatch(value) else f"{value!r} is not a slug (a-z, 0-9, hyphens)"


def slugs(value: Any) -> str | None:
    """Return a message if the value is not a list of slugs; otherwise None."""
    return texts(value) or next(filter(None, map(slug, value)), None)


def code(value: Any) -> str | None:
    """Return a message if the value is not a GeoNames feature code; otherwise None."""
    return None if value in KIND_OF else f"{value!r} is not a known feature code (see storymap/gazetteer/codes.py)"


def one_of(*values: str) -> Rule:
    """Return a rule that accepts only `values`."""
    return lambda value: None if value in values else f"{value!r} is not one of {', '.join(values)}"


status = one_of(*_STATUSES)


def between(low: float, high: float) -> Rule:
    """Return a rule that accepts only numbers from `low` to `high`."""

    def rule(value: Any) -> str | None:
        fits = isinstance(value, int | float) and low <= value <= high
        return None if fits else f"{value!r} is not between {low} and {high}"

    return rule


_latitude, _longitude = between(-90, 90), between(-180, 180)


def position(value: Any) -> str | None:
    """Return a message if the value is not [lat, lon] in degrees; otherwise None."""
    if not isinstance(value, list) or len(value) != 2:
        return "is not [lat, lon]"
    return _latitude(value[0]) or _longitude(value[1])


def line(value: Any) -> str | None:
    """Return a message if the value is not a list of at least two positions; otherwise None."""
    if not isinstance(value, list) or len(value) < 2:
        return "is not a list of at least two positions"
    return next(filter(None, map(position, value)), None)


def ring(value: Any) -> str | None:
    """Return a message if the value is not a ring of at least three positions; otherwise None.

    The first position of the ring must not be repeated at its end.
    """
    if wrong := line(value):
        return wrong
    if len(value) < 3:
        return "is a ring of fewer than three positions"
    return "is closed: the first position must not be repeated" if value[0] == value[-1] else None


def box(value: Any) -> str | None:
    """Return a message if the value is not [west, south, east, north] in degrees; otherwise None."""
    if not isinstance(value, list) or len(value) != 4:
        return "is not [west, south, east, north]"
    west, south, east, north = value
    if wrong := position([south, west]) or position([north, east]):
        return wrong
    return None if south <= north else f"south ({south}) is greater than north ({north})"


def drawn(value: Any) -> str | None:
    """Return a message if the value is neither `{arcs: box}` nor `{path: line}`; otherwise None.

    Instead of a box or line, the value may contain a list of boxes or lines.
    """
    if not isinstance(value, Mapping) or not value or set(value) - {"arcs", "path"}:
        return "is not {arcs: box} or {path: line}"
    if "arcs" in value:
        arcs = value["arcs"]
        boxes = arcs if arcs and isinstance(arcs[0], list) else [arcs]
        return next(filter(None, map(box, boxes)), None)
    path = value["path"]
    lines = path if path and isinstance(path[0][0], list) else [path]
    return next(filter(None, map(line, lines)), None)


def years(value: Any) -> str | None:
    """Return a message if the value is not [first year, last year]; otherwise None."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(year, int) for year in value):
        return None if value[0] <= value[1] else f"{value[0]} is after {value[1]}"
    return "is not [first year, last year]"


def written_years(value: Any) -> str | None:
    """Return a message if the value is not a range of years; otherwise None.

    A table contains a range of years as text, such as 1772-1918. The reader of the table converts this text to [first
    year, last year] before the value is checked.
    """
    if isinstance(value, str):
        return f"{value!r} is not a range of years, such as 1772-1918"
    return years(value)


def by_language(value: Any) -> str | None:
    """Return a message if the value does not map languages to names; otherwise None."""
    if not isinstance(value, Mapping):
        return "is not a mapping of languages to names"
    for language, names in value.items():
        if not _LANGUAGE.fullmatch(str(language)):
            return f"{language!r} is not a language tag"
        if wrong := text_or_texts(names):
            return f"{language}: {wrong}"
    return None


def by_side(value: Any) -> str | None:
    """Return a message if the value does not map each side of a dispute to its names by language; otherwise None."""
    if not isinstance(value, Mapping):
        return "must map each side to its names by language"
    return next((f"{side}: {wrong}" for side, names in value.items() if (wrong := by_language(names))), None)


def by_year(value: Any) -> str | None:
    """Return a message if the value does not map names to years; otherwise None."""
    if not isinstance(value, Mapping):
        return "is not a mapping of names to years"
    return next((f"{name}: {year!r} is not a year" for name, year in value.items() if not isinstance(year, int)), None)


def year_or_text(value: Any) -> str | None:
    """Return a message if the value is neither a year nor text; otherwise None."""
    return None if isinstance(value, int) else text(value)


def flag(value: Any) -> str | None:
    """Return a message if the value is neither true nor false; otherwise None."""
    return None if isinstance(value, bool) else "is not true or false"


def sentence(value: Any) -> str | None:
    """Return a message if the value is not a sentence with a full stop; otherwise None."""
    return text(value) or (None if value.endswith(".") else "is not a sentence with a full stop")
