"""The basemap tiles of an atlas. The page contains the world tile; JavaScript files contain the detailed tiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import Any

from storymap import sphere
from storymap.archive.atlas.shards import script
from storymap.basemap import open_basemap
from storymap.basemap.levels import LEVELS
from storymap.basemap.views import TileAddress
from storymap.model import Position

# Level -> number of tiles along each side of a square. The tiles of a square are in one script. A script then has at
# most about 30 KB.
GROUPS = {3: 4, 5: 4, 7: 8}


def world() -> dict[str, Any]:
    """Return the world tile, in the form that assets/basemap.js reads."""
    level = LEVELS[0]
    levels = [
        {"level": one.number, "top": one.top, "units": one.units, "group": GROUPS.get(one.number, 1)} for one in LEVELS
    ]
    return {"levels": levels, "tiles": {f"{level.number}/0/0": _tile(TileAddress(level, 0, 0))}}


def tile_scripts(places: Iterable[Position]) -> Iterator[tuple[str, bytes]]:
    """Yield the name (`map-LEVEL-COLUMN-ROW`) and the content of each script.

    A script contains a group of neighbouring tiles. Groups that show only open sea are left out. At the most detailed
    level, groups far from all places are left out too.
    """
    places = list(places)
    for level in LEVELS[1:]:
        side = GROUPS[level.number]
        across = level.tiles // side
        near = _near(places, across) if level is LEVELS[-1] else None
        for column, row in ((column, row) for column in range(across) for row in range(across)):
            if near is not None and (column, row) not in near:
                continue
            tiles = {}
            for x in range(column * side, (column + 1) * side):
                for y in range(row * side, (row + 1) * side):
                    if tile := _tile(TileAddress(level, x, y)):
                        tiles[f"{level.number}/{x}/{y}"] = tile
            if tiles:
                name = f"map-{level.number}-{column}-{row}"
                yield name, script(name, tiles)


def _near(places: Iterable[Position], across: int) -> set[tuple[int, int]]:
    """Return (column, row) of each group of tiles that contains a place, and of the eight groups around it."""
    found = set()
    for place in places:
        x, y = sphere.mercator(*place)
        found |= {
            ((floor(x * across) + east) % across, floor(y * across) + south)
            for east in (-1, 0, 1)
            for south in (-1, 0, 1)
        }
    return found


def _tile(address: TileAddress) -> dict[str, str]:
    """Return the layers of a tile, except the skerries: the page does not draw them."""
    return {layer: text for layer, text in open_basemap().tile(address).items() if layer != "s"}
