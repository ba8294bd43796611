"""Find date, description and language of a web page's article."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import iso, written_date
from storymap.read.html.tree import lines_of, words_of
from storymap.read.page.clutter import Clutter
from storymap.read.page.head_lines import in_table_of_text, parts_in
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.signatures import MOST_LINES, first_prose, head_of
from storymap.read.page.stamps import is_stamp
from storymap.read.page.structured import Structured
from storymap.read.page.titles import meta

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATES = ("article:published_time", "govuk:first-published-at", "article:first_published_time", "first-published-at", "first_published_at", "dc.date.firstpublished", "datepublished", "article:published", "publish-date", "publish_date", "publishdate", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date", "citation_publication_date", "citation_date",
          "parsely-pub-date", "sailthru.date", "pubdate", "og:published_time", "og:article:published_time", "published_time", "date", "created", "cxenseparse:recs:publishtime", "dc.date.created", "originalpublicationdate", "rnews:datepublished", "bt:pubdate", "content_publisheddate", "publication_date", "published", "pub_date", "article.published", "releasedate", "mediator_published_time", "dable:published_time")  # fmt: skip
_DATED = lazy_pattern(
    r"\b(?:dates?|datetime|time|timestamp|published|pub ?date|posted|posted on|publication|dateline|entry date|post date|dt published|created|meta)\b"
)
_UPDATED_WORDS = lazy_pattern(r"(?i)updated|modified|aktualisiert|mis à jour|обновлено|更新")
_UPDATED = lazy_pattern(r"\b(?:updated|modified|dt updated)\b")
# Classes of microformats for the dates of a birth and an event (https://microformats.org/wiki/hcard, hcalendar)
_EVENT = lazy_pattern(r"\b(?:bday|dtstart|dtend|dt (?:bday|start|end))\b")
_LAST_LINES = 4  # this many lines at the end of the article may have its date
_LONGEST_LAST = 6  # a line at the end of the article with its date has at most this many words
_DAY_FIRST = ("-GB", "-IE", "-AU", "-NZ", "-IN", "-ZA")  # regions where English has the day before the month
_MARKUP = lazy_pattern(r"</?[a-zA-Z][^<>]*>")


def published(page: HtmlElement, measured: Measured, place: Location, said: Structured) -> str:
    """Return the ISO date on which the article was published, or "" if the page does not give it."""
    found = iso(said.text("datePublished")) or iso(said.text("dateCreated"))
    day_first, written = _has_day_first(language(page, said)), meta(page, *_DATES)
    return (
        found
        or iso(written)
        or written_date(written, day_first=day_first)
        or _shown_date(measured, place, first_prose(measured, place), day_first)
        or iso(said.text("uploadDate"))
        or iso(said.document_date)
    )


def _has_day_first(code: str) -> bool:
    """Return whether numbers in dates have the day before the month. American English has the month first."""
    return bool(code) and (not code.lower().startswith("en") or code.upper()[-3:] in _DAY_FIRST)


def _shown_date(measured: Measured, place: Location, first: int, day_first: bool) -> str:
    """Return the date at the beginning or end of the article, or "".

    The date is in a `time` element, in an element with a class for dates, or on a separate line.
    """
    updated, lines = "", list[str]()
    for node in _title_first(head_of(measured, place), first):
        element = node.element
        names = " ".join(node.names)
        if _EVENT.search(names):
            continue
        if node.excluded and node.clutter < Clutter.META and element.tag != "time":
            continue
        if element.tag == "time" or "datePublished" in str(element.get("itemprop") or ""):
            written = next(
                (date for key in ("datetime", "content", "title") if (date := iso(str(element.get(key) or "")))), ""
            ) or _parts(element)
        elif names and node.words <= 20 and _DATED.search(names):
            written = iso(str(element.get("title") or "")) or _parts(element)
        elif (
            node.block
            and (0 < node.words <= 20 or is_stamp(node))
            and node.clutter < Clutter.WEAK
            and place.root.holds(node)
            and (node.index < first or not place.core.holds(node))
            and not in_table_of_text(node, place)
        ):
            if len(lines) < MOST_LINES:
                lines.append(_parts(element))
            continue
        else:
            continue
        if date := written_date(written, day_first=day_first):
            if not (_UPDATED.search(names) or _UPDATED_WORDS.search(words_of(element))):
                return date
            updated = updated or date
    lines += _last_lines(measured, place)
    return next((date for line in lines if (date := written_date(line, day_first=day_first))), "") or updated


def _title_first(nodes: list[Node], first: int) -> list[Node]:
    """Return nodes in their order, but those between the title and the text first.

    Above the title, some pages have a quotation with its own date.
    """
    title = next((n.index for n in nodes if n.element.tag == "h1" and n.words), first)
    return sorted(nodes, key=lambda n: not title < n.index < first)


def _last_lines(measured: Measured, place: Location) -> list[str]:
    """Return the short lines at the end of the article, where some magazines name the authors, photographers and the date."""
    nodes = measured.nodes[place.root.index : place.root.end]
    leaves = [
        n
        for n in nodes
        if n.block
        and 0 < n.own_words == n.words
        and n.clutter < Clutter.WEAK
        and (not n.own_links or _leads_to_mail(n))
        and not in_table_of_text(n, place)
    ]
    last = [n for n in leaves[-_LAST_LINES:] if n.words <= _LONGEST_LAST * _LAST_LINES]
    return [line for n in last for line in _short_lines(n)]


def _leads_to_mail(node: Node) -> bool:
    """Return whether all links of a block are addresses for mail, as in a signature."""
    return all(str(a.get("href") or "").startswith("mailto:") for a in node.element.iter("a"))


def _short_lines(node: Node) -> list[str]:
    """Return the lines of a block that has only short lines, such as the credits and the date."""
    lines = lines_of(node.element)
    return lines if all(len(line.split()) <= _LONGEST_LAST for line in lines) else []


def _parts(element: HtmlElement) -> str:
    """Return the text of an element with spaces between inner elements, which style sheets show apart."""
    return " ".join(part.text for part in parts_in(element))


def description(page: HtmlElement) -> str:
    """Return the description of the article in the page's `meta` elements, usually one or two sentences, or ""."""
    written = meta(page, "og:description", "description", "twitter:description")
    return " ".join(unescape(_MARKUP.sub(" ", unescape(written))).split())


def language(page: HtmlElement, said: Structured) -> str:
    """Return the BCP 47 code of the language that the page declares, or "" if it declares none."""
    for html in page.iter("html"):
        found = str(
            html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or html.get("xml:lang") or ""
        ).strip()
        if found:
            return found.replace("_", "-")
    content = (
        meta(page, "content-language", "dc.language", "language") or said.text("inLanguage") or meta(page, "og:locale")
    )
    if not content:
        content = next(
            (
                str(e.get("content") or "")
                for e in page.iter("meta")
                if str(e.get("http-equiv") or "").lower() == "content-language"
            ),
            "",
        )
    code = content.split(",")[0].strip().replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code) else ""
