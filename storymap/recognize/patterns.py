"""Find place names in phrases that are typical of newspapers, where the tagger is often uncertain:

datelines   "COLUMBUS, Ohio (AP) — Economic…", "WOODBURY — The Arts Center…", "LONDON Pope Francis…"
parties     "Barbara Lee, D-Oakland", "R-Ky."
residents   "Jessica Kay, 18, of Paris", "formerly of Hershey", "Max Baucus of Montana"
distances   "15 km south-west of Gao"
pairs       "Brussels-Vienna", "U.S.-China", "Hagen/Dortmund"; both places must be well known or near each other

The gazetteer must have a place with exactly that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.tagger import Tagging
from storymap.sphere import distance_km

CONFIDENCE = 0.85  # share of the names in phrases of this module that are places, measured on the training texts
_MIN_TOWN = 3.0  # minimum prominence of a place: a town of 1,000 people
_MIN_PAIR = 5.3  # minimum prominence of both places in a pair: 200,000 people
_MIN_TWIN = 4.3  # minimum prominence of two towns near each other: 20,000 people
_TWINS_KM = 40.0  # maximum distance between two towns near each other
_MIN_BARE = 4.7  # minimum prominence of a place in a dateline without a dash: 50,000 people
# If `negative.yaml` gives one of these reasons for a name, the name is still a place in a dateline.
_NAMES_OF_PEOPLE = frozenset({"a surname", "a first name"})

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:[^\S\n](?:de|del|la|du|of|the|on|upon|al)?[^\S\n]?[A-ZÀ-Þ][\w’'-]*){0,2}"
_ABBREVIATION = r"(?:[A-Z]\.){1,3}|[A-Z][a-z]{1,4}\."
_DATELINE = lazy_pattern(
    r"(?:\A|\n|[.!?”\"][^\S\n]+)(?P<name>[A-ZÀ-Þ]{2}[A-ZÀ-Þ’'. -]{1,28}[A-ZÀ-Þ])"
    r"(?:,[^\S\n](?P<more>[A-Z][\w. ]{1,20}?))?[^\S\n]*(?:\([A-Z][\w ./]{1,24}\)[^\S\n]*)?(?:—|–|--|-[^\S\n])"
)
_BARE_DATELINE = lazy_pattern(
    r"(?:\A|\n[^\S\n]*\n?|^)\(?(?P<name>[A-ZÀ-Þ]{3}[A-ZÀ-Þ’'.]*(?:[^\S\n][A-ZÀ-Þ’'.]{2,}){0,2})\)?[^\S\n]+(?=(?:—|–|--|[A-Z][a-z]+[^\S\n][A-Za-z]))"
)
_PARTY = lazy_pattern(rf"\b(?:D|R|I|DFL|Dem|Rep)-(?P<name>{_ABBREVIATION}|{_NAME})")
_RESIDENT = lazy_pattern(
    rf"(?:,[^\S\n]\d{{1,3}},[^\S\n](?:both[^\S\n])?of|\b(?:formerly|both|native|resident|residents|natives)[^\S\n]of)[^\S\n](?P<name>{_NAME})"
)
_DISTANT = lazy_pattern(
    rf"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred))[^\S\n](?:km|kilomet(?:er|re)s|miles|leagues)[^\S\n]"
    rf"(?:(?:due|to[^\S\n]the)[^\S\n])?(?:(?:north|south|east|west)(?:-?(?:east|west))?|upstream|downstream|upriver|downriver|inland|short)[^\S\n](?:of|from)[^\S\n](?P<name>{_NAME})"
)
_OF_IN_PERSON = lazy_pattern(rf"[a-z][^\S\n]of[^\S\n](?P<name>{_NAME})$")
_PAIR = lazy_pattern(
    rf"(?<![\w-])(?P<one>(?:[A-Z]\.){{2,}}|{_NAME}?)[-–—/](?P<two>(?:[A-Z]\.){{2,}}|{_NAME}?)(?![\w-])"
)
_CAPITAL_BEFORE = lazy_pattern(r"[A-ZÀ-Þ][\w’'.-]*[^\S\n]$")


def find_patterns(text: str, tagging: Tagging, gazetteer: Gazetteer) -> list[Mention]:
    """Return the names of known places in datelines, after parties, after residents and in pairs.

    The module's docstring has examples. The names may overlap each other and the tagger's spans.
    """
    datelines = list(_matches(_DATELINE, text))
    found = [*_matches(_PARTY, text), *_matches(_RESIDENT, text), *_matches(_DISTANT, text)]
    for span in tagging.spans:
        if span.label == "PER" and (match := _OF_IN_PERSON.search(text[span.start : span.end])):
            found.append((span.start + match.start("name"), span.start + match.end("name")))
    for match in _PAIR.finditer(text):
        if all(_known(match[side], gazetteer, minimum=_MIN_PAIR) for side in ("one", "two")) or _are_twins(
            text, match, gazetteer
        ):
            found += [match.span("one"), match.span("two")]
    known = [span for span in found if _known(text[slice(*span)], gazetteer)]
    known += [span for span in datelines if _known(text[slice(*span)], gazetteer, ignore=_NAMES_OF_PEOPLE)]
    known += [s for s in _matches(_BARE_DATELINE, text) if _known(text[slice(*s)], gazetteer, minimum=_MIN_BARE)]
    return [Mention(text[a:b], a, b, confidence=CONFIDENCE) for a, b in known]


def _are_twins(text: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Return whether a pair consists of towns next to each other ("Fargo-Moorhead"), and not of two surnames."""
    if gazetteer.best(match["one"]) is None or gazetteer.best(match["two"]) is None:
        return False
    if _CAPITAL_BEFORE.search(text, max(0, match.start() - 24), match.start()):
        return False
    one, two = (
        [
            e
            for e in gazetteer.find(match[side])
            if e.kind == "city" and e.match <= Match.OFFICIAL and e.prominence >= _MIN_TWIN
        ]
        for side in ("one", "two")
    )
    return any(distance_km(a.lat, a.lon, b.lat, b.lon) <= _TWINS_KM for a in one[:6] for b in two[:6])


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        yield match.span("name")


def _known(name: str, gazetteer: Gazetteer, minimum: float = _MIN_TOWN, ignore: frozenset[str] = frozenset()) -> bool:
    """Return whether a town, county, state or country of at least the prominence `minimum` has exactly this name.

    Return False for names that `negative.yaml` excludes, unless the reason there is in `ignore`.
    """
    if (why := gazetteer.negative(name)) and why not in ignore:
        return False
    return any(
        e.match <= Match.OFFICIAL and e.kind in ("city", "admin1", "admin2", "country") and e.prominence >= minimum
        for e in gazetteer.find(name)[:3]
    )
