"""Places near a position (`within`) and in a box (`largest`)."""

from __future__ import annotations

from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox
from storymap.sphere import contains, distance_km

_CITY = frozenset({"city"})
_JAPAN = BoundingBox(128.0, 30.0, 146.0, 46.0)


def test_nearest_places_come_first() -> None:
    found = open_gazetteer().within(43.06, 141.35, 60, _CITY, 50)  # Sapporo
    far = [distance_km(43.06, 141.35, e.lat, e.lon) for e in found]
    assert far == sorted(far)
    assert far[-1] <= 60
    assert open_gazetteer().place(found[0]).name == "Sapporo"
    assert "Chitose" in {open_gazetteer().place(e).name for e in found}


def test_results_are_limited_to_kinds() -> None:
    found = open_gazetteer().within(43.06, 141.35, 300, frozenset({"island", "admin1"}), 10)
    assert {e.kind for e in found} <= {"island", "admin1"}
    assert "geonames-admin1:JP.12" in {open_gazetteer().place(e).id for e in found}


def test_empty_set_of_kinds_finds_all_kinds() -> None:
    assert len({e.kind for e in open_gazetteer().within(35.68, 139.76, 30, frozenset(), 500)}) > 1


def test_circle_can_cross_antimeridian() -> None:
    found = open_gazetteer().within(-17.0, 179.95, 150, frozenset(), 100)  # Fiji
    assert {e.lon > 0 for e in found} == {True, False}


def test_circle_can_contain_pole() -> None:
    found = open_gazetteer().within(89.0, 0.0, 1500, frozenset(), 20)
    assert all(distance_km(89.0, 0.0, e.lat, e.lon) <= 1500 for e in found)


def test_most_prominent_places_in_box_come_first() -> None:
    found = open_gazetteer().largest(_JAPAN, _CITY, 5)
    assert all(contains(_JAPAN, e.lat, e.lon) for e in found)
    assert "Tokyo" in {open_gazetteer().place(e).name for e in found}
    prominence = [e.prominence for e in found]
    assert prominence == sorted(prominence, reverse=True)


def test_largest_cities_of_world_are_found() -> None:
    world = BoundingBox(-180, -85, 180, 85)
    names = {open_gazetteer().place(e).name for e in open_gazetteer().largest(world, _CITY, 20)}
    assert {"Beijing", "Tokyo", "Delhi"} & names


def test_box_can_cross_antimeridian() -> None:
    found = open_gazetteer().largest(BoundingBox(176.0, -20.0, -178.0, -15.0), _CITY, 10)
    assert "Suva" in {open_gazetteer().place(e).name for e in found}


def test_box_without_places_is_empty() -> None:
    assert open_gazetteer().largest(BoundingBox(-130.0, -49.0, -128.0, -47.0), _CITY, 5) == []
