"""Find islands and groups of islands in the land of the world, which is stored as polygons in degrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge.planet.sources import only_polygons, polygons, seamless, world_atlas
from storymap.forge.topojson import Topology, unrolled
from storymap.model import BoundingBox

TURNS = (-360.0, 0.0, 360.0)
_NEAR_DEG = 0.08  # the position of an island may be this far from the coast, because coasts are simplified
# Islands may extend beyond their box by this share of its size, or by _MARGIN_DEG if that is more.
_MARGIN = 0.25
_MARGIN_DEG = 0.05


class Coasts(Protocol):
    """The land from which areas are computed: a `Land` or an `embedded.EmbeddedLand`, the land of a compiled basemap."""

    def island(self, lat: float, lon: float, box: BoundingBox | None) -> BaseGeometry | None: ...

    def islands(self, box: BoundingBox, countries: Iterable[str]) -> BaseGeometry | None: ...

    def inside(self, outline: BaseGeometry) -> BaseGeometry | None: ...


class Land:
    """Pieces of land, and the countries that own them.

    A piece is a polygon of (lon, lat) in degrees. The middle of the polygon is within -180…180°.
    """

    def __init__(self, pieces: Sequence[BaseGeometry], owners: Sequence[tuple[str, BaseGeometry]]) -> None:
        """`owners` contains pairs of a country code and an area that the country owns.

        Several pairs may have the same code or area.
        """
        self.pieces = np.array(pieces, dtype=object)
        self._tree = shapely.STRtree(self.pieces)
        self._codes = [code for code, _ in owners]
        self._owners = shapely.STRtree([area for _, area in owners])

    def island(self, lat: float, lon: float, box: BoundingBox | None) -> BaseGeometry | None:
        """Return the largest piece of land at or near the position of an island, or None.

        Pieces of land that do not fit into `box`, the box of the island, are ignored.
        """
        points = shapely.points([lon + turn for turn in TURNS], lat)
        _, found = self._tree.query_nearest(points, max_distance=_NEAR_DEG)
        fitting = [self.pieces[i] for i in dict.fromkeys(found.tolist()) if _fits(self.pieces[i], lat, lon, box)]
        return max(fitting, key=lambda piece: piece.area, default=None)

    def islands(self, box: BoundingBox, countries: Iterable[str]) -> BaseGeometry | None:
        """Return the union of the pieces that are inside a box and belong to one of the countries, or None.

        The box is extended by a margin. If `countries` is empty, the pieces may belong to any country.
        """
        wanted = frozenset(countries)
        found = np.unique(self._tree.query(_frames(box), predicate="contains")[1])
        return _union([self.pieces[i] for i in found if not wanted or self._owners_of(self.pieces[i]) & wanted])

    def inside(self, outline: BaseGeometry) -> BaseGeometry | None:
        """Return the land within an outline, or None if the outline contains no land."""
        turned = turns_of(outline)
        near = np.unique(self._tree.query(turned, predicate="intersects")[1])
        return _union(
            [part for area in turned for part in only_polygons(shapely.intersection(self.pieces[near], area))]
        )

    def _owners_of(self, piece: BaseGeometry) -> set[str]:
        """Return the codes of the countries to which a piece of land belongs.

        If the piece is outside the areas of all countries, return the nearest country, because these areas lack some
        islands.
        """
        return {self._codes[i] for i in self._owners.query_nearest(shapely.point_on_surface(piece))}


def load(owners: Sequence[tuple[str, BaseGeometry]]) -> Land:
    """Return the land of the world at a scale of 1:10m. `owners` contains pairs of a country code and an area."""
    return Land(joined(polygons(Topology(world_atlas() / "land-10m.json").features("land"))), owners)


def joined(parts: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return polygons without the cut at ±180°. Polygons that touch at the cut are joined and extend beyond ±180°."""
    if all(abs(lon) < 179.99 for part in parts for lon in (part.bounds[0], part.bounds[2])):
        return list(parts)
    square = np.array([shapely.transform(part, _to_square) for part in parts], dtype=object)
    whole = [shapely.transform(part, _to_degrees) for part in seamless(square)]
    home = [part for part in whole if -180 <= (part.bounds[0] + part.bounds[2]) / 2 < 180]
    belt = shapely.box(-180, -90, 180, 90)
    return [only_polygons([part & belt])[0] if part.bounds[2] - part.bounds[0] > 360 else part for part in home]


def outline(points: Sequence[Sequence[float]]) -> BaseGeometry:
    """Return a ring from the facts, [[lat, lon], …], as a polygon of (lon, lat) in degrees."""
    ring = unrolled([(lon, lat) for lat, lon in (*points, points[0])])
    return shapely.make_valid(shapely.Polygon(ring))


def turns_of(area: BaseGeometry) -> list[BaseGeometry]:
    """Return an area, and copies of it 360° to the west and 360° to the east. Coordinates are (lon, lat)."""
    return [shapely.transform(area, lambda lonlat, turn=turn: np.add(lonlat, (turn, 0))) for turn in TURNS]


def _fits(piece: BaseGeometry, lat: float, lon: float, box: BoundingBox | None) -> bool:
    """Return whether a piece of land can be the island with a position and a box.

    The piece must be inside the box. A piece that covers the position and whose bounding box is smaller than `box` is
    also accepted, because two islands may be joined in the source.
    """
    frames = _frames(box or BoundingBox(lon, lat, lon, lat))
    if any(frame.contains(piece) for frame in frames):
        return True
    here = any(piece.covers(shapely.Point(lon + turn, lat)) for turn in TURNS)
    return here and bool(piece.envelope.area < frames[0].area)


def _frames(box: BoundingBox) -> list[BaseGeometry]:
    """Return the box with a margin around it, and copies of this rectangle 360° to the west and 360° to the east."""
    east = box.east if box.east >= box.west else box.east + 360
    across, down = (max(_MARGIN_DEG, _MARGIN * size) for size in (east - box.west, box.north - box.south))
    return turns_of(shapely.box(box.west - across, box.south - down, east + across, box.north + down))


def _union(parts: Sequence[BaseGeometry]) -> BaseGeometry | None:
    return shapely.union_all(parts) if parts else None


def _to_square(degrees: np.ndarray) -> np.ndarray:
    return degrees / 360 + [0.5, 0.25]


def _to_degrees(square: np.ndarray) -> np.ndarray:
    return (square - [0.5, 0.25]) * 360
