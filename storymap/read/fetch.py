"""Fetch a web page or file from the address that the user gave, with one request and limits on time and size."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from storymap import web
from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.read.files import LARGEST_BYTES
from storymap.read.origin import Origin
from storymap.urls import split_url

_ACCEPT = "text/html,application/xhtml+xml,text/markdown,text/plain,*/*;q=0.5"
_CHARSET = lazy_pattern(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/feed+json": ".json",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/x-subrip": ".srt",
    "text/vtt": ".vtt",
    "application/x-ipynb+json": ".ipynb",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_UNSPECIFIC = ("application/octet-stream", "binary/octet-stream", "application/x-download", "")
_INSTEAD = "Save the page from a browser and build the saved file instead."


def fetch(address: str) -> tuple[bytes, Origin]:
    """Return the content of a page, and its Origin with the address after redirects. Raise ArticleError if it cannot be
    read."""
    try:
        found = web.fetch(address, accept=_ACCEPT, max_bytes=LARGEST_BYTES, private=True)
    except web.WebError as error:
        reason = str(error)
        if reason.startswith("HTTP "):
            raise ArticleError(f"{address} returned {reason}. {_INSTEAD}") from error
        if reason.startswith("it is larger"):
            raise ArticleError(
                f"{address} is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for an article. "
                "Copy its text into a .txt file and build that."
            ) from error
        raise ArticleError(
            f"{address} cannot be fetched: {reason}. Check the address and your connection. {_INSTEAD}"
        ) from error
    content_type = found.headers.get("Content-Type") or ""
    kind = content_type.partition(";")[0].strip().lower()
    suffix = _SUFFIX_OF.get(kind) or _suffix_in(found.url, kind)
    if not suffix:
        raise ArticleError(
            f"{address} is {kind or 'of an unknown type'}, not a page of text. Download it and build the file."
        )
    declared = _CHARSET.search(content_type)
    return found.content, Origin(found.url, suffix, found.url, declared[1] if declared else "")


def _suffix_in(address: str, kind: str) -> str:
    """Return the suffix in an address if `kind`, the type that the server states, is not specific, otherwise ""."""
    suffix = PurePosixPath(split_url(address).path).suffix.lower()
    return suffix if kind in _UNSPECIFIC and suffix in _SUFFIX_OF.values() else ""
