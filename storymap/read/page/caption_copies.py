"""Remove shortened copies of captions and other texts, which pages show until a reader clicks on "more"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.read.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 5  # a shortened copy has at least this many words
_LONGEST_CONTROL = 2  # the words that show the whole text, such as "… more", are at most this many
_DOTS = " .…"


def drop_shortened_copies(page: HtmlElement) -> None:
    """Remove each element that ends with a control and begins as the element beside it, and the control of the latter."""
    for control in list(page.iter("a")):
        short = control.getparent()
        if short is None or short.tag not in ("div", "p", "span") or not _is_control(control):
            continue
        words = words_of(short).removesuffix(words_of(control)).strip(_DOTS)
        if len(words.split()) < _LEAST:
            continue
        for whole in (short.getprevious(), short.getnext()):
            if whole is not None and whole.tag == short.tag and _is_longer(words_of(whole), words):
                short.drop_tree()
                for other in [a for a in whole.iter("a") if _is_control(a)]:
                    other.drop_tree()
                break


def _is_control(link: HtmlElement) -> bool:
    """Return whether a link has no address, a few words, and nothing after it."""
    last = link.getnext() is None and not (link.tail or "").strip()
    return last and link.get("href") in (None, "#") and 0 < len(words_of(link).strip(_DOTS).split()) <= _LONGEST_CONTROL


def _is_longer(whole: str, words: str) -> bool:
    return whole.startswith(words) and len(whole) > len(words)
