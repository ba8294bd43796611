"""Ids of settlements: GeoNames' own numbers, and numbers for villages of GeoNames' postal codes, which have none."""

from __future__ import annotations

from zlib import crc32

GEONAMES = "geonames:"
POSTAL = "geonames-postal:"
FIRST_POSTAL = 1 << 30  # GeoNames' own numbers are far smaller
_RANGE = 1 << 30


def settlement_id(number: int) -> str:
    """Return the id of the settlement with a number: "geonames:2128295" or "geonames-postal:1512345678"."""
    return f"{GEONAMES if number < FIRST_POSTAL else POSTAL}{number}"


def settlement_number(place_id: str) -> int | None:
    """Return the number of a settlement's id, or None if the id is another kind of id."""
    scheme, _, number = place_id.partition(":")
    if f"{scheme}:" not in (GEONAMES, POSTAL) or not (number.isascii() and number.isdecimal()):
        return None
    found = int(number)
    return found if settlement_id(found) == place_id else None


def postal_number(country: str, name: str, lat: float, lon: float) -> int:
    """Return a number for a village, from its country, name and position to about 10 km.

    It is the same in later versions of the data, unless the village moves.
    """
    return FIRST_POSTAL + crc32(f"{country} {name} {lat:.1f} {lon:.1f}".encode()) % _RANGE
