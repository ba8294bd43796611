"""Read the article and its metadata from web pages, including pages saved as MHTML.

Use trafilatura to find the text.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article
from storymap.read.libraries import need
from storymap.read.origin import Origin
from storymap.read.page.charset import decode_page
from storymap.read.page.mhtml import is_mhtml, saved_page

_LARGE = 200_000  # garbage collection is paused for pages with at least this many code points
NAME = "web page"
SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht")
_BEFORE = lazy_pattern(r"\A(?:\s+|\ufeff|<\?xml[^>]*\?>|<!--.*?(?:-->|\Z))+", re.S)
_HTML = lazy_pattern(r"<(?:!doctype\s+html|html|head|body|meta\s|title|link\s|script\b|article\b)\b", re.I)


def sniff(head: bytes) -> bool:
    """Return whether the data begins like MHTML or HTML. Comments and XML declarations before the HTML are skipped."""
    if is_mhtml(head):
        return True
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if wide else "latin-1", errors="replace").removeprefix("ï»¿")
    return bool(_HTML.match(_BEFORE.sub("", text)))


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a web page. Raise ArticleError if there is no article or trafilatura is not installed."""
    need("trafilatura", "html", "A web page")
    # this import is here, because `sniff` of this module runs for files of all formats
    from storymap.read.page.reader import read_page

    if is_mhtml(raw):
        saved = saved_page(raw)
        if saved is None:
            raise ArticleError(f"{origin.name} contains no web page. Save the page again from a browser.")
        return read_page(decode_page(saved.html, saved.charset), saved.address or origin.address, origin.name, saved)
    source = decode_page(raw, origin.charset)
    if "\0" in source[:4096]:
        raise ArticleError(
            f"{origin.name} is not a web page, although its name ends in {origin.suffix}: it is binary data. Save the page again from a browser."
        )
    return parse_page(source, origin.address, origin.name)


def parse_page(source: str, address: str = "", name: str = "") -> Article:
    """Return the Article of a page. `address` is the base of relative links."""
    from storymap.read.page.reader import read_page

    with _paused_collection() if len(source) > _LARGE else nullcontext():
        return read_page(source, address, name or address or "The page")


@contextmanager
def _paused_collection() -> Iterator[None]:
    """Pause Python's garbage collector, which takes up to 40 % of the time for a page of many small elements.

    While a page is being read, all of its objects are in use, so the collector would find nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
