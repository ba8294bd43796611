"""Find the settlement that is nearest to a position, and its admin-1 and admin-2 units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.draft import Draft
from storymap.sphere import distance_km

_UNIT_KM = 30.0  # a place is in the county of the nearest settlement if their distance is at most this
_REMOTE_KM = 150.0  # a place is in the admin-1 unit of the nearest settlement if their distance is at most this
_KM_PER_DEGREE = 111.2

Degrees = NDArray[np.float64]


class NearestUnits:
    """Finds the units of the settlement that is nearest to a position."""

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
        """Return the admin-1 and admin-2 codes of the nearest settlement in a country.

        Return None if no settlement is near. A code is "" if it is unknown.
        """
        towns = self._towns.get(country)
        if not towns:
            return None
        nearest = int((self._points[country] @ _on_sphere(np.array(lat), np.array(lon))).argmax())
        town = towns[nearest]
        km = distance_km(lat, lon, town.lat, town.lon)
        if km > _REMOTE_KM:
            return None
        return town.admin1, town.admin2 if km <= _UNIT_KM else ""


class Settlements:
    """Finds out whether there is a settlement of any country near a position."""

    def __init__(self, settlements: Sequence[Draft]) -> None:
        by_lat = sorted((town.lat, town.lon) for town in settlements)
        self._lat = np.array([lat for lat, _ in by_lat])
        self._points = _on_sphere(self._lat, np.array([lon for _, lon in by_lat]))

    def has_within(self, lat: float, lon: float, km: float) -> bool:
        """Return whether a settlement is less than `km` from a position."""
        degrees = km / _KM_PER_DEGREE
        first, end = np.searchsorted(self._lat, [lat - degrees, lat + degrees])
        near = self._points[first:end] @ _on_sphere(np.array(lat), np.array(lon))
        return bool(len(near)) and bool(near.max() > np.cos(np.radians(degrees)))


def _on_sphere(lat: Degrees, lon: Degrees) -> NDArray[np.float64]:
    """Return positions as points on the unit sphere, as an array of shape (…, 3).

    The scalar product of two points is larger if the points are nearer to each other.
    """
    north, east = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)
