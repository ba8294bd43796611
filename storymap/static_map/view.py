"""The picture's window on the Web Mercator world: what it shows and where a position comes to lie."""

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

_PADDING_PX = 28


@dataclass(frozen=True, slots=True)
class View:
    """A window of width × height pixels; west, north: its corner on the unit square, world: pixels round the Earth."""

    width: int
    height: int
    west: float
    north: float
    world: float

    @property
    def zoom(self) -> float:
        """The zoom of a web map of the same scale."""
        return log2(self.world / 256)

    @property
    def box(self) -> BoundingBox:
        """What the window shows."""
        east, south = self.west + self.width / self.world, self.north + self.height / self.world
        if east - self.west >= 1:
            return BoundingBox(-180, _lat(south), 180, _lat(self.north))
        return BoundingBox(_lon(self.west), _lat(south), _lon(east), _lat(self.north))

    def wider(self, across_px: int, down_px: int) -> View:
        """A window that shows so much more on either side, at the same scale."""
        west, north = self.west - across_px / self.world, self.north - down_px / self.world
        return View(self.width + 2 * across_px, self.height + 2 * down_px, west, north, self.world)

    @property
    def centre(self) -> Position:
        """The position in the middle of the window."""
        return Position(_lat(self.north + self.height / self.world / 2), _lon(self.west + self.width / self.world / 2))

    def pixel(self, position: Position) -> tuple[float, float]:
        """Where a position lies, in pixels from the top left; on the turn of the Earth nearest to the middle."""
        x, y = sphere.mercator(*position)
        middle = self.west + self.width / self.world / 2
        x += round(middle - x)
        return (x - self.west) * self.world, (y - self.north) * self.world

    def shows(self, position: Position, margin: float = 0) -> bool:
        """Whether a position lies in the window, at least `margin` pixels inside."""
        x, y = self.pixel(position)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def projection(self, turn_deg: float) -> Callable[[Degrees], Degrees]:
        """(lon, lat) degrees, shifted by turns of the Earth, to pixels: for arrays, as `pixel` is for one position."""

        def project(degrees: Degrees) -> Degrees:
            lat = np.radians(np.clip(degrees[:, 1], -sphere.MERCATOR_MAX_LAT, sphere.MERCATOR_MAX_LAT))
            x = (degrees[:, 0] + turn_deg + 180) / 360
            y = (1 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2
            pixels: Degrees = np.stack([(x - self.west) * self.world, (y - self.north) * self.world], axis=1)
            return pixels

        return project

    def km_per_pixel(self, lat: float) -> float:
        """How far a pixel reaches along a parallel."""
        return sphere.distance_km(lat, 0, lat, 0.1) * 3600 / self.world


def view_of(camera: Camera, width: int, height: int) -> View:
    """The window that shows all of a camera's box and is filled with the world to its edges."""
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
