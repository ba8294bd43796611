"""Ids of settlements: the numbers from GeoNames, and computed numbers for places from sources without numbers.

Each source has its own range, so the number of a settlement identifies its source.
"""

from __future__ import annotations

from zlib import crc32

GEONAMES = "geonames:"
POSTAL = "geonames-postal:"  # villages from GeoNames' postal codes
CENSUS = "us-census:"  # townships and small places from the US Census Bureau
_RANGE = 1 << 30
# Scheme -> first number of its range. GeoNames' own numbers are far below 2^30.
_FIRST = {GEONAMES: 0, POSTAL: _RANGE, CENSUS: 2 * _RANGE}


def settlement_id(number: int) -> str:
    """Return the id of the settlement with a number: "geonames:2128295" or "geonames-postal:1512345678"."""
    return f"{list(_FIRST)[number // _RANGE]}{number}"


def settlement_number(place_id: str) -> int | None:
    """Return the number of a settlement's id, or None if it is not the id of a settlement."""
    scheme, _, number = place_id.partition(":")
    first = _FIRST.get(f"{scheme}:")
    if first is None or not (number.isascii() and number.isdecimal()):
        return None
    found = int(number)
    return found if first <= found < first + _RANGE and str(found) == number else None


def source_of(place_id: str) -> str:
    """Return the key in SOURCES.toml for the source of a settlement."""
    return "us-census" if place_id.startswith(CENSUS) else "geonames"


def computed_number(scheme: str, country: str, name: str, lat: float, lon: float) -> int:
    """Return a number in the range of a scheme, computed from a place's country, name and position (rounded to 0.1°).

    The number is the same in later versions of the data, unless the position of the place changes.
    """
    return _FIRST[scheme] + crc32(f"{country} {name} {lat:.1f} {lon:.1f}".encode()) % _RANGE
