"""Distinguish places with the same name by the words around it: landmarks, and units named after their seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from storymap.model import Mention, MentionKind, TownSign
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.containment import inside
from storymap.sphere import distance_km

_LANDMARKS = 6  # at most this many places that have the name of a landmark are tried
# Such a place is tried only if its prominence is at most this much lower than that of the best-known place.
_LESS_KNOWN = 1.5
# A place is beside a landmark if it is at most this far from the area of the landmark: an hour by road
_LANDMARK_KM = 60.0
_LARGEST_KM = 500.0  # maximum radius that is used for the area of a landmark
_SEATS = 8  # a unit and its seat are searched for only among the first entries, up to this number
_CLEARLY = 1.5  # if the prominence of a town exceeds that of its unit by this, the name usually means the town
_DATELINE = 5.0  # A dateline names a city without its unit if the city has at least this prominence (100,000 people).
# A town is as important as its unit if its prominence is lower by at most this.
_ABOUT = 0.8
_SEAT_KM = 400.0  # a seat is at most this far from the centre of its unit

_FEDERAL_DISTRICT = "District of Columbia"  # the larger unit that the recognizer gives to "Washington, D.C."
# Maximum number of characters between "Washington" and "D.C.". "D. C." itself has at most as many characters.
_AFTER = 5


def names_of_several(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the names that the text uses for several places: "Springfield, Ill." and "Springfield, Mass."."""
    seen: dict[str, set[str]] = {}
    for mention in mentions:
        if qualifier := mention.context.admin or mention.context.landmark:
            seen.setdefault(mention.name, set()).add(qualifier)
    return frozenset(name for name, qualifiers in seen.items() if len(qualifiers) > 1)


def near_landmark(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the entries that are near or in a place called `name`.

    Return [] if this holds for none or for all of them.

    Only the best-known places called `name` count, because almost every place is near some small place with that name.
    """
    known = _known_landmarks(name, gazetteer)
    near = [e for e in entries if e.match < Match.WEAK and any(_is_beside(e, mark, gazetteer) for mark in known)]
    return near if len(near) < len(entries) else []


def is_far_from_landmark(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> bool:
    """Return whether `name` is best known as a town or site, but none of the entries is near a place with this name.

    If `name` is "", there is no landmark.
    """
    known = [e for e in gazetteer.find(name) if e.match < Match.WEAK]
    found = [e for e in known if e.kind in ("city", "site")] if known and known[0].kind in ("city", "site") else []
    return bool(found and entries) and not any(_is_beside(e, mark, gazetteer) for e in entries for mark in found)


def _known_landmarks(name: str, gazetteer: Gazetteer) -> list[Entry]:
    found = [e for e in gazetteer.find(name)[:_LANDMARKS] if e.match <= Match.OFFICIAL]
    return [e for e in found if e.prominence >= found[0].prominence - _LESS_KNOWN]


def _is_beside(entry: Entry, mark: Entry, gazetteer: Gazetteer) -> bool:
    if mark.kind in ("country", "admin1") and inside(entry, mark):
        return True
    if entry.number == mark.number or mark.kind == "country":
        return False
    reach = _LANDMARK_KM + min(gazetteer.place(mark).radius_km, _LARGEST_KM)
    return distance_km(entry.lat, entry.lon, mark.lat, mark.lon) <= reach


def followers_of(mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the indices of names that follow a place as its larger unit: "Veracruz" in "Xalapa, Veracruz"."""
    names = [i for i, m in enumerate(mentions) if m.kind in (MentionKind.NAME, MentionKind.METONYM)]
    return frozenset(j for i, j in pairwise(names) if mentions[i].context.admin == mentions[j].name)


def units_named_after_seat(entries: Sequence[Entry], *, is_dateline: bool = False) -> frozenset[int]:
    """Return the numbers of the units that have the same name as their seat, if the seat is more likely meant.

    Example: "We reached Suceava".

    States and counties of the US are left out, because their names rarely mean the seat. In a dateline (`is_dateline`)
    any unit is less likely than a large city of its country: "WASHINGTON —".
    """
    known = entries[:_SEATS]
    units = [e for e in known if e.kind in ("admin1", "admin2") and (is_dateline or e.country != "US")]
    towns = [e for e in known if e.kind == "city" and e.match <= Match.OFFICIAL] if units else []
    if is_dateline:
        large = {e.country for e in towns if e.prominence >= _DATELINE}
        return frozenset(u.number for u in units if u.country in large)
    return frozenset(u.number for u in units if u.match <= Match.ALTERNATE and any(_is_seat(t, u) for t in towns))


def with_towns_only(entries: Sequence[Entry], name: str, sign: TownSign, gazetteer: Gazetteer) -> list[Entry]:
    """Return the towns with a name if one of them shares it with its state or country, otherwise [].

    Such a town is returned with `Match.OFFICIAL` if its own name is longer ("Quebec City"). `sign`: what the words
    around the name show (see `TownSign`).
    """
    known = entries[:_SEATS]
    units = [e for e in known if e.kind in ("country", "admin1") and e.match <= Match.OFFICIAL]
    towns = []
    for entry in known if units else ():
        unit = next((u for u in units if entry.kind == "city" and _is_in_unit(entry, u)), None)
        if unit is None:
            continue
        if entry.match <= Match.OFFICIAL and _is_main_town(entry, unit):
            towns.append(entry)
        elif unit.country != "US" and (unit.kind == "admin1" or sign is TownSign.TOWN):
            # "Kansas" and "Oklahoma" never mean the cities "Kansas City" and "Oklahoma City".
            same = entry.match is Match.WEAK and gazetteer.place(entry).name == f"{name} City"
            towns += [entry._replace(match=Match.OFFICIAL)] if same else []
    numbers = {e.number for e in towns}
    others = [e for e in entries if e.kind == "city" and e.match < Match.WEAK and e.number not in numbers]
    return [*towns, *others] if towns else []


def names_only_state(entries: Sequence[Entry]) -> bool:
    """Return whether the best-known unit among the entries is a state, not a country."""
    unit = next((e for e in entries[:_SEATS] if e.kind in ("country", "admin1")), None)
    return unit is not None and unit.kind == "admin1"


def _is_in_unit(town: Entry, unit: Entry) -> bool:
    return town.country == unit.country and (unit.kind == "country" or town.admin1 == unit.admin1)


def _is_main_town(town: Entry, unit: Entry) -> bool:
    return town.feature_code in ("PPLA", "PPLC") or town.prominence >= unit.prominence - _ABOUT


def is_listed_with(
    seats: frozenset[int],
    entries: Sequence[Entry],
    mention: Mention,
    at: Mapping[int, Mention],
    gazetteer: Gazetteer,
) -> bool:
    """Return whether a name of a unit is in a list with other units of its country: "Oaxaca, Chiapas and Tabasco".

    `seats`: the result of `units_named_after_seat`. `at` maps start offsets to mentions.
    """
    countries = {e.country for e in entries if e.number in seats}
    others = (at[s].name for s in mention.context.siblings if s in at and at[s].name != mention.name)
    best = (gazetteer.find(name)[:1] for name in others)
    return any(e.kind in ("admin1", "admin2") and e.country in countries for found in best for e in found)


def _is_seat(town: Entry, unit: Entry) -> bool:
    if town.country != unit.country or (town.admin1 and unit.admin1 and town.admin1 != unit.admin1):
        return False
    if town.prominence >= unit.prominence + _CLEARLY:
        return False  # the town is ranked first in any case
    central = town.feature_code in ("PPLA", "PPLA2", "PPLC") or town.prominence >= unit.prominence - _ABOUT
    return central and distance_km(town.lat, town.lon, unit.lat, unit.lon) <= _SEAT_KM


def is_district(mentions: Sequence[Mention], number: int) -> bool:
    """Return whether a mention is "D.C." after "Washington"."""
    before = mentions[number - 1] if number else None
    if before is None or before.context.admin != _FEDERAL_DISTRICT:
        return False
    return mentions[number].start - before.end <= _AFTER and len(mentions[number].surface) <= _AFTER
