"""Fixtures: stories opened from disk, and blogs with embedded maps on a loopback server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from storymap.basemap import open_basemap
from storymap.embed.loader import loader
from storymap.embed.snippets import Embed, figure
from tests.browser import hosts
from tests.browser.live import Live
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.render import stories
from tests.render.pages import page_of

HERE = Path(__file__).parent
Open = Callable[..., Reader]
Visit = Callable[..., Reader]
NewReader = Callable[..., Reader]
StartEditor = Callable[..., Live]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # A socket is needed to control the browser. The tests themselves check the requests of pages.
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="session")
def html() -> Callable[[str], str]:
    """Return a function that takes the name of a story in `stories` and returns its page, with the embedded basemap.

    Each page is built only once.
    """
    written: dict[str, str] = {}

    def write(name: str) -> str:
        if name not in written:
            story = stories.voyage(24) if name == "voyage" else getattr(stories, name)()
            written[name] = page_of(story, basemap=open_basemap()).html()
        return written[name]

    return write


@pytest.fixture
def new_reader(browser: Browser) -> Iterator[NewReader]:
    """Return a function that opens an empty page in a new browser context: `new_reader(width=390, height=844)`.

    The map jumps instead of flying unless `motion` is set: the frames of a flight take most of the processor time of a
    test. `clock`: whether the test sets the time of the page. Further arguments are options of the browser context.
    Contexts are closed after the test, because the pages in them would go on running.
    """
    contexts: list[BrowserContext] = []

    def new(*, width: int = 1000, height: int = 700, motion: bool = False, clock: bool = False, **more: Any) -> Reader:
        options = {"reduced_motion": "no-preference" if motion else "reduce", **more}
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        if clock:
            contexts[-1].clock.install()
        return Reader(contexts[-1])

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(new_reader: NewReader, html: Callable[[str], str], tmp_path: Path) -> Open:
    """Open a story from disk in a new browser context: `open_page("ferry", width=390, dark=True, hash="#p3")`.

    Further arguments are those of `new_reader`.
    """

    def open_story(
        name: str = "ferry",
        *,
        width: int = 1350,
        height: int = 900,
        dark: bool = False,
        hash: str = "",  # noqa: A002  the usual name of this part of a URL
        **more: Any,
    ) -> Reader:
        text = more.pop("text", None) or html(name)
        file = tmp_path / f"{name}.html"
        file.write_text(text, encoding="utf-8")
        reader = new_reader(width=width, height=height, color_scheme="dark" if dark else "light", **more)
        reader.page.goto(file.as_uri() + hash)
        return reader

    return open_story


@pytest.fixture(scope="session")
def led() -> str:
    """Return the HTML of the ferry story, whose page is built for guided posts."""
    return page_of(stories.ferry(), basemap=open_basemap(), companion=True).html()


@pytest.fixture
def visit(new_reader: NewReader, server: Server, led: str) -> Visit:
    """Open a blog with an embedded map and wait until the post drives it: `visit(blocks, snippet, width=390, css=…)`.

    `leads`: the number of maps that the loader must have placed before `visit` returns (0: do not wait). `width`,
    `height`, `clock` and the options in `browser_has` are passed to `new_reader`, and further keyword arguments to
    `hosts.post`.
    """
    server.put("/led.html", led)
    server.put("/companion.js", loader(), "text/javascript")

    def open_blog(
        blocks: list[str] | None = None,
        snippet: str = "",
        *,
        width: int = 1400,
        height: int = 900,
        leads: int = 1,
        clock: bool = False,
        browser_has: dict[str, Any] | None = None,
        **more: str,
    ) -> Reader:
        reader = new_reader(width=width, height=height, clock=clock, **(browser_has or {}))
        address = Embed(server.other + "/led.html")
        text = hosts.post(blocks or hosts.BLOCKS, snippet or figure(hosts.PAGE, address), **more)
        reader.page.goto(server.put("/blog.html", text))
        if leads:
            reader.until("document.querySelectorAll('article span[role=button]').length > 3")
            shown = "[...document.querySelectorAll('iframe')].filter(frame => frame.style.margin === '0px')"
            reader.until(f"{shown}.length === argument", leads)
        return reader

    return open_blog


@pytest.fixture
def live(browser: Browser, tmp_path: Path) -> Iterator[StartEditor]:
    """Return a function that starts the live editor of a short article and opens it: `live(watched=False)`."""
    running: list[Live] = []

    def start(**options: object) -> Live:
        running.append(Live(browser, tmp_path, **options))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for one in running:
        one.close()
