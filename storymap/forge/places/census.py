"""Add the townships, towns and small places of the US Census Bureau that are not in GeoNames' list of settlements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storymap.forge.places.draft import Draft
from storymap.forge.places.nearest_units import NearestUnits
from storymap.forge.places.villages import village_name
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import settled
from storymap.gazetteer.settlement_ids import CENSUS, computed_number
from storymap.ports import Match
from storymap.sphere import distance_km

# In these states, a town is known by its name alone. In other states, a "town" is a subdivision of a county, like a
# township.
_NEW_ENGLAND = frozenset({"CT", "MA", "ME", "NH", "NJ", "NY", "RI", "VT"})
_SAME_KM = 20.0  # a place within this distance of a settlement with the same name is treated as that settlement
_KIND = re.compile(r" (township|plantation|charter township|town|village|borough|city|CDP|comunidad)$")
_SUBDIVISION, _PLACE = 10, 7  # the code of a county subdivision has 10 digits, that of a place 7


@dataclass(frozen=True, slots=True)
class CensusPlace:
    """A record of the Census Bureau's gazetteer files.

    `code` consists of two digits for the state, three digits for the county (only if the record is a subdivision of a
    county), and five digits for the place.
    """

    code: str
    name: str  # the name ends with the kind of place: "Cranberry township"
    state: str
    lat: float
    lon: float


def census_places(
    records: Iterable[CensusPlace], settlements: Sequence[Draft], counties: Mapping[str, str]
) -> list[Draft]:
    """Return drafts of the places that are not among the settlements.

    The drafts are sorted by the numbers in their ids.

    `settlements` are all settlements that are already known. `counties` maps the FIPS code of a county to its GeoNames
    code.
    """
    known: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in settlements:
        if town.country == "US":
            for name in town.names:
                known[name].append((town.lat, town.lon))
    units = NearestUnits([town for town in settlements if town.country == "US"])
    found: dict[int, Draft] = {}
    for record, name, others in _named(records):
        number = computed_number(CENSUS, "US", fold(name), record.lat, record.lon)
        here = [place for other in (name, *others) for place in known[fold(other)]]
        if number in found or any(distance_km(record.lat, record.lon, *place) <= _SAME_KM for place in here):
            continue
        county = counties.get(record.code[:5]) if len(record.code) == _SUBDIVISION else None
        area = units.of("US", record.lat, record.lon)
        known[fold(name)].append((record.lat, record.lon))
        place = found[number] = Draft(
            id=f"{CENSUS}{number}",
            name=name,
            kind="city",
            code="PPL",
            lat=round(record.lat, 5),
            lon=round(record.lon, 5),
            prominence=settled(0),
            country="US",
            admin1=f"US.{record.state}",
            admin2=county or (area[1] if area and area[0] == f"US.{record.state}" else ""),
        )
        place.add_names(others, Match.NAME)
    return [found[number] for number in sorted(found)]


def _named(records: Iterable[CensusPlace]) -> Iterator[tuple[CensusPlace, str, list[str]]]:
    """Yield each record with its name and its other names.

    Places come before subdivisions of counties, because many subdivisions have the same area as a place.
    """
    for record in sorted(records, key=lambda record: (len(record.code), record.code)):
        kind = _KIND.search(record.name)
        bare = record.name[: kind.start()].strip() if kind else ""
        if kind is None or not village_name(bare):
            continue
        if kind[1] == "plantation":
            yield record, f"{bare} Plantation", []
        elif kind[1].endswith("township"):
            yield record, f"{bare} Township", [f"{bare} Twp", f"Township of {bare}"]
        elif kind[1] == "town" and record.state not in _NEW_ENGLAND and len(record.code) == _SUBDIVISION:
            yield record, f"Town of {bare}", []
        else:
            yield record, bare, []
