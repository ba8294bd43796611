"""Parse HTML, and determine which parts a browser would not display."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that begin a new block: https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3
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
_HIDDEN_STYLE = lazy_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Classes of text that is only for screen readers, is displayed only if scripts run, or is not for search engines.
_HIDDEN_CLASSES = frozenset(
    [
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "screen-reader-only",
        "visuallyhidden",
        "screenreader",
        "screen-reader",
        "hidden-text",
        "off-screen",
        "robots-nocontent",
        "offscreen",
        "w-condition-invisible",
        "w-dyn-bind-empty",
        "is-hidden",
    ]
)
_HIDDEN_ENDS = ("-visually-hidden", "-sr-only", "__sr-only")
_NO_CLASSES = frozenset[str]()
# libxml2 does not know that these elements have no content, and would treat the content after them as part of them.
_VOID = lazy_pattern(r"<(source|track|embed|wbr)\b([^<>]*?)/?>", re.I)
_DEEPEST = 100  # maximum nesting depth of elements
_EMPTY = "<html></html>"
_DECLARATION = lazy_pattern(r"\A\s*<\?xml[^>]*\?>\s*")
# Matches characters that XML forbids, and references to them. lxml reads them, but refuses to write them.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = lazy_pattern(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]))(?:;|(?![0-9a-fA-F]))"
)


def document(source: str) -> HtmlElement:
    """Return the `html` element of a page.

    An XML declaration is removed, because lxml rejects text that declares an encoding. Characters that XML forbids become
    spaces.
    """
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    source = _FORBIDDEN.sub(" ", _DECLARATION.sub("", source))
    source = _VOID.sub(r"<\1\2></\1>", source)
    try:
        page = html.document_fromstring(source if source.strip() else _EMPTY, parser=parser)
    except etree.ParserError:  # the source is only a comment, so there is no element
        page = html.document_fromstring(_EMPTY, parser=parser)
    if any(
        "depth" in entry.message for entry in parser.error_log.filter_from_fatals()
    ):  # libxml2 drops everything below this depth
        raise ArticleError("the HTML is nested more than 2,000 levels deep. Save the text as .txt and build that file.")
    _flatten(page)
    return page


def _flatten(page: HtmlElement) -> None:
    """Remove the tags of elements that are nested too deep.

    Elements are traversed recursively, and Python limits the depth of recursion.
    """
    if not _is_deep(page):
        return
    deep, depth = [], 0
    for event, element in _events(page):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEPEST and isinstance(element.tag, str):
            deep.append(element)
    for element in deep:
        element.drop_tag()


def _is_deep(page: HtmlElement) -> bool:
    return bool(page.getroottree().xpath(f"boolean({'/*' * (_DEEPEST + 1)})"))


def _events(page: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    from lxml import etree

    return iter(etree.iterwalk(page, events=("start", "end")))


def fragment(source: str) -> HtmlElement:
    """Return a `body` element with a piece of HTML."""
    return body(document(f"<!doctype html><html><body>{source}\n</body></html>"))


def body(page: HtmlElement) -> HtmlElement:
    """Return the `body` of a page, or the page itself if it has none."""
    return next(page.iter("body"), page)


def classes(element: HtmlElement) -> frozenset[str]:
    """Return the classes of an element in lower case."""
    names = element.get("class")
    return _classes_in(str(names)) if names else _NO_CLASSES


@lru_cache(maxsize=4096)  # the elements of a page have few different values
def _classes_in(value: str) -> frozenset[str]:
    return frozenset(value.lower().split())


@lru_cache(maxsize=4096)
def _hides(value: str) -> bool:
    """Return whether one of the classes in a `class` attribute hides an element."""
    names = _classes_in(value)
    return not _HIDDEN_CLASSES.isdisjoint(names) or any(name.endswith(_HIDDEN_ENDS) for name in names)


def is_shown(element: HtmlElement) -> bool:
    """Return whether a browser displays an element, according to its tag and attributes."""
    tag = element.tag
    if not isinstance(tag, str) or tag in NEVER_SHOWN:
        return False
    if not element.keys():
        return True
    if (names := element.get("class")) and _hides(str(names)):
        return False
    style = element.get("style")
    return element.get("hidden") is None and not (style and _HIDDEN_STYLE.search(str(style)))


def words_of(element: HtmlElement) -> str:
    """Return the displayed text of an element, with spaces instead of line breaks."""
    pieces: list[str] = []
    _add_texts(element, pieces)
    return " ".join("".join(pieces).split())


def _add_texts(element: HtmlElement, pieces: list[str]) -> None:
    if text := element.text:
        pieces.append(text)
    for child in element:
        if is_shown(child):
            separate = child.tag in BLOCKS or child.tag == "br"
            if separate:
                pieces.append(" ")
            _add_texts(child, pieces)
            if separate:
                pieces.append(" ")
        if tail := child.tail:
            pieces.append(tail)


def lines_of(element: HtmlElement) -> list[str]:
    """Return the displayed text of an element as lines, which end at line breaks and blocks. Empty lines are left out."""
    pieces: list[str] = []
    _add_lines(element, pieces)
    return [words for line in "".join(pieces).split("\0") if (words := " ".join(line.split()))]


def _add_lines(element: HtmlElement, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if is_shown(child):
            separate = child.tag in BLOCKS or child.tag == "br"
            pieces.append("\0" if separate else "")
            _add_lines(child, pieces)
            pieces.append("\0" if separate and child.tag != "br" else "")
        pieces.append(child.tail or "")
