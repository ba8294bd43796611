"""Which tiles a story's cameras can show, the ones that matter most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, log2
from typing import NamedTuple

from storymap import sphere
from storymap.basemap.levels import LEVELS, Level, level_for
from storymap.model import Camera


class Viewport(NamedTuple):
    """A map's size in CSS pixels, and how much of it a camera leaves free on every side."""

    width: int
    height: int
    padding: int


DESKTOP = Viewport(1500, 950, 60)  # the largest map that gets all its tiles
PHONE = Viewport(390, 340, 40)


class TileAddress(NamedTuple):
    """A tile of the pyramid; x and y count from the north-west, x is within the world."""

    level: Level
    x: int
    y: int


class _Wish(NamedTuple):
    """A tile somebody wants; wishes are granted in this order."""

    turn: int  # 0: a camera shows it; 1: the reader zooms in once; 2: the camera flies through it
    level: int
    camera: int
    distance: float  # from the camera's centre, in parts of the world's width
    x: int
    y: int


def wanted(cameras: Iterable[Camera]) -> list[TileAddress]:
    """Every tile the cameras can show on screens up to DESKTOP, most needed first; the whole world's comes always."""
    wishes = {_Wish(0, 0, 0, 0.0, 0, 0)}
    for rank, camera in enumerate(cameras):
        wishes.update(_wishes(camera, rank))
    levels = {level.number: level for level in LEVELS}
    return list(dict.fromkeys(TileAddress(levels[wish.level], wish.x, wish.y) for wish in sorted(wishes)))


def fit_zoom(camera: Camera, viewport: Viewport) -> float:
    """The zoom at which the camera's box fills the viewport inside its padding; never deeper than the camera's own."""
    west, north = sphere.mercator(camera.box.north, camera.box.west)
    _, south = sphere.mercator(camera.box.south, camera.box.west)
    width, height = sphere.width_deg(camera.box) / 360, south - north
    room = [(viewport.width - 2 * viewport.padding, width), (viewport.height - 2 * viewport.padding, height)]
    return max(0.0, min([camera.zoom, *(log2(pixels / (256 * size)) for pixels, size in room if size > 0)]))


def _wishes(camera: Camera, rank: int) -> Iterator[_Wish]:
    desktop, phone = fit_zoom(camera, DESKTOP), fit_zoom(camera, PHONE)
    shown = [level_for(zoom) for zoom in range(round(phone), round(desktop) + 1)]
    for level in shown:
        yield from _in_view(0, level, camera, rank, DESKTOP, desktop)
        yield from _in_view(0, level, camera, rank, PHONE, phone)
    yield from _in_view(1, level_for(desktop + 1), camera, rank, DESKTOP, desktop + 1)
    for level in LEVELS:
        if level.number < shown[0].number:
            yield from _in_view(2, level, camera, rank, DESKTOP, level.top)


def _in_view(turn: int, level: Level, camera: Camera, rank: int, viewport: Viewport, zoom: float) -> Iterator[_Wish]:
    """The level's tiles that a viewport centred on the camera's box shows at a zoom."""
    world = 256 * 2**zoom
    x, y = _centre(camera)
    columns = _span(x, viewport.width / world / 2, level.tiles)
    if len(columns) > level.tiles:
        columns = range(level.tiles)
    for row in _span(y, viewport.height / world / 2, level.tiles):
        for column in columns:
            away = ((column + 0.5) / level.tiles - x) ** 2 + ((row + 0.5) / level.tiles - y) ** 2
            if 0 <= row < level.tiles:
                yield _Wish(turn, level.number, rank, round(away, 9), column % level.tiles, row)


def _span(middle: float, reach: float, tiles: int) -> range:
    return range(floor((middle - reach) * tiles), floor((middle + reach) * tiles) + 1)


def _centre(camera: Camera) -> tuple[float, float]:
    """The middle of the camera's box as the map sees it: in Web Mercator, not in degrees."""
    x, _ = sphere.mercator(0, camera.box.west)
    _, north = sphere.mercator(camera.box.north, 0)
    _, south = sphere.mercator(camera.box.south, 0)
    return x + sphere.width_deg(camera.box) / 720, (north + south) / 2
