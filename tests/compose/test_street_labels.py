"""Names of streets, waters and quarters on maps with streets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.compose.street_labels import shown_with_streets, street_labels
from storymap.model import BoundingBox, Camera, Label, Position, Scene
from tests.compose.examples import Streets, story_place

VIEW = Camera(BoundingBox(-9.16, 38.70, -9.12, 38.73), 14.0)
LISBON = story_place("Lisbon", 38.715, -9.14, zoom=14.0, close_zoom=15.0)


def street(
    text: str, lat: float = 38.715, lon: float = -9.14, low: float = 13.0, kind: str = "street", km: float = 0.5
) -> Label:
    half = km / 2 / 111.2
    return Label(text, Position(lat, lon), low, 17.0, kind, (Position(lat - half, lon), Position(lat + half, lon)))


def names(labels: list[Label], others: tuple[Label, ...] = (), view: Camera = VIEW) -> list[str]:
    return [label.text for label in street_labels([], [LISBON], Streets(labels), "pt", view, others)]


def test_places_are_named_before_waters_and_streets() -> None:
    labels = [street("Rua A"), street("Tejo", 38.71, kind="stream"), street("Alfama", 38.712, kind="quarter")]
    assert names(labels) == ["Alfama", "Tejo", "Rua A"]


def test_view_without_streets_has_no_labels() -> None:
    assert names([street("Rua A")], view=replace(VIEW, zoom=10.5)) == []
    assert names([street("Rua A")], view=replace(VIEW, zoom=10.6)) != []


def test_number_of_names_of_a_view_is_limited_by_kind() -> None:
    streets = [street(f"Rua {i:02}", 38.70 + i / 2000) for i in range(40)]
    later = [street(f"Beco {i:02}", 38.70 + i / 2000, low=16.5) for i in range(40)]
    found = names([*streets, *later])
    assert sum(name.startswith("Rua") for name in found) == 22
    assert sum(name.startswith("Beco") for name in found) == 12


@pytest.mark.parametrize(
    ("kind", "now", "at_other_zooms"),
    [("quarter", 6, 4), ("city", 6, 4), ("sea", 4, 2), ("stream", 5, 3), ("land", 5, 3), ("bridge", 0, 0)],
)
def test_number_of_places_and_waters_of_a_view_is_limited(kind: str, now: int, at_other_zooms: int) -> None:
    labels = [street(f"Now {i:02}", 38.70 + i / 400, kind=kind) for i in range(12)]
    later = [street(f"Later {i:02}", 38.70 + i / 400, -9.13, low=16.5, kind=kind) for i in range(12)]
    found = names([*labels, *later])
    assert (sum(n.startswith("Now") for n in found), sum(n.startswith("Later") for n in found)) == (now, at_other_zooms)


def test_only_30_views_have_names_of_streets() -> None:
    views = [Camera(BoundingBox(i, 10, i + 0.01, 10.01), 14.0) for i in range(40)]
    labels = [street(f"Street {i:02}", 10.005, i + 0.005) for i in range(40)]
    scenes = [Scene(f"p{i}", (f"p{i}",), (), camera) for i, camera in enumerate(views)]
    assert len(street_labels(scenes, [], Streets(labels), "pt", VIEW, ())) == 30


def test_page_has_at_most_150_names_from_all_its_views() -> None:
    labels = [street(f"Rua {i:03}", 38.5 + i / 500, -9.0 + i / 500) for i in range(500)]
    views = [Camera(BoundingBox(-9 + i / 10, 38.5 + i / 10, -8.95 + i / 10, 38.55 + i / 10), 14.0) for i in range(10)]
    scenes = [Scene(f"p{i}", (f"p{i}",), (), camera) for i, camera in enumerate(views)]
    found = street_labels(scenes, [], Streets(labels), "pt", VIEW, ())
    assert len(found) == 150
    for view in views:  # each view has some of the labels
        assert any(view.box.south <= label.position.lat <= view.box.north for label in found)


def test_minor_streets_near_the_middle_of_the_view_come_first() -> None:
    middle = [street(f"Centro {i:02}", 38.715 + i / 100_000, low=14.5) for i in range(22)]
    edge = [street(f"Longe {i:02}", 38.701 + i / 100_000, low=14.5) for i in range(22)]
    assert sorted(names([*edge, *middle], view=replace(VIEW, zoom=16.0)))[:22] == sorted(label.text for label in middle)
    main = [street(f"Avenida {i:02}", 38.701 + i / 100_000, low=13.0) for i in range(22)]
    assert sum(n.startswith("Avenida") for n in names([*middle, *main], view=replace(VIEW, zoom=16.0))) == 22


def test_part_of_a_street_is_named_once() -> None:
    whole, part, far = street("Rua A", km=1), street("Rua A", 38.7155, km=0.1), street("Rua A", 38.723, km=1)
    assert len(names([whole, part])) == 1
    assert len(names([whole, far])) == 2
    assert len(names([whole, replace(part, text="Rua B")])) == 2
    assert len(names([whole, replace(part, kind="stream")])) == 2
    assert len(names([whole, replace(part, low=12.0)])) == 2  # the two labels are shown at different zooms
    assert len(names([whole, replace(part, high=18.0)])) == 2


def test_place_that_the_map_names_already_is_left_out() -> None:
    village = street("Sintra", kind="city")
    near, far = Position(38.735, -9.14), Position(38.79, -9.14)  # the two positions are 2 and 8 km away
    other = Label("SINTRA", near, 5.0, 13.0, "sea")
    assert names([village], (other,)) == []
    assert names([village], (replace(other, position=far),)) == ["Sintra"]
    assert names([street("lisbon", kind="quarter")]) == []  # the story has a label with this name
    assert names([street("Lisbon")]) == ["Lisbon"]  # this name belongs to a street


def test_village_at_the_position_of_a_named_town_is_the_town() -> None:
    town = Label("Sintra", Position(38.715, -9.1405), 5.0, 13.0, "city")
    assert names([street("Vila", kind="city")], (town,)) == []
    assert names([street("Vila", 38.724, kind="city")], (town,)) == ["Vila"]
    assert names([street("Vila", kind="quarter")], (town,)) == ["Vila"]
    assert names([street("Vila", kind="city")], (replace(town, kind="sea"),)) == ["Vila"]


def test_countries_and_provinces_are_not_named_among_streets() -> None:
    labels = [Label("X", Position(0, 0), 4.0, 13.0, kind) for kind in ("country", "land", "city", "sea")]
    assert [label.high for label in shown_with_streets(labels)] == [11.0, 11.0, 17.0, 17.0]
    assert shown_with_streets([replace(labels[0], high=6.0)])[0].high == 6.0
