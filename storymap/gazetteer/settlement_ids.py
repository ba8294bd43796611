"""Convert between ids and numbers of settlements.

GeoNames has its own numbers; for places from other sources, a number is computed. Each source has its own range of
numbers, so that a number identifies its source.
"""

from __future__ import annotations

from zlib import crc32

GEONAMES = "geonames:"
POSTAL = "geonames-postal:"  # villages from GeoNames' postal codes
CENSUS = "us-census:"  # townships and small places from the US Census Bureau
OWN = "storymap:"  # places from the facts; these ids have no number
_RANGE = 1 << 30
# Scheme of ids -> the first number of its range. The numbers of GeoNames itself are far below 2^30.
_FIRST = {GEONAMES: 0, POSTAL: _RANGE, CENSUS: 2 * _RANGE}


def settlement_id(number: int) -> str:
    """Return the id of the settlement with a number, such as "geonames:2128295" or "geonames-postal:1512345678"."""
    return f"{list(_FIRST)[number // _RANGE]}{number}"


def settlement_number(place_id: str) -> int | None:
    """Return the number in the id of a settlement, or None if this is not the id of a settlement."""
    scheme, _, number = place_id.partition(":")
    first = _FIRST.get(f"{scheme}:")
    if first is None or not (number.isascii() and number.isdecimal()):
        return None
    found = int(number)
    return found if first <= found < first + _RANGE and str(found) == number else None


def numbers_of(scheme: str) -> range:
    """Return the range of the numbers of a scheme."""
    return range(_FIRST[scheme], _FIRST[scheme] + _RANGE)


def source_of(place_id: str) -> str:
    """Return the usual source of a place with an id, which is a key of SOURCES.toml."""
    if place_id.startswith(OWN):
        return "own"
    return "us-census" if place_id.startswith(CENSUS) else "geonames"


def computed_number(scheme: str, country: str, name: str, lat: float, lon: float) -> int:
    """Compute a number in the range of a scheme from the country, name and position (rounded to 0.1°) of a place.

    Later versions of the data give the place the same number, unless its name or position changes.
    """
    return _FIRST[scheme] + crc32(f"{country} {name} {lat:.1f} {lon:.1f}".encode()) % _RANGE
