"""Decode vector tiles (Mapbox Vector Tile 2.1) into geometries."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_MOVE, _LINE, _CLOSE = 1, 2, 7
_POINT, _LINES, _POLYGON = 1, 2, 3
# A coordinate farther outside the tile than this many tile widths is damaged. Margins have 2 % to 25 % of a tile.
_FARTHEST = 4.0
Value = str | float | bool
Part = list[tuple[int, int]]


class Feature(NamedTuple):
    """A feature of a tile.

    Coordinates are measured from the north-west corner of the tile; the width of the tile is 1.
    """

    layer: str
    properties: Mapping[str, Value]
    geometry: BaseGeometry  # MultiPoint, MultiLineString or MultiPolygon, which may be invalid


class DamagedTileError(ValueError):
    """The content is not a vector tile."""


def decode_tile(raw: bytes, wanted: Container[str]) -> tuple[list[Feature], list[str]]:
    """Return the features of the layers in `wanted`, and the names of all layers in the tile.

    Raise DamagedTileError if `raw` is not a vector tile.
    """
    from google.protobuf.message import DecodeError
    from mapbox_vector_tile.Mapbox import vector_tile_pb2

    tile = vector_tile_pb2.tile()
    try:
        tile.ParseFromString(raw)
    except DecodeError as error:
        raise DamagedTileError(str(error)) from error
    features: list[Feature] = []
    for layer in tile.layers:
        if layer.name in wanted:
            features += _features(layer)
    return features, [layer.name for layer in tile.layers]


def _features(layer: Any) -> Iterator[Feature]:
    keys, values = list(layer.keys), [_value(value) for value in layer.values]
    extent = max(1, layer.extent)
    for feature in layer.features:
        tags = list(feature.tags)
        try:
            properties = {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
        except (IndexError, ValueError) as error:
            raise DamagedTileError("invalid tags") from error
        geometry = _geometry(list(feature.geometry), feature.type, extent)
        if geometry is not None:
            yield Feature(layer.name, properties, geometry)


def _value(value: Any) -> Value:
    for field in ("string_value", "int_value", "uint_value", "sint_value", "double_value", "float_value", "bool_value"):
        if value.HasField(field):
            found: Value = getattr(value, field)
            return found
    return ""


def _geometry(numbers: Sequence[int], kind: int, extent: int) -> BaseGeometry | None:
    """Return a geometry. Return None if the geometry is empty, has an unknown type, or is far outside the tile."""
    farthest = _FARTHEST * extent
    parts = [
        part
        for part in _parts(numbers)
        if all(-farthest <= x <= farthest and -farthest <= y <= farthest for x, y in part)
    ]
    if kind == _POINT and parts:
        return shapely.MultiPoint([(x / extent, y / extent) for part in parts for x, y in part])
    if kind == _LINES:
        lines = [np.array(part) / extent for part in parts if len(part) > 1]
        return shapely.multilinestrings([shapely.linestrings(line) for line in lines]) if lines else None
    return _polygons([part for part in parts if len(part) > 2], extent) if kind == _POLYGON else None


def _parts(numbers: Sequence[int]) -> Iterator[Part]:
    """Yield the points of each part of a geometry.

    `numbers` has the commands "move to", "line to" and "close path" with zigzag deltas. Points are tuples, not arrays:
    most geometries have few points, for which tuples are faster.
    """
    at, x, y = 0, 0, 0
    part: Part = []
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command == _CLOSE:
            continue
        end = at + 2 * count
        if command not in (_MOVE, _LINE) or end > len(numbers) or not count:
            raise DamagedTileError("invalid geometry")
        if command == _MOVE and part:
            yield part
            part = []
        for i in range(at, end, 2):
            dx, dy = numbers[i], numbers[i + 1]
            x += (dx >> 1) ^ -(dx & 1)
            y += (dy >> 1) ^ -(dy & 1)
            part.append((x, y))
        at = end
    if part:
        yield part


def _polygons(rings: list[Part], extent: int) -> BaseGeometry | None:
    """Return the polygons that rings form.

    A ring with the same direction as the first ring begins a polygon; other rings are holes of it.
    """
    found: list[tuple[BaseGeometry, list[BaseGeometry]]] = []
    first = 0
    for ring in rings:
        area = sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, ring[0]]))
        if not area:
            continue
        first = first or area
        line = shapely.linearrings(np.array(ring) / extent)
        if area * first > 0:
            found.append((line, []))
        else:
            found[-1][1].append(line)
    polygons = [shapely.polygons(outer, holes or None) for outer, holes in found]
    return shapely.multipolygons(polygons) if polygons else None
