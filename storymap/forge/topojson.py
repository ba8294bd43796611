"""Read TopoJSON (https://github.com/topojson/topojson-specification) into plain rings and lines of (lon, lat).

A ring or line that jumps at ±180° is made continuous, so that its longitudes continue beyond ±180°. A ring around the
south pole is closed along 90° S.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]


@dataclass(frozen=True, slots=True)
class Feature:
    """A geometry. The id and the name may be "". Each of its polygons is an outer ring followed by the holes in it."""

    id: str
    name: str
    polygons: tuple[tuple[Line, ...], ...]


class Topology:
    """One TopoJSON file."""

    def __init__(self, path: Path) -> None:
        document = json.loads(path.read_text(encoding="utf-8"))
        self._objects: dict[str, Any] = document["objects"]
        self._arcs = [_positions(arc, document.get("transform")) for arc in document["arcs"]]

    @property
    def names(self) -> list[str]:
        """Return the names of the objects."""
        return list(self._objects)

    def features(self, name: str) -> Iterator[Feature]:
        """Yield the geometries of an object as polygons. Rings are closed and continuous across ±180°."""
        for geometry in self._geometries(name):
            polygons = tuple(tuple(_flat(self._join(arcs)) for arcs in rings) for rings in _polygons(geometry))
            yield Feature(str(geometry.get("id", "")), geometry.get("properties", {}).get("name", ""), polygons)

    def lines(self, name: str) -> Iterator[Line]:
        """Yield the lines of an object. The longitudes of a line are continuous across ±180°."""
        for geometry in self._geometries(name):
            arcs = geometry.get("arcs", [])
            for line in arcs if geometry["type"] == "MultiLineString" else [arcs]:
                if line:
                    yield unrolled(self._join(line))

    def mesh(self, name: str, *, alike: dict[str, str] | None = None) -> Iterator[Line]:
        """Yield the arcs of an object that separate two of its geometries.

        `alike` maps the name of a geometry to the name of another geometry. The first geometry is treated as a part of
        the second.
        """
        users: dict[int, set[str]] = {}
        for number, geometry in enumerate(self._geometries(name)):
            own = geometry.get("properties", {}).get("name") or f"#{number}"
            for arc in _leaves(geometry.get("arcs", [])):
                users.setdefault(arc if arc >= 0 else ~arc, set()).add((alike or {}).get(own, own))
        return (unrolled(self._arcs[arc]) for arc, owners in sorted(users.items()) if len(owners) > 1)

    def _geometries(self, name: str) -> list[dict[str, Any]]:
        found = self._objects[name]
        return list(found["geometries"]) if found["type"] == "GeometryCollection" else [found]

    def _join(self, arcs: list[int]) -> Line:
        line: Line = []
        for arc in arcs:
            points = self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
            line += points[1:] if line else points
        return line


def unrolled(line: Line) -> Line:
    """Return the line without jumps of more than 180°. The longitudes of the result may be outside -180…180."""
    turn = 0.0
    flat = [line[0]]
    for (before, _), (lon, lat) in pairwise(line):
        turn += -360 if lon - before > 180 else 360 if lon - before < -180 else 0
        flat.append((lon + turn, lat))
    return flat


def _flat(ring: Line) -> Line:
    flat = unrolled(ring)
    (start, _), (end, _) = flat[0], flat[-1]
    return [*flat, (end, -90.0), (start, -90.0), flat[0]] if abs(end - start) > 180 else flat


def _positions(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Line:
    if transform is None:
        return [(x, y) for x, y, *_ in arc]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    points, x, y = [], 0.0, 0.0
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        points.append((x * scale_x + move_x, y * scale_y + move_y))
    return points


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry.get("arcs", [])
    return {"Polygon": [arcs], "MultiPolygon": arcs}.get(geometry["type"], [])


def _leaves(arcs: list[Any]) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, list):
            yield from _leaves(item)
        else:
            yield item
