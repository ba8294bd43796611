"""Online geocoders: asked only on request, one request a second, answers cached."""

from __future__ import annotations

from collections.abc import Callable

from storymap.ports import Geocoder


def open_nominatim(contact: str, *, warn: Callable[[str], None] = lambda message: None) -> Geocoder:
    """OpenStreetMap's Nominatim. `contact` is the user's e-mail address, which the usage policy requires.

    Named unlike its module: importing a submodule sets its name in the package and would hide a function of that name.
    ValueError: `contact` is not an e-mail address.
    """
    from storymap.geocode.nominatim import Nominatim  # imports geopy, which takes a while

    return Nominatim(contact, warn=warn)
