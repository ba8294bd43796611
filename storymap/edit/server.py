"""The server of the live editor and of `build --watch`: its addresses, the news of a change, and the loop that serves them."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from storymap import resources
from storymap.edit import payloads
from storymap.edit.changes import Refused, apply_change
from storymap.edit.guard import HEADERS, Guard
from storymap.edit.history import History
from storymap.edit.session import Desk, digest
from storymap.errors import OverrideError, StorymapError
from storymap.model import Position, position
from storymap.overrides import ConflictError, PlacesFile
from storymap.render.themes import theme_css

HOST = "127.0.0.1"
LARGEST = 100_000  # bytes of a request
BEAT_S = 15.0  # between two signs of life of the stream of news
DEBOUNCE_MS, STEP_MS = 120, 40  # a change on disk is told after this long
SCRIPTS = (
    "editor.js",
    "editor-frame.js",
    "editor-map.js",
    "editor-panel.js",
    "editor-server.js",
    "editor-text.js",
    "editor-watch.js",
)
# The shell runs our own files and nothing else; the page in its frame has its own policy besides.
SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The page may be shown by the shell alone, which lets its frame go nowhere else, and may not ask this server for anything, but for
# tiles elsewhere; what runs in it is its own policy's to say.
PAGE_POLICY = "frame-ancestors 'self'; connect-src https:"
OnChange = Callable[[Desk], None]


class News:
    """Tells all who listen that the desk has another version."""

    def __init__(self) -> None:
        self._listening: set[asyncio.Queue[int | None]] = set()

    def tell(self, version: int | None) -> None:
        """None: there will be no more news."""
        for queue in self._listening:
            queue.put_nowait(version)

    async def stream(self, version: int) -> AsyncIterator[str]:
        """Server-sent events: the version now, and each one to come."""
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._listening.add(queue)
        try:
            yield f"data: {version}\n\n"
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), BEAT_S)
                except TimeoutError:
                    yield ": \n\n"
                    continue
                if news is None:
                    return
                yield f"data: {news}\n\n"
        finally:
            self._listening.discard(queue)


class Studio:
    """The app around a desk. `edits`: whether the browser may change places.yaml; `on_change` is told of every new version."""

    def __init__(self, desk: Desk, *, edits: bool, theme: str = "paper", on_change: OnChange) -> None:
        self.desk, self.edits, self.theme, self.on_change = desk, edits, theme, on_change
        self.history = History(desk.places)
        self.news = News()

    def app(self) -> Starlette:
        """The addresses; who may use them is the guard's to say."""
        routes = [
            Route("/", self.shell),
            Route("/page", self.page),
            Route("/editor.css", self.styles),
            Route("/news", self.events),
            Route("/api/state", self.state),
            *(Route(f"/{name}", self.script) for name in SCRIPTS),
        ]
        if self.edits:
            routes += [
                Route("/api/mention", self.mention),
                Route("/api/search", self.search),
                Route("/api/words", self.words),
                Route("/api/change", self.change, methods=["POST"]),
                Route("/api/undo", self.undo, methods=["POST"]),
                Route("/api/redo", self.undo, methods=["POST"]),
            ]
        return Starlette(
            routes=routes, lifespan=self._watched, exception_handlers={Refused: _refused, StorymapError: _failed}
        )

    @asynccontextmanager
    async def _watched(self, app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _watch(self) -> None:
        """Looks at the folders, not at the files: programs save by putting a new file in the old one's place."""
        while True:
            files = self.desk.watched
            folders = {path.parent for path in files if path.parent.is_dir()}
            await self.refresh()  # what changed before there was somebody to watch
            async for _ in awatch(
                *folders,
                watch_filter=lambda _, path, files=files: Path(path) in files,  # type: ignore[misc]
                debounce=DEBOUNCE_MS,
                step=STEP_MS,
                recursive=False,
            ):
                await self.refresh()
                if self.desk.watched != files:  # another image, perhaps
                    break

    async def refresh(self) -> None:
        """Makes the page again where something changed, and tells everybody."""
        if await run_in_threadpool(self.desk.refresh):
            await run_in_threadpool(self.on_change, self.desk)
            self.news.tell(self.desk.version)

    # ---------- what the browser gets

    async def shell(self, request: Request) -> Response:
        html = _shell(edits=self.edits, title=self.desk.draft.found.article.title)
        return HTMLResponse(html, headers={**HEADERS, "Content-Security-Policy": SHELL_POLICY})

    async def page(self, request: Request) -> Response:
        return HTMLResponse(self.desk.draft.html, headers={**HEADERS, "Content-Security-Policy": PAGE_POLICY})

    async def styles(self, request: Request) -> Response:
        css = theme_css(self.theme) + resources.asset("editor.css")
        return Response(css, media_type="text/css", headers=HEADERS)

    async def script(self, request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return Response(resources.asset(name), media_type="text/javascript", headers=HEADERS)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self.news.stream(self.desk.version), media_type="text/event-stream", headers=HEADERS)

    async def state(self, request: Request) -> Response:
        return _json(await run_in_threadpool(self._state))

    async def mention(self, request: Request) -> Response:
        start, end = _offset(request, "start"), _offset(request, "end")
        if not start < end <= len(self.desk.draft.found.article.text):
            raise Refused("`start` and `end` are offsets into the article's text.")
        return _json(await run_in_threadpool(self._mention, start, end))

    async def search(self, request: Request) -> Response:
        query = request.query_params.get("q", "")[:200]
        at = _place_asked(request)
        geocoder = self.desk.searched if request.query_params.get("online") == "1" else None
        return _json(await run_in_threadpool(payloads.search, query, at, geocoder))

    async def words(self, request: Request) -> Response:
        query = request.query_params.get("q", "")[:200]
        return _json({"found": payloads.words(self.desk.draft.found.article, query)})

    async def change(self, request: Request) -> Response:
        return await self._made(partial(self._change, await _asked(request)))

    async def undo(self, request: Request) -> Response:
        await _asked(request)
        return await self._made(partial(self._step, request.url.path.endswith("/undo")))

    async def _made(self, change: Callable[[], None]) -> Response:
        """Makes a change and tells the story after it; the page follows, too, when somebody else's stood in the way."""
        try:
            await run_in_threadpool(change)
        finally:
            await self.refresh()
        return _json(await run_in_threadpool(self._state))

    # ---------- in a thread of their own

    def _state(self) -> dict[str, Any]:
        with self.desk.lock:
            about = {"version": self.desk.version, "problem": self.desk.problem}
            if not self.edits:
                return {**about, "remarks": list(self.desk.draft.remarks)}
            return {
                **about,
                "seen": self.desk.seen,
                "file": self.desk.places.name,
                "article": self.desk.name,
                "exists": bool(self.desk.seen),
                "online": self.desk.searched is not None,
                "undo": self.history.can_undo,
                "redo": self.history.can_redo,
                **payloads.outline(self.desk.draft),
            }

    def _mention(self, start: int, end: int) -> dict[str, Any]:
        with self.desk.lock:
            draft = self.desk.draft
            try:
                text = PlacesFile.open(self.desk.places, self.desk.name).text
            except OverrideError:
                text = ""
            surface = " ".join(draft.found.article.text[start:end].split())
            return payloads.mention(draft, start, end, payloads.entry(text, surface))

    def _change(self, asked: dict[str, Any]) -> None:
        """One change on the text as it is on disk, if that is still the one that the browser has seen."""
        with self.desk.lock:
            self._unchanged(asked)
            before = self.history.read()
            sheet = PlacesFile.open(self.desk.places, self.desk.name)
            apply_change(asked, self.desk.draft, sheet)
            self.desk.check(sheet.text)
            sheet.save()
            self.history.note(before)

    def _step(self, back: bool) -> None:
        with self.desk.lock:
            if not (self.history.can_undo if back else self.history.can_redo):
                raise Refused(f"there is nothing to {'undo' if back else 'redo'}.")
            (self.history.undo if back else self.history.redo)()

    def _unchanged(self, asked: dict[str, Any]) -> None:
        if asked.get("seen") != digest(self.history.read()):
            raise ConflictError(self.desk.places)


# ---------- requests and answers


async def _asked(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Refused: it is none, or too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused("a change is sent as application/json.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused(f"a change has at most {LARGEST // 1000} KB.")
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("this is not JSON.") from error
    if not isinstance(asked, dict):
        raise Refused("a change is a JSON object.")
    return asked


def _offset(request: Request, name: str) -> int:
    value = request.query_params.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise Refused(f"`{name}` is a whole number.")
    return int(value)


def _place_asked(request: Request) -> Position | None:
    try:
        return position(float(request.query_params["lat"]), float(request.query_params["lon"]))
    except (KeyError, ValueError):
        return None


def _json(value: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(value, status, HEADERS)


async def _refused(request: Request, error: Exception) -> Response:
    return _json({"problem": f"This was not understood: {error}"}, 400)


async def _failed(request: Request, error: Exception) -> Response:
    return _json({"problem": str(error)}, 409 if isinstance(error, OverrideError) else 422)


def _shell(*, edits: bool, title: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(resources.assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("editor.html.jinja").render(edits=edits, title=title)


# ---------- the loop


class Server(uvicorn.Server):
    """Ends at once when it is asked to: those who listen for news are told that there is no more."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._news.tell(None)
        await super().shutdown(sockets)


def bound(port: int) -> socket.socket:
    """A socket on the loopback interface, `port` 0: any that is free. OSError when it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def server_of(studio: Studio, listening: socket.socket, key: str) -> Server:
    """The server of a studio; `run(sockets=[listening])` serves until it is told to stop."""
    app = Guard(studio.app(), key, listening.getsockname()[1])
    config = uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, ws="none", lifespan="on")
    return Server(config, studio.news)
