"""Find the line of a river on the basemap.

The lines on the basemap have no names, so the search starts with the line nearest to the position of the river. The
search then follows this line from tile to tile.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import cos, floor, pi, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from storymap.basemap import open_basemap
from storymap.basemap.codec import decode
from storymap.basemap.levels import LEVELS
from storymap.basemap.views import TileAddress
from storymap.kinds import is_river
from storymap.model import Place, Position
from storymap.sphere import EARTH_KM, mercator, normal

_LEVEL = LEVELS[-1]
# two ends of lines are treated as one point if their distance in tile widths is at most this
_JOINT = 4.0 / _LEVEL.units
_SHARPEST = 0.0  # cosine of a right angle, the sharpest turn between two lines that are treated as one river
_PIECES = 80  # a line is extended by at most this many other lines in each direction
# A line of the basemap is not the river of a place if its distance from the place is larger than _OFF_KM, or if it is
# more than _LONGER times as long as the river.
_OFF_KM, _LONGER = 22.0, 2.7
# Only the part of a line within this distance of the place belongs to the river. The unit is the radius of the river.
# Farther away, the line may belong to another river into which this river flows.
_REACH = 1.6
_ACCURATE_KM = 0.8

Line = NDArray[np.float64]  # rows of x, y on the Web Mercator map, in widths of a tile


@lru_cache(256)
def river_line(place: Place) -> tuple[Position, ...]:
    """Return the line of a river as (lat, lon), or () if the place is not a river or is not on the basemap."""
    if not is_river(place.feature_code):
        return ()
    here = np.array(mercator(*place.position)) * _LEVEL.tiles
    km = 2 * pi * EARTH_KM * cos(radians(place.position.lat)) / _LEVEL.tiles
    off = _OFF_KM / km
    first = min(_lines_around(here, off), key=lambda one: _distance(one, here), default=None)
    if first is None or _distance(first, here) > off:
        return ()
    line = _followed(_followed(first[::-1])[::-1])
    radius = place.radius_km / km
    if _longest(line) > 2 * _LONGER * radius:
        return ()
    near = np.hypot(*(line - here).T) <= _REACH * radius
    middle = int(np.hypot(*(line - here).T).argmin())
    start, end = middle, middle + 1
    while start > 0 and near[start - 1]:
        start -= 1
    while end < len(line) and near[end]:
        end += 1
    if end - start < 2:
        return ()
    thin = shapely.simplify(shapely.linestrings(line[start:end]), _ACCURATE_KM / km)
    return tuple(_position(x, y) for x, y in shapely.get_coordinates(thin))


def _lines_around(here: Line, reach: float) -> Iterator[Line]:
    """Yield the river lines of the tiles around a point, without the parts in the margins, where tiles overlap."""
    basemap = open_basemap()
    columns, rows = (range(floor(at - reach), floor(at + reach) + 1) for at in here)
    for x, y in product(columns, rows):
        if not 0 <= y < _LEVEL.tiles:
            continue
        text = basemap.tile(TileAddress(_LEVEL, x % _LEVEL.tiles, y)).get("r")
        for part in decode(text) if text else ():
            if len(part) > 1:
                inside = shapely.clip_by_rect(shapely.linestrings(np.array(part) / _LEVEL.units), 0, 0, 1, 1)
                for one in shapely.get_parts(inside):
                    points = shapely.get_coordinates(one)
                    if len(points) > 1:
                        yield points + np.array([x, y])


def _longest(line: Line) -> float:
    """Return the distance between the start of a line and the point farthest from it."""
    return float(np.hypot(*(line - line[0]).T).max())


def _distance(line: Line, here: Line) -> float:
    return float(np.hypot(*(line - here).T).min())


def _followed(line: Line) -> Line:
    """Return a line extended at its end by the lines that continue it.

    If several lines continue it, the line with the smallest turn is used.
    """
    for _ in range(_PIECES):
        end = line[-1]
        ways = [
            way
            for other in _lines_around(end, _JOINT)
            for way in (other, other[::-1])
            if np.hypot(*(way[0] - end)) <= _JOINT and _distance(line, way[-1]) > _JOINT
        ]
        best = max(ways, key=lambda way: _straightness(line, way), default=None)
        if best is None or _straightness(line, best) <= _SHARPEST:
            break
        line = np.vstack([line, best[1:]])
    return line


def _straightness(line: Line, way: Line) -> float:
    """Return the cosine of the angle between the end of `line` and the start of `way`, which continues it."""
    before, after = line[-1] - line[-2], way[1] - way[0]
    return float(before @ after / max(np.hypot(*before) * np.hypot(*after), 1e-12))


def _position(x: float, y: float) -> Position:
    lat = np.degrees(2 * np.arctan(np.exp(pi * (1 - 2 * y / _LEVEL.tiles))) - pi / 2)
    return Position(round(float(lat), 3), round(float(normal(x / _LEVEL.tiles * 360 - 180)), 3))
