"""Spherical geometry: distances, and bounding boxes that may cross the antimeridian.

The module is used for ranking and for cameras.

Distances that readers see are geodesic (see `storymap.shapes`). The distances of this module differ from geodesic
distances by at most 0.6 %.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import asin, atan2, cos, degrees, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple

from storymap.model import BoundingBox, Position

EARTH_KM = 6371.0088  # mean radius, IUGG
MERCATOR_MAX_LAT = 85.0511287798066  # latitude of the upper edge of the Web Mercator square


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance (km) between two positions (degrees), computed by the haversine formula."""
    a, b = radians(lat), radians(other_lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def unit_vector(position: Position) -> tuple[float, float, float]:
    """Return a position as a vector (x, y, z) of length 1 from the centre of the globe.

    The scalar product of two such vectors is the cosine of the angle between them.
    """
    lat, lon = radians(position.lat), radians(position.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def bearing_deg(start: Position, end: Position) -> float:
    """Return the initial bearing from start to end in degrees (0–360; 90 is east)."""
    a, b, d = radians(start.lat), radians(end.lat), radians(end.lon - start.lon)
    return degrees(atan2(sin(d) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(d))) % 360


def along(start: Position, bearing: float, km: float) -> Position:
    """Return the position that is `km` away from `start`. `bearing` is the initial bearing in degrees."""
    a, t, d = radians(start.lat), radians(bearing), km / EARTH_KM
    lat = asin(sin(a) * cos(d) + cos(a) * sin(d) * cos(t))
    lon = radians(start.lon) + atan2(sin(t) * sin(d) * cos(a), cos(d) - sin(a) * sin(lat))
    return Position(degrees(lat), normal(degrees(lon)))


def great_circle(start: Position, end: Position, steps: int = 32) -> tuple[Position, ...]:
    """Return `steps` + 1 positions on the great circle.

    Longitudes do not jump at the antimeridian, so they may be outside -180…180.
    """
    whole, bearing = distance_km(*start, *end), bearing_deg(start, end)
    line = [start]
    for i in range(1, steps):
        point = along(start, bearing, whole * i / steps)
        line.append(Position(point.lat, unwrap(point.lon, line[-1].lon)))
    line.append(Position(end.lat, unwrap(end.lon, line[-1].lon)))
    return tuple(line)


def course(start: Position, end: Position) -> tuple[Position, ...]:
    """Return a great circle with a point about every 60 km, but at most 65 points, so that it looks smooth on a map."""
    return great_circle(start, end, max(1, min(64, round(distance_km(*start, *end) / 60))))


def normal(lon: float) -> float:
    """Return the same longitude in the range -180 <= lon < 180."""
    return lon if -180 <= lon < 180 else (lon + 180) % 360 - 180


def unwrap(lon: float, near: float) -> float:
    """Return a longitude that is shifted by multiples of 360° so that it is within 180° of `near`.

    The result may be outside -180…180.
    """
    return near + normal(lon - near)


def central_meridian(lons: Iterable[float]) -> float:
    """Return the centre of the shortest arc that contains all longitudes. Return 0 if there are no longitudes."""
    ring = sorted({normal(lon) for lon in lons})
    if not ring:
        return 0.0
    gaps = [(b - a, a) for a, b in zip(ring, [*ring[1:], ring[0] + 360], strict=True)]
    gap, west_of_gap = max(gaps)
    return normal(west_of_gap + gap + (360 - gap) / 2)


def width_deg(box: BoundingBox) -> float:
    """Return the width of a box in degrees of longitude, 0–360."""
    return box.east - box.west if box.east >= box.west else box.east - box.west + 360


def centre(box: BoundingBox) -> Position:
    """Return the centre of a box in degrees."""
    return Position((box.south + box.north) / 2, normal(box.west + width_deg(box) / 2))


def contains(box: BoundingBox, lat: float, lon: float) -> bool:
    """Return whether a box contains a position. The edges belong to the box."""
    if not box.south <= lat <= box.north:
        return False
    return box.west <= lon <= box.east if box.west <= box.east else lon >= box.west or lon <= box.east


def overlaps(box: BoundingBox, other: BoundingBox) -> bool:
    """Return whether two boxes have a point in common."""
    if box.north < other.south or other.north < box.south:
        return False
    apart = (other.west - box.west) % 360
    return apart <= width_deg(box) or (360 - apart) <= width_deg(other)


def bounding_box(points: Sequence[Position], meridian: float | None = None) -> BoundingBox:
    """Return the smallest box around the points.

    If `meridian` (degrees) is given, return the smallest box that does not cross the opposite meridian. Raise
    ValueError if there are no points.
    """
    if not points:
        raise ValueError("a box needs at least one point")
    middle = central_meridian(p.lon for p in points) if meridian is None else meridian
    lons = [unwrap(p.lon, middle) for p in points]
    lats = [p.lat for p in points]
    if max(lons) - min(lons) >= 360:
        return BoundingBox(-180, min(lats), 180, max(lats))
    return BoundingBox(normal(min(lons)), min(lats), _east(max(lons)), max(lats))


class Gap(NamedTuple):
    """A range of longitudes, with its width in degrees. The longitudes may be above 180°."""

    width: float
    west: float
    east: float


def union(boxes: Sequence[BoundingBox]) -> BoundingBox:
    """Return the smallest box around all boxes. The box crosses the antimeridian if it is smaller then.

    Raise ValueError if there are no boxes.
    """
    if not boxes:
        raise ValueError("a union needs at least one box")
    south, north = min(b.south for b in boxes), max(b.north for b in boxes)
    widest = max(gaps_between(boxes), default=None)
    return BoundingBox(-180, south, 180, north) if widest is None else outside(widest, south, north)


def gaps_between(boxes: Sequence[BoundingBox]) -> list[Gap]:
    """Return the ranges of longitudes that no box covers."""
    arcs = sorted((normal(b.west), width_deg(b)) for b in boxes)
    merged: list[list[float]] = []
    for west, width in [*arcs, *((w + 360, d) for w, d in arcs)]:
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], west + width)
        else:
            merged.append([west, west + width])
    # Only the gaps of the second turn are used, because arcs of the first turn may reach into them.
    gaps = [Gap(b[0] - a[1], a[1], b[0]) for a, b in itertools.pairwise(merged) if b[0] >= arcs[0][0] + 360]
    return [gap for gap in gaps if gap.width > 0]


def outside(gap: Gap, south: float, north: float) -> BoundingBox:
    """Return the box between two latitudes that covers all longitudes except those of a gap."""
    return BoundingBox(normal(gap.east), south, _east(gap.west), north)


def around(lat: float, lon: float, radius_km: float) -> BoundingBox:
    """Return the box around a circle. If the circle contains a pole, the box contains all longitudes."""
    reach = degrees(radius_km / EARTH_KM)
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return BoundingBox(-180, max(-90.0, south), 180, min(90.0, north))
    spread = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(lat)))))
    return BoundingBox(normal(lon - spread), south, _east(lon + spread), north)


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Return (x, y) on the Web Mercator unit square (EPSG:3857, scaled to a width of 1).

    The coordinate x goes from 0 at -180° to 1 at 180°; y goes from 0 at 85.05° N to 1 at 85.05° S.
    """
    lat = max(-MERCATOR_MAX_LAT, min(MERCATOR_MAX_LAT, lat))
    return (lon + 180) / 360, (1 - log(tan(pi / 4 + radians(lat) / 2)) / pi) / 2


def _east(lon: float) -> float:
    """Return the longitude of an eastern edge in the range -180 < lon <= 180."""
    lon = normal(lon)
    return 180.0 if lon == -180 else lon
