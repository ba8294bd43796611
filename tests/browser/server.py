"""A loopback server for pages that tests load over HTTP."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server:
    """A server with a text for each path. `origin` and `other` are two origins with the same pages."""

    def __init__(self) -> None:
        # Browsers request this file without being told to.
        self.pages: dict[str, tuple[str, bytes]] = {"/favicon.ico": ("image/x-icon", b"")}
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
        """Serve a text and return its URL."""
        self.pages[path] = (kind, content.encode() if isinstance(content, str) else content)
        return self.origin + path

    def close(self) -> None:
        self._server.shutdown()
