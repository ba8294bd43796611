"""Messages about single values of places.yaml, and the values at the limits of their ranges."""

from __future__ import annotations

from typing import Any

import pytest

from storymap.errors import OverrideError
from storymap.model import BoundingBox, Camera, Dispute, Place, Position
from storymap.overrides import keys
from storymap.overrides.conflicts import circle_of
from storymap.overrides.read import load_overrides_text
from storymap.overrides.scalars import describe, is_number, to_number
from storymap.overrides.values import Override, Overrides, Selector


def load(text: str) -> Overrides:
    return load_overrides_text(f"version: 1\n{text}\n", "places.yaml")


def entry(fields: str) -> Override:
    (one,) = load(f"places:\n  A: {{{fields}}}").entries
    return one


def place(fields: str) -> Place:
    found = entry(fields).place
    assert found is not None
    return found


def problem(text: str) -> str:
    with pytest.raises(OverrideError) as raised:
        load(text)
    return str(raised.value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "a mapping"), ([1], "a list"), (None, "an empty value"), (True, "true"), (False, "false"), ("x" * 50, f"the text “{'x' * 40}”"),
        (5, "5"), (1.5, "1.5"), (10**50, "1" + "0" * 39),
    ],
)  # fmt: skip
def test_value_in_a_message(value: Any, words: str) -> None:
    assert describe(value) == words


def test_booleans_and_texts_are_no_numbers() -> None:
    assert [is_number(value) for value in (0, 1.5, True, False, "5", None)] == [True, True, False, False, False, False]
    assert to_number(3) == 3.0
    for value in (True, "5", None, 10**400):
        with pytest.raises(TypeError):
            to_number(value)


@pytest.mark.parametrize(
    ("key", "low", "high", "below", "above"),
    [
        ("zoom", "1", "18", "0.9", "18.1"),
        ("radius_km", "0.01", "5000", "0.009", "5001"),
        ("nth", "1", "100000", "0", "100001"),
    ],
)
def test_number_has_a_range(key: str, low: str, high: str, below: str, above: str) -> None:
    for value in (low, high):
        assert entry(f"id: x, {key}: {value}").id == "x"
    for value in (below, above):
        assert f"`{key}` must be between {float(low):g} and {float(high):g}, not " in problem(
            f"places: {{A: {{id: x, {key}: {value}}}}}"
        )


def test_camera_has_a_zoom_from_0_to_18_and_9_by_default() -> None:
    def camera(fields: str) -> Camera | None:
        return load(f"scenes: {{p1: {{camera: {{{fields}}}}}}}").scenes["p1"].camera

    assert camera("lat: 1, lon: 2, zoom: 18") == Camera(BoundingBox(2, 1, 2, 1), 18)
    assert camera("lat: 1, lon: 2") == Camera(BoundingBox(2, 1, 2, 1), 9)
    assert camera("box: [1, 2, 3, 4], zoom: 5.5") == Camera(BoundingBox(1, 2, 3, 4), 5.5)
    assert camera("box: [179, 2, -179, 4]") == Camera(BoundingBox(179, 2, -179, 4), 9)
    assert "between 0 and 18" in problem("scenes: {p1: {camera: {lat: 1, lon: 2, zoom: 19}}}")
    assert "between 0 and 18" in problem("scenes: {p1: {camera: {lat: 1, lon: 2, zoom: -1}}}")


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("id: x, name: B", "`name` describes a place of your own, which needs `lat` and `lon`, or `at`. To change the name on the map, use `as`."),
        ("id: x, kind: town", "`kind` describes a place of your own, which needs `lat` and `lon`, or `at`."),
        ("id: x, box: [1, 1, 2, 2], kind: town", "`kind` describes"),
        ("id: x, name: B, kind: town", "`name` describes"),
        ("id: x, lat: 1, lon: 1", "`id` and `lat` cannot be combined"),
        ("ignore: true, id: x", "`ignore` and `id` cannot be combined"),
        ("lat: 1, lon: 2, zoom: '5 km'", "Write only the number, with a decimal point: zoom: 5."),
        ("lat: 1, lon: 2, zoom: '5,5'", "Write only the number, with a decimal point: zoom: 5.5."),
        ("lat: 1, lon: 2, zoom: high", "`zoom`: the text “high” is not a number. Write a number between 1 and 18."),
        ("lat: 43,16, lon: 1", "`16` is read as a separate key"),
        ("ignore: 'True'", "Remove the quotation marks: `ignore: true`."),
        ("ignore: 'no'", "`ignore` must be true or false, not the text “no”."),
        ("ignore: ~", "not an empty value."),
        ("lat: 1, lon: '2,5'", "Write a decimal point: lon: 2.5."),
        ("lat: '1N', lon: 2", "use `at` instead of `lat` and `lon`"),
        ("lat: 91, lon: 100", "latitude 91"),
        ("nth: 1.5, id: x", "`nth` must be a whole number"),
    ],
)  # fmt: skip
def test_message_about_a_field_says_what_to_write(fields: str, hint: str) -> None:
    assert hint in problem(f"places: {{A: {{{fields}}}}}")


def test_swapped_coordinates_are_suggested_only_if_they_are_valid() -> None:
    assert "Did you swap them? Write lat: 90, lon: 180." in problem("places: {A: {lat: 180, lon: 90}}")
    assert "swap" not in problem("places: {A: {lat: 181, lon: 90}}")
    assert "swap" not in problem("places: {A: {lat: 100, lon: 91}}")


def test_place_of_ones_own_has_its_kind_box_and_radius() -> None:
    town = place("lat: 1, lon: 2")
    assert (town.id, town.name, town.position, town.source) == ("editor:A", "A", Position(1, 2), "editor")
    assert (town.feature_class, town.feature_code, town.radius_km, town.approximate) == ("P", "PPL", 0.0, False)
    for kind, (feature_class, code) in keys.KINDS.items():
        made = place(f"lat: 1, lon: 2, kind: {kind}")
        assert (made.feature_class, made.feature_code) == (feature_class, code)
    near = place("lat: 1, lon: 2, approximate: true")
    assert (near.approximate, near.radius_km) == (True, 10.0)
    assert place("lat: 1, lon: 2, approximate: true, radius_km: 3").radius_km == 3.0
    boxed = place("lat: 1, lon: 2, box: [1, 0, 3, 2]")
    assert (boxed.feature_code, boxed.bbox, boxed.approximate) == ("RGN", BoundingBox(1, 0, 3, 2), False)
    assert 110 < boxed.radius_km < 160
    assert entry("lat: 1, lon: 2, radius_km: 3").approximate_km == 0.0
    assert entry("note: B, radius_km: 3").approximate_km == 3.0


def test_places_with_one_name_at_two_positions_have_two_ids() -> None:
    found = load("places: {A: [{in: p1, lat: 1, lon: 2}, {in: p2, lat: 1, lon: 3}, {in: p3, lat: 1, lon: 2}]}").entries
    assert [one.place.id for one in found if one.place] == ["editor:A", "editor:A@1.00000,3.00000", "editor:A"]


def test_dispute_of_a_place() -> None:
    fields = "status: occupied, claimed_by: [jp, RU], administered_by: CN, since: 1945, note: Cold."
    found = place(f"lat: 1, lon: 2, dispute: {{{fields}}}").dispute
    assert found == Dispute("occupied", ("CN",), ("JP", "RU"), "1945", "Cold.")
    found = place("lat: 1, lon: 2, dispute: {claimed_by: JP}").dispute
    assert found == Dispute("disputed", (), ("JP",), "", "")


def test_selector_of_an_entry() -> None:
    assert entry("in: p2, nth: 3, id: x").selector == Selector("p2", 3)
    assert entry("quote: 'the  A of it', id: x").selector == Selector(quote="the A of it")
    assert not entry("id: x").selector.is_specific
    assert all(entry(f"{only}, id: x").selector.is_specific for only in ("in: p2", "nth: 1", "quote: an A"))


@pytest.mark.thorough
def test_area_has_rings_and_at_most_20_000_positions() -> None:
    def area(*rings: str, kind: str = "Polygon") -> str:
        return f"area: {{type: {kind}, coordinates: [{', '.join(rings)}]}}"

    square, hole = "[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]", "[[1, 1], [2, 1], [2, 2], [1, 1]]"
    found = place(area(square, hole)).footprint
    assert found is not None and [len(ring) for ring in found.polygons[0]] == [4, 3]
    assert found.polygons[0][0][1] == Position(0, 9)
    found = place(area(f"[{hole}]", "[[[5, 5, 100], [6, 5], [6, 6], [5, 5, 100]]]", kind="MultiPolygon")).footprint
    assert found is not None and len(found.polygons) == 2
    assert "Hole lies outside shell" in problem(f"places: {{A: {{{area(hole, square)}}}}}")
    long = ", ".join(f"[{i / 1000}, {(i % 2) / 1000}]" for i in range(20_000))
    many = f"[[0, -1], {long}, [20, -1], [0, -1]]"
    assert "more than 20,000 positions" in problem(f"places: {{A: {{{area(many)}}}}}")


@pytest.mark.parametrize(
    ("passage", "loop"), [("p1", "p1 p2 p3 p1"), ("p2", "p2 p3 p1 p2"), ("p4", ""), ("p5", ""), ("p9", "")]
)
def test_loop_of_joined_passages(passage: str, loop: str) -> None:
    text = "scenes: {p1: {title: A}, p2: {title: A}, p3: {title: A}, p4: {with: p1}, p5: {title: A}}"
    scenes = dict(load(text).scenes)
    for name, goal in (("p1", "p2"), ("p2", "p3"), ("p3", "p1")):
        scenes[name] = load(f"scenes: {{{name}: {{with: {goal}}}}}").scenes[name]
    assert circle_of(passage, scenes) == loop.split()
    assert "p1 with p2 with p1" in problem("scenes: {p1: {with: p2}, p2: {with: p1}}")


def test_entries_and_scenes_that_contradict_each_other_have_remarks() -> None:
    remarks = load("places:\n  A:\n    - {id: x}\n    - {id: y}\n    - {in: p1, id: z}\n    - {note: B}").remarks
    assert len(remarks) == 1 and remarks[0].startswith("places.yaml:5: A: this entry and the one in line 4 are both")
    (remark,) = load("scenes:\n  p1: {split: true, title: B}\n  p2: {split: true, with: p1}").remarks
    assert remark.startswith("places.yaml:4: p2: `split` begins a scene")


def test_version_of_the_file() -> None:
    for version, words in (("2", "newer version"), ("0", "is missing or differs"), ("true", "is missing or differs")):
        with pytest.raises(OverrideError, match=words):
            load_overrides_text(f"version: {version}\n", "places.yaml")


def test_entry_above_fields_without_indentation_is_explained() -> None:
    text = "places:\n  A:\n  id: x"
    assert problem(text).startswith("places.yaml:4:3: A: the entry is empty, and `id` below it is read as a name.")
    assert "A: expected `id" in problem("places:\n  A:\n  B: {id: x}")


def test_home_and_first_names() -> None:
    found = load("home: Lima\nnames: jp")
    assert (found.home, found.home_at, found.names_first) == ("Lima", "places.yaml:2", "JP")
    assert load("home: '-12, -77'").home == "-12, -77"
    assert "`names` must be one country code" in problem("names: [JP, RU]")
