"""Find authors in boxes about the author, which pages show next to the article or below it."""

from __future__ import annotations

from collections.abc import Iterator

from storymap.lazy_pattern import lazy_pattern
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.persons import persons

_LONGEST = 8  # the element with the name has at most this many words
_MOST_BOXES = 3  # more boxes than this are a list of the site's authors
_BOX = lazy_pattern(
    r"\b(?:(?:author|autor|autore|auteur|writer|reporter|journalist|redakteur|contributor|yazar|skribent|forfatter|user|post author) ?(?:box|bio|card|info|profile|block|about|intro|widget|details?|desc\w*)|about (?:the )?(?:author|writer)|bio ?box|reporter ?box)\b"
)
_NAME = lazy_pattern(r"\b(?:name|title|fn|heading|n)$")
# Matches the heading above the name: "About the author".
_ABOUT = lazy_pattern(
    r"(?i)\W*(?:(?:about|meet) the (?:author|writer)|written by|about me|über (?:den autor|die autorin)|zur person|à propos de l['’]auteure?|l['’]auteure?|sobre (?:el autor|la autora|o autor|a autora)|(?:sull['’]|l['’])autor(?:e|ice)|over de auteur|om (?:författaren|skribenten|forfatteren)|o (?:autorze|autorce|autorovi|autoru)|об авторе|про автора|yazar hakkında|この記事を書いた人|この記事を書いた記者|(?:関于|關於|关于)作者|作者(?:简介|簡介)|글쓴이 소개|عن الكاتب[ةه]?|लेखक के बारे में|tentang penulis)\W*"
)
# Matches the word before the name: "About Ann Lee".
_ABOUT_NAME = lazy_pattern(
    r"(?i)^\W*(?:(?:about|meet)|über|zu|à propos d[e’']|sobre|acerca de|chi è|over|om|o|об?|про|tentang|关于|關於)\s+(?=\S+\s+\S)"
)


def boxed_authors(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the full names in the boxes about the author in and around the article, or [] if there are too many."""
    root = place.root.parent or place.root
    nodes = measured.nodes[root.index : root.end]
    named = [n for n in nodes if 0 < n.words <= _LONGEST and _is_name(n)] or list(_after_headings(nodes))
    found = [names for node in named if (names := _full(persons(_ABOUT_NAME.sub("", node.text), sites)))]
    return [name for names in found for name in names] if len(found) <= _MOST_BOXES else []


def _full(names: list[str]) -> list[str]:
    return names if all(" " in name or not name.isascii() for name in names) else []


def _is_name(node: Node) -> bool:
    """Return whether an element has the class or id of the name in a box about the author."""
    if not any(map(_NAME.search, node.names)):
        return False
    around = (
        [node] if node.parent is None else [node, node.parent, *([node.parent.parent] if node.parent.parent else [])]
    )
    return any(_BOX.search(name) for n in around for name in n.names)


def _after_headings(nodes: list[Node]) -> Iterator[Node]:
    """Yield the first element with words after each heading such as "About the author", if this element is short."""
    after_heading = False
    for node in nodes:
        if node.words and node.end == node.index + 1:
            if after_heading and node.words <= _LONGEST:
                yield node
            after_heading = node.words <= _LONGEST and bool(_ABOUT.fullmatch(node.text))
