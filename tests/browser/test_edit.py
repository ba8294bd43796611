"""The editor end to end: edits in the browser change places.yaml, and edits of the files update the browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame

from storymap.edit.app import EditorApp
from storymap.edit.server import bind, create_server
from storymap.edit.session import EditSession
from storymap.source import Source
from tests.browser.chromium import axe
from tests.browser.reader import PATIENCE_S, Reader
from tests.suggesting import suggest_only

ARTICLE = """The north

Jets roar at the air base in Chitose, on Hokkaido, and the old mill by the river is closed for the winter months.

{filler}

Georgia is famous for its peaches, they say in Atlanta. Trains leave in the morning and come back at night.

In Tbilisi they say the same: Georgia is famous for its wine. Nobody has asked the growers about their harvest.

{filler}

Ships wait off Vladivostok, and nobody knows for how long they will.
"""
FILLER = "\n\n".join(
    f"Paragraph {n} says nothing about where it is, and it says so in many words, again and again." for n in range(9)
)


class Live:
    """An editing session with its server, and a browser page that shows it."""

    def __init__(
        self, browser: Browser, folder: Path, *, edits: bool = True, watched: bool = True, **context: object
    ) -> None:
        self.article, self.places = folder / "article.txt", folder / "places.yaml"
        self.article.write_text(ARTICLE.format(filler=FILLER), encoding="utf-8")
        self.session = EditSession(Source(str(self.article)))
        app = EditorApp(self.session, edits=edits, on_change=lambda session: None)
        if not watched:
            app._watch = self._blind  # type: ignore[method-assign]
        listening = bind(0)
        self.server = create_server(app, listening, "key")
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce", **context)  # type: ignore[arg-type]
        self.reader = Reader(self.context)
        self.page = self.reader.page
        self.page.goto(f"http://127.0.0.1:{listening.getsockname()[1]}/?key=key")
        self.page.wait_for_selector("#page[data-turn]")
        if edits:
            self.page.wait_for_selector(".overview")

    @staticmethod
    async def _blind() -> None:
        """Do nothing: replaces the file watcher."""

    def close(self) -> None:
        self.context.close()
        self.server.should_exit = True
        self.thread.join(5)

    @property
    def story(self) -> Frame:
        """The frame that shows the story map."""
        frame = self.page.query_selector("#page iframe:not(.coming)").content_frame()  # type: ignore[union-attr]
        assert frame is not None
        return frame

    @property
    def text(self) -> str:
        return self.places.read_text(encoding="utf-8") if self.places.exists() else ""

    def turn(self) -> int:
        return int(self.page.get_attribute("#page", "data-turn") or 0)

    def after(
        self,
        do: Callable[[], object],
    ) -> None:
        """Call `do` and wait for the next version of the page."""
        turn, began = self.turn(), time.monotonic()
        do()
        while self.turn() == turn:
            assert time.monotonic() - began < PATIENCE_S, self.page.inner_text("#problem") or "the page was not updated"
            self.page.wait_for_timeout(10)

    def settle(self) -> None:
        """Wait until the camera has arrived."""
        self.page.wait_for_timeout(60)
        while not self.story.evaluate("storymap.current().settled"):
            self.page.wait_for_timeout(20)

    def pick(self, words: str, nth: int = 1) -> None:
        """Click the nth mention with these words and wait until the panel shows it."""
        self.story.locator(f"[data-place]:text-is('{words}')").nth(nth - 1).click()
        self.page.wait_for_selector(f".one h1:has-text('{words}')")

    def drag(self, selector: str, by: tuple[int, int], nth: int = 0) -> None:
        box = self.story.locator(selector).nth(nth).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by[0] / 2, y + by[1] / 2)
        self.page.mouse.move(x + by[0], y + by[1])
        self.page.mouse.up()

    def select(self, words: str) -> None:
        """Select words with the mouse and wait until the panel shows them."""
        edges = self.story.evaluate(
            """words => {
              const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const box = range.getBoundingClientRect();
                return [box.left, box.right, box.top + box.height / 2];
              }
            }""",
            words,
        )
        left, right, y = edges
        self.page.mouse.move(left + 1, y)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, y)
        self.page.mouse.move(right - 1, y)
        self.page.mouse.up()
        self.page.wait_for_selector(f".one h1:has-text('{words}')")


@pytest.fixture
def live(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Live]]:
    running: list[Live] = []

    def start(**options: object) -> Live:
        running.append(Live(browser, tmp_path, **options))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for one in running:
        one.close()


def test_choice_of_place_can_be_undone_and_redone(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Georgia", 2)
    page = editor.page
    assert page.inner_text(".scope legend") and "2 mentions" in page.inner_text(".scope")
    now = page.locator(".candidate.chosen .name").inner_text()
    page.check("#scope-one")
    other = page.locator(".candidate:not(.chosen) button").first
    assert "km away" in other.inner_text()
    name = other.locator(".name").inner_text()
    editor.after(other.click)
    assert "Georgia: {quote:" in editor.text and page.locator(".verdict").inner_text().startswith(name)
    assert page.locator(".verdict .sure").inner_text() == "your decision"
    slugs = editor.story.eval_on_selector_all(
        "[data-place]", "all => all.filter(a => a.textContent === 'Georgia').map(a => a.dataset.place)"
    )
    assert len(set(slugs)) == 2
    editor.after(lambda: page.keyboard.press("Control+z"))
    assert "Georgia" not in editor.text and page.locator(".verdict").inner_text().startswith(now)
    editor.after(lambda: page.click("#redo"))
    assert "Georgia: {quote:" in editor.text
    assert not editor.reader.complaints


def test_place_is_added_by_search_click_on_map_or_coordinates(live: Callable[..., Live]) -> None:
    editor = live()
    editor.select("old mill")
    assert "Not on the map" in editor.page.inner_text(".verdict")
    editor.page.fill("#search", "Tomakomai")
    editor.page.press("#search", "Enter")
    found = editor.page.locator(".candidate button", has_text="Tomakomai").first
    editor.after(found.click)
    assert "old mill: {id: " in editor.text and editor.story.locator("[data-place]:text-is('old mill')").count() == 1
    editor.select("the river")
    editor.page.click("button:text-is('Click on the map')")
    box = editor.story.locator("#map").bounding_box()
    assert box
    editor.after(lambda: editor.page.mouse.click(box["x"] + 150, box["y"] + 300))
    assert "the river: {lat: " in editor.text
    editor.select("harvest")
    editor.page.fill("#at", "41.7, 44.8")
    editor.after(lambda: editor.page.press("#at", "Enter"))
    assert "harvest: {lat: 41.7, lon: 44.8}" in editor.text
    assert not editor.reader.complaints


def test_pin_is_dragged_and_box_is_drawn(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.reader.until(
        "document.querySelector('#page iframe:not(.coming)').contentDocument.querySelector('.edit-pin')"
    )
    before = editor.session.draft.story.places
    editor.after(lambda: editor.drag(".edit-pin", (60, -40)))
    moved = next(p for p in editor.session.draft.story.places if p.label == "Chitose").place
    old = next(p for p in before if p.label == "Chitose").place
    assert moved.position.lat > old.position.lat and moved.position.lon > old.position.lon and moved.source == "editor"
    assert "Chitose: {lat: " in editor.text
    editor.page.click("summary:text-is('Position')")
    editor.page.click("button:text-is('Draw a box')")
    edges = [float(edge) for edge in editor.page.input_value("#edges").split(",")]
    editor.drag(".edit-corner", (40, -50), nth=1)
    editor.reader.until("document.getElementById('edges').value !== argument", ", ".join(map(str, edges)))
    wider = [float(edge) for edge in editor.page.input_value("#edges").split(",")]
    assert wider[:2] == edges[:2] and wider[2] > edges[2] and wider[3] > edges[3]
    editor.after(lambda: editor.page.click("button:text-is('Use this box')"))
    assert f"box: [{', '.join(map(str, wider))}]" in editor.text and "kind: region" in editor.text
    editor.after(lambda: editor.page.keyboard.press("Control+z"))
    editor.after(lambda: editor.page.keyboard.press("Control+z"))
    assert "Chitose" not in editor.text
    assert not editor.reader.complaints


def test_scene_camera_title_and_passages_are_changed(live: Callable[..., Live]) -> None:
    editor = live()
    editor.story.evaluate("document.getElementById('p13').scrollIntoView({ block: 'start', behavior: 'instant' })")
    editor.page.wait_for_selector("#passage .note:has-text('p13')")
    editor.story.evaluate("storymap.leaflet.setView([40, 150], 5.5, { animate: false })")
    editor.after(lambda: editor.page.click("text=Use this map view"))
    assert "p13: {camera: {box: [" in editor.text and "zoom: 5.5" in editor.text
    shown = editor.story.evaluate(
        "(({ lat, lng }) => [lat, lng, storymap.leaflet.getZoom(), storymap.current().free])(storymap.leaflet.getCenter())"
    )
    assert (
        shown[0] == pytest.approx(40, abs=0.3) and shown[1] == pytest.approx(150, abs=0.3) and shown[2:] == [5.5, False]
    )
    editor.page.fill("#scene-title", "At the base")
    editor.after(lambda: editor.page.press("#scene-title", "Enter"))
    assert editor.story.inner_text("#p13 .scene-title") == "At the base"
    editor.pick("Tbilisi")  # a scene title does not change the offsets of mentions
    editor.page.click(".back")
    editor.after(lambda: editor.page.click("text=Hide p13"))
    assert editor.story.locator("#p13").count() == 0
    editor.after(lambda: editor.page.click("button:text-is('Show')"))
    assert editor.story.locator("#p13").count() == 1
    assert not editor.reader.complaints


def test_change_of_file_keeps_reading_position(live: Callable[..., Live]) -> None:
    editor = live()
    where = "(() => { const step = document.querySelector('.step[aria-current]'); return [step.textContent.slice(0, 12), Math.round(step.getBoundingClientRect().top)]; })()"
    editor.story.evaluate(
        "[...document.querySelectorAll('.step')].find(s => s.textContent.startsWith('In Tbilisi')).scrollIntoView({ block: 'start', behavior: 'instant' })"
    )
    editor.settle()
    before = editor.story.evaluate(where)
    editor.after(
        lambda: editor.places.write_text("version: 1\nplaces:\n  Tbilisi: {note: Warm springs.}\n", encoding="utf-8")
    )
    assert "Warm springs." in editor.story.inner_text("#places") and editor.story.evaluate(where) == before
    article = editor.article.read_text(encoding="utf-8").replace(
        "The north\n",
        "The north\n\nA new first paragraph, of Tokyo, that makes everything below it move down by some lines.\n",
    )
    editor.after(lambda: editor.article.write_text(article, encoding="utf-8"))
    assert "Tokyo" in editor.story.inner_text("#text") and editor.story.evaluate(where) == before
    turn = editor.turn()
    editor.places.write_text("version: 1\nplaces:\n  Tbilisi: {nott: Warm.}\n", encoding="utf-8")
    editor.page.wait_for_selector("#problem:has-text('places.yaml:3:')")
    assert editor.turn() == turn and "Warm springs." in editor.story.inner_text("#places")
    editor.after(lambda: editor.places.write_text("version: 1\n", encoding="utf-8"))
    assert editor.page.is_hidden("#problem")


def test_change_by_another_program_is_reported_and_kept(live: Callable[..., Live]) -> None:
    editor = live(watched=False)
    editor.pick("Atlanta")
    theirs = "version: 1\nplaces:\n  Vladivostok: {note: Theirs.}   # mine\n"
    editor.places.write_text(theirs, encoding="utf-8")
    editor.after(lambda: editor.page.click("button:text-is('Not a place')"))
    editor.page.wait_for_selector("#problem:has-text('changed by another program')")
    assert editor.text == theirs and "Theirs." in editor.story.inner_text("#places")
    editor.after(lambda: editor.page.click("button:text-is('Not a place')"))
    assert editor.text == theirs + "  Atlanta: {ignore: true}\n" and editor.page.is_hidden("#problem")
    editor.places.write_text(theirs, encoding="utf-8")
    editor.page.click("#undo")
    editor.page.wait_for_selector("#problem:has-text('cannot be undone')")
    assert editor.text == theirs


def test_keyboard_moves_through_decisions_to_check(live: Callable[..., Live]) -> None:
    editor = live()
    page = editor.page
    unsure = "\nTrains stop in Springfield. Nobody waits in Franklin.\n"
    editor.after(
        lambda: editor.article.write_text(editor.article.read_text(encoding="utf-8") + unsure, encoding="utf-8")
    )
    assert page.locator(".row.look .words").all_inner_texts() == ["Springfield", "Franklin"]
    for key, words in (("ArrowDown", "Springfield"), ("ArrowDown", "Franklin"), ("ArrowUp", "Springfield")):
        page.keyboard.press(f"Alt+{key}")
        page.wait_for_selector(f".one h1:has-text('{words}')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".overview")


def test_keyboard_choice_keeps_focus_in_panel(live: Callable[..., Live]) -> None:
    editor = live(watched=False)
    page = editor.page
    row = page.locator(".row", has_text="Atlanta")
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".one h1:has-text('Atlanta')")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.focus("[data-key=ignore]")
    editor.after(lambda: page.keyboard.press("Enter"))
    assert "Atlanta: {ignore: true}" in editor.text
    assert page.evaluate("document.activeElement.closest('.panel') !== null")


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (900, "dark")])
def test_side_panel_is_accessible(live: Callable[..., Live], width: int, scheme: str) -> None:
    editor = live(watched=False, color_scheme=scheme)
    editor.page.set_viewport_size({"width": width, "height": 900})
    source = axe()
    for open_one in (False, True):
        if open_one:
            editor.pick("Georgia", 2)
            for summary in editor.page.locator(".panel summary").all():
                summary.click()
        editor.page.evaluate(source)
        found = editor.page.evaluate(
            "axe.run({ exclude: [['iframe']] }, { iframes: false }).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
        assert found == []
        assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_story_frame_cannot_reach_the_server_or_run_scripts(live: Callable[..., Live]) -> None:
    editor = live(watched=False)
    asked = "fetch('/api/state').then(() => 'reached', () => 'kept out')"
    assert editor.page.evaluate(asked) == "reached" and editor.story.evaluate(asked) == "kept out"
    assert (
        editor.story.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); return window.ran; })()"
        )
        is None
    )


def test_build_watch_rebuilds_on_change(live: Callable[..., Live]) -> None:
    editor = live(edits=False)
    editor.story.evaluate("window.scrollTo({ top: 700, behavior: 'instant' })")
    editor.settle()
    editor.after(lambda: editor.places.write_text("version: 1\nplaces:\n  Chitose: {note: Loud.}\n", encoding="utf-8"))
    assert "Loud." in editor.story.inner_text("#places") and abs(editor.story.evaluate("scrollY") - 700) < 2
    editor.places.write_text("version: 2\n", encoding="utf-8")
    editor.page.wait_for_selector("#problem:has-text('places.yaml:1:')")
    assert "Loud." in editor.story.inner_text("#places")


def test_suggestion_is_mapped_with_one_click(live: Callable[..., Live], monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Vladivostok", 0.4)
    editor = live()
    row = editor.page.locator(".suggestion")
    assert "Vladivostok" in row.inner_text()
    editor.after(lambda: row.get_by_role("button", name="Add").click())
    assert "Vladivostok: {id: geonames:2013348}" in editor.text
    assert row.count() == 0


def test_suggestion_is_rejected_or_put_off(live: Callable[..., Live], monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Vladivostok", 0.4)
    editor = live()
    row = editor.page.locator(".suggestion")
    row.get_by_role("button", name="Later").click()
    assert row.count() == 0 and editor.text == ""
    editor.page.get_by_role("button", name="Show 1 for later").click()
    editor.after(lambda: row.get_by_role("button", name="Not a place").click())
    assert "Vladivostok: {ignore: true}" in editor.text


def test_missed_words_are_placed_with_the_address_of_a_map(live: Callable[..., Live]) -> None:
    editor = live()
    editor.page.fill("#add", "the old mill")
    editor.page.press("#add", "Enter")
    editor.page.wait_for_selector(".one h1:has-text('the old mill')")
    editor.page.fill("#at", "141.65, 42.82")
    editor.page.press("#at", "Enter")
    editor.page.wait_for_selector("#problem:has-text('did you mean 42.82, 141.65?')")
    assert editor.page.input_value("#at") == "141.65, 42.82"
    editor.page.fill("#at", "https://www.google.com/maps/place/Mill/@1,2,15z/data=!3m1!8m2!3d42.82!4d141.65")
    editor.after(lambda: editor.page.press("#at", "Enter"))
    assert "the old mill: {lat: 42.82, lon: 141.65}" in editor.text
    editor.settle()
    assert editor.story.evaluate("storymap.leaflet.getBounds().contains([42.82, 141.65])")


def test_map_moves_to_the_passage_before_a_place_is_picked(live: Callable[..., Live]) -> None:
    editor = live()
    editor.page.fill("#add", "harvest")
    editor.page.press("#add", "Enter")
    editor.page.wait_for_selector(".one h1:has-text('harvest')")
    editor.story.evaluate("storymap.leaflet.setView([0, -100], 5, { animate: false })")
    editor.page.click("[data-key='pick']")
    assert editor.story.evaluate(
        "storymap.leaflet.getBounds().contains(storymap.near(storymap.leaflet, [41.69, 44.83]))"
    )  # Tbilisi


def test_typed_text_survives_reload_and_escape(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.page.click("details[data-key='position'] summary")
    editor.page.fill("#at", "42.8, 141.6 or so")
    editor.page.keyboard.press("Escape")
    editor.page.wait_for_selector(".overview")
    editor.page.reload()
    editor.page.wait_for_selector("#page[data-turn]")
    editor.page.wait_for_selector(".overview")
    editor.pick("Chitose")
    assert editor.page.input_value("#at") == "42.8, 141.6 or so"


def test_note_is_saved_when_its_field_is_left(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.page.click("details[data-key='looks'] summary")
    editor.page.fill("#look-note", "Loud.")
    editor.after(lambda: editor.page.press("#look-note", "Tab"))
    assert "Chitose: {note: Loud.}" in editor.text


def test_undo_restores_a_file_that_another_program_changed(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.after(lambda: editor.page.click("[data-key='ignore']"))
    theirs = editor.text + "  Hokkaido: {note: Cold.}\n"
    editor.after(lambda: editor.places.write_text(theirs, encoding="utf-8"))
    editor.page.on("dialog", lambda dialog: dialog.accept())
    editor.after(lambda: editor.page.click("#undo"))
    assert "Chitose" not in editor.text
    editor.after(lambda: editor.page.click("#undo"))
    assert editor.text == theirs


def test_candidates_link_to_their_sources(live: Callable[..., Live]) -> None:
    editor = live()
    editor.pick("Tbilisi")
    link = editor.page.locator(".candidate a.link").first
    assert (link.get_attribute("href") or "").startswith("https://www.geonames.org/")
