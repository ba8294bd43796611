"""Finds room for names: each where it covers nothing that was there before, near its place or on a leader line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import NamedTuple

LINE_PX = 15.0  # from line to line
_CHARACTER = 0.56  # of the font size: a letter's mean width
_WIDE = 1.0  # Chinese, Japanese, Korean
_GAP_PX = 3.0  # between a mark and its name
_EDGE_PX = 4.0  # of the picture, kept free
_LEADERS_PX = (22.0, 38.0, 58.0, 84.0)
# Where a name is tried first: to the right, the left, above, below, then askew.
_BESIDE = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_ABOVE = ((0, -1), (0, 1), *_BESIDE)

Point = tuple[float, float]  # x, y in pixels from the top left


class Rectangle(NamedTuple):
    """In pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Rectangle) -> bool:
        """Whether it lies in another as a whole."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def around(self) -> tuple[Point, float, float]:
        """Its middle, half its width and half its height."""
        middle = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return middle, (self.right - self.left) / 2, (self.bottom - self.top) / 2

    def cut_by(self, a: Point, b: Point) -> bool:
        """Whether the straight line from a to b passes through it (Liang and Barsky's clipping)."""
        first, last = 0.0, 1.0
        for start, step, low, high in (
            (a[0], b[0] - a[0], self.left, self.right),
            (a[1], b[1] - a[1], self.top, self.bottom),
        ):
            if step == 0:
                if not low < start < high:
                    return False
                continue
            enter, leave = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, enter), min(last, leave)
        return first < last


Avoid = Callable[[Rectangle], bool]  # what else a name must not cover: a foreign area


class Placed(NamedTuple):
    """A name that found room: the middle of its lines, and where the line from it to its mark ends, if it needs one."""

    x: float
    y: float
    leader: Point | None = None


@dataclass(slots=True)
class Board:
    """What of a window of width × height pixels is taken: by marks, names, and the lines that lead to them."""

    width: float
    height: float
    taken: list[Rectangle] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)

    def take(self, rectangle: Rectangle) -> None:
        """Keeps a rectangle free of names."""
        self.taken.append(rectangle)

    def beside(
        self, mark: Rectangle, lines: Sequence[str], size_px: float, avoid: Avoid | None = None, *, above: bool = False
    ) -> Placed | None:
        """Room for a name beside a mark, above or below it first if so wished; None when there is none."""
        (x, y), wide, high = mark.around()
        w, h = extent(lines, size_px)
        for east, south in _ABOVE if above else _BESIDE:
            spot = x + east * (wide + _GAP_PX + w / 2), y + south * (high + _GAP_PX + h / 2 - 2)
            if self._free(spot, w, h, avoid):
                return Placed(*spot)
        return None

    def led(self, mark: Rectangle, lines: Sequence[str], size_px: float, avoid: Avoid | None = None) -> Placed | None:
        """Room for a name a little way off, on a line of its own that crosses nothing; None when there is none."""
        middle, *_ = mark.around()
        w, h = extent(lines, size_px)
        for reach in _LEADERS_PX:
            for turn in range(24):
                east, south = cos(pi * turn / 12), sin(pi * turn / 12)
                x, y = middle[0] + east * (reach + w / 2), middle[1] + south * (reach + h / 2)
                spot = min(max(x, _EDGE_PX + w / 2), self.width - _EDGE_PX - w / 2), y
                end = (
                    min(max(middle[0], spot[0] - w / 2), spot[0] + w / 2),
                    min(max(middle[1], spot[1] - h / 2), spot[1] + h / 2),
                )
                if not self._crossed(mark, middle, end) and self._free(spot, w, h, avoid):
                    self.leaders.append((middle, end))
                    return Placed(*spot, end)
        return None

    def over(self, at: Point, lines: Sequence[str], size_px: float) -> Placed | None:
        """Room for a name that stands on its place itself: an area's, a sea's."""
        w, h = extent(lines, size_px)
        for south in (0, -1, 1):
            if self._free((at[0], at[1] + south * h), w, h):
                return Placed(at[0], at[1] + south * h)
        return None

    def _free(self, middle: Point, w: float, h: float, avoid: Avoid | None = None) -> bool:
        """Takes the room about a middle if it is free."""
        wanted = Rectangle(middle[0] - w / 2, middle[1] - h / 2, middle[0] + w / 2, middle[1] + h / 2)
        free = wanted.inside(Rectangle(_EDGE_PX, _EDGE_PX, self.width - _EDGE_PX, self.height - _EDGE_PX))
        free = free and not any(wanted.meets(other) for other in self.taken)
        free = free and not any(wanted.cut_by(*leader) for leader in self.leaders)
        free = free and not (avoid and avoid(wanted))
        if free:
            self.take(wanted)
        return free

    def _crossed(self, mark: Rectangle, a: Point, b: Point) -> bool:
        return any(other.cut_by(a, b) for other in self.taken if not other.meets(mark))


def extent(lines: Sequence[str], size_px: float) -> tuple[float, float]:
    """Width and height of some lines of text, as a reader's font will have it more or less."""
    widths = [sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _CHARACTER for c in line) for line in lines]
    return max(widths) * size_px + 4, len(lines) * LINE_PX
