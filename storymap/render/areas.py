"""The areas of places for the page: as fine as each zoom can show, in the basemap's compact text.

An area comes in bands of zoom. Coordinates are whole numbers, `scale` of them to a degree: half a pixel of the band's
deepest zoom. Longitudes go on across the antimeridian, within 180° of the story's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

from storymap import sphere
from storymap.basemap.codec import Point, encode
from storymap.model import Footprint, Ring

BANDS = ((0, 3), (4, 5), (6, 7), (8, 9))  # first and last whole zoom of each
BEYOND = 1  # zooms that a reader may go deeper than the camera does before an area is too coarse to be shown
HEAVY = 4_500  # bytes that the outline of a setting may take: it is a tint behind the story, not its subject
Coarsen = Callable[[Footprint, float], Footprint]


def bands(footprint: Footprint, zoom: float, meridian: float, coarsen: Coarsen) -> list[dict[str, Any]]:
    """The area as JSON values, band by band to the place's deepest zoom; `coarsen(footprint, zoom)` thins it.

    A band in which nothing of it can be seen is left out.
    """
    shown = (band for band in BANDS if band[0] <= zoom + BEYOND)
    drawn = (_band(coarsen(footprint, band[1]), band, meridian) for band in shown)
    return [band for band in drawn if band["polygons"]]


def light_bands(footprint: Footprint, zoom: float, meridian: float, coarsen: Coarsen) -> list[dict[str, Any]]:
    """The same for a setting: a pixel off instead of half a one, and no band that makes it heavy."""
    chosen: list[dict[str, Any]] = []
    weight = 0
    for low, high in BANDS:
        if low > zoom:
            break
        drawn = _band(coarsen(footprint, high - 1), (low, high), meridian)
        weight += sum(map(len, drawn["polygons"]))
        if weight > HEAVY and chosen:
            break
        if drawn["polygons"]:
            chosen.append(drawn)
    return chosen


def _band(footprint: Footprint, zooms: tuple[int, int], meridian: float) -> dict[str, Any]:
    low, high = zooms
    scale = units_per_degree(high)
    return {"low": low, "high": high, "scale": scale, "polygons": list(_polygons(footprint, scale, meridian))}


def units_per_degree(zoom: int) -> int:
    """Two units a pixel of the Web Mercator map at `zoom`, whose world is 256 × 2^zoom pixels wide."""
    return ceil((512 << zoom) / 360)


def unrolled(ring: Ring, meridian: float) -> list[tuple[float, float]]:
    """The ring as (lat, lon) without jumps of longitude, its middle within 180° of the meridian."""
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
    """The ring on the grid, points that fall together left out. x counts east, y north."""
    points: list[Point] = []
    for lat, lon in unrolled(ring, meridian):
        point = (round(lon * scale), round(lat * scale))
        if not points or points[-1] != point:
            points.append(point)
    return points
