"""Online geocoders. An online geocoder is used only if the user asks for it.

At most one request is sent in a second, and responses are cached.
"""

from __future__ import annotations

from collections.abc import Callable

from storymap.ports import Geocoder


def open_nominatim(contact: str, *, warn: Callable[[str], None] = lambda message: None) -> Geocoder:
    """Return a Geocoder that uses Nominatim.

    `contact` is the e-mail address of the user, which the policy of Nominatim requires.

    The name of this function is not `nominatim`, because the submodule with that name would replace the function when
    it is imported. Raise GeocodeError if `contact` is not an e-mail address.
    """
    from storymap.geocode.nominatim import Nominatim  # this import is here, because importing geopy is slow

    return Nominatim(contact, warn=warn)
