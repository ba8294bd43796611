"""Read the code of a larger unit after a name: "Rio Grande (RS)", "Santos-SP", "Samone (TO)", "Buchs SG", "Castres (81)".

The codes are read only in the languages of their country, because they have other meanings elsewhere. They are in
`state_codes.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from storymap.language import is_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer
from storymap.recognize.spans import Spans
from storymap.recognize.word_lists import word_lists

_CODE = lazy_pattern(
    r"[^\S\n]?(?:\((?P<bracketed>[A-ZÖ][A-Za-zÖ]{0,3}|\d{2,3}|2[AB])\.?\)|[-–/][^\S\n]?(?P<joined>[A-Z]{2})\b)"
    r"|[^\S\n](?P<bare>[A-Z]{2})\b(?!\.)"
)
_WORD = r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*"
_NAME = lazy_pattern(rf"(?<![\w’'-])(?:{_WORD}[^\S\n]){{0,3}}{_WORD}$")
_LOOK_BACK = 60  # characters
_CONFIDENCE = 0.95  # if a code names the unit of a town, the name of the town is nearly always a place


class _Coded(NamedTuple):
    """A name with a code after it: the span of the name, the name of the unit, and the span of the code."""

    start: int
    end: int
    unit: str
    code: tuple[int, int]


def read_state_codes(
    text: str, mentions: Iterable[Mention], language: str, gazetteer: Gazetteer
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """Return the mentions, and the spans of the codes after them. The unit of a code is the larger unit of the mention.

    A name before a code is added if it was not recognised before. Mentions of the codes themselves are left out: in
    "Paranaguá (PR)", PR is not Puerto Rico. A code counts only if the unit has a town with the name: "Conselho da
    Europa (CE)" is not in Ceará.
    """
    found = list(mentions)
    units = _units_of(language)
    if not units:
        return found, []
    ends = {m.end: m for m in found if m.kind is MentionKind.NAME}
    coded = list(_coded_names(text, units, ends, gazetteer))
    codes = Spans(c.code for c in coded)
    found = [m for m in found if not codes.overlap(m.start, m.end)]
    taken = Spans((m.start, m.end) for m in found)
    by_span = {(c.start, c.end): c.unit for c in coded}
    found = [_in_unit(m, by_span[m.start, m.end]) if (m.start, m.end) in by_span else m for m in found]
    for name in coded:
        if not taken.overlap(name.start, name.end):
            mention = Mention(text[name.start : name.end], name.start, name.end, confidence=_CONFIDENCE)
            found.append(_in_unit(mention, name.unit))
    return sorted(found, key=lambda m: (m.start, -m.end)), [c.code for c in coded]


def _in_unit(mention: Mention, unit: str) -> Mention:
    if mention.kind is not MentionKind.NAME:
        return mention
    return replace(mention, context=replace(mention.context, admin=unit))


@cache
def _units_of(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return a mapping from code to names, for the units that have a code in a language. It can be empty."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, table in word_lists("state_codes.toml").items():
        for unit, codes in table.items() if is_language(language, tag) else ():
            for code in codes.split():
                found[code] = (*found.get(code, ()), unit)
    return found


def _coded_names(
    text: str, units: Mapping[str, tuple[str, ...]], ends: Mapping[int, Mention], gazetteer: Gazetteer
) -> Iterator[_Coded]:
    """Yield the names before codes. `ends` maps end offsets to mentions.

    If no mention ends before a code, the longest name that is a town in the unit is used.
    """
    for match in _CODE.finditer(text):
        kind = match.lastgroup or ""
        possible = units.get(match[kind], ())
        if not possible:
            continue
        known = ends.get(match.start())
        for start, name in [(known.start, known.name)] if known else _names_before(text, match.start()):
            if unit := next((u for u in possible if _has_town(u, name, gazetteer)), ""):
                yield _Coded(start, match.start(), unit, match.span(kind))
                break


def _names_before(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Yield (start, name) for the capitalised names that end at an offset, longest first."""
    match = _NAME.search(text, max(0, end - _LOOK_BACK), end)
    for word in re.finditer(_WORD, match.group()) if match else ():
        if word.group()[0].isupper():
            yield match.start() + word.start(), match.group()[word.start() :]  # type: ignore[union-attr]


def _has_town(unit: str, name: str, gazetteer: Gazetteer) -> bool:
    holders = [e for e in gazetteer.find(unit)[:5] if e.kind in ("admin1", "country")]
    areas = {e.admin1 for e in holders if e.kind == "admin1"}
    countries = {e.country for e in holders[:1] if e.kind == "country"}
    return any(e.kind == "city" and (e.admin1 in areas or e.country in countries) for e in gazetteer.find(name))
