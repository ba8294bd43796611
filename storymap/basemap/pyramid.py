"""Read the vector tiles of the basemap.

The file stores tiles in groups; a group is unpacked when it is first needed.
"""

from __future__ import annotations

import json
import threading
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from storymap import sphere
from storymap.basemap.codec import Point, decode, encode
from storymap.basemap.levels import GROUP, LEVELS
from storymap.basemap.patch import read_patch
from storymap.basemap.views import TileAddress, wanted
from storymap.errors import BasemapError
from storymap.model import Camera, Position

Tile = Mapping[str, str]
KEEP_PX = 32  # Skerries (tiny islands) are drawn if a place of the story is within this distance.


class Pyramid:
    """The vector tiles of the world. A tile maps the letter of each layer to encoded text (see `codec`).

    The rings are land (l) and lakes (w). The lines are rivers (r), borders (b) and disputed lines (d). The points are
    islets (i) and skerries (s).
    """

    def __init__(self, path: Path, patch: Path | None = None) -> None:
        """Open a file of tiles. `patch` is a file with tiles that replace some of these tiles.

        The patch file may be missing.

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
        # The results are stored, because the editor often builds a story again after a change of one place.
        self._drawn = lru_cache(4096)(self._sized)
        if self._read("levels.json") != [level._asdict() for level in LEVELS]:
            raise BasemapError(f"another version of storymap built the basemap {path}; reinstall the package")

    def tile(self, address: TileAddress) -> Tile:
        """Return the layers of one tile, or {} if the tile shows only open sea."""
        level, x, y = address
        if changed := self._patch.get(f"{level.number}/{x}/{y}"):
            return changed
        name = f"{level.number}/{x // GROUP}-{y // GROUP}.json"
        if name not in self._groups:
            self._groups[name] = self._read(name) if name in self._members else {}
        return self._groups[name].get(f"{x}/{y}", {})

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        """Return the tiles that `cameras` can show. Written as JSON, the tiles have about `budget` bytes.

        `cameras` begins with the most important camera. `keep` has the positions of the story's places: skerries are
        included only near these positions. If the budget is exceeded, the tiles with the lowest priority are left out
        (see `views.Priority`).
        """
        places = sorted((sphere.mercator(*position) for position in keep), key=_y)
        found: dict[str, Tile] = {}
        left = budget
        for address in wanted(cameras):
            tile, size = self._drawn(address, _within_reach(places, address))
            left -= size
            if left < 0 and found:
                break
            found[f"{address.level.number}/{address.x}/{address.y}"] = tile
        return {
            "levels": [{"level": level.number, "top": level.top, "units": level.units} for level in LEVELS],
            "tiles": dict(sorted(found.items())),
        }

    def _sized(self, address: TileAddress, places: Sequence[tuple[float, float]]) -> tuple[Tile, int]:
        """Return a tile with the skerries near places, and the number of bytes that the tile needs in the page."""
        tile = self._with_skerries(address, places)
        return tile, len(json.dumps(tile, separators=(",", ":"))) + len('"7/127/127":,')

    def _with_skerries(self, address: TileAddress, places: Sequence[tuple[float, float]]) -> Tile:
        """Return a tile in which the skerries near places are drawn as islets.

        Skerries far from all places are left out.

        `places` are (x, y) on the Web Mercator unit square.
        """
        tile = self.tile(address)
        if "s" not in tile:
            return tile
        near = _beside(decode(tile["s"])[0], address, places) if places else []
        if not near:
            return {layer: text for layer, text in tile.items() if layer != "s"}
        islets = sorted(near + (decode(tile["i"])[0] if "i" in tile else []))
        rest = {layer: text for layer, text in tile.items() if layer not in "is"}
        return {**rest, "i": encode([islets])}

    def _read(self, name: str) -> Any:
        try:
            with self._lock:
                content = self._archive.read(name)
            return json.loads(content)
        except (KeyError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise BasemapError(
                f"the basemap {self._archive.filename} is damaged at {name}: {error}; reinstall the package"
            ) from error


def _y(place: tuple[float, float]) -> float:
    return place[1]


def _within_reach(places: Sequence[tuple[float, float]], address: TileAddress) -> tuple[tuple[float, float], ...]:
    """Return the places in or near a tile.

    A place is near a tile if a skerry of the tile may be within KEEP_PX of it.
    """
    tiles = address.level.tiles
    x, y = (address.x + 0.5) / tiles, (address.y + 0.5) / tiles
    reach = 1 / tiles + KEEP_PX * address.level.pixel  # points of a tile may be outside its edges
    rows = places[bisect_left(places, y - reach, key=_y) : bisect_right(places, y + reach, key=_y)]
    return tuple(place for place in rows if abs((x - place[0]) - round(x - place[0])) <= reach)


def _beside(points: Sequence[Point], address: TileAddress, places: Sequence[tuple[float, float]]) -> list[Point]:
    """Return the points of a tile that are within KEEP_PX of a place. `places` must be sorted by y."""
    level = address.level
    units, tiles, reach = level.units, level.tiles, KEEP_PX * level.pixel
    near = []
    for point in points:
        x, y = (address.x + point[0] / units) / tiles, (address.y + point[1] / units) / tiles
        rows = places[bisect_left(places, y - reach, key=_y) : bisect_right(places, y + reach, key=_y)]
        if any(((x - p[0]) - round(x - p[0])) ** 2 + (y - p[1]) ** 2 < reach**2 for p in rows):
            near.append(point)
    return near
