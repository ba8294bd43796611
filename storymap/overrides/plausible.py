"""Recognise positions in places.yaml whose latitude and longitude are probably swapped, or have a wrong sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.model import Place, Position, Resolution
from storymap.overrides.values import Override
from storymap.sphere import distance_km

FAR_KM = 1500.0  # a position at least this far from all other places of the article may be wrong
# The position is probably wrong if the corrected position (swapped, or with another sign) is at most this far from one
# of them.
NEAR_KM = 300.0


class OtherPlaces:
    """The places of an article that do not come from places.yaml. `resolutions` are those after the overrides are applied."""

    def __init__(self, resolutions: Iterable[Resolution]) -> None:
        places = {r.place.id: r.place for r in resolutions if r.place is not None and r.place.source != "editor"}
        self._places = list(places.values())
        self._vectors = _unit_vectors([place.position for place in self._places])

    def mistaken(self, override: Override) -> str:
        """Return a warning if the position of a custom place is probably swapped or has a wrong sign, otherwise "".

        This is the case if the place is far from the other places of the article, but near them after the correction.
        """
        if override.place is None or override.place.footprint is not None or override.place.bbox is not None:
            return ""
        at = override.place.position
        if not self._places or self._nearest(at)[1] < FAR_KM:
            return ""
        far = self._nearest(at)[1]
        for other, advice in _corrections(at):
            near, km = self._nearest(other)
            if km <= NEAR_KM:
                return (
                    f"{override.surface}: the position {at.lat:g}, {at.lon:g} is {far:,.0f} km from the nearest other place of the "
                    f"article, but {other.lat:g}, {other.lon:g} is only {km:,.0f} km from {near.name}. {advice}"
                )
        return ""

    def _nearest(self, at: Position) -> tuple[Place, float]:
        """Return the nearest of the places and its distance in kilometres."""
        place = self._places[int((self._vectors @ _unit_vectors([at])[0]).argmax())]
        return place, distance_km(at.lat, at.lon, place.position.lat, place.position.lon)


def _corrections(at: Position) -> Iterator[tuple[Position, str]]:
    """Yield the positions that the author may have meant, each with advice."""
    if abs(at.lon) <= 90:
        yield Position(at.lon, at.lat), "Check whether lat and lon are swapped."
    sign = "Check whether a minus sign is missing or wrong: south and west are negative."
    yield Position(at.lat, -at.lon), sign
    yield Position(-at.lat, at.lon), sign
    yield Position(-at.lat, -at.lon), sign


def _unit_vectors(positions: Sequence[Position]) -> NDArray[np.float64]:
    """Return positions as points on the unit sphere, one in each row."""
    lat, lon = np.radians(np.array(positions, float).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
