"""The web application of the live editor and of `build --watch`.

The application handles the URLs, and watches the files of the story.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from storymap import resources
from storymap.decisions import plain
from storymap.edit import payloads
from storymap.edit.access import HEADERS
from storymap.edit.changes import apply_change
from storymap.edit.events import VersionEvents
from storymap.edit.frame import editor_html
from storymap.edit.history import History, put_content
from storymap.edit.request_fields import ChangeError, RequestError
from storymap.edit.selection import find_entry, selected
from storymap.edit.session import EditSession, digest
from storymap.edit.state import StoryStates
from storymap.edit.uploads import MAX_FILE, save_file
from storymap.edit.web import (
    binary_body,
    failed,
    invalid_request,
    json_body,
    json_response,
    number_parameter,
    offset_parameter,
    position_parameter,
)
from storymap.errors import OverrideError, StorymapError
from storymap.model import Position
from storymap.overrides import ConflictError, PlacesFile
from storymap.overrides.share import share
from storymap.ports import Geocoder
from storymap.render.themes import theme_css
from storymap.wording.problems import ProblemError

# Changes of files are handled together if each occurs within STEP_MS of the one before, and all within DEBOUNCE_MS.
DEBOUNCE_MS, STEP_MS = 120, 40
_MAX_QUERY = 200  # maximum number of characters in a search query
SCRIPTS = (
    "editor.js",
    "editor-dom.js",
    "editor-frame.js",
    "editor-map.js",
    "editor-media.js",
    "editor-mention.js",
    "editor-panel.js",
    "editor-place.js",
    "editor-scene.js",
    "editor-select.js",
    "editor-server.js",
    "editor-state.js",
    "editor-text.js",
    "editor-watch.js",
)
# The editor runs only its own scripts. The page in the frame also has its own policy.
EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Only the editor may frame the page. The page cannot request anything from this server, but it may load map tiles from
# other servers. The policy in the page itself decides which scripts run.
PAGE_POLICY = "frame-ancestors 'self'; connect-src https:"
OnChange = Callable[[EditSession], None]


class EditorApp:
    """The application for one session.

    `edits` says whether the browser may change places.yaml. `on_change` is called after each new version of the page.
    """

    def __init__(
        self,
        session: EditSession,
        *,
        edits: bool,
        theme: str = "paper",
        on_change: OnChange,
        history: Path | None = None,
    ) -> None:
        """`history` is the file that stores changes, so that they can be undone after a restart.

        If `history` is None, changes are not stored.
        """
        self.session, self.edits, self.theme, self.on_change = session, edits, theme, on_change
        self.history = History(session.places_path, history)
        self.events = VersionEvents()
        self.states = StoryStates()

    def asgi(self) -> Starlette:
        """Return the ASGI application, without access control."""
        routes = [
            Route("/", self._editor),
            Route("/page", self._page),
            Route("/editor.css", self._styles),
            Route("/news", self._event_stream),
            Route("/api/state", self._state),
            *(Route(f"/{name}", self._script) for name in SCRIPTS),
        ]
        if self.edits:
            routes += [
                Route("/api/mention", self._mention),
                Route("/api/search", self._search),
                Route("/api/words", self._find_text),
                Route("/api/change", self._change, methods=["POST"]),
                Route("/api/file", self._file, methods=["POST"]),
                Route("/api/undo", self._undo, methods=["POST"]),
                Route("/api/redo", self._redo, methods=["POST"]),
                Route("/api/restore", self._restore, methods=["POST"]),
            ]
        handlers: dict[Any, Any] = {
            RequestError: invalid_request,
            ProblemError: self._rejected,
            StorymapError: failed,
        }
        return Starlette(routes=routes, lifespan=self._lifespan, exception_handlers=handlers)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _watch(self) -> None:
        """Call `refresh` whenever a file changes.

        Folders are watched, because many programs save a file by replacing it.
        """
        while True:
            files = self.session.watched_files
            folders = {path.parent for path in files if path.parent.is_dir()}
            await self.refresh()  # this finds changes that were made before the watch started
            async for _ in awatch(
                *folders,
                watch_filter=lambda _, path, files=files: Path(path) in files,  # type: ignore[misc]
                debounce=DEBOUNCE_MS,
                step=STEP_MS,
                recursive=False,
            ):
                await self.refresh()
                # an image was added to the story or removed from it, so the set of files to watch has changed
                if self.session.watched_files != files:
                    break

    async def refresh(self) -> None:
        """Build the page again if a file changed, and publish the new version."""
        if await run_in_threadpool(self.session.refresh):
            await run_in_threadpool(self.on_change, self.session)
            self.events.publish(self.session.version)

    # ---------- handlers

    async def _editor(self, request: Request) -> Response:
        session = self.session
        article = session.draft.places.article
        key = digest(str(session.places_path.resolve()).encode() + session.name.encode())
        html = editor_html(edits=self.edits, title=article.title, language=article.language, article=key)
        return HTMLResponse(html, headers={**HEADERS, "Content-Security-Policy": EDITOR_POLICY})

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(self.session.draft.html, headers={**HEADERS, "Content-Security-Policy": PAGE_POLICY})

    async def _styles(self, request: Request) -> Response:
        css = theme_css(self.theme) + resources.asset("editor.css")
        return Response(css, media_type="text/css", headers=HEADERS)

    async def _script(self, request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return Response(resources.asset(name), media_type="text/javascript", headers=HEADERS)

    async def _event_stream(self, request: Request) -> Response:
        events = self.events.stream(self.session.version)
        return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)

    async def _state(self, request: Request) -> Response:
        return json_response(await run_in_threadpool(self._state_payload, number_parameter(request, "have")))

    async def _mention(self, request: Request) -> Response:
        start, end = offset_parameter(request, "start"), offset_parameter(request, "end")
        if not start < end <= len(self.session.draft.places.article.text):
            raise RequestError("`start` and `end` must be offsets in the article's text.")
        return json_response(await run_in_threadpool(self._mention_payload, start, end))

    async def _search(self, request: Request) -> Response:
        query, near = request.query_params.get("q", "")[:_MAX_QUERY], position_parameter(request)
        geocoder = self.session.search_geocoder if request.query_params.get("online") == "1" else None
        return json_response(await run_in_threadpool(self._search_payload, query, near, request, geocoder))

    async def _find_text(self, request: Request) -> Response:
        query = request.query_params.get("q", "")[:_MAX_QUERY]
        return json_response(await run_in_threadpool(payloads.find_text, self.session.draft, query))

    async def _change(self, request: Request) -> Response:
        body = await json_body(request)
        return await self._run_change(partial(self._apply_change, body), body)

    async def _file(self, request: Request) -> Response:
        """Save an uploaded image, layer or marker beside the article."""
        content = await binary_body(request, MAX_FILE)
        folder = self.session.source.folder or self.session.places_path.parent
        name, kind = (request.query_params.get(key, default) for key, default in (("name", ""), ("kind", "image")))
        name = await run_in_threadpool(save_file, content, name, folder, kind)
        return json_response({"file": name})

    async def _undo(self, request: Request) -> Response:
        return await self._run_change(self._undo_change, await json_body(request))

    async def _redo(self, request: Request) -> Response:
        return await self._run_change(self._redo_change, await json_body(request))

    async def _restore(self, request: Request) -> Response:
        return await self._run_change(self._restore_files, await json_body(request))

    async def _rejected(self, request: Request, error: Exception) -> Response:
        """Return the response for a ProblemError, with the message in the language of the article."""
        assert isinstance(error, ProblemError)
        return json_response({"problem": error.in_language(self.session.draft.places.article.language)}, 400)

    async def _run_change(self, change: Callable[[], None], body: dict[str, Any]) -> Response:
        """Make a change and return the new state.

        The page is also refreshed if the change fails, because another program may have changed the file.
        """
        try:
            await run_in_threadpool(change)
        finally:
            await self.refresh()
        have = body.get("have")
        return json_response(await run_in_threadpool(self._state_payload, have if isinstance(have, int) else 0))

    # ---------- the methods below run in worker threads

    def _state_payload(self, have: int = 0) -> dict[str, Any]:
        session = self.session
        with session.lock:
            state = {"version": session.version, "problem": session.problem}
            if not self.edits:
                return {**state, "remarks": list(session.draft.remarks)}
            return {
                **state,
                "seen": session.places_digest,
                "file": session.places_path.name,
                "article": session.name,
                "exists": bool(session.places_digest),
                "online": session.search_geocoder is not None,
                "undo": self.history.can_undo,
                "redo": self.history.can_redo,
                "shared": session.shared_path.name if session.shared_path else "",
                **self.states.since(have, session.version, session.draft),
            }

    def _search_payload(
        self, query: str, near: Position | None, request: Request, geocoder: Geocoder | None
    ) -> dict[str, Any]:
        start = offset_parameter(request, "start") if "start" in request.query_params else None
        return payloads.search(query, self.session.draft, near, start, geocoder)

    def _mention_payload(self, start: int, end: int) -> dict[str, Any]:
        with self.session.lock:
            draft = self.session.draft
            try:
                text = PlacesFile.open(self.session.places_path, self.session.name).text
            except OverrideError:
                text = ""
            surface = plain(draft.places.article.text[start:end])
            return payloads.mention(draft, start, end, find_entry(text, surface))

    def _apply_change(self, body: dict[str, Any]) -> None:
        """Apply a change to places.yaml.

        Raise ConflictError if the file differs from the version that the browser has.
        """
        with self.session.lock:
            before = self.history.read()
            if body.get("seen") != digest(before):
                raise ConflictError(self.session.places_path)
            places_file = PlacesFile.open(self.session.places_path, self.session.name)
            if body.get("do") == "share":
                self._share(body, places_file, before)
                return
            apply_change(body, self.session.draft, places_file)
            self.session.check_places(places_file.text)
            places_file.save()
            self.history.record(before)

    def _share(self, body: dict[str, Any], own: PlacesFile, before: bytes | None) -> None:
        """Move the entry of the selected text from the article's places file to the shared places file."""
        target = self.session.shared_path
        if target is None:
            raise ChangeError("no-shared-file")
        shared = PlacesFile.open(target, "")
        old = target.read_bytes() if target.exists() else None
        share(own, shared, selected(body, self.session.draft).surface)
        # The shared file is saved first. If the second file cannot be written, the decision is in both files.
        shared.save()
        try:
            own.save()
        except StorymapError:
            with suppress(OSError, StorymapError):
                put_content(target, old)
            raise
        self.history.record(before, {target: old})

    def _undo_change(self) -> None:
        with self.session.lock:
            if not self.history.can_undo:
                raise ChangeError("nothing-to-undo")
            self.history.undo()

    def _restore_files(self) -> None:
        with self.session.lock:
            if not self.history.can_undo:
                raise ChangeError("nothing-to-restore")
            self.history.restore()

    def _redo_change(self) -> None:
        with self.session.lock:
            if not self.history.can_redo:
                raise ChangeError("nothing-to-redo")
            self.history.redo()
