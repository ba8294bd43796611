from __future__ import annotations

import numpy as np
import pytest
import shapely

from storymap.model import BoundingBox, Camera, Position
from storymap.static_map import paths
from storymap.static_map.scale import round_below
from storymap.static_map.view import view_of

EUROPE = Camera(BoundingBox(-10, 36, 30, 60), 9)
FIJI = Camera(BoundingBox(177, -19, -179, -16), 9)


def test_view_contains_box_with_padding() -> None:
    view = view_of(EUROPE, 720, 480)
    assert view.shows(Position(60, -10), margin=27)
    assert view.shows(Position(36, 30), margin=27)


def test_view_does_not_exceed_zoom_of_camera() -> None:
    assert view_of(Camera(EUROPE.box, 3), 720, 480).zoom == pytest.approx(3)


def test_view_contains_both_sides_of_antimeridian() -> None:
    view = view_of(FIJI, 720, 480)
    (west, _), (east, _) = view.pixel(Position(-17, 178)), view.pixel(Position(-17, -180))
    assert 0 < west < east < 720
    assert view.box.west > 0 > view.box.east


def test_view_of_world_shows_nothing_outside_the_world() -> None:
    view = view_of(Camera(BoundingBox(-180, -85, 180, 85), 1), 960, 720)
    assert view.world >= 960
    assert view.north >= 0
    assert view.north + 720 / view.world <= 1


def test_view_near_pole_stays_inside_the_world() -> None:
    view = view_of(Camera(BoundingBox(-60, 70, -20, 84), 9), 480, 720)
    assert view.north >= 0


def test_projection_of_arrays_matches_pixel() -> None:
    view = view_of(EUROPE, 720, 480)
    assert view.projection(0)(np.array([[10.0, 50.0]]))[0] == pytest.approx(view.pixel(Position(50, 10)))


def test_kilometres_per_pixel_decrease_towards_poles() -> None:
    view = view_of(EUROPE, 720, 480)
    assert view.km_per_pixel(60) == pytest.approx(view.km_per_pixel(0) / 2, rel=0.001)


@pytest.mark.parametrize(("value", "below"), [(1, 1), (1.9, 1), (2, 2), (7, 5), (99, 50), (100, 100), (0.34, 0.2)])
def test_length_of_scale_bar_is_rounded_down_to_1_2_or_5(value: float, below: float) -> None:
    assert round_below(value) == pytest.approx(below)


def test_path_has_relative_coordinates_in_half_pixels() -> None:
    assert paths.areas(shapely.Polygon([(0, 0), (1.5, 0), (1.5, 2)])) == "M0 0l3 0 0 4z"


def test_path_has_no_space_before_minus_sign() -> None:
    assert paths.lines(shapely.LineString([(2, 2), (1, 1), (1, 2)])) == "M4 4l-2-2 0 2"


def test_geometry_smaller_than_a_unit_has_no_path() -> None:
    assert paths.areas(shapely.box(0, 0, 0.1, 0.1)) == ""
    assert paths.lines(shapely.LineString([(0, 0), (0.1, 0)])) == ""
