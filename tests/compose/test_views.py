"""Views: what the cameras show for a passage, for neighbouring places and at the start of the story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.basemap.levels import CLOSEST
from storymap.basemap.views import fit_zoom
from storymap.compose.close_up import close_km, is_close_up, with_close_zooms
from storymap.compose.extents import SMALL_SCREEN, Extents
from storymap.compose.framing import (
    LARGER,
    PASSING_ZOOM,
    TOWN_KM,
    WINDOW,
    camera_for,
    finest,
    frame,
    framed_places,
    near_stops,
    scene_camera,
    setting_camera,
    with_home,
    without_revisited,
    without_towns,
    zoom_of,
)
from storymap.compose.overview import overview_camera
from storymap.model import BoundingBox, Role, Stop, StoryPlace
from storymap.sphere import contains, distance_km, width_deg
from tests.compose.examples import Streets, place, story_place

FRANCE = story_place(
    "France", 46, 2, "PCLI", bbox=BoundingBox(-5, 42, 8, 51), radius_km=450, salience=0.8, zoom=6.0, role=Role.SETTING
)
SPAIN = story_place(
    "Spain", 40, -4, "PCLI", bbox=BoundingBox(-9, 36, 3, 44), radius_km=450, salience=0.6, zoom=6.0, role=Role.SETTING
)
RUSSIA = story_place(
    "Russia",
    60,
    100,
    "PCLI",
    bbox=BoundingBox(27, 41, -169, 82),
    radius_km=2500,
    salience=0.1,
    zoom=6.0,
    role=Role.SETTING,
)
LYON = story_place("Lyon", 45.76, 4.84, radius_km=8.0)
PARIS = story_place("Paris", 48.85, 2.35, radius_km=10.0, salience=0.9)
RHONE = story_place("Rhone", 45, 4.8, "STM", radius_km=250, bbox=BoundingBox(4, 43, 8, 47))
ALPS = story_place("Alps", 46, 9, "MTS", bbox=BoundingBox(5, 43.5, 16, 48.3), radius_km=400)

PLACES = st.builds(
    lambda lat, lon, radius, zoom, role, salience: (lat, lon, radius, zoom, role, salience),
    st.integers(-70, 70), st.integers(-180, 179), st.sampled_from([0.0, 5.0, 60.0]), st.sampled_from([9.0, 7.5, CLOSEST]),
    st.sampled_from([Role.MAIN, Role.PASSING]), st.sampled_from([0.1, 0.5, 1.0]),
)  # fmt: skip


def _places(rows: list[tuple[float, float, float, float, Role, float]]) -> list[StoryPlace]:
    return [
        story_place(f"t{i}", lat, lon, radius_km=radius, zoom=zoom, role=role, salience=salience)
        for i, (lat, lon, radius, zoom, role, salience) in enumerate(rows)
    ]


@settings(max_examples=40)
@given(st.lists(PLACES, min_size=2, max_size=5))
def test_zoom_of_a_group_is_that_of_its_camera(rows: list[tuple[float, float, float, float, Role, float]]) -> None:
    """`Extents`, which computes with arrays, gives the same zoom as `camera_for`, also across the antimeridian."""
    places = _places(rows)
    extents = Extents([*places, FRANCE, ALPS])
    small = camera_for(places, 0.1).box
    size = distance_km(small.south, small.west, small.north, small.east)
    expected = _highest(places, max(8.0, min(TOWN_KM, 0.12 * size)))
    assert extents.zoom(np.arange(len(places)), 8.0, 0.12) == pytest.approx(expected, abs=1e-6)
    assert extents.zoom(np.array([0]), 8.0, 0.12) == pytest.approx(_highest(places[:1], TOWN_KM), abs=1e-6)
    areas = [*places, FRANCE, ALPS]
    if distance_km(*_corners(areas)) > TOWN_KM / 0.12:
        whole = _highest(areas, TOWN_KM)
        assert extents.zoom(np.arange(len(areas)), 8.0, 0.12) == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize("lat", [89, -89, 84])
def test_zoom_of_a_group_near_a_pole_is_that_of_its_camera(lat: float) -> None:
    places = [story_place("a", lat, 10, radius_km=900), story_place("b", lat * 0.8, -50), story_place("c", lat, 60)]
    for number in (1, 2, 3):
        group, town_km = places[-number:], TOWN_KM
        expected = _highest(group, town_km)
        assert Extents(group).zoom(np.arange(number), TOWN_KM, 0.12) == pytest.approx(expected, abs=1e-6)


def _highest(places: list[StoryPlace], town_km: float) -> float:
    """Return the zoom of the camera for the places if the maximum zoom of each place is raised by SMALL_SCREEN."""
    return fit_zoom(camera_for([replace(p, zoom=p.zoom + SMALL_SCREEN) for p in places], town_km), WINDOW)


def _corners(places: list[StoryPlace]) -> tuple[float, float, float, float]:
    box = camera_for(places, 0.1).box
    return box.south, box.west, box.north, box.east


@settings(max_examples=40)
@given(st.lists(PLACES, min_size=1, max_size=6))
def test_overview_shows_most_of_the_story(rows: list[tuple[float, float, float, float, Role, float]]) -> None:
    places = _places(rows)
    camera = overview_camera(places)
    main = [p for p in places if p.role is Role.MAIN] or places
    seen = [p for p in main if contains(camera.box, *p.place.position)]
    assert sum(p.salience for p in seen) >= 0.7 * sum(p.salience for p in main) - 1e-9
    assert max(main, key=lambda p: p.salience) in seen


def test_overview_without_places_is_the_world() -> None:
    assert width_deg(overview_camera([]).box) == 359
    assert overview_camera([]).zoom == 2.0


def test_overview_leaves_out_unsure_places() -> None:
    far = story_place("Quito", -0.2, -78.5, salience=1.0)
    near = [LYON, PARIS]
    assert contains(overview_camera([far, *near]).box, -0.2, -78.5)
    assert not contains(overview_camera([far, *near], {"quito"}).box, -0.2, -78.5)
    assert contains(overview_camera([far], {"quito"}).box, -0.2, -78.5)


def test_overview_of_countries_is_their_common_view() -> None:
    assert overview_camera([FRANCE, SPAIN]) == setting_camera([FRANCE, SPAIN])


def test_town_has_45_km_around_it() -> None:
    box = frame(LYON.place)
    assert distance_km(box.south, 4.84, box.north, 4.84) == pytest.approx(90, rel=0.01)
    large = frame(place("Tokyo", 35, 139, radius_km=80))
    assert distance_km(large.south, 139, large.north, 139) == pytest.approx(160, rel=0.01)


def test_area_has_its_own_box_and_a_tiny_one_is_a_town() -> None:
    assert frame(ALPS.place) == ALPS.place.bbox
    islet = place("Islet", 10, 10, "ISL", bbox=BoundingBox(9.9, 9.9, 10.1, 10.1))
    assert width_deg(frame(islet)) > 0.6
    long = place("Spit", 10, 10, "ISL", bbox=BoundingBox(9.95, 9.7, 10.05, 10.3))
    assert frame(long) == long.bbox


def test_middle_of_a_large_country_is_shown() -> None:
    assert frame(FRANCE.place) == FRANCE.place.bbox
    box = frame(RUSSIA.place)
    assert distance_km(box.south, 100, box.north, 100) == pytest.approx(1400, rel=0.01)
    tiny = place("Luxembourg", 49.7, 6.1, "PCLI", radius_km=60)
    assert distance_km(frame(tiny).south, 6.1, frame(tiny).north, 6.1) == pytest.approx(300, rel=0.01)
    malta = place("Malta", 35.9, 14.4, "PCLI", radius_km=15)
    assert distance_km(frame(malta).south, 14.4, frame(malta).north, 14.4) == pytest.approx(90, rel=0.01)


def test_places_in_passing_are_shown_from_farther_away() -> None:
    passing = story_place("Rome", 41.9, 12.5, role=Role.PASSING)
    assert camera_for([passing]).zoom == PASSING_ZOOM
    assert camera_for([passing, LYON]).zoom == 9.0
    assert camera_for([LYON, FRANCE]).zoom == 9.0
    assert camera_for([story_place("Far", 1, 1, role=Role.PASSING, zoom=4.0)]).zoom == 4.0


def test_distant_place_of_an_earlier_passage_does_not_widen_a_view_again() -> None:
    ballarat = story_place("Ballarat", -37.6, 143.9)
    overview = camera_for([LYON])
    assert without_revisited([LYON, ballarat], {"ballarat"}, overview) == [LYON]
    assert without_revisited([LYON, ballarat], (), overview) == [LYON, ballarat]
    assert without_revisited([ballarat], {"ballarat"}, overview) == [ballarat]
    vienne = story_place("Vienne", 45.52, 4.87)
    assert without_revisited([LYON, vienne], {"lyon", "vienne"}, overview) == [LYON, vienne]


def test_passage_near_the_town_of_the_story_also_shows_the_town() -> None:
    town, village = (
        story_place(name, 53.14 + north, -3.8, zoom=CLOSEST, close_zoom=CLOSEST, salience=salience)
        for name, north, salience in (("Llanrwst", 0.0, 1.0), ("Trefriw", 0.05, 0.3))
    )
    far = story_place("Leiden", 52.16, 4.49)
    assert with_home([village], [town, village]) == [village, town]
    assert with_home([far], [town, village, far]) == [far]
    equal = replace(town, salience=0.4)
    assert with_home([village], [equal, village]) == [village]


def test_towns_are_finer_than_rivers_and_rivers_finer_than_countries() -> None:
    malta = story_place("Malta", 35.9, 14.4, "PCLI", radius_km=15)
    europe = story_place("Europe", 50, 20, "CONT", radius_km=3000)
    assert finest([europe, FRANCE, RHONE, LYON, malta]) == [LYON, malta]
    assert finest([europe, FRANCE, RHONE]) == [RHONE]
    assert finest([europe, FRANCE]) == [FRANCE]
    assert finest([]) == []
    province = story_place("Yakutia", 66, 129, "ADM1", radius_km=1100)
    assert finest([province, FRANCE, RHONE]) == [province, RHONE]
    assert finest([province, LYON]) == [LYON]
    assert finest([replace(province, place=replace(province.place, radius_km=900)), RHONE])[0].slug == "yakutia"
    assert len(finest([replace(province, place=replace(province.place, radius_km=900)), RHONE])) == 1


def test_camera_fits_places_that_are_meant() -> None:
    assert framed_places([PARIS, LYON, FRANCE], {"lyon"}, ()) == [LYON]
    assert framed_places([PARIS, LYON], (), ()) == [PARIS, LYON]


def test_unsure_place_far_away_is_not_fitted() -> None:
    near = story_place("Vienne", 45.5, 4.9)
    far = story_place("Quito", -0.2, -78.5)
    names = {"lyon", "vienne", "quito"}
    assert framed_places([LYON, near, far], names, {"quito"}) == [LYON, near]
    assert framed_places([LYON, near, far], names, ()) == [LYON, near, far]
    # showing Vienne lowers the zoom only a little
    assert framed_places([LYON, near], names, {"vienne"}) == [LYON, near]
    assert framed_places([LYON, far], names, {"quito"}) == [LYON]
    assert framed_places([far], names, {"quito"}) == [far]


def test_unsure_place_may_lower_the_zoom_by_one_and_a_half_levels() -> None:
    sure, shown = [LYON, story_place("Vienne", 45.5, 4.9)], set()
    for lat in (46.5, 48, 50, 52, 54, 56, 58, 60, 65, 70):
        unsure = story_place("Unsure", lat, 4.84)
        loss = min(PASSING_ZOOM, zoom_of(sure)) - zoom_of([*sure, unsure])
        is_shown = unsure in framed_places([*sure, unsure], {"lyon", "vienne", "unsure"}, {"unsure"})
        assert is_shown == (loss <= 1.5)
        shown.add(is_shown)
    assert shown == {True, False}


def test_place_in_passing_far_from_main_places_is_not_fitted() -> None:
    far = story_place("Quito", -0.2, -78.5, role=Role.PASSING)
    near = story_place("Geneva", 46.2, 6.1, role=Role.PASSING)
    names = {"lyon", "geneva", "quito"}
    assert framed_places([LYON, near, far], names, ()) == [LYON, near]
    assert framed_places([far], {"quito"}, ()) == [far]


def test_place_in_passing_does_not_widen_the_view_of_neighbouring_places() -> None:
    aside = story_place("Paris", 48.9, 2.4, role=Role.PASSING)
    quarter = story_place("Fourviere", 45.76, 4.82, zoom=CLOSEST, close_zoom=CLOSEST)
    names = {"lyon", "fourviere", "paris"}
    assert framed_places([quarter, aside], names, ()) == [quarter]
    assert framed_places([LYON, aside], names, ()) == [LYON, aside]


def test_area_in_passing_is_not_fitted_beside_a_main_place() -> None:
    savoy = story_place("Savoy", 45.5, 6.4, "ADM1", radius_km=80, bbox=BoundingBox(5.6, 45, 7.2, 46.4))
    names = {"lyon", "savoy"}
    assert framed_places([LYON, savoy], names, ()) == [LYON, savoy]
    aside = replace(savoy, role=Role.PASSING)
    assert framed_places([LYON, aside], names, ()) == [LYON]
    assert framed_places([aside], names, ()) == [aside]


def test_passages_about_neighbouring_countries_have_one_camera() -> None:
    czechia = story_place(
        "Czechia", 50, 15, "PCLI", bbox=BoundingBox(12, 48.5, 19, 51), radius_km=160, salience=0.5, zoom=6.0
    )
    wide = setting_camera([FRANCE, czechia])
    assert wide is not None
    assert all(contains(wide.box, *p.place.position) for p in (FRANCE, czechia))
    assert scene_camera([FRANCE], wide) == wide == scene_camera([czechia], wide)
    assert scene_camera([RUSSIA], wide) != wide
    assert contains(scene_camera([RUSSIA], wide).box, 60, 100)
    assert contains(scene_camera([FRANCE], None).box, 46, 2)
    assert scene_camera([LYON], wide) == camera_for([LYON])


def test_small_country_has_its_own_closer_camera() -> None:
    lebanon = story_place(
        "Lebanon", 33.9, 35.9, "PCLI", bbox=BoundingBox(35.1, 33, 36.6, 34.7), radius_km=58, salience=0.5, zoom=6.0
    )
    wide = setting_camera([FRANCE, SPAIN, lebanon])
    own = scene_camera([lebanon], wide)
    assert own != wide and own.zoom > 6.0
    large = story_place("Mali", 17, -4, "PCLI", bbox=BoundingBox(-12, 10, 4, 25), radius_km=700, zoom=6.0)
    assert scene_camera([large], None).zoom == 6.0
    assert scene_camera([lebanon, large], None).zoom == 6.0


def test_common_view_has_nine_tenths_of_the_salience() -> None:
    camera = setting_camera([RUSSIA, FRANCE, SPAIN])
    assert camera is not None and not contains(camera.box, 60, 100)
    equal = setting_camera(
        [
            FRANCE,
            story_place(
                "India", 22, 79, "PCLI", bbox=BoundingBox(68, 8, 97, 35), radius_km=1000, salience=0.8, zoom=5.0
            ),
        ]
    )
    assert equal is not None and contains(equal.box, 22, 79) and contains(equal.box, 46, 2)
    assert equal.zoom == 6.0
    assert setting_camera([LYON, RHONE]) is None


def test_country_that_overlaps_the_view_of_the_others_does_not_widen_it() -> None:
    around = story_place(
        "Empire", 50, 60, "PCLI", bbox=BoundingBox(0, 30, 120, 70), radius_km=3000, salience=0.9, zoom=6.0
    )
    assert setting_camera([FRANCE, around]) == setting_camera([FRANCE])


def test_passage_with_a_stop_does_not_show_places_far_from_it() -> None:
    stop = Stop("lyon", "p1", 0.0, "")
    near, far = story_place("Vienne", 45.5, 4.9), story_place("Quito", -0.2, -78.5)
    assert near_stops([LYON, near, far], "p1", [stop]) == [LYON, near]
    assert near_stops([LYON, near, far], "p2", [stop]) == near_stops([LYON, near, far], "p1", []) == [LYON, near, far]
    assert near_stops([near, far], "p1", [stop]) == [near, far]


def test_stop_of_another_passage_must_be_nearer_than_other_places() -> None:
    for lat, loss, is_shown, is_shown_as_stop in (
        (46.2, 1.0, True, True),
        (47.5, 2.1, True, False),
        (52, 9, False, False),
    ):
        other = story_place("Other", lat, 4.84)
        assert zoom_of([LYON]) - zoom_of([LYON, other]) <= loss
        later, between = Stop("other", "p3", 0.0, ""), Stop("vienne", "p2", 0.0, "")
        # as the next stop of the journey, the place is shown as if it were no stop
        for elsewhere, shown in (((), is_shown), ((between, later), is_shown_as_stop), ((later,), is_shown)):
            found = near_stops([LYON, other], "p1", [Stop("lyon", "p1", 0.0, ""), *elsewhere])
            assert found == ([LYON, other] if shown else [LYON])


def test_one_far_place_does_not_widen_the_view_of_a_group() -> None:
    islands = [story_place(f"Island {i}", 37 + i / 9, 25, "ISL", salience=0.3) for i in range(5)]
    milan = story_place("Milan", 45.5, 9.2, salience=0.2)
    named = [*islands, milan]
    slugs = {p.slug for p in named}
    assert framed_places(named, slugs, set()) == islands
    assert framed_places(named[1:], slugs, set()) == named[1:]
    salient = [*islands, replace(milan, salience=0.9)]
    assert framed_places(salient, slugs, set()) == salient


def test_area_around_a_town_is_only_its_surroundings() -> None:
    grenoble = story_place("Grenoble", 45.2, 5.7)
    both, alps = scene_camera([grenoble, ALPS], None), camera_for([grenoble, ALPS])
    near = fit_zoom(camera_for([grenoble]), WINDOW)
    assert fit_zoom(both, WINDOW) == pytest.approx(max(near - 1.0, fit_zoom(alps, WINDOW) + LARGER))
    assert contains(both.box, 45.2, 5.7) and width_deg(both.box) < 2
    valley = story_place("Valley", 45.2, 5.7, "VAL", bbox=BoundingBox(5, 44.6, 6.4, 45.8))
    assert scene_camera([grenoble, valley], None) == camera_for([grenoble, valley])
    named = scene_camera([grenoble, ALPS], None, {ALPS.slug}).box
    assert contains(named, *ALPS.place.position) and not contains(both.box, *ALPS.place.position)
    assert scene_camera([ALPS], None) == camera_for([ALPS])


def test_view_inside_a_large_area_shows_10_km_around_the_name_of_the_area() -> None:
    grenoble = story_place("Grenoble", 45.2, 5.7)
    massif = story_place("Massif", 45.6, 5.7, "MTS", bbox=BoundingBox(-4, 36, 16, 54), radius_km=900)
    north = scene_camera([grenoble, massif], None).box.north
    assert north == camera_for([grenoble]).box.north
    assert scene_camera([grenoble, massif], None, {"massif"}).box.north == pytest.approx(45.6 + 10 / 111.195, abs=0.001)


def quarters(number: int, **values: Any) -> list[StoryPlace]:
    return [story_place(f"Quarter {i}", 38.71 + i / 200, -9.14, salience=0.9, **values) for i in range(number)]


def zooms(places: list[StoryPlace], streets: Streets | None = None) -> list[float]:
    return [p.zoom for p in with_close_zooms(places, streets)]


def test_story_about_three_neighbouring_places_comes_closer() -> None:
    assert zooms(quarters(3)) == [CLOSEST] * 3
    assert zooms(quarters(2)) == [9.0] * 2
    porto = story_place("Porto", 41.15, -8.61, salience=1.0)
    assert zooms([*quarters(3), porto]) == [CLOSEST] * 3 + [9.0]
    # the group has less than 60 % of the salience
    assert zooms([*quarters(3), porto, story_place("Faro", 37, -7.9, salience=1.0)]) == [9.0] * 5
    assert zooms([*quarters(2), story_place("Area", 38.71, -9.14, radius_km=40.0)]) == [9.0] * 3
    assert zooms([*quarters(2), story_place("Aside", 38.71, -9.14, role=Role.PASSING)]) == [9.0] * 3


@pytest.mark.parametrize(("step_deg", "is_near"), [(0.05, True), (0.2, False)])
def test_neighbours_are_within_12_km(step_deg: float, is_near: bool) -> None:
    north = [story_place(f"T{i}", 38 + i * step_deg, -9) for i in (-1, 0, 1)]
    east = [story_place(f"T{i}", 38, -9 + i * step_deg) for i in (-1, 0, 1)]
    for towns in (north, east):
        assert (zooms(towns) == [CLOSEST] * 3) == is_near


def test_with_streets_a_single_place_comes_close() -> None:
    one = [story_place("Alfama", 38.71, -9.13, "PPLX", radius_km=0.4)]
    (close,) = with_close_zooms(one, Streets())
    assert close.zoom > CLOSEST and close.close_zoom == 15.0 and is_close_up(close)
    assert zooms(one, Streets(area=BoundingBox(0, 0, 1, 1))) == [9.0]
    porto = story_place("Porto", 41.15, -8.61, salience=0.4)
    assert zooms([*one, porto], Streets())[1] == 9.0


def test_places_in_passing_near_the_group_have_streets_too() -> None:
    near = story_place("Café", 38.715, -9.14, role=Role.PASSING, salience=0.1)
    far = story_place("Porto", 41.15, -8.61, role=Role.PASSING, salience=0.1)
    close = with_close_zooms([*quarters(3), near, far], Streets())
    assert [is_close_up(p) for p in close] == [True] * 4 + [False]


def test_villages_are_shown_with_their_surroundings_and_sites_are_not() -> None:
    def zoom(**values: Any) -> float:
        return zooms([story_place("Here", 38.71, -9.13, **values)], Streets(max_zoom=16.0))[0]

    assert zoom(population=900) == zoom(radius_km=0.46) == 13.5
    assert zoom() == 16.0
    assert zoom(radius_km=4.0) == pytest.approx(12.64, abs=0.02)  # the diameter of 8 km is 420 px long
    assert zoom(radius_km=11.0) == pytest.approx(11.18, abs=0.02)


def test_close_place_that_is_alone_has_less_around_it() -> None:
    far = story_place("A", 0, 0)
    at = story_place("A", 0, 0, zoom=CLOSEST, close_zoom=CLOSEST)
    closer = story_place("A", 0, 0, zoom=CLOSEST + 1, close_zoom=15.0)
    assert [is_close_up(p) for p in (far, at, closer)] == [False, True, True]
    assert [close_km(p) for p in (at, closer)] == [8.0, 4.0]
    box = camera_for([at]).box
    assert distance_km(box.south, 0, box.north, 0) == pytest.approx(16, rel=0.01)


def test_town_around_places_with_streets_is_left_out() -> None:
    town = story_place("Lisbon", 38.71, -9.14, radius_km=9.0, close_zoom=15.0)
    inner = story_place("Alfama", 38.72, -9.13, radius_km=0.5, close_zoom=15.0)
    outer = story_place("Sintra", 38.9, -9.38, radius_km=0.5, close_zoom=15.0)
    assert without_towns([town, inner]) == [inner]
    assert without_towns([town, outer]) == [town, outer]
    assert without_towns([LYON, inner]) == [LYON, inner]


@settings(max_examples=60)
@given(st.lists(PLACES, min_size=2, max_size=6))
def test_bound_of_a_zoom_holds_for_every_group_in_between(
    rows: list[tuple[float, float, float, float, Role, float]],
) -> None:
    extents, everything = Extents([*_places(rows), FRANCE]), np.arange(len(rows) + 1)
    for first in everything:
        bound = extents.zoom_at_most(everything[first:], everything, 8.0)
        for i in range(first + 1):
            assert extents.zoom(everything[i:], 8.0, 0.12) <= bound + 1e-9
