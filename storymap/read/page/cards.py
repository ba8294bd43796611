"""Remove rows of small cards, each with a thumbnail and a title, that lead from an article to others.

Neither the words of the heading nor links are needed: the heading, equal siblings and small images are enough.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS, classes, words_of
from storymap.read.page.images import remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IMAGES = ("img", "amp-img")
_BOXES = ("div", "section", "aside", "ul")
_LONGEST_HEADING = 6  # maximum number of words in the heading of a row
_LONGEST_TITLE = 15  # maximum number of words on a card
_WIDEST = 400  # a thumbnail is at most this many pixels wide
_NARROW = 320  # on a page that has images of unknown width, a thumbnail is at most this many pixels wide
_MOST_INSIDE = 60  # maximum number of elements in a row
_SENTENCE = lazy_pattern(r"[.!?。！？؟।][\"'”’»)\]]*\Z")
# Matches the width in the address of a resized image: "/w_220,h_140/", "-300x200.jpg", "?w=300", "_320.jpg".
_SIZE = lazy_pattern(r"(?:[/,_?&=-]w(?:idth)?[_=-]?|[-_])(\d{2,4})(?=x\d{2,4}\b|[,/&_.]|\Z)")


def drop_rows_of_cards(root: HtmlElement) -> None:
    """Remove, in place, boxes that have a heading and at least two equal cards with thumbnails.

    Also remove figures that are a link with a thumbnail, the title of another article and a label such as "Read more".
    The images must be at most half as wide as the widest image of the page, so that a gallery is kept.
    """
    for figure in [e for e in root.iter("figure") if _is_link_card(e)]:
        remove(figure)
    widths = [_width(image) for image in root.iter(*_IMAGES)]
    unknown = 0 if all(widths) else 2 * _NARROW
    widest = max(unknown, *widths, 0)
    for box in [e for e in root.iter(*_BOXES) if _is_row(e, widest)]:
        remove(box)


def _is_row(box: HtmlElement, widest: int) -> bool:
    """Return whether a box is a heading with cards below it."""
    if len(list(islice(box.iterdescendants(), _MOST_INSIDE + 1))) > _MOST_INSIDE:
        return False
    parts = [child for child in box if isinstance(child.tag, str) and words_of(child)]
    if len(parts) == 2 and parts[1].tag in _BOXES:
        parts = [parts[0], *(child for child in parts[1] if isinstance(child.tag, str) and words_of(child))]
    if len(parts) < 3 or not _is_heading(parts[0]):
        return False
    cards = parts[1:]
    same = all(card.tag == cards[0].tag and classes(card) == classes(cards[0]) for card in cards)
    return same and all(_is_card(card, widest) for card in cards)


def _is_link_card(figure: HtmlElement) -> bool:
    """Return whether a figure is one link to another page, and the link has an image and at least two texts."""
    links = list(islice(figure.iter("a"), 2))
    if (
        len(links) != 1
        or next(figure.iter("figcaption"), None) is not None
        or next(links[0].iter(*_IMAGES), None) is None
    ):
        return False
    address = str(links[0].get("href") or "")
    if not address or address.startswith("#") or is_image_file(address) or words_of(figure) != words_of(links[0]):
        return False
    return sum(1 for e in links[0].iterdescendants() if len(e) == 0 and words_of(e)) > 1


def _is_heading(element: HtmlElement) -> bool:
    short = len(words_of(element).split()) <= _LONGEST_HEADING and next(element.iter(*_IMAGES), None) is None
    return short and (element.tag in HEADINGS or not _SENTENCE.search(words_of(element)))


def _is_card(card: HtmlElement, widest: int) -> bool:
    """Return whether an element has one thumbnail and a few words that are not a sentence."""
    images = list(islice(card.iter(*_IMAGES), 2))
    words = words_of(card)
    if len(images) != 1 or len(words.split()) > _LONGEST_TITLE or _SENTENCE.search(words):
        return False
    if next(card.iter("figcaption", "table"), None) is not None:
        return False
    return 0 < _width(images[0]) <= min(_WIDEST, widest // 2)


def _width(image: HtmlElement) -> int:
    """Return the width of an image in pixels, from its attribute or its address, or 0 if it is unknown."""
    written = str(image.get("width") or "").removesuffix("px")
    named = _SIZE.findall(str(image.get("src") or image.get("data-src") or ""))
    return int(written) if written.isdecimal() else max(map(int, named), default=0)
