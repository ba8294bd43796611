"""The embedded basemap: vector tiles of the world, and the areas of places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from storymap import resources
from storymap.basemap.pyramid import Pyramid


@cache
def open_basemap(path: Path | None = None) -> Pyramid:
    """Open the basemap of the package or of another file.

    Each file is opened only once. Raise BasemapError if that fails.
    """
    return Pyramid(path) if path else Pyramid(resources.data("planet.zip"), resources.data("planet-patch.json"))
