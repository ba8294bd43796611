"""Look up names in the gazetteer, if necessary without words such as "northern", "Province" and "Hospital"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match

_BRITISH = frozenset({"GB", "IE"})
# Only the parts of a town with at least this prominence (10,000 people) have names such as "northern Milan".
_WITH_PARTS = 4.0

_PART = lazy_pattern(
    r"(?i)^(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|downtown|greater|upstate|mainland|inner|outer"
    r"|metropolitan|metro|suburban|rural|coastal|upper|lower|old|the)[\s-]+(?=\S)"
)
_GENERIC = lazy_pattern(
    r"(?:\s+(?:city|town|village|township|municipality|metropolitan\s+area|area|region|province|state|prefecture|district|borough|county|oblast|krai"
    r"|governorate|department|canton|island|islands|peninsula|river|valley|airport|international\s+airport|proper|suburbs?|coast))+$"
)
# Nouns of sites and public bodies that are named after their location, and words before these nouns.
_SITE = (
    r"\s+(?:hospital|medical\s+cent(?:er|re)|health\s+cent(?:er|re)|jail|detention\s+cent(?:er|re)|correctional\s+\w+|prison"
    r"|courthouse|library|town\s+hall|city\s+hall|common|fairgrounds?|airfield|airport|harbou?r|marina|showgrounds?|racecourse"
    r"|police\s+station|fire\s+station|railway\s+station|station|depot|post\s+office|cemetery)$"
)
_SITE_WORDS = (
    r"(?:\s+(?:general|memorial|regional|county|community|university|district|city|town|municipal|public|central|juvenile"
    r"|state|international))+"
)
_SITES = lazy_pattern(_SITE, re.IGNORECASE), lazy_pattern(_SITE_WORDS + _SITE, re.IGNORECASE)
_OF = lazy_pattern(
    r"(?i)^(?:(?:city|town|village|port|province|state|county|district|island|isle|republic|kingdom|municipality|borough|commune)\s+of|lake|mount|mt\.?|cape)\s+(?:the\s+)?"
)


def look_up(surface: str, gazetteer: Gazetteer) -> tuple[list[Entry], str]:
    """Return the entries for a name, and the words removed to find them ("northern", "Province").

    Return ([], "") if there are none.
    """
    name = " ".join(surface.split())
    if entries := gazetteer.find(name):
        return [*entries, *_british_counties(name, entries, gazetteer)], ""
    for pattern in (_PART, _GENERIC, _OF, *_SITES):
        bare = pattern.sub("", name).strip()
        entries = gazetteer.find(bare) if bare and bare != name else ()
        if pattern is _PART:
            entries = _with_parts(entries)
        if entries:
            return list(entries), name.replace(bare, "").strip()
    return [], ""


def _british_counties(name: str, known: Sequence[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Return the counties of Britain and Ireland that "X County" may mean, besides the `known` places with this name.

    Their names have no "County", but their councils, shows and teams do: "Durham County Council".
    """
    bare = name.removesuffix(" County")
    if bare == name:
        return []
    numbers = {entry.number for entry in known}
    found = {e.number: e for other in (bare, f"County {bare}") for e in gazetteer.find(other)}
    units = (e for e in found.values() if e.country in _BRITISH and e.kind in ("admin1", "admin2"))
    return [e for e in units if e.match < Match.WEAK and e.number not in numbers]


def _with_parts(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without small towns.

    Only larger towns (_WITH_PARTS) have named parts such as "northern Milan".
    """
    return [e for e in entries if e.kind != "city" or e.prominence >= _WITH_PARTS]
