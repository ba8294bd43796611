"""Find the borders that `facts/disputes.yaml` marks as disputed (key `line`).

The basemap draws these borders dashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.errors import StorymapError
from storymap.forge.facts import reading
from storymap.forge.topojson import unrolled


class DisputedLine(NamedTuple):
    """A disputed path, or a box in which all borders are disputed. Positions are (lon, lat) in degrees."""

    box: tuple[float, float, float, float] | None  # west, south, east, north; west > east crosses the antimeridian
    path: tuple[tuple[float, float], ...] = ()


def read(path: Path) -> list[DisputedLine]:
    """Return every disputed line in a facts file, or [] if the file is missing.

    Raise StorymapError if the value of a key `line` is invalid.
    """
    try:
        return [line for fact in reading.read(path) for line in lines_of(fact.get("line") or {})]
    except (AttributeError, TypeError, ValueError) as error:
        wanted = "{arcs: [w, s, e, n]} or {path: [[lat, lon], …]}, with one box or path or a list of them"
        raise StorymapError(f"{path}: `line` must be {wanted} ({error})") from error


def split(
    borders: Iterable[BaseGeometry], lines: Sequence[DisputedLine]
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Return the undisputed borders and the disputed lines.

    A border is cut at the edges of the boxes of `lines`. The part of the border inside a box is disputed. The paths of
    `lines` are added to the disputed lines.
    """
    boxes = shapely.union_all([box for line in lines if line.box for box in boxes_of(*line.box)])
    paths = [shapely.LineString(unrolled(list(line.path))) for line in lines if line.path]
    kept: list[BaseGeometry] = []
    disputed: list[BaseGeometry] = []
    for border in borders:
        if boxes.intersects(border):
            kept += _strings(border.difference(boxes))
            disputed += _strings(border.intersection(boxes))
        else:
            kept.append(border)
    return kept, disputed + paths


def lines_of(entry: dict[str, Any]) -> Iterator[DisputedLine]:
    """Yield the disputed lines that the value of one key `line` describes."""
    boxes, paths = entry.get("arcs", []), entry.get("path", [])
    for west, south, east, north in boxes if _several(boxes, depth=2) else [boxes] if boxes else []:
        yield DisputedLine((float(west), float(south), float(east), float(north)))
    for path in paths if _several(paths, depth=3) else [paths] if paths else []:
        yield DisputedLine(None, tuple((float(lon), float(lat)) for lat, lon in path))


def _several(found: Any, depth: int) -> bool:
    """Return whether lists are nested at least `depth` levels deep. Such lists contain several boxes or paths."""
    for _ in range(depth):
        if not isinstance(found, list) or not found:
            return False
        found = found[0]
    return True


def boxes_of(west: float, south: float, east: float, north: float) -> list[BaseGeometry]:
    """Return a box as a list of rectangles. The list has two rectangles if the box crosses the antimeridian."""
    if west <= east:
        return [shapely.box(west, south, east, north)]
    return [shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)]


def _strings(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
