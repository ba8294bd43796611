"""Find the credits of images, and mark them in the captions of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import COLON, words_for
from storymap.read.html.tree import is_shown, words_of
from storymap.read.page.clutter import names_of, tokens_of_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CREDIT = lazy_pattern(
    r"\b(?:credits?|copyright|photographer|photo credit|bildnachweis|byline photo|image source|attribution|fotocredit)\b"
)
_CREDIT_LABEL = lazy_pattern(r"(?i)\s*(?:image|photo|picture|bild|foto)?\s*(?:source|credit|quelle|copyright)")
_PHOTO_BY = lazy_pattern(rf"(?i)\W*{words_for('photographer', 'illustrator')}\s*{COLON}")
_LARGEST_BOX = 60  # the box of an image, its caption and its credit has at most this many words
_LONGEST_CREDIT = 15  # maximum number of words in a credit below a figure


def add_credit_after(figure: HtmlElement) -> None:
    """Add the credit after a figure to the figure's caption, if the credit is a separate element."""
    credit, caption = figure.getnext(), next(figure.iter("figcaption"), None)
    if caption is None or credit is None or credit.tag not in ("p", "small", "cite", "span", "div") or figure.tail:
        return
    short = 0 < len(words_of(credit).split()) <= _LONGEST_CREDIT and next(credit.iter("img", "figure"), None) is None
    if short and (is_credit(credit) or _begins_like_credit(credit)):
        credit.drop_tree()
        credit.tag, credit.tail = "span", None
        credit.set("class", "credit")
        append(caption, credit)


def _begins_like_credit(line: HtmlElement) -> bool:
    """Return whether a line in a small box begins with a label such as "Photo:"."""
    around = line.getparent()
    small = around is not None and len(words_of(around).split()) <= _LARGEST_BOX
    return small and line.tag != "p" and bool(_PHOTO_BY.match(words_of(line)))


def mark_credits(figure: HtmlElement) -> None:
    """Mark an element as a credit if it follows a hidden label such as "Image source"."""
    for label in figure.iter("span"):
        after = label.getnext()
        if not is_shown(label) and after is not None and after.tag == "span" and _CREDIT_LABEL.match(label.text or ""):
            after.set("class", "credit")


def append(caption: HtmlElement, element: HtmlElement) -> None:
    """Add an element to the end of a caption, with a space before it."""
    if len(caption):
        caption[-1].tail = f"{caption[-1].tail or ''} "
    else:
        caption.text = f"{caption.text or ''} "
    caption.append(element)


def is_credit(element: HtmlElement) -> bool:
    """Return whether the class or id of an element says that it is the credit of an image."""
    return any(_CREDIT.search(tokens_of_name(name)) for name in names_of(element))


def wrap_credit(caption: HtmlElement) -> None:
    """Mark all content of a caption as a credit."""
    inner = caption.makeelement("span", {"class": "credit"})
    inner.text, caption.text = caption.text, None
    inner.extend(list(caption))
    caption.insert(0, inner)
