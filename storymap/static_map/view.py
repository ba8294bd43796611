"""The view of the static map: which part of the Web Mercator map it shows, and the projection to pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import atan, degrees, log2, pi, sinh
from typing import Any

import numpy as np

from storymap import sphere
from storymap.basemap.views import Viewport, fit_zoom, frame
from storymap.model import BoundingBox, Camera, Position

Degrees = np.ndarray[Any, np.dtype[np.float64]]

_PADDING_PX = 28  # space between the box of the camera and the edges of the map


@dataclass(frozen=True, slots=True)
class View:
    """A view of width × height pixels.

    `west` and `north` are the position of the upper left corner on the Mercator unit square. `world` is the width of
    the world in pixels.
    """

    width: int
    height: int
    west: float
    north: float
    world: float

    @property
    def zoom(self) -> float:
        """The zoom of a web map at the same scale."""
        return log2(self.world / 256)

    @property
    def box(self) -> BoundingBox:
        """The visible box in degrees."""
        east, south = self.west + self.width / self.world, self.north + self.height / self.world
        if east - self.west >= 1:
            return BoundingBox(-180, _lat(south), 180, _lat(self.north))
        return BoundingBox(_lon(self.west), _lat(south), _lon(east), _lat(self.north))

    def wider(self, across_px: int, down_px: int) -> View:
        """Return a view with the same scale that is extended by some pixels on each side."""
        west, north = self.west - across_px / self.world, self.north - down_px / self.world
        return View(self.width + 2 * across_px, self.height + 2 * down_px, west, north, self.world)

    @property
    def centre(self) -> Position:
        """The position at the centre."""
        return Position(_lat(self.north + self.height / self.world / 2), _lon(self.west + self.width / self.world / 2))

    def pixel(self, position: Position) -> tuple[float, float]:
        """Return a position in pixels, measured from the top left corner.

        Of the copies of the world, the one nearest to the centre is used.
        """
        x, y = sphere.mercator(*position)
        middle = self.west + self.width / self.world / 2
        x += round(middle - x)
        return (x - self.west) * self.world, (y - self.north) * self.world

    def shows(self, position: Position, margin: float = 0) -> bool:
        """Return whether a position is in the view, at least `margin` pixels from its edges."""
        x, y = self.pixel(position)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def projection(self, turn_deg: float) -> Callable[[Degrees], Degrees]:
        """Return a function that projects arrays of (lon, lat) from degrees to pixels.

        The function adds `turn_deg` to longitudes.
        """

        def project(degrees: Degrees) -> Degrees:
            lat = np.radians(np.clip(degrees[:, 1], -sphere.MERCATOR_MAX_LAT, sphere.MERCATOR_MAX_LAT))
            x = (degrees[:, 0] + turn_deg + 180) / 360
            y = (1 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2
            pixels: Degrees = np.stack([(x - self.west) * self.world, (y - self.north) * self.world], axis=1)
            return pixels

        return project

    def km_per_pixel(self, lat: float) -> float:
        """Return the width (km) of a pixel at a latitude, along the parallel."""
        return sphere.distance_km(lat, 0, lat, 0.1) * 3600 / self.world


def view_of(camera: Camera, width: int, height: int) -> View:
    """Return the view that contains the box of a camera and does not extend beyond the north and south edges of the
    world map."""
    world = 256 * 2 ** fit_zoom(camera, Viewport(width, height, _PADDING_PX))
    world = max(world, float(height), float(width) if width <= 2 * height else 0.0)
    x, y = frame(camera).centre
    half = height / world / 2
    y = min(max(y, half), 1 - half)
    return View(width, height, x - width / world / 2, y - half, world)


def _lon(x: float) -> float:
    return sphere.normal(x * 360 - 180)


def _lat(y: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y))))
