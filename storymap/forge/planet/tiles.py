"""Cut the layers of one level into tiles with integer coordinates.

Sizes are fractions of the width of the world, which is a unit square. The `pixel` of a level is the size of a screen
pixel at the highest zoom of this level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from storymap.basemap.codec import Point, encode
from storymap.basemap.levels import GROUP, MARGIN, Level
from storymap.forge.planet.sources import Geometries, Layers, only_polygons

ISLET_PX2 = 6.0  # land smaller than this (an islet) is drawn as a dot
# Islets that are farther than this from other land are always drawn. Other islets are drawn only near places of a
# story.
ALONE_PX = 10.0


class Detail(NamedTuple):
    """The detail of a level. Sizes are in screen pixels at the highest zoom of the level."""

    tolerance_px: float  # tolerance of simplification
    lake_px2: float  # lakes that are smaller than this are left out
    river_px: float  # rivers that are shorter than this are left out


# The coarsest level has no rivers. Rivers are generalised to about 1 km, which is 4 px at zoom 9.
DETAIL = {0: Detail(0.8, 40, inf), 3: Detail(1.1, 60, 160), 5: Detail(0.9, 20, 40), 7: Detail(0.7, 16, 60)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The simplified layers of one level. The keys of the three mappings are the letters of the layers in tiles."""

    areas: dict[str, Geometries]  # l: land, w: lakes
    lines: dict[str, Geometries]  # r: rivers, b: borders, d: disputed lines
    dots: dict[str, Geometries]  # i: islets far from other land, s: islets near other land


def draw(layers: Layers, level: Level) -> Sheet:
    """Return the layers, simplified for the highest zoom of a level."""
    islet = shapely.area(layers.land) < ISLET_PX2 * level.pixel**2
    land = layers.land[~islet]
    dots = shapely.centroid(layers.land[islet])
    tree = shapely.STRtree(land)
    beside = np.zeros(len(dots), dtype=bool)
    beside[tree.query(dots, predicate="dwithin", distance=ALONE_PX * level.pixel)[0]] = True
    detail = DETAIL[level.number]
    lakes = layers.lakes[shapely.area(layers.lakes) >= detail.lake_px2 * level.pixel**2]
    rivers = layers.rivers[shapely.length(layers.rivers) >= detail.river_px * level.pixel]
    return Sheet(
        areas={"l": _simple_areas(land, level), "w": _simple_areas(lakes, level)},
        lines={
            "r": _simple(rivers, level),
            "b": _simple(layers.borders, level),
            "d": _simple(layers.disputed, level),
        },
        dots={"i": dots[~beside], "s": dots[beside]},
    )


def cut(sheet: Sheet, level: Level) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield the x, y and layers (letter -> text) of every tile that is not empty.

    The tiles are ordered by group and then by row.
    """
    block = min(GROUP, level.tiles)
    for top in range(0, level.tiles, block):
        for left in range(0, level.tiles, block):
            part = _within(sheet, _frame(level, left, top, block))
            for y in range(top, top + block):
                for x in range(left, left + block):
                    if tile := _tile(part, level, x, y):
                        yield x, y, tile


def _simple(found: Geometries, level: Level) -> Geometries:
    return np.asarray(shapely.simplify(found, DETAIL[level.number].tolerance_px * level.pixel), dtype=object)


def _simple_areas(found: Geometries, level: Level) -> Geometries:
    """Return simplified, valid areas.

    Areas are simplified once for each level, because simplifying them for each tile would take minutes.
    """
    return np.array(only_polygons(shapely.make_valid(_simple(found, level))), dtype=object)


def _frame(level: Level, x: int, y: int, tiles: int = 1) -> tuple[float, float, float, float]:
    side, margin = 1 / level.tiles, MARGIN / level.tiles
    return x * side - margin, y * side - margin, (x + tiles) * side + margin, (y + tiles) * side + margin


def _within(sheet: Sheet, frame: tuple[float, float, float, float]) -> Sheet:
    """Return the part of a sheet inside a frame."""
    return Sheet(
        areas={name: _clip(found, frame, "Polygon") for name, found in sheet.areas.items()},
        lines={name: _clip(found, frame, "LineString") for name, found in sheet.lines.items()},
        dots={name: _clip(found, frame, "Point") for name, found in sheet.dots.items()},
    )


def _clip(found: Geometries, frame: tuple[float, float, float, float], kind: str) -> Geometries:
    if len(found) == 0:
        return found
    bounds = shapely.bounds(found)
    west, north, east, south = frame
    near = (bounds[:, 2] > west) & (bounds[:, 0] < east) & (bounds[:, 3] > north) & (bounds[:, 1] < south)
    parts = shapely.get_parts(shapely.clip_by_rect(found[near], *frame))
    return np.array([part for part in parts if part.geom_type == kind and not part.is_empty], dtype=object)


def _tile(sheet: Sheet, level: Level, x: int, y: int) -> dict[str, str]:
    here = _within(sheet, _frame(level, x, y))
    tile = {}
    for name, found in here.areas.items():
        # Holes must have the opposite direction, because the page fills areas by the nonzero rule.
        turned = [orient(area) for area in found]
        rings = [_ring(ring, level, x, y) for area in turned for ring in (area.exterior, *area.interiors)]
        tile[name] = encode(ring for ring in rings if len(ring) > 2)
    for name, found in here.lines.items():
        lines = [straightened(_snap(line, level, x, y)) for line in found]
        tile[name] = encode(line for line in lines if len(line) > 1)
    for name, found in here.dots.items():
        tile[name] = encode([_thinned([p for dot in found for p in _snap(dot, level, x, y)])])
    return {name: text for name, text in tile.items() if text}


def _snap(geometry: BaseGeometry, level: Level, x: int, y: int) -> list[Point]:
    """Return the points of a geometry on the grid of a tile."""
    at = (shapely.get_coordinates(geometry) * level.tiles - [x, y]) * level.units
    return [(int(px), int(py)) for px, py in np.rint(at)]


def _ring(ring: BaseGeometry, level: Level, x: int, y: int) -> list[Point]:
    """Return the points of a ring on the grid.

    The first point is not repeated at the end. Return [] if the ring has fewer than three points.
    """
    points = straightened(_snap(ring, level, x, y))
    if len(points) < 4:
        return []
    return points[:-1]


def straightened(line: list[Point]) -> list[Point]:
    """Return a line without duplicate points, collinear points and spikes.

    Snapping a line to the grid causes such points.
    """
    kept: list[Point] = []
    for point in line:
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def _thinned(dots: list[Point], apart: int = 3) -> list[Point]:
    """Return at most one dot in each square of `apart` × `apart` grid units. Nearer dots would overlap."""
    seen = {(x // apart, y // apart): (x, y) for x, y in dots}
    return sorted(seen.values())
