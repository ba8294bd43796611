"""Compute the zooms at which views show groups of places.

The computation uses arrays, because an article can have hundreds of places.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from storymap.basemap.views import fit_zoom
from storymap.compose.close_up import close_km, is_close_up
from storymap.compose.framing import PASSING_ZOOM, TOWN_KM, WINDOW, frame
from storymap.compose.poles import drawn
from storymap.model import BoundingBox, Camera, Role, StoryPlace
from storymap.sphere import EARTH_KM, distance_km, normal, width_deg

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]
# The zoom that is computed for a group of places may be this many levels above the highest maximum zoom of the places.
# On a phone, the map is less than half as high as in an ordinary window and shows the same extent at a lower zoom.
# Without these levels, small extents would have equal zooms here, although they need different zooms on a phone.
SMALL_SCREEN = 1.4
# A box that is the same for the radii TOWN_KM and _FAR_KM does not depend on the radius around towns.
_FAR_KM = 5_000.0


class Extents:
    """The extents of the places of a story. A group of places is an array of indices of these places."""

    def __init__(self, places: Sequence[StoryPlace]) -> None:
        boxes = [frame(p.place) for p in places]
        self._fixed = np.array([frame(p.place, _FAR_KM) == box for p, box in zip(places, boxes, strict=True)])
        self._west = np.array([normal(box.west) for box in boxes])
        self._width = np.array([width_deg(box) for box in boxes])
        self._south, self._north = np.array([b.south for b in boxes]), np.array([b.north for b in boxes])
        self._lat = np.array([drawn(p.place.position).lat for p in places])
        self._lon = np.array([p.place.position.lon for p in places])
        self._radius = np.array([p.place.radius_km for p in places])
        self._limit = np.array([close_km(p) if is_close_up(p) else np.inf for p in places])
        self._zoom = np.array([p.zoom for p in places])
        self._edges = lru_cache(4)(self._edges_around)  # this is usually called with one of two radii
        self._passing = np.array([p.role is Role.PASSING and not is_close_up(p) for p in places])

    def zoom(self, group: Indices, nearest_km: float, surroundings: float) -> float:
        """Return the zoom at which a group of places fits an ordinary window.

        The result is at most the highest maximum zoom of the places plus SMALL_SCREEN. The view includes a margin
        around each town. The width of this margin is `surroundings` times the diagonal of the group, but at least
        `nearest_km` and at most TOWN_KM.
        """
        highest = float(self._zoom[group].max()) + SMALL_SCREEN
        if self._passing[group].all():
            highest = min(highest, PASSING_ZOOM)
        return fit_zoom(Camera(self._view(group, nearest_km, surroundings), highest), WINDOW)

    def zoom_at_most(self, group: Indices, of: Indices, nearest_km: float) -> float:
        """Return an upper limit of `zoom` for every group that contains `group` and that `of` contains.

        The limit is computed with the margin `nearest_km`, the smallest margin that a group can have.
        """
        highest = float(self._zoom[of].max()) + SMALL_SCREEN
        return fit_zoom(Camera(self._box(group, nearest_km), highest), WINDOW)

    def _view(self, group: Indices, nearest_km: float, surroundings: float) -> BoundingBox:
        """Return the box around a group of places, with a margin around each town (see the method `zoom`)."""
        if len(group) == 1:
            return self._box(group, TOWN_KM)
        box = self._box(group, 0.1)
        size = distance_km(box.south, box.west, box.north, box.east)
        return self._box(group, max(nearest_km, min(TOWN_KM, surroundings * size)))

    def _box(self, group: Indices, town_km: float) -> BoundingBox:
        """Return the smallest box that contains the frames of the places of a group.

        The result equals `sphere.union` of these frames.
        """
        west, width, south, north = self._edges(town_km)
        return _around_arcs(west[group], width[group], float(south[group].min()), float(north[group].max()))

    def _edges_around(self, town_km: float) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Return the box of every place as four arrays, in degrees: western edge, width, southern and northern edge.

        The box of a town includes the radius `town_km` around the town.
        """
        fixed, lat = self._fixed, self._lat
        reach = np.degrees(np.maximum(np.minimum(town_km, self._limit), self._radius) / EARTH_KM)
        polar = (lat - reach <= -90) | (lat + reach >= 90)
        spread = np.degrees(np.arcsin(np.minimum(1.0, np.sin(np.radians(reach)) / np.cos(np.radians(lat)))))
        spread = np.where(polar, 180.0, spread)
        around = np.where(polar, -180.0, (self._lon - spread + 180) % 360 - 180)
        return (
            np.where(fixed, self._west, around),
            np.where(fixed, self._width, 2 * spread),
            np.where(fixed, self._south, np.maximum(-90.0, lat - reach)),
            np.where(fixed, self._north, np.minimum(90.0, lat + reach)),
        )


def _around_arcs(west: Numbers, width: Numbers, south: float, north: float) -> BoundingBox:
    """Return the smallest box that contains all given arcs of longitude.

    The box leaves out the widest gap between the arcs.
    """
    order = np.argsort(west, kind="stable")
    west, east = west[order], (west + width)[order]
    starts, ends = np.concatenate([west, west + 360]), np.maximum.accumulate(np.concatenate([east, east + 360]))
    # Each arc occurs twice, 360° apart. Only the gaps before the arcs of the second turn are used, because only for
    # these are all arcs known that may reach into the gap from the west.
    gaps = starts[len(west) :] - ends[len(west) - 1 : -1]
    widest = int(np.argmax(gaps))
    if gaps[widest] <= 0:
        return BoundingBox(-180, south, 180, north)
    return BoundingBox(
        normal(float(starts[len(west) + widest])), south, normal(float(ends[len(west) - 1 + widest])), north
    )
