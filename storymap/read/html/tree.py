"""Parse HTML, and tell what a browser would not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storymap.errors import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that begin a block of their own: https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3
BLOCKS = frozenset(HEADINGS) | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
NEVER_SHOWN = frozenset(
    [
        "base",
        "button",
        "datalist",
        "dialog",
        "head",
        "link",
        "meta",
        "noembed",
        "noframes",
        "param",
        "rp",
        "rt",
        "script",
        "select",
        "source",
        "style",
        "template",
        "textarea",
        "title",
        "track",
    ]
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Classes that themes use for text that is only there for screen readers, or only when scripts run.
_HIDDEN_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only", "visuallyhidden", "hidden-text"]
)
# Elements without an end that libxml2 does not know as such: they would swallow what follows.
_VOID = re.compile(r"<(source|track|embed|wbr)\b([^<>]*?)/?>", re.I)
_DEEPEST = 100  # levels of elements
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>\s*")


def document(source: str) -> HtmlElement:
    """The `html` element of a page. A declaration of XML is dropped: lxml refuses text that declares an encoding."""
    from lxml import html

    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    source = _VOID.sub(r"<\1\2></\1>", _DECLARATION.sub("", source).replace("\0", ""))
    page = html.document_fromstring(source if source.strip() else "<html></html>", parser=parser)
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):  # libxml2 drops the rest
        raise ArticleError("its elements are nested more than 2,000 deep, which is not read.")
    _flatten(page)
    return page


def _flatten(page: HtmlElement) -> None:
    """Take the tags away that are nested deeper than any article needs: the walk over elements is recursive."""
    deep, depth = [], 0
    for event, element in _events(page):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEPEST and isinstance(element.tag, str):
            deep.append(element)
    for element in deep:
        element.drop_tag()


def _events(page: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    from lxml import etree

    return iter(etree.iterwalk(page, events=("start", "end")))


def fragment(source: str) -> HtmlElement:
    """A `body` element that holds a piece of HTML."""
    return body(document(f"<!doctype html><html><body>{source}\n</body></html>"))


def body(page: HtmlElement) -> HtmlElement:
    """The `body` of a page; the page itself when it has none."""
    return next(page.iter("body"), page)


def classes(element: HtmlElement) -> frozenset[str]:
    """The classes of an element, in lower case."""
    return frozenset(str(element.get("class") or "").lower().split())


def is_shown(element: HtmlElement) -> bool:
    """Whether a browser shows an element, as far as its tag and attributes say."""
    if not isinstance(element.tag, str) or element.tag in NEVER_SHOWN or element.get("hidden") is not None:
        return False
    return not (_HIDDEN_CLASSES & classes(element) or _HIDDEN_STYLE.search(str(element.get("style") or "")))


def words_of(element: HtmlElement) -> str:
    """The text of an element in one line, without what is not shown."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if is_shown(child):
            gap = " " if child.tag in BLOCKS or child.tag == "br" else ""
            pieces += [gap, *_texts(child), gap]
        pieces.append(child.tail or "")
    return pieces
