"""Recognize parts of an article by their position on the page, their names and their words."""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import BY, COLON, ROLES, credits_in, words_for
from storymap.read.dates import date_in, written_date
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS, lines_of, words_of
from storymap.read.insertions import is_page_notice, label_of
from storymap.read.page.clutter import (
    STANDFIRST,
    Clutter,
    is_date_line,
    is_date_range,
    is_label,
    is_offer,
    is_relative_date,
)
from storymap.read.page.locate import Location, is_article
from storymap.read.page.measure import Measured, Node, count, tokens
from storymap.read.page.notices import count_offers, is_appeal, is_disclosure, is_press_label, is_tribute
from storymap.read.page.signatures import parts_of
from storymap.read.page.teasers import leads_elsewhere
from storymap.read.persons import persons

_BOX = 40  # a box with an offer has at most this many words
_SUMMARY = 8  # a list that summarizes the article has at least this many words
LABEL = 30  # maximum number of words in a label
_BYLINE = 8  # besides names, dates and reading time, a byline has at most this many words
_READING_TIME = lazy_pattern(
    r"(?i)(?:temps de lecture|lesezeit|tiempo de lectura|tempo di lettura|reading time|leestijd|время чтения)\s*:?\s*|\b\d+\s*(?:min(?:ut\w*)?|мин\w*)\b\.?(?:\s*(?:read|de lecture|lesezeit|di lettura))?"
)
# Matches the reading time in many languages: "18 minuters läsning".
_MINUTES = lazy_pattern(
    r"(?i)\W*\d{1,3}[\s-]{0,2}(?:min(?:[^\W\d]*)|мин\w*|хв\w*|λεπτ\w*|perc\w*|dakika\w*|dk|phút|menit|minút\w*|mínútna)\W*(?:[^\W\d]+\W*){0,2}"
)
_CREDIT_LINE = lazy_pattern(
    rf"(?i)\W*(?:{words_for(*ROLES)}[^:]{{0,20}}(?:\b{BY}\b|{COLON})|(?:by|von|par|por|di|door|av|af)\b)"
)
_FIELD_KIND = "field"  # the class of the fields of Drupal
_ENTRY = 10  # minimum number of words in an entry of a live blog
_COUNTER = lazy_pattern(r"\d{1,3}\s*/\s*\d{1,3}|(?:[^\W\d_]{2,12}\s)?\d{1,3}\s+[^\W\d_]{1,3}\s+\d{1,3}")
_OFFER = 80  # maximum number of words in a box that offers a subscription
_ABOUT = 60  # maximum number of words in a note about an author
_STAMP = 6  # a date with its label has at most this many words
# Matches the label before the source of an article, such as an agency.
_SOURCE = lazy_pattern(
    r"(?i)\W*(?:source|quelle|fuente|fonte|kaynak|źródło|zdroj|izvor|sursa|forrás|källa|kilde|lähde|bron|sumber|nguồn|источник|джерело|източник|извор|πηγή|المصدر|منبع|स्रोत|来源|來源|出典|출처)\s*[:：]"
)
_VISIT = 20  # maximum number of words in a box about a visit
_VISIT_NAME = lazy_pattern(
    r"^(?:plan )?(?:your )?(?:visit|besuch|besøg|besog|besok|visite|visita|bezoek)(?: (?:us|box|info|teaser))?$"
)
_PAYWALL = lazy_pattern(r"\b(?:paywall|regwall|plus|premium|offer|angebot|abo|subscri\w+|piano|upsell|barrier|meter)\b")
_EVENT = lazy_pattern(r"\b(?:events?|venue|location|address|opening hours|tickets?|prices?|facts|practical)\b")
_CREDITS = lazy_pattern(r"\b(?:credits|makers|colophon)\b")
_GALLERY = lazy_pattern(r"\b(?:gallery|slider|slide ?show|carousel|swiper)\b")
SCORE = lazy_pattern(r"\b(?:score ?(?:board|line|card|box)|final score|match (?:score|result))\b")


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if not word.isdecimal()]


def _is_date_and_notice(words: str) -> bool:
    """Return whether a line consists of a date and a notice such as the reading time."""
    dated = date_in(words)
    return dated is not None and is_page_notice((words[: dated.start] + words[dated.end :]).strip(" |·•–,"))


def _has_stamps(node: Node) -> bool:
    """Return whether a block is a list of data about the article. The list has two dates, or a date and a source."""
    parts = parts_of(node.element) if node.words <= LABEL and node.text[-1:] not in ".!?" else []
    stamps = [part for part in parts if len(part.split()) <= _STAMP and written_date(part)]
    sources = [part for part in parts if _SOURCE.match(part)]
    return len(parts) > 1 and len(stamps) > 0 and len(stamps) + len(sources) > 1


def holds_caption(node: Node) -> bool:
    """Return whether a node contains the caption of an image."""
    return next(node.element.iter("figcaption"), None) is not None


class Parts:
    """Recognizes parts of an article. `place` is its location, `heading` the node of its title, `names` its authors."""

    def __init__(self, measured: Measured, place: Location, heading: Node | None, names: list[str]) -> None:
        self._measured, self._place, self._heading, self._names = measured, place, heading, names
        self._events: dict[int, bool] = {}  # index of a node -> whether it is an event
        self._sources: dict[int, bool] = {}  # index of a list -> whether its links lead to different sites

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

    def _is_event(self, node: Node) -> bool:
        """Return whether a block has a heading and facts about an event below it, such as where it takes place."""
        if not any(_EVENT.search(name) for name in node.names):
            return False
        if node.index not in self._events:  # stored, because this is called again for every node inside the block
            inside = self._measured.nodes[node.index : node.end]
            headings = sum(n.words for n in inside if n.element.tag in HEADINGS)
            self._events[node.index] = 0 < headings < node.words - node.links
        return self._events[node.index]

    def _lists_sources(self, node: Node) -> bool:
        """Return whether a node is a list whose links lead to different sites, which is typical of sources."""
        if node.element.tag not in ("ul", "ol"):
            return False
        if node.index not in self._sources:  # it is asked for every item
            self._sources[node.index] = leads_elsewhere(node)
        return self._sources[node.index]

    def _is_gallery(self, node: Node) -> bool:
        """Return whether an element beside the core (see `Location`) has the class of a gallery, several images, and no
        links except to images."""
        around = self._place.core.parent
        return (
            node.images > 1
            and node.parent is around
            and any(_GALLERY.search(name) for name in node.names)
            and all(is_image_file(str(a.get("href") or "")) for a in node.element.iter("a") if a.get("href"))
        )

    def _is_box_of_page(self, node: Node) -> bool:
        """Return whether a small box begins with a heading that offers a newsletter or other articles, or has an image
        and begins with a label such as "Read also"."""
        if node.element.tag not in ("div", "section", "aside") or node.own_words or not 0 < node.words <= _BOX:
            return False
        first = next((n for n in self._measured.nodes[node.index : node.end] if n.block and n.own_words), node)
        words = first.text[:200]
        if first.words == node.words:
            return False
        if first.element.tag not in HEADINGS:
            return node.images > 0 and label_of(words) == (words, "")
        return is_offer(words)

    def _is_data_beside_text(self, node: Node) -> bool:
        """Return whether a box after the text is a field of the same kind as the text, and only has a list of terms.

        Programs such as Drupal put the text and each other part of an article into fields.
        """
        core = self._place.core
        if node.index < core.end or _FIELD_KIND not in core.names or _FIELD_KIND not in node.names:
            return False
        terms = next(node.element.iter("dl"), None)
        return terms is not None and node.parent is core.parent and words_of(terms) == node.text and node.linked < 0.5

    def _is_press_contact(self, node: Node) -> bool:
        """Return whether a small box begins with the label of a contact for journalists: "Media contact"."""
        if not node.block or not 0 < node.words <= _BOX:
            return False
        inside = self._measured.nodes[node.index + 1 : node.end]
        first = next((n for n in inside if n.words and n.only is None and n.words < node.words), None)
        return first is not None and is_press_label(first.text[:80])

    def _is_about_author(self, node: Node) -> bool:
        """Return whether a block is about an author.

        Such a block begins with the name, and is emphasised or directly after a horizontal rule, or the name is a link
        to the page of the author.
        """
        if not node.block or node.words > _ABOUT or not any(node.text.startswith(f"{name} ") for name in self._names):
            return False
        link = next(node.element.iter("a"), None)
        if link is not None and link.get("href") and words_of(link) in self._names:
            return True
        before = node.element.getprevious()
        return (before is not None and before.tag == "hr") or any(
            words_of(e) == node.text for e in node.element.iter("em", "i")
        )

    def _in_item(self, node: Node) -> bool:
        return any(n.element.tag in ("li", "dd", "td") for n in self._around(node))

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
        around = self._around(node)
        articles = [n for n in around if is_article(n)]
        return any(self._is_repeated_entry(n) for n in around) or any(
            self._heading is None or not n.holds(self._heading) for n in articles
        )

    def _is_repeated_entry(self, node: Node) -> bool:
        """Return whether a node is an entry of a live blog.

        A node is an entry if it and the sibling next to it have the same class, and both have a time and running text.
        """
        beside = next((n for n in self._measured.after(node) if n.words), None) or self._measured.before(node)
        return (
            beside is not None
            and node.names[:1] == beside.names[:1] != ()
            and all(e.words > _ENTRY and next(e.element.iter("time"), None) is not None for e in (node, beside))
        )

    def _in_recipe(self, node: Node) -> bool:
        """Return whether a node is in a recipe, where times and other short lines are part of the text."""
        return any("recipe" in name.split() for n in (node, *self._around(node)) for name in n.names)

    def _is_head_line(self, node: Node) -> bool:
        """Return whether a short line contains only dates or authors."""
        words = node.text if 0 < node.words <= LABEL and not holds_caption(node) else ""
        return bool(words) and (
            is_date_line(words)
            or is_relative_date(words)
            or _is_date_and_notice(words)
            or bool(_MINUTES.fullmatch(words))
            or self._is_byline(words)
            or self._is_credits(node)
            or self._names_makers(node)
            or _has_stamps(node)
        )

    def _is_credits(self, node: Node) -> bool:
        """Return whether each line of a block is a credit, such as "By Ann Lee" or "Photographs by Bo Ek"."""
        if not node.block or next(node.element.iter("br"), None) is None:
            return False
        lines = lines_of(node.element)
        return len(lines) > 1 and all(map(_CREDIT_LINE.match, lines))

    def _names_makers(self, node: Node) -> bool:
        """Return whether a paragraph only has credits with full names: "Text: Ann Lee, photos: Bo Ek"."""
        if not 0 < node.own_words == node.words <= LABEL or node.element.tag not in ("p", "div", "section", "address"):
            return False
        found = list(credits_in("|".join(lines_of(node.element))))
        names = [persons(credit.names) for credit in found if credit.role]
        return len(names) == len(found) > 0 and all(any(" " in n or not n.isascii() for n in some) for some in names)

    def _is_line_of_makers(self, node: Node) -> bool:
        """Return whether a paragraph has the class of credits and only names who made the article."""
        return any(_CREDITS.search(name) for name in node.names) and self._names_makers(node)

    def _is_byline(self, words: str) -> bool:
        """Return whether a line contains only the authors."""
        rest = _READING_TIME.sub(" ", words).lower()
        while (dated := date_in(rest)) is not None:
            rest = rest[: dated.start] + rest[dated.end :]
        for name in self._names:
            rest = rest.replace(name.lower(), " ")
        return any(name.lower() in words.lower() for name in self._names) and count(_words(rest)) <= _BYLINE

    def _is_dated_byline(self, node: Node) -> bool:
        """Return whether a short line has an author and a whole date. The entries of a live blog have only times."""
        return 0 < node.words <= LABEL and date_in(node.text) is not None and self._is_byline(node.text)

    def _reads_like_standfirst(self, node: Node) -> bool:
        """Return whether a block below the title is a sentence, and not a byline or a label."""
        words = node.text
        return node.words >= 8 and node.linked < 0.4 and not (is_label(words) or self._is_head_line(node))

    def _is_appeal(self, node: Node) -> bool:
        """Return whether a block asks readers to follow the site or to write to it."""
        words = node.text if 0 < node.own_words == node.words <= 2 * LABEL and node.block else ""
        return bool(words) and is_appeal(words) and not self._is_quoted(node)

    def _is_disclosure(self, node: Node) -> bool:
        """Return whether a paragraph states who paid for a journey.

        Inside the text, such a paragraph may be part of the article.
        """
        words = node.text if 0 < node.own_words == node.words <= 2 * LABEL and node.block else ""
        return bool(words) and is_disclosure(words) and not self._is_quoted(node)

    def _is_tribute(self, node: Node) -> bool:
        """Return whether a block is a label of the section for condolences on a page with an obituary."""
        return node.element.tag not in ("li", "td", "dd") and is_tribute(node.text) and not self._is_quoted(node)

    def _is_quoted(self, node: Node) -> bool:
        """Return whether a block is in a quotation, or in quotation marks."""
        return node.text[:1] in "“„«»\"'‘" or any(n.element.tag == "blockquote" for n in (node, *self._around(node)))

    def _is_counter(self, node: Node) -> bool:
        """Return whether a block is the number of a slide, such as "2/4", next to an image."""
        near = node.parent is not None and node.parent.images > 0
        return near and node.element.tag in ("div", "span", "p") and bool(_COUNTER.fullmatch(node.text))

    def _is_visit(self, node: Node) -> bool:
        """Return whether a small box with a heading is about visiting the museum that the page belongs to."""
        return (
            node.element.tag in ("div", "section", "aside")
            and 0 < node.words <= _VISIT
            and any(_VISIT_NAME.search(name) for name in node.names)
            and any(n.element.tag in HEADINGS for n in self._measured.nodes[node.index : node.end])
        )

    def _is_offer(self, node: Node) -> bool:
        """Return whether a small box offers a subscription, according to its phrases and its class or id."""
        if node.element.tag not in ("div", "section", "aside", "form") or not 0 < node.words <= _OFFER:
            return False
        if node.own_words or node.only is not None:  # in an offer, the phrases are in different blocks
            return False
        named = any(_PAYWALL.search(name) for name in node.names)
        return not node.images and count_offers(node.text) >= (1 if named else 2)
