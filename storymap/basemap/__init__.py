"""The embedded basemap: a vector pyramid of the world, and the areas of places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from storymap import resources
from storymap.basemap.pyramid import Pyramid


@cache
def open_basemap(path: Path | None = None) -> Pyramid:
    """The basemap of the package, or one built elsewhere; opened once. BasemapError when it cannot be opened."""
    return Pyramid(path) if path else Pyramid(resources.data("planet.zip"), resources.data("planet-patch.json"))
