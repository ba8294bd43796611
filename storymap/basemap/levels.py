"""The levels of the pyramid: which zooms each is drawn at, and how fine its grid is.

A tile of level n is tile z = n of the usual Web Mercator scheme. Coordinates inside it count from its north-west corner
and may leave 0…units by up to MARGIN, so that strokes and halos meet across tiles.
"""

from __future__ import annotations

from typing import NamedTuple


class Level(NamedTuple):
    number: int  # tiles a side: 2 ** number
    top: int  # the deepest zoom it is drawn at; deeper only for want of a finer tile
    units: (
        int  # coordinates a side has: a screen pixel each at `top`, which is sharp enough at two device pixels to one
    )

    @property
    def tiles(self) -> int:
        """Tiles a side."""
        return 1 << self.number

    @property
    def grid(self) -> int:
        """Coordinates around the whole world."""
        return self.units << self.number

    @property
    def pixel(self) -> float:
        """A screen pixel at the top zoom, as a part of the world's width."""
        return 1 / (256 << self.top)


LEVELS = (Level(0, 2, 1024), Level(3, 4, 512), Level(5, 6, 512), Level(7, 9, 1024))
MARGIN = 3 / 128  # of a tile's side: six pixels where a tile is drawn at its smallest
GROUP = 16  # tiles of a side that lie in one member of the file


def level_for(zoom: float) -> Level:
    """The level that a tile of `zoom` is drawn from when the page has it; Leaflet rounds zooms between whole ones."""
    return max((level for level in LEVELS if level.number <= max(0, round(zoom))), key=lambda level: level.number)
