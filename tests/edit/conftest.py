"""A desk with a short article, and a browser's side of the server without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from storymap.edit.guard import Guard
from storymap.edit.server import Studio
from storymap.edit.session import Desk
from storymap.source import Source

KEY, PORT = "the-key", 8123
ORIGIN = f"http://127.0.0.1:{PORT}"
ARTICLE = """Two Georgias

The jets are based in Chitose, on Hokkaido. Georgia is famous for its peaches, they say in Atlanta.

In Tbilisi they say the same: Georgia is famous for its wine. The old mill by the river is closed.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def desk(article: Path) -> Desk:
    return Desk(Source(str(article)))


class Browser:
    """Asks as the shell in the browser does."""

    def __init__(self, client: TestClient, desk: Desk) -> None:
        self.client, self.desk = client, desk

    def state(self) -> Any:
        return self.client.get("/api/state").json()

    def send(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.client.post(path, json={} if body is None else body, headers={"Origin": ORIGIN}, **more)

    def change(self, **body: Any) -> Any:
        return self.send("/api/change", {"seen": self.desk.seen, **body})

    def span(self, words: str, nth: int = 1) -> dict[str, int]:
        """Where words stand in the article."""
        start = -1
        for _ in range(nth):
            start = ARTICLE.index(words, start + 1)
        return {"start": start, "end": start + len(words)}

    @property
    def text(self) -> str:
        """places.yaml without its first lines."""
        text = self.desk.places.read_text(encoding="utf-8")
        return text[text.index("version: 1\n") + len("version: 1\n") :]

    def place(self, words: str, nth: int = 1) -> str:
        """The id of the place that words mean now; "" when they mean none."""
        span = self.span(words, nth)
        found = [r for r in self.desk.draft.found.resolutions if r.mention.start == span["start"] and r.place]
        return found[0].place.id if found and found[0].place else ""


@pytest.fixture
def serve() -> Callable[..., Browser]:
    def start(desk: Desk, *, edits: bool = True) -> Browser:
        studio = Studio(desk, edits=edits, on_change=lambda desk: None)
        client = TestClient(Guard(studio.app(), KEY, PORT), base_url=ORIGIN, follow_redirects=False)
        client.get(f"/?key={KEY}")
        return Browser(client, desk)

    return start


@pytest.fixture
def browser(serve: Callable[..., Browser], desk: Desk) -> Browser:
    return serve(desk)
