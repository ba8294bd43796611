"""Every kind of correction with the mouse and the keyboard in the editor, in one session."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from storymap.wording import Wording
from tests.browser.chromium import axe
from tests.browser.live import Live

MARKER = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3" fill="#a00"/></svg>'
GPX = (
    '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg><trkpt lat="42.8" lon="141.6"/>'
    '<trkpt lat="43.0" lon="141.4"/></trkseg></trk></gpx>'
)


class Counted(Live):
    """An editor that counts the clicks and keys of each task."""

    counts: dict[str, tuple[int, int, float]]
    clicks = keys = 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.click(selector)

    def type(self, selector: str, text: str, *, submit: bool = False) -> None:
        self.keys += len(text) + submit
        self.page.fill(selector, text)
        if submit:
            self.page.press(selector, "Enter")

    def press(self, keys: str) -> None:
        self.keys += 1
        self.page.keyboard.press(keys)

    def choose(self, words: str, nth: int = 1) -> None:
        self.clicks += 1
        self.pick(words, nth)

    def open(self, key: str) -> None:
        if not self.page.locator(f"details[data-key='{key}'][open]").count():
            self.click(f"details[data-key='{key}'] > summary")

    def task(self, name: str, do: Callable[[], None]) -> None:
        """Run a task, and record how many clicks and keys it needs and how many seconds it takes."""
        self.clicks = self.keys = 0
        began = time.monotonic()
        do()
        self.counts[name] = (self.clicks, self.keys, round(time.monotonic() - began, 2))


@pytest.fixture
def editor(browser: Browser, tmp_path: Path) -> Iterator[Counted]:
    editor = Counted(browser, tmp_path, watched=False)
    editor.counts = {}
    yield editor
    editor.close()


def image() -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(into, "PNG")
    return into.getvalue()


def wrong_place(editor: Counted) -> None:
    page = editor.page
    editor.choose("Georgia", 2)
    other = page.locator(".candidate:not(.chosen) button").first
    editor.clicks += 1
    editor.after(other.click)
    assert "Georgia: {id:" in editor.text


def split(editor: Counted) -> None:
    page = editor.page
    editor.choose("Georgia", 2)
    editor.click("#scope-one")
    editor.clicks += 1
    editor.after(page.locator(".candidate:not(.chosen) button").first.click)
    assert "quote:" in editor.text
    editor.click(".back")
    editor.choose("Georgia", 1)
    editor.click("#scope-all")
    editor.after(page.locator(".candidate:not(.chosen) button").first.click)
    assert "quote:" in editor.text


def missed_unknown(editor: Counted) -> None:
    page = editor.page
    editor.clicks += 2
    editor.select("old mill")
    assert page.locator(".one h1").inner_text() == "“old mill”"
    editor.type("#at", "42.82, 141.65")
    editor.keys += 1
    editor.after(lambda: page.press("#at", "Enter"))
    assert "old mill: {lat: 42.82, lon: 141.65}" in editor.text


def missed_known(editor: Counted) -> None:
    """Give a place to words that were not recognised as a place. A search finds the place in the gazetteer."""
    page = editor.page
    editor.clicks += 2
    editor.select("Jets")
    editor.type("#search", "Chitose", submit=True)
    found = page.locator(".candidate button", has_text="Chitose").first
    found.wait_for()
    editor.clicks += 1
    editor.after(found.click)
    assert "Jets: {id: geonames:" in editor.text
    editor.after(lambda: editor.press("Control+z"))
    editor.click(".back")


def note(editor: Counted) -> None:
    editor.open("looks")
    editor.type("#look-note", "Closed.")
    editor.after(lambda: editor.press("Tab"))
    assert "note: Closed." in editor.text


def kind(editor: Counted) -> None:
    page = editor.page
    editor.open("description")
    editor.clicks += 1
    editor.after(lambda: page.select_option("#kind", "building"))
    assert "kind: building" in editor.text


def dispute(editor: Counted) -> None:
    editor.type("#dispute-administered_by", "JP")
    editor.type("#dispute-claimed_by", "RU, CN")
    editor.after(lambda: editor.click("[data-key='dispute-save']"))
    assert "dispute: {status: disputed, administered_by: [JP], claimed_by: [RU, CN]}" in editor.text


def picture(editor: Counted) -> None:
    page = editor.page
    editor.open("image")
    editor.clicks += 1
    page.set_input_files("#image-file", {"name": "old mill.png", "mimeType": "image/png", "buffer": image()})
    editor.reader.until("document.getElementById('image-file-text').value === 'old-mill.png'")
    assert (editor.article.parent / "old-mill.png").read_bytes() == image()
    editor.type("#image-alt-text", "A mill")
    editor.type("#image-credit-text", "A. Miller")
    editor.after(lambda: editor.click("[data-key='image-save']"))
    assert "image: {file: old-mill.png, alt: A mill, credit: A. Miller}" in editor.text
    page.set_input_files("#image-file", {"name": "x.png", "mimeType": "image/png", "buffer": b"no image"})
    page.wait_for_selector("#problem:has-text('not a JPEG, PNG, WebP or GIF image')")


def marker(editor: Counted) -> None:
    page = editor.page
    editor.open("marker")
    editor.clicks += 1
    page.set_input_files("#marker-file", {"name": "mill.svg", "mimeType": "image/svg+xml", "buffer": MARKER})
    editor.reader.until("document.getElementById('marker-file-text').value === 'mill.svg'")
    editor.after(lambda: editor.click("[data-key='marker-add']"))
    assert "icon: mill.svg" in editor.text
    assert editor.story.evaluate("Object.keys(storymap.data.icons)") == ["mill.svg"]


def polygon(editor: Counted) -> None:
    page = editor.page
    editor.open("position")
    editor.click("[data-key='outline']")
    at = editor.story.locator("#map").bounding_box()
    assert at
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.5, 0.6)):
        editor.clicks += 1
        page.mouse.click(at["x"] + x * at["width"], at["y"] + y * at["height"])
    editor.reader.until("document.getElementById('ring').value.split('\\n').length === 3")
    before = page.input_value("#ring")
    editor.clicks += 1
    editor.drag(".edit-corner", (20, -30), nth=2)
    editor.reader.until("document.getElementById('ring').value !== argument", before)
    editor.after(lambda: editor.click("[data-key='outline-use']"))
    assert "area: {type: Polygon" in editor.text
    place = next(p for p in editor.session.draft.story.places if "mill" in p.label)
    assert place.place.footprint is not None and len(place.place.footprint.polygons[0][0]) == 3


def box(editor: Counted) -> None:
    editor.open("position")
    editor.click("[data-key='box']")
    editor.type("#edges", "141, 42, 142, 43")
    editor.after(lambda: editor.click("[data-key='box-use']"))
    assert "box: [141" in editor.text


def undo(editor: Counted) -> None:
    before = editor.text
    editor.after(lambda: editor.press("Control+z"))
    assert editor.text != before
    editor.after(lambda: editor.press("Control+Shift+z"))
    assert editor.text == before


def ignore(editor: Counted) -> None:
    editor.click(".back")
    editor.choose("Atlanta")
    editor.after(lambda: editor.click("[data-key='ignore']"))
    assert "Atlanta: {ignore: true}" in editor.text
    editor.click(".back")


def read(editor: Counted, passage: str) -> None:
    """Scroll to a passage, so that the panel shows its settings."""
    editor.story.evaluate("id => storymap.open(id)", passage)
    editor.page.wait_for_selector(f"#passage .note:has-text('{passage} ·')")


def camera_of_any_passage(editor: Counted) -> None:
    read(editor, "p6")  # p6 is in the scene of p2
    editor.story.evaluate("storymap.leaflet.setView([40, 150], 5.5, { animate: false })")
    editor.after(lambda: editor.click("[data-key='view-here']"))
    assert "p6: {split: true, camera: {box: [" in editor.text


def title(editor: Counted) -> None:
    read(editor, "p6")
    editor.type("#scene-title", "Meanwhile")
    editor.after(lambda: editor.press("Enter"))
    assert editor.story.inner_text("#p6 .scene-title") == "Meanwhile"


def gallery(editor: Counted) -> None:
    page = editor.page
    read(editor, "p6")
    editor.open("media")
    for name in ("one", "two"):
        editor.clicks += 1
        page.set_input_files("#picture-file", {"name": f"{name}.png", "mimeType": "image/png", "buffer": image()})
        editor.reader.until(f"document.getElementById('picture-file-text').value === '{name}.png'")
        editor.type("#picture-alt-text", f"Picture {name}")
        editor.after(lambda: editor.press("Enter"))
    assert "images: [{file: one.png, alt: Picture one}, {file: two.png, alt: Picture two}]" in editor.text
    page.wait_for_selector("#passage .note:has-text('one.png, two.png')")


def layer(editor: Counted) -> None:
    """Drop a file on the form, which adds a layer."""
    page = editor.page
    read(editor, "p6")
    editor.open("media")
    editor.clicks += 1
    page.evaluate(
        """text => { const data = new DataTransfer(); data.items.add(new File([text], 'our way.gpx'));
        document.querySelector('.dropzone:has(#layer-file)').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true })); }""",
        GPX,
    )
    editor.reader.until("document.getElementById('layer-file-text').value === 'our-way.gpx'")
    editor.type("#layer-label-text", "Our way")
    page.select_option("#layer-style", "front")
    editor.clicks += 1
    editor.after(lambda: editor.click("[data-key='layer-add']"))
    assert "layers: [{file: our-way.gpx, label: Our way, style: front}]" in editor.text
    page.set_input_files("#layer-file", {"name": "x.gpx", "mimeType": "", "buffer": b"nothing"})
    page.wait_for_selector("#problem:has-text('not a GPX, KML or GeoJSON file')")


def layer_of_story(editor: Counted) -> None:
    page = editor.page
    editor.open("story")
    editor.clicks += 1
    page.set_input_files("#story-layer-file", {"name": "all.gpx", "mimeType": "", "buffer": GPX.encode()})
    editor.reader.until("document.getElementById('story-layer-file-text').value === 'all.gpx'")
    editor.after(lambda: editor.click("[data-key='story-layer-add']"))
    assert "\nlayers: [{file: all.gpx}]" in editor.text or "\nlayers:\n" in editor.text
    editor.after(lambda: editor.click("[data-key='story-layers-remove']"))
    assert "all.gpx" not in editor.text


def markers_by_kind(editor: Counted) -> None:
    page = editor.page
    page.set_input_files("#kind-marker-file", {"name": "town.svg", "mimeType": "image/svg+xml", "buffer": MARKER})
    editor.reader.until("document.getElementById('kind-marker-file-text').value === 'town.svg'")
    page.select_option("#marker-kind", "town")
    editor.clicks += 2
    editor.after(lambda: editor.click("[data-key='kind-marker-add']"))
    assert "icons:\n  town: town.svg" in editor.text
    editor.after(lambda: editor.click("[data-key='marker-remove town']"))
    assert "icons" not in editor.text


def merge(editor: Counted) -> None:
    read(editor, "p13")
    editor.after(lambda: editor.click("[data-key='merge']"))
    assert "p13: {with: p12}" in editor.text
    read(editor, "p13")
    editor.after(lambda: editor.click("[data-key='join-back']"))
    assert "p13" not in editor.text


def home(editor: Counted) -> None:
    page = editor.page
    editor.open("story")
    editor.type("#home", "Sapporo")
    editor.after(lambda: editor.press("Tab"))
    assert "home: Sapporo" in editor.text
    editor.type("#names", "jp")
    page.press("#names", "Tab")
    page.wait_for_selector("#undo:not([disabled])")
    editor.reader.until("document.getElementById('names').value === 'JP'")
    assert "names: JP" in editor.text


TASKS = (
    wrong_place, split, missed_known, missed_unknown, note, kind, dispute, picture, marker, polygon, box, undo, ignore,
    camera_of_any_passage, title, gallery, layer, merge, home, layer_of_story, markers_by_kind,
)  # fmt: skip


@pytest.mark.thorough
def test_every_task_is_done_in_the_browser(editor: Counted) -> None:
    for task in TASKS:
        editor.task(task.__name__, partial(task, editor))
    if report := os.environ.get("STORYMAP_TASKS"):
        Path(report).write_text(json.dumps(editor.counts, indent=1), encoding="utf-8")
    assert [c for c in editor.reader.complaints if "400" not in c] == []


def test_selecting_words_to_copy_opens_nothing(editor: Counted) -> None:
    page = editor.page
    editor.story.evaluate(
        """(() => { const node = document.querySelector('#p2').firstChild, range = document.createRange();
        range.setStart(node, 0); range.setEnd(node, 4); document.getSelection().addRange(range);
        document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true })); })()"""
    )
    editor.story.wait_for_selector(".edit-add")
    assert page.locator(".overview").count() == 1
    editor.story.focus("body")
    page.keyboard.press("Alt+Enter")
    page.wait_for_selector(".one h1:has-text('Jets')")
    assert editor.story.locator(".edit-add").count() == 0


@pytest.mark.parametrize("language", ["ar"])
def test_inspector_in_another_language_is_accessible_on_a_phone(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    editor = Counted(browser, tmp_path, watched=False, language=language)
    try:
        editor.page.set_viewport_size({"width": 390, "height": 844})
        sentences = Wording(language).section("editor")
        assert editor.page.locator(".overview h1").inner_text() == sentences["places"]
        assert editor.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        source = axe()
        for is_mention in (False, True):
            if is_mention:
                editor.page.locator(".row", has_text="Georgia").first.click()
                editor.page.wait_for_selector(".one h1")
                assert editor.page.locator("[data-key='ignore']").inner_text() == sentences["ignore"]
            else:
                read(editor, "p6")
            editor.page.evaluate("document.querySelectorAll('.panel details').forEach(one => { one.open = true; })")
            editor.page.evaluate(source)
            found = editor.page.evaluate(
                "axe.run({ exclude: [['iframe']] }, { iframes: false }).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
            )
            assert found == []
            assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        editor.close()
