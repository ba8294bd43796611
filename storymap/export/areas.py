"""Areas for export, as in RFC 7946 §3.1: points are (lon, lat), rings are closed, outer rings are counter-clockwise.

An area that crosses the antimeridian is cut there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from storymap import shapes, sphere
from storymap.model import BoundingBox, Footprint, Place

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

GRID_DEG = 1e-5  # about 1 m, smaller than the details of any outline
Coordinates = list[list[list[list[float]]]]  # coordinates of a MultiPolygon: polygons -> rings -> (lon, lat)


@lru_cache(maxsize=128)
def cut(footprint: Footprint) -> MultiPolygon:
    """Return the footprint as valid polygons within -180…180, rounded to a grid of about 1 m. The result may be empty."""
    import shapely
    from shapely.geometry.polygon import orient

    flat = _polygons(shapely.set_precision(_polygons(shapes.to_shapely(footprint)), GRID_DEG))
    parts: list[Polygon] = []
    for turn in (-360, 0, 360):
        inside = flat.intersection(shapely.box(turn - 180, -90, turn + 180, 90), grid_size=GRID_DEG)
        back = shapely.transform(inside, lambda lonlat, turn=turn: lonlat - (turn, 0))
        parts += _polygons(back).geoms
    return shapely.MultiPolygon([orient(part) for part in parts])


def _polygons(geometry: BaseGeometry) -> MultiPolygon:
    """Return only the polygons of a geometry, because a repaired geometry may also contain lines and points."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and not part.is_empty])


def coordinates(footprint: Footprint, fineness: float = 0) -> Coordinates:
    """Return the polygons of `cut` as coordinates.

    If `fineness` is not 0, the polygons are simplified. The tolerance is `fineness` times the longest side of all
    bounding boxes of the polygons.
    """
    polygons = cut(footprint)
    if fineness and not polygons.is_empty:
        sides = (max(east - west, north - south) for west, south, east, north in (p.bounds for p in polygons.geoms))
        polygons = _polygons(polygons.simplify(fineness * max(sides)))
    return [
        [[[_whole(lon), _whole(lat)] for lon, lat in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in polygons.geoms
    ]


def box_of(place: Place, footprint: Footprint | None) -> BoundingBox | None:
    """Return the bounding box of a place, or None for a point. If the box crosses the antimeridian, west is greater than east."""
    if footprint is not None:
        return shapes.bounds(footprint)
    return place.bbox or (sphere.around(*place.position, place.radius_km) if place.approximate else None)


def _whole(degrees: float) -> float:
    return round(degrees, 5) + 0.0
