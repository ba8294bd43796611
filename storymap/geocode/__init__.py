"""Online geocoders. They are used only on request, with at most one request a second, and responses are cached."""

from __future__ import annotations

from collections.abc import Callable

from storymap.ports import Geocoder


def open_nominatim(contact: str, *, warn: Callable[[str], None] = lambda message: None) -> Geocoder:
    """OpenStreetMap's Nominatim. `contact` is the user's e-mail address, which the usage policy requires.

    Named unlike its module: importing a submodule sets its name in the package and would hide a function of that name.
    GeocodeError: `contact` is not an e-mail address.
    """
    from storymap.geocode.nominatim import Nominatim  # importing geopy is slow

    return Nominatim(contact, warn=warn)
