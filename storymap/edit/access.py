"""Access control of the local server, which accepts requests only from a browser that was opened with the server's key.

The server binds to the loopback interface. Websites could still send requests to the server, by its address or by a
domain that resolves to this machine (DNS rebinding). Therefore, the Host and the Origin of a request must be those of
the server, and every request must contain the key. The first request has the key in the URL; later requests have it in
a cookie that scripts cannot read and other sites cannot send.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = ("GET", "HEAD")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NO_KEY = "The key is missing or wrong. Open the address that storymap printed; it contains the key.\n"
_WRONG_HOST = "Only requests to 127.0.0.1 or localhost are accepted.\n"
_CROSS_SITE = "Requests from other sites are not accepted.\n"
_NO_ORIGIN = "A request that changes something must have an Origin header.\n"


class AccessControl:
    """ASGI middleware that passes only requests of the editor's own page to the app.

    `port` is the port of the server.
    """

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self.app, self.key, self.cookie = app, key, f"storymap-{port}"
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        response = self.rejection(scope) if scope["type"] == "http" else PlainTextResponse("", 403)
        await (self.app if response is None else response)(scope, receive, send)

    def rejection(self, scope: Scope) -> Response | None:
        """Return the response that rejects a request, or None if the request is allowed."""
        headers, method = Headers(scope=scope), scope["method"]
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.hosts:
            return PlainTextResponse(_WRONG_HOST, 421, HEADERS)
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse(_CROSS_SITE, 403, HEADERS)
        if origin is None and method not in SAFE_METHODS:
            return PlainTextResponse(_NO_ORIGIN, 403, HEADERS)
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return PlainTextResponse(_CROSS_SITE, 403, HEADERS)
        key = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if scope["path"] == "/" and key and self._is_key(key):
            redirect = RedirectResponse("/", 303, HEADERS)
            redirect.set_cookie(self.cookie, self.key, path="/", httponly=True, samesite="strict")
            return redirect
        return None if self._is_key(self._cookie_value(headers)) else PlainTextResponse(_NO_KEY, 403, HEADERS)

    def _cookie_value(self, headers: Headers) -> str:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _is_key(self, value: str) -> bool:
        return secrets.compare_digest(value.encode("utf-8", "surrogateescape"), self.key.encode())
