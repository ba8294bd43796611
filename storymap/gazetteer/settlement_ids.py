"""Ids of settlements: GeoNames' own numbers, and computed numbers for places of sources that have none.

Each source has its own range of numbers, so that the number of a settlement tells where it comes from.
"""

from __future__ import annotations

from zlib import crc32

GEONAMES = "geonames:"
POSTAL = "geonames-postal:"  # villages of GeoNames' postal codes
CENSUS = "us-census:"  # townships and small places of the US Census Bureau
_RANGE = 1 << 30
# Scheme -> first number of its range. GeoNames' own numbers are far below 2^30.
_FIRST = {GEONAMES: 0, POSTAL: _RANGE, CENSUS: 2 * _RANGE}


def settlement_id(number: int) -> str:
    """Return the id of the settlement with a number: "geonames:2128295" or "geonames-postal:1512345678"."""
    return f"{list(_FIRST)[number // _RANGE]}{number}"


def settlement_number(place_id: str) -> int | None:
    """Return the number of a settlement's id, or None if the id is another kind of id."""
    scheme, _, number = place_id.partition(":")
    first = _FIRST.get(f"{scheme}:")
    if first is None or not (number.isascii() and number.isdecimal()):
        return None
    found = int(number)
    return found if first <= found < first + _RANGE and str(found) == number else None


def source_of(place_id: str) -> str:
    """Return the key in SOURCES.toml of the source of a place of the base."""
    return "us-census" if place_id.startswith(CENSUS) else "geonames"


def computed_number(scheme: str, country: str, name: str, lat: float, lon: float) -> int:
    """Return a number in the range of a scheme, from the country, name and position (to about 10 km) of a place.

    It is the same in later versions of the data, unless the place moves.
    """
    return _FIRST[scheme] + crc32(f"{country} {name} {lat:.1f} {lon:.1f}".encode()) % _RANGE
