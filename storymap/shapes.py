"""Areas: clipping, simplifying, measuring. shapely does the geometry, on longitudes laid flat across the antimeridian.

Figures that people read are geodesic and come from geopy; areas and tolerances here are for choosing and drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import cos, radians
from typing import TYPE_CHECKING

from storymap import sphere
from storymap.model import BoundingBox, Footprint, Position, Ring

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_KM_PER_DEG = sphere.EARTH_KM * radians(1)


def to_shapely(footprint: Footprint, meridian: float | None = None) -> BaseGeometry:
    """Valid shapely polygons in (lon, lat) degrees, laid flat within half a turn of `meridian` (default: its own middle).

    Parts near the meridian's far side stay whole: longitudes may leave -180…180.
    """
    import shapely

    middle = _meridian(footprint) if meridian is None else meridian
    made = [_polygon(rings, middle) for rings in footprint.polygons if len(rings[0]) > 2]
    return shapely.union_all(shapely.make_valid(made))


def from_shapely(geometry: BaseGeometry) -> Footprint | None:
    """A Footprint of the polygons in a geometry of (lon, lat) degrees; None when there are none."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return Footprint(tuple((_ring(p.exterior), *map(_ring, p.interiors)) for p in polygons)) if polygons else None


def clip(footprint: Footprint, box: BoundingBox) -> Footprint | None:
    """The part inside a box; None when there is none."""
    west, width = box.west, sphere.width_deg(box)
    return _reshaped(footprint, lambda g: g.intersection(_rectangle(box)), west + width / 2)


def simplify(footprint: Footprint, tolerance_deg: float) -> Footprint | None:
    """The footprint with fewer points, none farther off than the tolerance; None when nothing is left of it."""
    return _reshaped(footprint, lambda g: g.simplify(tolerance_deg))


def subtract(footprint: Footprint, others: Iterable[Footprint]) -> Footprint | None:
    """What of the footprint lies in none of the others; None when nothing does."""
    import shapely

    middle = _meridian(footprint)
    holes = shapely.union_all([to_shapely(other, middle) for other in others])
    return _reshaped(footprint, lambda g: g.difference(holes), middle)


def bounds(footprint: Footprint) -> BoundingBox:
    """The smallest box round it, across the antimeridian where that is shorter."""
    return sphere.union([_polygon_box(rings[0]) for rings in footprint.polygons])


def area_km2(footprint: Footprint) -> float:
    """Its area on the sphere by the equal-area cylinder; good to about 0.5 %."""
    import numpy as np
    import shapely

    def flatten(degrees: np.ndarray) -> np.ndarray:
        return np.column_stack([degrees[:, 0] * _KM_PER_DEG, np.sin(np.radians(degrees[:, 1])) * sphere.EARTH_KM])

    return float(shapely.transform(to_shapely(footprint), flatten).area)


def label_point(footprint: Footprint) -> Position:
    """A point well inside the largest part: where a label or pin belongs."""
    import shapely

    geometry = to_shapely(footprint)
    largest = max(shapely.get_parts(geometry), key=lambda part: part.area * cos(radians(part.centroid.y)))
    stretch = cos(radians(largest.centroid.y))
    square = shapely.transform(largest, lambda degrees: degrees * [stretch, 1])
    tolerance = max(square.bounds[2] - square.bounds[0], square.bounds[3] - square.bounds[1]) / 100
    inside = shapely.maximum_inscribed_circle(square, tolerance).coords[0]
    return Position(inside[1], sphere.normal(inside[0] / stretch))


def contains(footprint: Footprint, place: Position) -> bool:
    """Whether a position lies in it, its edge included."""
    import shapely

    return bool(to_shapely(footprint, place.lon).covers(shapely.Point(place.lon, place.lat)))


def distance_km(a: Position, b: Position) -> float:
    """The geodesic distance on WGS 84, by geopy."""
    from geopy.distance import geodesic

    return float(geodesic(a, b).kilometers)


def nearest_and_farthest_km(place: Position, footprint: Footprint) -> tuple[float, float]:
    """Geodesic distances from a position to the nearest and the farthest point of an area; nearest is 0 inside it."""
    nearest, farthest = _extremes(place, footprint)
    near = 0.0 if contains(footprint, place) else distance_km(place, nearest)
    return near, distance_km(place, farthest)


def nearest_point(place: Position, footprint: Footprint) -> Position:
    """The point of an area's edge that is nearest to a position."""
    return _extremes(place, footprint)[0]


def _extremes(place: Position, footprint: Footprint) -> tuple[Position, Position]:
    """The nearest and farthest points of the edges. Ranked on the sphere: great circles order as geodesics do, near enough."""

    def away(point: Position) -> float:
        return sphere.distance_km(*place, *point)

    edges = [edge for rings in footprint.polygons for ring in rings for edge in zip(ring, (*ring[1:], ring[0]), strict=True)]
    candidates = sorted(edges, key=lambda edge: min(away(edge[0]), away(edge[1])))[:64]
    candidates += [min(edges, key=lambda edge: _line_km(place, edge))]
    nearest = min((_closest(place, edge) for edge in candidates), key=away)
    farthest = max((ring_point for rings in footprint.polygons for ring_point in rings[0]), key=away)
    return nearest, farthest
