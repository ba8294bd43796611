"""Simplify the world tile outside a window.

What is outside the window is visible only at low zooms, so less detail is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import shapely

from storymap.basemap.codec import Point, decode, encode
from storymap.basemap.levels import LEVELS

Window = tuple[int, int, int, int]  # west, north, east, south in the tile's units
SIDE = LEVELS[0].units
TOLERANCE = 3.0  # tolerance of simplification outside the window, in the tile's units
_AREAS, _DOTS = frozenset("lw"), frozenset("is")


def thin(tile: Mapping[str, str], window: Window, tolerance: float = TOLERANCE) -> Mapping[str, str]:
    """Return the layers of the world tile. Outside the window, lines are simplified and tiny areas are left out.

    `tolerance` is in units of the tile.

    The window may extend beyond the west or east edge of the tile (across the antimeridian).
    """
    return {
        layer: text
        for layer, full in tile.items()
        if (text := _thin(layer in _AREAS, layer in _DOTS, full, window, tolerance))
    }


@lru_cache(64)
def _thin(areas: bool, dots: bool, text: str, window: Window, tolerance: float) -> str:
    parts = decode(text)
    if dots and tolerance < TOLERANCE:
        return text
    if dots:
        return encode([[point for point in part if _inside(point, window)] for part in parts])
    return encode([part for whole in parts if (part := _part(whole, areas, window, tolerance))])


def _part(points: Sequence[Point], area: bool, window: Window, tolerance: float) -> list[Point]:
    runs = [(near, list(run)) for near, run in groupby(points, lambda point: _inside(point, window))]
    if area and len(runs) == 1 and not runs[0][0] and _breadth(points) < 2 * tolerance:
        return []
    found = [point for near, run in runs for point in (run if near else _simple(run, tolerance))]
    return found if len(found) > (2 if area else 1) else []


def _simple(run: list[Point], tolerance: float) -> Iterator[Point]:
    if len(run) < 3:
        yield from run
        return
    line = shapely.LineString(run).simplify(tolerance, preserve_topology=False)
    yield from ((int(x), int(y)) for x, y in line.coords)


def _inside(point: Point, window: Window) -> bool:
    west, north, east, south = window
    return north <= point[1] <= south and any(west <= point[0] + turn <= east for turn in (-SIDE, 0, SIDE))


def _breadth(points: Sequence[Point]) -> int:
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(max(across) - min(across), max(down) - min(down))
