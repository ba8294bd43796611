"""Convert geometries in pixels to compact SVG path data, with relative coordinates in half pixels."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

UNITS = 2  # units per pixel; paths are drawn in a group that is scaled by 1 / UNITS
Point = tuple[int, int]


def areas(geometry: BaseGeometry) -> str:
    """Return the path of all polygons of a geometry."""
    polygons = [part for part in _parts(geometry) if part.geom_type == "Polygon"]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_path(shapely.get_coordinates(ring)[:-1].tolist(), 3, "z") for ring in rings)


def lines(geometry: BaseGeometry) -> str:
    """Return the path of all lines of a geometry."""
    found = [part for part in _parts(geometry) if part.geom_type in ("LineString", "LinearRing")]
    return "".join(_path(shapely.get_coordinates(line).tolist(), 2, "") for line in found)


def dots(points: Iterable[tuple[float, float]]) -> str:
    """Return the path of points. Each point is a stroke of length zero; with round line caps, it looks like a dot."""
    return "".join(f"M{round(x * UNITS)} {round(y * UNITS)}h0" for x, y in points)


def _path(coordinates: list[list[float]], least: int, end: str) -> str:
    points: list[Point] = []
    for x, y in coordinates:
        point = (round(x * UNITS), round(y * UNITS))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) < least:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l" + _packed([n for step in steps for n in step]) + end


def _packed(numbers: list[int]) -> str:
    """Return numbers as text. The numbers are separated by spaces, except before a minus sign."""
    return "".join(str(n) if n < 0 or not i else f" {n}" for i, n in enumerate(numbers))


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_parts(shapely.get_parts(geometry)))
