"""Find the tiles that the cameras of a story can show, and order them by priority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from math import atan, degrees, floor, log2, pi, sinh
from typing import NamedTuple

from storymap import sphere
from storymap.basemap.levels import LEVELS, Level, level_for
from storymap.model import BoundingBox, Camera


class Viewport(NamedTuple):
    """The size of a map, and the padding between its edges and the box of a camera, all in CSS pixels."""

    width: int
    height: int
    padding: int


DESKTOP = Viewport(1500, 950, 60)  # the largest map whose tiles are all included
# a small map, on which cameras have lower zooms; the tiles for these zooms are also included
PHONE = Viewport(390, 340, 40)


class TileAddress(NamedTuple):
    """The address of a tile: level, column and row.

    Columns and rows are counted from the north-west corner of the world, from 0.
    """

    level: Level
    x: int
    y: int


class Priority(IntEnum):
    """The reason why a tile is needed. Tiles with lower values are included first."""

    STORY = 0  # the tile is in the box of the camera
    MARGIN = 1  # the tile is around the box on a large screen
    EXPLORING = 2  # the tile is visible after zooming in once
    FLIGHT = 3  # the tile is visible during a camera flight


class Frame(NamedTuple):
    """The box of a camera on the Web Mercator unit square.

    If the box crosses the antimeridian, `east` is greater than 1.
    """

    west: float
    north: float
    east: float
    south: float

    @property
    def centre(self) -> tuple[float, float]:
        """The centre (x, y) of the box on the Mercator map.

        The latitude of the centre is not the mean of the latitudes of the edges.
        """
        return (self.west + self.east) / 2, (self.north + self.south) / 2


class _Request(NamedTuple):
    """A tile that a camera needs."""

    priority: Priority
    level: int
    distance: float  # squared distance of the tile from the camera's centre; the width of the world is 1
    x: int
    y: int

    def order(self, camera: int) -> tuple[float, ...]:
        """Return the sort key of the tile. `camera` is the rank of the camera among all cameras.

        Among the tiles that cameras show, high levels come first: there are few such tiles, and without them a town
        would be drawn from tiles that are thirty times too coarse. Without its own tiles, the overview would be drawn
        from the world tile, which is only two times too coarse. Among the other tiles, low levels come first.
        """
        level = -self.level if self.priority <= Priority.MARGIN else self.level
        return self.priority, level, camera, self.distance, self.x, self.y


def wanted(cameras: Iterable[Camera]) -> list[TileAddress]:
    """Return all tiles that the cameras can show on screens up to the size DESKTOP.

    The world tile is the first; the other tiles are ordered by priority.
    """
    first: dict[tuple[int, int, int], tuple[float, ...]] = {}  # the lowest sort key of each tile
    for rank, camera in enumerate(cameras):
        for request in _requests(camera):
            tile, order = (request.level, request.x, request.y), request.order(rank)
            if tile not in first or order < first[tile]:
                first[tile] = order
    levels = {level.number: level for level in LEVELS}
    addresses = (TileAddress(levels[number], x, y) for number, x, y in sorted(first, key=lambda tile: first[tile]))
    return list(dict.fromkeys([TileAddress(LEVELS[0], 0, 0), *addresses]))


def frame(camera: Camera) -> Frame:
    """Return the box of a camera on the Web Mercator unit square."""
    west, north = sphere.mercator(camera.box.north, camera.box.west)
    _, south = sphere.mercator(camera.box.south, camera.box.west)
    return Frame(west, north, west + sphere.width_deg(camera.box) / 360, south)


def fit_zoom(camera: Camera, viewport: Viewport) -> float:
    """Return the zoom at which the box of a camera fills the viewport inside the padding.

    The result is at most the zoom of the camera.
    """
    west, north, east, south = frame(camera)
    extents = [
        (viewport.width - 2 * viewport.padding, east - west),
        (viewport.height - 2 * viewport.padding, south - north),
    ]
    return max(0.0, min([camera.zoom, *(log2(pixels / (256 * size)) for pixels, size in extents if size > 0)]))


def wider_box(camera: Camera, viewport: Viewport) -> BoundingBox:
    """Return the box (degrees) that is visible in a viewport when the map shows a camera.

    This box is wider than the box of the camera.
    """
    (x, y), world = frame(camera).centre, 256 * 2 ** fit_zoom(camera, viewport)
    west, east = ((x + side * viewport.width / world / 2) * 360 - 180 for side in (-1, 1))
    north, south = (degrees(atan(sinh(pi * (1 - 2 * (y + side * viewport.height / world / 2))))) for side in (-1, 1))
    return BoundingBox(sphere.normal(west), south, sphere.normal(east), north)


@lru_cache(4096)  # when the editor builds a story again, most cameras are the same
def _requests(camera: Camera) -> frozenset[_Request]:
    """Return the tiles that a camera can show."""
    return frozenset(_each_request(camera, frame(camera)))


def _each_request(camera: Camera, seen: Frame) -> Iterator[_Request]:
    desktop, phone = fit_zoom(camera, DESKTOP), fit_zoom(camera, PHONE)
    shown = [level_for(zoom) for zoom in range(round(phone), round(desktop) + 1)]
    for level in dict.fromkeys(shown):
        for viewport, zoom in ((DESKTOP, desktop), (PHONE, phone)):
            yield from _in_view(Priority.MARGIN, level, seen, viewport, zoom)
    yield from _in_view(Priority.EXPLORING, level_for(desktop + 1), seen, DESKTOP, desktop + 1)
    for level in LEVELS:
        if level.number < shown[0].number:
            yield from _in_view(Priority.FLIGHT, level, seen, DESKTOP, level.top)


def _in_view(priority: Priority, level: Level, seen: Frame, viewport: Viewport, zoom: float) -> Iterator[_Request]:
    """Yield the tiles of a level that are visible in a viewport at a zoom.

    `seen` is the box on which the viewport is centred.
    """
    n = level.tiles
    (x, y), world = seen.centre, 256 * 2**zoom
    columns = _span(x, viewport.width / world / 2, n)
    rows = _span(y, viewport.height / world / 2, n)
    for column in columns if len(columns) <= n else range(n):
        for row in rows:
            if not 0 <= row < n:
                continue
            in_box = priority is Priority.MARGIN and _overlaps(seen, column / n, row / n, 1 / n)
            away = ((column + 0.5) / n - x) ** 2 + ((row + 0.5) / n - y) ** 2
            yield _Request(Priority.STORY if in_box else priority, level.number, round(away, 9), column % n, row)


def _span(middle: float, reach: float, tiles: int) -> range:
    return range(floor((middle - reach) * tiles), floor((middle + reach) * tiles) + 1)


def _overlaps(framed: Frame, west: float, north: float, side: float) -> bool:
    across = any(framed.west <= west + turn + side and west + turn <= framed.east for turn in (-1, 0, 1))
    return across and framed.north <= north + side and north <= framed.south
