from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap import shapes
from storymap.model import BoundingBox, Footprint, Position
from storymap.sphere import distance_km as great_circle_km
from tests.areas import contains


def box_ring(west: float, south: float, east: float, north: float) -> tuple[Position, ...]:
    return (Position(south, west), Position(south, east), Position(north, east), Position(north, west))


def square(west: float, south: float, east: float, north: float) -> Footprint:
    return Footprint(((box_ring(west, south, east, north),),))


ACROSS = square(178, -18, -178, -16)  # crosses the antimeridian
RING = Footprint(((box_ring(0, 0, 10, 10), box_ring(4, 4, 6, 6)),))
TWO = Footprint((*square(0, 0, 4, 4).polygons, *square(10, 0, 11, 1).polygons))


def test_area_across_antimeridian_has_narrow_bounds() -> None:
    assert shapes.to_shapely(ACROSS, 180).bounds == (178, -18, 182, -16)
    assert shapes.bounds(ACROSS) == BoundingBox(178, -18, -178, -16)


def test_round_trip_across_antimeridian_keeps_area() -> None:
    back = shapes.from_shapely(shapes.to_shapely(ACROSS))
    assert back is not None
    assert shapes.to_shapely(back).equals(shapes.to_shapely(ACROSS))


def test_meridian_shifts_longitudes_of_area() -> None:
    assert shapes.to_shapely(square(-10, 0, -5, 5), 300).bounds == (350, 0, 355, 5)


def test_positions_are_in_the_cells_that_an_area_covers() -> None:
    found = shapes.positions_in(square(0, 0, 4, 9), BoundingBox(0, 0, 9, 9))
    assert [(round(at.lat), round(at.lon)) for at in found] == [(2, 2), (4, 2), (8, 2)]
    assert shapes.positions_in(None, BoundingBox(0, 0, 9, 9)) == []


def test_hole_is_kept() -> None:
    assert not contains(RING, Position(5, 5))
    assert contains(RING, Position(2, 2))


def test_ring_around_pole_contains_pole() -> None:
    antarctica = Footprint(((tuple(Position(-70, float(lon)) for lon in range(-180, 180, 10)),),))
    assert contains(antarctica, Position(-89, 45))
    assert not contains(antarctica, Position(-60, 45))
    assert shapes.bounds(antarctica) == BoundingBox(-180, -90, 180, -70)


def test_coarsen_drops_tiny_parts_but_keeps_the_largest() -> None:
    assert len(shapes.coarsen(TWO, 0).polygons) == 1
    assert len(shapes.coarsen(TWO, 6).polygons) == 2
    assert len(shapes.coarsen(square(0, 0, 0.001, 0.001), 0).polygons) == 1


def test_label_point_is_inside_largest_part() -> None:
    point = shapes.label_point(TWO)
    assert contains(square(0, 0, 4, 4), point)
    assert great_circle_km(*point, 2, 2) < 50


def test_label_point_is_not_in_hole() -> None:
    assert contains(RING, shapes.label_point(RING))


def test_label_point_of_area_across_antimeridian_is_inside() -> None:
    assert contains(ACROSS, shapes.label_point(ACROSS))


def test_distances_are_geodesic() -> None:
    # This is one degree of longitude at the equator (WGS 84).
    assert shapes.distance_km(Position(0, 0), Position(0, 1)) == pytest.approx(111.3195, abs=0.001)


def test_nearest_distance_is_zero_inside() -> None:
    near, far = shapes.nearest_and_farthest_km(Position(2, 2), square(0, 0, 4, 4))
    assert near == 0
    assert far == pytest.approx(shapes.distance_km(Position(2, 2), Position(0, 0)), rel=0.001)


def test_nearest_point_may_be_on_an_edge() -> None:
    near, far = shapes.nearest_and_farthest_km(Position(2, 8), square(0, 0, 4, 4))
    assert near == pytest.approx(shapes.distance_km(Position(2, 8), Position(2, 4)), rel=0.001)
    assert far == pytest.approx(shapes.distance_km(Position(2, 8), Position(0, 0)), rel=0.001)


def test_distance_is_measured_across_antimeridian() -> None:
    near, far = shapes.nearest_and_farthest_km(Position(-17, 177), ACROSS)
    assert near == pytest.approx(shapes.distance_km(Position(-17, 177), Position(-17, 178)), rel=0.001)
    assert far < 600


@settings(deadline=None, max_examples=40)
@given(
    st.builds(Position, st.floats(-80, 80), st.floats(-180, 179.9)),
    st.builds(Position, st.floats(-60, 60), st.floats(-180, 179)),
    st.floats(0.1, 20),
)
def test_corners_are_between_nearest_and_farthest_distance(here: Position, corner: Position, size: float) -> None:
    area = square(corner.lon, corner.lat, (corner.lon + size + 180) % 360 - 180, corner.lat + size)
    near, far = shapes.nearest_and_farthest_km(here, area)
    corners = [shapes.distance_km(here, each) for each in area.polygons[0][0]]
    # The nearest point is chosen on a sphere, but its distance is computed on the ellipsoid. Therefore, a corner may be
    # slightly nearer.
    assert near <= min(corners) * 1.01 + 0.01
    assert far >= max(corners) * 0.99
