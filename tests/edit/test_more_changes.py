"""Changes beyond the choice of a place: kind, outline, dispute, image, scenes, settings; and the state after a change."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from storymap.edit.state import difference
from tests.edit.conftest import ORIGIN, Browser


def test_custom_place_is_described(browser: Browser) -> None:
    span = browser.span("Chitose")
    browser.change(do="describe", kind="base", **span)
    assert "Chitose: {lat: " in browser.text and "kind: base" in browser.text
    browser.change(do="describe", area=[[42, 141], [43, 141], [42.5, 142]], **span)
    assert (
        "area: {type: Polygon, coordinates: [[[141.0, 42.0], [141.0, 43.0], [142.0, 42.5], [141.0, 42.0]]]}"
        in browser.text
    )
    about = browser.client.get("/api/mention", params=span).json()
    assert about["kind"] == "base" and about["area"] == [[42, 141], [43, 141], [42.5, 142]]
    browser.change(do="describe", dispute={"claimed_by": "ru jp", "status": "disputed"}, **span)
    assert "dispute: {status: disputed, claimed_by: [RU, JP]}" in browser.text and "area: " in browser.text
    browser.change(do="describe", area=None, dispute=None, **span)
    assert "area" not in browser.text and "dispute" not in browser.text and "kind: base" in browser.text
    answer = browser.change(do="describe", area=[[42, 141], [43, 142], [43, 141], [42, 142]], **span)
    assert answer.status_code == 400 and "The outline crosses itself" in answer.json()["problem"]


def test_scene_is_split_and_joined(browser: Browser) -> None:
    browser.change(do="scene", passage="p3", **{"with": "p2"})
    assert "p3: {with: p2}" in browser.text
    assert len(browser.session.draft.story.scenes) == 1 or browser.session.draft.story.scenes[-1].passages[-1] == "p3"
    browser.change(do="scene", passage="p3", split=True, **{"with": None})
    passages = {p["id"]: p for p in browser.state()["passages"]}
    assert passages["p3"]["split"] and passages["p3"]["with"] == ""


def test_home_and_names_are_set(browser: Browser) -> None:
    browser.change(do="top", home="Sapporo", names="JP")
    assert browser.state()["top"] == {"home": "Sapporo", "names": "JP", "layers": [], "icons": {}}
    assert browser.change(do="top", names="Japan").status_code == 409
    browser.change(do="top", home=None, names=None)
    assert "home" not in browser.text and "names" not in browser.text


@pytest.mark.parametrize("name", ["../mill.jpeg", "C:\\photos\\mill.jpg", "mill"])
def test_uploaded_image_is_saved_beside_the_article(browser: Browser, name: str) -> None:
    into = io.BytesIO()
    Image.new("RGB", (4, 3)).save(into, "JPEG")

    def upload(content: bytes, name: str) -> str:
        answer = browser.client.post("/api/file", params={"name": name}, content=content, headers={"Origin": ORIGIN})
        return str(answer.json().get("file") or answer.json()["problem"])

    folder = browser.session.places_path.parent
    assert upload(into.getvalue(), name) == "mill.jpg" and (folder / "mill.jpg").read_bytes() == into.getvalue()
    assert upload(into.getvalue(), name) == "mill.jpg"  # the same image does not get another name
    other = into.getvalue() + b"\0"
    assert upload(other, name) == "mill-2.jpg"
    assert "not a JPEG" in upload(b"<svg onload='x'/>", name)
    assert browser.client.post("/api/file", content=b"").status_code == 403  # the request has no header `Origin`


def test_image_of_a_place_is_written(browser: Browser) -> None:
    span = browser.span("Chitose")
    browser.change(do="look", image={"file": "a.jpg", "alt": "A jet", "credit": "A. B.", "caption": ""}, **span)
    assert "Chitose: {image: {file: a.jpg, alt: A jet, credit: A. B.}}" in browser.text
    assert browser.change(do="look", image={"file": "a.jpg"}, **span).status_code == 400
    browser.change(do="look", image=None, **span)
    assert "image" not in browser.text


def test_only_changed_rows_of_the_state_are_sent(browser: Browser) -> None:
    before = browser.state()
    answer = browser.change(do="ignore", have=before["version"], **browser.span("Atlanta")).json()
    assert answer["since"] == before["version"]
    assert len(answer["decisions"]["rows"]) < len(before["decisions"]) and answer["passages"]["rows"] == []
    rows = list(before["decisions"])
    part = answer["decisions"]
    rows[part["at"] : part["at"] + part["drop"]] = part["rows"]
    assert rows == browser.state()["decisions"]


@pytest.mark.parametrize(
    ("old", "new"), [([], [1]), ([1, 2, 3], [1, 3]), ([1, 1], [1, 1, 1]), ([1], []), ([1, 2], [1, 2])]
)
def test_difference_of_lists(old: list[int], new: list[int]) -> None:
    part = difference(old, new)
    assert [*old[: part["at"]], *part["rows"], *old[part["at"] + part["drop"] :]] == new


PICTURE = {"file": "b.jpg", "alt": "B", "caption": "", "credit": ""}


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        ("{title: T}", "{title: T, images: [{file: b.jpg, alt: B}]}"),
        ("{image: a.jpg, alt: A, credit: C}", "{images: [{file: a.jpg, alt: A, credit: C}, {file: b.jpg, alt: B}]}"),
        ("{image: {file: a.jpg, alt: A}}", "{images: [{file: a.jpg, alt: A}, {file: b.jpg, alt: B}]}"),
        ("{images: [{file: a.jpg, alt: A}]}", "{images: [{file: a.jpg, alt: A}, {file: b.jpg, alt: B}]}"),
    ],
)
def test_picture_is_added_after_those_of_the_scene(browser: Browser, scene: str, expected: str) -> None:
    browser.session.places_path.write_text(f"version: 1\nscenes:\n  p2: {scene}\n", encoding="utf-8")
    browser.session.refresh()
    assert browser.change(do="scene", passage="p2", pictures=PICTURE).status_code == 200
    assert f"p2: {expected}" in browser.text


def test_picture_is_not_added_to_a_recording(browser: Browser) -> None:
    text = 'version: 1\nscenes:\n  p2: {video: "https://example.org/v"}\n'
    browser.session.places_path.write_text(text, encoding="utf-8")
    browser.session.refresh()
    answer = browser.change(do="scene", passage="p2", pictures=PICTURE)
    assert answer.status_code == 400 and "remove it before you add a picture" in answer.json()["problem"]


def test_layers_are_added_one_by_one(browser: Browser) -> None:
    folder = browser.session.places_path.parent
    (folder / "a.geojson").write_text('{"type": "LineString", "coordinates": [[141, 43], [142, 44]]}', encoding="utf-8")
    browser.change(do="scene", passage="p2", layers={"file": "a.geojson", "label": "Way", "style": "line"})
    browser.change(do="scene", passage="p2", layers={"file": "a.geojson", "style": "flood", "credit": "C"})
    assert "p2: {layers: [{file: a.geojson, label: Way}, {file: a.geojson, style: flood, credit: C}]}" in browser.text
    browser.change(do="top", layers={"file": "a.geojson"})
    assert browser.state()["top"]["layers"] == ["a.geojson"]
    browser.change(do="top", layers=None)
    assert browser.state()["top"]["layers"] == [] and "p2: {layers:" in browser.text


def test_marker_of_a_kind_replaces_only_that_kind(browser: Browser) -> None:
    browser.change(do="top", icons={"town": "a.svg"})
    browser.change(do="top", icons={"island": "b.svg"})
    assert browser.state()["top"]["icons"] == {"town": "a.svg", "island": "b.svg"}
    browser.change(do="top", icons={"town": None})
    assert "icons: {island: b.svg}" in browser.text
    browser.change(do="top", icons={"island": None})
    assert "icons" not in browser.text


@pytest.mark.parametrize(
    ("kind", "name", "content", "saved"),
    [
        ("layer", "way.txt", b'<gpx xmlns="x"><rte><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte></gpx>', "way.gpx"),
        ("layer", "way", b'{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}', "way.geojson"),
        ("layer", "w.xml", b"<kml><LineString><coordinates>1,2 3,4</coordinates></LineString></kml>", "w.kml"),
        ("layer", "w.kmz", b"PK\3\4", "this is a ZIP archive"),
        ("marker", "m", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>', "m.svg"),
        ("marker", "m.svg", b"<svg", "The file cannot be a marker"),
        ("page", "m.html", b"<p>", "`kind` must be one of image, layer, marker"),
    ],
)  # fmt: skip
def test_uploaded_file_is_checked_and_named_by_its_content(
    browser: Browser, kind: str, name: str, content: bytes, saved: str
) -> None:
    query = {"name": name, "kind": kind}
    answer = browser.client.post("/api/file", params=query, content=content, headers={"Origin": ORIGIN}).json()
    if "file" in answer:
        assert answer["file"] == saved
    else:
        assert saved in answer["problem"]
    assert (browser.session.places_path.parent / saved).exists() == ("file" in answer)
