"""The levels of street tiles, which continue the levels of the basemap.

All tiles of a level are cut from archive tiles of the same zoom.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.basemap.levels import CLOSEST, Level
from storymap.model import StoryPlace

# Level -> the zoom of the archive's tiles. Tiles at zoom 13 have minor streets; tiles at zoom 14 have everything.
_SOURCES = {Level(10, 11, 512): 11, Level(12, 13, 512): 13, Level(14, 16, 1024): 14}
STREET_LEVELS = tuple(_SOURCES)
_OVERZOOM = {10: 11.45, 12: 13.45, 14: 15.0}  # level -> highest zoom of cameras; streets are far apart at zoom 16
# The zoom of the archive's tiles may exceed that of a level by at most this number. A tile is then cut from at most 16
# tiles.
_SPLIT = 2


def usable_levels(min_zoom: int, max_zoom: int) -> Sequence[Level]:
    """Return the levels whose tiles can be cut from an archive that has tiles from `min_zoom` to `max_zoom`."""
    return [level for level in STREET_LEVELS if source_zoom(level, min_zoom, max_zoom) is not None]


def source_zoom(level: Level, min_zoom: int, max_zoom: int) -> int | None:
    """Return the zoom of the archive tiles from which the tiles of a level are cut, or None.

    The result is None if all tiles of the archive have too much or too little detail for the level.
    """
    zoom = max(min_zoom, min(max_zoom, _SOURCES[level]))
    return zoom if 0 <= zoom - level.number <= _SPLIT else None


def highest_zoom(level: Level) -> float:
    """Return the highest camera zoom at which a level has enough detail."""
    return _OVERZOOM[level.number]


def street_level(zoom: float, levels: Sequence[Level]) -> Level | None:
    """Return the level whose tiles are drawn at a zoom, or None if the zoom is lower than all levels.

    Fractional zooms are rounded, as in Leaflet.
    """
    return max((level for level in levels if level.number <= round(zoom)), key=lambda level: level.number, default=None)


def has_streets(place: StoryPlace) -> bool:
    """Return whether the map shows streets around a place: the closest zoom of the place is higher than CLOSEST."""
    return place.close_zoom > CLOSEST
