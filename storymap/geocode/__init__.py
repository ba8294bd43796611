"""Online geocoders. They are used only on request, with at most one request a second, and responses are cached."""

from __future__ import annotations

from collections.abc import Callable

from storymap.ports import Geocoder


def open_nominatim(contact: str, *, warn: Callable[[str], None] = lambda message: None) -> Geocoder:
    """Return a Geocoder that uses Nominatim. Its policy requires the user's e-mail address, which is `contact`.

    The function cannot be called `nominatim`, because importing the submodule with that name would overwrite it.
    Raise GeocodeError if `contact` is not an e-mail address.
    """
    from storymap.geocode.nominatim import Nominatim  # importing geopy is slow

    return Nominatim(contact, warn=warn)
