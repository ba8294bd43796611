"""Online geocoders behind the same door: only when the user asks for it, one request a second, answers kept in a cache."""

from __future__ import annotations

from collections.abc import Callable

from storymap.ports import Geocoder


def nominatim(contact: str, *, warn: Callable[[str], None] = lambda message: None) -> Geocoder:
    """OpenStreetMap's Nominatim, which asks for an e-mail address of whoever uses it. ValueError when `contact` is none."""
    from storymap.geocode.nominatim import Nominatim  # geopy takes a while to come

    return Nominatim(contact, warn=warn)
