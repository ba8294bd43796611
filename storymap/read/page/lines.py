"""Recognize short lines of a page between the paragraphs of its article: labels, notices, buttons, bylines and dates.

The words of a line are not enough to remove it from the text, because authors also write sentences with these words.
The position or the markup of the line must also show that it belongs to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted
from storymap.read.dates import date_in, written_date
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.insertions import is_insertion, is_page_notice, is_request, label_of, may_be_insertion
from storymap.read.page.clutter import is_ad_label, is_instruction, is_label, is_rest, opens_section
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.notices import is_button, is_counts, is_notice, leads_to_offer, opens_list
from storymap.read.page.parts import LABEL, Parts
from storymap.read.page.teasers import is_footnotes, is_list_of_links, is_sentence, links_to_files, links_to_images

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PROSE = 12  # a block with at least this many words is clearly text
_BOX = 40  # a box that is not part of the article has at most this many words
_LONGEST_BUTTON = 2  # a button without a link, such as "Share", has at most this many words
SENTENCE = lazy_pattern(r"(?<!\.)[.!?。！？؟][\"'”’»)\]]*\Z")
_LABELLED = lazy_pattern(r"[^:：.!?]{1,40}[:：]")
_MAIL = lazy_pattern(r"[\w.+-]+@[\w-]+\.\w+")
_FILE = lazy_pattern(r"\.\w{2,4}(?:$|[?#])")
_PARTS = frozenset([*HEADINGS, "li", "td", "th", "dt", "dd", "pre", "caption", "figcaption", "blockquote", "address"])
_CELLS = ("td", "th", "tr", "table", "tbody", "figcaption", "figure", "dd", "dt")
_END_NAME = lazy_pattern(
    r"\b(?:note|notice|end|info|paper|print|origin|source|imprint|hint|remark|poznámka|nota|hinweis|uwaga)\b"
)
_MARKS = (":", "：", "|", "»", "→", ">")  # a label may end with one of these marks
_SMALL = ("1", "-2")  # with these values of `size`, the text of a `font` element is small
_LONGEST_REPORT = 200  # from a removed text, at most this many code points are recorded


class Lines(Parts):
    """Decides which short lines belong to the page, and collects what is removed."""

    def __init__(self, measured: Measured, place: Location, heading: Node | None, names: list[str]) -> None:
        super().__init__(measured, place, heading, names)
        self._gone: list[Node] = []
        self._dropped: set[int] = set()  # indices of the nodes that `_drop_section` has dropped
        self.omitted: list[Omitted] = []
        self._small = small_print_in(place.core.element)
        self._set_text([])

    def _set_text(self, prose: list[int]) -> None:
        """Set where the text begins and ends. `prose`: indices of its paragraphs."""
        core = self._place.core
        self._first, self._last = (prose[0], prose[-1]) if prose else (core.index, core.end)
        self._prose = prose
        self._in_paragraphs = 2 * sum(self._measured.nodes[i].element.tag == "p" for i in prose) > len(prose)
        nodes = [self._measured.nodes[i] for i in prose]
        around = [n for node in nodes if not is_notice(node.text[:300]) for n in (node, *self._around(node))]
        self._names_in_text = {n.names for n in around}

    def _report(self, node: Node) -> None:
        """Record a removed part of the page, if it is between the paragraphs of the text."""
        line = node.own_words == node.words and node.linked < 0.5
        in_text = self._first < node.index < self._last or (node.index > self._last and line and not node.names)
        if not (self._place.core.holds(node) and in_text and node.words):
            return
        kind = "notice" if line else "navigation" if node.linked >= 0.5 else "box"
        self.omitted.append(Omitted(kind, node.text[:_LONGEST_REPORT]))

    def _is_line_with_own_name(self, node: Node) -> bool:
        """Return whether a node is a short paragraph outside the text's box, with its own class, and not a sentence."""
        box = self._measured.nodes[self._last].parent if self._last < len(self._measured.nodes) else None
        ends = any(map(_END_NAME.search, node.names)) and not any(n.words for n in self._measured.after(node))
        return (
            4 <= node.own_words == node.words <= LABEL
            and node.element.tag == "p"
            and bool(node.names)
            and node.names not in self._names_in_text
            and box is not None
            and (ends or not box.holds(node))
            and not SENTENCE.search(node.text)
        )

    def _is_set_apart(self, node: Node) -> bool:
        """Return whether a short block and a paragraph of the text have different markup.

        This is the case if the block is mostly a link, if it links to a profile or an offer, or if it is in a small
        element with a class that no paragraph of the text has.
        """
        if SENTENCE.search(node.text) and node.index < self._last:
            linked = node.linked >= 0.9 or (node.linked > 0.3 and bool(_LABELLED.match(node.text)))
        else:
            linked = node.linked > 0.3
        if linked or leads_to_offer(str(a.get("href") or "") for a in node.element.iter("a")):
            return True
        return any(
            around.element.get("role") == "button"
            or (around.names and around.names not in self._names_in_text and around.words <= _BOX)
            for around in (node, *self._around(node))
        )

    def _may_be_text(self, node: Node) -> bool:
        """Return whether a block with the words of a label or a notice may be a paragraph that the author wrote."""
        words = node.text
        if is_ad_label(words) or is_counts(words) or self._is_set_apart(node) or self._heads_links(node):
            return False
        if node.element.tag in HEADINGS:
            return self._first < node.index < self._last and not self._heads_nothing(node)
        if SENTENCE.search(words):
            return node.index > self._first
        return self._first < node.index < self._last and (node.words > _LONGEST_BUTTON and any(map(str.isalpha, words)))

    def _is_line_of_page(self, node: Node) -> bool:
        """Return whether a short block is a label, a date or a byline.

        If it is the heading of a section that is not part of the article, the section is dropped too.
        """
        if not 0 < node.words <= LABEL or node.element.tag in ("td", "th", "tr", "figcaption"):
            return False
        words = node.text
        if self._is_teaser_line(node) or self._is_inserted(node):
            return True
        if is_instruction(words) and not node.images and not node.links:
            return is_rest(words) or not SENTENCE.search(words) or not self._may_be_text(node)
        if self._is_notice(node):
            return True
        if (
            node.index < self._first
            and not self._in_entry(node)
            and node.element.tag not in ("dl", "dt", "dd")
            and (self._is_head_line(node) or (node.words <= 7 and bool(written_date(words))))
        ):
            return True
        if not is_label(words) or self._may_be_text(node):
            return False
        short = node.element.tag in HEADINGS or node.linked > 0.3 or node.words <= 6 or node.index > self._last
        short = short or (is_ad_label(words) and node.index < self._first)
        if short and opens_section(words) and (node.element.tag in HEADINGS or node.words <= 6):
            self._drop_section(node)
        return short

    def _is_inserted(self, node: Node) -> bool:
        """Return whether a short block leads to another article, asks readers for something, or is about the page."""
        if not 0 < node.words <= LABEL or node.element.tag in _CELLS or not (node.block or node.element.tag == "a"):
            return False
        if (node.only is not None and node.only.block) or self._is_standfirst(node):
            return False
        words, heading = node.text, node.element.tag in HEADINGS
        if not node.links and not may_be_insertion(words):
            return False
        outside = not self._first < node.index < self._last
        if (
            outside
            and node.index > self._last
            and not SENTENCE.search(words)
            and label_of(words)[0][-2:].strip(" ") in _MARKS
        ):
            found = True
        else:
            ends = bool(SENTENCE.search(words))
            bracketed = words[:1] in "([" and words[-1:] in ")]"
            emphasised = any(words_of(e) == words for e in node.element.iter("em", "i", "strong", "b", "small"))
            after = node.index > self._last
            apart = (
                bracketed or (emphasised and (after or not ends)) or self._is_set_apart(node) or (outside and not ends)
            )
            at_end = node.index > self._last or (node.index == self._last and date_in(words) is not None)
            own = bool(node.names) and node.names not in self._names_in_text
            last = own and node.index > self._last
            found = is_insertion(node.element, words, apart=apart and not heading, last=last) or (
                at_end and is_page_notice(words)
            )
            found = found or (
                heading and outside and node.index > self._first and (is_request(words) or is_page_notice(words))
            )
        if found and heading:
            self._drop_section(node)
        return found and (node.linked > 0.3 or not self._is_quoted(node))

    def _is_notice(self, node: Node) -> bool:
        """Return whether a short block is a notice, a button or a counter. Some kinds occur only after the text."""
        if node.only is not None and node.only.block:
            return False  # the only block inside this one is checked instead
        words = node.text
        if is_notice(words) and not self._is_quoted(node) and (node.links or not self._may_be_text(node)):
            if opens_list(words):
                self._drop_section(node)
            return True
        if node.index > self._last:
            if self._is_tribute(node) and node.element.tag in HEADINGS:
                self._drop_section(node)
            if self._is_tribute(node) or self._is_disclosure(node) or is_button(words):
                return True
        elif node.index <= self._first and is_button(words):
            return True
        return self._is_counter(node) or self._is_appeal(node)

    def _is_appeal(self, node: Node) -> bool:
        """Return whether a block asks readers to follow the site or to write to it.

        Authors ask this in their text too, so a block inside the text must also be set apart.
        """
        in_text = self._first < node.index < self._last
        return super()._is_appeal(node) and not (in_text and not self._is_set_apart(node))

    def _next_of(self, node: Node) -> Node | None:
        """Return the first block after a label that has words or is clutter, or None."""
        at = node
        while at.parent is not None and at.parent is not self._place.core and at.parent.words == at.words:
            at = at.parent
        return next((n for n in self._measured.after(at) if n.words or self._measured.is_clutter(n)), None)

    def _heads_links(self, node: Node) -> bool:
        """Return whether a block is a heading or label, and the block after it is clutter or mostly links."""
        after = self._next_of(node)
        if after is None or (SENTENCE.search(node.text) and node.element.tag not in HEADINGS):
            return False
        return self._measured.is_clutter(after) or after.linked >= 0.5

    def _heads_list_of_links(self, node: Node) -> bool:
        """Return whether a block is a heading followed by a gallery of links to images, or by a list of links that is
        not part of the article."""
        after = self._next_of(node) if node.element.tag in HEADINGS else None
        if after is None:
            return False
        if after.images > 1 and links_to_images(after):
            return True
        return is_list_of_links(after, self._last) and not links_to_files(after)

    def _is_remark_of_page(self, node: Node) -> bool:
        """Return whether a short block after the text is about the page.

        This is the case if it is in small print, or an emphasised line with an address.
        """
        if not 0 < node.own_words == node.words <= _BOX or node.element.tag in _PARTS:
            return False
        around = self._around(node)
        if (
            any(n.element.tag in _PARTS - {"td"} or is_footnotes(n) for n in around)
            or is_footnotes(node)
            or self._in_recipe(node)
        ):
            return False
        slanted = any(words_of(e) == node.text for e in node.element.iter("em", "i"))
        led = bool(_MAIL.search(node.text)) or leads_to_offer(str(a.get("href") or "") for a in node.element.iter("a"))
        return node.element in self._small or (slanted and node.words <= LABEL and led)

    def _is_teaser_line(self, node: Node) -> bool:
        """Return whether a paragraph in the text is a label and a link to another page of the site: "Zobacz też: …"."""
        if not 0 < node.own_words == node.words <= LABEL or node.linked < 0.4 or node.element.tag not in ("p", "div"):
            return False
        links = [a for a in node.element.iter("a") if a.get("href")]
        label = _LABELLED.match(node.text)
        if len(links) != 1 or label is None or not self._first < node.index < self._last:
            return False
        words = words_of(links[0])
        address = str(links[0].get("href"))
        own = address.startswith("/") and not address.startswith("//") and not _FILE.search(address)
        return own and node.text == f"{label[0]} {words}" and len(label[0].split()) <= 4 and len(words.split()) >= 3

    def _heads_nothing(self, node: Node) -> bool:
        """Return whether a heading has no text below it."""
        after = self._next_of(node)
        return after is None or after.element.tag in HEADINGS

    def _drop_section(self, node: Node) -> None:
        """Drop what follows a heading (such as a list of other articles), up to the next prose or heading."""
        at = node
        while at.parent is not None and at.parent is not self._place.core and at.parent.words == at.words:
            at = at.parent
        for sibling in self._measured.after(at):
            if self._is_heading(sibling) or (
                sibling.index <= self._last and sibling.linked < 0.5 and sibling.words >= PROSE
            ):
                return
            if sibling.index <= self._last < sibling.end and sibling.linked < 0.5:
                return
            if node.element.tag not in HEADINGS and is_sentence(sibling):
                return
            if sibling.images and sibling.index < self._first:
                return  # this is an image above the text
            if sibling.index in self._dropped:
                return  # an earlier section has dropped this node and the nodes after it
            self._dropped.add(sibling.index)
            self._gone.append(sibling)


def small_print_in(root: HtmlElement) -> frozenset[HtmlElement]:
    """Return the blocks after a horizontal rule whose words are all in a small font.

    They must be siblings of the rule.
    """
    rules: dict[HtmlElement | None, HtmlElement] = {}
    for rule in root.iter("hr"):
        # only the first rule in an element is used, so that each block is checked once
        rules.setdefault(rule.getparent(), rule)
    found: set[HtmlElement] = set()
    for rule in rules.values():
        for block in rule.itersiblings():
            if isinstance(block.tag, str) and _is_small(block):
                found.update(block.iter())
    return frozenset(found)


def _is_small(block: HtmlElement) -> bool:
    small = (e for e in block.iter("font", "small") if e.tag == "small" or str(e.get("size")) in _SMALL)
    first = next(small, None)
    return first is not None and words_of(first) == words_of(block)
