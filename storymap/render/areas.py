"""Areas of places for the page. An area is simplified for each band of zoom levels and encoded as in the basemap.

Coordinates are integers in units of 1 / `scale` degrees. One unit is half a pixel at the highest zoom of the band. Longitudes
are continuous across the antimeridian and within 180° of the story's meridian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any

from storymap import sphere
from storymap.basemap.codec import Point, encode
from storymap.model import Footprint, Position, Ring

# Zoom bands of an outline. The numbers are the lowest and the highest whole zoom of each band.
BANDS = ((0, 3), (4, 5), (6, 7), (8, 9))
BEYOND = 1  # areas are detailed enough for a zoom that is this many levels above the zoom of the camera
# Maximum size of the area of a place. Alaska needs 10 kB up to zoom 5, and 24 kB more up to zoom 9.
MAX_AREA_BYTES = 14_000
MAX_SETTING_BYTES = 4_500  # maximum size of the outline of a setting (a country around the places of the story)
Coarsen = Callable[[Footprint, float], Footprint]


def bands(footprint: Footprint, zoom: float, meridian: float, coarsen: Coarsen) -> list[dict[str, Any]]:
    """Return the area as a list of JSON values, one for each band of zoom levels up to `zoom`.

    `coarsen(footprint, zoom)` simplifies an area.

    A band is left out if the area is too small to be visible at the zooms of the band. The more detailed bands are left
    out if all bands together would exceed `MAX_AREA_BYTES`.
    """
    chosen: list[dict[str, Any]] = []
    size = 0
    for low, high in BANDS:
        if low > zoom + BEYOND:
            break
        drawn = _band(coarsen(footprint, high), (low, high), meridian)
        size += sum(map(len, drawn["polygons"]))
        if size > MAX_AREA_BYTES and chosen:
            break
        if drawn["polygons"]:
            chosen.append(drawn)
    return chosen


def light_bands(footprint: Footprint, zoom: float, meridian: float, coarsen: Coarsen) -> list[dict[str, Any]]:
    """Return simplified bands for a setting (a country in the background of the story).

    The bands are accurate to one pixel, whereas the result of `bands` is accurate to half a pixel. The more detailed
    bands are left out if all bands together would exceed `MAX_SETTING_BYTES`.
    """
    chosen: list[dict[str, Any]] = []
    size = 0
    for low, high in BANDS:
        if low > zoom:
            break
        drawn = _band(coarsen(footprint, high - 1), (low, high), meridian)
        size += sum(map(len, drawn["polygons"]))
        if size > MAX_SETTING_BYTES and chosen:
            break
        if drawn["polygons"]:
            chosen.append(drawn)
    return chosen


def _band(footprint: Footprint, zooms: tuple[int, int], meridian: float) -> dict[str, Any]:
    low, high = zooms
    scale = units_per_degree(high)
    return {"low": low, "high": high, "scale": scale, "polygons": list(_polygons(footprint, scale, meridian))}


def course_band(line: Sequence[Position], meridian: float) -> dict[str, Any]:
    """Return the line of a river as a band. The river has no other band."""
    low, high = BANDS[0][0], BANDS[-1][1]
    scale = units_per_degree(high - 1)
    return {"low": low, "high": high, "scale": scale, "polygons": [encode([_grid(tuple(line), scale, meridian)])]}


def units_per_degree(zoom: int) -> int:
    """Return the `scale` at a zoom: two units per pixel of the Web Mercator map, which is 256 × 2^zoom pixels wide."""
    return ceil((512 << zoom) / 360)


def unrolled(ring: Ring, meridian: float) -> list[tuple[float, float]]:
    """Return the ring as (lat, lon) with continuous longitudes.

    The middle of the ring is within 180° of the meridian.
    """
    lons = [ring[0].lon]
    for place in ring[1:]:
        lons.append(sphere.unwrap(place.lon, lons[-1]))
    middle = (min(lons) + max(lons)) / 2
    shift = sphere.unwrap(middle, meridian) - middle
    return [(place.lat, lon + shift) for place, lon in zip(ring, lons, strict=True)]


def _polygons(footprint: Footprint, scale: int, meridian: float) -> Iterator[str]:
    for polygon in footprint.polygons:
        rings = [_grid(ring, scale, meridian) for ring in polygon]
        if rings and len(rings[0]) > 2:
            yield encode(ring for ring in rings if len(ring) > 2)


def _grid(ring: Ring, scale: int, meridian: float) -> list[Point]:
    """Return the ring in integer units without repeated points. x increases to the east and y to the north."""
    points: list[Point] = []
    for lat, lon in unrolled(ring, meridian):
        point = (round(lon * scale), round(lat * scale))
        if not points or points[-1] != point:
            points.append(point)
    return points
