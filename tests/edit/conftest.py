"""Fixtures: an editing session with a short article, and a client that sends requests like the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from storymap.edit.access import AccessControl
from storymap.edit.app import EditorApp
from storymap.edit.session import EditSession
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
def session(article: Path) -> EditSession:
    return EditSession(Source(str(article)))


class Browser:
    """A client that sends the same requests as the editor's scripts."""

    def __init__(self, client: TestClient, session: EditSession) -> None:
        self.client, self.session = client, session

    def state(self) -> Any:
        return self.client.get("/api/state").json()

    def send(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.client.post(path, json={} if body is None else body, headers={"Origin": ORIGIN}, **more)

    def change(self, **body: Any) -> Any:
        return self.send("/api/change", {"seen": self.session.places_digest, **body})

    def span(self, words: str, nth: int = 1) -> dict[str, int]:
        """Return the offsets of the nth occurrence of words in the article."""
        start = -1
        for _ in range(nth):
            start = ARTICLE.index(words, start + 1)
        return {"start": start, "end": start + len(words)}

    @property
    def text(self) -> str:
        """The text of places.yaml after its header."""
        text = self.session.places_path.read_text(encoding="utf-8")
        return text[text.index("version: 1\n") + len("version: 1\n") :]

    def place(self, words: str, nth: int = 1) -> str:
        """Return the id of the place that the nth occurrence of words has now, or "" if it has none."""
        span = self.span(words, nth)
        found = [r for r in self.session.draft.places.resolutions if r.mention.start == span["start"] and r.place]
        return found[0].place.id if found and found[0].place else ""


@pytest.fixture
def serve() -> Callable[..., Browser]:
    def start(session: EditSession, *, edits: bool = True) -> Browser:
        app = EditorApp(session, edits=edits, on_change=lambda session: None)
        client = TestClient(AccessControl(app.asgi(), KEY, PORT), base_url=ORIGIN, follow_redirects=False)
        client.get(f"/?key={KEY}")
        return Browser(client, session)

    return start


@pytest.fixture(scope="module")
def shared_session(tmp_path_factory: pytest.TempPathFactory) -> EditSession:
    """An editing session that all tests of a module share if they change nothing.

    Building the page of a session takes most of the time of such a test.
    """
    path = tmp_path_factory.mktemp("shared") / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return EditSession(Source(str(path)))


@pytest.fixture
def reading(serve: Callable[..., Browser], shared_session: EditSession) -> Iterator[Browser]:
    """A client of the shared session. The test must not change anything."""
    yield serve(shared_session)
    assert not shared_session.places_path.exists() and shared_session.version == 1


@pytest.fixture
def browser(serve: Callable[..., Browser], session: EditSession) -> Browser:
    return serve(session)
