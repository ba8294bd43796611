"""Select the tiles of shaded relief for the views of a story, within a byte budget.

The tiles are copied without re-encoding them.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import floor

from storymap.basemap.relief import RELIEF_LEVELS, Relief, open_relief
from storymap.basemap.views import Viewport, fit_zoom, frame
from storymap.model import Camera

RELIEF_BYTES = 27_000  # maximum size of the tiles of a page, in base64
OVERVIEW_SHARE = 0.8  # if there are other views, the first view gets at most this share of RELIEF_BYTES
# Sizes of the map in an ordinary window and on a laptop. On a laptop, a wide view has a lower zoom, so it shows more in
# the north and south.
WINDOW, NARROW = Viewport(1000, 860, 60), Viewport(704, 860, 84)
# Lowest and highest zoom of views with shaded relief. On a world map, slopes are too small. At zooms above HIGHEST, the
# pixels of the relief are too large.
LOWEST, HIGHEST = 2.5, 9.5
# The level of the tiles may be this much lower than the zoom. A pixel of the tile is then four CSS pixels wide.
COARSE = 2.0
NAME_BYTES = len('"6/63/63":"",')


def relief_tiles(cameras: Iterable[Camera], budget: int = RELIEF_BYTES) -> Mapping[str, str]:
    """Return the WebP tiles that the cameras show, in base64. The keys are "level/x/y".

    Tiles are selected for one camera after another, in the order of `cameras`. A camera gets the tiles of the highest
    level that suits its zoom. If these tiles exceed the remaining bytes, the camera gets the tiles of a lower level, or
    no tiles.
    """
    views = list(dict.fromkeys(cameras))
    relief = open_relief()
    found: dict[str, str] = {}
    left = budget
    for number, camera in enumerate(views):
        limit = left * OVERVIEW_SHARE if number == 0 and len(views) > 1 else left
        for level in _levels(camera):
            more = [(name, size) for name, size in _in_view(relief, camera, level) if name not in found]
            cost = sum(size for _, size in more)
            if cost <= limit:
                found |= {name: _text(relief, name) for name, _ in more}
                left -= cost
                break
    return dict(sorted(found.items()))


def _levels(camera: Camera) -> list[int]:
    """Return the levels that may be used for a camera, the highest first."""
    zoom = fit_zoom(camera, WINDOW)
    if not LOWEST <= zoom < HIGHEST:
        return []
    finest = min(max(RELIEF_LEVELS), max(min(RELIEF_LEVELS), round(zoom) + 1))
    return [n for n in range(finest, min(RELIEF_LEVELS) - 1, -1) if n == finest or zoom - (n - 1) <= COARSE]


@lru_cache(4096)  # when the editor builds a story again, most cameras are the same
def _in_view(relief: Relief, camera: Camera, level: int) -> Sequence[tuple[str, int]]:
    """Return the names of the tiles of a level that a camera shows in ordinary windows, and their sizes in bytes.

    Tiles that the relief does not have are left out.
    """
    tiles, (x, y), names = 1 << level, frame(camera).centre, list[str]()
    for window in (WINDOW, NARROW):
        world = 256 * 2 ** fit_zoom(camera, window)
        across, down = window.width / world / 2, window.height / world / 2
        for row in range(max(0, floor((y - down) * tiles)), min(tiles - 1, floor((y + down) * tiles)) + 1):
            columns = range(floor((x - across) * tiles), floor((x + across) * tiles) + 1)
            names += [f"{level}/{column % tiles}/{row}" for column in columns]
    return [(name, NAME_BYTES + len(text)) for name in dict.fromkeys(names) if (text := _text(relief, name))]


@lru_cache(1024)
def _text(relief: Relief, name: str) -> str:
    """Return a tile in base64, or "" if the relief has no such tile."""
    level, x, y = map(int, name.split("/"))
    tile = relief.tile(level, x, y)
    return base64.b64encode(tile).decode() if tile else ""
