"""Remove the parts of a page that are not its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import HEADINGS
from storymap.read.page.boxes import without_last_notes
from storymap.read.page.clutter import Clutter, is_ad_label, is_foot, is_label
from storymap.read.page.endings import Endings
from storymap.read.page.images import remove
from storymap.read.page.lines import PROSE
from storymap.read.page.locate import Location, continues_text, is_article
from storymap.read.page.measure import Measured, Node, is_prose, only_wraps
from storymap.read.page.notices import is_end_mark
from storymap.read.page.parts import LABEL, SCORE, holds_caption
from storymap.read.page.signatures import is_before_date
from storymap.read.page.stamps import without_stamps
from storymap.read.page.teasers import (
    SENTENCE_ENDS,
    is_contents,
    is_footnotes,
    is_link_card,
    is_list_of_links,
    is_list_within_site,
    is_share_link,
    is_teaser,
    links_to_files,
)
from storymap.read.page.titles import Title, same_title
from storymap.read.page.widgets import is_widget

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARTS = frozenset(["td", "th", "tr", "table", "tbody", "figcaption", "li", "dt", "dd", "pre", "summary"]) | frozenset(
    HEADINGS
)
_MARK = 3  # a mark of the end of the text has at most this many words
_FIELD = lazy_pattern(r"^field (?:label|item)s?$")  # matches the class of a Drupal field that has a label
_ENDS = tuple(".!?…:,;”»。！？」\"'")


class Pruning(Endings):
    """Decides for each node in the root of the article (`Location.root`) whether to keep it.

    When an element is removed, the text after it is kept.
    """

    def __init__(
        self, measured: Measured, place: Location, title: Title, byline: list[str], sites: frozenset[str]
    ) -> None:
        super().__init__(measured, place, title.heading, byline, sites)
        self._title = title.text
        self._title_kept = False
        self._seen: set[str] = set()  # introductory paragraphs that were kept
        core = measured.nodes[place.core.index : place.core.end]
        blocks = [
            n
            for n in core
            if is_prose(n)
            and not self._is_head_line(n)
            and not (self._is_appeal(n) or self._is_disclosure(n) or is_ad_label(n.text[:300]))
        ]
        last = [n for n in blocks[-2:] if self._is_last_note(n)]
        blocks = without_stamps([n for n in blocks if n not in last] or blocks)
        blocks = self._without_last_boxes(self._without_offers(without_last_notes(blocks)))
        large = [n for n in blocks if n.element not in self._small]
        blocks = large if 2 * len(large) > len(blocks) else blocks
        prose = [n.index for n in blocks if not self._in_standfirst(n)] or [n.index for n in blocks]
        if is_before_date(measured, blocks) and prose[:1] == [blocks[0].index]:
            prose = prose[1:]
        covered = [i for i in prose if measured.nodes[i].own_covered] or prose
        self._set_text(covered)
        weighed = sum(measured.nodes[i].own_words for i in prose)
        # Whether the evidence (see `measure.Evidence`) covers most of the text.
        self._trusted = 2 * sum(measured.nodes[i].own_covered for i in prose) > weighed

    def apply(self) -> HtmlElement:
        """Remove the nodes that are not kept, and return the element of the article."""
        root = self._place.root
        index = root.index
        while index < root.end:
            node = self._measured.nodes[index]
            keeps, deeper = self._judge(node)
            if not keeps:
                self._gone.append(node)
            index = index + 1 if keeps and deeper else node.end
        for node in self._gone:
            self._report(node)
        for node in self._gone:
            remove(node.element)
        return root.element

    def _judge(self, node: Node) -> tuple[bool, bool]:
        """Return whether to keep a node, and whether to check its children."""
        core = self._place.core
        if node is self._heading and not self._title_kept:
            self._title_kept = True
            return True, False
        if node is self._place.root or node.holds(core) or (self._heading is not None and node.holds(self._heading)):
            if not core.holds(node) or node is core:
                self._blank_text(node)
            return True, True
        if node.element.tag == "figcaption":
            return True, False
        if node.index in self._boxes_after or self._is_copy_of_title(node) or is_share_link(node):
            return False, False
        if core.holds(node):
            if (
                self._heading is not None
                and core.holds(self._heading)
                and node.index < self._heading.index
                and node.index < self._first
            ):
                shown = node.images > 0 or node.element.tag in ("img", "amp-img") or holds_caption(node)
                shown = shown and node.element.get("role") != "navigation"
                return shown or (node.own_covered >= PROSE and node.linked < 0.5), True
            return self._inside(node), True
        return self._outside(node)

    def _blank_text(self, node: Node) -> None:
        """Remove text that is directly inside an element around the core."""
        if node is self._place.core or node.own_covered:
            return
        node.element.text = None
        for child in node.element:
            child.tail = None

    def _is_copy_of_title(self, node: Node) -> bool:
        if not node.block or node.words == 0 or node.words > 60 or (self._heading is None and node.index > self._first):
            return False
        return (node.element.tag in HEADINGS or node.index < self._first) and same_title(node.text, [self._title])

    def _inside(self, node: Node) -> bool:
        """Return whether to keep a node in the core (see `Location`). Nodes that match no rule are kept."""
        if self._is_counter(node):
            return False
        plain = not node.block and node.clutter is Clutter.NO and not node.images and node.element.tag != "a"
        if plain or only_wraps(node):
            return True  # most elements are decided here, because this is faster; the other checks would also keep them
        if self._is_teaser_standfirst(node):
            return True
        if self._measured.is_clutter(node) and not (
            node.clutter is Clutter.WEAK and node.element.tag in ("aside", "footer") and self._is_text(node)
        ):
            return is_footnotes(node)
        if (
            node.clutter is Clutter.META
            and (node.index < self._first or node.index > self._last)
            and self._is_meta(node)
            and (not self._in_entry(node) or self._is_dated_byline(node))
            and not self._in_recipe(node)
        ):
            return False
        if is_link_card(node) or is_contents(node) or self._is_box(node) or is_teaser(node, self._last):
            return False
        if not node.block:
            return True
        if (
            self._is_line_of_page(node)
            or (is_list_of_links(node, self._last) and not links_to_files(node))
            or is_list_within_site(node)
            or self._is_repeated(node)
        ):
            return False
        if node.index < self._first:
            return self._belongs_before(node)
        return node.index <= self._last or self._belongs_after(node)

    def _is_box(self, node: Node) -> bool:
        """Return whether a node is a small box of the page: an offer, a contact, a widget or a link to another page."""
        ends = node.block and node.words <= _MARK and is_end_mark(node.text)
        if ends or self._is_press_contact(node) or self._is_line_of_makers(node) or self._leads_away(node):
            return True
        if self._is_offer(node) and not node.index <= self._first < node.end:
            return True
        return self._is_box_of_page(node) or is_widget(node) or self._is_box_of_site(node)

    def _belongs_before(self, node: Node) -> bool:
        """Return whether to keep a block between title and text.

        Headings, sentences, and blocks that the evidence (see `measure.Evidence`) covers are kept.
        """
        menu = node.element.tag in ("ul", "ol") and node.linked > 0.9
        if self._is_line_of_head(node) or (menu and not (links_to_files(node) or self._lists_sources(node))):
            return False
        if self._is_list_of_labels(node):
            return False
        if (
            node.own_words == 0
            or node.words > LABEL
            or node.element.tag in _PARTS
            or self._is_standfirst(node)
            or self._in_entry(node)
            or any(SCORE.search(name) for name in node.names)
        ):
            return True
        if node.linked > 0.8:
            return node.images > 0
        if node.own_covered:
            return True
        return node.own_words >= 8 or node.text[-1:] in _ENDS or node.images > 0

    def _belongs_after(self, node: Node) -> bool:
        """Return whether a block after the last prose still belongs to the text, according to the evidence."""
        words = node.text if node.words <= LABEL else ""
        if (
            is_foot(words)
            or self._is_last_note(node)
            or self._is_stamp_of_page(node)
            or self._is_remark_of_page(node)
            or self._heads_list_of_links(node)
            or self._is_visit(node)
            or self._names_makers(node)
            or self._is_line_with_own_name(node)
            or (words and self._is_in_other_script(words))
            or (words and self._begins_with_author(words))
        ):
            return False
        if (
            words
            and node.own_words >= 4
            and words[-1] in SENTENCE_ENDS
            and node.linked < 0.3
            and (node.clutter is Clutter.NO or node.element.tag == "aside")
        ):
            return True
        before = node.element.getprevious()
        if before is not None and before.tag == "blockquote" and node.words <= LABEL and not node.links:
            return True  # this line is the source of the quotation before it
        if any(self._lists_sources(n) for n in (node, *self._around(node))):
            return True
        if any(self._is_event(n) for n in self._around(node)):
            return node.linked < 0.5
        if links_to_files(node) or self._in_recipe(node) or any(_FIELD.match(name) for name in node.names):
            return True
        if node.own_words == 0 or node.covered > 0 or not self._trusted or node.images > 0 or is_footnotes(node):
            return True
        if node.element.tag in _PARTS or any(
            n.element.tag in ("li", "figure", "td", "dd", "pre", "blockquote") for n in self._around(node)
        ):
            return node.linked < 0.5
        return node.own_words < 3 * LABEL and node.linked < 0.3 and any(is_footnotes(n) for n in self._around(node))

    def _is_repeated(self, node: Node) -> bool:
        """Return whether a block before the text repeats a standfirst (an introduction) that was kept."""
        if node.index >= self._first or not 3 <= node.words <= 60:
            return False
        key = "".join(node.text.casefold().split())
        if key in self._seen:
            return True
        if node.own_words == node.words:
            self._seen.add(key)
        return False

    def _outside(self, node: Node) -> tuple[bool, bool]:
        """Return the result of `_judge` for a node outside the core.

        The standfirst (the introduction below the title), the first image, footnotes, and prose that the evidence (see
        `measure.Evidence`) covers are kept.
        """
        before = node.index < self._place.core.index
        continues = not before and is_article(self._place.root) and continues_text(node)
        if self._is_part_of_article(node) or continues:
            return True, False
        if self._is_of_page(node, before=before):
            return False, False
        if node.element.tag == "figure" and node.images and (before or node.index < self._last):
            return True, False
        if not node.block:
            return (node.images > 0 and before) or (node.words == 0 and before), True
        # the block is an image, and may have a counter
        if node.words == 0 or (before and node.images and node.words <= 3):
            gallery = not before and self._is_gallery(node)
            return before or gallery, not gallery
        if before and self._is_repeated(node):
            return False, False
        if before and self._is_standfirst(node) and node.words <= 120:
            inside = self._measured.nodes[node.index : node.end]
            self._gone += [n for n in inside if n.element.tag in ("ul", "ol") and n.words and n.linked > 0.9]
            return True, False
        if node.own_words == 0:
            return True, True
        if before and ((self._in_summary(node) and not self._is_head_line(node)) or self._heads_kept_text(node)):
            return True, True
        if before and self._after_title(node) and self._is_score_or_range(node):
            return True, False
        if (
            node.own_covered
            and node.own_words >= (PROSE if before and not self._after_title(node) else 5)
            and not self._is_line_of_page(node)
        ):
            return True, node.words > node.own_words
        if before and self._after_title(node) and self._reads_like_standfirst(node):
            return True, False
        return False, False

    def _is_part_of_article(self, node: Node) -> bool:
        """Return whether a node outside the core has footnotes, a standfirst or the data of the article's subject."""
        notes = is_footnotes(node) and not self._is_press_contact(node)
        return notes or self._is_teaser_standfirst(node) or self._is_data_beside_text(node)

    def _is_of_page(self, node: Node, *, before: bool) -> bool:
        """Return whether a node outside the core belongs to the page or site: clutter, notes, links, byline or date."""
        remark = node.index > self._last and (self._is_remark_of_page(node) or self._is_last_note(node))
        return (
            remark
            or is_widget(node)
            or self._leads_away(node)
            or (not before and self._is_press_contact(node))
            or self._is_box_of_site(node)
            or self._measured.is_clutter(node)
            or (node.clutter is Clutter.META and self._is_meta(node))
            or (self._is_line_of_head(node) if before else self._is_line_with_own_name(node))
        )

    def _heads_kept_text(self, node: Node) -> bool:
        """Return whether a block is a heading in a box below the title, and a paragraph that is kept follows it."""
        box = node.parent
        if (
            node.element.tag not in HEADINGS
            or not self._after_title(node)
            or box is None
            or box.holds(self._place.core)
        ):
            return False
        after = self._next_of(node)
        return after is not None and after.element.tag == "p" and after.own_words >= 8 and not is_label(node.text)

    def _is_teaser_standfirst(self, node: Node) -> bool:
        """Return whether a block with a class such as "teaser" is a standfirst, not the teaser of another article."""
        return (
            node.clutter is Clutter.WEAK
            and node.block
            and node.index < self._first
            and self._after_title(node)
            and self._is_standfirst(node)
            and 5 <= node.words <= 120
            and not node.images
            and node.linked < 0.3
            and not self._is_repeated(node)
        )
