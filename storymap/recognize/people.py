"""Find people whose name is also the name of a place: "Georgia, nine, whose father drives her", "Watts, 62, spent".

After such an introduction the name refers to the person in the whole text, except after a preposition of place ("in")
or before a comma and a unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = r"(?:St\.[^\S\n])?[A-ZÀ-Þ][\w’'-]+"
_AGE = r"(?:\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sgt|Lt|Capt|Col|Gen|Rev|Prof)\.?|Commissioner|Councilman|Councilwoman|Councillor|Alderman|Coach|Detective|Officer|Trooper|Deputy|Sister"
    r"|Brother|Aunt|Uncle|Pastor|Father|Professor|Inspector|Constable|Councilor|Lady|Lord"
)
_INTRODUCTIONS = (
    re.compile(rf"(?P<whole>(?P<name>{_WORD}),[^\S\n]{_AGE}),(?![^\S\n]\d{{4}})"),
    re.compile(
        rf"\b(?P<whole>(?:{_TITLE})[^\S\n](?P<name>{_WORD}))(?![^\S\n][A-ZÀ-Þ]|[’']s[^\S\n]Church|[^\S\n](?:Police|Island))"
    ),
    re.compile(rf"[”\"],?[^\S\n](?:said|says|added)[^\S\n](?P<whole>(?P<name>{_WORD})),[^\S\n](?:who|whose|{_AGE})\b"),
)
_FULL_NAME = re.compile(r"(?<![.!?,][^\S\n])(?<![\w’'-])(?P<whole>[A-Z][a-z]+[^\S\n](?P<name>St\.[^\S\n][A-Z][a-z]+)),")
_PLACED = re.compile(r"\b(?:in|near|to|from|at|of|outside|around|across)[^\S\n]$")
_UNIT = re.compile(r",[^\S\n][A-ZÀ-Þ]|[^\S\n](?:County|city|Police|police)\b")

# Words that follow names of people more often than names of places.
PERSON_VERB = re.compile(
    r"[’']s?[^\S\n][a-z]|[^\S\n](?:said|says|told|added|has|had|was|is|did|does|will|would|could|also|later|then|who|went|came|took|made|pleaded|testified|died|worked|joined)\b|,[^\S\n]who\b"
)


def introduced_people(text: str) -> Mapping[str, str]:
    """Return the introductions of people, keyed by name: "Fairfield" -> "Commissioner Fairfield"."""
    people: dict[str, str] = {}
    for pattern in (*_INTRODUCTIONS, _FULL_NAME):
        for match in pattern.finditer(text):
            people.setdefault(match["name"].removesuffix("’s").removesuffix("'s"), " ".join(match["whole"].split()))
    return people


def is_person(text: str, start: int, end: int) -> bool:
    """Return whether an introduced name refers to the person here: no word next to it says that it is a place."""
    return _PLACED.search(text[max(0, start - 12) : start]) is None and _UNIT.match(text, end) is None
