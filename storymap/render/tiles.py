"""The basemap a page carries, and how deep its cameras may go with it.

A camera that shows more ground than there are tiles for would end in coarse, broken coasts. So the budget is spent on
whole views, the cheapest first. Deep views are cheap; a camera whose view is too dear for what is
left looks from farther away. The whole world's tile is always there, so there is a view for every camera.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import floor
from typing import Any

from storymap.basemap.levels import LEVELS, level_for
from storymap.basemap.views import DESKTOP, PHONE, Viewport, fit_zoom, frame
from storymap.model import Camera, Position
from storymap.ports import Basemap

WINDOW = Viewport(1000, 860, 60)  # the map of an ordinary window: what must be whole
EVERYTHING = 16_000_000  # bytes: a budget that nothing exceeds
BEYOND = 0.45  # zooms beyond a level's top that still are drawn from it
EXPLORING = 20_000  # bytes at most for what only readers see who leave the story's views
NAME_BYTES = len('"7/127/127":,')


def tiles_and_cameras(
    basemap: Basemap, cameras: Sequence[Camera], keep: Sequence[Position], budget: int
) -> tuple[Mapping[str, Any], dict[Camera, Camera]]:
    """The tiles within about `budget` bytes, and for each camera the one that they suffice for."""
    heights = {camera: list(_heights(camera)) for camera in cameras}
    found = basemap.tiles([height for camera in cameras for height in heights[camera]], keep, EVERYTHING)
    every: Mapping[str, object] = found["tiles"]  # type: ignore[assignment]  # a basemap's JSON is the page's own
    purse = _Purse({name: _bytes(tile) for name, tile in every.items()}, budget)
    purse.buy(["0/0/0"], force=True)
    chosen = {}
    for camera in sorted(cameras, key=lambda camera: purse.price(shown(camera))):
        chosen[camera] = next(height for height in heights[camera] if purse.buy(shown(height)))
    for name in (name for camera in chosen.values() for name in _in_view(camera, DESKTOP)):
        purse.buy([name])
    purse.keep_at_most(EXPLORING)
    for name in sorted(every, key=lambda name: (int(name.partition("/")[0]), name)):
        purse.buy([name])
    return {**found, "tiles": {name: tile for name, tile in every.items() if name in purse.bought}}, chosen


def raised(camera: Camera) -> Camera:
    """The camera as far up as the next coarser level is drawn; the same when there is none."""
    below = [level for level in LEVELS if level.number < level_for(fit_zoom(camera, WINDOW)).number]
    return replace(camera, zoom=min(camera.zoom, below[-1].top + BEYOND)) if below else camera


def shown(camera: Camera) -> list[str]:
    """The names of the tiles that a camera shows in an ordinary window and on a phone, and the world's."""
    names = ["0/0/0", *_in_view(camera, WINDOW), *_in_view(camera, PHONE)]
    return list(dict.fromkeys(names))


class _Purse:
    """What tiles cost, which are bought, and what is left."""

    def __init__(self, sizes: Mapping[str, int], budget: int) -> None:
        self._sizes, self._left = sizes, budget
        self.bought: set[str] = set()

    def price(self, names: Iterable[str]) -> int:
        """What those of the names cost that are not bought yet."""
        return sum(self._sizes.get(name, 0) for name in set(names) - self.bought)

    def keep_at_most(self, bytes_: int) -> None:
        """Puts the rest of the money back."""
        self._left = min(self._left, bytes_)

    def buy(self, names: Iterable[str], *, force: bool = False) -> bool:
        """Buys all of the names, or none when the money does not suffice; `force`: even then."""
        wanted = list(names)
        price = self.price(wanted)
        if price > self._left and price and not force:
            return False
        self.bought.update(wanted)
        self._left -= price
        return True


def _heights(camera: Camera) -> Iterator[Camera]:
    """The camera, and farther and farther away to where the world's tile is enough."""
    yield camera
    while raised(camera) != camera:
        camera = raised(camera)
        yield camera


def _in_view(camera: Camera, viewport: Viewport) -> Iterator[str]:
    zoom = fit_zoom(camera, viewport)
    level, (x, y), world = level_for(zoom), frame(camera).centre, 256 * 2**zoom
    across, down = viewport.width / world / 2 * level.tiles, viewport.height / world / 2 * level.tiles
    for column in range(floor(x * level.tiles - across), floor(x * level.tiles + across) + 1):
        for row in range(floor(y * level.tiles - down), floor(y * level.tiles + down) + 1):
            if 0 <= row < level.tiles:
                yield f"{level.number}/{column % level.tiles}/{row}"


def _bytes(tile: object) -> int:
    return len(json.dumps(tile, separators=(",", ":"))) + NAME_BYTES
