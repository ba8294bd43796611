"""Find the authors of a web page's article in byline elements: elements with an attribute or a class for authors."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import OTHERS, plain_colons, words_for
from storymap.read.html.tree import is_shown, words_of
from storymap.read.page.clutter import tokens_of_name
from storymap.read.page.head_lines import is_control, names_in_links, parts_in
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.signatures import head_of, parts_of
from storymap.read.persons import persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR = lazy_pattern(
    r"\b(?:byline\w*|by line|authors?|author name|p author|posted by|writers?|writer name|contributors?|autor|autore|auteur|redacteur|signature|signatures|signa|firma|sign|sigla|kürzel|has creator|reader credits|^by$|(?:post|article|entry|written|story) by|kisha|hissha|^af$|by line row|autorenzeile|autor(?:as|en|es)|penulis|piše|tác giả|gia|avtor|yazar(?: ad[iı])?|verfasser|skribent|forfatter|tekijä|autori|autorzy|redattore|szerz[oő]|tekija|toimittaja|kirjoittaja|h[oö]fundur|bla[dð]ama[dð]ur|autorius|autors|autorka|muallif|m[uü]ellif|mwandishi|hartutako|egilea|szerkeszt[oő]|podpis|nguoi viet|korrespondent|forfattar|medarbejder|tx author|wpis autor|lekhak|writer info|(?:txt|info|post|meta) by)\b"
)
_APART = lazy_pattern(r"\b(?:comments?|commentlist|related|recommend\w*|sidebar|respond|site footer)\b")
_NOT_AUTHOR = lazy_pattern(
    r"\b(?:bio|avatar|image|photo|copyright|job|role|title|twitter|email|social|follow|description|about|box|comment\w*|date|time|location|links?)\b"
)
_CREATORS = frozenset(["sioc:has_creator", "schema:author", "dc:creator"])  # RDFa from Drupal
_DATE_NAME = lazy_pattern(r"\b(?:timestamp|datetime|post date|entry date|labels|share\w*)\b")
_OTHERS_LABEL = lazy_pattern(rf"(?i)\W*{words_for(*OTHERS)}")
_LONGEST_LABEL = 3  # maximum number of words in a label
_LONGEST_BYLINE = 30  # maximum number of words in a byline
_MOST_ITEMS = 8  # this many items of a list in a byline are checked
_LONGEST_USER_NAME = 40  # maximum number of code points in a user name


def shown_authors(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
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
    parts = parts_of(name, _without_name(name))
    found = _listed(name, sites) or persons("|".join(parts), sites) or _after_label(words_of(name), sites)
    if not found and len(name):
        pieces = (persons(text, sites) for text in parts)
        found = next((names for names in pieces if names and all(" " in n for n in names)), [])
    found = _first_of_items(name, sites) or found
    if found and any(map(_SENTENCE.fullmatch, parts)) and all(" " not in n and n.isascii() for n in found):
        found = []  # this is a word of a note of the site
    linked = names_in_links(list(islice(parts_in(element), _LONGEST_BYLINE)), sites)
    return linked if len(linked) >= max(1, len(found)) else found or _accounts_in(element)


# Matches the classes of elements in a byline that contain no name, such as the town of a reporter or the controls.
_NO_NAME = lazy_pattern(
    r"\b(?:location|dateline|share\w*|social|follow|roles?|jobs?|position|actions?|publication|outlet|agency)\b"
)
_SENTENCE = lazy_pattern(r"\w+(?:[\s,'’]+\w+){2,}[.!?]")


def _without_name(byline: HtmlElement) -> set[HtmlElement]:
    """Return the elements in a byline that contain no name: controls, and elements with a class for a town or a role.

    Controls are buttons and links that only run a script. If no link has an address, its links to "#" are not controls.
    """
    found = {e for e in byline.iter("a", "button") if is_control(e)}
    links = [a for a in byline.iter("a") if a not in found]
    if any(str(a.get("href") or "#") != "#" for a in links):
        found.update(a for a in links if a.get("href") == "#")
    classes = ((e, str(e.get("class") or "").split()) for e in byline.iterdescendants() if isinstance(e.tag, str))
    found.update(e for e, names in classes if any(_NO_NAME.search(tokens_of_name(name)) for name in names))
    return found


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


def _first_of_items(element: HtmlElement, sites: frozenset[str]) -> list[str]:
    """Return the names in the first item of a byline that is a list of items with different labels.

    The other items are a role, a town or the time of reading: "Writer, Ann Lee", "Role, Reporter".
    """
    items = [[part.text for part in parts_in(item)] for item in islice(element.iter("li"), _MOST_ITEMS)]
    labels = [re.match(r"[^,:：،]{2,30}[,:：،]", words_of(item)) for item in islice(element.iter("li"), _MOST_ITEMS)]
    if len(items) < 2 or not all(len(parts) == 2 for parts in items) or not all(labels):
        return []
    if len({parts[0] for parts in items}) < len(items) or _OTHERS_LABEL.match(items[0][0]):
        return []
    names = persons(items[0][1], sites)
    return names if all(" " in name or not name.isascii() for name in names) else []


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
