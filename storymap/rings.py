"""Coordinates and bounding boxes of the rings of an area. Longitudes are shifted where they jump at the antimeridian."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from storymap import sphere
from storymap.model import BoundingBox, Footprint, Position
from storymap.stored_area import StoredArea

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Degrees = np.ndarray[Any, np.dtype[np.float64]]

LatLon = tuple[float, float]


def rings_of(footprint: Footprint) -> tuple[Degrees, NDArray[np.int64], NDArray[np.int64]]:
    """Return the (lon, lat) of all positions, the number of positions of each ring, and the polygon of each ring.

    Rings with fewer than three positions are left out, and polygons whose outer ring has fewer.
    """
    import numpy as np

    if isinstance(footprint, StoredArea):
        sizes = np.diff(footprint.ring_ends, prepend=0)
        if sizes.min(initial=3) > 2:
            of_polygon = np.repeat(np.arange(len(footprint.ring_of_polygon) - 1), np.diff(footprint.ring_of_polygon))
            return footprint.degrees, sizes, of_polygon
    shapes = [[ring for ring in rings if len(ring) > 2] for rings in footprint.polygons if len(rings[0]) > 2]
    rings = list(chain.from_iterable(shapes))
    of_polygon = np.repeat(np.arange(len(shapes)), [len(shape) for shape in shapes])
    sizes = np.array([len(ring) for ring in rings], np.int64)
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), np.float64, 2 * int(sizes.sum()))
    return flat.reshape(-1, 2)[:, ::-1], sizes, of_polygon


def boxes(footprint: Footprint) -> list[BoundingBox]:
    """Return the bounding box of each polygon."""
    if not isinstance(footprint, StoredArea):
        return [_box(rings[0]) for rings in footprint.polygons]
    import numpy as np

    starts = np.array([0, *footprint.ring_ends])[np.array(footprint.ring_of_polygon)]
    ends = np.array(footprint.ring_ends)[np.array(footprint.ring_of_polygon[:-1])]
    between = np.stack([starts[:-1], ends], axis=1).ravel()  # outer rings alternate with holes
    degrees = np.vstack([footprint.degrees, footprint.degrees[-1:]])  # reduceat needs a position after the last ring
    west_south, east_north = (of.reduceat(degrees, between)[::2].tolist() for of in (np.minimum, np.maximum))
    return [
        _box([(lat, lon) for lon, lat in footprint.degrees[start:end].tolist()])
        if east - west >= 180
        else _box([(south, west), (north, east)])
        for start, end, (west, south), (east, north) in zip(
            starts.tolist(), ends.tolist(), west_south, east_north, strict=False
        )
    ]


def _box(ring: Sequence[LatLon]) -> BoundingBox:
    """Return the bounding box of a ring of (lat, lon)."""
    lats, lons = zip(*ring, strict=True)
    west, east = min(lons), max(lons)
    if east - west >= 180:
        lons, lats = zip(*unrolled(ring), strict=True)
        west, east = min(lons), max(lons)
    south, north = min(lats), max(lats)
    if east - west > 359.99:
        return BoundingBox(-180, south, 180, north)
    return sphere.bounding_box([Position(south, west), Position(north, east)], (west + east) / 2)


def unrolled(ring: Sequence[LatLon]) -> list[tuple[float, float]]:
    """Return a closed ring of (lon, lat) whose longitudes do not jump at the antimeridian.

    A ring around a pole is extended to the pole.
    """
    flat = [(lon, lat) for lat, lon in ring]
    flat.append(flat[0])
    lons = [lon for lon, _ in flat]
    if max(lons) - min(lons) < 180:
        return flat
    for i in range(1, len(lons)):
        lons[i] = sphere.unwrap(lons[i], lons[i - 1])
    flat = [(lon, lat) for lon, (_, lat) in zip(lons, flat, strict=True)]
    if abs(lons[-1] - lons[0]) > 180:
        pole = -90.0 if sum(lat for lat, _ in ring) < 0 else 90.0
        flat += [(lons[-1], pole), (lons[0], pole), flat[0]]
    return flat
