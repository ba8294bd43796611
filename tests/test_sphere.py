"""Distances, bounding boxes and longitudes on a sphere."""

from __future__ import annotations

import itertools
from math import pi

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import BoundingBox, Position
from storymap.sphere import (
    EARTH_KM,
    MERCATOR_MAX_LAT,
    along,
    around,
    bearing_deg,
    bounding_box,
    central_meridian,
    centre,
    contains,
    course,
    distance_km,
    great_circle,
    mercator,
    normal,
    overlaps,
    union,
    unwrap,
    width_deg,
)

LATS = st.floats(-89, 89)
LONS = st.floats(-180, 179.99)
SUVA, APIA, NULL_ISLAND = Position(-18.14, 178.44), Position(-13.83, -171.76), Position(0, 0)
# The edges of these boxes are at half degrees. Therefore many boxes touch each other, but none touches the
# antimeridian.
BOXES = st.builds(
    lambda west, width, south, height: BoundingBox(west + 0.5, south, normal(west + width + 0.5), south + height),
    st.integers(-180, 179), st.integers(0, 200), st.integers(-90, 60), st.integers(0, 30),
)  # fmt: skip


def test_a_quarter_of_the_equator_is_10_007_557_m() -> None:
    assert distance_km(0, 20, 0, 110) == pytest.approx(10_007.557, abs=0.001)
    assert distance_km(90, 0, -90, 120) == pytest.approx(pi * EARTH_KM)


@pytest.mark.parametrize(
    ("start", "end", "degrees"),
    [
        ((10, 20), (30, 20), 0), ((0, 20), (0, 30), 90), ((30, 20), (10, 20), 180), ((0, 20), (0, 10), 270),
        ((35, 45), (35, 135), 60.16), ((35, 135), (35, 45), 299.84),
    ],
)  # fmt: skip
def test_initial_bearing(start: tuple[float, float], end: tuple[float, float], degrees: float) -> None:
    assert bearing_deg(Position(*start), Position(*end)) == pytest.approx(degrees, abs=0.01)


@given(LATS, LONS, st.floats(0, 359), st.floats(1, 9_000))
def test_position_along_a_bearing_is_at_its_distance(lat: float, lon: float, bearing: float, km: float) -> None:
    start = Position(lat, lon)
    end = along(start, bearing, km)
    assert -180 <= end.lon < 180
    assert distance_km(*start, *end) == pytest.approx(km, rel=1e-6)
    assert abs(normal(bearing_deg(start, end) - bearing)) < 0.01


def test_great_circle_has_equal_steps_and_both_ends() -> None:
    start, end = Position(51.5, -0.1), Position(35.7, 139.7)
    line = great_circle(start, end)
    assert len(line) == 33 and len(great_circle(start, end, 4)) == 5
    assert (line[0], line[-1]) == (start, end)
    steps = [distance_km(*a, *b) for a, b in itertools.pairwise(line)]
    assert steps == pytest.approx([distance_km(*start, *end) / 32] * 32)
    assert max(p.lat for p in line) > 70  # over Siberia


@pytest.mark.parametrize(
    ("lon", "result"), [(-180, -180), (179.5, 179.5), (180, -180), (181, -179), (-190, 170), (540, -180), (0, 0)]
)
def test_normal_longitude(lon: float, result: float) -> None:
    assert normal(lon) == result


@pytest.mark.parametrize(
    ("lons", "middle"),
    [
        ([], 0),
        ([7], 7),
        ([10, 30], 20),
        ([-60, -20, 40], -10),
        ([170, -170], -180),
        ([175, -165], -175),
        ([0, 100, -100], 0),
        ([160, -110], -155),
    ],
)
def test_central_meridian(lons: list[float], middle: float) -> None:
    assert central_meridian(lons) == pytest.approx(middle)


def test_centre_of_a_box() -> None:
    assert centre(BoundingBox(10, -20, 40, 60)) == (20, 25)
    assert centre(BoundingBox(170, 0, -160, 10)) == (5, -175)


def test_width_of_a_box() -> None:
    assert [width_deg(BoundingBox(w, 0, e, 1)) for w, e in ((5, 5), (-10, 20), (170, -170), (-180, 180))] == [
        0,
        30,
        20,
        360,
    ]


def test_edges_of_a_box_belong_to_it() -> None:
    box = BoundingBox(170, -10, -170, 10)
    assert all(contains(box, lat, lon) for lat in (-10, 10) for lon in (170, -170, 180))
    assert not any(contains(box, lat, lon) for lat, lon in ((-10.1, 175), (10.1, 175), (0, 169.9), (0, -169.9)))


@given(BOXES, BOXES)
def test_boxes_overlap_if_a_corner_position_is_in_both(one: BoundingBox, other: BoundingBox) -> None:
    shared = any(
        contains(one, lat, lon) and contains(other, lat, lon)
        for lat in (one.south, other.south)
        for lon in (one.west, other.west)
    )
    assert overlaps(one, other) == overlaps(other, one) == shared


@given(st.lists(BOXES, min_size=1, max_size=5))
def test_union_is_the_narrowest_box_around_all(boxes: list[BoundingBox]) -> None:
    both = union(boxes)
    assert (both.south, both.north) == (min(b.south for b in boxes), max(b.north for b in boxes))
    # the western edge of the narrowest box is that of one of the boxes
    widths = [max((b.west - first.west) % 360 + width_deg(b) for b in boxes) for first in boxes]
    assert width_deg(both) == min(360, *widths)
    if min(widths) < 360:
        assert all(contains(both, b.north, lon) for b in boxes for lon in (b.west, b.east))


def test_bounding_box_has_the_extreme_coordinates() -> None:
    points = [Position(3, 20), Position(-4, -30), Position(1, 180)]
    assert bounding_box(points[:2]) == BoundingBox(-30, -4, 20, 3)
    assert bounding_box(points) == BoundingBox(-180, -4, 20, 3)
    assert bounding_box([Position(0, 100), Position(0, 180)]) == BoundingBox(100, 0, 180, 0)


def test_bounding_box_keeps_within_180_degrees_of_its_meridian() -> None:
    points = [Position(0, 170), Position(0, -170)]
    assert bounding_box(points, 0) == BoundingBox(-170, 0, 170, 0)
    assert bounding_box(points, 180) == BoundingBox(170, 0, -170, 0)


@given(st.floats(-70, 70), LONS, st.floats(1, 1000))
def test_box_around_circle_touches_it(lat: float, lon: float, km: float) -> None:
    box = around(lat, lon, km)
    for bearing in (0, 180):
        assert not contains(box, *along(Position(lat, lon), bearing, km * 1.01))
    edges = [distance_km(lat, lon, lat + (box.north - box.south) * i / 200, box.east) for i in range(-100, 101)]
    assert min(edges) == pytest.approx(km, rel=0.01)


def test_box_around_a_pole_spans_all_longitudes() -> None:
    assert tuple(around(85, 20, 700)) == pytest.approx((-180, 78.705, 180, 90), abs=0.001)
    assert tuple(around(-85, 20, 700)) == pytest.approx((-180, -90, 180, -78.705), abs=0.001)
    assert width_deg(around(85, 20, 500)) < 180
    assert tuple(around(0, 179, 111.195)) == pytest.approx((178, -1, 180, 1))


@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [
        (0, 0, 0.5, 0.5),
        (66.51326, -90, 0.25, 0.25),
        (-40.9799, 90, 0.75, 0.625),
        (85.0511287798, -180, 0, 0),
        (90, 180, 1, 0),
        (-90, 0, 0.5, 1),
    ],
)
def test_web_mercator(lat: float, lon: float, x: float, y: float) -> None:
    assert mercator(lat, lon) == pytest.approx((x, y), abs=1e-6)
    assert pytest.approx(85.05113, abs=1e-5) == MERCATOR_MAX_LAT


@given(LATS, LONS, LATS, LONS)
def test_distance_is_within_0_6_percent_of_ellipsoid(a: float, b: float, c: float, d: float) -> None:
    assert distance_km(a, b, c, d) == pytest.approx(geodesic((a, b), (c, d)).km, rel=0.006, abs=0.02)


def test_bounding_box_across_antimeridian_is_the_narrow_one() -> None:
    box = bounding_box([SUVA, APIA])
    assert box.west > box.east
    assert width_deg(box) == pytest.approx(9.8, abs=0.01)
    assert contains(box, -16, 180) and contains(box, -16, -175) and not contains(box, -16, 0)


def test_central_meridian_of_suva_and_apia_is_near_antimeridian() -> None:
    assert abs(central_meridian([SUVA.lon, APIA.lon])) > 175


@given(st.lists(st.tuples(LATS, LONS), min_size=1, max_size=8))
def test_bounding_box_contains_its_points(points: list[tuple[float, float]]) -> None:
    box = bounding_box([Position(*p) for p in points])
    wider = (
        BoundingBox(normal(box.west - 1e-6), box.south, normal(box.east + 1e-6), box.north)
        if width_deg(box) < 359
        else box
    )
    assert all(contains(wider, *p) for p in points)


@given(LATS, LONS, st.floats(1, 2000))
def test_box_around_circle_contains_its_edge(lat: float, lon: float, km: float) -> None:
    box = around(lat, lon, km)
    for bearing in (0, 90, 180, 270):
        edge = along(Position(lat, lon), bearing, km * 0.99)
        assert contains(box, *edge)


def test_union_across_antimeridian_is_narrow() -> None:
    assert union([BoundingBox(170, 0, 180, 1), BoundingBox(-180, 0, -170, 1)]) == BoundingBox(170, 0, -170, 1)


def test_union_of_hemispheres_is_the_world() -> None:
    assert width_deg(union([BoundingBox(-180, 0, 10, 1), BoundingBox(0, 0, 180, 1)])) == 360


def test_boxes_overlap_across_antimeridian() -> None:
    fiji, samoa, japan = (
        BoundingBox(177, -20, -178, -15),
        BoundingBox(-179, -16, -171, -13),
        BoundingBox(129, 30, 146, 46),
    )
    assert overlaps(fiji, samoa) and overlaps(samoa, fiji)
    assert not overlaps(fiji, japan) and not overlaps(japan, samoa)
    assert overlaps(BoundingBox(-180, -90, 180, 90), japan)


def test_no_points_or_boxes_raise_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        bounding_box([])
    with pytest.raises(ValueError, match="at least one"):
        union([])


@given(LONS, LONS)
def test_unwrapped_longitude_is_within_180_degrees(lon: float, near: float) -> None:
    assert abs(unwrap(lon, near) - near) <= 180.000001
    assert abs(normal(unwrap(lon, near) - lon)) < 1e-6  # -180 and 180 are the same meridian


def test_great_circle_is_continuous_across_antimeridian() -> None:
    line = great_circle(SUVA, APIA)
    assert all(abs(a.lon - b.lon) < 2 for a, b in itertools.pairwise(line))
    assert line[0] == SUVA


@pytest.mark.parametrize(
    ("km", "points"), [(0, 2), (10, 2), (80, 2), (100, 3), (300, 6), (3800, 64), (3840, 65), (15_000, 65)]
)
def test_course_has_a_point_about_every_60_km_and_at_most_65(km: float, points: int) -> None:
    start = Position(10, 20)
    end = along(start, 70, km)
    line = course(start, end)
    assert len(line) == points
    assert (line[0], line[-1]) == (start, end)


def test_position_outside_a_box_is_reported_as_false() -> None:
    assert contains(BoundingBox(0, 0, 1, 1), 2, 0.5) is False
    assert contains(BoundingBox(0, 0, 1, 1), 0.5, 2) is False


def test_points_a_whole_turn_apart_have_a_box_around_the_world() -> None:
    points = [Position(5, -180), Position(-3, 179.99999999999997)]
    assert bounding_box(points, 0) == BoundingBox(-180, -3, 180, 5)


def test_union_leaves_out_a_gap_that_is_narrower_than_a_degree() -> None:
    assert union([BoundingBox(-180, 0, 9.75, 1), BoundingBox(10, 0, 180, 1)]) == BoundingBox(10, 0, 9.75, 1)


@given(LONS)
def test_great_circle_over_the_pole_does_not_return_to_the_first_side(lon: float) -> None:
    line = great_circle(Position(70, lon), Position(65, lon + 180))
    jumps = [abs(b.lon - a.lon) for a, b in itertools.pairwise(line) if max(a.lat, b.lat) < 89]
    assert max(jumps) < 1
