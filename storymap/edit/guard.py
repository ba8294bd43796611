"""Who may talk to the server: the browser tab that was opened with its key, and nobody else.

The server binds to the loopback interface alone. A web page that the editor visits could still send it requests, by its address or
by a name of its own that it lets point to this machine (DNS rebinding); so the Host must be ours, the Origin must be ours, and every
request must carry the key, first in the address, then in a cookie that no script can read and no other site can send.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = ("GET", "HEAD")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LOST = "This is not the address that storymap printed. Open that one: it carries a key.\n"


class Guard:
    """Lets requests through to an app that come from our own page; `port` is where the server listens."""

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self.app, self.key, self.cookie = app, key, f"storymap-{port}"
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        answer = self.answer(scope) if scope["type"] == "http" else PlainTextResponse("", 403)
        await (self.app if answer is None else answer)(scope, receive, send)

    def answer(self, scope: Scope) -> Response | None:
        """What is said instead of what was asked for; None: let it through."""
        headers, method = Headers(scope=scope), scope["method"]
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.hosts:
            return PlainTextResponse("This server answers to 127.0.0.1 alone.\n", 421, HEADERS)
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse("Another site must not ask this server.\n", 403, HEADERS)
        if origin is None and method not in SAFE:
            return PlainTextResponse("A change must say where it comes from (Origin).\n", 403, HEADERS)
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return PlainTextResponse("Another site must not ask this server.\n", 403, HEADERS)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if scope["path"] == "/" and given and self._is_key(given):
            entered = RedirectResponse("/", 303, HEADERS)
            entered.set_cookie(self.cookie, self.key, path="/", httponly=True, samesite="strict")
            return entered
        return None if self._is_key(self._carried(headers)) else PlainTextResponse(_LOST, 403, HEADERS)

    def _carried(self, headers: Headers) -> str:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _is_key(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "surrogateescape"), self.key.encode())
