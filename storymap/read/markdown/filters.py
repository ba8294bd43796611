"""Apply the filters for dates in template expressions (`{{ page.date | date: "%B" }}`), and use values in arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import iso
from storymap.read.markdown.tag_images import unmarked

_DATE_FILTER = lazy_pattern(r"""\|\s*(?P<name>date(?:_to_\w+)?)\b\s*[:(]?\s*(?:["'](?P<form>[^"']*)["'])?""")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def formatted(value: str, expression: str) -> str:
    """Return a date as the `date` filter of an expression writes it: "June" for `page.date | date: "%B"`.

    Other values are returned unchanged. Names of months and days are English, as in Liquid.
    """
    found = _DATE_FILTER.search(expression)
    if found is None or not (written := iso(value)) or len(written) < len("2024-05-31"):
        return value
    day = date.fromisoformat(written[:10])
    form = {"date_to_string": "%d %b %Y", "date_to_long_string": "%d %B %Y", "date_to_xmlschema": "%Y-%m-%d"}.get(
        found["name"]
    )
    return re.sub(r"%-?[A-Za-z]", lambda f: _date_part(day, f[0]), form or found["form"] or "%Y-%m-%d")


def _date_part(day: date, directive: str) -> str:
    names = {"B": day.month, "b": day.month, "A": day.weekday(), "a": day.weekday()}
    numbers = {
        "Y": f"{day.year}",
        "m": f"{day.month:02}",
        "d": f"{day.day:02}",
        "e": f"{day.day}",
        "y": f"{day.year % 100:02}",
    }
    kind = directive[-1]
    if kind in names:
        word = _MONTHS[names[kind] - 1] if kind in "Bb" else _DAYS[names[kind]]
        return word if kind.isupper() else word[:3]
    written = numbers.get(kind, "")
    return written.lstrip("0") if directive.startswith("%-") else written


# Matches an argument of a Liquid tag whose value is a variable: `caption=text`, `caption=page.caption`
_VARIABLE = lazy_pattern(r"(?P<key>[\w-]+)=(?:page\.|post\.)?(?P<name>[A-Za-z_]\w*)(?=\s|\Z)")
_WORDS = ("caption", "description", "title", "alt", "text")  # an argument of these names that is not set shows nothing


def with_values(written: str, values: Mapping[str, Any]) -> str:
    """Return the arguments of a Liquid tag in which the names of known variables are replaced with their values.

    Captions and similar words are left out if their variable is unknown.
    """

    def value_of(found: re.Match[str]) -> str:
        value = values.get(found["name"])
        plain = " ".join(unmarked(value).split()) if isinstance(value, str) else ""
        unset = "" if found["key"] in _WORDS else found[0]
        return f'{found["key"]}="{escape(plain)}"' if plain else unset

    return _VARIABLE.sub(value_of, written) if "=" in written else written
