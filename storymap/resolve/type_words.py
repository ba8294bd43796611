"""Choose the candidates that fit a type word next to a name or at its end: "Niger State", "the Hamilton neighborhood"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.kinds import (
    DOUBTFUL_STREAM_NOUNS,
    EDGE,
    MODEST_TYPES,
    NAME_TYPES,
    SPOT,
    STREAM,
    STREAM_NOUNS,
    UNIT_TYPES,
)
from storymap.model import NameContext
from storymap.ports import Entry, Gazetteer, Match
from storymap.sphere import distance_km

# In these countries, no state has an article. In other countries, some have: "the Punjab".
_NO_ARTICLE = frozenset({"AU", "MX", "US"})
_WITHOUT_ARTICLE = frozenset(
    {"city", "admin1", "admin2", "country"}
)  # kinds of places whose names usually have no article
_STREAM_NOUNS = frozenset({*STREAM_NOUNS, *DOUBTFUL_STREAM_NOUNS})
_PARTS = frozenset({"city", "site", "land"})  # a neighborhood can be an entry of these kinds
_AREAS = frozenset({"country", "admin1", "admin2", "region", "historical", "island", "dispute"})
_AREA_KM = 120.0  # maximum distance between a town and the centre of the area with the same name
# A place with less than this prominence (16,000 people) may itself be small: "Sarchu, a row of tents on a gravel plain".
_KNOWN = 4.2
_CITY_KM = 30.0  # maximum distance between a neighborhood and the centre of its city


def in_city(entries: Sequence[Entry], cities: Sequence[Entry]) -> list[Entry]:
    """Return the entries that may be parts of one of the `cities`.

    The city must be larger than the entry and near it.
    """
    return [
        e for e in entries if e.kind in _PARTS and e.match < Match.WEAK and any(_is_part(e, city) for city in cities)
    ]


def towns_on_stream(entries: Sequence[Entry], name: str, others: Sequence[Entry]) -> list[Entry]:
    """Return towns with the name of a stream that are near other places in the article: Bull Run near Manassas."""
    if name.rpartition(" ")[2] not in _STREAM_NOUNS:
        return []
    towns = [e for e in entries if e.kind == "city" and e.match <= Match.OFFICIAL]
    return [e for e in towns if any(_is_near(e, other, _CITY_KM) for other in others)]


def _is_part(entry: Entry, city: Entry) -> bool:
    return city.kind == "city" and entry.prominence <= city.prominence and _is_near(entry, city, _CITY_KM)


def _is_near(entry: Entry, other: Entry, km: float) -> bool:
    if entry.number == other.number or other.kind in ("country", "admin1") or abs(entry.lat - other.lat) * 110 > km:
        return False
    return distance_km(entry.lat, entry.lon, other.lat, other.lon) <= km


def without_former_names(entries: list[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the entries for a name. If it is the name of a stream, leave out towns that have another name today.

    For example, Red Lodge is left out for "Rocky Fork", its former name.
    """
    if name.rpartition(" ")[2] not in _STREAM_NOUNS:
        return entries
    return [e for e in entries if e.kind != "city" or e.match < Match.ALTERNATE or _is_stream(gazetteer, e)]


def _is_stream(gazetteer: Gazetteer, entry: Entry) -> bool:
    return any(noun in _STREAM_NOUNS for noun in gazetteer.place(entry).name.split())


def of_type(entries: list[Entry], name: str, part: str, context: NameContext, gazetteer: Gazetteer) -> list[Entry]:
    """Return the entries of the kind that a type word next to the name requires. If there is no type word, return all.

    The type word may also be among the words that were removed from the name (`part`). "The Missouri river" is also
    looked up as "Missouri River". If no entry is of the kind, all entries are returned. But none is returned if the
    word can only refer to this name and is not a word for units or towns.
    """
    word = context.type_word
    if word == STREAM:
        return _streams(entries, name, gazetteer)
    if word == EDGE:
        return _areas(entries, name, gazetteer)
    if word == SPOT:
        return [] if entries and entries[0].prominence >= _KNOWN else entries
    if word in MODEST_TYPES and (word not in NAME_TYPES or (context.type_is_sure and word != "lake")):
        return _modest(entries, word)
    if word:
        longer = gazetteer.find(f"{name} {word}") if not part else []
        fitting = _first_kind(_distinct([*longer, *entries]), word)
        towns = all(e.kind == "city" for e in fitting)
        if towns and entries and entries[0].kind == "country" and entries[0].match <= Match.OFFICIAL:
            # "a U.S. city" does not mean the town of Us in France, but "Guatemala city" means a city in Guatemala.
            fitting = [e for e in fitting if e.country == entries[0].country] or entries
        if fitting:
            return fitting
        return [] if context.type_is_sure and word not in UNIT_TYPES else entries
    removed = next((w for w in part.lower().split() if w in NAME_TYPES), "")
    if not removed:
        return entries
    return _first_kind(entries, removed) or ([] if removed not in UNIT_TYPES else entries)


def _areas(entries: list[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the units and regions with a name that has a border or a coast. If there are none, return the entries.

    Areas with a longer name are only returned if they contain a town with the name: County Waterford for "the Waterford
    coast".
    """
    exact = [e for e in entries if e.kind in _AREAS and e.match <= Match.OFFICIAL]
    counties = [e for e in gazetteer.find(f"County {name}") if e.match <= Match.OFFICIAL]
    counties += [e for e in entries if e.match is Match.ALTERNATE]
    towns = [e for e in entries if e.kind == "city" and e.match <= Match.OFFICIAL]
    around = [e for e in counties if e.kind in _AREAS and any(_has_town(e, t) for t in towns)]
    return _distinct([*exact, *around]) or entries


def _has_town(area: Entry, town: Entry) -> bool:
    if area.kind == "admin1":
        return area.admin1 == town.admin1
    return area.country == town.country and _is_near(area, town, _AREA_KM)


def _modest(entries: Sequence[Entry], word: str) -> list[Entry]:
    """Return the entries that a noun for a small place can refer to."""
    kinds, most = MODEST_TYPES[word]
    return [e for e in entries if e.kind in kinds and (e.kind != "city" or e.prominence <= most)]


def _streams(entries: list[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the rivers with a name. If there are none, return the entries without towns and units.

    Names of towns and units rarely follow "the".
    """
    longer = [e for form in (f"{name} River", f"River {name}") for e in gazetteer.find(form) if e.match < Match.WEAK]
    natural = entries[:1] and entries[0].kind not in _WITHOUT_ARTICLE and entries[0].match <= Match.OFFICIAL
    if natural and entries[0].kind != "water":
        return entries
    if rivers := [e for e in _distinct([*longer, *entries]) if e.kind == "water" and e.match < Match.WEAK]:
        return rivers
    if entries[:1] and entries[0].kind == "country":
        return entries  # some countries have an article: "across the UK"
    if entries[:1] and entries[0].kind == "admin1" and entries[0].country not in _NO_ARTICLE:
        return entries
    return [e for e in entries if e.kind not in _WITHOUT_ARTICLE]


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Return one entry for each place: the first. A place has several entries if it is found by several names."""
    return list({e.number: e for e in reversed(list(entries))}.values())[::-1]


def _first_kind(entries: Sequence[Entry], word: str) -> list[Entry]:
    """Return the entries for the first group of kinds in NAME_TYPES[word] for which there are any, or []."""
    for kinds in NAME_TYPES[word]:
        if fitting := [e for e in entries if e.kind in kinds]:
            return fitting
    return []
