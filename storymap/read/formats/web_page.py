"""Web pages: trafilatura finds the article on the page and what the page says about it."""

from __future__ import annotations

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read.files import decode_page
from storymap.read.html import Walk, document
from storymap.read.html.tree import body
from storymap.read.libraries import need
from storymap.read.origin import Origin

NAME = "web page"
SUFFIXES = (".html", ".htm", ".xhtml")


def sniff(head: bytes) -> bool:
    """Whether it begins with a document type or the element `html`."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<!doctype html", b"<html"))


def read(raw: bytes, origin: Origin) -> Article:
    """The Article of a web page. ArticleError: no article on it, or trafilatura is not installed."""
    return parse_page(decode_page(raw, origin.charset or None), origin.address)


def parse_page(source: str, address: str = "") -> Article:
    """The Article of a page; `address` makes relative links absolute."""
    trafilatura = need("trafilatura", "html", "A web page")
    page = document(source)
    about = trafilatura.extract_metadata(source, default_url=address or None)
    found = trafilatura.extract(
        source,
        url=address or None,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
    )
    walk = Walk(address)
    walk.content(body(document(found) if found else page))
    walk.close()
    if not walk.draft.passages:
        raise ArticleError(
            f"{address or 'The page'} has no article that could be found; its text may only come by script. "
            "Save the page from a browser, or its text as .txt, and build that file."
        )
    title, author, date = ((getattr(about, name, None) or "") for name in ("title", "author", "date"))
    language = next((str(e.get("lang") or "").strip() for e in page.iter("html")), "")
    return walk.article(title=title, byline=author, published=date, language=language)
