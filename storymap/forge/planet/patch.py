"""Compile `planet-patch.json`: the tiles whose disputed lines have changed since `planet.zip` was built.

The file maps "level/x/y" to {layer: text}, as in `planet.zip`. The lines from which `planet.zip` was built are recorded
in `data/base/planet.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.codec import Point, decode, encode
from storymap.basemap.levels import LEVELS, MARGIN, Level
from storymap.basemap.pyramid import Pyramid, Tile
from storymap.basemap.views import TileAddress
from storymap.forge.facts.reading import Fact
from storymap.forge.planet.disputes import DisputedLine, boxes_of, lines_of
from storymap.forge.planet.tiles import DETAIL, straightened
from storymap.forge.topojson import unrolled
from storymap.sphere import mercator

FILE = "planet-patch.json"
RECORD = "base/planet.json"
# Two lines within this distance, in units of the grid, are treated as the same line. Simplifying and snapping move a
# line by at most this distance.
_SAME_LINE = 3.0


def record(disputes: Sequence[Fact]) -> dict[str, Any]:
    """Return a mapping from the id of an entry to its value `line`, for entries that have this key."""
    return {fact["id"]: fact["line"] for fact in disputes if "line" in fact}


def write_record(disputes: Sequence[Fact], path: Path) -> Path:
    """Write the record of the facts and return its path. Each entry is on its own line, so that diffs are readable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{json.dumps(slug)}: {json.dumps(line)}" for slug, line in sorted(record(disputes).items())]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    return path


def build_patch(disputes: Sequence[Fact], data: Path, out: Path) -> Path:
    """Write the patch to `out` and return its path. `data` is the folder with the committed files."""
    old, new = json.loads((data / RECORD).read_text(encoding="utf-8")), record(disputes)
    tiles = changed_tiles(Pyramid(data / "planet.zip"), old, new) if old != new else {}
    path = out / FILE
    path.write_text(json.dumps(tiles, separators=(",", ":")), encoding="utf-8", newline="\n")
    return path


def changed_tiles(basemap: Pyramid, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Tile]:
    """Return the tiles that change if the disputed lines `old` are replaced by `new`.

    The tiles of `basemap` contain the lines `old`.
    """
    found: dict[str, Tile] = {}
    for level in LEVELS:
        lines = _Lines.of(level, old, new)
        for x, y in sorted(lines.tiles()):
            before = basemap.tile(TileAddress(level, x, y))
            after = _redrawn(before, lines, x, y)
            if after != before:
                found[f"{level.number}/{x}/{y}"] = after
    return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """The boxes and paths of disputed lines on the grid of a level.

    They include copies of each box and path, shifted by the width of the world to the west and to the east.
    """

    level: Level
    # The names `old_…` and `new_…` are for entries that have changed: the boxes and paths before and after the change.
    old_boxes: BaseGeometry
    new_boxes: BaseGeometry
    same_boxes: BaseGeometry  # The names `same_…` are for entries that have not changed.
    old_paths: BaseGeometry
    new_paths: BaseGeometry
    same_paths: BaseGeometry

    @classmethod
    def of(cls, level: Level, old: Mapping[str, Any], new: Mapping[str, Any]) -> _Lines:
        same = {slug for slug in old if new.get(slug) == old[slug]}
        before = [line for slug, value in old.items() if slug not in same for line in lines_of(value)]
        after = [line for slug, value in new.items() if slug not in same for line in lines_of(value)]
        kept = [line for slug in same for line in lines_of(old[slug])]
        boxes = (_boxes(lines, level) for lines in (before, after, kept))
        return cls(level, *boxes, *(_paths(lines, level) for lines in (before, after, kept)))

    def tiles(self) -> set[tuple[int, int]]:
        """Return the x and y of the tiles that contain changed lines, in the tile itself or in the margin around it."""
        found: set[tuple[int, int]] = set()
        for changed in (self.old_boxes, self.new_boxes, self.old_paths, self.new_paths):
            for part in shapely.get_parts(changed):
                west, north, east, south = np.array(part.bounds) / self.level.units
                columns = range(max(0, floor(west - MARGIN)), min(self.level.tiles, floor(east + MARGIN) + 1))
                rows = range(max(0, floor(north - MARGIN)), min(self.level.tiles, floor(south + MARGIN) + 1))
                found |= {(x, y) for x in columns for y in rows}
        return found


def _redrawn(tile: Tile, lines: _Lines, x: int, y: int) -> Tile:
    """Return a tile with the changed lines redrawn."""
    at = (x * lines.level.units, y * lines.level.units)
    borders, disputed = list(_strings(tile.get("b", ""), at)), list(_strings(tile.get("d", ""), at))
    drawn = lines.same_paths.buffer(_SAME_LINE)
    gone = lines.old_paths.buffer(_SAME_LINE).difference(drawn)
    disputed = [line for line in disputed if not gone.covers(line)]
    released = lines.old_boxes.difference(shapely.union_all([lines.same_boxes, drawn]))
    borders, disputed = borders + _inside(disputed, released), _outside(disputed, released)
    disputed += _inside(borders, lines.new_boxes)
    borders = _outside(borders, lines.new_boxes)
    units, room = lines.level.units, lines.level.units * MARGIN
    frame = (at[0] - room, at[1] - room, at[0] + units + room, at[1] + units + room)
    disputed += _parts(shapely.clip_by_rect(lines.new_paths, *frame))
    redrawn = {**tile, "b": _text(_merged(borders), at), "d": _text(disputed, at)}
    same = {layer for layer in "bd" if _points(redrawn[layer]) == _points(tile.get(layer, ""))}
    redrawn |= {layer: tile.get(layer, "") for layer in same}
    return {layer: text for layer, text in redrawn.items() if text}


def _points(text: str) -> set[Point]:
    """Return the end points and corners of the lines of a layer.

    If these points are unchanged, the layer is unchanged.
    """
    return {point for part in decode(text) for point in part}


def _boxes(lines: Iterable[DisputedLine], level: Level) -> BaseGeometry:
    flat = [part for line in lines if line.box for part in boxes_of(*line.box)]
    corners = [
        (_grid(west, north, level), _grid(east, south, level)) for west, south, east, north in (b.bounds for b in flat)
    ]
    return _turned([shapely.box(*north_west, *south_east) for north_west, south_east in corners], level)


def _paths(lines: Iterable[DisputedLine], level: Level) -> BaseGeometry:
    tolerance = DETAIL[level.number].tolerance_px * level.pixel * level.grid
    flat = [shapely.LineString([_grid(*p, level) for p in unrolled(list(line.path))]) for line in lines if line.path]
    return _turned([line.simplify(tolerance) for line in flat], level)


def _turned(geometries: list[BaseGeometry], level: Level) -> BaseGeometry:
    turns = (-level.grid, 0, level.grid)
    return shapely.union_all(
        [shapely.transform(g, lambda c, turn=turn: np.add(c, (turn, 0))) for g in geometries for turn in turns]
    )


def _grid(lon: float, lat: float, level: Level) -> tuple[float, float]:
    """Return a position on the grid of a level. The longitude may be outside -180…180."""
    return (lon + 180) / 360 * level.grid, mercator(lat, 0)[1] * level.grid


def _strings(text: str, at: tuple[int, int]) -> Iterator[BaseGeometry]:
    for part in decode(text):
        yield shapely.LineString([(px + at[0], py + at[1]) for px, py in part])


def _inside(lines: Iterable[BaseGeometry], area: BaseGeometry) -> list[BaseGeometry]:
    return [part for line in lines if area.intersects(line) for part in _parts(line.intersection(area))]


def _outside(lines: Iterable[BaseGeometry], area: BaseGeometry) -> list[BaseGeometry]:
    return [part for line in lines for part in (_parts(line.difference(area)) if area.intersects(line) else [line])]


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and not part.is_empty]


def _merged(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    return _parts(shapely.line_merge(shapely.MultiLineString(lines))) if lines else []


def _text(lines: Iterable[BaseGeometry], at: tuple[int, int]) -> str:
    snapped = [np.rint(shapely.get_coordinates(line) - at) for line in lines]
    parts = [straightened([(int(x), int(y)) for x, y in line]) for line in snapped]
    return encode(part for part in parts if len(part) > 1)
