"""Recognize the links between a text and its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Matches links from a footnote back to the text.
_BACK_LINK = lazy_pattern(r"(?i)[↩↑⤴^\ufe0e\ufe0f\s]+|\W*(?:back|return|zurück|retour|volver|torna|назад|戻る|رجوع)\W*")


def is_note_number(link: HtmlElement) -> bool:
    """Return whether a link is the number of a note, in superscript and without brackets."""
    if words_of(link).isdecimal() and classes(link) & {
        "footnote-anchor",
        "footnote-ref",
        "footnote",
        "noteref",
        "fn-ref",
    }:
        return True
    around = next((e for e in link.iterancestors() if e.tag == "sup"), None)
    raised = around is not None or next(link.iter("sup"), None) is not None
    return raised and words_of(link).isdecimal() and (around is None or words_of(around) == words_of(link))


def is_back_link(link: HtmlElement) -> bool:
    """Return whether a link leads from a footnote back to the text, judging by its text (an arrow) or class."""
    if classes(link) & {"footnote-backref", "reversefootnote", "footnote-back", "data-footnote-backref"}:
        return True
    return str(link.get("href") or "").startswith("#") and bool(_BACK_LINK.fullmatch(words_of(link)))
