"""Fetch a web page or file from the address that the user gave, with one request and limits on time and size."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from storymap.errors import ArticleError
from storymap.read.files import LARGEST_BYTES
from storymap.read.origin import Origin
from storymap.version import __version__

SECONDS = 20.0  # time limit for each response of the server
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
    """Return the content of a page and its address after redirects. Raise ArticleError if it cannot be read."""
    import requests  # imported here to keep the start of the command line fast

    headers = {
        "User-Agent": f"storymap/{__version__}",
        "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain,*/*;q=0.5",
    }
    try:
        with requests.get(address, headers=headers, timeout=SECONDS, stream=True) as answer:
            if not answer.ok:
                raise ArticleError(f"{address} returned HTTP {answer.status_code} {answer.reason}. {_INSTEAD}")
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            suffix = _SUFFIX_OF.get(kind) or _suffix_in(str(answer.url), kind)
            if not suffix:
                raise ArticleError(
                    f"{address} is {kind or 'of an unknown type'}, not a page of text. Download it and build the file."
                )
            raw = answer.raw.read(LARGEST_BYTES + 1, decode_content=True)
            declared = answer.encoding if "charset" in answer.headers.get("Content-Type", "").lower() else None
            final = str(answer.url)
    except (requests.RequestException, OSError) as error:
        why = "no answer" if isinstance(error, requests.Timeout) else "no connection"
        raise ArticleError(
            f"{address} cannot be fetched: {why} from {urlsplit(address).hostname or 'there'}. "
            f"Check the address and your connection. {_INSTEAD}"
        ) from error
    if len(raw) > LARGEST_BYTES:
        raise ArticleError(
            f"{address} is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for an article. Copy its text into a .txt file and build that."
        )
    return raw, Origin(final, suffix, final, declared or "")


def _suffix_in(address: str, kind: str) -> str:
    """Return the suffix in an address if the server does not state the type of the file, otherwise ""."""
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    return suffix if kind in _UNSPECIFIC and suffix in _SUFFIX_OF.values() else ""
