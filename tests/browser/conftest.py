"""One browser for all tests, and a loopback server for the pages that are not read from disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from storymap.basemap import open_basemap
from tests.browser.chromium import LAUNCH, chromium
from tests.render import stories
from tests.render.pages import page_of

HERE = Path(__file__).parent
Open = Callable[..., "Reader"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)  # to talk to the browser; where pages may go, the tests check


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield running
        running.close()


class Server:
    """Serves texts by path on the loopback interface; `origin` and `other` are two origins of the same pages."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                kind, content = outer.pages.get(self.path.partition("?")[0], ("", b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        port = self._server.server_address[1]
        self.origin, self.other = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, path: str, content: str | bytes, kind: str = "text/html; charset=utf-8") -> str:
        """Serves a text and returns its address."""
        self.pages[path] = (kind, content.encode() if isinstance(content, str) else content)
        return self.origin + path

    def close(self) -> None:
        self._server.shutdown()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="session")
def html() -> Callable[[str], str]:
    """The page of a hand-made story by its name, on the real basemap, written once."""
    written: dict[str, str] = {}

    def write(name: str) -> str:
        if name not in written:
            story = stories.voyage(24) if name == "voyage" else getattr(stories, name)()
            written[name] = page_of(story, basemap=open_basemap()).html()
        return written[name]

    return write


class Reader:
    """A browser's page with everything it asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)

    def until(self, expression: str, argument: object = None, *, frame: int = 0) -> None:
        """Waits for an expression to hold, asked from outside: the page's policy forbids Playwright's own way."""
        for _ in range(200):
            try:
                if self.page.frames[frame].evaluate(f"argument => !!({expression})", argument):
                    return
            except Error as error:
                if "context was destroyed" not in error.message:  # the frame was just loading
                    raise
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{expression} did not come true")

    def drawn(self, times: int) -> None:
        """Waits until the page has been drawn so often: what a script does before the next frame has been done."""
        self.page.evaluate("async times => { while (times--) await new Promise(requestAnimationFrame) }", times)

    def settle(self, frame: int = 0) -> None:
        """Waits until the map has followed; `frame` 1 is the first one inside the page."""
        self.page.wait_for_timeout(60)
        self.until("storymap.current && storymap.current().settled", frame=frame)
        self.page.wait_for_timeout(60)


@pytest.fixture
def open_page(browser: Browser, html: Callable[[str], str], tmp_path: Path) -> Iterator[Open]:
    """Opens a story from disk in a context of its own: `open_page("ferry", width=390, dark=True, hash="#p3")`."""
    contexts: list[BrowserContext] = []

    def open_story(
        name: str = "ferry",
        *,
        width: int = 1350,
        height: int = 900,
        dark: bool = False,
        hash: str = "",  # noqa: A002  the address's own word
        **more: Any,
    ) -> Reader:
        text = more.pop("text", None) or html(name)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **more
        )
        contexts.append(context)
        file = tmp_path / f"{name}.html"
        file.write_text(text, encoding="utf-8")
        reader = Reader(context)
        reader.page.goto(file.as_uri() + hash)
        return reader

    yield open_story
    for context in contexts:
        context.close()
