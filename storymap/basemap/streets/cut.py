"""Make street tiles in the format of the basemap ("our tiles") from the tiles of an archive.

Shapes are clipped, merged, simplified and encoded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from storymap.basemap.codec import encode
from storymap.basemap.levels import MARGIN, Level
from storymap.basemap.streets.geometry import rounded_lines
from storymap.basemap.streets.mvt import Feature
from storymap.basemap.streets.schema import AREAS, Drawn, drawn_as

# The layers of each level. At zoom 11, a street is narrower than a pixel; from zoom 14, buildings are recognisable.
_REGION = frozenset([Drawn.GREEN, Drawn.BUILT_UP, Drawn.WATER, Drawn.STREAM, Drawn.MOTORWAY, Drawn.PRIMARY, Drawn.RAIL])
_TOWN = _REGION | {Drawn.SECONDARY, Drawn.STREET}
_SHOWN = {10: _REGION | {Drawn.SECONDARY}, 12: _TOWN, 14: _TOWN | {Drawn.PATH, Drawn.BUILDING}}
# Lines are simplified with this tolerance, in pixels at the highest zoom of the level. Areas have 1.2 times this
# tolerance.
_TOLERANCE_PX = 0.6
# Areas that are smaller than this are left out. The unit is square pixels at the highest zoom of the level.
_LEAST_PX2 = {Drawn.GREEN: 90.0, Drawn.BUILT_UP: 240.0, Drawn.WATER: 24.0, Drawn.BUILDING: 24.0}
_CLOSED_PX = {Drawn.BUILT_UP: 6.0, Drawn.BUILDING: 1.6, Drawn.GREEN: 1.6}  # gaps up to twice this width are closed
_SHORTEST_PX = 3.0  # a line that is shorter than this and not connected to other lines is left out
Points = NDArray[np.float64]
Frame = tuple[float, float, float, float]  # west, north, east, south
# Level -> width of a tile in pixels at the zoom for which the level is generalised. These zooms are 11, 13 and 16.
_TOP_PX = {10: 512, 12: 512, 14: 1024}


def cut(level: Level, sources: Iterable[tuple[NDArray[np.float64], float, Sequence[Feature]]]) -> Mapping[str, str]:
    """Return the layers of a tile as encoded text (see `storymap.basemap.codec`).

    `sources` has a tuple for each archive tile: the north-west corner and the width (both in widths of our tile), and
    the features.
    """
    found: dict[Drawn, list[BaseGeometry]] = defaultdict(list)
    margin = MARGIN * level.units
    frame = (-margin, -margin, level.units + margin, level.units + margin)
    for corner, width, features in sources:
        own = _own_part(corner * level.units, width * level.units, frame)
        shown: dict[Drawn, list[BaseGeometry]] = defaultdict(list)
        for feature in features:
            drawn = drawn_as(feature)
            if drawn is not None and drawn in _SHOWN[level.number]:
                shown[drawn].append(feature.geometry)
        for drawn, shapes in shown.items():  # one call for all shapes is much faster than one call for each
            placed = _placed(shapes, corner, width, level.units)
            found[drawn] += list(placed if drawn in AREAS else shapely.clip_by_rect(placed, *own))
    pixel = level.units / _TOP_PX[level.number]
    tile = {}
    for drawn in Drawn:
        if drawn in found:
            shapes = found[drawn]
            text = encode(_areas(shapes, drawn, frame, pixel) if drawn in AREAS else _lines(shapes, pixel))
            if text:
                tile[drawn.value] = text
    return tile


def _own_part(corner: NDArray[np.float64], width: float, frame: Frame) -> Frame:
    """Return the part of our tile that is drawn from one archive tile, as (west, north, east, south).

    The part covers the archive tile without its margins. At the edges of our tile, the part also covers the margin of
    our tile.
    """
    (west, north), (east, south) = corner, corner + width
    inner = (0.5, 0.5, frame[2] + frame[0] - 0.5, frame[3] + frame[1] - 0.5)
    return (
        frame[0] if west < inner[0] else west,
        frame[1] if north < inner[1] else north,
        frame[2] if east > inner[2] else east,
        frame[3] if south > inner[3] else south,
    )


def _placed(shapes: list[BaseGeometry], corner: Points, width: float, units: int) -> NDArray[np.object_]:
    """Return the geometries of an archive tile in the coordinates of our tile."""
    placed: NDArray[np.object_] = shapely.transform(
        np.array(shapes, dtype=object), lambda points: (points * width + corner) * units
    )
    return placed


def _areas(geometries: list[BaseGeometry], drawn: Drawn, frame: Frame, pixel: float) -> list[list[tuple[int, int]]]:
    """Return areas as rings. Each outer ring is counter-clockwise, and its holes come after it."""
    window = shapely.box(*frame)
    valid = shapely.make_valid(np.array(geometries, dtype=object))
    closed = _CLOSED_PX.get(drawn, 0.0) * pixel
    if closed:
        corners = {"quad_segs": 1, "join_style": "mitre", "mitre_limit": 2}
        simple = shapely.simplify(_polygons(valid), 0.4 * _TOLERANCE_PX * pixel)
        # `buffer` also merges the areas
        whole = shapely.GeometryCollection(list(simple)).buffer(closed, **corners).buffer(-closed, **corners)
    else:
        whole = shapely.union_all(_polygons(valid))
    whole = shapely.intersection(whole, window)
    whole = whole.simplify(1.2 * _TOLERANCE_PX * pixel)
    least = _LEAST_PX2[drawn] * pixel**2
    rings = []
    for polygon in _ordered(_polygons([whole])):
        outer = shapely.Polygon(polygon.exterior)
        if outer.area < least:
            continue
        holes = [shapely.Polygon(hole) for hole in polygon.interiors]
        kept = [_ring(hole, clockwise=True) for hole in _ordered([h for h in holes if h.area >= least])]
        rings += [ring for ring in (_ring(outer, clockwise=False), *kept) if len(ring) > 2]
    return rings


def _polygons(geometries: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    parts = shapely.get_parts(shapely.get_parts(np.array(list(geometries), dtype=object)))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def _ring(polygon: BaseGeometry, *, clockwise: bool) -> list[tuple[int, int]]:
    """Return the points of a ring without the last point, which repeats the first point."""
    ring = polygon.exterior
    coordinates = shapely.get_coordinates(ring)[::-1] if ring.is_ccw == clockwise else shapely.get_coordinates(ring)
    points = _rounded(coordinates[:-1])
    return points if len(points) < 2 or points[0] != points[-1] else points[:-1]


def _lines(geometries: list[BaseGeometry], pixel: float) -> list[list[tuple[int, int]]]:
    """Return lines, joined where their ends meet.

    The archive splits lines at tile edges and where attributes change.
    """
    pieces = shapely.get_parts(np.array(geometries, dtype=object))
    lines = [part for part in pieces if part.geom_type == "LineString" and not part.is_empty]
    if not lines:
        return []
    # The coordinates are rounded, so that ends of lines that should meet have the same coordinates.
    merged = shapely.line_merge(shapely.MultiLineString(rounded_lines(lines, pixel / 8)))
    parts = shapely.get_parts(merged.simplify(_TOLERANCE_PX * pixel, preserve_topology=False))
    parts = [part for part in parts if part.geom_type == "LineString" and part.length >= _SHORTEST_PX * pixel]
    rounded = (_rounded(shapely.get_coordinates(part)) for part in _ordered(parts))
    return [line for line in rounded if len(line) > 1]


def _ordered(parts: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return geometries in an order that depends only on their shapes: from north-west to south-east."""
    return sorted(parts, key=lambda part: (*np.round(part.bounds, 3)[[1, 0]], round(part.length, 3)))


def _rounded(coordinates: NDArray[np.float64]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for x, y in np.rint(coordinates).astype(int).tolist():
        if not points or points[-1] != (x, y):
            points.append((x, y))
    return points
