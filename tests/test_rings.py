"""Tests for areas whose coordinates are in an array."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from storymap.basemap.footprints import footprint
from storymap.model import Footprint
from storymap.rings import boxes, rings_of
from storymap.shapes import bounds, point_in_box
from storymap.stored_area import StoredArea

RUSSIA, FIJI, ANTARCTICA, LESOTHO, SOUTH_AFRICA = (
    f"geonames:{number}" for number in (2017370, 2205218, 6697173, 932692, 953987)
)
IDS = (RUSSIA, FIJI, ANTARCTICA, LESOTHO, SOUTH_AFRICA)


def stored_and_plain(place_id: str) -> tuple[StoredArea, Footprint]:
    found = footprint(place_id)
    assert isinstance(found, StoredArea)
    return found, Footprint(found.polygons)


@pytest.mark.parametrize("place_id", IDS)
def test_stored_area_has_the_bounds_of_its_polygons(place_id: str) -> None:
    stored, plain = stored_and_plain(place_id)
    assert boxes(stored) == boxes(plain)
    assert bounds(stored) == bounds(plain)


@pytest.mark.parametrize("place_id", IDS)
def test_stored_area_has_the_rings_of_its_polygons(place_id: str) -> None:
    for ours, theirs in zip(*map(rings_of, stored_and_plain(place_id)), strict=True):
        assert np.array_equal(ours, theirs)


def test_point_in_box_is_the_same_for_a_stored_area_with_a_hole() -> None:
    stored, plain = stored_and_plain(SOUTH_AFRICA)
    assert any(len(rings) > 1 for rings in plain.polygons)
    box = bounds(stored)
    assert point_in_box(stored, box, 0.1) == point_in_box(plain, box, 0.1) is not None


def test_rings_with_two_positions_are_left_out() -> None:
    area = StoredArea(np.array([(0, 0), (1, 0), (1, 1), (5, 5), (6, 6)], np.float64), [3, 5], [0, 1, 2])
    _, sizes, of_polygon = rings_of(area)
    assert (sizes.tolist(), of_polygon.tolist()) == ([3], [0])


def test_stored_area_is_pickled_as_a_footprint_and_cannot_be_changed() -> None:
    stored, plain = stored_and_plain(FIJI)
    assert pickle.loads(pickle.dumps(stored)) == plain
    with pytest.raises(ValueError, match="read-only"):
        stored.degrees[0, 0] = 0
