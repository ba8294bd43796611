"""Select the street tiles of a page within a byte budget, and limit the zooms of cameras to the selected tiles.

The budget is STREET_BYTES plus SCENE_BYTES for each distinct close view, but at most MOST_BYTES. The basemap has a
separate budget. If the tiles of all views exceed the budget, buildings are left out, and if necessary also paths. If
the tiles then still exceed the budget, the views with the shortest reading time are zoomed out to the next lower level,
or have no streets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storymap.basemap.levels import CLOSEST, Level
from storymap.basemap.pyramid import Tile
from storymap.basemap.streets.levels import highest_zoom, street_level
from storymap.basemap.streets.schema import Drawn
from storymap.basemap.views import DESKTOP, PHONE, TileAddress, Viewport, fit_zoom
from storymap.model import Camera
from storymap.render.tiles import NAME_BYTES, NARROW, WINDOW, in_view

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


STREET_BYTES, SCENE_BYTES, MOST_BYTES = 110_000, 5_000, 220_000
HIGHEST = 16  # highest zoom for readers of a page with streets; without streets it is 12 (assets/map.js)
# Sets of layers that are left out. Each set is tried if the tiles exceed the budget with the set before it.
_LEFT_OUT: Sequence[frozenset[str]] = (
    frozenset(),
    frozenset([Drawn.BUILDING]),
    frozenset([Drawn.BUILDING, Drawn.PATH]),
)
# Readers may zoom out by about this many levels. Tiles for these wider views are included if the budget allows it.
_OUTWARD = 2.0

Tiles = dict[str, Tile]
Chosen = dict[Camera, Camera]


def with_streets(
    basemap: Mapping[str, Any], chosen: Mapping[Camera, Camera], streets: Streets, reading: Mapping[Camera, float]
) -> tuple[Mapping[str, Any], Chosen]:
    """Return the basemap of the page with street tiles.

    Also return a mapping of each camera to the same camera with its zoom limited to the tiles.

    `chosen` is such a mapping for the tiles of the basemap. The first key of `chosen` is the overview. A camera that is
    closer than the basemap allows gets streets, or its zoom is limited to the highest zoom of the basemap.
    """
    close = [camera for camera in chosen if _zoom(camera) > CLOSEST and street_level(_zoom(camera), streets.levels)]
    if not close:
        return basemap, dict(chosen)
    overview = next(iter(chosen))
    close.sort(key=lambda camera: (camera != overview, -reading.get(camera, 0.0)))
    budget = min(MOST_BYTES, STREET_BYTES + SCENE_BYTES * len(close))
    tiles: Tiles = {}
    found: Chosen = {}
    for left_out in _LEFT_OUT:
        selection = _Selection(streets, budget, left_out)
        found = {camera: selection.closest(camera) for camera in close}
        selection.add_surroundings(found.values())
        tiles = selection.tiles
        if all(camera == shown for camera, shown in found.items()):
            break
    levels = [{"level": one.number, "top": one.top, "units": one.units, "streets": True} for one in streets.levels]
    document = {
        "levels": [*basemap["levels"], *levels],
        "tiles": {**basemap["tiles"], **dict(sorted(tiles.items()))},
        "max_zoom": HIGHEST,
        "credit": streets.credit,
    }
    return document, {**chosen, **found}


def _zoom(camera: Camera) -> float:
    return fit_zoom(camera, WINDOW)


class _Selection:
    """The selected tiles and the remaining bytes. The tiles do not contain the layers `left_out`."""

    def __init__(self, streets: Streets, budget: int, left_out: frozenset[str]) -> None:
        self._streets, self._left, self._left_out = streets, budget, left_out
        self._levels = {level.number: level for level in streets.levels}
        self.tiles: Tiles = {}

    def closest(self, camera: Camera) -> Camera:
        """Select the tiles of a camera and return the camera.

        If the tiles exceed the remaining bytes, zoom the camera out until its tiles fit.
        """
        for option in self._options(camera):
            names = list(self._shown(option))
            if any(map(self._tile, names)) and self._select(names):
                return option
        return replace(camera, zoom=min(camera.zoom, CLOSEST))

    def add_surroundings(self, cameras: Sequence[Camera] | Any) -> None:
        """Select further tiles for large screens and for zooming out.

        Tiles that exceed the remaining bytes are left out.
        """
        for camera in cameras:
            zoom = _zoom(camera)
            for wanted, viewport in ((zoom - _OUTWARD, WINDOW), (fit_zoom(camera, DESKTOP), DESKTOP)):
                level = street_level(wanted, self._streets.levels)
                if level is not None and zoom > CLOSEST:
                    farther = replace(camera, zoom=min(camera.zoom, wanted))
                    self._select(list(in_view(farther, viewport, level)))

    def _options(self, camera: Camera) -> Iterator[Camera]:
        yield camera
        level = street_level(_zoom(camera), self._streets.levels)
        for coarser in reversed([one for one in self._streets.levels if level and one.number < level.number]):
            yield replace(camera, zoom=min(camera.zoom, highest_zoom(coarser)))

    def _shown(self, camera: Camera) -> Iterator[str]:
        """Yield the names of the tiles that a camera shows in ordinary windows and on a phone.

        If a phone uses a coarser level than the ordinary window, no tiles for the phone are yielded.
        """
        level = self._level(camera, WINDOW)
        if level is None:
            return
        yield from in_view(camera, WINDOW, level)
        yield from in_view(camera, NARROW, level)
        if self._level(camera, PHONE) == level:
            yield from in_view(camera, PHONE, level)

    def _level(self, camera: Camera, viewport: Viewport) -> Level | None:
        return street_level(fit_zoom(camera, viewport), self._streets.levels)

    def _select(self, names: Sequence[str]) -> bool:
        """Select all tiles if they fit the remaining bytes.

        Return whether they fit. A tile that the archive lacks is empty.
        """
        new: Tiles = {}
        cost = 0
        for name in dict.fromkeys(names):
            if name in self.tiles:
                continue
            tile = self._tile(name)
            if tile:
                new[name] = tile
                cost += len(json.dumps(tile, separators=(",", ":"))) + NAME_BYTES
            if cost > self._left:
                return False
        self.tiles |= new
        self._left -= cost
        return True

    def _tile(self, name: str) -> Tile:
        number, x, y = map(int, name.split("/"))
        tile = self._streets.tile(TileAddress(self._levels[number], x, y))
        return {layer: text for layer, text in tile.items() if layer not in self._left_out}
