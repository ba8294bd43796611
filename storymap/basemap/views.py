"""Which tiles a story's cameras can show, the ones that matter most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
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


class Turn(IntEnum):
    """Why a tile is wanted; the first reasons are served first."""

    STORY = 0  # it shows what the camera frames
    MARGIN = 1  # it fills the rest of a large screen
    EXPLORING = 2  # the reader zooms in once
    FLIGHT = 3  # the camera passes its level on the way


class Frame(NamedTuple):
    """A camera's box on the Web Mercator unit square; east may be beyond 1 where it crosses the antimeridian."""

    west: float
    north: float
    east: float
    south: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle as a map sees it, not as degrees have it."""
        return (self.west + self.east) / 2, (self.north + self.south) / 2


class _Wish(NamedTuple):
    """A tile somebody wants."""

    turn: Turn
    level: int
    camera: int
    distance: float  # from the camera's centre, squared, in parts of the world's width
    x: int
    y: int

    def order(self) -> tuple[float, ...]:
        """Wishes are granted in this order. What cameras show: fine tiles first.

        They are few, and without them a town would fall back to tiles thirty times too coarse; the overview, without
        its own, to the world's tile, twice. What readers may or may not come to see: deep tiles last.
        """
        return (self.turn, -self.level if self.turn <= Turn.MARGIN else self.level, *self[2:])


def wanted(cameras: Iterable[Camera]) -> list[TileAddress]:
    """Every tile the cameras can show on screens up to DESKTOP, most needed first; the whole world's comes always."""
    wishes: set[_Wish] = set()
    for rank, camera in enumerate(cameras):
        wishes.update(_wishes(camera, rank))
    levels = {level.number: level for level in LEVELS}
    granted = (TileAddress(levels[wish.level], wish.x, wish.y) for wish in sorted(wishes, key=_Wish.order))
    return list(dict.fromkeys([TileAddress(LEVELS[0], 0, 0), *granted]))


def frame(camera: Camera) -> Frame:
    """The camera's box on the unit square."""
    west, north = sphere.mercator(camera.box.north, camera.box.west)
    _, south = sphere.mercator(camera.box.south, camera.box.west)
    return Frame(west, north, west + sphere.width_deg(camera.box) / 360, south)


def fit_zoom(camera: Camera, viewport: Viewport) -> float:
    """The zoom at which the camera's box fills the viewport inside its padding; never deeper than the camera's own."""
    west, north, east, south = frame(camera)
    room = [
        (viewport.width - 2 * viewport.padding, east - west),
        (viewport.height - 2 * viewport.padding, south - north),
    ]
    return max(0.0, min([camera.zoom, *(log2(pixels / (256 * size)) for pixels, size in room if size > 0)]))


class _Seen(NamedTuple):
    """A camera by its rank among the others, and the frame it looks at."""

    rank: int
    frame: Frame


def _wishes(camera: Camera, rank: int) -> Iterator[_Wish]:
    seen = _Seen(rank, frame(camera))
    desktop, phone = fit_zoom(camera, DESKTOP), fit_zoom(camera, PHONE)
    shown = [level_for(zoom) for zoom in range(round(phone), round(desktop) + 1)]
    for level in dict.fromkeys(shown):
        for viewport, zoom in ((DESKTOP, desktop), (PHONE, phone)):
            yield from _in_view(Turn.MARGIN, level, seen, viewport, zoom)
    yield from _in_view(Turn.EXPLORING, level_for(desktop + 1), seen, DESKTOP, desktop + 1)
    for level in LEVELS:
        if level.number < shown[0].number:
            yield from _in_view(Turn.FLIGHT, level, seen, DESKTOP, level.top)


def _in_view(turn: Turn, level: Level, seen: _Seen, viewport: Viewport, zoom: float) -> Iterator[_Wish]:
    """The level's tiles that a viewport centred on the camera's box shows at a zoom."""
    (rank, framed), n = seen, level.tiles
    (x, y), world = framed.centre, 256 * 2**zoom
    columns = _span(x, viewport.width / world / 2, n)
    rows = _span(y, viewport.height / world / 2, n)
    for column in columns if len(columns) <= n else range(n):
        for row in rows:
            if not 0 <= row < n:
                continue
            told = turn is Turn.MARGIN and _meets(framed, column / n, row / n, 1 / n)
            away = ((column + 0.5) / n - x) ** 2 + ((row + 0.5) / n - y) ** 2
            yield _Wish(Turn.STORY if told else turn, level.number, rank, round(away, 9), column % n, row)


def _span(middle: float, reach: float, tiles: int) -> range:
    return range(floor((middle - reach) * tiles), floor((middle + reach) * tiles) + 1)


def _meets(framed: Frame, west: float, north: float, side: float) -> bool:
    across = any(framed.west <= west + turn + side and west + turn <= framed.east for turn in (-1, 0, 1))
    return across and framed.north <= north + side and north <= framed.south
