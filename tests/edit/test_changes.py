"""Change requests from the browser, and their effects on places.yaml."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from storymap.edit.session import EditSession
from storymap.errors import GeocodeError
from storymap.model import BoundingBox, Place, Position
from storymap.source import Source
from tests.edit.conftest import ORIGIN, Browser

COUNTRY, STATE = "geonames:614540", "geonames-admin1:US.GA"


def test_state_lists_decisions_and_passages(reading: Browser) -> None:
    state = reading.state()
    rows = {row["words"]: row for row in state["decisions"]}
    assert {"Chitose", "Hokkaido", "Georgia", "Atlanta", "Tbilisi"} <= set(rows)
    assert state["file"] == "places.yaml" and not state["exists"] and state["seen"] == "" and not state["undo"]
    span = rows["Tbilisi"]["spans"][0]
    assert (span["passage"], span["at"], span["to"]) == ("p3", 3, 10)
    assert {p["id"]: p["words"] for p in state["passages"]}["p1"] == "Two Georgias"


def test_mention_has_candidates(reading: Browser) -> None:
    payload = reading.client.get("/api/mention", params=reading.span("Georgia", 2)).json()
    assert payload["words"] == "Georgia" and payload["count"] == 2 and "Georgia" in payload["around"][1]
    candidates = {c["id"]: c for c in payload["candidates"]}
    assert {COUNTRY, STATE} <= set(candidates)
    other = next(c for c in payload["candidates"] if c["id"] != payload["place"]["id"])
    assert other["km"] > 100 and other["says"] and {"name", "where", "kind", "lat", "lon"} <= set(other)


def test_text_without_mention_has_no_candidates(reading: Browser) -> None:
    payload = reading.client.get("/api/mention", params=reading.span("old mill")).json()
    assert payload["place"] is None and payload["candidates"] == [] and payload["words"] == "old mill"


def test_place_is_chosen_for_all_or_one_occurrence(browser: Browser) -> None:
    assert browser.change(do="choose", place=STATE, **browser.span("Georgia", 2)).status_code == 200
    assert browser.text == f"places:\n  Georgia: {{id: {STATE}}}\n"
    assert browser.place("Georgia", 2) == browser.place("Georgia", 3) == STATE
    browser.change(do="choose", place=COUNTRY, only=True, **browser.span("Georgia", 3))
    assert (browser.place("Georgia", 2), browser.place("Georgia", 3)) == (STATE, COUNTRY)
    assert browser.text.count("quote: ") == 1
    # A second choice for one occurrence changes its entry.
    browser.change(do="choose", place=STATE, only=True, **browser.span("Georgia", 3))
    assert browser.text.count("quote: ") == 1 and browser.place("Georgia", 3) == STATE
    browser.change(do="choose", place=COUNTRY, **browser.span("Georgia", 2))  # the other occurrence keeps its own entry
    assert (browser.place("Georgia", 2), browser.place("Georgia", 3)) == (COUNTRY, STATE)
    browser.change(do="choose", place=STATE, scope="rest", **browser.span("Georgia", 2))
    assert browser.place("Georgia", 2) == browser.place("Georgia", 3) == STATE


def test_place_is_ignored_and_restored(browser: Browser) -> None:
    before = browser.place("Atlanta")
    state = browser.change(do="ignore", **browser.span("Atlanta")).json()
    assert browser.text == "places:\n  Atlanta: {ignore: true}\n" and not browser.place("Atlanta")
    assert "Atlanta" in [row["words"] for row in state["refused"]]
    payload = browser.client.get("/api/mention", params=browser.span("Atlanta")).json()
    assert (
        payload["ignored"]
        and payload["yours"]
        and payload["decided"]
        and before in [c["id"] for c in payload["candidates"]]
    )
    browser.change(do="forget", **browser.span("Atlanta"))
    assert browser.place("Atlanta") == before


def test_missed_place_is_added(browser: Browser) -> None:
    browser.change(do="own", lat=43.0612345, lon=141.35, name="Old Mill Café", **browser.span("old mill"))
    assert browser.text == "places:\n  old mill: {name: Old Mill Café, lat: 43.06123, lon: 141.35}\n"
    assert browser.place("old mill") == "editor:Old Mill Café"


def test_moved_place_keeps_name_and_kind_for_all_mentions(browser: Browser) -> None:
    place = browser.place("Georgia", 2)
    browser.change(do="choose", place=place, **browser.span("Georgia", 2))
    browser.change(do="look", note="Peaches.", **browser.span("Georgia", 2))
    browser.change(do="move", place=place, lat=32.5, lon=-83.5)
    assert (
        "lat: 32.5, lon: -83.5" in browser.text and "kind: region" in browser.text and "note: Peaches." in browser.text
    )
    assert browser.place("Georgia", 2) == browser.place("Georgia", 3) == "editor:Georgia"
    browser.change(do="move", place=browser.place("Chitose"), lat=42.8, lon=141.7, box=[141, 42, 142, 43])
    assert "Chitose: {lat: 42.8, lon: 141.7, kind: region, box: [141.0, 42.0, 142.0, 43.0]}" in browser.text


def test_moving_one_mention_does_not_move_the_others(browser: Browser) -> None:
    place = browser.place("Georgia", 3)
    browser.change(do="move", place=place, lat=42, lon=43.5, only=True, **browser.span("Georgia", 3))
    assert browser.place("Georgia", 3).startswith("editor:") and browser.place("Georgia", 2) != browser.place(
        "Georgia", 3
    )


def test_label_note_radius_and_zoom_are_set_and_removed(browser: Browser) -> None:
    span = browser.span("Chitose")
    browser.change(do="look", note="Cold.", **{"as": "Chitose Air Base"}, zoom=8, radius_km=4, **span)
    assert browser.text == "places:\n  Chitose: {as: Chitose Air Base, note: Cold., radius_km: 4, zoom: 8}\n"
    payload = browser.client.get("/api/mention", params=span).json()
    assert payload["display"] == {"as": "Chitose Air Base", "note": "Cold.", "radius_km": 4, "zoom": 8}
    browser.change(do="look", zoom=None, radius_km=None, **span)
    assert browser.text == "places:\n  Chitose: {as: Chitose Air Base, note: Cold.}\n"
    assert "Chitose Air Base" in browser.client.get("/page").text


def test_scene_is_set_and_removed(browser: Browser) -> None:
    camera = {"box": [139.123456, 41, 146, 45], "zoom": 6.75}
    browser.change(do="scene", passage="p2", title="The base", camera=camera)
    assert (
        browser.text == "scenes:\n  p2: {title: The base, camera: {box: [139.12346, 41.0, 146.0, 45.0], zoom: 6.75}}\n"
    )
    scene = next(s for s in browser.session.draft.story.scenes if "p2" in s.passages)
    assert scene.title == "The base" and scene.camera and scene.camera.zoom == 6.75
    browser.change(do="scene", passage="p2", camera=None, title=None)
    state = browser.change(do="scene", passage="p3", hide=True).json()
    assert [p["id"] for p in state["passages"] if p["hidden"]] == ["p3"] and "camera" not in browser.text
    browser.change(do="scene", passage="p3", hide=None)
    assert "p3" not in browser.text


def test_pictures_and_layers_of_scene_are_listed_and_removed(browser: Browser) -> None:
    folder = browser.session.places_path.parent
    (folder / "a.geojson").write_text('{"type": "LineString", "coordinates": [[141, 43], [142, 44]]}', encoding="utf-8")
    text = "version: 1\nscenes:\n  p2: {image: a.jpg, alt: A base, title: The base, layers: [{file: a.geojson, label: Route}]}\n"
    browser.session.places_path.write_text(text, encoding="utf-8")
    browser.session.refresh()
    passage = next(p for p in browser.client.get("/api/state").json()["passages"] if p["id"] == "p2")
    assert (passage["pictures"], passage["layers"]) == (["a.jpg"], ["Route"])
    browser.change(do="scene", passage="p2", pictures=None)
    browser.change(do="scene", passage="p2", layers=None)
    assert "p2: {title: The base}" in browser.text
    assert browser.change(do="scene", passage="p2", layers=[]).status_code == 400


def test_undo_and_redo_restore_file_content(browser: Browser) -> None:
    texts = [None]
    for words in ("Atlanta", "Tbilisi", "Chitose"):
        browser.change(do="ignore", **browser.span(words))
        texts.append(browser.session.places_path.read_bytes())  # type: ignore[arg-type]
    for text in texts[-2::-1]:
        state = browser.send("/api/undo").json()
        assert (browser.session.places_path.read_bytes() if browser.session.places_path.exists() else None) == text
    assert not state["undo"] and state["redo"] and not state["exists"] and browser.place("Atlanta")
    assert browser.send("/api/undo").status_code == 400
    for text in texts[1:]:
        browser.send("/api/redo")
        assert browser.session.places_path.read_bytes() == text
    browser.send("/api/undo")
    browser.change(do="ignore", **browser.span("Hokkaido"))
    assert not browser.state()["redo"]


def test_change_by_another_program_is_not_overwritten(browser: Browser) -> None:
    browser.change(do="ignore", **browser.span("Atlanta"))
    mine = browser.session.places_path.read_text(encoding="utf-8")
    theirs = mine + "  Tbilisi: {note: Warm.}   # theirs\n"
    browser.session.places_path.write_text(theirs, encoding="utf-8")
    for answer in (browser.change(do="ignore", **browser.span("Chitose")), browser.send("/api/undo")):
        assert answer.status_code == 409 and "changed by another program" in answer.json()["problem"]
        assert browser.session.places_path.read_text(encoding="utf-8") == theirs
    browser.session.refresh()
    # this is not possible, because another program made the last change
    assert browser.send("/api/undo").status_code == 409
    assert browser.change(do="ignore", **browser.span("Chitose")).status_code == 200
    text = browser.session.places_path.read_text(encoding="utf-8")
    assert "# theirs" in text and "Chitose: {ignore: true}" in text
    assert (
        browser.send("/api/undo").status_code == 200
        and browser.session.places_path.read_text(encoding="utf-8") == theirs
    )


def test_mistake_in_file_is_reported_and_last_page_kept(browser: Browser) -> None:
    good = browser.client.get("/page").text
    browser.session.places_path.write_text("version: 1\nplaces:\n  Chitose: {idd: x}\n", encoding="utf-8")
    browser.session.refresh()
    state = browser.state()
    assert (
        state["problem"].startswith("places.yaml:3:")
        and "Did you mean `id`?" in state["problem"]
        and state["version"] == 2
    )
    assert browser.client.get("/page").text == good
    answer = browser.change(do="ignore", **browser.span("Atlanta"))
    assert answer.status_code == 409 and "places.yaml:3:" in answer.json()["problem"]
    browser.session.places_path.write_text("version: 1\n", encoding="utf-8")
    browser.session.refresh()
    assert browser.state()["problem"] == ""


W = {"start": 14, "end": 17}
BAD: list[tuple[Any, str]] = [
    ({}, "`do` must be one of"), ({"do": 5}, "`do` must be one of"), ({"do": "delete"}, "`do` must be one of"),
    ({"do": "ignore"}, "whole number"), ({"do": "ignore", "start": -1, "end": 4}, "offsets"), ({"do": "ignore", "start": 4, "end": 4}, "offsets"),
    ({"do": "ignore", "start": 0, "end": 10**6}, "offsets"), ({"do": "ignore", "start": True, "end": 3}, "whole number"), ({"do": "ignore", "start": 14.0, "end": 17}, "whole number"),
    ({"do": "ignore", "start": 15, "end": 17}, "part of a word"), ({"do": "ignore", "start": 13, "end": 17}, "without spaces at the ends"),
    ({"do": "ignore", **W, "only": "yes"}, "true or false"), ({"do": "choose", **W}, "`place` must be text"), ({"do": "choose", **W, "place": ["x"]}, "must be text"),
    ({"do": "own", **W}, "number of degrees"), ({"do": "own", **W, "lat": 91, "lon": 0}, "latitude 91"), ({"do": "own", **W, "lat": "1", "lon": 0}, "number of degrees"),
    ({"do": "own", **W, "lat": 1, "lon": 1, "box": [1, 2, 3]}, "`box` must be"), ({"do": "own", **W, "lat": 1, "lon": 1, "box": [1, 3, 2, 3]}, "no area"),
    ({"do": "own", **W, "lat": 1, "lon": 1, "box": [1, 3, 200, 4]}, "edges of the box"), ({"do": "own", **W, "lat": 1, "lon": 1, "name": "x" * 3000}, "at most"),
    ({"do": "move", "place": "nowhere", "lat": 1, "lon": 1}, "place on the map"), ({"do": "look", **W}, "is required"), ({"do": "look", **W, "as": 5}, "must be text"),
    ({"do": "scene", "passage": "p99", "hide": True}, "passage p99"), ({"do": "scene", "passage": "p1"}, "one of title, camera, hide, with, split, pictures, layers is required"), ({"do": "scene", "passage": "p1", "camera": {"box": [1, 2, 3, 4]}}, "`camera` must be"),
    ({"do": "scene", "passage": "p1", "camera": {"box": [1, 2, 3, 4], "zoom": 40}}, "`camera` must be"),
]  # fmt: skip


def test_invalid_change_is_rejected_and_writes_nothing(reading: Browser) -> None:
    for body, message in BAD:
        answer = reading.change(**body)
        assert answer.status_code == 400 and message in answer.json()["problem"], (body, answer.text)
    for body, message in (
        ({"do": "choose", **W, "place": "geonames:nothing"}, "no place has the id"),
        ({"do": "own", **W, "lat": 1, "lon": 1, "kind": "planet"}, "`kind` must be one of"),
        ({"do": "look", **W, "zoom": 99}, "between 1 and 18"),
        ({"do": "look", **W, "radius_km": "far"}, "is not a number"),
    ):
        answer = reading.change(**body)
        assert answer.status_code == 409 and message in answer.json()["problem"], (body, answer.text)
    assert not reading.session.places_path.exists() and reading.state()["problem"] == ""


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        ("{", "application/json", "not JSON"),
        ("[1]", "application/json", "JSON object"),
        ("[" * 60_000, "application/json", "not JSON"),
        ("{}", "text/plain", "application/json"),
        ("do=ignore", "application/x-www-form-urlencoded", "application/json"),
        (json.dumps({"do": "x" * 200_000}), "application/json", "at most 100 KB"),
        (b"\xff\xfe", "application/json", "not JSON"),
    ],
)
def test_invalid_body_is_rejected(reading: Browser, content: str | bytes, kind: str, message: str) -> None:
    headers = {"Origin": ORIGIN, "Content-Type": kind}
    answer = reading.client.post("/api/change", content=content, headers=headers)
    assert answer.status_code == 400 and message in answer.json()["problem"]


@pytest.mark.parametrize(
    "query",
    ["", "?start=1", "?start=a&end=2", "?start=5&end=3", "?start=0&end=99999999", "?start=-1&end=2", "?start=١&end=2"],
)
def test_invalid_offsets_are_rejected(reading: Browser, query: str) -> None:
    assert reading.client.get(f"/api/mention{query}").status_code == 400


def test_search_uses_gazetteer(reading: Browser) -> None:
    found = reading.client.get("/api/search", params={"q": "Paris", "lat": 48, "lon": 2}).json()["found"]
    assert all(row["name"] == "Paris" for row in found[:3]) and min(row["km"] for row in found) < 100 and len(found) > 3
    assert reading.client.get("/api/search", params={"q": "", "lat": "x"}).json()["found"] == []
    assert reading.client.get("/api/search", params={"q": "Qqqqzz", "online": "1"}).json()["found"] == []


def test_text_is_found_in_article(reading: Browser) -> None:
    found = reading.client.get("/api/words", params={"q": "Georgia"}).json()["found"]
    assert [span["passage"] for span in found] == ["p2", "p3"]
    assert [{"start": span["start"], "end": span["end"]} for span in found] == [
        reading.span("Georgia", 2),
        reading.span("Georgia", 3),
    ]
    for query in ("", " ", "Georgi", "nowhere"):
        assert reading.client.get("/api/words", params={"q": query}).json()["found"] == []


def test_online_geocoder_is_used_only_on_request(serve: Callable[..., Browser], article: Path) -> None:
    class Service:
        queries: ClassVar[list[str]] = []

        def find(self, name: str) -> list[Place]:
            self.queries.append(name)
            if name == "dead":
                raise GeocodeError("the online geocoder cannot be reached")
            return [Place("osm:1", name, Position(42.5, 141.5), "T", "ISL", bbox=BoundingBox(141, 42, 142, 43))]

    browser = serve(EditSession(Source(str(article)), search_geocoder=Service()))
    assert browser.state()["online"] and Service.queries == []
    ask = partial(browser.client.get, "/api/search")
    assert not any(row.get("online") for row in ask(params={"q": "old mill"}).json()["found"]) and Service.queries == []
    row = ask(params={"q": "old mill", "online": "1"}).json()["found"][-1]
    assert (
        row["online"]
        and row["own"] == "island"
        and row["box"] == [141, 42, 142, 43]
        and Service.queries == ["old mill"]
    )
    assert ask(params={"q": "dead", "online": "1"}).json()["problem"] == "the online geocoder cannot be reached."


def test_selection_that_overlaps_mention_is_rejected(browser: Browser) -> None:
    text = browser.session.draft.places.article.text
    start = text.index("on Hokkaido")
    around = browser.change(do="own", lat=1, lon=1, start=start, end=start + len("on Hokkaido"))
    assert around.status_code == 200  # this is allowed, because the selection contains the whole mention
    assert [r.mention.surface for r in browser.session.draft.places.resolutions][1:3] == ["on Hokkaido", "Georgia"]
    crossing = text.index("Hokkaido. Georgia")
    answer = browser.change(do="own", lat=1, lon=1, start=crossing, end=crossing + len("Hokkaido. Georgia"))
    assert answer.status_code == 400 and "overlaps" in answer.json()["problem"]
