"""Import of Web Annotations with edits that annotation tools make: the resulting changes for places.yaml."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from storymap.errors import ImportFileError
from storymap.export.gather import address, gather
from storymap.importers import read
from storymap.importers.annotations import place_id
from storymap.importers.changes import ImportedChanges
from storymap.importers.plan import Change, plan
from tests.export.stories import STORIES, TEXT, looked_up, written

Items = list[dict[str, Any]]


def is_known(name: str) -> bool:
    return name.startswith("geonames:")


def imported(story: str, edit: Callable[[Items], Any]) -> ImportedChanges:
    """Edit the exported annotations of a story and import them. `edit` may return another document."""
    items = json.loads(written(story, "annotations"))["first"]["items"]
    document = edit(items)
    content = json.dumps(items if document is None else document).encode()
    return read(content, "story.jsonld", gather(STORIES[story](), looked_up(story)), is_known)


def planned(story: str, edit: Callable[[Items], Any]) -> list[Change]:
    return plan(imported(story, edit), gather(STORIES[story](), looked_up(story)))


def of(items: Items, words: str, nth: int = 0) -> dict[str, Any]:
    return [a for a in items if a["target"]["selector"][0]["exact"] == words][nth]


def point_to(annotation: dict[str, Any], source: Any) -> None:
    next(body for body in annotation["body"] if body["purpose"] == "identifying")["source"] = source


def in_code_units(items: Items) -> None:
    """Convert offsets to UTF-16 code units as in JavaScript, where an emoji counts as two."""
    for annotation in items:
        place = annotation["target"]["selector"][1]
        for key in ("start", "end"):
            place[key] = len(TEXT[: place[key]].encode("utf-16-le")) // 2


def as_recogito_saves_it(items: Items) -> Items:
    """Return annotations as RecogitoJS saves them: `value` instead of `source`, no offsets, targets in lists."""
    saved = []
    for annotation in items:
        bodies = [
            {"purpose": "identifying", "value": body["source"]["id"]} if body["purpose"] == "identifying" else body
            for body in annotation["body"]
        ]
        target = {"selector": annotation["target"]["selector"][0], "source": "https://recogito.example/document/1"}
        saved.append(
            {"@context": "x", "id": annotation["id"], "type": "Annotation", "body": bodies, "target": [target]}
        )
    return saved


@pytest.mark.parametrize("story", STORIES)
def test_unchanged_file_changes_nothing(story: str) -> None:
    found = read(written(story, "annotations"), "story.jsonld", gather(STORIES[story](), looked_up(story)), is_known)
    assert plan(found, gather(STORIES[story](), looked_up(story))) == [] and found.remarks == []


@pytest.mark.parametrize(
    "edit", [in_code_units, as_recogito_saves_it, lambda items: {"type": "AnnotationPage", "items": items}]
)
def test_annotations_saved_by_other_tools_are_read(edit: Callable[[Items], Any]) -> None:
    assert planned("hostile", edit) == []


def test_change_of_one_mention_selects_it_by_quote() -> None:
    (change,) = planned("hostile", lambda items: point_to(of(items, "Fiji", 1), "http://sws.geonames.org/42/"))
    assert (change.surface, change.decision) == ("Fiji", {"id": "geonames:42"})
    assert change.only["quote"] in TEXT and TEXT.count(change.only["quote"]) == 1


def test_same_change_of_all_mentions_is_one_entry() -> None:
    def edit(items: Items) -> None:
        for annotation in items:
            if annotation["target"]["selector"][0]["exact"] == "Tokyo":
                point_to(annotation, "https://www.geonames.org/42/tokyo.html")

    assert planned("ferry", edit) == [Change("Tokyo", decision={"id": "geonames:42"})]


def test_moved_point_is_custom_place() -> None:
    def edit(items: Items) -> None:
        source = {
            "id": "https://www.geonames.org/1850147/",
            "geometry": {"type": "Point", "coordinates": [139.75, 35.7]},
        }
        point_to(of(items, "Tokyo"), source)

    assert planned("ferry", edit) == [Change("Tokyo", decision={"lat": 35.7, "lon": 139.75})]


def test_added_annotation_is_a_place() -> None:
    def edit(items: Items) -> None:
        start = TEXT.index("crew")
        geometry = {"type": "Point", "coordinates": [1, 2]}
        items.append(
            {
                "type": "Annotation",
                "body": {"purpose": "geotagging", "type": "Feature", "geometry": geometry},
                "target": {"selector": {"type": "TextPositionSelector", "start": start, "end": start + 4}},
            }
        )

    assert planned("hostile", edit) == [Change("crew", decision={"lat": 2.0, "lon": 1.0})]


def test_removed_annotation_removes_place_from_map() -> None:
    assert planned("ferry", lambda items: items.remove(of(items, "Tokyo"))) == [
        Change("Tokyo", decision={"ignore": True})
    ]


@pytest.mark.parametrize(
    "bodies",
    [
        [],
        [{"type": "TextualBody", "purpose": "tagging", "value": "not a place"}],
        [{"purpose": "commenting", "value": "?"}],
    ],
)
def test_annotation_without_place_removes_place_from_map(bodies: Any) -> None:
    assert planned("ferry", lambda items: of(items, "Tokyo").update(body=bodies)) == [
        Change("Tokyo", decision={"ignore": True})
    ]


def test_added_comment_changes_nothing() -> None:
    def edit(items: Items) -> None:
        items.append({**of(items, "Tokyo"), "id": "urn:x", "body": [{"purpose": "commenting", "value": "Really?"}]})

    assert planned("ferry", edit) == []


def test_hypothesis_rows_are_read() -> None:
    def edit(items: Items) -> Any:
        rows = as_recogito_saves_it([a for a in items if a["target"]["selector"][0]["exact"] != "Tokyo"])
        tokyo = {"selector": [{"type": "RangeSelector"}, of(items, "Tokyo")["target"]["selector"][0]]}
        return {
            "total": 1,
            "rows": [*rows, {"uri": "x", "tags": ["not a place"], "text": "It speaks.", "target": [tokyo]}],
        }

    assert planned("ferry", edit) == [Change("Tokyo", decision={"ignore": True})]


def test_two_places_for_one_mention_are_reported_and_ignored() -> None:
    def edit(items: Items) -> None:
        again = json.loads(json.dumps(of(items, "Tokyo")))
        point_to(again, "https://www.geonames.org/42/")
        items.append(again)

    found = imported("ferry", edit)
    assert plan(found, gather(STORIES["ferry"](), looked_up("ferry"))) == []
    assert "“Tokyo”" in found.remarks[0] and "several places" in found.remarks[0]


def test_unknown_iri_is_reported_and_ignored() -> None:
    found = imported("ferry", lambda items: point_to(of(items, "Tokyo"), "https://pleiades.stoa.org/places/1"))
    assert "identified as https://pleiades.stoa.org/places/1" in found.remarks[0]
    assert plan(found, gather(STORIES["ferry"](), looked_up("ferry"))) == []


def test_annotation_of_part_of_word_is_reported_and_ignored() -> None:
    def edit(items: Items) -> None:
        exact = {"type": "TextQuoteSelector", "exact": "where", "prefix": "No", "suffix": "ville"}
        body = {"purpose": "identifying", "source": "https://www.geonames.org/42/"}
        items.append({"body": [body], "target": {"selector": [exact]}})

    found = imported("hostile", edit)
    assert plan(found, gather(STORIES["hostile"](), looked_up("hostile"))) == []
    assert "not a whole word" in found.remarks[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "expected GeoJSON, Linked Places, Web Annotations, CSV"),
        ([{"target": {"selector": {"exact": "zzz qqq"}}}], "no annotation is about this article"),
        ([{"target": "https://example.org"}], "no annotation is about this article"),
        (
            {"type": "AnnotationCollection", "first": "https://example.org/1"},
            "expected GeoJSON, Linked Places, Web Annotations, CSV",
        ),
    ],
)
def test_invalid_file_is_rejected(content: Any, message: str) -> None:
    if content == []:
        content = {"type": "Place"}
    with pytest.raises(ImportFileError, match=message):
        imported("ferry", lambda items: content)


@pytest.mark.parametrize("name", ["geonames:42", "storymap:south-kuril-islands", "editor:القدس 🏙️", "editor:a/b?c#d%20"])
def test_iri_of_place_id_is_converted_back(name: str) -> None:
    assert place_id(address(name)) == name
