"""The opening map of a story: what it frames, and in which order it labels places."""

from __future__ import annotations

from dataclasses import replace

from storymap.basemap.levels import CLOSEST
from storymap.compose.close_up import with_close_zooms
from storymap.compose.overview import overview_camera
from storymap.compose.ranking import label_ranking
from storymap.model import BoundingBox, Place, Position, Role, StoryPlace
from storymap.sphere import contains


def story_place(name: str, lat: float, lon: float, salience: float, **values: object) -> StoryPlace:
    role = values.pop("role", Role.MAIN)
    country = str(values.pop("country", ""))
    box = values.pop("bbox", None)
    assert box is None or isinstance(box, BoundingBox)
    place = Place(
        name,
        name,
        Position(lat, lon),
        str(values.pop("feature_class", "P")),
        str(values.pop("code", "PPL")),
        country_codes=(country,) if country else (),
        population=int(str(values.pop("population", 0))),
        radius_km=float(str(values.pop("radius_km", 1.0))),
        bbox=box,
    )
    assert not values
    return StoryPlace(name, place, name, Role(str(role)), salience)


WHITBY = story_place("whitby", 54.5, -0.6, 1.0)
SCARBOROUGH = story_place("scarborough", 54.3, -0.4, 0.3)
HULL = story_place("hull", 53.7, -0.3, 0.3)
LONDON = story_place("london", 51.5, -0.1, 0.2, code="PPLC", population=9_000_000)
ANTWERP = story_place("antwerp", 51.2, 4.4, 0.2)


def test_far_places_of_a_local_story_are_outside_the_overview() -> None:
    box = overview_camera([WHITBY, SCARBOROUGH, HULL, LONDON, ANTWERP]).box
    assert contains(box, 54.5, -0.6) and contains(box, 53.7, -0.3)
    assert not contains(box, 51.5, -0.1) and not contains(box, 51.2, 4.4)


def test_overview_shows_places_of_each_section() -> None:
    york, leeds = story_place("york", 54.0, -1.1, 0.3), story_place("leeds", 53.8, -1.5, 0.3)
    places = [WHITBY, SCARBOROUGH, HULL, york, leeds, LONDON, ANTWERP]
    assert not contains(overview_camera(places, (), [{"whitby", "hull"}, {"london", "york"}]).box, 51.5, -0.1)
    box = overview_camera(places, (), [{"whitby", "hull"}, {"london", "antwerp", "thames"}]).box
    assert contains(box, 51.5, -0.1) or contains(box, 51.2, 4.4)


def test_overview_does_not_introduce_a_single_distant_flashback() -> None:
    whitby, hull = {"whitby", "scarborough"}, {"hull"}
    sydney = story_place("sydney", -33.9, 151.2, 0.3)
    places = [WHITBY, SCARBOROUGH, HULL, sydney]
    assert not contains(overview_camera(places, (), [whitby, hull, {"sydney"}]).box, -33.9, 151.2)
    # two distant sections are not flashbacks, and neither is one that has much of the salience
    lima = story_place("lima", -12.0, -77.0, 0.3)
    assert contains(overview_camera([*places, lima], (), [whitby, hull, {"sydney"}, {"lima"}]).box, -33.9, 151.2)
    long = replace(sydney, salience=0.9)
    assert contains(overview_camera([*places[:3], long], (), [whitby, hull, {"sydney"}]).box, -33.9, 151.2)


def test_overview_shows_all_places_in_the_country_that_the_story_is_about() -> None:
    kenya = story_place("kenya", 1, 38, 1.0, role=Role.SETTING, feature_class="A", code="PCLI", country="KE")
    towns = [story_place(f"town {i}", 0.1 * i, 36 + 0.1 * i, 0.3, country="KE") for i in range(6)]
    mombasa = story_place("mombasa", -4.1, 39.7, 0.1, country="KE")
    assert contains(overview_camera([kenya, *towns, mombasa]).box, -4.1, 39.7)


def test_group_of_towns_is_framed_closer_than_a_single_town() -> None:
    both, single = overview_camera([WHITBY, SCARBOROUGH]).box, overview_camera([WHITBY]).box
    assert both.north - both.south < single.north - single.south


def test_capital_is_labelled_before_villages_with_as_many_mentions() -> None:
    villages = [story_place(f"village {i}", 44 + i / 10, 20, 0.3) for i in range(5)]
    belgrade = story_place("belgrade", 44.8, 20.5, 0.28, code="PPLC", population=1_270_000)
    ranking = label_ranking([*villages, belgrade], [])
    assert ranking.index("belgrade") == 3


def test_countries_follow_the_three_most_salient_places() -> None:
    named = [*2 * ["whitby", "hull", "scarborough"], "antwerp"]
    serbia = story_place("serbia", 44, 21, 1.0, role=Role.SETTING, feature_class="A", code="PCLI")
    ranking = label_ranking([serbia, WHITBY, SCARBOROUGH, HULL, LONDON], named)
    assert ranking == ("whitby", "hull", "scarborough", "serbia", "london")


def test_each_part_of_the_overview_has_a_label_before_a_second_one() -> None:
    suburbs = [story_place(f"suburb {i}", 48.8 + i / 100, 2.3, 0.9) for i in range(4)]
    lima = story_place("lima", -12, -77, 0.7)
    places = [*suburbs, lima]
    named = [p.slug for p in places]
    ranking = label_ranking(places, named, overview=overview_camera(places))
    assert ranking.index("lima") == 1


def test_place_that_begins_a_paragraph_is_labelled_before_others() -> None:
    towns = [story_place(f"town {i}", 50 + i, 2.3, 0.9) for i in range(4)]
    named = [p.slug for p in towns]
    assert label_ranking(towns, [*named, "town 0"], openers={"town 2"})[1] == "town 2"


def test_neighbouring_places_are_shown_closer() -> None:
    quarters = [story_place(f"quarter {i}", 38.71 + i / 200, -9.14, 0.9) for i in range(3)]
    far = story_place("porto", 41.15, -8.61, 0.2)
    close = with_close_zooms([*quarters, far])
    assert [p.zoom for p in close] == [CLOSEST] * 3 + [9.0]
    assert overview_camera(close[:3]).zoom == CLOSEST


def test_places_of_a_region_keep_their_zoom() -> None:
    towns = [story_place(f"town {i}", 38 + i / 2, -9.14, 0.9) for i in range(4)]
    assert with_close_zooms(towns) == tuple(towns)


def test_region_as_large_as_a_continent_has_no_label() -> None:
    union = story_place("european union", 50, 12, 0.9, feature_class="L", code="RGN", radius_km=1740)
    assert label_ranking([union, WHITBY], []) == ("whitby",)


def test_place_in_passing_and_unsure_place_come_after_the_others() -> None:
    unsure, passing = story_place("unsure", 54, 0, 0.9), story_place("passing", 10, 0, 0.9, role=Role.PASSING)
    rest = [WHITBY, SCARBOROUGH, HULL]
    assert label_ranking([unsure, passing, *rest], [], {"unsure"})[:3] == ("whitby", "hull", "scarborough")


def test_region_around_neighbouring_places_does_not_keep_them_from_being_shown_closer() -> None:
    villages = [story_place(f"village {i}", 44.6 + i / 50, 7.95, 0.3) for i in range(4)]
    box = BoundingBox(7.5, 44.3, 8.4, 44.9)
    hills = story_place("hills", 44.6, 8.0, 1.0, feature_class="L", code="RGN", radius_km=30.0, bbox=box)
    elsewhere = replace(hills, place=replace(hills.place, bbox=BoundingBox(9.5, 44.3, 10.4, 44.9)))
    assert [p.zoom for p in with_close_zooms([hills, *villages])][1:] == [CLOSEST] * 4
    assert [p.zoom for p in with_close_zooms([elsewhere, *villages])][1:] == [9.0] * 4


def test_few_places_are_left_out_for_small_screens_alone() -> None:
    places = [story_place(f"town {i}", 52.5 + i / 20, 7.3, 0.5) for i in range(7)]
    north = [story_place("papenburg", 53.1, 7.4, 0.3), story_place("dorpen", 53.0, 7.35, 0.2)]
    assert contains(overview_camera([*places, *north]).box, 53.1, 7.4)
    assert not contains(overview_camera([*places, replace(north[0], salience=0.05)]).box, 53.1, 7.4)


def test_area_around_more_salient_places_does_not_widen_the_overview() -> None:
    towns = [story_place("Whitby", 54.49, -0.61, 0.5), story_place("Hull", 53.74, -0.34, 0.3)]
    box = BoundingBox(-2.6, 53.6, -0.2, 54.6)
    county = story_place("North Yorkshire", 54.1, -1.4, 0.2, feature_class="A", code="ADM2", radius_km=61.0, bbox=box)
    assert overview_camera([*towns, county]) == overview_camera(towns)
    assert overview_camera([replace(towns[0], salience=0.1), county]).box.west < -2.5


def test_places_are_left_out_if_only_small_screens_come_closer_without_them() -> None:
    names = ("Alfama", 38.71, -9.13), ("Belem", 38.70, -9.19), ("Marvila", 38.74, -9.10), ("Chiado", 38.71, -9.14)
    quarters = with_close_zooms([story_place(name, lat, lon, 0.3, radius_km=1.0) for name, lat, lon in names])
    assert overview_camera([*quarters, story_place("Setubal", 38.52, -8.89, 0.06)]) == overview_camera(quarters)


def test_story_on_all_continents_has_the_edges_of_the_map_in_the_pacific() -> None:
    rows = {
        "dhaka": (23.7, 90.4),
        "sydney": (-33.9, 151.2),
        "tuvalu": (-8.5, 179.2),
        "phoenix": (33.4, -112.0),
        "belem": (-1.5, -48.5),
        "seville": (37.4, -6.0),
        "catania": (37.5, 15.1),
    }
    places = [story_place(name, *at, 0.5) for name, at in rows.items()]
    box = overview_camera(places).box
    assert abs(box.west - -112) < 2 and abs(box.east - 179.2) < 2
    without = overview_camera([p for p in places if p.slug != "tuvalu"]).box  # the gap in the Pacific is the widest
    assert abs(without.west - -112) < 2
    few = [p for p in places if p.slug in ("dhaka", "sydney", "tuvalu", "phoenix")]
    assert contains(overview_camera(few).box, 0, -150)  # a story on the Pacific
