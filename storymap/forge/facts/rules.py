"""Rules for the values of facts. Each rule returns what is wrong with a value, or None if it is valid."""

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
    """Return what is wrong with a value that should be text, or None."""
    if isinstance(value, str) and value == value.strip() != "":
        return None
    return f"{value!r} is not text, or begins or ends with a space"


def texts(value: Any) -> str | None:
    """Return what is wrong with a value that should be a list of texts, or None."""
    if not isinstance(value, list):
        return "is not a list"
    if len(value) < 2:
        return text(value[0]) if value else None
    twice = {item for item in value if value.count(item) > 1}
    return f"{twice.pop()!r} occurs twice" if twice else next(filter(None, map(text, value)), None)


def text_or_texts(value: Any) -> str | None:
    """Return what is wrong with a value that should be text or a list of texts, or None."""
    return text(value) if isinstance(value, str) else texts(value)


def slug(value: Any) -> str | None:
    """Return what is wrong with a value that should be a slug (a-z, 0-9, hyphens), or None."""
    return None if isinstance(value, str) and _SLUG.fullmatch(value) else f"{value!r} is not a slug (a-z, 0-9, hyphens)"


def slugs(value: Any) -> str | None:
    """Return what is wrong with a value that should be a list of slugs, or None."""
    return texts(value) or next(filter(None, map(slug, value)), None)


def code(value: Any) -> str | None:
    """Return what is wrong with a value that should be a GeoNames feature code, or None."""
    return None if value in KIND_OF else f"{value!r} is not a known feature code (see storymap/gazetteer/codes.py)"


def one_of(*values: str) -> Rule:
    """Return the rule for a value that should be one of `values`."""
    return lambda value: None if value in values else f"{value!r} is not one of {', '.join(values)}"


status = one_of(*_STATUSES)


def between(low: float, high: float) -> Rule:
    """Return the rule for a number from `low` to `high`."""

    def rule(value: Any) -> str | None:
        fits = isinstance(value, int | float) and low <= value <= high
        return None if fits else f"{value!r} is not between {low} and {high}"

    return rule


_latitude, _longitude = between(-90, 90), between(-180, 180)


def position(value: Any) -> str | None:
    """Return what is wrong with a value that should be [lat, lon] in degrees, or None."""
    if not isinstance(value, list) or len(value) != 2:
        return "is not [lat, lon]"
    return _latitude(value[0]) or _longitude(value[1])


def line(value: Any) -> str | None:
    """Return what is wrong with a value that should be a list of at least two positions, or None."""
    if not isinstance(value, list) or len(value) < 2:
        return "is not a list of at least two positions"
    return next(filter(None, map(position, value)), None)


def ring(value: Any) -> str | None:
    """Return what is wrong with a value that should be a ring of positions, or None.

    The first position must not be repeated at the end.
    """
    if wrong := line(value):
        return wrong
    if len(value) < 3:
        return "is a ring of fewer than three positions"
    return "is closed: the first position must not be repeated" if value[0] == value[-1] else None


def box(value: Any) -> str | None:
    """Return what is wrong with a value that should be [west, south, east, north] in degrees, or None."""
    if not isinstance(value, list) or len(value) != 4:
        return "is not [west, south, east, north]"
    west, south, east, north = value
    if wrong := position([south, west]) or position([north, east]):
        return wrong
    return None if south <= north else f"south ({south}) is greater than north ({north})"


def drawn(value: Any) -> str | None:
    """Return what is wrong with `{arcs: box}` or `{path: line}`, or None. Lists of boxes or lines are also valid."""
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
    """Return what is wrong with a value that should be [first year, last year], or None."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(year, int) for year in value):
        return None if value[0] <= value[1] else f"{value[0]} is after {value[1]}"
    return "is not [first year, last year]"


def written_years(value: Any) -> str | None:
    """Return what is wrong with a value that should be a range of years as text, 1772-1918, or None."""
    if isinstance(value, str):
        return f"{value!r} is not a range of years, such as 1772-1918"
    return years(value)


def by_language(value: Any) -> str | None:
    """Return what is wrong with a value that should map languages to names, or None."""
    if not isinstance(value, Mapping):
        return "is not a mapping of languages to names"
    for language, names in value.items():
        if not _LANGUAGE.fullmatch(str(language)):
            return f"{language!r} is not a language tag"
        if wrong := text_or_texts(names):
            return f"{language}: {wrong}"
    return None


def by_side(value: Any) -> str | None:
    """Return what is wrong with a value that should map each side to a mapping of languages to names, or None."""
    if not isinstance(value, Mapping):
        return "must map each side to its names by language"
    return next((f"{side}: {wrong}" for side, names in value.items() if (wrong := by_language(names))), None)


def by_year(value: Any) -> str | None:
    """Return what is wrong with a value that should map names to years, or None."""
    if not isinstance(value, Mapping):
        return "is not a mapping of names to years"
    return next((f"{name}: {year!r} is not a year" for name, year in value.items() if not isinstance(year, int)), None)


def year_or_text(value: Any) -> str | None:
    """Return what is wrong with a value that should be a year or text, or None."""
    return None if isinstance(value, int) else text(value)


def flag(value: Any) -> str | None:
    """Return what is wrong with a value that should be true or false, or None."""
    return None if isinstance(value, bool) else "is not true or false"


def sentence(value: Any) -> str | None:
    """Return what is wrong with a value that should be a sentence with a full stop, or None."""
    return text(value) or (None if value.endswith(".") else "is not a sentence with a full stop")
