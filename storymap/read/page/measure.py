"""Count the words and links inside each element of a page, and the words that are likely text of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import BLOCKS, HEADINGS, body, is_shown, words_of
from storymap.read.page.clutter import Clutter, Names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Scripts without spaces between words
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Matches a word with its vowel signs. In scripts without spaces between words, it matches a single character.
_TOKEN = lazy_pattern(
    rf"[{_UNSPACED}]|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u200c\u200d])*"
)
_RUN = 3  # this many consecutive words are compared, which is enough to identify a text
_LEAST_PROSE = 8  # a block with at least this many words may be prose (running text)
_LONGEST_FOOTER = 80  # the footer of a page has at most this many words
_FOOTER = lazy_pattern(r"\bfooter\b")
_SURE_PROSE = 12  # a block with at least this many words is certainly prose
_UNSEEN = 0.35  # weight of prose that trafilatura did not extract; the weight of other prose is 1
_NOTHING_SHOWN = frozenset(["svg", "math", "iframe", "object", "embed", "video", "audio", "noscript"])


def count(words: list[str]) -> int:
    """Return the number of words. Two characters of a script without spaces count as one word."""
    if "".join(words).isascii():
        return len(words)
    return len(words) - sum(len(word) == 1 and word > "\u0e00" for word in words) // 2


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _TOKEN.findall(text.lower())


class Evidence:
    """The article text that trafilatura extracted. It helps to decide which blocks of the page are in the article."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            self._runs.update(_runs(tokens(text)))

    def covers(self, words: list[str]) -> bool:
        """Return whether most runs of words in a block occur in the evidence."""
        runs = list(_runs(words))[:200]
        return bool(runs) and 2 * sum(run in self._runs for run in runs) > len(runs)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    if len(words) < _RUN:
        yield tuple(words)
    for i in range(len(words) - _RUN + 1):
        yield tuple(words[i : i + _RUN])


@dataclass(slots=True, eq=False)
class Node:
    """A displayed element. Counts include all elements inside it.

    Counts that begin with `own_` exclude inner blocks.
    """

    element: HtmlElement
    parent: Node | None
    clutter: Clutter
    block: bool
    index: int
    names: tuple[str, ...] = ()  # the words of the classes and the id of the element
    end: int = 0  # index after the last node below this node
    words: int = 0
    links: int = 0  # number of words in links
    covered: int = 0  # number of words in blocks that the evidence contains
    images: int = 0
    own_words: int = 0
    own_links: int = 0
    own_covered: int = 0
    # Number of words of prose outside clutter. Prose that does not occur in the evidence is multiplied by _UNSEEN.
    weight: float = 0.0
    excluded: bool = False  # whether the node or an ancestor is clutter
    only: Node | None = None  # if one child has all of the node's text, this child
    _words: str | None = None

    @property
    def text(self) -> str:
        """Return the displayed text on one line. It is read only once, so the page must not change after that."""
        node = self
        while node.only is not None:  # `only` is the child that has all of the text of its parent
            node = node.only
        if node._words is None:
            node._words = words_of(node.element)
        return node._words

    @property
    def linked(self) -> float:
        """Return the share of words that are in links."""
        return self.links / self.words if self.words else 0.0

    def holds(self, other: Node) -> bool:
        """Return whether `other` is this node or is below it."""
        return self.index <= other.index < self.end


def _has_words(*texts: str | None) -> bool:
    return any(text and not text.isspace() for text in texts)


def is_prose(node: Node) -> bool:
    """Return whether a block is clearly running text, and not a heading, a caption or a list of links."""
    return (
        node.block
        and not node.excluded
        and node.own_words >= _SURE_PROSE
        and 2 * node.own_links < node.own_words
        and node.clutter < Clutter.META
        and node.element.tag not in HEADINGS
        and node.element.tag != "figcaption"
    )


def names_around(node: Node) -> tuple[str, ...]:
    """Return the classes and the id of a node or, if it has none, of the only element in it."""
    at: Node | None = node
    while at is not None and not at.names:
        at = at.only
    return at.names if at is not None else ()


def only_wraps(node: Node) -> bool:
    """Return whether a node is a `div` without attributes that only contains another `div`."""
    return node.only is not None and node.element.tag == node.only.element.tag == "div" and not node.element.keys()


def _is_page_footer(names: tuple[str, ...], text: str) -> bool:
    """Return whether a small element is the footer of the page, because it has a class for it and a copyright notice."""
    return "©" in text and any(map(_FOOTER.search, names))


class Measured:
    """The nodes of a page in document order, with their counts and clutter.

    If `evidence` is None, a block counts as covered by evidence if it is not clutter and not mostly links.
    """

    def __init__(self, page: HtmlElement, evidence: Evidence | None) -> None:
        self.nodes: list[Node] = []
        self.names = Names()
        self._evidence = evidence
        self.root = self._visit(body(page), None, [], 0)
        self.covered = self.root.covered
        self._exclude()
        self._weigh()
        self.by_element = {node.element: node for node in self.nodes}

    def _visit(self, element: HtmlElement, parent: Node | None, words: list[str], links: int) -> Node:
        """Add a node for an element, and nodes for all elements below it.

        `words` collects the text of the enclosing block. `links` is the number of links around the element.
        """
        names, clutter = self.names.look(element)
        node = Node(element, parent, clutter, element.tag in BLOCKS, len(self.nodes), names)
        self.nodes.append(node)
        own = [] if node.block or parent is None else words
        links += element.tag == "a"
        if element.text:
            self._read(node, element.text, own, links)
        below: Node | None = None
        for child in element:
            tag = child.tag
            if tag in ("img", "amp-img"):
                node.images += 1
            if tag not in _NOTHING_SHOWN and is_shown(child):
                below = self._visit(child, node, own, links)
                node.words += below.words
                node.links += below.links
                node.covered += below.covered
                node.images += below.images
            if child.tail:
                self._read(node, child.tail, own, links)
        node.end = len(self.nodes)
        if below is not None and len(element) == 1 and not _has_words(element.text, element[0].tail):
            node.only = below
        if own is not words:
            node.own_words = count(own)
            node.own_links = node.links - sum(n.links for n in self._blocks_in(node))
            node.own_covered = node.own_words if own and self._is_covered(node, own) else 0
            node.covered += node.own_covered
        return node

    def _is_covered(self, node: Node, words: list[str]) -> bool:
        if self._evidence is not None:
            return self._evidence.covers(words)
        around: Node | None = node
        while around is not None and around.clutter < Clutter.WEAK:
            around = around.parent
        return around is None and 2 * node.own_links < node.own_words

    def _blocks_in(self, node: Node) -> Iterator[Node]:
        """Return the topmost blocks below a block."""
        index = node.index + 1
        while index < node.end:
            below = self.nodes[index]
            if below.block:
                yield below
                index = below.end
            else:
                index += 1

    def _read(self, node: Node, text: str | None, own: list[str], links: int) -> None:
        if text and not text.isspace():
            found = tokens(text)
            own += found
            size = len(found) if text.isascii() else count(found)
            node.words += size
            node.links += size if links else 0

    def _exclude(self) -> None:
        for node in self.nodes:
            if node.parent is not None:
                node.excluded = node.parent.excluded or self.is_clutter(node)

    def is_clutter(self, node: Node) -> bool:
        """Return whether an element is clutter according to its names, unless it contains too much of the article."""
        if node.clutter < Clutter.WEAK:
            return False
        if node.words <= _LONGEST_FOOTER and _is_page_footer(node.names, node.text):
            return True
        if 5 * node.covered > self.covered > 0:
            return False
        if node.clutter is Clutter.STRONG:
            return not self._is_embedded_post(node)
        around = node.parent
        if around is not None and around.element.tag in HEADINGS and node.words == around.words:
            return False  # in a panel that opens on a click, the whole heading may have the class "button"
        is_prose = node.words >= 30 and node.linked < 0.3 and 2 * node.covered > node.words
        return node.words > 0 and not is_prose

    def _is_embedded_post(self, node: Node) -> bool:
        """Return whether a box only has a `blockquote` with a sentence, as for a post in a social network."""
        quotes = (n for n in self.nodes[node.index : node.end] if n.element.tag == "blockquote")
        quote = next(quotes, None)
        return quote is not None and quote.words == node.words >= _LEAST_PROSE

    def _weigh(self) -> None:
        for node in reversed(self.nodes):
            if (
                not node.excluded
                and node.own_words >= _LEAST_PROSE
                and 2 * node.own_links < node.own_words
                and node.element.tag != "figcaption"
            ):
                node.weight += node.own_covered or _UNSEEN * node.own_words
            if node.parent is not None:
                node.parent.weight += node.weight

    def before(self, node: Node) -> Node | None:
        """Return the sibling before a node, or None."""
        if node.parent is None or node.index <= node.parent.index + 1:
            return None
        found = self.nodes[node.index - 1]
        while found.parent is not None and found.parent is not node.parent:
            found = found.parent
        return found

    def after(self, node: Node) -> Iterator[Node]:
        """Return the siblings after a node."""
        limit, index = (node.parent.end if node.parent else node.end), node.end
        while index < limit:
            yield self.nodes[index]
            index = self.nodes[index].end
