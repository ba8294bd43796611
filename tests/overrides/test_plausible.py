"""Positions whose latitude and longitude are probably swapped, or have a wrong sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.model import BoundingBox, Mention, Place, Position, Reason, Resolution
from storymap.overrides.plausible import OtherPlaces
from storymap.overrides.values import Override

KM = 1 / 111.19508  # length of a kilometre in degrees of a meridian


def warning(lat: float, lon: float, *others: Position, **fields: object) -> str:
    """Return the warning for a place that a user has added at a position, in an article with other places."""
    own = Place("editor:Mill", "Mill", Position(lat, lon), source="editor")
    places = [own, *(Place(f"x:{i}", f"Town {i}", at) for i, at in enumerate(others))]
    found = [Resolution(Mention("M", 0, 1), place, 1.0, Reason("only")) for place in places]
    return OtherPlaces(found).mistaken(Override("Mill", 3, place=replace(own, **fields)))  # type: ignore[arg-type]


def test_warning_names_both_positions_and_distances() -> None:
    text = warning(10, 50, Position(20, 70), Position(50, 11))
    assert text.startswith("Mill: the position 10, 50 is ")
    assert "but 50, 10 is only 71 km from Town 1." in text


@pytest.mark.parametrize(("km", "is_warned"), [(290, True), (299, True), (301, False), (500, False)])
def test_swapped_position_must_be_within_300_km(km: float, is_warned: bool) -> None:
    assert bool(warning(10, 50, Position(50 + km * KM, 10))) == is_warned


@pytest.mark.parametrize(("km", "is_warned"), [(1600, True), (1501, True), (1499, False), (100, False)])
def test_position_must_be_1500_km_from_all_places(km: float, is_warned: bool) -> None:
    assert bool(warning(10, 50, Position(10 - km * KM, 50), Position(50, 10))) == is_warned


def test_position_that_cannot_be_swapped_is_not_compared() -> None:
    assert warning(0, 90, Position(89, 0)) and not warning(0, 90.5, Position(89, 0))
    assert not warning(0, -90.5, Position(-89, 0))


def test_place_with_a_box_or_without_other_places_has_no_warning() -> None:
    assert warning(10, 50) == ""
    assert not warning(10, 50, Position(50, 10), bbox=BoundingBox(49, 9, 51, 11))
    assert OtherPlaces(()).mistaken(Override("Mill", 3, id="x:1")) == ""


@pytest.mark.parametrize(("lat", "lon"), [(63.8, 20.4), (-63.8, -20.4), (-63.8, 20.4)])
def test_wrong_sign_has_a_warning_with_the_right_position(lat: float, lon: float) -> None:
    text = warning(lat, lon, Position(64.1, -21.9))
    assert "but 63.8, -20.4 is only " in text and "minus sign" in text


def test_position_on_the_other_hemisphere_has_no_warning_if_another_place_is_near() -> None:
    assert not warning(63.8, 20.4, Position(64.1, -21.9), Position(63.8, 20.3))
