"""The tiles of the basemap in pixels of the static map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from storymap.basemap.codec import decode
from storymap.static_map.view import View

_COARSER = 0.6  # A level of tiles may be enlarged by this many zoom levels. A unit of the tile is then 1.5 pixels.


@dataclass(frozen=True, slots=True)
class Tile:
    """The layers of a tile. `west`, `north` and `side` are in pixels of the map.

    `units` is the number of coordinate units per side.
    """

    layers: Mapping[str, str]
    west: float
    north: float
    side: float
    units: int

    def parts(self, layer: str) -> list[list[tuple[float, float]]]:
        """Return the rings, lines or points of a layer in pixels."""
        unit, text = self.side / self.units, self.layers.get(layer, "")
        return [[(self.west + x * unit, self.north + y * unit) for x, y in part] for part in decode(text)]

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The rectangle (left, top, right, bottom) of the tile.

        The layers of the tile extend slightly beyond this rectangle.
        """
        return self.west, self.north, self.west + self.side, self.north + self.side


def tiles_in(document: Mapping[str, Any], view: View) -> Iterator[Tile]:
    """Yield the tiles in the view, from the coarsest level that has enough detail."""
    levels = sorted(document["levels"], key=lambda level: level["level"])
    fine = [level for level in levels if level["top"] >= view.zoom - _COARSER or level is levels[-1]]
    if not fine:
        return
    number, units = fine[0]["level"], fine[0]["units"]
    count = 1 << number
    side = view.world / count
    for x in _span(view.west * count, view.width / side):
        for y in _span(view.north * count, view.height / side):
            if layers := document["tiles"].get(f"{number}/{x % count}/{y}"):
                yield Tile(layers, x * side - view.west * view.world, y * side - view.north * view.world, side, units)


def _span(start: float, length: float) -> range:
    """Return the indices of the tiles that an interval touches.

    `start` and `length` are in tiles; overlaps of less than 1e-6 tiles are ignored.
    """
    return range(floor(start + 1e-6), ceil(start + length - 1e-6))
