from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.codec import decode
from storymap.basemap.levels import LEVELS, MARGIN, Level
from storymap.forge.planet.sources import SPARE, Layers, around_the_world, on_the_square, polygons, seamless
from storymap.forge.planet.tiles import cut, draw, straightened
from storymap.forge.topojson import Feature, Line

WORLD, FINE = LEVELS[0], LEVELS[3]


def array(*geometries: BaseGeometry) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array(geometries, dtype=object)


def layers(*land: BaseGeometry, lakes: BaseGeometry | None = None, border: BaseGeometry | None = None) -> Layers:
    return Layers(
        land=array(*land),
        lakes=array(*filter(None, [lakes])),
        rivers=array(),
        borders=array(*filter(None, [border])),
        disputed=array(),
    )


def tiles(world: Layers, level: Level) -> dict[tuple[int, int], dict[str, str]]:
    return {(x, y): tile for x, y, tile in cut(draw(world, level), level)}


def ring(west: float, south: float, east: float, north: float) -> Line:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_repeated_collinear_and_spike_points_are_removed() -> None:
    assert straightened([(0, 0), (0, 0), (2, 0), (5, 0), (5, 3)]) == [(0, 0), (5, 0), (5, 3)]
    assert straightened([(0, 0), (9, 0), (4, 0), (4, 4)]) == [(0, 0), (4, 0), (4, 4)]


def test_square_is_encoded_as_four_corners() -> None:
    (tile,) = tiles(layers(shapely.box(0.25, 0.25, 0.75, 0.75)), WORLD).values()
    assert sorted(decode(tile["l"])[0]) == [(256, 256), (256, 768), (768, 256), (768, 768)]


def test_empty_tiles_are_not_written() -> None:
    side = 1 / 128
    found = tiles(layers(shapely.box(10.2 * side, 20.2 * side, 10.8 * side, 20.8 * side)), FINE)
    assert set(found) == {(10, 20)}


def test_land_extends_into_margins_of_neighbour_tiles() -> None:
    side = 1 / 128
    found = tiles(layers(shapely.box(10.5 * side, 20.2 * side, 11.5 * side, 20.8 * side)), FINE)
    assert set(found) == {(10, 20), (11, 20)}
    assert max(x for x, _ in decode(found[10, 20]["l"])[0]) == FINE.units * (1 + MARGIN)
    assert min(x for x, _ in decode(found[11, 20]["l"])[0]) == -FINE.units * MARGIN


def test_holes_have_opposite_winding() -> None:
    area = shapely.box(0.2, 0.2, 0.8, 0.8) - shapely.box(0.4, 0.4, 0.6, 0.6)
    (tile,) = tiles(layers(area), WORLD).values()
    outer, hole = decode(tile["l"])
    assert shapely.LinearRing(outer).is_ccw != shapely.LinearRing(hole).is_ccw


def test_islets_near_coast_and_isolated_islets_have_separate_layers() -> None:
    pixel = WORLD.pixel
    mainland = shapely.box(0.2, 0.2, 0.4, 0.4)
    beside = shapely.Point(0.4 + 4 * pixel, 0.3).buffer(pixel / 2)
    alone = shapely.Point(0.8, 0.8).buffer(pixel / 2)
    (tile,) = tiles(layers(mainland, beside, alone), WORLD).values()
    assert decode(tile["i"]) == [[(819, 819)]]
    assert decode(tile["s"]) == [[(414, 307)]]


def test_small_lakes_are_dropped() -> None:
    land = shapely.box(0.1, 0.1, 0.9, 0.9)
    (with_large,) = tiles(layers(land, lakes=shapely.box(0.4, 0.4, 0.5, 0.5)), WORLD).values()
    (with_small,) = tiles(layers(land, lakes=shapely.box(0.4, 0.4, 0.401, 0.401)), WORLD).values()
    assert "w" in with_large
    assert "w" not in with_small


def test_lines_are_not_closed() -> None:
    (tile,) = tiles(layers(border=shapely.LineString([(0.2, 0.2), (0.5, 0.5), (0.8, 0.2)])), WORLD).values()
    assert len(decode(tile["b"])[0]) == 3


def test_ring_across_antimeridian_is_moved_with_its_holes() -> None:
    outer, hole = ring(-190, 0, -170, 10), ring(172, 2, 174, 4)
    (area,) = polygons([Feature("", "", ((outer, hole),))])
    assert area.area == 200 - 4


def test_ring_reduced_to_a_point_is_dropped() -> None:
    assert polygons([Feature("", "", (([(1.0, 1.0), (1.0, 1.0)],),))]) == []


def test_land_cut_at_antimeridian_is_joined_on_both_edges() -> None:
    halves = polygons([Feature("", "", ((ring(170, 0, 180, 10),), (ring(-180, 0, -170, 10),)))])
    land = seamless(on_the_square(halves))
    whole = [area for area in land if area.bounds[0] < 1 < area.bounds[2]]
    assert len(whole) == 1
    assert any(area.bounds[0] < 0 < area.bounds[2] for area in land)


def test_land_away_from_edges_is_not_duplicated() -> None:
    assert len(around_the_world(array(shapely.box(0.3, 0.3, 0.4, 0.4)))) == 1
    assert len(around_the_world(array(shapely.box(0.0, 0.3, SPARE / 2, 0.4)))) == 2
