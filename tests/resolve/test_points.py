"""The position, radius and country of points that are described by distance and direction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.model import Mention, MentionKind, Place, Position
from storymap.resolve.bearings import bearing_of, named_point, point_at, point_between
from tests.resolve.small import KM

ZERO = Place(
    "test:zero", "Zero", Position(0, 0), "P", "PPL", country_codes=("KE",), radius_km=1.0, source="s", licence="l"
)
LAND = replace(ZERO, id="test:land", feature_code="PCLI")
MENTION = Mention("10  km\nnorth of Zero", 0, 20, MentionKind.DESCRIPTION)


def at(lat: float, lon: float = 0.0, radius_km: float = 0.0, name: str = "town") -> Place:
    return replace(ZERO, id=f"test:{name}", position=Position(lat, lon), radius_km=radius_km)


@pytest.mark.parametrize(
    ("relation", "degrees"),
    [
        ("north of", 0), ("northeast of", 45), ("east of", 90), ("south-east of", 135), ("south of", 180), ("southwest of", 225),
        ("west of", 270), ("northwest of", 315), ("near", None),
    ],
)  # fmt: skip
def test_eight_directions_are_clockwise_from_north(relation: str, degrees: float | None) -> None:
    assert bearing_of(relation) == degrees


@pytest.mark.parametrize(
    ("relation", "lat", "lon"), [("north of", 1, 0), ("east of", 0, 1), ("south of", -1, 0), ("west of", 0, -1)]
)
def test_point_is_in_the_direction_at_the_distance(relation: str, lat: float, lon: float) -> None:
    place = point_at(MENTION, relation, 1 / KM, ZERO)
    assert place is not None and tuple(place.position) == pytest.approx((lat, lon), abs=0.01)


def test_described_point_has_the_words_as_name_and_the_data_of_its_anchor() -> None:
    place = point_at(MENTION, "north of", 10, ZERO)
    assert place is not None
    assert (place.id, place.name) == ("storymap:point:10-km-north-of-zero", "10 km north of Zero")
    assert (place.country_codes, place.source, place.licence, place.approximate) == (("KE",), "s", "l", True)
    assert place.position == Position(0.0899, 0.0)  # about 10 m


@pytest.mark.parametrize(
    ("km", "anchor_km", "radius_km"),
    [(100, 1, 25), (100, 40, 40), (10, 600, 10), (4, 1, 3), (13.3, 0, 3.3)],
)
def test_radius_of_a_point_grows_with_the_distance_and_the_town(km: float, anchor_km: float, radius_km: float) -> None:
    place = point_at(MENTION, "north of", km, replace(ZERO, radius_km=anchor_km))
    assert place is not None and place.radius_km == radius_km


def test_distance_without_direction_is_a_circle_up_to_a_limit() -> None:
    def radius(relation: str, km: float) -> float | None:
        place = point_at(MENTION, relation, km, ZERO)
        return place.radius_km if place else None

    assert [radius("from", km) for km in (1, 80, 81)] == [3, 80, None]
    assert [radius("off", km) for km in (200, 201)] == [200, None]
    assert radius("near", 1) is None
    assert point_at(MENTION, "from", 10, LAND) is point_at(MENTION, "north of", 10, LAND) is None


def test_point_between_is_halfway_with_a_third_of_the_distance_as_radius() -> None:
    place = point_between(MENTION, ZERO, at(90 * KM))
    assert place is not None and place.radius_km == 30
    assert tuple(place.position) == pytest.approx((45 * KM, 0), abs=0.001)
    near = point_between(MENTION, ZERO, at(6 * KM))
    assert near is not None and near.radius_km == 3
    assert near.country_codes == ("KE",)
    border = point_between(MENTION, ZERO, replace(at(1), country_codes=("UG",)))
    assert border is not None and border.country_codes == ()


def test_no_point_between_places_that_are_far_apart_or_countries() -> None:
    assert point_between(MENTION, ZERO, at(1490 * KM)) is not None
    assert point_between(MENTION, ZERO, at(1510 * KM)) is None
    assert point_between(MENTION, ZERO, replace(LAND, position=Position(1, 1))) is None
    assert point_between(MENTION, LAND, at(1)) is None


def test_named_place_is_at_the_described_point_within_three_tenths_of_the_distance() -> None:
    def fits(place: Place, anchor: Place = ZERO) -> bool:
        return named_point("north of", 100, anchor, [place]) is place

    assert fits(at(100 * KM)) and fits(at(130 * KM)) and fits(at(70 * KM))
    assert not fits(at(132 * KM)) and not fits(at(68 * KM))
    assert fits(at(139 * KM), replace(ZERO, radius_km=10.0))
    assert fits(at(100 * KM, radius_km=30)) and not fits(at(100 * KM, radius_km=31))
    assert not fits(replace(at(100 * KM), feature_code="PCLI")) and not fits(replace(at(100 * KM), id=ZERO.id))
    one, other = at(100 * KM, name="one"), at(101 * KM, name="other")
    assert named_point("north of", 100, ZERO, [one, other]) is other
