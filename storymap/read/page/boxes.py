"""Recognize what a site puts between and after the paragraphs of an article by its markup, in any language.

No words are compared here. A box is recognised by its links, by its buttons, and by classes that no paragraph has.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import BLOCKS, HEADINGS, is_shown, words_of
from storymap.read.insertions import leads_to_article
from storymap.read.page.clutter import Clutter, is_label
from storymap.read.page.lines import SENTENCE
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node, names_around
from storymap.read.page.offers import Offers
from storymap.read.page.parts import LABEL, SCORE
from storymap.read.page.stamps import is_stamp
from storymap.read.page.teasers import is_footnotes, leads_elsewhere, links_to_files
from storymap.read.persons import name_key
from storymap.urls import split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 60  # a box of the site has at most this many words
_LONGEST_TEASER = 40  # a box with links to other articles has at most this many words
_LONGEST_LABEL = 6  # a box with links to other articles has at most this many words besides its links
_LONGEST_NOTE = 12  # a notice of the site that is not a sentence has at most this many words
_LONGEST_STATUS = 4  # a paragraph between title and text that is only a label has at most this many words
_LONGEST_HEAD_LINE = 8  # a line between title and text that is not a sentence has at most this many words
_LONGEST_QUESTION = 15  # a poll, or a request that names a social network, has at most this many words
_LONGEST_CONTACT = 20  # the box of a contact has at most this many words
_LONGEST_LABELS = 20  # a list of labels has at most this many words
_LONGEST_BUTTON = 3  # the label of a button has at most this many words
_LINKED = 0.5  # at least this share of the words of a box with links is in the links
_BOXES = ("div", "section", "aside", "p", "blockquote", "span", "center")
_CONTENT = ("table", "dl", "pre", "code", "figure", "blockquote", "figcaption", "audio", "video", "details", "ol")
_NO_BOX = frozenset(["li", "td", "th", "dd", "dt", "pre", "figure", "figcaption", "caption", "details", "blockquote"])
_FIELDS = ("input", "select", "textarea")
_NO_FIELDS = frozenset(["hidden", "checkbox", "radio"])
# Classes of subheadings, quotations, captions and similar parts of an article that are short and are not sentences
_OWN_PART = lazy_pattern(
    r"\b(?:c\d+|mso|\w*head\w*|h\d|\w*titles?|\w*titre|\w*title|inter\w*|sub\w*|rubrik|midashi|\w*quot\w*|pull\w*|cite|\w*caption\w*|legend\w*|credits?|notes?|foot\w*|list|item|tiles?|block|field|widget|column|score\w*|verse|poem|lyrics|date|time|answer|question|ingress|standfirst|dek|lead|intro\w*)\b"
)
_HEAD_PART = lazy_pattern(
    r"\b(?:sub\w*|\w*quot\w*|\w*caption\w*|legend\w*|notes?|block|field|widget|column|item|ingress|standfirst|dek|deck|lead|intro\w*|descr\w*|text|body|content)\b"
)
_LICENCE = lazy_pattern(r"(?i)^https?://creativecommons\.org/(?:licenses|publicdomain)/")
_DASHES = ("-", "–", "—")
_LEADING_MARKS = tuple("-–—·•*“„«»\"'‘「『■●▼▲□【[(#") + tuple("0123456789")
_QUESTION_MARKS = ("?", "？", "؟", "՞", ";")
# Names of social networks, which are the same in all languages
NETWORK = lazy_pattern(
    r"(?i)\b(?:facebook|instagram|telegram|whatsapp|viber|youtube|tiktok|linkedin|google news|snapchat|threads|discord)\b"
)
_CONTACT = lazy_pattern(r"\+?\d(?:[\s()/.-]{0,2}\d){6,}|[\w.+-]+@[\w-]+\.\w{2,}")
_MANY = 2  # if this many blocks have the same class and different words, they are not single notices
_DOWNLOADS = lazy_pattern(r"^(?:downloads?|documents?|attachments?)\b|\b(?:downloads|attachments)$")
_TABS = lazy_pattern(r"\b(?:toggle|tab\w*|accordion|expand\w*|collaps\w*|slide\w*|carousel|gallery|player|swiper)\b")


class Boxes(Offers):
    """Decides which boxes after the first paragraph belong to the site, without knowing the words of the language."""

    def __init__(
        self, measured: Measured, place: Location, heading: Node | None, names: list[str], sites: frozenset[str]
    ) -> None:
        super().__init__(measured, place, heading, names, sites)
        self._site_hosts: frozenset[str] | None = None
        self._texts_by_name: dict[tuple[str, ...], set[str]] = {}

    def _is_box_of_site(self, node: Node) -> bool:
        """Return whether a small block leads to another article, has a form or a button, or is a notice of the site."""
        if not node.block or not 0 < node.words <= _LONGEST or node.index <= self._first:
            return False
        if node.element.tag == "p" and not node.links and not node.names and SENTENCE.search(node.text):
            return False
        if node.images or node.element.tag not in _BOXES or self._holds_prose(node) or is_footnotes(node):
            return False
        if any(n.element.tag in _NO_BOX for n in self._around(node)) or any(map(SCORE.search, node.names)):
            return False
        if self._in_recipe(node) or any(map(self._is_event, (node, *self._around(node)))):
            return False
        return (
            self._is_only_links(node)
            or _is_sponsored(node)
            or self._is_downloads(node)
            or self._has_controls(node)
            or self._has_separate_link(node)
            or self._is_note(node)
            or self._is_question(node)
            or self._is_contact(node)
            or self._names_network(node)
            or self._has_licence(node)
            or (self._is_own(node) and self._offers(node))
            or self._introduces_author(node)
        )

    def _is_line_of_head(self, node: Node) -> bool:
        """Return whether a short block between title and text has the date, or is a line (such as a button) that is
        neither a sentence nor an ordinary paragraph."""
        if not 0 < node.words <= _LONGEST_TEASER or node.images or not self._after_title(node):
            return False
        if node.element.tag not in _BOXES or node.element.tag == "blockquote" or self._has_content(node):
            return False
        if any(n.element.tag in _NO_BOX or n.element.tag == "tr" or self._is_standfirst(n) for n in self._around(node)):
            return False
        if self._in_entry(node) or self._in_recipe(node) or self._is_standfirst(node):
            return False
        if any(map(self._is_event, (node, *self._around(node)))):
            return False
        if next(node.element.iter(*HEADINGS, "ul", "ol", "table"), None) is not None:
            return False
        around = [n for n in self._around(node)[:1] if n.words <= _LONGEST]
        names = [name for n in (node, *around) for name in n.names]
        if is_stamp(node):
            return True
        if SENTENCE.search(node.text) or any(map(SCORE.search, names)):
            return False
        if node.element.tag == "p" and (node.words > _LONGEST_STATUS or not self._is_own(node)):
            return False
        return node.words <= _LONGEST_HEAD_LINE and not any(_HEAD_PART.search(name) for name in names)

    def _holds_prose(self, node: Node) -> bool:
        """Return whether a node is or contains a paragraph of the text."""
        at = bisect_left(self._prose, node.index)
        return at < len(self._prose) and self._prose[at] < node.end

    def _is_only_links(self, node: Node) -> bool:
        """Return whether a block consists of links to other pages of the site, perhaps with a label before them."""
        if not node.linked >= _LINKED or node.words > _LONGEST_TEASER or node.words - node.links > _LONGEST_LABEL:
            return False
        if node.links < 2 and next(node.element.iter(*HEADINGS), None) is not None:
            return False  # this is a heading with a link to itself
        own = self._is_own(node)
        if not own and next(node.element.iter("ul", "ol"), None) is not None:
            return False
        if SENTENCE.search(node.text) and not (own or node.linked >= 0.9):
            return False
        return self._leads_within(node) and (own or node.element.tag != "blockquote")

    def _leads_within(self, node: Node) -> bool:
        """Return whether the links of a block lead to other pages of the site, and not to files or to this page."""
        links = [str(a.get("href") or "") for a in node.element.iter("a")]
        if links_to_files(node) or leads_elsewhere(node):
            return False
        targets = [link for link in links if link]
        if any(link.startswith(("mailto:", "tel:")) for link in targets):
            return False
        if targets and all(link.startswith("#") and len(link) > 1 for link in targets):
            return False
        hosts = {host for link in targets if (host := split_url(link).netloc)}
        return not hosts or self._is_own(node) or hosts <= self._hosts()

    def _hosts(self) -> frozenset[str]:
        """Return the host of the site, to which most absolute links outside the article lead, as a set, or set()."""
        if self._site_hosts is None:
            found: dict[str, int] = {}
            core = self._place.core
            for node in self._measured.nodes:
                if node.element.tag == "a" and not core.holds(node):
                    host = split_url(str(node.element.get("href") or "")).netloc
                    found[host] = found.get(host, 0) + 1 if host else 0
            best = max(found, key=lambda host: found[host], default="")
            self._site_hosts = frozenset([best] if best else [])
        return self._site_hosts

    def _has_controls(self, node: Node) -> bool:
        """Return whether a box has a field to fill in or a button with words: a request, a poll or a newsletter."""
        if node.element.tag not in ("div", "section", "aside") or self._has_content(node):
            return False
        if any(_TABS.search(name) for name in node.names) or not (self._is_own(node) or not node.names):
            return False
        for element in node.element.iter("form", "button", *_FIELDS):
            if element.tag == "button" and words_of(element):
                return True
            if element.tag in _FIELDS and str(element.get("type") or "text").lower() not in _NO_FIELDS:
                return True
        return False

    def _has_content(self, node: Node) -> bool:
        """Return whether a box has a table, a picture or another part that authors write."""
        return next(node.element.iterdescendants(*_CONTENT), None) is not None

    def _has_separate_link(self, node: Node) -> bool:
        """Return whether a box looks like a request with its button: it has its own class, and each of its links stands
        apart from the other words."""
        if node.element.tag not in ("div", "section", "aside") or node.words > _LONGEST_TEASER or not node.links:
            return False
        if not self._is_own(node) or self._has_content(node) or next(node.element.iter("ul"), None) is not None:
            return False
        links = [a for a in node.element.iter("a") if words_of(a)]
        return node.links < node.words and all(map(_is_separate, links)) and self._leads_within(node)

    def _is_note(self, node: Node) -> bool:
        """Return whether a short line with its own class is not a sentence, such as a hint below an advertisement."""
        words = node.text
        if node.words > _LONGEST_NOTE or node.linked >= _LINKED or not self._is_own(node):
            return False
        dashed = words[:1] in _DASHES and words[-1:] in _DASHES  # "- Advertisement -"
        if (
            SENTENCE.search(words)
            or (words[:1] in _LEADING_MARKS and not dashed)
            or words[-1:] in tuple(':：;"”»」』)')
        ):
            return False
        if self._has_content(node) or next(node.element.iterdescendants("ul", *HEADINGS), None) is not None:
            return False
        if self._is_one_of_many(node):
            return False
        names = [name for n in (node, *self._around(node)[:1]) for name in n.names]
        if any(_OWN_PART.search(name) or _TABS.search(name) for name in names):
            return False
        if self._first < node.index < self._last:
            return node.element.tag in ("div", "aside") and self._in_paragraphs
        return node.element.tag in ("p", "div", "aside", "section") and node.own_words in (0, node.words)

    def _is_question(self, node: Node) -> bool:
        """Return whether a box with its own class has a heading and nothing else but a question: a poll."""
        if node.element.tag not in ("div", "section", "aside") or node.words > _LONGEST_QUESTION:
            return False
        if not self._is_own(node) or self._has_content(node) or any(_TABS.search(name) for name in node.names):
            return False
        headings = [words_of(e) for e in node.element.iter(*HEADINGS)]
        marked = node.text.endswith(_QUESTION_MARKS) or any(heading.endswith(_QUESTION_MARKS) for heading in headings)
        rest = node.words - sum(len(heading.split()) for heading in headings)
        return bool(headings) and marked and (node.text.endswith(_QUESTION_MARKS) or rest <= 2)

    def _is_contact(self, node: Node) -> bool:
        """Return whether a box with its own class after the text has a heading and a telephone number or an address."""
        if node.index < self._last or node.words > _LONGEST_CONTACT or not self._is_own(node):
            return False
        if next(node.element.iter(*HEADINGS), None) is None or SENTENCE.search(node.text) or self._has_content(node):
            return False
        return bool(_CONTACT.search(node.text))

    def _names_network(self, node: Node) -> bool:
        """Return whether a short block after the text is not a sentence and names a social network: "… on Instagram"."""
        return (
            node.index > self._last
            and node.words <= _LONGEST_QUESTION
            and node.element.tag in ("p", "div")
            and not SENTENCE.search(node.text)
            and node.text[:1] not in _LEADING_MARKS
            and bool(NETWORK.search(node.text))
            and not self._is_quoted(node)
        )

    def _is_downloads(self, node: Node) -> bool:
        """Return whether a box after the text has the class of downloads, a heading, and only links to documents."""
        named = node.index > self._last and any(map(_DOWNLOADS.search, node.names))
        return named and links_to_files(node) and next(node.element.iter(*HEADINGS), None) is not None

    def _is_one_of_many(self, node: Node) -> bool:
        """Return whether several blocks with different words have the class of a block: the lines of a poem or a list."""
        if not self._texts_by_name:
            core = self._place.core
            for other in self._measured.nodes[core.index : core.end]:
                if other.block and other.own_words == other.words and (names := names_around(other)):
                    self._texts_by_name.setdefault(names, set()).add(other.text)
        return len(self._texts_by_name.get(names_around(node), ())) >= _MANY

    def _has_licence(self, node: Node) -> bool:
        """Return whether a short block after the text links to a Creative Commons licence."""
        links = [str(a.get("href") or "") for a in node.element.iter("a")]
        return node.index > self._last and any(map(_LICENCE.search, links))

    def _is_text(self, node: Node) -> bool:
        """Return whether an aside or footer is a text box of the article: mostly words, and no list of links or label."""
        if node.element.tag == "footer" and (
            node.index < self._first or node.words < LABEL or node.covered < 0.6 * node.words
        ):
            return False
        named = self._measured.names.by_name(node.element) >= Clutter.WEAK
        if not node.element.keys() and not node.links and node.own_words == node.words and SENTENCE.search(node.text):
            # an element without attributes may be a quotation of the author, so it is kept inside the text
            return node.index < self._place.core.end
        first = next((n for n in self._measured.nodes[node.index : node.end] if n.own_words), node)
        return (
            not named
            and node.linked < 0.4
            and not is_label(first.text[:200])
            and (node.index < self._last or node.covered > 0)
        )

    def _leads_away(self, node: Node) -> bool:
        """Return whether a small box contains only a label and the title of another article: "Read also: …"."""
        if not 0 < node.words <= LABEL or node.element.tag not in ("div", "section", "aside", "blockquote", "p", "ul"):
            return False
        return node.links > 0 and not node.holds(self._place.core) and leads_to_article(node.element)

    def _is_list_of_labels(self, node: Node) -> bool:
        """Return whether a list between title and text has only short labels, such as those of buttons or topics."""
        if node.element.tag not in ("ul", "ol") or not 0 < node.words <= _LONGEST_LABELS or not self._after_title(node):
            return False
        items = [words_of(item) for item in node.element.iter("li")]
        plain = all(len(item.split()) <= _LONGEST_BUTTON and not any(c.isdigit() for c in item) for item in items)
        return plain and len(items) > 1 and not any(item[-1:] in ".!?:…" for item in items) and self._is_own(node)

    def _begins_with_author(self, words: str) -> bool:
        """Return whether a line begins with the full name of an author, in capitals or not."""
        line = name_key(words)
        return any(line.startswith(name_key(name)) and " " in name for name in self._names) or any(
            words.startswith(f"{name} ") for name in self._names
        )

    def _introduces_author(self, node: Node) -> bool:
        """Return whether a box with its own class is after the text and begins with an author's name or surname."""
        if node.index < self._last or not self._is_own(node):
            return False
        begins = tuple(f"{part} " for name in self._names for part in {name, name.split()[-1]})
        return f"{node.text} ".startswith(begins)


def _is_sponsored(node: Node) -> bool:
    """Return whether all links of a box are marked as paid, and a list of them is in the box."""
    links = [a for a in node.element.iter("a") if a.get("href")]
    paid = bool(links) and all("sponsored" in str(a.get("rel") or "").split() for a in links)
    return (
        paid
        and next(node.element.iter("ul", "ol"), None) is not None
        and node.element.tag in ("div", "section", "aside")
    )


def without_last_notes(prose: list[Node]) -> list[Node]:
    """Return the paragraphs without short ones at the end that are not sentences and have a class of their own."""
    left = list(prose)
    while len(left) > 1:
        last, names = left[-1], {node.names for node in left[:-1]}
        if not last.names or last.names in names or last.words > LABEL or SENTENCE.search(last.text):
            break
        left.pop()
    return left


def _is_separate(link: HtmlElement) -> bool:
    """Return whether a link has no text beside it in the element that contains it."""
    around = link.getparent()
    if around is None:
        return True
    if words_of(around).startswith("["):
        return False  # this link edits a section of a wiki
    beside = [around.text, *(child.tail for child in around)]
    inline = (e for e in around if e is not link and is_shown(e) and e.tag not in BLOCKS and words_of(e))
    labels = all(e.tag in ("strong", "b", "span", "a", "small") for e in inline)
    return labels and not any(text and any(map(str.isalnum, text)) for text in beside)
