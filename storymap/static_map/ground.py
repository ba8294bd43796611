"""The basemap layers of the static map: land, lakes, islets, borders, disputed lines and graticule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.model import BoundingBox, Camera, Position
from storymap.ports import Basemap
from storymap.static_map import paths
from storymap.static_map.svg import area, element
from storymap.static_map.tiles import Tile, tiles_in
from storymap.static_map.view import View
from storymap.static_map.window import cut

_ALL = 10**9  # a budget in bytes that is large enough for all tiles of a view
# If the tolerance is one pixel, polygons of land and of lakes that are smaller than this are left out. For another
# tolerance, these limits are multiplied by it.
_SPECK_PX2, _LAKE_PX2 = 2.4, 24.0
_BYTES = 5.0  # average number of bytes per point of a path
_BEYOND_PX = 4  # layers are drawn this far outside the window, so that the edge of the window is not drawn as a line


@dataclass(frozen=True, slots=True)
class Ground:
    """The basemap layers of a view. Their coordinates are in pixels."""

    land: BaseGeometry
    lakes: BaseGeometry
    borders: BaseGeometry
    disputed: BaseGeometry
    islets: tuple[tuple[float, float], ...]

    def simplified(self, tolerance_px: float) -> Ground:
        """Return the layers with fewer points, and without parts that are too small to be seen."""
        return Ground(
            land=_simple(_shown(self.land, _SPECK_PX2 * tolerance_px), tolerance_px),
            lakes=_simple(_shown(self.lakes, _LAKE_PX2 * tolerance_px), tolerance_px),
            borders=_simple(self.borders, tolerance_px),
            disputed=_simple(self.disputed, tolerance_px),
            islets=self.islets,
        )

    def size(self) -> int:
        """Return the estimated size of the SVG in bytes."""
        layers = [self.land, self.lakes, self.borders, self.disputed]
        return int(_BYTES * shapely.get_num_coordinates(layers).sum())

    def svg(self, view: View) -> str:
        """Return the layers as SVG paths."""
        layers = [
            ("sm-land", paths.areas(self.land)),
            ("sm-islets", paths.dots(self.islets)),
            ("sm-lakes", paths.areas(self.lakes)),
            ("sm-borders", paths.lines(self.borders)),
            ("sm-disputed-lines", paths.lines(self.disputed)),
        ]
        drawn = [area(name, path) for name, path in layers if path]
        return "".join([graticule(view), *drawn])


@lru_cache(32)
def ground(basemap: Basemap, view: View) -> Ground:
    """Return the basemap layers of a view."""
    document: Mapping[str, Any] = basemap.tiles(_cameras(view), [], _ALL)
    tiles = list(tiles_in(document, view))
    window = shapely.box(-_BEYOND_PX, -_BEYOND_PX, view.width + _BEYOND_PX, view.height + _BEYOND_PX)
    return Ground(
        land=_areas(tiles, "l", window),
        lakes=_areas(tiles, "w", window),
        borders=_lines(tiles, "b", window),
        disputed=_lines(tiles, "d", window),
        islets=tuple(sorted(point for tile in tiles for point in _own_points(tile, "i"))),
    )


def _cameras(view: View) -> list[Camera]:
    """Return five cameras whose tiles together cover the view at its scale: one at each corner and one at the centre.

    The tiles of a single camera cover more than half of the view, but not all of it.
    """
    west, south, east, north = view.box
    corners = [(west, south), (west, north), (east, south), (east, north), (view.centre.lon, view.centre.lat)]
    return [Camera(BoundingBox(lon, lat, lon, lat), view.zoom) for lon, lat in corners]


def graticule(view: View) -> str:
    """Return a path with meridians and parallels. The interval between the lines is a round number of degrees."""
    span = view.width / view.world * 360
    step = next(step for step in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30) if span / step <= 9 or step == 30)
    box, marks = view.box, []
    west = view.west * 360 - 180
    for i in range(ceil(west / step), floor((west + span) / step) + 1):
        x = (i * step - west) / span * view.width
        marks.append(f"M{round(x * paths.UNITS)} 0v{view.height * paths.UNITS}")
    for i in range(ceil(box.south / step), floor(box.north / step) + 1):
        _, y = view.pixel(Position(i * step, box.west))
        marks.append(f"M0 {round(y * paths.UNITS)}h{view.width * paths.UNITS}")
    return element("path", {"class": "sm-graticule", "d": "".join(marks)})


def _own_points(tile: Tile, layer: str) -> list[tuple[float, float]]:
    west, north, east, south = tile.frame
    return [(x, y) for part in tile.parts(layer) for x, y in part if west <= x < east and north <= y < south]


def _areas(tiles: list[Tile], layer: str, window: BaseGeometry) -> BaseGeometry:
    """Return the union of the polygons of a layer. Because tiles overlap, the union has no seams between tiles."""
    polygons = [polygon for tile in tiles for polygon in _polygons(tile.parts(layer))]
    near = cut(polygons, *window.bounds)
    return shapely.union_all(near) if len(tiles) > 1 else _together(near)


def _polygons(parts: list[list[tuple[float, float]]]) -> list[BaseGeometry]:
    """Return polygons made from rings. Each outer ring is counter-clockwise.

    The clockwise rings after an outer ring are its holes.
    """
    found: list[tuple[Any, list[Any]]] = []
    for part in parts:
        ring = shapely.LinearRing(part)
        if ring.is_ccw or not found:
            found.append((ring, []))
        else:
            found[-1][1].append(ring)
    return [shapely.Polygon(outer, holes) for outer, holes in found]


def _lines(tiles: list[Tile], layer: str, window: BaseGeometry) -> BaseGeometry:
    """Return the lines of a layer, clipped to their tiles and then merged."""
    own = [shapely.clip_by_rect(shapely.LineString(part), *tile.frame) for tile in tiles for part in tile.parts(layer)]
    found = [part for part in shapely.get_parts(own) if part.geom_type == "LineString" and not part.is_empty]
    merged = shapely.line_merge(shapely.MultiLineString(found)) if found else shapely.MultiLineString()
    return shapely.clip_by_rect(merged, *window.bounds)


def _together(areas: Iterable[BaseGeometry]) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(list(areas)))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _simple(geometry: BaseGeometry, tolerance_px: float) -> BaseGeometry:
    """Return a simplified geometry. The simplified geometry may be invalid, which is not visible at this scale."""
    return geometry.simplify(tolerance_px, preserve_topology=False)


def _shown(areas: BaseGeometry, least_px2: float) -> BaseGeometry:
    """Return the polygons and holes whose area is at least `least_px2` square pixels."""
    parts = [part for part in shapely.get_parts(areas) if part.geom_type == "Polygon" and part.area >= least_px2]
    return shapely.MultiPolygon(
        [
            (part.exterior.coords, [hole.coords for hole in part.interiors if shapely.Polygon(hole).area >= least_px2])
            for part in parts
        ]
    )
