"""Villages of GeoNames' postal codes: settlements that are too small for its list of places with 500 people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.draft import Draft
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import settled
from storymap.gazetteer.scripts import script
from storymap.gazetteer.settlement_ids import POSTAL, postal_number
from storymap.ports import Match
from storymap.sphere import distance_km

# Countries whose postal codes name villages and suburbs; others name streets, customers or only large towns.
COUNTRIES = frozenset(
    [
        "AR",
        "AT",
        "AU",
        "BE",
        "CA",
        "CH",
        "CO",
        "DE",
        "DK",
        "ES",
        "FI",
        "FO",
        "FR",
        "GB",
        "GG",
        "IE",
        "IM",
        "IN",
        "IS",
        "IT",
        "JE",
        "KE",
        "LK",
        "LU",
        "MA",
        "MY",
        "NL",
        "NO",
        "NZ",
        "PE",
        "PH",
        "PK",
        "SE",
        "SI",
        "US",
        "UY",
        "ZA",
    ]
)
# Minimum accuracy in GeoNames' scale: 4 is the position of a place in GeoNames, more is the centre of addresses
_LEAST = 4
_ROUGH = 3  # minimum accuracy in the countries of `_BY_NAME`: the position was found by the name only
_AREAS = frozenset({"CA"})  # countries in which a centre of addresses is that of a district: "Timmins Region"
_BY_NAME = frozenset({"AU", "ES", "GB", "IT", "MY"})  # countries in which positions found by name were right in samples
_SAME_KM = 20.0  # a name within this distance of a settlement with the name is the same place
_UNIT_KM = 30.0  # a village takes the county of the nearest settlement within this distance
_REMOTE_KM = 150.0  # the same for the admin-1 unit
_SHORTEST = 4  # minimum number of letters in a name
_LONGEST = 5  # maximum number of words in a name

_NOTE = re.compile(r"\s*(?:\(.*|[/,;].*|\bCEDEX\b.*|\bCedex\b.*)$")
_NOT_A_VILLAGE = re.compile(
    r"\d|[+&@.\"]|\b(?:Street|St|Road|Rd|Airport|Universit\w+|Hospital|University|Industrial|Estate|Centre|Center|GmbH|AG|SpA|Ltd|Bank|Zone"
    r"|Post|Office|College|School|Station|Naval|Barracks|Camp|Colony|Sector|Block|APO|FPO|DPO|AFB|City|Mall|Court|Bazar|House|Mills?|Works|Factory)\b"
)


def villages(records: Iterable[dict[str, Any]], settlements: Sequence[Draft]) -> list[Draft]:
    """Return drafts of the villages that are not among the settlements, in the order of their numbers.

    `records`: postal codes with "country_code", "city", "latitude", "longitude" and "accuracy".
    """
    known: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in settlements:
        for name in town.names:
            known[town.country, name].append((town.lat, town.lon))
    units = _Units(settlements)
    found: dict[int, Draft] = {}
    for country, name, other, lat, lon in _candidates(records):
        places = known[country, fold(name)]
        if any(abs(lat - a) < 1 and distance_km(lat, lon, a, b) <= _SAME_KM for a, b in places):
            continue
        area = units.of(country, lat, lon)
        number = postal_number(country, fold(name), lat, lon)
        if area is None or number in found:
            continue
        places.append((lat, lon))
        village = found[number] = Draft(
            id=f"{POSTAL}{number}",
            name=name,
            kind="city",
            code="PPL",
            lat=lat,
            lon=lon,
            prominence=settled(0),
            country=country,
            admin1=area[0],
            admin2=area[1],
        )
        village.add_name(other, Match.OFFICIAL)
    return [found[number] for number in sorted(found)]


def _candidates(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, float, float]]:
    """Yield (country, name, name in a second language or "", lat, lon), the most accurate positions first."""
    rows = set()
    for record in records:
        country, accuracy = record["country_code"], int(record.get("accuracy") or 0)
        if country in _AREAS and accuracy > _LEAST:
            continue
        if country in COUNTRIES and accuracy >= (_ROUGH if country in _BY_NAME else _LEAST):
            rows.add((-accuracy, country, record["city"], record["latitude"], record["longitude"]))
    for _, country, raw, lat, lon in sorted(rows):
        if name := village_name(raw):
            yield country, name, village_name(raw.partition("/")[2]), lat, lon


def village_name(raw: str) -> str:
    """Return the name of the village in the name of a postal code, without notes.

    Return "" if the name seems to be a street, a customer or a code, or is not in Latin script.
    """
    name = _NOTE.sub("", " ".join(raw.split()))
    name = name.title() if name.isupper() else name
    usable = (
        len(fold(name).replace(" ", "")) >= _SHORTEST
        and name[:1].isupper()
        and len(name.split()) <= _LONGEST
        and script(name) == "Latn"
        and not _NOT_A_VILLAGE.search(name)
    )
    return name if usable else ""


Degrees = NDArray[np.float64]


class _Units:
    """Find the units of the settlement that is nearest to a position."""

    def __init__(self, settlements: Sequence[Draft]) -> None:
        towns: dict[str, list[Draft]] = defaultdict(list)
        for town in settlements:
            towns[town.country].append(town)
        self._towns = towns
        self._points = {
            country: _on_sphere(np.array([t.lat for t in here]), np.array([t.lon for t in here]))
            for country, here in towns.items()
        }

    def of(self, country: str, lat: float, lon: float) -> tuple[str, str] | None:
        """Return the admin-1 and admin-2 codes, "" if unknown, or None if no settlement of the country is near."""
        towns = self._towns.get(country)
        if not towns:
            return None
        nearest = int((self._points[country] @ _on_sphere(np.array(lat), np.array(lon))).argmax())
        town = towns[nearest]
        km = distance_km(lat, lon, town.lat, town.lon)
        if km > _REMOTE_KM:
            return None
        return town.admin1, town.admin2 if km <= _UNIT_KM else ""


def _on_sphere(lat: Degrees, lon: Degrees) -> NDArray[np.float64]:
    """Return positions on the unit sphere, (…, 3). The scalar product of two is the larger, the nearer they are."""
    north, east = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)
