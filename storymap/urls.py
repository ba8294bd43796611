"""Split and join URLs that may be invalid. For URLs such as "https://[x", `urllib.parse` would raise ValueError."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from storymap.lazy_pattern import lazy_pattern

_SCHEME = lazy_pattern(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL.

    If the URL is invalid, the host is empty, and everything after the scheme is the path.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # this raises ValueError if the port is not a number
    except ValueError:
        found = _SCHEME.match(url)
        return SplitResult(found[1].lower() if found else "", "", url[found.end() :] if found else url, "", "")
    return parts


def join_url(base: str, url: str) -> str:
    """Return the absolute URL for `url`, which can be relative to `base`.

    If `url` or `base` is invalid, return `url`.
    """
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
    """Return whether a URL has a scheme or a host. A URL without a scheme and a host is a path.

    "https://a.example/b", "//a.example/b" and "data:…" are not paths.
    """
    return bool(split_url(url).scheme) or url.lstrip().startswith("//")


def safe_address(address: str) -> str:
    """Return the address if its scheme is http, https or mailto. Otherwise return ""."""
    address = re.sub(r"[\t\r\n]", "", address)  # browsers also remove these characters
    parts = split_url(address.strip())
    if re.search(r"[\x00-\x1f\x7f]", address.strip()):
        return ""
    is_valid = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
    return address.strip() if is_valid else ""
