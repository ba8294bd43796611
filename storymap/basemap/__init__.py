"""Read the basemap that the package contains: vector tiles and shaded relief of the world, and the areas of places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from storymap import resources
from storymap.basemap.pyramid import Pyramid


@cache
def open_basemap(path: Path | None = None) -> Pyramid:
    """Return the basemap from a file (default: the package's file). Each file is opened only once.

    Raise BasemapError if the file cannot be opened.
    """
    return Pyramid(path) if path else Pyramid(resources.data("planet.zip"), resources.data("planet-patch.json"))
