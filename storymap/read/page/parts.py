"""Recognize parts of an article by their position on the page, their names and their words."""

from __future__ import annotations

import re

from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS
from storymap.read.page.clutter import STANDFIRST, Clutter, is_date_range, is_label, is_offer
from storymap.read.page.locate import Location, is_article
from storymap.read.page.measure import Measured, Node

_BOX = 40  # maximum number of words of a box with an offer
_SUMMARY = 8  # minimum number of words of a list that summarizes the article
_GALLERY = re.compile(r"\b(?:gallery|slider|slide ?show|carousel|swiper)\b")
SCORE = re.compile(r"\b(?:score ?(?:board|line|card|box)|final score|match (?:score|result))\b")


def holds_caption(node: Node) -> bool:
    """Return whether a node contains the caption of an image."""
    return next(node.element.iter("figcaption"), None) is not None


class Parts:
    """Recognizes parts of the article at `place` with the title `heading`."""

    def __init__(self, measured: Measured, place: Location, heading: Node | None) -> None:
        self._measured, self._place, self._heading = measured, place, heading

    def _after_title(self, node: Node) -> bool:
        return self._heading is not None and node.index > self._heading.index

    def _is_standfirst(self, node: Node) -> bool:
        if node.element.tag == "header" or (self._heading is not None and node.holds(self._heading)):
            return False
        named = any(STANDFIRST.search(name) for name in node.names) or str(node.element.get("itemprop")) in (
            "description",
            "alternativeHeadline",
            "abstract",
        )
        return named and node.words >= 3 and node.linked < 0.6

    def _around(self, node: Node) -> list[Node]:
        found, at = [], node.parent
        while at is not None and at is not self._place.core:
            found.append(at)
            at = at.parent
        return found

    def _in_summary(self, node: Node) -> bool:
        """Return whether a node is an item of a list below the title that summarizes the article."""
        around = node.parent
        return (
            node.element.tag == "li"
            and node.own_covered > 0
            and around is not None
            and around.words >= _SUMMARY
            and around.linked < 0.3
            and around.clutter is Clutter.NO
            and self._after_title(node)
            and not is_label(node.text[:200])
        )

    def _is_score_or_range(self, node: Node) -> bool:
        """Return whether a short block is the score of a match, or the first and the last day of an event."""
        words = node.text if node.own_words == node.words <= _BOX else ""
        return is_date_range(words) or (any(c.isdigit() for c in words) and any(SCORE.search(n) for n in node.names))

    def _is_gallery(self, node: Node) -> bool:
        """Return whether an element next to the core has only images, and is named a gallery or a slider."""
        around = self._place.core.parent
        return (
            node.images > 1
            and node.parent is around
            and any(_GALLERY.search(name) for name in node.names)
            and all(is_image_file(str(a.get("href") or "")) for a in node.element.iter("a") if a.get("href"))
        )

    def _is_box_of_page(self, node: Node) -> bool:
        """Return whether a small box begins with a heading that offers a newsletter or other articles."""
        if node.element.tag not in ("div", "section", "aside") or node.own_words or not 0 < node.words <= _BOX:
            return False
        first = next((n for n in self._measured.nodes[node.index : node.end] if n.block and n.own_words), node)
        words = first.text[:200]
        return first.element.tag in HEADINGS and first.words < node.words and is_offer(words)

    def _is_heading(self, node: Node) -> bool:
        """Return whether a node is a heading, or a block that contains only a heading of the article."""
        if node.element.tag in HEADINGS:
            return True
        inside = self._measured.nodes[node.index : node.end]
        return (
            node.covered > 0
            and not node.links
            and any(n.element.tag in HEADINGS and n.words == node.words for n in inside)
        )

    def _in_standfirst(self, node: Node) -> bool:
        return any(n.words <= 120 and self._is_standfirst(n) for n in (node, *self._around(node)))

    def _in_entry(self, node: Node) -> bool:
        """Return whether a node is in an entry of a live blog, where times are part of the text."""
        articles = [n for n in self._around(node) if is_article(n)]
        return any(self._heading is None or not n.holds(self._heading) for n in articles)

    def _in_recipe(self, node: Node) -> bool:
        """Return whether a node is in a recipe, where times and other short lines are part of the text."""
        return any("recipe" in name.split() for n in (node, *self._around(node)) for name in n.names)
