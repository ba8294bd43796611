"""Read the vector tiles. Groups of tiles are unpacked on first use."""

from __future__ import annotations

import json
import threading
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from storymap import sphere
from storymap.basemap.codec import Point, decode, encode
from storymap.basemap.levels import GROUP, LEVELS, Level
from storymap.basemap.patch import read_patch
from storymap.basemap.views import TileAddress, wanted
from storymap.errors import BasemapError
from storymap.model import Camera, Position

Tile = Mapping[str, str]
KEEP_PX = 32  # skerries (tiny islands) within this distance of a place of the story are drawn


class Pyramid:
    """The vector tiles of the world. A tile maps layers to encoded text (see `codec`):

    l land, w lakes (rings) · r rivers, b borders, d disputed lines (lines) · i islets, s skerries (points).
    """

    def __init__(self, path: Path, patch: Path | None = None) -> None:
        """Open a file of tiles. `patch` is a file of tiles that replace some of them; it may be missing.

        Raise BasemapError if a file is damaged.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BasemapError(f"cannot open the basemap {path}: {error}; reinstall the package") from error
        self._lock = threading.Lock()  # `zipfile` is not thread-safe
        self._members = set(self._archive.namelist())
        self._groups: dict[str, dict[str, Tile]] = {}
        self._patch: dict[str, Tile] = read_patch(patch)
        if self._read("levels.json") != [level._asdict() for level in LEVELS]:
            raise BasemapError(f"another version of storymap built the basemap {path}; run `storymap data build`")

    def tile(self, address: TileAddress) -> Tile:
        """Return the layers of one tile; empty for open sea."""
        level, x, y = address
        if changed := self._patch.get(f"{level.number}/{x}/{y}"):
            return changed
        name = f"{level.number}/{x // GROUP}-{y // GROUP}.json"
        if name not in self._groups:
            self._groups[name] = self._read(name) if name in self._members else {}
        return self._groups[name].get(f"{x}/{y}", {})

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        """Return the tiles that `cameras` can show (most important camera first), within about `budget` bytes of JSON.

        Skerries are only included near the positions in `keep`, which are those of the story's places. If the budget is
        exceeded, the tiles with the lowest priority are left out first (see `views.Priority`).
        """
        places = [sphere.mercator(*position) for position in keep]
        found: dict[str, Tile] = {}
        left = budget
        for address in wanted(cameras):
            tile = _with_skerries(self.tile(address), address, places)
            left -= len(json.dumps(tile, separators=(",", ":"))) + len('"7/127/127":,')
            if left < 0 and found:
                break
            found[f"{address.level.number}/{address.x}/{address.y}"] = tile
        return {
            "levels": [{"level": level.number, "top": level.top, "units": level.units} for level in LEVELS],
            "tiles": dict(sorted(found.items())),
        }

    def _read(self, name: str) -> Any:
        try:
            with self._lock:
                content = self._archive.read(name)
            return json.loads(content)
        except (KeyError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise BasemapError(
                f"the basemap {self._archive.filename} is damaged at {name}: {error}; reinstall the package"
            ) from error


def _with_skerries(tile: Tile, address: TileAddress, places: Iterable[tuple[float, float]]) -> Tile:
    """Return the tile with the skerries near places added to its islets. All other skerries are removed."""
    if "s" not in tile:
        return tile
    level = address.level
    here = [place for place in places if _reaches(place, address)]
    near = (
        [point for point in decode(tile["s"])[0] if any(_beside(point, level, address, *p) for p in here)]
        if here
        else []
    )
    if not near:
        return {layer: text for layer, text in tile.items() if layer != "s"}
    islets = sorted(near + (decode(tile["i"])[0] if "i" in tile else []))
    rest = {layer: text for layer, text in tile.items() if layer not in "is"}
    return {**rest, "i": encode([islets])}


def _reaches(place: tuple[float, float], address: TileAddress) -> bool:
    """Return whether a place is in the tile, or close enough for a skerry of the tile to be near it."""
    level, half = address.level, 0.5 / address.level.tiles
    east, south = (address.x + 0.5) / level.tiles - place[0], (address.y + 0.5) / level.tiles - place[1]
    reach = 2 * half + KEEP_PX * level.pixel  # a tile may have points outside its edges
    return abs(east - round(east)) <= reach and abs(south) <= reach


def _beside(point: Point, level: Level, address: TileAddress, x: float, y: float) -> bool:
    east = (address.x + point[0] / level.units) / level.tiles - x
    south = (address.y + point[1] / level.units) / level.tiles - y
    return (east - round(east)) ** 2 + south**2 < (KEEP_PX * level.pixel) ** 2
