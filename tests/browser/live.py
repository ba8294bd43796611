"""The live editor in the browser: an editing session with its server, and a page that shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Frame

from storymap.edit.app import EditorApp
from storymap.edit.server import bind, create_server
from storymap.edit.session import EditSession
from storymap.source import Source
from tests.browser.reader import PATIENCE_S, Reader

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
        self,
        browser: Browser,
        folder: Path,
        *,
        edits: bool = True,
        watched: bool = True,
        language: str = "",
        **context: object,
    ) -> None:
        self.article, self.places = folder / "article.txt", folder / "places.yaml"
        self.article.write_text(ARTICLE.format(filler=FILLER), encoding="utf-8")
        self.session = EditSession(Source(str(self.article), language=language or None))
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
        """Do nothing. This function replaces the file watcher."""

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
        self.story.click(".edit-add")
        self.page.wait_for_selector(f".one h1:has-text('{words}')")
