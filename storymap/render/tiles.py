"""Select the basemap tiles of a page within a byte budget, and limit the zoom of cameras to the selected tiles.

If some tiles of a view were missing, coasts would be coarse and have gaps. Therefore either all tiles of a view are
selected or none. The tile of the whole world is always selected, so that every camera shows a map. Tiles of level 3 (65
kB for the whole world) are selected next, for views that would otherwise only get the tile of the world. Then the tiles
of the overview are selected (at most 70 % of the budget), and finally the tiles of the other views. The views that gain
the most zoom levels and reading time per byte come first. A camera is zoomed out if its tiles exceed the rest of the
budget, or if a slightly lower zoom needs far fewer bytes. The budget is larger if views would lose more than a level of
tiles: a passage about a town should not show a continent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil, floor
from typing import Any

from storymap.basemap.levels import LEVELS, Level, level_for
from storymap.basemap.thin import Window, thin
from storymap.basemap.views import DESKTOP, PHONE, Viewport, fit_zoom, frame
from storymap.model import Camera, Position
from storymap.ports import Basemap

WINDOW = Viewport(1000, 860, 60)  # size of the map in an ordinary window; all tiles of this view must be included
# Size of the map beside the text on a laptop with a width of 1280 pixels. There, cameras with wide boxes have a lower
# zoom.
NARROW = Viewport(704, 860, 84)
WORLD = "0/0/0"  # the tile of the whole world
EVERYTHING = 16_000_000  # a budget in bytes that is large enough for all tiles
BEYOND = 0.45  # a level of tiles may be drawn at zooms that are higher than its highest zoom by at most this number
EXPLORING = 28_000  # Tiles for large screens and for zooming out are added until the basemap has this many bytes.
# Readers do not notice that a zoom is lower by less than MAX_ZOOM_LOSS levels. The lower zoom is therefore used if it
# saves more than MAX_ZOOM_GAIN_BYTES.
MAX_ZOOM_LOSS = 0.6
MAX_ZOOM_GAIN_BYTES = 8_000
OUTWARD = 1.25  # readers usually zoom out from the views of the story by at most this many levels
# If a view shows the world, the whole tile of the world is simplified by SEEN units. A unit is 1.4 pixels at the
# highest zoom of a view of the world. The window NOWHERE is outside the tile, so that no part of the tile is more
# detailed.
NOWHERE, SEEN = (-9, -9, -8, -8), 1.0
COARSE_BYTES = 9_000  # Additional bytes for stories with places all over the world, whose views need tiles of level 3.
FAR_OUT = 1.2  # if a camera would lose more zoom levels than this in a view of the world, it gets tiles of level 3
# It gets them only if they need at most this many bytes. Tiles for a view of two continents need three times as many.
# With so many bytes, ten towns can have views of their own.
COARSE_VIEW_BYTES = 15_000
# Each view that would lose more than SHORT zoom levels adds SHORT_BYTES to the budget, at most MOST_SHORT_BYTES in all. The
# tiles for a town have 1 to 6 kB.
SHORT, SHORT_BYTES, MOST_SHORT_BYTES = 3.0, 5_000, 35_000
OVERVIEW_SHARE = 0.7  # The overview gets at most this share of the budget. The rest is enough for views of towns.
NAME_BYTES = len('"7/127/127":,')


def tiles_and_cameras(
    basemap: Basemap,
    cameras: Sequence[Camera],
    keep: Sequence[Position],
    budget: int,
    reading: Mapping[Camera, float] | None = None,
) -> tuple[Mapping[str, Any], dict[Camera, Camera]]:
    """Return the tiles within about `budget` bytes.

    Also return a mapping of each camera to the same camera with its zoom limited to these tiles.

    `cameras` begins with the overview. `reading` is the reading time of the passages of each camera, in any unit. If no
    camera shows the whole world, the tile of the world is only used for the inset map and for zooming out. The tile
    then has little detail far from the story.
    """
    found = _every_tile(basemap, tuple(cameras), tuple(keep))  # type: ignore[arg-type]  # objects are hashable by default
    every: dict[str, Any] = found["tiles"]  # type: ignore[assignment]  # a basemap's JSON is the page's own
    lean = {name: thin(tile, _around(cameras[0])) if name == WORLD else tile for name, tile in every.items()}
    sizes = {name: _bytes(tile) for name, tile in lean.items()}
    selected, chosen = _select(sizes, cameras, budget, reading or {})
    if WORLD in every and any(map(_shows_world, chosen.values())):
        lean[WORLD] = thin(every[WORLD], NOWHERE, SEEN)
        sizes[WORLD] = _bytes(lean[WORLD])
        selected, chosen = _select(sizes, cameras, budget, reading or {})
    return {**found, "tiles": {name: tile for name, tile in lean.items() if name in selected}}, chosen


@lru_cache(2)  # when the editor builds a story again after a change of the text, the cameras are the same
def _every_tile(basemap: Basemap, cameras: Sequence[Camera], keep: Sequence[Position]) -> Mapping[str, object]:
    """Return all tiles that the cameras can show."""
    return basemap.tiles([option for camera in cameras for option in _zoom_options(camera)], keep, EVERYTHING)


def _select(
    sizes: Mapping[str, int], cameras: Sequence[Camera], budget: int, reading: Mapping[Camera, float]
) -> tuple[set[str], dict[Camera, Camera]]:
    """Return the names of the selected tiles. `sizes` maps the name of each tile to its size in bytes.

    Also return a mapping of each camera to the same camera with its zoom limited to these tiles.

    """
    options = {camera: list(_zoom_options(camera)) for camera in cameras}
    tile_budget, chosen = _allocate_twice(sizes, options, budget, reading)
    short = sum(_lost(camera, option) > SHORT for camera, option in chosen.items())
    if short:
        more = min(MOST_SHORT_BYTES, SHORT_BYTES * short)
        tile_budget, chosen = _allocate_twice(sizes, options, budget + more, reading)
    tile_budget.keep_at_most(EXPLORING - tile_budget.spent)
    for camera in list(chosen)[1:]:
        chosen[camera] = tile_budget.widened(chosen[camera])
    for name in sorted(sizes, key=lambda name: _away(name, cameras[0])):
        tile_budget.select([name])
    return tile_budget.selected, chosen


def _allocate_twice(
    sizes: Mapping[str, int], options: Mapping[Camera, Sequence[Camera]], budget: int, reading: Mapping[Camera, float]
) -> tuple[_TileBudget, dict[Camera, Camera]]:
    """Select the tiles of all views. Return the selection, and one of its options for each camera.

    If some cameras show the world and thereby lose more than FAR_OUT zoom levels, the tiles are selected again. These
    cameras then get tiles of level 3 before other tiles are selected, unless these need more than COARSE_VIEW_BYTES.
    """
    starved: set[Camera] = set()
    while True:
        tile_budget = _TileBudget(sizes, budget + (COARSE_BYTES if starved else 0))
        tile_budget.select([WORLD], force=True)
        for camera in starved:
            tile_budget.select(shown(_coarse(options[camera])), force=True)
        chosen = _allocate(tile_budget, options, reading)
        found = {
            camera
            for camera, option in chosen.items()
            if _shows_world(option)
            and _lost(camera, option) > FAR_OUT
            and sum(sizes.get(name, 0) for name in shown(_coarse(options[camera])) if name != WORLD)
            <= COARSE_VIEW_BYTES
        }
        if found <= starved:
            return tile_budget, chosen
        starved |= found


def _allocate(
    tile_budget: _TileBudget, options: Mapping[Camera, Sequence[Camera]], reading: Mapping[Camera, float]
) -> dict[Camera, Camera]:
    """Select the tiles of all views.

    Return a mapping of each camera to the one of its options whose tiles are selected.
    """
    cameras = list(options)
    overview, limit = cameras[0], max(0, tile_budget.left) * (OVERVIEW_SHARE if len(cameras) > 1 else 1)
    chosen = {overview: tile_budget.best(options[overview], limit)}
    tile_budget.select(shown(chosen[overview]))

    def bytes_per_gain(camera: Camera) -> float:
        gain = max(1.0, reading.get(camera, 1.0)) * max(0.1, _lost(camera, options[camera][-1]))
        return tile_budget.cost(shown(camera)) / gain

    for camera in sorted(cameras[1:], key=bytes_per_gain):
        chosen[camera] = tile_budget.best(options[camera], tile_budget.left)
        tile_budget.select(shown(chosen[camera]))
    chosen[overview] = tile_budget.widened(chosen[overview])
    return chosen


@lru_cache(8192)  # each camera is compared many times, and the editor builds a story again after each change
def _zoom(camera: Camera) -> float:
    """Return the zoom of a camera in an ordinary window."""
    return fit_zoom(camera, WINDOW)


def _lost(camera: Camera, option: Camera) -> float:
    """Return by how many zoom levels `camera` shows the map larger than `option`."""
    return _zoom(camera) - _zoom(option)


def _shows_world(camera: Camera) -> bool:
    return level_for(_zoom(camera)) == LEVELS[0]


def _coarse(options: Sequence[Camera]) -> Camera:
    """Return the option with the lowest tile level except the level of the world.

    If all options show the world, return the first.
    """
    return next((o for o in reversed(options) if not _shows_world(o)), options[0])


def _around(camera: Camera) -> Window:
    """Return the part of the world tile that a reader sees after zooming out from a camera.

    The edges of this part are rounded outwards to multiples of 32 units.
    """
    (x, y), half = frame(camera).centre, WINDOW.width / (256 * 2 ** (_zoom(camera) - OUTWARD)) / 2
    west, north, east, south = ((middle + way) * LEVELS[0].units for way in (-half, half) for middle in (x, y))
    return floor(west / 32) * 32, floor(north / 32) * 32, ceil(east / 32) * 32, ceil(south / 32) * 32


@lru_cache(4096)
def raised(camera: Camera) -> Camera:
    """Return the camera with the highest zoom of the next coarser tile level.

    If no level is coarser, return the camera unchanged.
    """
    below = [level for level in LEVELS if level.number < level_for(_zoom(camera)).number]
    return replace(camera, zoom=min(camera.zoom, below[-1].top + BEYOND)) if below else camera


@lru_cache(4096)
def shown(camera: Camera) -> Sequence[str]:
    """Return the names of the world tile and of the tiles that a camera shows in ordinary windows and on a phone.

    A phone shows the same area at a lower zoom. If a phone uses a coarser level than the ordinary window, the result
    has no tiles for the phone.
    """
    level = level_for(_zoom(camera))
    names = [WORLD, *in_view(camera, WINDOW), *in_view(camera, NARROW, level)]
    if level_for(fit_zoom(camera, PHONE)) == level:
        names += in_view(camera, PHONE)
    return tuple(dict.fromkeys(names))


class _TileBudget:
    """The sizes of all tiles, the selected tiles, and the remaining bytes."""

    def __init__(self, sizes: Mapping[str, int], budget: int) -> None:
        self._sizes, self.left, self.spent = sizes, budget, 0
        self.selected: set[str] = set()

    def cost(self, names: Iterable[str]) -> int:
        """Return the total size in bytes of the tiles in `names` that are not selected yet."""
        return sum(self._sizes.get(name, 0) for name in set(names) - self.selected)

    def best(self, options: Sequence[Camera], limit: float) -> Camera:
        """Return the option with the highest zoom whose tiles need at most `limit` bytes.

        If the tiles of an option with a slightly lower zoom need far fewer bytes, return this option instead.
        """
        costs = [(self.cost(shown(option)), option) for option in options]
        cost, near = next((cost, option) for cost, option in costs if cost <= limit or not cost)
        zoom = _zoom(near)
        farther = [
            option for c, option in costs if c < cost - MAX_ZOOM_GAIN_BYTES and 0 < zoom - _zoom(option) < MAX_ZOOM_LOSS
        ]
        return farther[0] if farther else near

    def widened(self, camera: Camera) -> Camera:
        """Select the tiles that a camera shows on a large screen.

        Return the camera with its zoom limited to the selected tiles.

        On a large screen, the zoom is higher. If this zoom needs tiles of a higher level, and these tiles have many
        bytes, the zoom of the camera is limited to the tile level of an ordinary window.
        """
        if self.cost(in_view(camera, DESKTOP)) <= MAX_ZOOM_GAIN_BYTES and self.select(in_view(camera, DESKTOP)):
            return camera
        kept = replace(camera, zoom=min(camera.zoom, level_for(_zoom(camera)).top + BEYOND))
        for name in in_view(kept, DESKTOP):
            self.select([name])
        return kept

    def keep_at_most(self, bytes_: int) -> None:
        """Reduce the number of remaining bytes to at most `bytes_`."""
        self.left = min(self.left, bytes_)

    def select(self, names: Iterable[str], *, force: bool = False) -> bool:
        """Select all of the tiles if they fit the remaining bytes or `force` is true.

        Return whether the tiles were selected.
        """
        wanted = list(names)
        cost = self.cost(wanted)
        if cost > self.left and cost and not force:
            return False
        self.selected.update(wanted)
        self.left -= cost
        self.spent += cost
        return True


def _zoom_options(camera: Camera) -> Iterator[Camera]:
    """Yield the camera, and then the same camera with the highest zoom of each coarser tile level."""
    yield camera
    while raised(camera) != camera:
        camera = raised(camera)
        yield camera


@lru_cache(8192)  # when the editor builds a story again, most cameras are the same
def in_view(camera: Camera, viewport: Viewport, level: Level | None = None) -> Sequence[str]:
    """Return the names of the tiles that a camera shows in a viewport.

    The default of `level` is the tile level for the zoom of the camera.
    """
    zoom = fit_zoom(camera, viewport)
    level, (x, y), world = level or level_for(zoom), frame(camera).centre, 256 * 2**zoom
    across, down = viewport.width / world / 2 * level.tiles, viewport.height / world / 2 * level.tiles
    if 2 * down < level.tiles:  # if a view would extend beyond a pole, the page moves it
        y = min(max(y, down / level.tiles), 1 - down / level.tiles)
    columns = range(floor(x * level.tiles - across), floor(x * level.tiles + across) + 1)
    rows = range(max(0, floor(y * level.tiles - down)), min(level.tiles - 1, floor(y * level.tiles + down)) + 1)
    return tuple(f"{level.number}/{column % level.tiles}/{row}" for column in columns for row in rows)


def _away(name: str, camera: Camera) -> tuple[float, int]:
    """Return a sort key for a tile: its distance from the centre of the camera in tile widths, and then its level."""
    number, column, row = map(int, name.split("/"))
    (x, y), tiles = frame(camera).centre, 2**number
    east = abs((column + 0.5) / tiles - x)
    return max(min(east, 1 - east), abs((row + 0.5) / tiles - y)) * tiles, number


def _bytes(tile: object) -> int:
    return len(json.dumps(tile, separators=(",", ":"))) + NAME_BYTES
