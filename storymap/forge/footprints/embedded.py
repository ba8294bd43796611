"""Read land and areas from the committed files, so that changed facts can be compiled without the source packages."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from functools import cached_property
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.codec import Point, decode
from storymap.basemap.levels import LEVELS, Level
from storymap.basemap.pyramid import Pyramid
from storymap.basemap.views import TileAddress
from storymap.forge.footprints.land import Land
from storymap.forge.planet.sources import only_polygons
from storymap.model import BoundingBox
from storymap.sphere import mercator

# Land is also read in a margin around the box, because islands may extend beyond the box (see `land.Land`). The margin
# is a share of the size of the box, but at least _MARGIN_DEG, which is more than the width of a tile at the finest
# level.
_MARGIN = 0.25
_MARGIN_DEG = 3.0
# If a region has more tiles, the coarser level is used, which is accurate to about 2 km instead of 300 m.
_MOST_TILES = 600


class EmbeddedAreas:
    """A mapping from place id to area, read from a `footprints.zip`. Areas are polygons of (lon, lat) in degrees."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}
        self.index: dict[str, tuple[int, str]] = json.loads(self._members["index.json"])

    def __contains__(self, place_id: object) -> bool:
        return place_id in self.index

    def get(self, place_id: str) -> BaseGeometry | None:
        """Return the area of a place id, or None if the id has no area."""
        if place_id not in self.index:
            return None
        group, name = self.index[place_id]
        area: dict[str, Any] = json.loads(self._members[f"{group}.json"])[name]
        return shapely.union_all(
            shapely.make_valid(
                [
                    shapely.Polygon(*_rings([[(x / area["scale"], y / area["scale"]) for x, y in r] for r in rings]))
                    for rings in map(decode, area["polygons"])
                ]
            )
        )


class EmbeddedLand:
    """The land of a basemap, with the methods of `land.Land`.

    Islands that the basemap draws as dots are not included.
    """

    def __init__(self, basemap: Pyramid, areas: EmbeddedAreas, disputed: Iterable[tuple[str, list[str]]] = ()) -> None:
        """An item of `disputed` is the id of a disputed area, and the codes of the countries whose areas exclude it."""
        self._basemap = basemap
        self._areas = areas
        self._disputed = list(disputed)

    def island(self, lat: float, lon: float, box: BoundingBox | None) -> BaseGeometry | None:
        """Return the piece of land at a position; see `land.Land.island`."""
        return self._near(box or BoundingBox(lon, lat, lon, lat)).island(lat, lon, box)

    def islands(self, box: BoundingBox, countries: Iterable[str]) -> BaseGeometry | None:
        """Return the pieces of land inside a box; see `land.Land.islands`."""
        wanted = list(countries)
        return self._near(box, owners=bool(wanted)).islands(box, wanted)

    def inside(self, outline: BaseGeometry) -> BaseGeometry | None:
        """Return the land within an outline."""
        west, south, east, north = outline.bounds
        return self._near(BoundingBox(west, south, east, north), whole=False).inside(outline)

    def _near(self, box: BoundingBox, *, whole: bool = True, owners: bool = False) -> Land:
        """Return the land in a box and in the margin around this box.

        If `whole` is true, pieces of land that cross the edge of the margin are left out. If `owners` is true, the
        result includes the countries that own the land.
        """
        east = box.east if box.east >= box.west else box.east + 360
        across, down = (max(_MARGIN_DEG, _MARGIN * size) for size in (east - box.west, box.north - box.south))
        region = (box.west - across, box.south - down, min(east + across, box.west - across + 360), box.north + down)
        pieces, frame = _stitched(self._basemap, region)
        if whole:
            pieces = [piece for piece in pieces if _within(piece, frame)]
        return Land([_home(piece) for piece in pieces], self._owners if owners else [])

    @cached_property
    def _owners(self) -> list[tuple[str, BaseGeometry]]:
        countries = [(i.partition(":")[2], self._areas.get(i)) for i in self._areas.index if "-country:" in i]
        disputed = [(code, self._areas.get(i)) for i, codes in self._disputed for code in codes]
        return [(code, area) for code, area in countries + disputed if area is not None]


def tile_polygons(text: str) -> list[BaseGeometry]:
    """Return the polygons of a layer in a tile.

    A ring whose direction is opposite to that of outer rings is a hole in the outer ring before it.
    """
    found: list[list[list[Point]]] = []
    for ring in decode(text):
        if found and not shapely.LinearRing(ring).is_ccw:
            found[-1].append(ring)
        else:
            found.append([ring])
    return only_polygons(shapely.make_valid([shapely.Polygon(*_rings(rings)) for rings in found]))


def _stitched(
    basemap: Pyramid, region: tuple[float, float, float, float]
) -> tuple[list[BaseGeometry], tuple[float, float, float, float]]:
    """Return the pieces of land in a region, and the bounds of the tiles that were read.

    `region` and the bounds are west, south, east, north in degrees.
    """
    level = LEVELS[-1]
    if len(_tiles(level, region)) > _MOST_TILES:
        level = LEVELS[-2]
    parts: list[BaseGeometry] = []
    tiles = _tiles(level, region)
    for x, y in tiles:
        text = basemap.tile(TileAddress(level, x % level.tiles, y)).get("l", "")
        at = (x * level.units, y * level.units)
        parts += [shapely.transform(part, lambda c, at=at: np.add(c, at)) for part in tile_polygons(text)]
    xs, ys = [x for x, _ in tiles], [y for _, y in tiles]
    edges = np.array([(min(xs), max(ys) + 1), (max(xs) + 1, min(ys))]) * level.units
    (west, south), (east, north) = _degrees(edges, level)
    joined = only_polygons([shapely.union_all(parts)]) if parts else []
    pieces = [shapely.transform(part, lambda c: _degrees(c, level)) for part in joined]
    return only_polygons(shapely.make_valid(pieces)), (west, south, east, north)


def _tiles(level: Level, region: tuple[float, float, float, float]) -> list[tuple[int, int]]:
    """Return the x and y of the tiles of a region.

    If the region crosses ±180°, the x of some tiles is outside the world.
    """
    west, south, east, north = region
    left, right = (floor((lon + 180) / 360 * level.tiles) for lon in (west, east))
    top, bottom = (mercator(lat, 0)[1] * level.tiles for lat in (min(north, 85), max(south, -85)))
    rows = range(max(0, floor(top)), min(level.tiles, ceil(bottom)))
    return [(x, y) for y in rows for x in range(left, min(right + 1, left + level.tiles))]


def _home(piece: BaseGeometry) -> BaseGeometry:
    """Return a piece of land, moved by a multiple of 360° so that its middle is within -180…180°."""
    turns = round((piece.bounds[0] + piece.bounds[2]) / 720)
    return shapely.transform(piece, lambda c: np.subtract(c, (360 * turns, 0))) if turns else piece


def _within(piece: BaseGeometry, frame: tuple[float, float, float, float]) -> bool:
    (left, low, right, high), (west, south, east, north) = piece.bounds, frame
    return bool(left > west and low > south and right < east and high < north)


def _degrees(grid: np.ndarray[Any, Any], level: Level) -> np.ndarray[Any, Any]:
    """Return grid coordinates of a level as (lon, lat). South of 85° S, where the grid ends, the latitude is -90."""
    x, y = (grid / level.grid).T
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))
    return np.column_stack([x * 360 - 180, np.where(lat < -85, -90.0, lat)])


def _rings(rings: list[list[Any]]) -> tuple[list[Any], list[list[Any]]]:
    """Return the outer ring of a polygon, and its holes."""
    return rings[0], [ring for ring in rings[1:] if len(ring) > 2]
