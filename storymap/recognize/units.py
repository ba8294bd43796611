"""Find abbreviated units after a place and a comma: "Charleston, S. C.", "Portland, ME", "Luton, Beds".

The mention's text is the abbreviation with its full stop. Its `lemma` is the full name of the unit, unless the
gazetteer already finds the unit by the abbreviation. The abbreviations are in `units.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.spans import Spans
from storymap.recognize.word_lists import word_lists
from storymap.sphere import distance_km

CONFIDENCE = 0.9  # the confidence of places and units that this module finds
_TOWN = lazy_pattern(r"[A-ZÀ-Þ][\w’'.-]*(?:[^\S\n](?:(?:of|de|la|the|on|upon)[^\S\n])?[A-ZÀ-Þ][\w’'.-]*){0,3}$")
_WORDS = lazy_pattern(r"\S+")
_CAPITAL_BEFORE = lazy_pattern(r"(?<![.!?\n][^\S\n])\b[A-ZÀ-Þ][\w’'.-]*[^\S\n]$")
# After one of these words, a name is only a part of a longer name: "Fort Yuma" is not Yuma.
_FIRST_WORD = lazy_pattern(r"(?:Fort|Camp|Mount|Mt\.|Lake|Cape|Port|North|South|East|West|New|Old|Upper|Lower)[^\S\n]$")
_NAME = r"(?:(?:St\.|De|Du|La|Le|Van)[^\S\n])?[A-Z][\w’'-]+(?:[^\S\n][A-Z][\w’'-]+)?"
_COUNTIES = lazy_pattern(
    rf"(?<![\w’'-])(?P<list>{_NAME}(?:,\s{_NAME})*,?\s(?:and|or)\s{_NAME})\s(?P<noun>counties|Counties|parishes|Parishes)\b"
)
_ITEM = lazy_pattern(_NAME)
_COUNTY_DEG = 0.7  # maximum difference in latitude and in longitude between a town and the centre of its county
_LOOK_BACK = 60  # the place is searched for in this many characters before the comma


class Unit(NamedTuple):
    """An administrative unit. `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    country: str


@cache
def _units() -> Mapping[str, Sequence[Unit]]:
    """Return the units of each abbreviation, which is written without spaces.

    An abbreviation may have several units: "WA" is used in two countries.
    """
    table: dict[str, list[Unit]] = {}
    for country, units in word_lists("units.toml").items():
        for name, abbreviations in units.items():
            for abbreviation in abbreviations:
                table.setdefault(abbreviation.replace(" ", ""), []).append(Unit(name, country))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    written = sorted(_units(), key=len, reverse=True)
    pieces = "|".join(re.sub(r"\\\.(?=[A-Z])", r"\\.[^\\S\\n]?", re.escape(w)) for w in written)
    pieces = pieces.replace("CoDurham", r"Co[^\S\n]Durham")
    return re.compile(rf"(?<=[\w.’'\])]),[^\S\n]*\n?[^\S\n]*(?P<unit>{pieces})(?![\w’'-])(?!\.\w)")


def find_units(text: str, people: Spans, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield two mentions for each place that is followed by a comma and an abbreviated unit: the place, then the unit.

    The place must be known and must not be part of a person's name ("Mary Jackson, MD"). A single word that the tagger
    labels as a person is a place if the unit has a town with that name ("Camden, S. C.").
    """
    end = 0
    for match in _pattern().finditer(text):
        town = _town_before(text, max(end, match.start() - _LOOK_BACK), match.start(), gazetteer)
        if town is None:
            continue
        start, end = match.span("unit")
        unit = _unit_of(text[start:end], text[slice(*town)], gazetteer)
        if unit is None or (people.overlap(*town) and not _is_town_of(unit, text, town, gazetteer)):
            continue
        yield Mention(text[slice(*town)], *town, confidence=CONFIDENCE)
        yield Mention(
            text[start:end], start, end, confidence=CONFIDENCE, lemma=_lemma(text[start:end], unit, gazetteer)
        )


# Matches a name after a preposition, and the larger unit or another place after it: "at Old Town, Maine", "from Battle,
# in Sussex", "at Alpha, near Barcaldine".
_QUALIFIED = lazy_pattern(
    rf"\b(?P<way>[Aa]t|[Ff]rom|[Ii]n|[Nn]ear|of|through|[Tt]o|via)\s(?P<name>{_NAME}),\s(?:(?:in\s)?(?P<unit>{_NAME})(?=[.,;:)]|\n|$)|near\s(?P<near>{_NAME}))"
)
_REPEATED = r"\b(?:[Aa]t|[Ff]rom|[Nn]ear|[Tt]o|via|(?<=[a-z]\s)of)\s(?P<name>{})(?![\w’'-]|\s[A-ZÀ-Þ])"
_A_MONTH = "a day or a month"  # in negative.yaml; "in March" and "from March" are usually about the month
_NEAR_KM = 60.0  # maximum distance from the place after "near"


def find_qualified(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the names that are also everyday words if the place after them has such a town in it or near it.

    Examples: "Old Town, Maine", "Alpha, near Barcaldine". Later occurrences after a preposition are yielded too, but
    not after "in", because of "in March".
    """
    found: dict[str, int] = {}
    for match in _QUALIFIED.finditer(text):
        name = match["name"]
        why = gazetteer.negative(name)
        if why is None or (why == _A_MONTH and match["way"].lower() not in ("at", "near")):
            continue
        towns = [e for e in gazetteer.find(name) if e.kind == "city" and e.match <= Match.OFFICIAL]
        near, unit = match["near"], match["unit"]
        if not (_has_town(unit, towns, gazetteer) if unit else _is_beside(near, towns, gazetteer)):
            continue
        found.setdefault(name, match.end("name"))
        yield Mention(name, *match.span("name"), confidence=CONFIDENCE)
    for name, end in found.items():
        for match in re.compile(_REPEATED.format(re.escape(name))).finditer(text, end):
            yield Mention(name, *match.span("name"), confidence=CONFIDENCE)


def _has_town(name: str, towns: Sequence[Entry], gazetteer: Gazetteer) -> bool:
    """Return whether a unit called `name` contains one of the towns."""
    unit = gazetteer.best(name)
    if unit is None or unit[0] not in ("admin1", "admin2", "region"):
        return False
    holders = [e for e in gazetteer.find(name)[:2] if e.match <= Match.OFFICIAL]
    return any(_is_inside(town, holder) for town in towns for holder in holders)


def _is_beside(name: str, towns: Sequence[Entry], gazetteer: Gazetteer) -> bool:
    """Return whether one of the towns is near the best-known town or site called `name`, or its namesakes."""
    marks = [e for e in gazetteer.find(name)[:4] if e.kind in ("city", "site", "island") and e.match <= Match.OFFICIAL]
    return any(
        town.number != mark.number
        and abs(town.lat - mark.lat) < 1
        and distance_km(town.lat, town.lon, mark.lat, mark.lon) <= _NEAR_KM
        for mark in marks
        for town in towns
    )


# Matches a unit with a town that it distinguishes from a better-known one: "Tennessee's Memphis", "Ontario's London".
_POSSESSED = lazy_pattern(
    rf"(?<![\w’'-])(?P<unit>{_NAME})[’']s?[^\S\n](?P<name>{_NAME})(?![\w’'-]*\w)(?![^\S\n](?:[A-ZÀ-Þ]|said|says|told))"
)
_WELL_KNOWN = 5.5  # a town with at least this prominence (300,000 people) rarely gives its name to a person


def find_possessed(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield a country or state in the possessive, and the town after it, if the town has the name of a well-known town."""
    for match in _POSSESSED.finditer(text):
        best = gazetteer.find(match["name"])[:1]
        if not best or best[0].kind != "city" or best[0].prominence < _WELL_KNOWN or gazetteer.negative(match["name"]):
            continue
        unit = gazetteer.find(match["unit"])[:1]
        if not unit or unit[0].kind not in ("country", "admin1") or unit[0].match > Match.OFFICIAL:
            continue
        towns = [e for e in gazetteer.find(match["name"]) if e.kind == "city" and e.match <= Match.OFFICIAL]
        if any(e.country == unit[0].country and e.admin1 in (unit[0].admin1 or e.admin1,) for e in towns):
            for group in ("unit", "name"):
                yield Mention(match[group], *match.span(group), confidence=CONFIDENCE)


def _is_inside(town: Entry, unit: Entry) -> bool:
    """Return whether a town is in an admin-1 unit, or near the centre of a county or region in its country."""
    if town.country != unit.country:
        return False
    if unit.kind == "admin1":
        return town.admin1 == unit.admin1
    return abs(town.lat - unit.lat) <= _COUNTY_DEG and abs(town.lon - unit.lon) <= _COUNTY_DEG


def find_counties(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the counties in a list such as "Clay, Douglas and Grant counties". Their lemma is the full name."""
    for match in _COUNTIES.finditer(text):
        noun = "Parish" if match["noun"].lower().startswith("p") else "County"
        for item in _ITEM.finditer(text, match.start(), match.end("list")):
            name = f"{item.group()} {noun}"
            if any(e.kind == "admin2" for e in gazetteer.find(name)[:3]):
                yield Mention(item.group(), item.start(), item.end(), confidence=CONFIDENCE, lemma=name)


def _town_before(text: str, low: int, end: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Return the span of the longest known name that ends at `end`, the offset of the comma, or None.

    `low`: the name must not begin before this offset.
    """
    run = _TOWN.search(text, low, end)
    if run is None:
        return None
    for word in _WORDS.finditer(text, run.start(), end):
        if not text[word.start()].isupper():
            continue
        best = gazetteer.find(text[word.start() : end])[:1]
        if best and best[0].match < Match.WEAK and best[0].kind != "country":
            first_word = _FIRST_WORD.search(text, max(low, word.start() - 7), word.start())
            return first_word.start() if first_word else word.start(), end
    return None


def _is_town_of(unit: Unit, text: str, town: tuple[int, int], gazetteer: Gazetteer) -> bool:
    """Return whether a name is a single word without a capitalised word before it, and names a town in the unit."""
    start, end = town
    if " " in text[start:end] or _CAPITAL_BEFORE.search(text, max(0, start - _LOOK_BACK), start):
        return False
    areas = {e.admin1 for e in gazetteer.find(unit.name)[:5] if e.kind == "admin1" and e.country == unit.country}
    towns = gazetteer.find(text[start:end])
    return any(e.kind == "city" and e.match <= Match.OFFICIAL and e.admin1 in areas for e in towns)


def _unit_of(surface: str, town: str, gazetteer: Gazetteer) -> Unit | None:
    """Return the unit that an abbreviation stands for. If there are several, prefer the one in the town's country."""
    units = _units()["".join(surface.split())]
    if len(units) == 1:
        return units[0]
    countries = [entry.country for entry in gazetteer.find(town)]
    return next((u for country in countries for u in units if u.country == country), units[0])


def _lemma(surface: str, unit: Unit, gazetteer: Gazetteer) -> str:
    """Return the name of the unit, or "" if the unit is the gazetteer's first result for the abbreviation."""
    known = gazetteer.find(surface)[:1]
    named = {e.number for e in gazetteer.find(unit.name) if e.country == unit.country}
    return "" if known and known[0].number in named else unit.name
