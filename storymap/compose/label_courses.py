"""Find the line along which a map writes the name of a strait, a river or a narrow sea.

For a strait or sea, this line is the longest line through the label position that does not cross land. For a river,
this line follows a part of the river. The outlines of land and the rivers are read from the tiles of the basemap.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import cos, log2, radians, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storymap.basemap import open_basemap
from storymap.basemap.codec import decode_points
from storymap.basemap.levels import LEVELS, Level
from storymap.basemap.views import TileAddress
from storymap.kinds import is_river
from storymap.model import Place, Position
from storymap.sphere import EARTH_KM, mercator, normal

_NARROW = frozenset(["STRT", "CHN", "SEA", "GULF", "BAY", "LK", "RSV"])  # feature codes of waters that may be narrow
_AXES = 36  # number of directions that are compared; they are 5° apart
# A strait or sea is narrow if the longest of the lines through its position is at least this many times as long as
# their mean. The factor is lower for straits, because their lines may continue into the seas on both sides.
_ELONGATED, _ELONGATED_STRAIT = 1.8, 1.3
_REACH = 1.6  # a line in a water is at most this many times as long as the diameter of the water
_RIVER_KM = 130.0  # half the length of the line for the label of a river
_OFF_KM = 45.0  # if a river on the basemap is farther than this from the label position, it is a different river
# The line of a river's label connects two points of the river. Its length must be at least this share of the river's
# length between these points.
_STRAIGHT = 0.8
_MIN_KM = 3.0
_ROUNDING = 1e-9  # radians; angles this close to a direction count as equal to it

Segments = NDArray[np.float64]  # rows of x1, y1, x2, y2 on the Web Mercator unit square


class Course(NamedTuple):
    """The ends of the line along which a label is written. The label is in the middle of this line."""

    start: Position
    end: Position


@lru_cache(2048)
def course(place: Place) -> Course | None:
    """Return the label line of a strait, sea or river.

    Return None for a strait or sea that is not narrow, and for a river that is not on the basemap.
    """
    if is_river(place.feature_code):
        return _of_river(place)
    return _of_water(place) if place.feature_code in _NARROW and place.radius_km >= _MIN_KM else None


def _of_water(place: Place) -> Course | None:
    here = np.array(mercator(*place.position))
    km = _km_per_unit(place)
    reach = place.radius_km * _REACH / km
    edges = _segments(here, reach, "lw")
    if not len(edges):
        return None
    clear = _clear(edges, here, reach)
    halves = list(zip(clear[:_AXES], clear[_AXES:], strict=True))
    lengths = [ahead + behind for ahead, behind in halves]
    best = int(np.argmax(lengths))
    factor = _ELONGATED_STRAIT if place.feature_code in ("STRT", "CHN") else _ELONGATED
    if lengths[best] < factor * float(np.mean(lengths)):
        return None
    angle, (ahead, behind) = radians(best * 180 / _AXES), halves[best]
    half = min(ahead, behind, reach)
    if half * km < _MIN_KM:
        return None
    step_x, step_y = half * cos(angle), half * sin(angle)
    return Course(_position(here[0] - step_x, here[1] - step_y), _position(here[0] + step_x, here[1] + step_y))


def _clear(edges: Segments, here: NDArray[np.float64], reach: float) -> list[float]:
    """Return the distance from a point to the nearest edge in each of the 2 × _AXES directions.

    Direction number i is the angle i × 180° / _AXES. A distance is at most `reach`.
    """
    angles = [radians(step * 180 / _AXES) for step in range(_AXES)]
    angles += [angle + radians(180) for angle in angles]
    dx, dy = (np.array([of(angle) for angle in angles]) for of in (cos, sin))
    x, y = edges[:, 0] - here[0], edges[:, 1] - here[1]
    ex, ey = edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1]
    edge, direction = _facing(x, y, ex, ey)
    x, y, ex, ey, dx, dy = x[edge], y[edge], ex[edge], ey[edge], dx[direction], dy[direction]
    cross = dx * ey - dy * ex
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = (x * ey - y * ex) / cross
        part = (x * dy - y * dx) / cross
    hit = (part >= 0) & (part <= 1) & (distance > 0) & (np.abs(cross) > 1e-18)
    nearest = np.full(2 * _AXES, reach)
    np.minimum.at(nearest, direction[hit], distance[hit])
    return nearest.tolist()


def _facing(
    x: NDArray[np.float64], y: NDArray[np.float64], ex: NDArray[np.float64], ey: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of an edge and a direction in which the edge may be seen from (0, 0): two arrays of numbers.

    An edge is from (x, y) to (x + ex, y + ey). Most edges are between two directions, so there are few pairs.
    """
    step = np.pi / _AXES
    start = np.arctan2(y, x)
    turn = (np.arctan2(y + ey, x + ex) - start + np.pi) % (2 * np.pi) - np.pi
    # the edge goes through (0, 0), so it is paired with all directions
    turn = np.where(np.abs(turn) > np.pi - _ROUNDING, 2 * np.pi, turn)
    first = np.ceil((np.minimum(start, start + turn) - _ROUNDING) / step).astype(np.int64)
    last = np.floor((np.maximum(start, start + turn) + _ROUNDING) / step).astype(np.int64)
    counts = np.minimum(np.maximum(0, last - first + 1), 2 * _AXES)
    edge = np.repeat(np.arange(len(x)), counts)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    return edge, (first[edge] + number) % (2 * _AXES)


def _of_river(place: Place) -> Course | None:
    here = np.array(mercator(*place.position))
    km = _km_per_unit(place)
    lines = [line for line in _lines(here, _OFF_KM / km, "r", LEVELS[2]) if len(line) > 2]
    if not lines:
        return None
    line = min(lines, key=lambda one: float(np.hypot(*(one - here).T).min()))
    nearest = int(np.hypot(*(line - here).T).argmin())
    if np.hypot(*(line[nearest] - here)) * km > _OFF_KM:
        return None
    along = np.concatenate([[0.0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    half = _RIVER_KM / km
    while half * km > _MIN_KM:
        first = int(np.searchsorted(along, along[nearest] - half))
        last = min(len(line) - 1, int(np.searchsorted(along, along[nearest] + half)))
        chord = float(np.hypot(*(line[last] - line[first])))
        if last > first and chord >= _STRAIGHT * (along[last] - along[first]):
            return Course(_position(*line[first]), _position(*line[last]))
        half /= sqrt(2)
    return None


def _km_per_unit(place: Place) -> float:
    """Return the width in km that the Web Mercator square has at the latitude of a place."""
    return 2 * np.pi * EARTH_KM * cos(radians(max(-80.0, min(80.0, place.position.lat))))


def _segments(here: NDArray[np.float64], reach: float, layers: str) -> Segments:
    """Return the edges of land and lakes around a point.

    The edges are read from the zoom level whose tiles are about as wide as `reach`.
    """
    number = max(0.0, -log2(max(reach, 1e-6)))
    level = max((one for one in LEVELS if one.number <= max(3.0, number + 1)), key=lambda one: one.number)
    found = []
    for layer in layers:
        for points, ends in _tiles(here, reach, layer, level):
            following = np.arange(1, len(points) + 1)
            following[np.array(ends) - 1] = [0, *ends[:-1]]  # the last point of a ring is followed by its first
            found.append(np.hstack([points, points[following]]))
    edges = np.vstack(found) if found else np.empty((0, 4))
    low, high = np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])
    around: Segments = edges[((low <= here + reach) & (high >= here - reach)).all(axis=1)]
    return around


def _lines(here: NDArray[np.float64], reach: float, layer: str, level: Level) -> Iterator[NDArray[np.float64]]:
    """Yield the rings or lines of a layer in the tiles around a point, on the Web Mercator unit square."""
    for points, ends in _tiles(here, reach, layer, level):
        yield from (points[start:end] for start, end in pairwise([0, *ends]))


def _tiles(
    here: NDArray[np.float64], reach: float, layer: str, level: Level
) -> Iterator[tuple[NDArray[np.float64], list[int]]]:
    """Yield the points of a layer in each tile around a point, on the Web Mercator unit square.

    Each array of points comes with the indices after the last point of each ring or line.
    """
    basemap = open_basemap()
    west, east = (int(np.floor((here[0] + side) * level.tiles)) for side in (-reach, reach))
    north, south = (int(np.floor((here[1] + side) * level.tiles)) for side in (-reach, reach))
    for x in range(west, east + 1):
        for y in range(max(0, north), min(level.tiles - 1, south) + 1):
            if text := basemap.tile(TileAddress(level, x % level.tiles, y)).get(layer):
                points, ends = decode_points(text)
                yield (points / level.units + (x, y)) / level.tiles, ends


def _position(x: float, y: float) -> Position:
    lat = np.degrees(2 * np.arctan(np.exp(np.pi * (1 - 2 * y))) - np.pi / 2)
    return Position(round(float(lat), 3), round(normal(x * 360 - 180), 3))
