"""Recognize links to other pages, with or without images. `last` is the index of the last prose node of the article."""

from __future__ import annotations

from storymap.read.html.media import is_image_file
from storymap.read.page.measure import Node


def is_teaser(node: Node, last: int) -> bool:
    """Return whether a node is an image with words, in a link to another page.

    After the last prose, an image without words is a teaser too.
    """
    named = (
        node.element.tag not in ("figure", "p", "li", "td") and node.linked >= 0.8 and node.covered <= 0.5 * node.words
    )
    silent = node.element.tag == "a" and node.index >= last and not node.words
    if not node.images or not (named or silent):
        return False
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    others = [link for link in links if link and not link.startswith("#") and not is_image_file(link)]
    return bool(others) and next(node.element.iter("figcaption", "figure"), None) is None and node.element.tag != "tr"


def is_list_of_links(node: Node, last: int) -> bool:
    """Return whether a block after the text, or a nested teaser, consists mostly of links."""
    if node.words == 0 or node.linked < 0.75 or node.covered > 0.5 * node.words:
        return False
    return (node.index > last and node.element.tag not in ("p", "li")) or (
        node.element.tag in ("article", "nav") and node.words < 60
    )
