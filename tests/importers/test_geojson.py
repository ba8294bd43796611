"""Our GeoJSON, edited as geojson.io and QGIS would, and what of it becomes a decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from storymap.errors import BroughtBackError
from storymap.export.gather import gather
from storymap.importers import read
from storymap.importers.plan import Change, plan
from storymap.importers.values import Brought
from tests.export.stories import CDATA, STORIES, TWO_NAMES, looked_up, written

Edit = Callable[[dict[str, Any]], Any]


def known(place_id: str) -> bool:
    return place_id.startswith("geonames:")


def brought(story: str, edit: Edit) -> Brought:
    document = json.loads(written(story, "geojson"))
    edit(document)
    return read(json.dumps(document).encode(), "story.geojson", gather(STORIES[story](), looked_up(story)), known)


def changes(story: str, edit: Edit) -> list[Change]:
    return plan(brought(story, edit), gather(STORIES[story](), looked_up(story)))


def feature(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in document["features"] if f["id"] == name)
    return found


def as_qgis_saves_it(document: dict[str, Any]) -> None:
    """Ids become properties, nested values text, points get a height, and what the collection itself has is gone."""
    for key in ("storymap", "bbox"):
        document.pop(key, None)
    document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    for f in document["features"]:
        f["properties"] = {
            "id": f.pop("id"),
            **{k: json.dumps(v) if isinstance(v, list | dict) else v for k, v in f["properties"].items()},
        }
        if f["geometry"]["type"] == "Point":
            f["geometry"]["coordinates"] = [c + 1e-9 for c in f["geometry"]["coordinates"]] + [0.0]


@pytest.mark.parametrize("edit", [lambda document: None, as_qgis_saves_it])
@pytest.mark.parametrize("story", STORIES)
def test_what_nobody_changed_changes_nothing(story: str, edit: Edit) -> None:
    found = brought(story, edit)
    assert plan(found, gather(STORIES[story](), looked_up(story))) == [] and found.remarks == []


def test_a_moved_point_is_a_place_of_ones_own_that_keeps_its_kind_and_dispute() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "łeft-isle")["geometry"]["coordinates"] = [-40.25, 10.5]

    moved = {change.surface: change for change in changes("hostile", edit)}
    assert set(moved) == {"The disputed island off Fiji", "Łeft Ísle"} and not moved["Łeft Ísle"].only
    decision = moved["Łeft Ísle"].decision
    assert (decision["name"], decision["lat"], decision["lon"], decision["kind"]) == (
        TWO_NAMES.name,
        10.5,
        -40.25,
        "island",
    )
    assert decision["dispute"]["claimed_by"] == ["XB", "XA"] and decision["dispute"]["since"] == "1999"


def test_an_area_stays_behind_or_is_not_brought_back_and_that_is_said() -> None:
    moved = brought("hostile", lambda d: feature(d, "fiji")["geometry"].update(coordinates=[178, -18]))
    assert moved.remarks == ["Fiji was moved; its area stays behind."]
    square = [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]]
    drawn = brought("hostile", lambda d: feature(d, "fiji-area")["geometry"].update(coordinates=square))
    assert not drawn.wanted and drawn.remarks[0].startswith("Fiji: its outline was changed")
    broken = brought("hostile", lambda d: feature(d, "fiji-area").update(geometry={"type": "Polygon"}))
    assert not broken.wanted and len(broken.remarks) == 1


def test_a_point_that_was_dragged_round_the_world_is_where_it_is() -> None:
    def edit(document: dict[str, Any]) -> None:
        at = feature(document, "fiji")["geometry"]["coordinates"]
        at[0] -= 360

    assert changes("hostile", edit) == []


def test_a_new_name_is_how_the_place_is_shown_and_a_note_a_note() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "wakkanai")["properties"].update(name="Wakkanai-shi", note="The northernmost town.")

    assert changes("ferry", edit) == [
        Change("Wakkanai", looks={"as": "Wakkanai-shi", "note": "The northernmost town."})
    ]


def test_a_note_that_was_wiped_out_is_taken_back() -> None:
    (change,) = changes("hostile", lambda d: feature(d, "łeft-isle")["properties"].update(note=""))
    assert change.looks == {"note": None}


def test_another_id_is_another_place() -> None:
    (change,) = changes("ferry", lambda d: feature(d, "nemuro")["properties"].update(place_id="geonames:0"))
    assert (change.surface, change.decision, change.only) == ("Nemuro", {"id": "geonames:0"}, {})


def test_an_id_that_nobody_knows_is_said_and_left() -> None:
    found = brought("ferry", lambda d: feature(d, "nemuro")["properties"].update(place_id="wikidata:Q1"))
    assert found.remarks == ["Nemuro: no place has the id `wikidata:Q1`."] and not found.wanted


def test_a_deleted_feature_is_no_place_any_more() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["features"] = [f for f in document["features"] if not f["id"].startswith("fiji")]

    (change,) = changes("hostile", edit)
    assert (change.surface, change.decision, change.only) == ("Fiji", {"ignore": True}, {})
    assert str(change) == "Fiji: not on the map any more"


def test_a_new_point_must_bear_a_name_of_the_article() -> None:
    def add(name: str) -> Edit:
        new = {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Point", "coordinates": [4, 3]}}
        return lambda document: document["features"].append(new)

    assert changes("hostile", add("Nowhereville")) == [Change("Nowhereville", decision={"lat": 3.0, "lon": 4.0})]
    assert "called “Atlantis”, which is not in the article" in brought("hostile", add("Atlantis")).remarks[0]


def test_a_feature_that_was_drawn_anew_is_not_deleted() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["features"] = [f for f in document["features"] if f["id"] != "tokyo"]
        point = {"type": "Point", "coordinates": [139.75, 35.7]}
        document["features"].append({"type": "Feature", "properties": {"name": "Tokyo"}, "geometry": point})

    assert changes("ferry", edit) == [Change("Tokyo", decision={"lat": 35.7, "lon": 139.75})]


def test_a_place_that_is_approximate_stays_so() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "quotes-ticks-braces-x")["geometry"]["coordinates"] = [0, 0]

    found = brought("hostile", edit)
    assert [w.like for w in found.wanted.values()] == [CDATA]
    (change,) = plan(found, gather(STORIES["hostile"](), looked_up("hostile")))
    assert change.decision == {"lat": 0.0, "lon": 0.0, "radius_km": 12.5}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"type": "Topology"}', "neither a GeoJSON FeatureCollection nor Web Annotations"),
        (b'{"type": "FeatureCollection"}', "`features` is not a list"),
        (b'{"type": "FeatureCollection", "features": [7]}', "feature 1 is not a GeoJSON feature"),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
            "none of its features is a place of this article",
        ),
    ],
)
def test_a_file_that_is_no_such_thing_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BroughtBackError, match=message) as refused:
        read(content, "back.geojson", gather(STORIES["ferry"](), looked_up("ferry")), known)
    assert "back.geojson" in str(refused.value)


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point"}, {"type": "Point", "coordinates": ["1", 2]}, {"type": "Point", "coordinates": [1, 91]}],
)
def test_a_point_without_a_position_is_said_and_left(geometry: Any) -> None:
    found = brought("ferry", lambda d: feature(d, "tokyo").update(geometry=geometry))
    assert "has no point" in found.remarks[0] and not found.wanted
