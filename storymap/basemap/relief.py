"""Read the shaded relief tiles, which are grey WebP images of the land.

Flat ground is medium grey; slopes in the shade are darker.
"""

from __future__ import annotations

import threading
import zipfile
import zlib
from functools import cache
from pathlib import Path

from storymap import resources
from storymap.errors import BasemapError

# Levels of tiles. Level n has 2 ** n tiles along each side of the Web Mercator map, and each tile has SIDE_PX pixels
# along each side. At zoom n - 1, a pixel of the tile is one CSS pixel. The source has 10,800 pixels around the world,
# so another level would add bytes but no detail. Tiles are small, because a page contains whole tiles even if a view
# shows only a part of them.
RELIEF_LEVELS = (4, 5, 6)
SIDE_PX = 128


class Relief:
    """The relief tiles of the world."""

    def __init__(self, path: Path) -> None:
        """Open a file of tiles. Raise BasemapError if the file cannot be opened."""
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BasemapError(f"cannot open the relief {path}: {error}; reinstall the package") from error
        self._names = set(self._archive.namelist())
        self._lock = threading.Lock()  # `zipfile` is not thread-safe

    def tile(self, level: int, x: int, y: int) -> bytes | None:
        """Return the content of a tile's WebP file, or None if the tile shows only flat land or water."""
        name = f"{level}/{x}/{y}.webp"
        if name not in self._names:
            return None
        try:
            with self._lock:
                return self._archive.read(name)
        except (OSError, zipfile.BadZipFile, zlib.error) as error:
            raise BasemapError(
                f"the relief {self._archive.filename} is damaged at {name}: {error}; reinstall the package"
            ) from error


@cache
def open_relief() -> Relief:
    """Open the relief file in the package. Raise BasemapError if the file cannot be opened."""
    return Relief(resources.data("relief.zip"))
