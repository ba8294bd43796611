"""Simplify and measure areas with shapely. Longitudes are shifted so that they do not jump at the antimeridian.

Distances that readers see are geodesic (geopy). Areas and tolerances in this module are only used for ranking and
drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians
from typing import TYPE_CHECKING, Any

from storymap import sphere
from storymap.model import BoundingBox, Footprint, Position, Ring
from storymap.rings import boxes, rings_of, unrolled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Degrees = np.ndarray[Any, np.dtype[np.float64]]

_STEP_DEG = 0.25  # edges longer than this get additional points before distances are measured
_HALF_PIXEL = 0.5
# An area that fills its bounding box might otherwise count as smaller than the box, because of rounding
_ROUNDING = 1 + 1e-9
_SEAM_DEG = 0.001  # before areas are merged, their coordinates are rounded to this, so that shared borders match


def to_shapely(footprint: Footprint, meridian: float | None = None) -> BaseGeometry:
    """Return the area as valid polygons in (lon, lat) degrees.

    The centre of each polygon is within 180° of `meridian`, so longitudes may be outside -180…180. The default meridian
    is the central meridian of the footprint.
    """

    middle = _meridian(footprint) if meridian is None else meridian
    return _valid(_polygons(footprint, middle))


def from_shapely(geometry: BaseGeometry) -> Footprint | None:
    """Return the polygons of a geometry in (lon, lat) degrees as a Footprint, or None if there are none."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return Footprint(tuple((_ring(p.exterior), *map(_ring, p.interiors)) for p in polygons)) if polygons else None


def coarsen(footprint: Footprint, zoom: float) -> Footprint:
    """Return the footprint simplified for a Web Mercator map at `zoom`.

    The result is accurate to half a pixel, and tiny parts are left out.

    Use the result only for drawing, because parts that nearly touch may touch or cross after the simplification. The
    largest part is always kept.
    """
    import shapely

    pixel_deg = 360 / (256 * 2**zoom)
    lat, parts = _unrolled_polygons(footprint)
    areas = shapely.area(parts)
    shown = (areas > pixel_deg**2) | (areas == areas.max())
    tolerance = _HALF_PIXEL * pixel_deg * cos(radians(min(80.0, abs(lat))))
    simple = shapely.simplify(parts[shown], tolerance, preserve_topology=False)
    return from_shapely(shapely.geometrycollections(simple)) or footprint


def merged(footprints: Sequence[Footprint], meridian: float) -> Footprint | None:
    """Return the union of areas, without the borders between them. Return None if there are no areas.

    The centre of each polygon is within 180° of `meridian`.
    """
    import shapely

    made = [to_shapely(one, meridian) for one in footprints]
    whole = shapely.union_all(shapely.make_valid(made), grid_size=_SEAM_DEG) if made else shapely.MultiPolygon()
    return from_shapely(shapely.geometrycollections([whole]))


def bounds(footprint: Footprint) -> BoundingBox:
    """Return the smallest bounding box of an area. The box crosses the antimeridian if it is smaller then."""
    return sphere.union(boxes(footprint))


def label_point(footprint: Footprint) -> Position:
    """Return a point for a label or marker: the centre of the largest circle inside the largest part."""
    import shapely

    parts = shapely.get_parts(to_shapely(footprint))
    largest = max(parts, key=lambda part: part.area * cos(radians(part.centroid.y)))
    stretch = max(0.01, cos(radians(largest.centroid.y)))
    square = shapely.transform(largest, lambda degrees: degrees * [stretch, 1])
    west, south, east, north = square.bounds
    lon, lat = shapely.maximum_inscribed_circle(square, max(east - west, north - south) / 100).coords[0]
    return Position(lat, sphere.normal(lon / stretch))


def point_in_box(footprint: Footprint | None, box: BoundingBox, share: float) -> Position | None:
    """Clip an area to a box, and return a position in the middle of the largest part that remains.

    Return None if the area is unknown, or if the area covers less than `share` (0–1) of the box.
    """
    import numpy as np
    import shapely

    if footprint is None:
        return None
    middle = sphere.centre(box).lon
    west = middle - sphere.width_deg(box) / 2
    frame = shapely.box(west, box.south, west + sphere.width_deg(box), box.north)
    meeting = _meeting(footprint, middle, frame.bounds)
    if not frame.area or _boxes_area(meeting, frame.bounds) < share * frame.area:
        return None
    clipped = shapely.clip_by_rect(np.array(meeting), *frame.bounds)  # this also works for invalid polygons
    pieces = shapely.get_parts(clipped)
    parts = shapely.get_parts(_valid(pieces[shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON]))
    if not len(parts) or shapely.area(parts).max() < share * frame.area:
        return None
    largest = parts[int(shapely.area(parts).argmax())]
    point = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return Position(point.y, sphere.normal(point.x))


def positions_in(footprint: Footprint | None, box: BoundingBox, cells: int = 3, share: float = 0.5) -> list[Position]:
    """Divide a box into `cells` × `cells` cells, and return a position in the area for each cell.

    Cells are left out if the area covers less than `share` (0–1) of the cell.
    """
    width, height = sphere.width_deg(box) / cells, (box.north - box.south) / cells
    found = []
    for i in range(cells * cells):
        west, south = box.west + i % cells * width, box.south + i // cells * height
        cell = BoundingBox(sphere.normal(west), south, sphere.normal(west + width), south + height)
        if at := point_in_box(footprint, cell, share):
            found.append(Position(round(at.lat, 2), round(at.lon, 2)))
    return found


def distance_km(a: Position, b: Position) -> float:
    """Return the geodesic distance (WGS 84) between two positions in km, computed by geopy."""
    from geopy.distance import geodesic

    return float(geodesic(a, b).kilometers)


def nearest_and_farthest_km(place: Position, footprint: Footprint) -> tuple[float, float]:
    """Return the geodesic distances in km to the nearest and farthest point of an area.

    The distance to the nearest point is 0 for a position inside the area.
    """
    nearest, farthest = nearest_and_farthest(place, footprint)
    return distance_km(place, nearest), distance_km(place, farthest)


def nearest_and_farthest(place: Position, footprint: Footprint) -> tuple[Position, Position]:
    """Return the nearest and the farthest point of an area, seen from `place`.

    If `place` is inside the area, the nearest point is `place` itself.

    The points are computed in the azimuthal equidistant projection around the position (Snyder, Map Projections, 1987,
    p. 195), which preserves distances and directions from its centre.
    """
    import numpy as np
    import shapely

    flat = to_shapely(footprint)
    edges = shapely.transform(shapely.segmentize(flat.boundary, _STEP_DEG), _azimuthal_projection(place))
    here = shapely.Point(0, 0)
    corners = shapely.get_coordinates(edges)
    farthest = corners[np.argmax(np.hypot(*corners.T))]
    if _covers(flat, place):
        return place, _inverse_projection(place, *farthest)
    return _inverse_projection(place, *shapely.shortest_line(here, edges).coords[1]), _inverse_projection(
        place, *farthest
    )


def _azimuthal_projection(place: Position) -> Callable[[Degrees], Degrees]:
    """Return a function for the azimuthal equidistant projection around a position.

    The function converts (lon, lat) in degrees to km east and north.
    """
    import numpy as np

    def project(degrees: Degrees) -> Degrees:
        lon, lat = np.radians(degrees[:, 0] - place.lon), np.radians(degrees[:, 1])
        south, cos_here = np.sin(radians(place.lat)), np.cos(radians(place.lat))
        east = np.cos(lat) * np.sin(lon)
        north = cos_here * np.sin(lat) - south * np.cos(lat) * np.cos(lon)
        angle = np.arctan2(np.hypot(east, north), south * np.sin(lat) + cos_here * np.cos(lat) * np.cos(lon))
        stretch = angle / np.maximum(np.hypot(east, north), 1e-12) * sphere.EARTH_KM
        flat: Degrees = np.stack([east * stretch, north * stretch], axis=1)
        return flat

    return project


def _inverse_projection(place: Position, east_km: float, north_km: float) -> Position:
    return sphere.along(place, degrees(atan2(east_km, north_km)), hypot(east_km, north_km))


def _covers(flat: BaseGeometry, place: Position) -> bool:
    import shapely

    return any(flat.covers(shapely.Point(place.lon + turn, place.lat)) for turn in (-360, 0, 360))


def _polygons(footprint: Footprint, meridian: float) -> NDArray[np.object_]:
    """Return the polygons of a footprint. The polygons may be invalid. See `to_shapely` for `meridian`.

    NumPy shifts all rings in one step, because a country may have thousands of rings.
    """
    import numpy as np
    import shapely

    flat, sizes, of_polygon = rings_of(footprint)
    if not len(sizes):
        return np.empty(0, object)
    starts = np.cumsum(sizes) - sizes
    west, east = (of.reduceat(flat[:, 0], starts) for of in (np.minimum, np.maximum))
    wide = np.flatnonzero(east - west >= 180)  # these rings cross the antimeridian or go around a pole
    if len(wide):
        parts = np.split(flat, starts[1:])
        for index in wide:
            parts[index] = np.array(unrolled([(lat, lon) for lon, lat in parts[index].tolist()]))
            west[index], east[index] = parts[index][:, 0].min(), parts[index][:, 0].max()
        flat, sizes = np.concatenate(parts), np.array([len(part) for part in parts])
    middles = (west + east) / 2
    outer = np.flatnonzero(np.diff(of_polygon, prepend=-1))  # indices of the first rings of the polygons
    turns = np.zeros(len(sizes))
    turns[outer] = np.round((middles[outer] - meridian) / 360)
    centres = (middles - 360 * turns)[outer][of_polygon]
    holes = np.setdiff1d(np.arange(len(sizes)), outer)
    turns[holes] = np.round((middles[holes] - centres[holes]) / 360)
    flat = flat - np.repeat(360 * turns, sizes)[:, None] * [1, 0]
    closed: NDArray[np.object_] = shapely.polygons(
        shapely.linearrings(flat, indices=np.repeat(np.arange(len(sizes)), sizes)), indices=of_polygon
    )
    return closed


def _valid(polygons: NDArray[np.object_]) -> BaseGeometry:
    import shapely

    whole = shapely.MultiPolygon(list(polygons))  # shapely 2.0 does not accept an array
    return whole if whole.is_valid else shapely.union_all(shapely.make_valid(polygons))


def _meeting(footprint: Footprint, meridian: float, edges: tuple[float, float, float, float]) -> list[BaseGeometry]:
    """Return those polygons whose bounding boxes overlap the box `edges` (west, south, east, north).

    See `to_shapely` for `meridian`.
    """
    import numpy as np
    import shapely

    _, parts = _unrolled_polygons(footprint)
    west, south, east, north = shapely.bounds(parts).T
    turns = 360 * np.round(((west + east) / 2 - meridian) / 360)
    meets = (west - turns <= edges[2]) & (east - turns >= edges[0]) & (south <= edges[3]) & (north >= edges[1])
    return [
        shapely.transform(part, lambda degrees, turn=turn: degrees - [turn, 0]) if turn else part
        for part, turn in zip(parts[meets], turns[meets], strict=True)
    ]


def _boxes_area(polygons: list[BaseGeometry], edges: tuple[float, float, float, float]) -> float:
    """Return the total area of the bounding boxes of polygons, inside the box `edges` (west, south, east, north).

    The total is an upper limit for the area of the polygons themselves. That area would be slow to compute, because the
    polygons must be made valid and clipped.
    """
    import numpy as np
    import shapely

    if not polygons:
        return 0.0
    west, south, east, north = shapely.bounds(polygons).T
    widths = np.minimum(east, edges[2]) - np.maximum(west, edges[0])
    heights = np.minimum(north, edges[3]) - np.maximum(south, edges[1])
    return float((np.maximum(widths, 0) * np.maximum(heights, 0)).sum()) * _ROUNDING


@lru_cache(maxsize=128)  # many zooms and views use the same areas
def _unrolled_polygons(footprint: Footprint) -> tuple[float, Any]:
    """Return the latitude of the centre of a footprint, and its polygons as an array.

    The longitudes of the polygons do not jump at the antimeridian. The polygons may be invalid.
    """
    middle = sphere.centre(bounds(footprint))
    return middle.lat, _polygons(footprint, middle.lon)


def _ring(line: BaseGeometry) -> Ring:
    import numpy as np
    import shapely

    lon, lat = shapely.get_coordinates(line)[:-1].T
    lon = np.where((lon >= -180) & (lon < 180), lon, (lon + 180) % 360 - 180)
    return tuple(map(Position, lat.tolist(), lon.tolist()))


def _meridian(footprint: Footprint) -> float:
    return sphere.centre(bounds(footprint)).lon
