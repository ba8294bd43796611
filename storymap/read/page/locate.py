"""Locate the article on a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.page.clutter import FOOTNOTES, Clutter, is_offer, names_of, tokens_of_name
from storymap.read.page.measure import Measured, Node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The core of an article (see `Location`) must contain at least this share of the page's weight. The weight is the
# number of words of running text.
_MOST = 0.88
_BODY = lazy_pattern(
    r"\b(?:(?:entry|post|article|story|blog|page|content|news|single|body)\ (?:content|body|text|copy)|articlebody|e\ content|storytext|story\ body|post\ full\ content|body\ markup|available\ content|rich\ text|prose|gh\ content|mw\ parser\ output)\b"
)
_ARTICLE = lazy_pattern(r"^(?:h ?entry|hnews|hentry|post|article|story|blog post|post outer|single post)$")
_NO_CORE = frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "td",
        "tr",
        "tbody",
        "pre",
        "figure",
        "h1",
        "h2",
        "h3",
        "span",
        "a",
        "em",
        "strong",
    ]
)

_HERO = lazy_pattern(r"\b(?:hero|cover|lead (?:image|media)|featured? (?:image|media)|main image|header image)\b")
_MOST_LEVELS = 7  # an image before the article is searched for in this many elements around the article
_MOST_HERO_WORDS = 60
_LEAST_SENTENCE = 4  # a sentence has at least this many words


@dataclass(frozen=True, slots=True)
class Location:
    """The location of an article on its page.

    `core` is the element with nearly all of the text. `root` is an element around `core` that may also contain the
    title, the standfirst (the introduction below the title) and the first image.
    """

    root: Node
    core: Node


def locate(measured: Measured, heading: Node | None, *, live: bool) -> Location:
    """Return the location of the article on the page."""
    start = _own_article(measured, heading) if heading is not None and not live else None
    core = _core(measured, start or measured.root)
    if heading is not None and core.holds(heading) and not live and start is None:
        core = _body_in(measured, core, heading)
    return Location(_root(core, heading), core)


def _core(measured: Measured, start: Node) -> Node:
    """Return the deepest node below `start` that contains most of the running text, measured by `Node.weight`."""
    node = start
    while node.weight > 0:
        below = [n for n in _children(measured, node) if n.weight >= _MOST * start.weight]
        if not below or below[0].element.tag in _NO_CORE:
            break
        node = below[0]
    return node


def _children(measured: Measured, node: Node) -> list[Node]:
    found, index = [], node.index + 1
    while index < node.end:
        found.append(measured.nodes[index])
        index = measured.nodes[index].end
    return found


def _own_article(measured: Measured, heading: Node) -> Node | None:
    """Return the article element around the title, if it has enough text and the page also shows other articles, such
    as older entries; else None."""
    articles = [n for n in measured.nodes if is_article(n) and not n.excluded and n.weight > 0]
    around = [n for n in articles if n.holds(heading)]
    if not around:
        return None
    own = around[-1]
    others = [n for n in articles if not n.holds(own) and not own.holds(n)]
    total = own.weight + sum(n.weight for n in others)
    return own if others and own.weight >= 0.15 * total and own.words >= 40 else None


def is_article(node: Node) -> bool:
    """Return whether the tag or attributes of an element mark it as an article."""
    element = node.element
    if (
        element.tag == "article"
        or element.get("role") == "article"
        or "Article" in str(element.get("itemtype") or "")
        or "BlogPosting" in str(element.get("itemtype") or "")
    ):
        return True
    return element.tag in ("div", "section") and any(_ARTICLE.match(name) for name in node.names)


def is_body(node: Node) -> bool:
    """Return whether the attributes of an element mark it as the text of an article."""
    element = node.element
    if "articleBody" in str(element.get("itemprop") or ""):
        return True
    return element.tag in ("div", "section", "article", "main") and any(_BODY.search(name) for name in node.names)


def _body_in(measured: Measured, core: Node, heading: Node) -> Node:
    """Return the part of the core that is marked as the article's text and contains most of the core's text, or the
    core if there is none."""
    inside = measured.nodes[core.index + 1 : core.end]
    named = [n for n in inside if n.weight >= 0.75 * core.weight and not n.holds(heading) and is_body(n)]
    return named[0] if named else core


def _root(core: Node, heading: Node | None) -> Node:
    """Return the element that contains the core and, if there is a title, also the title.

    This is the nearest article element around the core if it contains the title, otherwise the nearest element that
    contains the title. If there is no title, it is the nearest article element, or the core if there is none.
    """
    around, node = [core], core
    while node.parent is not None:
        node = node.parent
        around.append(node)
    if heading is not None:
        holding = next((n for n in around if n.holds(heading)), core)
        article = next((n for n in around if is_article(n)), None)
        return article if article is not None and article.holds(holding) else holding
    return next((n for n in around if is_article(n)), core)


def _captioned_before(element: HtmlElement) -> list[HtmlElement]:
    """Return a list with the block before an element if this block is only an image with its caption, otherwise []."""
    at = element
    for _ in range(_MOST_LEVELS):
        before, around = at.getprevious(), at.getparent()
        if before is not None or around is None or around.tag in ("body", "html"):
            break
        at = around
    else:
        return []
    before = at.getprevious()
    if before is None or not isinstance(before.tag, str) or len(list(before.iter("img"))) != 1:
        return []
    caption = next(before.iter("figcaption"), None)
    return [before] if caption is not None and words_of(caption) == words_of(before) else []


def image_before(root: Node) -> HtmlElement | None:
    """Return the block with the main image if it is directly before the element of the article, or None.

    Both elements must be in a `main` element. In pages that are laid out with tables, the block is an image with its
    caption before an element around the article.
    """
    element = root.element
    if captioned := _captioned_before(element):
        return captioned[0]
    around = element.getparent()
    before = element.getprevious()
    if around is None or around.tag != "main" or before is None or before.tag not in ("section", "div", "figure"):
        return None
    sources = {str(e.get("src")) for e in element.iter("img")}
    images = list(before.iter("img", "amp-img"))
    named = before.tag == "figure" or any(_HERO.search(tokens_of_name(name)) for name in names_of(before))
    if not named or len(images) != 1 or str(images[0].get("src")) in sources:
        return None
    return before if len(words_of(before).split()) <= _MOST_HERO_WORDS else None


def continues_text(node: Node) -> bool:
    """Return whether a box continues the text before it: it has an image with a caption, a sentence and no links."""
    element = node.element
    if not node.block or not node.images or node.links or node.clutter > Clutter.NO:
        return False
    heading = next(element.iter(*HEADINGS), None)
    if next(element.iter("figcaption"), None) is None or (heading is not None and is_offer(words_of(heading))):
        return False
    lines = [words_of(e) for e in element.iter("p") if not any(a.tag == "figcaption" for a in e.iterancestors())]
    return any(len(line.split()) >= _LEAST_SENTENCE and line[-1] in ".!?…”»。" for line in lines)


def boxes_after(measured: Measured, root: Node) -> list[HtmlElement]:
    """Return the boxes directly after the article's element that continue the article's text, as in pages of TYPO3."""
    if not is_article(root):
        return []
    return [n.element for n in takewhile(continues_text, measured.after(root))]


def notes_after(measured: Measured, root: Node) -> list[HtmlElement]:
    """Return notes after the article's element whose links lead back into the article, as in pages saved by Word."""
    nodes = measured.nodes[root.end :]
    if not any(any(map(FOOTNOTES.search, n.names)) for n in nodes):
        return []
    ids = {
        str(e.get(key)) for e in root.element.iter() if isinstance(e.tag, str) for key in ("id", "name") if e.get(key)
    }
    found: list[HtmlElement] = []
    end = 0
    for node in nodes:
        if node.index < end or not any(map(FOOTNOTES.search, node.names)):
            continue
        targets = {str(a.get("href") or "").removeprefix("#") for a in node.element.iter("a")}
        if targets & ids:
            found.append(node.element)
            end = node.end
    return found
