"""Remove copies of captions and other texts, which pages show until a reader clicks on "more", or beside a gallery."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from storymap.read.credits import credits_in
from storymap.read.html.tree import BLOCKS, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 5  # a copy has at least this many words
_LONGEST_CONTROL = 2  # the words that show the whole text, such as "… more", are at most this many
_LONGEST_CREDIT = 10  # a line with the photographer beside a caption has at most this many words
_MOST_CAPTIONS = 4  # this many captions of a figure are compared
_SAME = 60  # a text that is shorter or longer than a caption is a copy if they agree in at least this many code points
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


def drop_caption_copies(page: HtmlElement) -> None:
    """Remove the blocks that repeat the caption of a figure, and the photographers beside them.

    Inside a figure, the photographer is added to the caption.
    """
    for figure in [f for f in page.iter("figure") if next(f.iterdescendants("figure"), None) is not None]:
        _join_nested(figure)
    captions = [e for e in page.iter("figcaption") if len(_key(e).split()) >= _LEAST]
    if not captions:
        return
    keys = {_key(caption) for caption in captions}
    begins: dict[str, list[HtmlElement]] = {}
    for caption in captions:
        begins.setdefault(_key(caption)[:_SAME], []).append(caption)
    inside = {e for caption in captions for e in caption.iter()}
    for block in [e for e in page.iter("p", "div", "span") if e not in inside and e.getparent() is not None]:
        if any(e.tag in BLOCKS or e.tag == "img" for e in block.iterdescendants()):
            continue
        words = _key(block)
        if words in keys or (len(words) >= _SAME and _is_copy(words, begins.get(words[:_SAME], []))):
            _drop_copy(_only_box(block))


def _join_nested(figure: HtmlElement) -> None:
    """Remove the caption of a figure inside a figure, if the caption of the outer one begins with the same text.

    If the outer caption only names the photographer, add it to the inner one.
    """
    captions = list(figure.iter("figcaption"))
    for caption, other in permutations(captions[:_MOST_CAPTIONS], 2):
        inner = next(caption.iterancestors("figure"))
        if inner is figure or other in set(inner.iter()):
            continue
        if _is_photographer(words_of(other)):
            _add_credit(caption, other)
            return
        if _key(other).startswith(_key(caption)):
            caption.drop_tree()
            inner.tag = "div"
            return


def _add_credit(caption: HtmlElement, line: HtmlElement) -> None:
    """Move a line with the photographer into a caption."""
    credit = caption.makeelement("span")
    credit.text = f" {words_of(line)}"
    caption.append(credit)
    line.drop_tree()


def _is_copy(words: str, captions: list[HtmlElement]) -> bool:
    """Return whether a text is the beginning of a caption, or begins with a caption that ends with "…"."""
    return any(
        _key(caption).startswith(words)
        or (words_of(caption).endswith(("…", "...")) and words.startswith(_key(caption)))
        for caption in captions
    )


def _only_box(block: HtmlElement) -> HtmlElement:
    """Return the largest `div` that contains nothing but a block, or the block."""
    around = block.getparent()
    while around.tag == "div" and len(around) == 1 and around.getparent() is not None:
        block, around = around, around.getparent()
    return block


def _drop_copy(block: HtmlElement) -> None:
    figure = next(block.iterancestors("figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    for beside in (block.getprevious(), block.getnext()):
        if beside is None or not isinstance(beside.tag, str) or not _is_photographer(words_of(beside)):
            continue
        if caption is not None:
            _add_credit(caption, beside)
        else:
            beside.drop_tree()
    block.drop_tree()


def _is_control(link: HtmlElement) -> bool:
    """Return whether a link has no address, a few words, and nothing after it."""
    last = link.getnext() is None and not (link.tail or "").strip()
    return last and link.get("href") in (None, "#") and 0 < len(words_of(link).strip(_DOTS).split()) <= _LONGEST_CONTROL


def _is_longer(whole: str, words: str) -> bool:
    return whole.startswith(words) and len(whole) > len(words)


def _key(element: HtmlElement) -> str:
    return words_of(element).strip(_DOTS)


def _is_photographer(words: str) -> bool:
    """Return whether a line only names a photographer: "Photo: Bo Ek"."""
    found = list(credits_in(words)) if 0 < len(words.split()) <= _LONGEST_CREDIT else []
    return bool(found) and all(credit.role == "other" for credit in found)
