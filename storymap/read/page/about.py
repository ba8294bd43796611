"""Find date, authors, description and language of a web page's article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from storymap.read.byline import persons
from storymap.read.credits import OTHERS, words_for
from storymap.read.dates import iso, written_date
from storymap.read.html.tree import is_shown, words_of
from storymap.read.page.clutter import Clutter
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.signatures import MOST_LINES, first_prose, line_authors
from storymap.read.page.structured import Structured
from storymap.read.page.titles import meta

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATES = ("article:published_time", "datepublished", "article:published", "publish-date", "publish_date", "publishdate", "date.issued", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date", "citation_publication_date", "citation_date",
          "parsely-pub-date", "sailthru.date", "pubdate", "og:published_time", "og:article:published_time", "published_time", "date", "created", "cxenseparse:recs:publishtime", "dc.date.created", "originalpublicationdate", "rnews:datepublished", "bt:pubdate")  # fmt: skip
_DATED = re.compile(
    r"\b(?:dates?|datetime|time|timestamp|published|pub ?date|posted|posted on|publication|dateline|entry date|post date|dt published|created|meta)\b"
)
_UPDATED_WORDS = re.compile(r"(?i)updated|modified|aktualisiert|mis à jour|обновлено|更新")
_UPDATED = re.compile(r"\b(?:updated|modified|dt updated)\b")
_AUTHOR = re.compile(
    r"\b(?:byline\w*|by line|authors?|author name|p author|posted by|writers?|writer name|contributors?|autor|autore|auteur|redacteur|signature|has creator|reader credits|^by$|(?:post|article|entry|written|story) by|kisha|hissha|yazar(?: ad[iı])?|verfasser|skribent|forfatter|tekijä|autori|autorzy|redattore)\b"
)
_APART = re.compile(r"\b(?:comments?|commentlist|related|recommend\w*|sidebar|respond|site footer)\b")
_NOT_AUTHOR = re.compile(
    r"\b(?:bio|avatar|image|photo|copyright|job|role|title|twitter|email|social|follow|description|about|box|comment\w*|date|time|location|links?)\b"
)
_CREATORS = frozenset(["sioc:has_creator", "schema:author", "dc:creator"])  # RDFa of Drupal
_DATE_NAME = re.compile(r"\b(?:timestamp|datetime|post date|entry date|labels|share\w*)\b")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
OTHERS_LABEL = re.compile(rf"(?i)\W*{words_for(*OTHERS)}")
_LONGEST_LABEL = 3  # maximum number of words of a label
_META_AUTHOR = re.compile(r"(?i)(?:author|byline|creator|writer|autor|redacteur|verfasser)(?:[-_:. ]?names?)?$")
_NO_META_AUTHOR = re.compile(r"(?i)twitter|publisher|url|link|e?mail|image|id$|site|facebook|\bfb:")
_LONGEST_BYLINE = 30  # maximum number of words in a byline
_LONGEST_USER_NAME = 40  # maximum number of code points in a user name


def published(page: HtmlElement, measured: Measured, place: Location, said: Structured) -> str:
    """Return the ISO date on which the article was published, or "" if the page does not give it."""
    found = iso(said.text("datePublished")) or iso(said.text("dateCreated")) or iso(meta(page, *_DATES))
    return (
        found
        or _shown_date(measured, place, first_prose(measured, place))
        or iso(said.text("uploadDate"))
        or iso(said.document_date)
    )


def _head(measured: Measured, place: Location) -> list[Node]:
    """Return the nodes of the article that may contain a byline and a date. Nodes outside the core come first."""
    root = place.root.parent or place.root
    nodes = measured.nodes[root.index : root.end]
    inside = [n for n in nodes if place.core.holds(n)]
    return [n for n in nodes if not place.core.holds(n) and not n.holds(place.core)] + inside


def _shown_date(measured: Measured, place: Location, first: int) -> str:
    """Return the date at the head or foot of the article: in a `time` or date element, or on a line of its own."""
    updated, lines = "", list[str]()
    for node in _head(measured, place):
        element = node.element
        names = " ".join(node.names)
        if node.excluded and node.clutter < Clutter.META and element.tag != "time":
            continue
        if element.tag == "time" or "datePublished" in str(element.get("itemprop") or ""):
            written = next(
                (date for key in ("datetime", "content", "title") if (date := iso(str(element.get(key) or "")))), ""
            ) or words_of(element)
        elif names and node.words <= 20 and _DATED.search(names):
            written = iso(str(element.get("title") or "")) or words_of(element)
        elif (
            node.block
            and 0 < node.words <= 20
            and node.clutter < Clutter.WEAK
            and place.root.holds(node)
            and (node.index < first or not place.core.holds(node))
        ):
            if len(lines) < MOST_LINES:
                lines.append(words_of(element))
            continue
        else:
            continue
        if date := written_date(written):
            if not (_UPDATED.search(names) or _UPDATED_WORDS.search(words_of(element))):
                return date
            updated = updated or date
    return next((date for line in lines if (date := written_date(line))), "") or updated


def authors(
    page: HtmlElement, measured: Measured, place: Location, said: Structured, sites: frozenset[str], *, live: bool
) -> list[str]:
    """Return the authors of the article, from the structured data, the byline or the `meta` elements of the page."""
    told = [p for name in said.authors for p in persons(name, sites)]
    shown = [] if live and told else _shown_authors(measured, place, sites)
    if told and shown and len(shown) > len(told) and set(told) & set(shown):
        return _unique(shown)
    if told and not (shown and all(" " not in name for name in told) and any(" " in name for name in shown)):
        return _unique(told)
    if shown:
        return _unique(shown)
    for names in (
        ("author",),
        ("article:author", "og:article:author"),
        (
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "parsely-author",
            "sailthru.author",
            "byl",
            "creator",
            "twitter:creator:name",
        ),
    ):
        contents = [
            str(e.get("content") or "")
            for e in page.iter("meta")
            if str(e.get("property") or e.get("name") or e.get("itemprop") or "").lower() in names
        ]
        found = [
            p for content in contents if not content.startswith(("http", "//", "@")) for p in persons(content, sites)
        ]
        if found:
            return _unique(found)
    if found := line_authors(measured, place, sites):
        return _unique(found)
    others = [
        str(e.get("content") or "")
        for e in page.iter("meta")
        if _META_AUTHOR.search(name := str(e.get("property") or e.get("name") or e.get("itemprop") or ""))
        and not _NO_META_AUTHOR.search(name)
    ]
    others += [said.document_author]
    return _unique(
        [p for content in others if not content.startswith(("http", "//", "@")) for p in persons(content, sites)]
    )


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return list(seen.values())


def _shown_authors(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the authors in byline elements: those with an author attribute or, if there are none, an author class.

    Of several bylines, only those next to the first one are used.
    """
    apart = _apart(measured)
    nodes = [n for n in _head(measured, place) if not apart[n.index]]
    for strength in (_by_data, _by_name):
        found: list[str] = []
        last: Node | None = None
        for node in nodes:
            if last is not None and last.holds(node):
                continue
            if not strength(node) or not 0 < node.words <= _LONGEST_BYLINE or not is_shown(node.element):
                continue
            names = _names_in(node.element, sites)
            if names and (
                last is None
                or last.parent is node.parent
                or (node.parent is not None and last.parent is not None and node.parent.parent is last.parent.parent)
            ):
                found += names
                last = node
        if found:
            return found
    return []


def _apart(measured: Measured) -> list[bool]:
    """Return for each node whether to ignore authors in it, because it is in a comment or a related article."""
    found: list[bool] = []
    for node in measured.nodes:
        own = node.element.tag in ("nav", "figure") or (
            node.weight == 0 and any(_APART.search(name) for name in node.names)
        )
        found.append(own or (node.parent is not None and found[node.parent.index]))
    return found


def _by_data(node: Node) -> bool:
    e = node.element
    if not e.keys():
        return False
    said = f"{e.get('itemprop') or ''} {e.get('rel') or ''} {e.get('property') or ''}".split()
    return "author" in said or not _CREATORS.isdisjoint(said)


def _by_name(node: Node) -> bool:
    if node.element.tag == "address":
        return True
    if any(_DATE_NAME.search(name) for name in node.names):
        return False
    return any(_AUTHOR.search(name) and not _NOT_AUTHOR.search(name) for name in node.names)


def _names_in(element: HtmlElement, sites: frozenset[str]) -> list[str]:
    """Return the authors in a byline. If it is not a list of names, return those in the first element that is."""
    name = _name_in(element)
    if name.get("class") == "username":
        return [words_of(name)[:_LONGEST_USER_NAME]]
    found = persons(words_of(name), sites) or _after_label(words_of(name), sites)
    if not found and len(name):
        pieces = (persons(text, sites) for text in _pieces(name))
        found = next((names for names in pieces if names and all(" " in n for n in names)), [])
    return found


def _after_label(words: str, sites: frozenset[str]) -> list[str]:
    """Return the full names after a label of any language in a byline: "Muhabir: Nermin Özkan"."""
    label, colon, name = words.replace("：", ":").partition(":")
    if not colon or len(label.split()) > _LONGEST_LABEL or OTHERS_LABEL.match(label):
        return []
    names = persons(name, sites)
    return names if all(" " in found or not found.isascii() for found in names) else []


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of the innermost elements."""
    for inner in element.iter():
        if isinstance(inner.tag, str) and not len(inner) and inner.text and is_shown(inner):
            yield " ".join(inner.text.split())


def _name_in(element: HtmlElement) -> HtmlElement:
    """Return the element with the name in a byline, which has `itemprop=name` or a class such as `fn`.

    If there is none, or if there are several, return the byline itself.
    """
    for inner in element.iter():
        if (
            isinstance(inner.tag, str)
            and inner is not element
            and (
                "name" in str(inner.get("itemprop") or "").split()
                or inner.get("class") in ("fn", "author-name", "name", "username")
            )
        ):
            same = [
                e
                for e in element.iter()
                if isinstance(e.tag, str)
                and e.get("class") == inner.get("class")
                and e.get("itemprop") == inner.get("itemprop")
            ]
            return inner if len(same) == 1 else element
    return element


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
