"""Draw the streets of the static map, from the tiles of an archive (see `storymap.basemap.streets`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.streets.levels import street_level
from storymap.basemap.streets.schema import AREAS, Drawn
from storymap.basemap.views import TileAddress
from storymap.static_map import paths
from storymap.static_map.svg import area, element
from storymap.static_map.tiles import Tile
from storymap.static_map.view import View

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


BYTES = 22_000  # target size of the streets of the overview
# Layer -> CSS class of its paths. Layers are drawn in this order. Each road is drawn twice: first its edges, then its
# surface.
_AREA_CLASSES = {
    Drawn.BUILT_UP: "sm-built", Drawn.GREEN: "sm-green", Drawn.WATER: "sm-lakes", Drawn.BUILDING: "sm-building",
}  # fmt: skip
_ROADS = (Drawn.SECONDARY, Drawn.PRIMARY, Drawn.MOTORWAY)
# If the paths exceed the budget, these sets of layers are tried in turn. A set contains the layers that are left out.
_LEFT_OUT: tuple[frozenset[Drawn], ...] = (
    frozenset(),
    frozenset([Drawn.BUILDING]),
    frozenset([Drawn.BUILDING, Drawn.PATH]),
)
_ALL_LEFT_OUT = frozenset([Drawn.BUILDING, Drawn.PATH, Drawn.STREET])
_TOLERANCE_PX, _COARSE_PX = 0.8, 1.6
_OVERLAP_PX = 0.6
_LEAST_PX2 = 12.0  # areas that are smaller than this are left out


@lru_cache(64)
def draw_streets(streets: Streets, view: View, budget: int = BYTES) -> str:
    """Return SVG paths of the streets in a view, with about `budget` bytes.

    Return "" if the zoom of the view is too low, or if the archive has no tiles in the view.
    """
    layers = _layers(streets, view)
    drawn = ""
    for left_out, tolerance_px in [*((one, _TOLERANCE_PX) for one in _LEFT_OUT), (_ALL_LEFT_OUT, _COARSE_PX)]:
        drawn = "".join(_paths(layers, left_out, tolerance_px))
        if len(drawn) <= budget:
            break
    return drawn


@lru_cache(16)
def _layers(streets: Streets, view: View) -> dict[str, BaseGeometry]:
    """Return the geometry of each layer, with coordinates in pixels. The key "" has the area that the tiles cover."""
    tiles = list(_tiles(streets, view))
    frame = (-8.0, -8.0, view.width + 8.0, view.height + 8.0)
    found = {"": shapely.union_all([shapely.clip_by_rect(shapely.box(*tile.frame), *frame) for tile in tiles])}
    for drawn in Drawn:
        own = [tile for tile in tiles if drawn in tile.layers]
        if own:
            make = _areas if drawn in AREAS else _lines
            found[drawn] = make(own, drawn, frame)
    return found


def _tiles(streets: Streets, view: View) -> Iterator[Tile]:
    level = street_level(view.zoom, streets.levels)
    if level is None:
        return
    side = view.world / level.tiles
    for x in range(floor(view.west * level.tiles + 1e-6), ceil(view.west * level.tiles + view.width / side - 1e-6)):
        for y in range(
            floor(view.north * level.tiles + 1e-6), ceil(view.north * level.tiles + view.height / side - 1e-6)
        ):
            if not 0 <= y < level.tiles:
                continue
            layers = streets.tile(TileAddress(level, x % level.tiles, y))
            if layers:
                west, north = x * side - view.west * view.world, y * side - view.north * view.world
                yield Tile(layers, west, north, side, level.units)


def _areas(tiles: Sequence[Tile], layer: str, frame: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the union of the polygons of a layer.

    In the tiles, outer rings are counter-clockwise, and their holes come after them.
    """
    polygons: list[BaseGeometry] = []
    for tile in tiles:
        rings: list[tuple[BaseGeometry, list[BaseGeometry]]] = []
        for part in tile.parts(layer):
            ring = shapely.LinearRing(part)
            if ring.is_ccw or not rings:
                rings.append((ring, []))
            else:
                rings[-1][1].append(ring)
        whole = shapely.make_valid([shapely.Polygon(outer, holes) for outer, holes in rings])
        # Slightly more than the tile is drawn, so that there are no gaps between tiles.
        polygons += list(shapely.intersection(whole, shapely.box(*tile.frame).buffer(_OVERLAP_PX, join_style="mitre")))
    return shapely.intersection(shapely.union_all(polygons), shapely.box(*frame))


def _lines(tiles: Sequence[Tile], layer: str, frame: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the lines of a layer, clipped to their tiles and then merged."""
    own = [shapely.clip_by_rect(shapely.LineString(part), *tile.frame) for tile in tiles for part in tile.parts(layer)]
    found = [part for part in shapely.get_parts(own) if part.geom_type == "LineString" and not part.is_empty]
    merged = shapely.line_merge(shapely.MultiLineString(found)) if found else shapely.MultiLineString()
    return shapely.clip_by_rect(merged, *frame)


def _paths(layers: dict[str, BaseGeometry], left_out: frozenset[Drawn], tolerance_px: float) -> Iterator[str]:
    if layers[""].is_empty:
        return
    yield area("sm-ground", paths.areas(layers[""]))
    shown: dict[str, str] = {}
    for drawn in Drawn:
        if drawn in layers and drawn not in left_out:
            simple = layers[drawn].simplify(tolerance_px, preserve_topology=False)
            shown[drawn] = paths.areas(_large(simple)) if drawn in AREAS else paths.lines(simple)
    for drawn, name in _AREA_CLASSES.items():
        if drawn is Drawn.WATER:
            yield from _line("sm-stream", shown.get(Drawn.STREAM))
        if shown.get(drawn):
            yield area(name, shown[drawn])
    yield from _line("sm-path", shown.get(Drawn.PATH))
    yield from _line("sm-street", shown.get(Drawn.STREET))
    for name in ("sm-casing", "sm-road"):
        for drawn in _ROADS:
            yield from _line(name, shown.get(drawn))
    yield from _line("sm-rail", shown.get(Drawn.RAIL))


def _line(name: str, path: str | None) -> Iterator[str]:
    if path:
        yield element("path", {"class": name, "d": path})


def _large(areas: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(areas) if part.geom_type == "Polygon" and part.area >= _LEAST_PX2]
    return shapely.MultiPolygon(parts)
