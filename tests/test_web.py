"""Fetching files from the web, from a local server."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from storymap import web


class Handler(BaseHTTPRequestHandler):
    """A handler that answers each path with the response in the table below."""

    cookies: list[str]
    hits: dict[str, int]

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        port = self.server.server_port  # type: ignore[attr-defined]
        self.hits[self.path] = self.hits.get(self.path, 0) + 1
        self.cookies.append(self.headers.get("Cookie", ""))
        status, headers, body = {
            "/ok": (200, {"Content-Type": "text/html; charset=latin1"}, b"page"),
            "/short": (200, {"Content-Length": "100"}, b"page"),
            "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 100)),
            "/broken-gzip": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"x" * 50),
            "/large": (200, {}, b"x" * 2_000_000),
            "/announced": (200, {"Content-Length": "9" * 15}, b"x"),
            "/empty": (204, {}, b""),
            "/gone": (404, {}, b""),
            "/cookie": (302, {"Location": "/ok", "Set-Cookie": "a=b; Path=/"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/private": (302, {"Location": f"http://127.0.0.1:{port}/ok"}, b""),
            "/script": (302, {"Location": "file:///etc/passwd"}, b""),
            "/invalid": (302, {"Location": "http://[x"}, b""),
            "/busy": (503 if self.hits[self.path] < 2 else 200, {"Retry-After": "0"}, b"page"),
            "/long-wait": (429, {"Retry-After": "9999"}, b""),
            "/drip": (200, {"Content-Length": "1000"}, b""),
        }[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.path == "/drip":
            for _ in range(30):
                self.wfile.write(b"x")
                time.sleep(0.1)


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of the server. The address may be private if the host is `localhost`, but not if it is 127.0.0.1."""
    Handler.cookies, Handler.hits = [], {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(web.PRIVATE_HOSTS, "other.example,localhost")
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_file_is_fetched_with_its_headers(base: str) -> None:
    found = web.fetch(f"{base}/ok", max_bytes=1000)
    assert (found.content, found.headers["content-type"]) == (b"page", "text/html; charset=latin1")
    assert web.fetch(f"{base}/gzip", max_bytes=1000).content == b"x" * 100


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("short", "after 4 of 100 bytes|IncompleteRead|ProtocolError"),
        ("broken-gzip", "DecodeError"),
        ("large", "larger than 1 MB"),
        ("announced", "larger than 1 MB"),
        ("empty", "HTTP 204"),
        ("gone", "HTTP 404"),
        ("loop", "more than 5 redirects"),
        ("private", "127.0.0.1 is in a private network"),
        ("script", "invalid URL"),
        ("invalid", "invalid URL|ValueError"),
        ("long-wait", "try again after 9999 seconds"),
    ],
)
def test_bad_answer_is_refused(base: str, path: str, message: str) -> None:
    with pytest.raises(web.WebError, match=message):
        web.fetch(f"{base}/{path}", max_bytes=1_000_000)


def test_private_address_is_refused_unless_the_user_named_it(base: str) -> None:
    url = base.replace("localhost", "127.0.0.1")
    with pytest.raises(web.WebError, match=web.PRIVATE_HOSTS):
        web.fetch(f"{url}/ok", max_bytes=1000)
    assert Handler.hits == {}
    assert web.fetch(f"{url}/private", max_bytes=1000, private=True).content == b"page"


def test_cookies_are_not_sent_after_a_redirect(base: str) -> None:
    web.fetch(f"{base}/cookie", max_bytes=1000)
    assert Handler.cookies == ["", ""]


def test_short_wait_is_obeyed_once(base: str) -> None:
    assert web.fetch(f"{base}/busy", max_bytes=1000).content == b"page"


def test_slow_answer_ends_at_the_deadline(base: str) -> None:
    started = time.monotonic()
    with pytest.raises(web.WebError, match=r"0\.5 seconds"):
        web.fetch(f"{base}/drip", max_bytes=10_000, seconds=0.5)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1", "0.0.0.0", "2002:0a00:0001::"]
)  # fmt: skip
def test_private_hosts_are_recognized(host: str) -> None:
    assert web.is_private(host)


def test_public_and_unknown_hosts_are_not_private() -> None:
    assert not any(map(web.is_private, ("8.8.8.8", "2606:4700::1111", "", "a" * 300, "\ud800")))


@pytest.mark.parametrize(("value", "seconds"), [("5", 5), (" 120 ", 120), ("", None), (None, None), ("x", None), ("-1", None), ("9" * 400, None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("Wed, 99 Xxx 99999999 07:28:00 GMT", None)])  # fmt: skip
def test_retry_after_is_parsed(value: str | None, seconds: float | None) -> None:
    assert web.retry_after(value) == seconds
