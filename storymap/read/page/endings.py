"""Find where the text of an article ends, if boxes with whole sentences of the site follow it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.page.boxes import NETWORK, Boxes
from storymap.read.page.clutter import is_date_range, is_whole_foot
from storymap.read.page.lines import PROSE, SENTENCE
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.notices import asks_to_follow, leads_to_offer
from storymap.read.page.parts import LABEL
from storymap.read.page.stamps import is_stamp
from storymap.read.page.teasers import ends_with_menu, is_footnotes, links_to_files, links_to_images

_LONGEST = 60  # a box of the site after the text has at most this many words
_LONGEST_TITLE = 15  # the title of another article has at most this many words
_LONGEST_LABEL = 4  # the label of a list of titles has at most this many words
_LEAST_ARTICLE = 150  # the text of an article with a separate gallery has at least this many words
_MANY = 8  # a separate gallery numbers at least this many pictures
_NUMBERED = lazy_pattern(r"(?<!\S)\d{1,3}/(\d{1,3})(?!\S)")  # matches the number of a picture: "3/30"
_MOST_COPIES = 60  # a gallery with small copies of the pictures has at most this many
_LONGEST_NETWORK = 15  # a box with the channel of the site in a social network has at most this many words
_LAST_LINES = 3  # only this many paragraphs at the end are checked for text about the author
_LEAST_PARAGRAPHS = 2  # the box of the text has at least this many paragraphs
_MOST_BLOCKS = 3  # a box of the site without a heading has at most this many paragraphs
_CONTENT = ("li", "table", "pre", "blockquote", "figcaption", "audio", "video", "iframe", "dl", "details", "hr")
# Classes of boxes that belong to the article, and of its last paragraph
_PART = lazy_pattern(
    r"\b(?:fact\w*|info\w*|box|guide|practical|tips?|notes?|foot\w*|correction|update|ps|epilog\w*|conclu\w*|outro|text\w*|body|content|section|paragraph|last|end\w*|final|closing|accordion\w*|tab\w*|toggle\w*|expand\w*|notas?|not[ei]\w*|fu(?:ss|ß)note\w*|voetno\w*|fotno\w*|przypis\w*|field\w*|column|wrap\w*|quot\w*|answer|entry|event\w*|recipe|caption|lead|intro\w*|block|widget|elementor|wp|row|grid|item)\b"
)

# Matches a text that begins with a question and has another sentence
_ASKS = lazy_pattern(r"[^.!?؟;？]{8,}[?؟;？]\s+\w.{8,}[.!。]\W*\Z", re.S)


class Endings(Boxes):
    """Decides which boxes after the last paragraph of the text belong to the site, although they have sentences."""

    def __init__(
        self, measured: Measured, place: Location, heading: Node | None, names: list[str], sites: frozenset[str]
    ) -> None:
        super().__init__(measured, place, heading, names, sites)
        self._boxes_after: set[int] = set()  # indices of the boxes of the site after the text
        self._pictures: Counter[str] | None = None  # the addresses of the pictures in the article
        self._text_box: Node | None = None  # the box with most of the paragraphs
        # the words of the classes and ids of these paragraphs and of the boxes around them
        self._text_names: set[tuple[str, ...]] = set()

    def _without_last_boxes(self, prose: list[Node]) -> list[Node]:
        """Return the paragraphs without the last ones that are outside the box of the text and belong to the site."""
        parents = Counter(node.parent.index for node in prose if node.parent is not None)
        index, count = parents.most_common(1)[0] if parents else (0, 0)
        if count < _LEAST_PARAGRAPHS or 2 * count < len(prose):
            return prose
        inside = [node for node in prose if node.parent is not None and node.parent.index == index]
        self._text_box = around = self._measured.nodes[index]
        self._text_names = {n.names for node in inside for n in (node, *self._around(node))}
        self._boxes_after.update(node.index for node in prose[-_LAST_LINES:] if self._is_about_author(node))
        left = list(prose)
        while left[-1] is not inside[-1]:
            box = left[-1]
            while box.parent is not None and not box.parent.holds(inside[-1]):
                box = box.parent
            if not self._belongs_to_site(box):
                return left
            self._boxes_after.add(box.index)
            left = [node for node in left if not box.holds(node)]
        while len(left) > _LEAST_PARAGRAPHS and self._is_last_line_of_site(left[-1], around, left[:-1]):
            self._boxes_after.add(left.pop().index)
        return left

    def _is_box_of_site(self, node: Node) -> bool:
        """Return whether a box leads to another article, asks for something, or is beside the box of the text."""
        if super()._is_box_of_site(node) or self._is_separate_gallery(node) or self._repeats_pictures(node):
            return True
        if self._offers_network(node):
            return True
        if node.parent is self._text_box and node.index > self._last and node.block:
            own = bool(node.names) and node.names not in self._text_names and not any(map(_PART.search, node.names))
            return own and 0 < node.words <= LABEL and self._asks_for_action(node)
        beside = self._text_box is not None and node.parent is not None and node.parent.holds(self._text_box)
        if not beside or node.index <= self._last or not node.words or not node.block:
            return False
        return self._lists_titles(node) or self._belongs_to_site(node)

    def _is_separate_gallery(self, node: Node) -> bool:
        """Return whether a box in the text is a gallery about other topics.

        It begins with its own heading, numbers its pictures ("1/30"), and has more words than the article.
        """
        core = self._place.core
        rest = core.words - node.words
        if not _LEAST_ARTICLE <= rest < node.words or not core.holds(node) or node is core or not node.block:
            return False
        blocks = (n for n in self._measured.nodes[node.index : node.end] if n.block and n.own_words)
        first = next(blocks, node)
        numbers = Counter(found[1] for found in _NUMBERED.finditer(node.text))
        return (
            first.element.tag in HEADINGS and first is not self._heading and max(numbers.values(), default=0) >= _MANY
        )

    def _offers_network(self, node: Node) -> bool:
        """Return whether a small box with its own class after the text has a heading that names a social network."""
        if node.element.tag not in ("div", "section", "aside") or not 0 < node.words <= _LONGEST_NETWORK:
            return False
        heading = next(node.element.iter(*HEADINGS), None)
        own = node.index > self._last and self._is_own(node) and not self._has_content(node)
        return heading is not None and own and bool(NETWORK.search(words_of(heading)))

    def _repeats_pictures(self, node: Node) -> bool:
        """Return whether a box only has small copies of pictures that the article shows, each with a link to its picture.

        The box may have a short heading: "Gallery (4)".
        """
        if node.images < 2 or not node.block or node.words > _LONGEST_LABEL or node.index < self._first:
            return False
        inside = list(islice(node.element.iter("img"), _MOST_COPIES + 1))
        links = [next(image.iterancestors("a"), None) for image in inside]
        targets = {str(link.get("href") or "") for link in links if link is not None}
        if None in links or len(inside) > _MOST_COPIES:
            return False
        if self._pictures is None:
            self._pictures = Counter(str(image.get("src") or "") for image in self._place.root.element.iter("img"))
        own = Counter(str(image.get("src") or "") for image in inside)
        return bool(targets) and all(self._pictures[target] > own[target] for target in targets)

    def _lists_titles(self, node: Node) -> bool:
        """Return whether a box with classes that the text does not use has only a label and a list of titles."""
        parts = [child for child in node.element if isinstance(child.tag, str) and words_of(child)]
        if (
            links_to_images(node)
            or node.names in self._text_names
            or not node.names
            or len(parts) != 2
            or parts[1].tag not in ("ul", "ol")
        ):
            return False
        items = [words_of(item) for item in parts[1].iter("li")]
        titles = all(1 < len(item.split()) <= _LONGEST_TITLE and not SENTENCE.search(item) for item in items)
        label = words_of(parts[0])
        return titles and len(items) > 1 and len(label.split()) <= _LONGEST_LABEL and label[-1:] not in (":", "：")

    def _is_in_other_script(self, words: str) -> bool:
        """Return whether a line is in the Latin script, and the text is not: "Web Title: Kingfish returns"."""
        text = self._measured.nodes[self._last].text if self._last < len(self._measured.nodes) else ""
        letters = [char for char in text if char.isalpha()]
        latin = sum(char.isascii() for char in letters)
        return words.isascii() and any(map(str.isalpha, words)) and 5 * latin < len(letters)

    def _belongs_to_site(self, box: Node) -> bool:
        """Return whether a box after the text is about the site or an author, or has a class that the text has not."""
        named = any(n.names and n.names not in self._text_names for n in self._wrapping(box))
        if not named or box.words > _LONGEST or next(box.element.iter(*_CONTENT), None) is not None:
            return False
        part = any(_PART.search(name) for n in self._wrapping(box) for name in n.names)
        headings = sum(1 for _ in box.element.iter(*HEADINGS))
        if headings > 1 or (part and headings):
            return False
        if self._begins_with_author(box.text) or self._offers(box) or self._asks_for_action(box):
            return True
        inside = self._measured.nodes[box.index : box.end]
        same = (n for n in inside if n is not box and n.block and n.names and n.names in self._text_names)
        if sum(n.own_words > 0 for n in same) > 1:
            return False  # its paragraphs have the class of those in the text
        before = box.element.getprevious()
        if box.element.tag == "p" or (before is not None and before.tag in HEADINGS):
            return False  # this is a paragraph, or the text below a heading
        blocks = [n for n in self._measured.nodes[box.index : box.end] if n.block and n.own_words]
        return len(blocks) <= _MOST_BLOCKS and not (headings or part or box.images)

    def _wrapping(self, box: Node) -> Iterator[Node]:
        """Yield a box and the only child in it, and so on."""
        at: Node | None = box
        while at is not None:
            yield at
            at = at.only

    def _asks_for_action(self, box: Node) -> bool:
        """Return whether a box has a button, or links to a mailbox, a social network or an offer."""
        links = [str(a.get("href") or "") for a in box.element.iter("a")]
        return leads_to_offer(links) or next(box.element.iter("button", "input"), None) is not None

    def _is_last_line_of_site(self, node: Node, around: Node, others: list[Node]) -> bool:
        """Return whether the last paragraph has a class of its own, and asks for something or begins with an author."""
        names = {other.names for other in others if other.parent is around}
        if not node.names or node.names in names or any(map(_PART.search, node.names)):
            return False
        return self._asks_for_action(node) or self._begins_with_author(node.text)

    def _is_stamp_of_page(self, node: Node) -> bool:
        """Return whether a block with a class that the text has not only has a date, names and similar short parts."""
        own = bool(node.names) and node.names not in self._names_in_text
        return own and is_stamp(node) and not any(map(is_footnotes, (node, *self._around(node))))

    def _is_last_request(self, node: Node) -> bool:
        """Return whether an emphasised paragraph at the end leads to another page of the site, or asks readers first.

        Also return True if its first words are in bold and ask to follow the site.

        Such a paragraph begins with a question, and another sentence follows: "What do you think? Write to us."
        """
        if node.element.tag != "p" or not 0 < node.own_words == node.words <= LABEL or self._is_quoted(node):
            return False
        bold = next((words_of(e) for e in node.element.iter("b", "strong")), "")
        if bold and node.text.startswith(bold) and asks_to_follow(bold):
            return True
        if not any(words_of(e) == node.text for e in node.element.iter("em", "i")):
            return False
        links = [str(a.get("href") or "") for a in node.element.iter("a")]
        within = [link for link in links if link.startswith("/") and not link.startswith("//")]
        return bool(_ASKS.match(node.text)) or (len(within) == len(links) == 1 and not links_to_files(node))

    def _is_last_note(self, node: Node) -> bool:
        """Return whether a block after the text is about an author or the page, or ends with a row of links."""
        menu = node.block and (ends_with_menu(node) or self._is_last_request(node))
        return menu or self._is_about_author(node) or is_whole_foot(node.text)

    def _is_meta(self, node: Node) -> bool:
        """Return whether a node contains only a byline, a date and similar lines."""
        if (
            self._is_standfirst(node)
            or self._is_event(node)
            or is_date_range(node.text[:200])
            or any(n.images and n.element.tag == "figure" for n in self._measured.nodes[node.index : node.end])
            or (not node.block and node.words >= PROSE and self._in_item(node) and any(c in ".!?。" for c in node.text))
        ):
            return False
        named = any("byline" in name.split() for name in node.names) and not SENTENCE.search(node.text)
        return node.words <= (2 * LABEL if named else LABEL) or node.covered < 0.5 * node.words
