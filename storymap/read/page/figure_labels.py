"""Remove the labels that pages put beside the pictures of a figure: counts of pictures, buttons and instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import words_of
from storymap.read.page.clutter import is_instruction
from storymap.read.page.image_credits import is_credit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_GALLERY_LABEL = 3  # the label of a link to a gallery has at most this many words
_LONGEST_COUNTER = 5  # maximum number of words in a count of pictures
# Matches a number with a few words around it
_COUNTER = lazy_pattern(r"[^\d.:,]{0,20}\d{1,3}(?:\s*/\s*\d{1,3})?[^\d.:,]{0,40}")


def drop_label(link: HtmlElement) -> None:
    """Remove the words of a link with an image that leads to a gallery, such as "Gallery" or "+14"."""
    if next(link.iter("img", "amp-img"), None) is None or len(words_of(link).split()) > _LONGEST_GALLERY_LABEL:
        return
    for element in [e for e in link.iter("span", "div", "p", "small") if words_of(e)]:
        if element.getparent() is not None and next(element.iter("img", "amp-img"), None) is None:
            element.drop_tree()


def drop_counters(figure: HtmlElement) -> None:
    """Remove buttons and counts of pictures beside the caption: "12 fotografií v galerii"."""
    for element in list(figure.iter("span", "div", "p", "small", "a", "button")):
        words = words_of(element)
        if not words or is_credit(element) or element.getparent() is None or element.tail:
            continue
        around = [a.tag for a in element.iterancestors()]
        plain = next(element.iter("figcaption", "img", "amp-img", "video", "iframe"), None) is None
        counted = bool(_COUNTER.fullmatch(words)) and len(words.split()) <= _LONGEST_COUNTER
        if plain and "figcaption" not in around and (counted or element.tag == "button"):
            element.drop_tree()


def drop_instructions(figure: HtmlElement) -> None:
    """Remove instructions and sizes of files beside the caption: "Press enter to view image", "1600×1067 214 KB"."""
    for element in [e for e in figure.iter("span", "div", "p") if len(e) == 0 and is_instruction(words_of(e))]:
        caption = next((around for around in element.iterancestors() if around.tag == "figcaption"), None)
        if caption is None or words_of(caption) != words_of(element):
            element.drop_tree()
