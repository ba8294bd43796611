"""The tile levels: their zooms and the resolution of their coordinates.

A tile of level n has the same position as the tile with z = n in the usual Web Mercator scheme. Coordinates in a tile
are measured from its north-west corner. The range of coordinates is 0 to `units`, extended by MARGIN on each side, so
that lines and their outlines are continuous across tiles.
"""

from __future__ import annotations

from typing import NamedTuple


class Level(NamedTuple):
    """A level of the pyramid of map tiles."""

    number: int  # 2 ** number tiles per side
    # Highest zoom at which the level is drawn. At higher zooms, it is only drawn where a more detailed tile is missing
    top: int
    # Coordinates per side. At zoom `top`, a unit is one CSS pixel, which also looks sharp at a device pixel ratio of 2
    units: int

    @property
    def tiles(self) -> int:
        """The number of tiles per side of the world."""
        return 1 << self.number

    @property
    def grid(self) -> int:
        """The number of coordinate units around the whole world."""
        return self.units << self.number

    @property
    def pixel(self) -> float:
        """The size of a pixel at zoom `top`, relative to the width of the world."""
        return 1 / (256 << self.top)


LEVELS = (Level(0, 2, 1024), Level(3, 4, 512), Level(5, 6, 512), Level(7, 9, 1024))
# Width of the margin around a tile, as a share of the tile's side. At the lowest zoom of the tile, the margin is six
# pixels wide.
MARGIN = 3 / 128
CLOSEST = 10.5  # highest zoom of cameras: the coast is accurate to about 500 m, which is six pixels at this zoom
GROUP = 16  # number of tiles per side of a group; a group is one member of the file


def level_for(zoom: float) -> Level:
    """Return the level whose tiles are drawn at a zoom. Fractional zooms are rounded, as in Leaflet."""
    return max((level for level in LEVELS if level.number <= max(0, round(zoom))), key=lambda level: level.number)
