"""Recognise positions in places.yaml whose latitude and longitude are probably swapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.model import Place, Position, Resolution
from storymap.overrides.values import Override
from storymap.sphere import distance_km

FAR_KM = 1500.0  # a position at least this far from all other places of the article may be wrong
# Its latitude and longitude are probably swapped if the swapped position is at most this far from one of them
NEAR_KM = 300.0


class OtherPlaces:
    """The places of an article that do not come from places.yaml. `resolutions` are those after the overrides are applied."""

    def __init__(self, resolutions: Iterable[Resolution]) -> None:
        places = {r.place.id: r.place for r in resolutions if r.place is not None and r.place.source != "editor"}
        self._places = list(places.values())
        self._vectors = _unit_vectors([place.position for place in self._places])

    def swapped(self, override: Override) -> str:
        """Return a warning if the latitude and longitude of a custom place are probably swapped, otherwise "".

        This is the case if the place is far from the other places of the article, but near them after a swap.
        """
        if override.place is None or override.place.footprint is not None or override.place.bbox is not None:
            return ""
        at = override.place.position
        if abs(at.lon) > 90 or not self._places:
            return ""
        _, far = self._nearest(at)
        other = Position(at.lon, at.lat)
        near, km = self._nearest(other)
        if far < FAR_KM or km > NEAR_KM:
            return ""
        return (
            f"{override.surface}: the position {at.lat:g}, {at.lon:g} is {far:,.0f} km from the nearest other place of the article, "
            f"but {other.lat:g}, {other.lon:g} is only {km:,.0f} km from {near.name}. Check whether lat and lon are swapped."
        )

    def _nearest(self, at: Position) -> tuple[Place, float]:
        """Return the nearest of the places and its distance in kilometres."""
        place = self._places[int((self._vectors @ _unit_vectors([at])[0]).argmax())]
        return place, distance_km(at.lat, at.lon, place.position.lat, place.position.lon)


def _unit_vectors(positions: Sequence[Position]) -> NDArray[np.float64]:
    """Return positions as points on the unit sphere, one in each row."""
    lat, lon = np.radians(np.array(positions, float).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
