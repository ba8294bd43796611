"""Find the names of streets, water and places in an archive, and the lines along which the map writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import atan, degrees, log2, pi, sinh
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from storymap.basemap.streets.geometry import rounded_lines
from storymap.basemap.streets.mvt import Feature
from storymap.basemap.streets.schema import Named, named_as
from storymap.model import Label, Position

_CHARACTER_PX, _WIDE_PX = 6.3, 12.0  # mean width of a letter of a street name, and of a Chinese or Japanese character
_ROOM_PX = 14.0  # a line must be at least this much longer than its text
# A stretch of a street counts as straight if it is within this distance of a straight line, at the highest zoom of a
# band.
_STRAIGHT_PX = 5.0
# Zoom bands. The straight stretches of a street are computed for each band, because they are shorter at higher zooms.
_BANDS = ((11.0, 12.5), (12.5, 13.5), (13.5, 14.25), (14.25, 15.0), (15.0, 16.0))
_STRETCHES = 2  # maximum number of labels with the name of a street in one band
_HIGH = 17.0  # This is higher than the highest zoom of the map, so it means that a label has no highest zoom.
_DIGITS = 5  # decimal places of positions in degrees: 1 m
_LINES = frozenset(["street", "stream"])
Points = NDArray[np.float64]


class PlacedName(NamedTuple):
    """A name, with its geometry on the Web Mercator unit square."""

    name: Named
    geometry: BaseGeometry


class _Stretch(NamedTuple):
    """A straight part of a street or stream. The name is written along this part at the zooms from `low` to `high`."""

    low: float
    high: float
    start: Points
    end: Points

    def is_near(self, start: Points, end: Points, tolerance: float) -> bool:
        """Return whether this stretch begins near `start` and ends near `end`."""
        return bool(max(np.hypot(*(self.start - start)), np.hypot(*(self.end - end))) <= tolerance)


def placed_names(
    sources: Iterable[tuple[NDArray[np.float64], float, Iterable[Feature]]], language: str
) -> Iterator[PlacedName]:
    """Yield the names that the map shows, with the geometry of each feature.

    `sources` has (north-west corner, width, features) of each archive tile, on the Web Mercator unit square.
    """
    for corner, width, features in sources:
        for feature in features:
            name = named_as(feature, language)
            if name is None:
                continue
            geometry = feature.geometry
            if name.kind in _LINES:
                geometry = shapely.clip_by_rect(geometry, 0, 0, 1, 1)  # the next tile also has the part outside
            elif not _is_inside(geometry):
                continue
            if not geometry.is_empty:
                yield PlacedName(
                    name, shapely.transform(geometry, lambda points, at=corner, by=width: points * by + at)
                )


def labels_of(names: Iterable[PlacedName]) -> list[Label]:
    """Return the labels of names. Labels that are shown at lower zooms are more important and come first."""
    lines: dict[Named, list[BaseGeometry]] = defaultdict(list)
    found: dict[tuple[str, Position], Label] = {}
    for name, geometry in names:
        if name.kind in _LINES:
            lines[name] += [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
        else:
            at = _position(*shapely.get_coordinates(geometry)[0])
            found.setdefault((name.text, at), Label(name.text, at, name.low, _HIGH, name.kind))
    labels = list(found.values())
    for name, parts in sorted(lines.items()):
        labels += _along(name, parts) if parts else []
    return sorted(labels, key=lambda label: (label.low, label.kind, label.text, label.position))


def _is_inside(point: BaseGeometry) -> bool:
    x, y = shapely.get_coordinates(point)[0]
    return bool(0 <= x < 1 and 0 <= y < 1)


def _along(name: Named, parts: list[BaseGeometry]) -> list[Label]:
    """Return labels on the longest straight stretches of a street or stream.

    A stretch is used in each of the zoom bands (_BANDS) in which it is long enough for the name. If two adjacent bands
    have the same stretch, the stretch gets one label for both bands.
    """
    found: list[_Stretch] = []
    needed = sum(_WIDE_PX if ord(c) > 0x2E80 else _CHARACTER_PX for c in name.text) + _ROOM_PX
    for first, end in _BANDS:
        tolerance = _STRAIGHT_PX / (256 * 2**end)
        for length, a, b in _stretches(parts, tolerance):
            low = max(name.low, first, log2(needed / (256 * length)))
            if low >= end:
                break
            high = _HIGH if (first, end) == _BANDS[-1] else end
            same = next((i for i, one in enumerate(found) if one.high == first and one.is_near(a, b, tolerance)), None)
            if same is not None and low == first:
                found[same] = found[same]._replace(high=high)
            else:
                found.append(_Stretch(low, high, a, b))
    return [
        Label(name.text, _position(*((a + b) / 2)), round(low, 1), high, name.kind, (_position(*a), _position(*b)))
        for low, high, a, b in found
    ]


def _stretches(parts: list[BaseGeometry], tolerance: float) -> list[tuple[float, Points, Points]]:
    """Return (length, start, end) of the longest straight stretches of lines.

    No point of a stretch is farther than `tolerance` from a straight line, and the stretches are far from each other.
    """
    merged = shapely.line_merge(shapely.MultiLineString(rounded_lines(parts, tolerance / 16)))
    simple = shapely.get_parts(merged.simplify(tolerance, preserve_topology=False))
    found = [
        (float(np.hypot(*(b - a))), a, b)
        for part in simple
        for a, b in pairwise(shapely.get_coordinates(part))
        if (a != b).any()
    ]
    found.sort(key=lambda one: (-one[0], *one[1], *one[2]))
    kept: list[tuple[float, Points, Points]] = []
    for length, a, b in found:
        far = all(np.hypot(*((a + b - c - d) / 2)) >= 3 * length for _, c, d in kept)
        if far and len(kept) < _STRETCHES:
            kept.append((length, a, b))
    return kept


def _position(x: float, y: float) -> Position:
    lat = degrees(atan(sinh(pi * (1 - 2 * y))))
    return Position(round(lat, _DIGITS), round(x * 360 - 180, _DIGITS))
