"""Split and join URLs that may be invalid. `urllib.parse` raises ValueError for URLs such as "https://[x"."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL. For an invalid URL, everything after the scheme is the path, and the host is empty."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # this raises ValueError if the port is not a number
    except ValueError:
        found = _SCHEME.match(url)
        return SplitResult(found[1].lower() if found else "", "", url[found.end() :] if found else url, "", "")
    return parts


def join_url(base: str, url: str) -> str:
    """Return the absolute URL of a reference, or the reference itself if it or `base` is invalid."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def is_web_url(url: str) -> bool:
    """Return whether a URL is a complete and valid http or https URL, without white space and control characters."""
    parts = split_url(url)
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f\x7f<>\"\\^`]", url)
    )


def has_scheme(url: str) -> bool:
    """Return whether a URL names a scheme or a host, so that it is not a path: "https://a.example/b", "//a.example/b", "data:…"."""
    return bool(split_url(url).scheme) or url.lstrip().startswith("//")
