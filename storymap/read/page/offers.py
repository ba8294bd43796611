"""Recognize boxes in which a site offers a subscription or asks for support, in any language."""

from __future__ import annotations

from storymap.read.html.tree import HEADINGS
from storymap.read.page.lines import Lines
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.prices import has_price_for_period
from storymap.read.persons import name_key

_LONGEST = 60  # an offer has at most this many words
_LEAST_SITE = 5  # a name of the site that is looked for in boxes has at least this many letters


class Offers(Lines):
    """Decides which boxes are offers of the site: by a price, by the name of the site, and by a link or button."""

    def __init__(
        self, measured: Measured, place: Location, heading: Node | None, names: list[str], sites: frozenset[str]
    ) -> None:
        super().__init__(measured, place, heading, names)
        self._sites = [site for site in sites if len(site) >= _LEAST_SITE]

    def _is_own(self, node: Node) -> bool:
        """Return whether the class of a block, or the class of its only child, differs from those of the paragraphs."""
        at: Node | None = node
        while at is not None:
            if at.names and at.names not in self._names_in_text:
                return True
            at = at.only
        return node.element.tag in ("aside", "section") and not node.names

    def _offers(self, node: Node) -> bool:
        """Return whether a small box offers a subscription, or asks readers to support the site.

        Two of these are enough: a price for a period, the name of the site, and a link or button. Without a price, the
        box must also be after the text and begin with a heading.
        """
        first = next((n for n in self._measured.nodes[node.index : node.end] if n.block and n.own_words), node)
        if node.words > _LONGEST or node.images or first is node or first.words == node.words:
            return False
        named = any(site in name_key(node.text) for site in self._sites)
        led = next(node.element.iter("a", "button"), None) is not None
        priced = has_price_for_period(node.text)
        heads = first.element.tag in HEADINGS and node.index > self._last
        return (priced and (named or led)) or (named and led and heads)

    def _without_offers(self, prose: list[Node]) -> list[Node]:
        """Return the paragraphs without the last ones that are in a box of their own with an offer."""
        left = list(prose)
        while len(left) > 1:
            box = left[-1]
            while box.parent is not None and not box.parent.holds(left[-2]):
                box = box.parent
            if box is left[-1] or not box.names or not self._offers(box):
                break
            left.pop()
        return left
