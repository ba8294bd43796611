"""Fetch a file from the web. There are limits for the total time, the size, redirects, waiting and private networks."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NamedTuple, TypeVar

from storymap.urls import is_web_url, join_url, split_url
from storymap.version import __version__

SECONDS = 30.0  # Time limit for a whole download: name resolution, connections, redirects, waiting and content.
_SOCKET_SECONDS = 15.0  # time limit for a connection, and for the time between two parts of the content
_MAX_REDIRECTS = 5
MAX_WAIT_SECONDS = 10.0  # if a server asks to wait longer than this (Retry-After), the download fails
_CHUNK = 1 << 16
# An environment variable with hosts that may be in a private network. They are separated by commas:
# STORYMAP_PRIVATE_HOSTS=images.intranet,192.168.1.5.
PRIVATE_HOSTS = "STORYMAP_PRIVATE_HOSTS"
_Result = TypeVar("_Result")


class WebError(Exception):
    """A file cannot be fetched. The text is a reason that fits into messages, such as "no answer from a.example"."""


class Fetched(NamedTuple):
    """A complete answer of a server. `url` is the URL after redirects; `content` is decoded."""

    url: str
    headers: Mapping[str, str]  # names of headers, in upper or lower case
    content: bytes


def fetch(
    url: str, *, accept: str = "*/*", max_bytes: int, private: bool = False, seconds: float = SECONDS, wait: bool = True
) -> Fetched:
    """Return the file at a URL.

    Raise WebError if the file cannot be fetched, is incomplete or is larger than `max_bytes`.

    If `private` is true, the user has named the host: the host, and the hosts to which it redirects, may then be in a
    private network. Other private hosts must be listed in the environment variable STORYMAP_PRIVATE_HOSTS. No cookies
    are kept or sent.

    `seconds` is the time limit for everything. If `wait` is true and the server asks for another attempt after some
    seconds (Retry-After), wait at most MAX_WAIT_SECONDS and try once more.
    """
    headers = {"User-Agent": f"storymap/{__version__}", "Accept": accept}
    private = private and is_private(split_url(url).hostname or "")
    return within(
        seconds, lambda: _fetch(url, headers, max_bytes, private, wait), f"no complete answer in {seconds:g} seconds"
    )


class Part(NamedTuple):
    """A range of bytes of a file, and the size of the whole file."""

    content: bytes
    total: int


def fetch_range(url: str, offset: int, length: int, *, private: bool = False, seconds: float = SECONDS) -> Part:
    """Return `length` bytes of the file at a URL, or fewer at the end of the file.

    Raise WebError if the bytes cannot be fetched. For `private`, see `fetch`. If the server sends the whole file
    instead of the range, the file is not downloaded, and WebError is raised.
    """
    # The content must not be compressed, because the offsets would then be different.
    headers = {
        "User-Agent": f"storymap/{__version__}",
        "Range": f"bytes={offset}-{offset + length - 1}",
        "Accept-Encoding": "identity",
    }
    private = private and is_private(split_url(url).hostname or "")
    found = within(
        seconds,
        lambda: _fetch(url, headers, length, private, True, status=206),
        f"no complete answer in {seconds:g} seconds",
    )
    place = re.fullmatch(
        r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})", found.headers.get("Content-Range", "").strip()
    )
    if not place or int(place[1]) != offset or int(place[2]) - offset + 1 != len(found.content):
        raise WebError("the server sent bytes other than those requested")
    return Part(found.content, int(place[3]))


def within(seconds: float, work: Callable[[], _Result], problem: str) -> _Result:
    """Call a function and return its result. Raise WebError with `problem` if the call takes longer than `seconds`.

    The time limit of a socket begins again with every byte. Therefore, the function runs in a thread, which is
    abandoned after `seconds`.
    """
    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise WebError(problem)
    return results[0]


def is_private(host: str) -> bool:
    """Return whether a host, or one of its addresses, is not on the public internet.

    Return False if the name of the host is unknown.
    """
    if host.rstrip(".").lower() in ("localhost", "localhost.localdomain"):
        return True
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(_is_private_address(str(row[4][0])) for row in found)


def _is_private_address(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return not parsed.is_global or parsed.is_multicast or (mapped is not None and not mapped.is_global)


def retry_after(value: str | None) -> float | None:
    """Return the delay (seconds) in a Retry-After header, or None if the header is missing or invalid."""
    from email.utils import mktime_tz, parsedate_tz

    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    date = parsedate_tz(text) if text else None
    try:
        return max(0.0, mktime_tz(date) - time.time()) if date else None
    except (OverflowError, ValueError):
        return None


def _fetch(
    url: str, headers: Mapping[str, str], max_bytes: int, private: bool, wait: bool, *, status: int = 200
) -> Fetched:
    import requests
    import urllib3

    try:
        with requests.Session() as session:
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            for _ in range(_MAX_REDIRECTS + 1):
                answer = _request(session, url, headers, private)
                with answer:
                    pause = retry_after(answer.headers.get("Retry-After"))
                    if answer.status_code in (429, 503) and pause is not None and wait:
                        if pause > MAX_WAIT_SECONDS:
                            raise WebError(f"{_host(url)} asks to try again after {pause:.0f} seconds")
                        time.sleep(pause)
                        wait = False
                    elif answer.is_redirect:
                        url = join_url(url, answer.headers["Location"])
                    elif status == 206 and answer.status_code == 200:
                        raise WebError("the server does not support requests for ranges of bytes")
                    elif answer.status_code != status:
                        raise WebError(f"HTTP {answer.status_code} {answer.reason or ''}".strip())
                    else:
                        return Fetched(url, answer.headers, _content(answer, max_bytes))
    except requests.Timeout as error:
        raise WebError(f"no answer from {_host(url)}") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise WebError(f"no connection to {_host(url)} ({type(error).__name__})") from error
    raise WebError(f"it has more than {_MAX_REDIRECTS} redirects")


def _request(session: Any, url: str, headers: Mapping[str, str], private: bool) -> Any:
    """Send one request. Raise WebError if the URL is invalid or its host is in a private network."""
    if not is_web_url(url):
        raise WebError(f"invalid URL {url[:200]!r}")
    host = split_url(url).hostname or ""
    allowed = private or host in os.environ.get(PRIVATE_HOSTS, "").lower().split(",")
    if not allowed and is_private(host):
        raise WebError(
            f"{host} is in a private network; to allow it, set the environment variable {PRIVATE_HOSTS}={host}"
        )
    answer = session.get(url, headers=headers, timeout=_SOCKET_SECONDS, stream=True, allow_redirects=False)
    address = _peer(answer)
    if not allowed and address and not session.proxies and _is_private_address(address) and not _has_proxy(url):
        answer.close()
        raise WebError(f"{host} is in a private network")
    return answer


def _peer(answer: Any) -> str:
    """Return the IP address of the host to which `answer` is connected, or "" if it is not known.

    This address may differ from the address that was checked before.
    """
    connection: Any = getattr(answer.raw, "_connection", None) or getattr(answer.raw, "connection", None)
    try:
        return str(connection.sock.getpeername()[0])
    except (AttributeError, OSError, IndexError, TypeError):
        return ""


def _has_proxy(url: str) -> bool:
    from requests.utils import get_environ_proxies

    return bool(get_environ_proxies(url))


def _content(answer: Any, max_bytes: int) -> bytes:
    """Return the decoded content of an answer.

    Raise WebError if the content is too large, or shorter than the server announced.
    """
    announced = str(answer.headers.get("Content-Length", ""))
    if announced.isascii() and announced.isdigit() and len(announced) < 19 and int(announced) > max_bytes:
        raise WebError(f"it is larger than {max_bytes // 1_000_000} MB")
    parts, size = [], 0
    while part := answer.raw.read(_CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise WebError(f"it is larger than {max_bytes // 1_000_000} MB")
    received = answer.raw.tell()
    if announced.isascii() and announced.isdigit() and len(announced) < 19 and received < int(announced):
        raise WebError(f"the connection ended after {received:,} of {int(announced):,} bytes")
    return b"".join(parts)


def _host(url: str) -> str:
    return split_url(url).hostname or "the server"
