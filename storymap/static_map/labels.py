"""Place labels without overlaps, next to their markers or at the end of leader lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from math import cos, floor, pi, radians, sin
from typing import NamedTuple

LINE_PX = 15.0  # line height
_CHARACTER = 0.56  # mean width of a letter, relative to the font size
_WIDE = 1.0  # width of a Chinese, Japanese or Korean character, relative to the font size
_CELL_PX = 48.0  # side of the squares in which occupied rectangles are looked up
_GAP_PX = 3.0  # space between a marker and its label
_EDGE_PX = 4.0  # labels are at least this far from the edges of the map
_LEADERS_PX = (22.0, 38.0, 58.0, 84.0)  # lengths of leader lines to try, shortest first
# Positions of a label in order of preference: right, left, above, below, then the corners.
_BESIDE = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_ABOVE = ((0, -1), (0, 1), *_BESIDE)

Point = tuple[float, float]  # x, y in pixels from the top left


class Rectangle(NamedTuple):
    """A rectangle. The edges are in pixels, measured from the top left of the map."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Rectangle) -> bool:
        """Return whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Rectangle) -> bool:
        """Return whether this rectangle is completely inside another one."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def centre_and_half_size(self) -> tuple[Point, float, float]:
        """Return the centre, half of the width and half of the height."""
        middle = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return middle, (self.right - self.left) / 2, (self.bottom - self.top) / 2

    def crossed_by(self, a: Point, b: Point) -> bool:
        """Return whether the segment from a to b crosses this rectangle (Liang–Barsky line clipping)."""
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


Avoid = Callable[[Rectangle], bool]  # takes a rectangle; returns whether a label must not be in it


class Placement(NamedTuple):
    """The position of a label: its centre, and the end of its leader line.

    `leader` is None for a label without a leader line.
    """

    x: float
    y: float
    leader: Point | None = None


@dataclass(slots=True)
class LabelLayout:
    """Keeps track of the parts of a map (width × height pixels) that markers, labels and leader lines occupy."""

    width: float
    height: float
    cells: dict[tuple[int, int], list[Rectangle]] = field(default_factory=dict)  # square -> rectangles in it
    leaders: list[tuple[Point, Point]] = field(default_factory=list)

    def occupy(self, rectangle: Rectangle) -> None:
        """Mark a rectangle as occupied."""
        for cell in self._cells(rectangle):
            self.cells.setdefault(cell, []).append(rectangle)

    def beside(
        self, mark: Rectangle, lines: Sequence[str], size_px: float, avoid: Avoid | None = None, *, above: bool = False
    ) -> Placement | None:
        """Place a label next to a marker. If `above` is true, try the positions above and below the marker first.

        Return None if there is no space.
        """
        (x, y), wide, high = mark.centre_and_half_size()
        w, h = extent(lines, size_px)
        for east, south in _ABOVE if above else _BESIDE:
            spot = x + east * (wide + _GAP_PX + w / 2), y + south * (high + _GAP_PX + h / 2 - 2)
            if self._free(spot, w, h, avoid):
                return Placement(*spot)
        return None

    def with_leader(
        self, mark: Rectangle, lines: Sequence[str], size_px: float, avoid: Avoid | None = None
    ) -> Placement | None:
        """Place a label at some distance from its marker, with a leader line that does not cross anything else.

        Return None if there is no space.
        """
        middle, *_ = mark.centre_and_half_size()
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
                # the faster of the tests comes first
                if not self._has_space(spot, w, h) or self._crossed(mark, middle, end):
                    continue
                if self._free(spot, w, h, avoid):
                    self.leaders.append((middle, end))
                    return Placement(*spot, end)
        return None

    def centred(self, at: Point, lines: Sequence[str], size_px: float) -> Placement | None:
        """Place the label of an area or sea with its centre at a position or just above or below.

        Return None if there is no space.
        """
        w, h = extent(lines, size_px)
        for south in (0, -1, 1):
            if self._free((at[0], at[1] + south * h), w, h):
                return Placement(at[0], at[1] + south * h)
        return None

    def along(self, middle: Point, turn_deg: float, long: float, high: float) -> bool:
        """Occupy a rotated rectangle if it is free. Return whether the rectangle was free.

        The rectangle is approximated by a row of upright rectangles.
        """
        pieces = max(1, round(long / high))
        piece, east, south = long / pieces, cos(radians(turn_deg)), sin(radians(turn_deg))
        w, h = piece * abs(east) + high * abs(south), piece * abs(south) + high * abs(east)
        ways = [(i + 0.5) * piece - long / 2 for i in range(pieces)]
        spots = [(middle[0] + way * east, middle[1] + way * south) for way in ways]
        wanted = [_rectangle(spot, w, h) for spot in spots]
        free = all(self._has_space(spot, w, h) for spot in spots)
        free = free and not any(one.crossed_by(*leader) for one in wanted for leader in self.leaders)
        if free:
            for one in wanted:
                self.occupy(one)
        return free

    def _free(self, middle: Point, w: float, h: float, avoid: Avoid | None = None) -> bool:
        """Occupy the rectangle around a centre if it is free. Return whether the rectangle was free."""
        wanted = _rectangle(middle, w, h)
        free = self._has_space(middle, w, h)
        free = free and not any(wanted.crossed_by(*leader) for leader in self.leaders)
        free = free and not (avoid and avoid(wanted))
        if free:
            self.occupy(wanted)
        return free

    def _has_space(self, middle: Point, w: float, h: float) -> bool:
        """Return whether a rectangle is inside the map and covers no marker or label.

        Leader lines are not considered.
        """
        wanted = _rectangle(middle, w, h)
        free = wanted.inside(Rectangle(_EDGE_PX, _EDGE_PX, self.width - _EDGE_PX, self.height - _EDGE_PX))
        return free and not any(wanted.overlaps(other) for other in self._near(wanted))

    def _cells(self, rectangle: Rectangle) -> Iterator[tuple[int, int]]:
        """Yield the squares of _CELL_PX pixels that a rectangle touches.

        For parts outside the map, the squares at the edge of the map are yielded.
        """
        left, right = (floor(min(max(x, 0), self.width) / _CELL_PX) for x in (rectangle.left, rectangle.right))
        top, bottom = (floor(min(max(y, 0), self.height) / _CELL_PX) for y in (rectangle.top, rectangle.bottom))
        return product(range(left, right + 1), range(top, bottom + 1))

    def _near(self, rectangle: Rectangle) -> Iterator[Rectangle]:
        """Yield the occupied rectangles in the squares that a rectangle touches.

        Some rectangles are yielded several times.
        """
        return chain.from_iterable(self.cells.get(cell, ()) for cell in self._cells(rectangle))

    def _crossed(self, mark: Rectangle, a: Point, b: Point) -> bool:
        around = Rectangle(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        near = (other for other in self._near(around) if other.overlaps(around))
        return any(other.crossed_by(a, b) for other in near if not other.overlaps(mark))


def _rectangle(middle: Point, w: float, h: float) -> Rectangle:
    return Rectangle(middle[0] - w / 2, middle[1] - h / 2, middle[0] + w / 2, middle[1] + h / 2)


def extent(lines: Sequence[str], size_px: float) -> tuple[float, float]:
    """Return the estimated width and height of lines of text."""
    widths = [sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _CHARACTER for c in line) for line in lines]
    return max(widths) * size_px + 4, len(lines) * LINE_PX
