"""The live editor end to end: what is done in the browser stands in places.yaml, and what is typed there shows in the browser."""

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
from tests.browser.reader import Reader

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
    """A server, and a browser that was let in."""

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
        """Watches nothing."""

    def close(self) -> None:
        self.context.close()
        self.server.should_exit = True
        self.thread.join(5)

    @property
    def story(self) -> Frame:
        """The frame of the page that is shown."""
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
        """Does something and waits for the next version of the page."""
        turn, began = self.turn(), time.monotonic()
        do()
        while self.turn() == turn:
            assert time.monotonic() - began < 20, self.page.inner_text("#problem") or "no other page came"
            self.page.wait_for_timeout(10)

    def settle(self) -> None:
        """Waits until the map has followed the reader."""
        self.page.wait_for_timeout(60)
        while not self.story.evaluate("storymap.current().settled"):
            self.page.wait_for_timeout(20)

    def pick(self, words: str, nth: int = 1) -> None:
        """Clicks a mention in the text."""
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
        """Selects words with the mouse."""
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


def test_a_place_is_chosen_undone_and_done_again(live: Callable[..., Live]) -> None:
    desk = live()
    desk.pick("Georgia", 2)
    page = desk.page
    assert page.inner_text(".scope legend") and "2 mentions" in page.inner_text(".scope")
    now = page.locator(".candidate.chosen .name").inner_text()
    page.check("#scope-one")
    other = page.locator(".candidate:not(.chosen) button").first
    assert "km away" in other.inner_text()
    name = other.locator(".name").inner_text()
    desk.after(other.click)
    assert "Georgia: {quote:" in desk.text and page.locator(".verdict").inner_text().startswith(name)
    assert page.locator(".verdict .sure").inner_text() == "your decision"
    slugs = desk.story.eval_on_selector_all(
        "[data-place]", "all => all.filter(a => a.textContent === 'Georgia').map(a => a.dataset.place)"
    )
    assert len(set(slugs)) == 2
    desk.after(lambda: page.keyboard.press("Control+z"))
    assert "Georgia" not in desk.text and page.locator(".verdict").inner_text().startswith(now)
    desk.after(lambda: page.click("#redo"))
    assert "Georgia: {quote:" in desk.text
    assert not desk.reader.complaints


def test_words_are_added_by_search_and_on_the_map(live: Callable[..., Live]) -> None:
    desk = live()
    desk.select("old mill")
    assert "Not on the map" in desk.page.inner_text(".verdict")
    desk.page.fill("#search", "Tomakomai")
    desk.page.press("#search", "Enter")
    found = desk.page.locator(".candidate button", has_text="Tomakomai").first
    desk.after(found.click)
    assert "old mill: {id: " in desk.text and desk.story.locator("[data-place]:text-is('old mill')").count() == 1
    desk.select("the river")
    desk.page.click("button:text-is('Click on the map')")
    box = desk.story.locator("#map").bounding_box()
    assert box
    desk.after(lambda: desk.page.mouse.click(box["x"] + 150, box["y"] + 300))
    assert "the river: {lat: " in desk.text
    desk.select("harvest")
    desk.page.fill("#lat", "41.7")
    desk.page.fill("#lon", "44.8")
    desk.after(lambda: desk.page.press("#lon", "Enter"))
    assert "harvest: {lat: 41.7, lon: 44.8}" in desk.text
    assert not desk.reader.complaints


def test_a_pin_is_dragged_and_a_box_drawn(live: Callable[..., Live]) -> None:
    desk = live()
    desk.pick("Chitose")
    desk.reader.until("document.querySelector('#page iframe:not(.coming)').contentDocument.querySelector('.edit-pin')")
    before = desk.session.draft.story.places
    desk.after(lambda: desk.drag(".edit-pin", (60, -40)))
    moved = next(p for p in desk.session.draft.story.places if p.label == "Chitose").place
    old = next(p for p in before if p.label == "Chitose").place
    assert moved.position.lat > old.position.lat and moved.position.lon > old.position.lon and moved.source == "editor"
    assert "Chitose: {lat: " in desk.text
    desk.page.click("summary:text-is('Position')")
    desk.page.click("button:text-is('Draw a box')")
    edges = [float(edge) for edge in desk.page.input_value("#edges").split(",")]
    desk.drag(".edit-corner", (40, -50), nth=1)
    desk.reader.until("document.getElementById('edges').value !== argument", ", ".join(map(str, edges)))
    wider = [float(edge) for edge in desk.page.input_value("#edges").split(",")]
    assert wider[:2] == edges[:2] and wider[2] > edges[2] and wider[3] > edges[3]
    desk.after(lambda: desk.page.click("button:text-is('Use this box')"))
    assert f"box: [{', '.join(map(str, wider))}]" in desk.text and "kind: region" in desk.text
    desk.after(lambda: desk.page.keyboard.press("Control+z"))
    desk.after(lambda: desk.page.keyboard.press("Control+z"))
    assert "Chitose" not in desk.text
    assert not desk.reader.complaints


def test_the_view_the_title_and_the_passages_of_a_scene(live: Callable[..., Live]) -> None:
    desk = live()
    desk.story.evaluate("document.getElementById('p13').scrollIntoView({ block: 'start', behavior: 'instant' })")
    desk.page.wait_for_selector("#passage .note:has-text('p13')")
    desk.story.evaluate("storymap.leaflet.setView([40, 150], 5.5, { animate: false })")
    desk.after(lambda: desk.page.click("text=Use this map view"))
    assert "p13: {camera: {box: [" in desk.text and "zoom: 5.5" in desk.text
    shown = desk.story.evaluate(
        "(({ lat, lng }) => [lat, lng, storymap.leaflet.getZoom(), storymap.current().free])(storymap.leaflet.getCenter())"
    )
    assert (
        shown[0] == pytest.approx(40, abs=0.3) and shown[1] == pytest.approx(150, abs=0.3) and shown[2:] == [5.5, False]
    )
    desk.page.fill("#scene-title", "At the base")
    desk.after(lambda: desk.page.press("#scene-title", "Enter"))
    assert desk.story.inner_text("#p13 .scene-title") == "At the base"
    desk.pick("Tbilisi")  # the title does not shift where words are found
    desk.page.click(".back")
    desk.after(lambda: desk.page.click("text=Hide p13"))
    assert desk.story.locator("#p13").count() == 0
    desk.after(lambda: desk.page.click("button:text-is('Show')"))
    assert desk.story.locator("#p13").count() == 1
    assert not desk.reader.complaints


def test_what_is_typed_in_the_file_shows_where_the_reader_is(live: Callable[..., Live]) -> None:
    desk = live()
    where = "(() => { const step = document.querySelector('.step[aria-current]'); return [step.textContent.slice(0, 12), Math.round(step.getBoundingClientRect().top)]; })()"
    desk.story.evaluate(
        "[...document.querySelectorAll('.step')].find(s => s.textContent.startsWith('In Tbilisi')).scrollIntoView({ block: 'start', behavior: 'instant' })"
    )
    desk.settle()
    before = desk.story.evaluate(where)
    desk.after(
        lambda: desk.places.write_text("version: 1\nplaces:\n  Tbilisi: {note: Warm springs.}\n", encoding="utf-8")
    )
    assert "Warm springs." in desk.story.inner_text("#places") and desk.story.evaluate(where) == before
    article = desk.article.read_text(encoding="utf-8").replace(
        "The north\n",
        "The north\n\nA new first paragraph, of Tokyo, that makes everything below it move down by some lines.\n",
    )
    desk.after(lambda: desk.article.write_text(article, encoding="utf-8"))
    assert "Tokyo" in desk.story.inner_text("#text") and desk.story.evaluate(where) == before
    turn = desk.turn()
    desk.places.write_text("version: 1\nplaces:\n  Tbilisi: {nott: Warm.}\n", encoding="utf-8")
    desk.page.wait_for_selector("#problem:has-text('places.yaml:3:')")
    assert desk.turn() == turn and "Warm springs." in desk.story.inner_text("#places")
    desk.after(lambda: desk.places.write_text("version: 1\n", encoding="utf-8"))
    assert desk.page.is_hidden("#problem")


def test_a_change_on_disk_in_between_is_told_and_nothing_is_lost(live: Callable[..., Live]) -> None:
    desk = live(watched=False)
    desk.pick("Atlanta")
    theirs = "version: 1\nplaces:\n  Vladivostok: {note: Theirs.}   # mine\n"
    desk.places.write_text(theirs, encoding="utf-8")
    desk.after(lambda: desk.page.click("button:text-is('Not a place')"))
    desk.page.wait_for_selector("#problem:has-text('changed by another program')")
    assert desk.text == theirs and "Theirs." in desk.story.inner_text("#places")
    desk.after(lambda: desk.page.click("button:text-is('Not a place')"))
    assert desk.text == theirs + "  Atlanta: {ignore: true}\n" and desk.page.is_hidden("#problem")
    desk.places.write_text(theirs, encoding="utf-8")
    desk.page.click("#undo")
    desk.page.wait_for_selector("#problem:has-text('cannot be undone')")
    assert desk.text == theirs


def test_by_keyboard_what_is_to_be_looked_at_and_the_focus_stays(live: Callable[..., Live]) -> None:
    desk = live(watched=False)
    page = desk.page
    rows = page.locator(".row.look").all_inner_texts()
    if rows:
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_selector(".one")
        assert page.inner_text(".one h1").strip("“”") in rows[0]
        page.keyboard.press("Escape")
    row = page.locator(".row", has_text="Atlanta")
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".one h1:has-text('Atlanta')")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.focus("[data-key=ignore]")
    desk.after(lambda: page.keyboard.press("Enter"))
    assert "Atlanta: {ignore: true}" in desk.text
    assert page.evaluate("document.activeElement.closest('.panel') !== null")


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (900, "dark")])
def test_the_inspector_is_accessible(live: Callable[..., Live], width: int, scheme: str) -> None:
    desk = live(watched=False, color_scheme=scheme)
    desk.page.set_viewport_size({"width": width, "height": 900})
    source = axe()
    for open_one in (False, True):
        if open_one:
            desk.pick("Georgia", 2)
            for summary in desk.page.locator(".panel summary").all():
                summary.click()
        desk.page.evaluate(source)
        found = desk.page.evaluate(
            "axe.run({ exclude: [['iframe']] }, { iframes: false }).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
        assert found == []
        assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_cannot_reach_the_server(live: Callable[..., Live]) -> None:
    desk = live(watched=False)
    asked = "fetch('/api/state').then(() => 'reached', () => 'kept out')"
    assert desk.page.evaluate(asked) == "reached" and desk.story.evaluate(asked) == "kept out"
    assert (
        desk.story.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); return window.ran; })()"
        )
        is None
    )


def test_build_watch_follows_the_files(live: Callable[..., Live]) -> None:
    desk = live(edits=False)
    desk.story.evaluate("window.scrollTo({ top: 700, behavior: 'instant' })")
    desk.settle()
    desk.after(lambda: desk.places.write_text("version: 1\nplaces:\n  Chitose: {note: Loud.}\n", encoding="utf-8"))
    assert "Loud." in desk.story.inner_text("#places") and abs(desk.story.evaluate("scrollY") - 700) < 2
    desk.places.write_text("version: 2\n", encoding="utf-8")
    desk.page.wait_for_selector("#problem:has-text('places.yaml:1:')")
    assert "Loud." in desk.story.inner_text("#places")
