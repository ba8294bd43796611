"""The tiles in a page show land and sea as the full basemap does, at all points that readers can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from math import ceil, cos, floor, log2, pi, sin
from typing import Any

import pytest
import shapely

from storymap import sphere
from storymap.basemap import open_basemap
from storymap.basemap.codec import decode
from storymap.basemap.levels import LEVELS, Level, level_for
from storymap.basemap.views import TileAddress, frame
from storymap.model import BoundingBox, Camera, Position
from storymap.render.tiles import tiles_and_cameras

BUDGET = 56_000  # maximum number of bytes of the basemap in the page of a long article
STORIES = {
    "Tyrol": [(46.97, 10.18), (47.14, 10.57)],
    "Lyme Regis": [(50.72, -2.94)],
    "Japan": [(43.06, 141.35), (46.63, 142.78), (35.68, 139.69)],
    "Fiji to Samoa": [(-16.8, 179.9), (-13.83, -171.76)],
    "Nile": [(30.05, 31.25), (15.5, 32.56), (0.35, 32.58)],
    "Ushuaia": [(-54.8, -68.3)],
    "Singapore": [(1.29, 103.85), (3.14, 101.69)],
}
# Size of the map (width, height) in windows of 1280x1500, 1024x1366 and 2560x1440.
MAPS = [(703, 1500), (470, 1366), (1983, 1440)]
GROUND = LEVELS[:2]  # basemap.js paints tiles of these levels behind the others
# If a tile is missing, tiles that are up to this many zoom levels finer are painted instead (FINER in basemap.js).
FINER = 2
# Level -> maximum error of a coast, as a share of the width of the world. It is the tolerance of the simplification,
# plus one unit of the grid. Outside the area of the story, the tile of the world has fewer details (see
# storymap/basemap/thin.py).
COAST = {0: 4 / 1024, 3: 3 / 4096, 5: 3 / 16384, 7: 3 / 131072}


@cache
def tiles_of(story: str) -> tuple[Mapping[str, Any], list[Camera]]:
    """Return the tiles in the page of a story, and the cameras of the page."""
    places = STORIES[story]
    boxes = [BoundingBox(lon, lat, lon, lat) for lat, lon in places]
    cameras = list(dict.fromkeys(Camera(box, 9) for box in (sphere.union(boxes), *boxes)))
    found, chosen = tiles_and_cameras(open_basemap(), cameras, [Position(*place) for place in places], BUDGET)
    return found["tiles"], list(chosen.values())


def seen(camera: Camera) -> Iterator[tuple[int, float, float]]:
    """Yield points (zoom of the tiles, x, y) that a camera shows on maps of the sizes in `MAPS`.

    The map may also be zoomed out by one or two levels. x and y are between 0 and 1.
    """
    west, north, east, south = frame(camera)
    x, y = frame(camera).centre
    for (width, height), out in product(MAPS, range(3)):
        sides = [(width * 0.76, east - west), (height * 0.76 - 24, south - north)]
        fitting = min([camera.zoom, *(log2(pixels / 256 / size) for pixels, size in sides if size > 0)])
        # the values are rounded as in camera.js and map.js
        zoom = max(floor(4 * fitting) / 4 - out, ceil(4 * log2(height / 256)) / 4)
        for across, down in product(range(-3, 4), range(-4, 5)):
            at_y = y + down / 8.2 * height / (256 * 2**zoom)
            if 0 <= at_y < 1:
                yield round(zoom), (x + across / 6.2 * width / (256 * 2**zoom)) % 1, at_y


def painted(tiles: Mapping[str, Any], zoom: int, x: float, y: float) -> tuple[Level, bool]:
    """Return the level that `Tiles.find` in basemap.js paints last at a point, and whether it has land or a lake there."""

    def name(level: Level) -> str:
        return f"{level.number}/{floor(x * level.tiles)}/{floor(y * level.tiles)}"

    found = [level for level in LEVELS if level.number <= zoom and name(level) in tiles][-1]
    if found != level_for(zoom):
        finer = [level for level in LEVELS if zoom < level.number <= zoom + FINER and name(level) in tiles]
        found = (finer or [found])[0]
    return found, covers(tiles[name(found)], found, x, y)


def ground(tiles: Mapping[str, Any], x: float, y: float) -> tuple[Level, bool]:
    """Return the level that is painted behind the tiles at a point, and whether it has land or a lake there."""
    coarse = {name: tile for name, tile in tiles.items() if int(name.split("/")[0]) <= GROUND[-1].number}
    return painted(coarse, GROUND[-1].number, x, y)


def truth(level: Level, x: float, y: float) -> bool:
    """Return whether the full basemap has land or a lake at a point."""
    address = TileAddress(level, floor(x % 1 * level.tiles), floor(y * level.tiles))
    return covers(open_basemap().tile(address), level, x % 1, y)


def far_from_coasts(level: Level, x: float, y: float, distance: float) -> bool:
    """Return whether the point and all points around it are land, or all are sea, at a level of the full basemap."""
    around = [(part * distance, turn * pi / 4) for part in (0.5, 1) for turn in range(8)]
    return (
        len({truth(level, x + r * cos(a), min(max(y + r * sin(a), 0), 0.9999)) for r, a in [(0.0, 0.0), *around]}) == 1
    )


def covers(tile: Mapping[str, str], level: Level, x: float, y: float) -> bool:
    """Return whether a tile has land or a lake at a point."""
    at = shapely.Point(x * level.tiles % 1 * level.units, y * level.tiles % 1 * level.units)
    return any(
        sum(turns for box, area, turns in rings(tile.get(layer, "")) if box.covers(at) and area.covers(at))
        for layer in "lw"
    )


@lru_cache(2000)
def rings(text: str) -> list[tuple[shapely.Geometry, shapely.Geometry, int]]:
    """Return (box, area, winding direction) of the rings in a layer. The page fills rings by the nonzero rule."""
    found = []
    for points in decode(text):
        area = shapely.Polygon(points)
        turns = 1 if shapely.LinearRing(points).is_ccw else -1
        found.append((shapely.box(*area.bounds), shapely.make_valid(area), turns))
    return found


@pytest.mark.parametrize("story", STORIES)
def test_visible_land_is_not_painted_as_sea(story: str) -> None:
    tiles, cameras = tiles_of(story)
    for zoom, x, y in (point for camera in cameras for point in seen(camera)):
        right = level_for(zoom)
        for level, land in (painted(tiles, zoom, x, y), ground(tiles, x, y)):
            if land != truth(right, x, y):
                assert not far_from_coasts(right, x, y, COAST[level.number]), (zoom, x, y, level, land)


def test_tiles_are_ordered_from_coarse_to_fine() -> None:
    for story in STORIES:
        levels = [int(name.split("/")[0]) for name in tiles_of(story)[0]]
        assert levels == sorted(levels)
        assert levels[0] == 0
