"""Compute the zooms of views for many groups of places, with arrays because an article can have hundreds of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
# Zoom levels. The zoom of a view may be this much higher than the highest maximum zoom of its places. A map on a phone
# is less than half as high as in an ordinary window and shows the same extent at a lower zoom. Without these levels,
# small extents that need different zooms on a phone would have equal zooms here.
SMALL_SCREEN = 1.4
_FAR_KM = 5_000.0  # if TOWN_KM and _FAR_KM give the same box, it does not depend on the surroundings of the place


class Extents:
    """The extents of places. A group of places is an array of their indices."""

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
        self._passing = np.array([p.role is Role.PASSING and not is_close_up(p) for p in places])

    def zoom(self, group: Indices, nearest_km: float, surroundings: float) -> float:
        """Return the zoom at which a group of places fits an ordinary window.

        The result is at most SMALL_SCREEN above the highest maximum zoom of the places. Around towns, the view includes
        a margin: the share `surroundings` of the group's size, but at least `nearest_km` and at most TOWN_KM.
        """
        town_km = TOWN_KM
        if len(group) > 1:
            box = self._box(group, 0.1)
            size = distance_km(box.south, box.west, box.north, box.east)
            town_km = max(nearest_km, min(TOWN_KM, surroundings * size))
        highest = float(self._zoom[group].max()) + SMALL_SCREEN
        camera = Camera(self._box(group, town_km), highest)
        if self._passing[group].all():
            camera = replace(camera, zoom=min(highest, PASSING_ZOOM))
        return fit_zoom(camera, WINDOW)

    def _box(self, group: Indices, town_km: float) -> BoundingBox:
        """Return the smallest box around the places of a group, as `sphere.union` does for the frames of the places."""
        fixed, lat = self._fixed[group], self._lat[group]
        reach = np.degrees(np.maximum(np.minimum(town_km, self._limit[group]), self._radius[group]) / EARTH_KM)
        polar = (lat - reach <= -90) | (lat + reach >= 90)
        spread = np.degrees(np.arcsin(np.minimum(1.0, np.sin(np.radians(reach)) / np.cos(np.radians(lat)))))
        spread = np.where(polar, 180.0, spread)
        around = np.where(polar, -180.0, (self._lon[group] - spread + 180) % 360 - 180)
        west = np.where(fixed, self._west[group], around)
        width = np.where(fixed, self._width[group], 2 * spread)
        south = float(np.where(fixed, self._south[group], np.maximum(-90.0, lat - reach)).min())
        north = float(np.where(fixed, self._north[group], np.minimum(90.0, lat + reach)).max())
        return _around_arcs(west, width, south, north)


def _around_arcs(west: Numbers, width: Numbers, south: float, north: float) -> BoundingBox:
    """Return the box that contains arcs of longitudes but not the widest gap between these arcs."""
    order = np.argsort(west, kind="stable")
    west, east = west[order], (west + width)[order]
    starts, ends = np.concatenate([west, west + 360]), np.maximum.accumulate(np.concatenate([east, east + 360]))
    # each arc occurs twice, 360° apart. Only gaps of the second turn count: arcs of the first turn may reach into these
    gaps = starts[len(west) :] - ends[len(west) - 1 : -1]
    widest = int(np.argmax(gaps))
    if gaps[widest] <= 0:
        return BoundingBox(-180, south, 180, north)
    return BoundingBox(
        normal(float(starts[len(west) + widest])), south, normal(float(ends[len(west) - 1 + widest])), north
    )
