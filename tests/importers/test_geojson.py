"""Import of GeoJSON with edits that geojson.io and QGIS make: the resulting changes for places.yaml."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from storymap.errors import ImportFileError
from storymap.export.gather import gather
from storymap.importers import read
from storymap.importers.changes import ImportedChanges
from storymap.importers.plan import Change, plan
from tests.export.stories import CDATA, STORIES, TWO_NAMES, looked_up, written

Edit = Callable[[dict[str, Any]], Any]


def is_known(place_id: str) -> bool:
    return place_id.startswith("geonames:")


def imported(story: str, edit: Edit) -> ImportedChanges:
    document = json.loads(written(story, "geojson"))
    edit(document)
    return read(json.dumps(document).encode(), "story.geojson", gather(STORIES[story](), looked_up(story)), is_known)


def planned(story: str, edit: Edit) -> list[Change]:
    return plan(imported(story, edit), gather(STORIES[story](), looked_up(story)))


def feature(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in document["features"] if f["id"] == name)
    return found


def as_qgis_saves_it(document: dict[str, Any]) -> None:
    """Change a document as QGIS does: ids become properties, nested values become text, points get a height, and members
    of the collection are lost."""
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
def test_unchanged_file_changes_nothing(story: str, edit: Edit) -> None:
    found = imported(story, edit)
    assert plan(found, gather(STORIES[story](), looked_up(story))) == [] and found.remarks == []


def test_moved_point_is_custom_place_with_kind_and_dispute() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "łeft-isle")["geometry"]["coordinates"] = [-40.25, 10.5]

    moved = {change.surface: change for change in planned("hostile", edit)}
    assert set(moved) == {"The disputed island off Fiji", "Łeft Ísle"} and not moved["Łeft Ísle"].only
    decision = moved["Łeft Ísle"].decision
    assert (decision["name"], decision["lat"], decision["lon"], decision["kind"]) == (
        TWO_NAMES.name,
        10.5,
        -40.25,
        "island",
    )
    assert decision["dispute"]["claimed_by"] == ["XB", "XA"] and decision["dispute"]["since"] == "1999"


def test_changed_area_becomes_area_of_custom_place() -> None:
    moved = imported("hostile", lambda d: feature(d, "fiji")["geometry"].update(coordinates=[178, -18]))
    assert moved.remarks == ["Fiji was moved; its area was not."]
    square = [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]]
    drawn = imported("hostile", lambda d: feature(d, "fiji-area")["geometry"].update(coordinates=square))
    assert {json.loads(target.area)["type"] for target in drawn.targets.values()} == {"MultiPolygon"}
    assert not drawn.remarks
    broken = imported("hostile", lambda d: feature(d, "fiji-area").update(geometry={"type": "Polygon"}))
    assert not broken.targets and len(broken.remarks) == 1


def test_longitude_beyond_180_is_normalized() -> None:
    def edit(document: dict[str, Any]) -> None:
        at = feature(document, "fiji")["geometry"]["coordinates"]
        at[0] -= 360

    assert planned("hostile", edit) == []


def test_new_name_and_note_change_display() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "wakkanai")["properties"].update(name="Wakkanai-shi", note="The northernmost town.")

    assert planned("ferry", edit) == [
        Change("Wakkanai", display={"as": "Wakkanai-shi", "note": "The northernmost town."})
    ]


def test_note_changed_to_empty_text_is_removed() -> None:
    (change,) = planned("hostile", lambda d: feature(d, "łeft-isle")["properties"].update(note=""))
    assert change.display == {"note": None}


def test_new_place_id_is_imported() -> None:
    (change,) = planned("ferry", lambda d: feature(d, "nemuro")["properties"].update(place_id="geonames:0"))
    assert (change.surface, change.decision, change.only) == ("Nemuro", {"id": "geonames:0"}, {})


def test_unknown_id_is_reported_and_ignored() -> None:
    found = imported("ferry", lambda d: feature(d, "nemuro")["properties"].update(place_id="wikidata:Q1"))
    assert found.remarks == ["Nemuro: no place has the id `wikidata:Q1`."] and not found.targets


def test_deleted_feature_removes_place_from_map() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["features"] = [f for f in document["features"] if not f["id"].startswith("fiji")]

    (change,) = planned("hostile", edit)
    assert (change.surface, change.decision, change.only) == ("Fiji", {"ignore": True}, {})
    assert str(change) == "Fiji: removed from the map"


def test_new_point_needs_name_from_article() -> None:
    def add(name: str) -> Edit:
        new = {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Point", "coordinates": [4, 3]}}
        return lambda document: document["features"].append(new)

    assert planned("hostile", add("Nowhereville")) == [Change("Nowhereville", decision={"lat": 3.0, "lon": 4.0})]
    assert "its name “Atlantis” does not occur in the article" in imported("hostile", add("Atlantis")).remarks[0]


def test_feature_deleted_and_drawn_again_is_moved() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["features"] = [f for f in document["features"] if f["id"] != "tokyo"]
        point = {"type": "Point", "coordinates": [139.75, 35.7]}
        document["features"].append({"type": "Feature", "properties": {"name": "Tokyo"}, "geometry": point})

    assert planned("ferry", edit) == [Change("Tokyo", decision={"lat": 35.7, "lon": 139.75})]


def test_moved_approximate_place_keeps_radius() -> None:
    def edit(document: dict[str, Any]) -> None:
        feature(document, "quotes-ticks-braces-x")["geometry"]["coordinates"] = [0, 0]

    found = imported("hostile", edit)
    assert [w.template for w in found.targets.values()] == [CDATA]
    (change,) = plan(found, gather(STORIES["hostile"](), looked_up("hostile")))
    assert change.decision == {"lat": 0.0, "lon": 0.0, "radius_km": 12.5}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "the JSON is invalid: .* line 1"),
        (b"\xff\xfe", "expected GeoJSON, Linked Places, Web Annotations, CSV"),
        (b"[" * 100_000, "the JSON is nested too deeply"),
        (b'{"type": "Topology"}', "expected GeoJSON, Linked Places, Web Annotations, CSV"),
        (b'{"type": "FeatureCollection"}', "`features` is not a list"),
        (b'{"type": "FeatureCollection", "features": [7]}', "feature 1 is not a GeoJSON feature"),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
            "no feature is a place of this article",
        ),
    ],
)
def test_invalid_file_is_rejected(content: bytes, message: str) -> None:
    with pytest.raises(ImportFileError, match=message) as refused:
        read(content, "back.geojson", gather(STORIES["ferry"](), looked_up("ferry")), is_known)
    assert "back.geojson" in str(refused.value)


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point"}, {"type": "Point", "coordinates": ["1", 2]}, {"type": "Point", "coordinates": [1, 91]}],
)
def test_feature_without_position_is_reported_and_ignored(geometry: Any) -> None:
    found = imported("ferry", lambda d: feature(d, "tokyo").update(geometry=geometry))
    assert "has no point" in found.remarks[0] and not found.targets
