"""Read and check the `area` of a place, which is GeoJSON polygons."""

from __future__ import annotations

from typing import Any

from storymap.model import Footprint, Position, Ring, position
from storymap.overrides.scalars import to_number
from storymap.sphere import unwrap

MIN_RING = 4  # minimum number of positions in a GeoJSON ring; the last position repeats the first
MAX_POSITIONS = 20_000  # maximum number of positions in an area


def parse_area(value: Any) -> Footprint:
    """Return the Footprint of a GeoJSON Polygon or MultiPolygon.

    Raise TypeError or ValueError if the geometry is invalid.
    """
    if not isinstance(value, dict) or value.get("type") not in ("Polygon", "MultiPolygon"):
        raise TypeError("`type: Polygon` or `type: MultiPolygon` is missing")
    coordinates = value.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        raise TypeError("`coordinates` is missing")
    polygons = [coordinates] if value["type"] == "Polygon" else coordinates
    footprint = Footprint(tuple(tuple(map(_ring, polygon)) for polygon in polygons))
    if sum(len(ring) for polygon in footprint.polygons for ring in polygon) > MAX_POSITIONS:
        raise ValueError(f"the area has more than {MAX_POSITIONS:,} positions; simplify it first")
    _check_validity(footprint)
    return footprint


def _ring(positions: Any) -> tuple[Position, ...]:
    """Return the positions of a closed GeoJSON ring of [lon, lat].

    The last position is left out, because it repeats the first.
    """
    if not isinstance(positions, list) or len(positions) < MIN_RING:
        raise ValueError(f"a ring needs at least {MIN_RING} positions")
    ring = []
    for pair in positions:
        if not isinstance(pair, list) or len(pair) < 2:
            raise ValueError("a position must be [lon, lat]")
        ring.append(position(to_number(pair[1]), to_number(pair[0])))
    if ring[0] != ring[-1]:
        raise ValueError("the last position of a ring must repeat the first")
    return tuple(ring[:-1])


def _check_validity(footprint: Footprint) -> None:
    """Raise ValueError if the rings of a polygon cross themselves or each other."""
    import shapely

    for outer, *holes in footprint.polygons:
        polygon = shapely.Polygon(_planar(outer), [_planar(hole) for hole in holes])
        if not polygon.is_valid:
            raise ValueError(shapely.is_valid_reason(polygon))


def _planar(ring: Ring) -> list[tuple[float, float]]:
    """Return the ring as (lon, lat) pairs. Longitudes do not jump at the antimeridian."""
    return [(unwrap(lon, ring[0].lon), lat) for lat, lon in ring]
