"""Distinguish parts of the article from links to other pages. `last` is the index of the last prose node."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import BLOCKS, HEADINGS, words_of
from storymap.read.page.clutter import FOOTNOTES, SHARE_LINK, Clutter
from storymap.read.page.measure import Node
from storymap.read.page.notices import leads_to_offer
from storymap.urls import split_url

_DOCUMENT = lazy_pattern(r"\.(?:pdf|docx?|odt|xlsx?|csv|zip|gpx|kml|kmz|geojson|fit|mp3|epub)(?:$|[?#])", re.I)
_ONLY_LINKS = 0.95  # in a list of links, at least this share of the words is in links
# Between paragraphs, a list of teasers has at most this many links. A longer list is one of the author.
_MOST_TEASERS = 4
_BAR = lazy_pattern(r"\s*[|·•/]\s*")
_LONGEST_MENU = 60  # a block that ends with a row of links has at most this many words
_LONGEST_CARD = 40  # a link card has at most this many words
SENTENCE_ENDS = tuple(".!?…”»。！？」؟")


def is_teaser(node: Node, last: int) -> bool:
    """Return whether a node is a teaser: it has an image, and its words are in a link to another page.

    After the last prose, a link that contains only an image is a teaser too.
    """
    named = (
        node.element.tag not in ("figure", "p", "li", "td") and node.linked >= 0.8 and node.covered <= 0.5 * node.words
    )
    silent = node.element.tag == "a" and node.index >= last and not node.words
    if not node.images or not (named or silent):
        return False
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    others = [link for link in links if link and not link.startswith("#") and not is_image_file(link)]
    return bool(others) and next(node.element.iter("figcaption", "figure"), None) is None and node.element.tag != "tr"


def is_list_of_links(node: Node, last: int) -> bool:
    """Return whether a block consists mostly of links, and is not part of the text.

    This is the case if the block is after the text, or if it is a short `article` or `nav` element.
    """
    if links_to_images(node):
        return False
    if node.words == 0 or node.linked < 0.75 or node.covered > 0.5 * node.words or leads_elsewhere(node):
        return False
    return (node.index > last and node.element.tag not in ("p", "li")) or (
        node.element.tag in ("article", "nav") and node.words < 60
    )


def is_list_within_site(node: Node) -> bool:
    """Return whether all items of a list are links to other pages of the site, and no label announces the list."""
    if node.element.tag not in ("ul", "ol") or node.linked < _ONLY_LINKS or node.images or node.parent is None:
        return False
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    within = all(link.startswith("/") and not link.startswith("//") and not _DOCUMENT.search(link) for link in links)
    box = node if node.element.getprevious() is not None else node.parent
    before = box.element.getprevious()
    text = words_of(before) if before is not None else ""
    announced = before is None or text[-1:] in (":", "：") or any(e.tag in HEADINGS for e in before.iter())
    return 1 < len(links) <= _MOST_TEASERS and within and not announced


def leads_elsewhere(node: Node) -> bool:
    """Return whether the links of a list lead to different sites. This is typical of the sources of an article."""
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    hosts = {split_url(link).netloc for link in links}
    return len(hosts) > 1 and "" not in hosts and 2 * len(hosts) > len(links) and not leads_to_offer(links)


def is_link_card(node: Node) -> bool:
    """Return whether a block is a single link to another page, and the link contains a heading or several blocks."""
    if not 0 < node.words <= _LONGEST_CARD or node.linked < 0.9 or node.element.tag in (*HEADINGS, "li", "td", "tr"):
        return False
    links = list(node.element.iter("a"))
    address = str(links[0].get("href") or "") if len(links) == 1 else ""
    if not address or address.startswith("#") or is_image_file(address) or _DOCUMENT.search(address):
        return False
    blocks = [e for e in links[0].iterdescendants() if e.tag in BLOCKS]
    return any(e.tag in HEADINGS for e in blocks) or len(blocks) > 1


def ends_with_menu(node: Node) -> bool:
    """Return whether a block ends with at least two links that only bars separate: "Reprints | Today's paper"."""
    links = [a for a in node.element.iter("a") if words_of(a)]
    if node.words > _LONGEST_MENU or len(links) < 2 or leads_elsewhere(node) or (links[-1].tail or "").strip():
        return False
    return all(_BAR.fullmatch(a.tail or "") for a in links[-3:-1]) and links[-1].getnext() is None


def is_contents(node: Node) -> bool:
    """Return whether a list, with or without a label, has only links to parts of the same page: a table of contents."""
    if node.element.tag not in ("div", "section", "ul", "ol") or node.words - node.links > 4 or node.links < 4:
        return False
    links = [a for a in node.element.iter("a") if a.get("href")]
    items = sum(1 for _ in node.element.iter("li"))
    return 1 < len(links) == items and all(str(a.get("href")).startswith("#") for a in links)


def links_to_files(node: Node) -> bool:
    """Return whether a block is a list of downloads, whose links all lead to documents."""
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    return bool(links) and all(_DOCUMENT.search(link) for link in links)


def links_to_images(node: Node) -> bool:
    """Return whether each link of a block has an image and leads to its large version."""
    links = [str(a.get("href") or "") for a in node.element.iter("a")]
    return node.images > 0 and len(links) == node.images and all(map(is_image_file, links))


def is_share_link(node: Node) -> bool:
    """Return whether an element is a link that shares the page."""
    return node.element.tag == "a" and bool(SHARE_LINK.search(str(node.element.get("href") or "").strip()))


def is_footnotes(node: Node) -> bool:
    """Return whether an element contains the footnotes of the article."""
    return any(FOOTNOTES.search(name) for name in node.names) or "doc-endnotes" in str(node.element.get("role"))


def is_sentence(node: Node) -> bool:
    """Return whether a block is a sentence without links.

    If such a block follows a line such as "Subscribe", the article continues with it.
    """
    plain = node.element.tag == "p" and node.linked == 0 and not node.images and node.clutter is Clutter.NO
    return plain and node.own_words >= 4 and node.text[-1:] in SENTENCE_ENDS
