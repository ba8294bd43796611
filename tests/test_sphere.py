"""Distances, bounding boxes and longitudes on a sphere."""

from __future__ import annotations

import itertools

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import BoundingBox, Position
from storymap.sphere import (
    along,
    around,
    bounding_box,
    central_meridian,
    contains,
    distance_km,
    great_circle,
    normal,
    overlaps,
    union,
    unwrap,
    width_deg,
)

LATS = st.floats(-89, 89)
LONS = st.floats(-180, 179.99)
SUVA, APIA, NULL_ISLAND = Position(-18.14, 178.44), Position(-13.83, -171.76), Position(0, 0)


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
    assert abs(normal(unwrap(lon, near) - lon)) < 1e-6  # the same meridian; -180 and 180 are equal


def test_great_circle_is_continuous_across_antimeridian() -> None:
    line = great_circle(SUVA, APIA)
    assert all(abs(a.lon - b.lon) < 2 for a, b in itertools.pairwise(line))
    assert line[0] == SUVA
