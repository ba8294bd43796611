"""Find the authors of a web page's article: collect candidates from all places that name authors, and choose the best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import OTHERS, plain_colons, words_for
from storymap.read.html.tree import is_shown, words_of
from storymap.read.page.author_boxes import boxed_authors
from storymap.read.page.head_lines import names_in_links, names_near_text, parts_in
from storymap.read.page.head_names import HeadNames, in_other_names
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node, is_prose
from storymap.read.page.signatures import first_prose, guests, head_of, line_authors, parts_of
from storymap.read.page.structured import Structured
from storymap.read.page.titles import words_of_title
from storymap.read.persons import is_cased, is_role, name_key, persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR = lazy_pattern(
    r"\b(?:byline\w*|by line|authors?|author name|p author|posted by|writers?|writer name|contributors?|autor|autore|auteur|redacteur|signature|signatures|signa|firma|sign|sigla|kürzel|has creator|reader credits|^by$|(?:post|article|entry|written|story) by|kisha|hissha|af|by line row|autorenzeile|autor(?:as|en|es)|penulis|piše|tác giả|gia|avtor|yazar(?: ad[iı])?|verfasser|skribent|forfatter|tekijä|autori|autorzy|redattore|szerz[oő]|tekija|toimittaja|kirjoittaja|h[oö]fundur|bla[dð]ama[dð]ur|autorius|autors|autorka|muallif|m[uü]ellif|mwandishi|hartutako|egilea|szerkeszt[oő]|podpis|nguoi viet|korrespondent|forfattar|medarbejder|tx author|wpis autor|lekhak|writer info|(?:txt|info|post|meta) by)\b"
)
_APART = lazy_pattern(r"\b(?:comments?|commentlist|related|recommend\w*|sidebar|respond|site footer)\b")
_NOT_AUTHOR = lazy_pattern(
    r"\b(?:bio|avatar|image|photo|copyright|job|role|title|twitter|email|social|follow|description|about|box|comment\w*|date|time|location|links?)\b"
)
_CREATORS = frozenset(["sioc:has_creator", "schema:author", "dc:creator"])  # RDFa from Drupal
_DATE_NAME = lazy_pattern(r"\b(?:timestamp|datetime|post date|entry date|labels|share\w*)\b")
_OTHERS_LABEL = lazy_pattern(rf"(?i)\W*{words_for(*OTHERS)}")
_LONGEST_LABEL = 3  # maximum number of words in a label
_META_AUTHOR = lazy_pattern(r"(?i)(?:author|byline|creator|writer|autor|redacteur|verfasser)(?:[-_:. ]?names?)?$")
_NO_META_AUTHOR = lazy_pattern(r"(?i)twitter|publisher|url|link|e?mail|image|id$|site|facebook|\bfb:")
_LONGEST_BYLINE = 30  # maximum number of words in a byline
_LONGEST_CAPTIONS = 20_000  # this many code points of captions are searched for the names of photographers
_LONGEST_USER_NAME = 40  # maximum number of code points in a user name
# Points for each source of names: the more reliable the source, the higher the points. Sites maintain structured data
# most carefully and `meta` elements least.
_TRUST = {
    "guest": 60,
    "data": 50,
    "byline": 40,
    "author": 30,
    "profile": 28,
    "creator": 26,
    "line": 20,
    "box": 18,
    "form": 15,
    "other": 10,
}
# If no name is a full name, this number of points is deducted, because such names are often user accounts.
_NO_SURNAME = 35
_META = {
    "author": ("author",),
    "profile": ("article:author", "og:article:author"),
    "creator": ("dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "creator", "twitter:creator:name"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Names that one source gives for the authors of an article."""

    source: str
    names: tuple[str, ...]

    @property
    def score(self) -> int:
        """Return the points of the candidate. The candidate with the most points is used."""
        return _TRUST[self.source] - (0 if self.is_full else _NO_SURNAME)

    @property
    def is_full(self) -> bool:
        """Return whether one of the names is a full name."""
        return any(" " in name or not is_cased(name[0]) for name in self.names)


def authors(
    page: HtmlElement, measured: Measured, place: Location, said: Structured, sites: frozenset[str], *, live: bool
) -> list[str]:
    """Return the authors of the article: the names of the best candidate.

    The byline is preferred to the structured data if it has the same authors in another order, or if it has more
    authors and at least one of them is the same. In a live blog, each entry has its own byline. These bylines are only
    used if the structured data names no author.
    """
    sites |= _outlets(said.authors)
    head = HeadNames(measured, place, first_prose(measured, place), sites, words_of_title(page))
    found = {c.source: c for c in _candidates(page, measured, place, said, sites) if c.names}
    told, shown = found.get("data"), found.get("byline")
    if told and shown and set(told.names) == set(shown.names):
        return _completed(list(shown.names), found)
    if head.authors:
        found["form"] = Candidate("form", tuple(head.authors))
    _vote(found, head, measured.root.text.casefold())
    for source, candidate in list(found.items()):
        found[source] = Candidate(source, tuple(in_other_names(list(candidate.names), head)))
    best = _best(measured, {source: c for source, c in found.items() if c.names}, live=live)
    return _without_towns(_completed(best, found), measured, place)


def _completed(names: list[str], found: dict[str, Candidate]) -> list[str]:
    """Return the full name from the box about the author, if the only name is the first word of it."""
    boxed = found["box"].names if "box" in found else ()
    return list(boxed) if len(boxed) == len(names) == 1 and boxed[0].startswith(f"{names[0]} ") else names


def _without_towns(names: list[str], measured: Measured, place: Location) -> list[str]:
    """Return names without those after the first that also occur inside a paragraph or a caption, as towns do.

    At the beginning of a paragraph or after a colon or a slash, a name may be that of an author.
    """
    if len(names) < 2:
        return names
    nodes = measured.nodes[place.root.index : place.root.end]
    texts = [n.text for n in nodes if is_prose(n) or n.element.tag in ("figcaption", "h1")]
    patterns = [(name, re.compile(rf"[^\W_][^\S\n]+{re.escape(name)}(?!\w)")) for name in names[1:]]
    texts = [text for text in texts if names[0] not in text]
    towns = {name for name, pattern in patterns if any(pattern.search(text) for text in texts)}
    return [name for name in names if name not in towns]


def _vote(found: dict[str, Candidate], head: HeadNames, shown_text: str) -> None:
    """Remove the candidates that the names near the title contradict.

    These are a byline without these names, and metadata with names that the page does not show, if the names near the
    title have a label and a date. If the byline has the same names, metadata with other names are removed too.
    """
    shown = found.get("byline")
    agreed = shown is not None and set(shown.names) == set(head.authors)
    if shown and head.is_sure and not set(shown.names) & set(head.authors):
        del found["byline"]  # it is a role or a place that has the form of a name
    for source in ("data", *_META, "other"):
        names = found[source].names if source in found else ()
        hidden = not any(name.casefold() in shown_text for name in names)
        if names and not set(names) & set(head.authors) and (agreed or (head.is_sure and hidden)):
            del found[source]


def _best(measured: Measured, found: dict[str, Candidate], *, live: bool) -> list[str]:
    """Return the names of the best candidate."""
    shown_text = measured.root.text.casefold()
    told, shown = found.get("data"), found.get("byline")
    if told and shown and not live and set(shown.names) < set(told.names):
        captions = " ".join(n.text for n in measured.nodes if n.element.tag == "figcaption")[:_LONGEST_CAPTIONS]
        if all(name in captions for name in set(told.names) - set(shown.names)):
            return list(shown.names)  # the structured data name the photographers too
    if told and shown and live:
        del found["byline"]
    elif told and shown and len(shown.names) > len(told.names) and set(told.names) & set(shown.names):
        return list(shown.names)
    if told and shown and shown.is_full and not any(name.casefold() in shown_text for name in told.names):
        del found["data"]  # the page does not show this name, so it is that of an account or an office
    best = max(found.values(), key=lambda c: c.score, default=None)
    return list(best.names) if best else []


def _outlets(names: list[str]) -> frozenset[str]:
    """Return possible names of the site, such as "Him" and "Him Vani".

    They are the first words of author names that are departments, such as "Him Vani Desk".
    """
    words = [name.split() for name in names if is_role(name)]
    return frozenset(name_key("".join(some[:count])) for some in words for count in range(1, len(some)))


def _candidates(
    page: HtmlElement, measured: Measured, place: Location, said: Structured, sites: frozenset[str]
) -> Iterator[Candidate]:
    yield Candidate("guest", _unique(guests(measured, place, sites)))
    yield Candidate("data", _unique([p for name in said.authors for p in persons(name, sites)]))
    yield Candidate("byline", _unique(_shown_authors(measured, place, sites)))
    contents = [
        (str(e.get("property") or e.get("name") or e.get("itemprop") or ""), str(e.get("content") or ""))
        for e in page.iter("meta")
        if not str(e.get("content") or "").startswith(("http", "//", "@"))
    ]
    for source, keys in _META.items():
        named = [content for name, content in contents if name.lower() in keys]
        yield Candidate(source, _unique([p for content in named for p in persons(content, sites)]))
    lines = line_authors(measured, place, sites)
    if not Candidate("line", tuple(lines)).is_full:
        lines = names_near_text(measured, place, first_prose(measured, place), sites) or lines
    yield Candidate("line", _unique(lines))
    yield Candidate("box", _unique(boxed_authors(measured, place, sites)))
    others = [c for name, c in contents if _META_AUTHOR.search(name) and not _NO_META_AUTHOR.search(name)]
    others.append(said.document_author)
    yield Candidate("other", _unique([p for content in others for p in persons(content, sites)]))


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def _shown_authors(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the authors in byline elements: elements with an author attribute or, if there are none, an author class.

    If there are several bylines, only those next to the first one are used.
    """
    apart = _apart(measured)
    nodes = [n for n in head_of(measured, place) if not apart[n.index]]
    for strength in (_by_data, _by_name):
        found: list[str] = []
        last: Node | None = None
        for node in nodes:
            if last is not None and last.holds(node):
                continue
            if (
                not strength(node)
                or _is_topics(node.element)
                or not 0 < node.words <= _LONGEST_BYLINE
                or not is_shown(node.element)
            ):
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
    """Return for each node whether it is in a comment or a related article. Authors in such nodes are ignored."""
    found: list[bool] = []
    for node in measured.nodes:
        own = node.element.tag in ("nav", "figure") or (
            node.weight == 0 and any(_APART.search(name) for name in node.names)
        )
        found.append(own or (node.parent is not None and found[node.parent.index]))
    return found


def _is_topics(element: HtmlElement) -> bool:
    """Return whether all words of an element are links to topics (`rel=tag`)."""
    links = [a for a in element.iter("a") if "tag" in str(a.get("rel") or "").split()]
    return bool(links) and sum(len(words_of(a)) for a in links) >= len(words_of(element)) - 2 * len(links)


def _by_data(node: Node) -> bool:
    e = node.element
    if not e.keys():
        return False
    said = f"{e.get('itemprop') or ''} {e.get('rel') or ''} {e.get('property') or ''}".split()
    return "author" in said or not _CREATORS.isdisjoint(said)


_PHONE = lazy_pattern(r"\+?\d(?:[\s()/.-]{0,2}\d){6,}")


def _by_name(node: Node) -> bool:
    if node.element.tag == "address":
        return _PHONE.search(node.text) is None  # a person with a telephone number answers questions
    return _names_author(node.names)


@lru_cache(maxsize=2048)  # the elements of a page have few different names
def _names_author(names: tuple[str, ...]) -> bool:
    if any(map(_DATE_NAME.search, names)):
        return False
    return any(_AUTHOR.search(name) and not _NOT_AUTHOR.search(name) for name in names)


def _names_in(element: HtmlElement, sites: frozenset[str]) -> list[str]:
    """Return the authors in a byline.

    If the whole byline is not a list of names, use the first of its parts that is.
    """
    name = _name_in(element)
    if name.get("class") == "username":
        return [words_of(name)[:_LONGEST_USER_NAME]]
    parts = parts_of(name)
    found = _listed(name, sites) or persons("|".join(parts), sites) or _after_label(words_of(name), sites)
    if not found and len(name):
        pieces = (persons(text, sites) for text in parts)
        found = next((names for names in pieces if names and all(" " in n for n in names)), [])
    linked = names_in_links(list(islice(parts_in(element), _LONGEST_BYLINE)), sites)
    return linked if len(linked) >= max(1, len(found)) else found or _accounts_in(element)


def _listed(element: HtmlElement, sites: frozenset[str]) -> list[str]:
    """Return the full names in a list after a label: each item is an element with the same class and one full name."""
    for around in element.iter("div", "ul", "span", "dd"):
        items = [child for child in around if isinstance(child.tag, str)]
        kinds = {(item.tag, item.get("class")) for item in items}
        if len(items) < 2 or len(kinds) > 1 or not (items[0].get("class") or items[0].tag == "li"):
            continue
        names = [persons(words_of(item), sites) for item in items]
        label = around.getprevious()
        if label is not None and words_of(label) and all(len(n) == 1 and " " in n[0] for n in names):
            return [n[0] for n in names]
    return []


_ACCOUNT = lazy_pattern(r"/(?:u|users?|members?)/[\w.-]+/?\Z")  # matches the address of an account


def _accounts_in(element: HtmlElement) -> list[str]:
    """Return the name of the account that the byline of a forum links to, if it is not the name of a person."""
    links = [a for a in element.iter("a") if _ACCOUNT.search(str(a.get("href") or ""))]
    return [words_of(links[0])[:_LONGEST_USER_NAME]] if len(links) == 1 and len(words_of(links[0]).split()) == 1 else []


def _after_label(words: str, sites: frozenset[str]) -> list[str]:
    """Return the full names after a label of any language in a byline: "Muhabir: Nermin Özkan"."""
    label, colon, name = plain_colons(words).partition(":")
    if not colon or len(label.split()) > _LONGEST_LABEL or _OTHERS_LABEL.match(label):
        return []
    names = persons(name, sites)
    return names if all(" " in found or not found.isascii() for found in names) else []


def _name_in(element: HtmlElement) -> HtmlElement:
    """Return the element in a byline that contains the name: it has `itemprop=name` or a class such as `fn`.

    If there is no such element, or more than one, return the byline itself.
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
