"""The basemap a page carries, and how deep its cameras may go with it.

A camera that shows more ground than there are tiles for would end in coarse, broken coasts. So the budget is spent on
whole views: on the overview, which every reader sees first, as long as something is left for the others, then on the
cheapest. Deep views are cheap; a camera whose view is too dear for what is left looks from farther away, and so does one
that would pay much for half a zoom. The whole world's tile is always there, so there is a view for every camera.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Any

from storymap.basemap.levels import LEVELS, Level, level_for
from storymap.basemap.thin import Window, thin
from storymap.basemap.views import DESKTOP, PHONE, Viewport, fit_zoom, frame
from storymap.model import Camera, Position
from storymap.ports import Basemap

WINDOW = Viewport(1000, 860, 60)  # the map of an ordinary window: what must be whole
NARROW = Viewport(780, 860, 93)  # the map beside the text on a laptop: what is broad is seen from farther away there
WORLD = "0/0/0"  # the tile of the whole world
EVERYTHING = 16_000_000  # bytes: a budget that nothing exceeds
BEYOND = 0.45  # zooms beyond a level's top that still are drawn from it
EXPLORING = 28_000  # bytes of a basemap up to which it also gets tiles for large screens and for readers who zoom out
FARTHER = 0.6  # zooms that nobody misses
WORTH = 8_000  # bytes: what coming so little nearer may cost
OUTWARD = 1.25  # zooms that readers go out of the story's views to look around
OVERVIEW = 0.7  # of the money, at most, for the overview: what is left still buys the views of towns
NAME_BYTES = len('"7/127/127":,')


def tiles_and_cameras(
    basemap: Basemap, cameras: Sequence[Camera], keep: Sequence[Position], budget: int
) -> tuple[Mapping[str, Any], dict[Camera, Camera]]:
    """The tiles within about `budget` bytes, and for each camera the one that they suffice for; the overview comes first.

    Where no camera is left to the world's tile, that one is for the inset and for readers who zoom out: it is thin far
    from the story.
    """
    found = basemap.tiles([height for camera in cameras for height in _heights(camera)], keep, EVERYTHING)
    every: dict[str, Any] = found["tiles"]  # type: ignore[assignment]  # a basemap's JSON is the page's own
    lean = {name: thin(tile, _around(cameras[0])) if name == WORLD else tile for name, tile in every.items()}
    bought, chosen = _choice(lean, cameras, budget)
    if any(level_for(fit_zoom(camera, WINDOW)) == LEVELS[0] for camera in chosen.values()):
        bought, chosen = _choice(lean := every, cameras, budget)
    return {**found, "tiles": {name: tile for name, tile in lean.items() if name in bought}}, chosen


def _choice(tiles: Mapping[str, Any], cameras: Sequence[Camera], budget: int) -> tuple[set[str], dict[Camera, Camera]]:
    """The names of the tiles that are bought, and for each camera the one that they suffice for."""
    heights = {camera: list(_heights(camera)) for camera in cameras}
    purse = _Purse({name: _bytes(tile) for name, tile in tiles.items()}, budget)
    purse.buy([WORLD], force=True)
    overview, enough = cameras[0], max(0, purse.left) * (OVERVIEW if len(cameras) > 1 else 1)
    chosen = {overview: purse.best(heights[overview], enough)}
    purse.buy(shown(chosen[overview]))
    for camera in sorted(
        set(cameras) - {overview}, key=lambda camera: (purse.price(shown(camera)), cameras.index(camera))
    ):
        chosen[camera] = purse.best(heights[camera], purse.left)
        purse.buy(shown(chosen[camera]))
    chosen[overview] = purse.widened(chosen[overview])
    purse.keep_at_most(EXPLORING - purse.spent)
    for camera in list(chosen)[1:]:
        chosen[camera] = purse.widened(chosen[camera])
    for name in sorted(tiles, key=lambda name: _away(name, overview)):
        purse.buy([name])
    return purse.bought, chosen


def _around(camera: Camera) -> Window:
    """What a window shows of the world's tile when a reader zooms out of a camera's view, in steps of 32 units."""
    (x, y), half = frame(camera).centre, WINDOW.width / (256 * 2 ** (fit_zoom(camera, WINDOW) - OUTWARD)) / 2
    west, north, east, south = ((middle + way) * LEVELS[0].units for way in (-half, half) for middle in (x, y))
    return floor(west / 32) * 32, floor(north / 32) * 32, ceil(east / 32) * 32, ceil(south / 32) * 32


def raised(camera: Camera) -> Camera:
    """The camera as far up as the next coarser level is drawn; the same when there is none."""
    below = [level for level in LEVELS if level.number < level_for(fit_zoom(camera, WINDOW)).number]
    return replace(camera, zoom=min(camera.zoom, below[-1].top + BEYOND)) if below else camera


def shown(camera: Camera) -> list[str]:
    """The names of the tiles that a camera shows in ordinary windows and on a phone, and the world's.

    A phone shows the same ground from farther away; where a coarser level is meant for that, the window's tiles do.
    """
    level = level_for(fit_zoom(camera, WINDOW))
    names = [WORLD, *_in_view(camera, WINDOW), *_in_view(camera, NARROW, level)]
    if level_for(fit_zoom(camera, PHONE)) == level:
        names += _in_view(camera, PHONE)
    return list(dict.fromkeys(names))


class _Purse:
    """What tiles cost, which are bought, and what is left."""

    def __init__(self, sizes: Mapping[str, int], budget: int) -> None:
        self._sizes, self.left, self.spent = sizes, budget, 0
        self.bought: set[str] = set()

    def price(self, names: Iterable[str]) -> int:
        """What those of the names cost that are not bought yet."""
        return sum(self._sizes.get(name, 0) for name in set(names) - self.bought)

    def best(self, heights: Sequence[Camera], money: float) -> Camera:
        """The nearest of a camera's heights that the money suffices for; a little farther away if that is much cheaper."""
        prices = [(self.price(shown(height)), height) for height in heights]
        price, near = next((price, height) for price, height in prices if price <= money or not price)
        zoom = fit_zoom(near, WINDOW)
        farther = [
            height for p, height in prices if p < price - WORTH and 0 < zoom - fit_zoom(height, WINDOW) < FARTHER
        ]
        return farther[0] if farther else near

    def widened(self, camera: Camera) -> Camera:
        """Buys what a large screen shows of a camera; the camera that it suffices for.

        A large screen would look from nearer: where that needs a dear finer level, it stays on the ordinary window's.
        """
        if self.price(_in_view(camera, DESKTOP)) <= WORTH and self.buy(_in_view(camera, DESKTOP)):
            return camera
        kept = replace(camera, zoom=min(camera.zoom, level_for(fit_zoom(camera, WINDOW)).top + BEYOND))
        for name in _in_view(kept, DESKTOP):
            self.buy([name])
        return kept

    def keep_at_most(self, bytes_: int) -> None:
        """Puts the rest of the money back."""
        self.left = min(self.left, bytes_)

    def buy(self, names: Iterable[str], *, force: bool = False) -> bool:
        """Buys all of the names, or none when the money does not suffice; `force`: even then."""
        wanted = list(names)
        price = self.price(wanted)
        if price > self.left and price and not force:
            return False
        self.bought.update(wanted)
        self.left -= price
        self.spent += price
        return True


def _heights(camera: Camera) -> Iterator[Camera]:
    """The camera, and farther and farther away to where the world's tile is enough."""
    yield camera
    while raised(camera) != camera:
        camera = raised(camera)
        yield camera


def _in_view(camera: Camera, viewport: Viewport, level: Level | None = None) -> Iterator[str]:
    """The tiles that a viewport shows of a camera, of a level or of the one that is meant for its zoom."""
    zoom = fit_zoom(camera, viewport)
    level, (x, y), world = level or level_for(zoom), frame(camera).centre, 256 * 2**zoom
    across, down = viewport.width / world / 2 * level.tiles, viewport.height / world / 2 * level.tiles
    for column in range(floor(x * level.tiles - across), floor(x * level.tiles + across) + 1):
        for row in range(floor(y * level.tiles - down), floor(y * level.tiles + down) + 1):
            if 0 <= row < level.tiles:
                yield f"{level.number}/{column % level.tiles}/{row}"


def _away(name: str, camera: Camera) -> tuple[float, int]:
    """How many of its own sides a tile lies from the middle of a camera's view; of two as far, the coarser first."""
    number, column, row = map(int, name.split("/"))
    (x, y), tiles = frame(camera).centre, 2**number
    east = abs((column + 0.5) / tiles - x)
    return max(min(east, 1 - east), abs((row + 0.5) / tiles - y)) * tiles, number


def _bytes(tile: object) -> int:
    return len(json.dumps(tile, separators=(",", ":"))) + NAME_BYTES
