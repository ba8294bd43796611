"""The poles: they have every longitude, and Web Mercator cannot show them."""

from __future__ import annotations

from storymap.compose.framing import camera_for
from storymap.compose.overview import overview_camera
from storymap.compose.poles import POLE_ZOOM, drawn, with_pole_longitudes
from storymap.model import Position, Role
from storymap.sphere import width_deg
from tests.compose.examples import story_place

POLE = story_place("South Pole", -90, 0, "RGN", feature_class="L", radius_km=5)
MCMURDO = story_place("McMurdo Station", -77.8, 166.7, "STNB")
UNION = story_place("Union Glacier", -79.8, -82.9, "GLCR")
OSLO = story_place("Oslo", 60, 11)
ANTARCTICA = story_place("Antarctica", -82, 30, "CONT", role=Role.SETTING)


def longitude(*others: object) -> float:
    return with_pole_longitudes([POLE, *others])[0].place.position.lon  # type: ignore[list-item]


def test_pole_has_the_longitude_between_the_places_around_it() -> None:
    assert round(longitude(MCMURDO, UNION, ANTARCTICA)) == -138
    assert longitude(MCMURDO, OSLO) == 166.7
    assert longitude(OSLO) == 11
    assert longitude() == 0
    assert with_pole_longitudes([MCMURDO, OSLO]) == (MCMURDO, OSLO)


def test_traverse_of_antarctica_does_not_show_the_whole_world() -> None:
    places = with_pole_longitudes([POLE, MCMURDO, UNION])
    assert width_deg(overview_camera(places).box) < 130


def test_map_of_a_pole_shows_its_surroundings() -> None:
    (pole,) = with_pole_longitudes([POLE])
    camera = camera_for([pole])
    assert width_deg(camera.box) < 20 and camera.zoom == POLE_ZOOM
    assert drawn(pole.place.position) == Position(-85, 0) and drawn(OSLO.place.position) == (60, 11)
