"""Convert plain text to passages. Blank lines separate paragraphs.

In a text without blank lines, each line is a paragraph.
"""

from __future__ import annotations

import itertools

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Passage, PassageKind
from storymap.read.byline import author_in

_BLANK = lazy_pattern(r"\r?\n(?:[^\S\n]*\r?\n)+")
_LINE = lazy_pattern(r"\r?\n")
_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")  # matches half of a character, which no encoding can write
_LIST_ITEM = lazy_pattern(r"(?:[-*•‣–]|\d{1,3}[.)])\s+\S")
# A line with at least this many code points is long. If a person wraps the text, the lines are shorter.
_LONG_LINE = 200
_HEADING_WORDS = 16  # maximum number of words in a heading


def parse_plain(text: str) -> Article:
    """Return the Article of a plain text. It has no title yet, and boilerplate is not marked.

    Lone surrogates become U+FFFD, so that all offsets stay the same.
    """
    text = _SURROGATE.sub("\ufffd", text)
    blocks = split_blocks(text)
    passages = []
    for number, (start, end) in enumerate(blocks, 1):
        kind = kind_of(text[start:end].strip(), first=number == 1, alone=len(blocks) == 1)
        level = {PassageKind.HEADING: 1 if number == 1 else 2, PassageKind.LIST_ITEM: 1}.get(kind, 0)
        passages.append(Passage(f"p{number}", start, end, kind, level))
    return Article(title="", text=text, passages=tuple(passages), language="")


def split_blocks(text: str) -> list[tuple[int, int]]:
    """Return half-open spans, one per paragraph, that cover the whole text.

    White space belongs to the span before it.
    """
    cuts = [m.end() for m in _BLANK.finditer(text)]
    if not cuts or _has_long_lines(text):
        cuts = [m.end() for m in _LINE.finditer(text)] if _has_long_lines(text) else cuts
    edges = [0, *cuts, len(text)]
    blocks: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        if text[start:end].strip():
            blocks.append((start if blocks else 0, end))
        elif blocks:
            blocks[-1] = (blocks[-1][0], end)
    return blocks


def kind_of(block: str, *, first: bool, alone: bool) -> PassageKind:
    """Return the kind of a block of plain text. A heading is a single short line that does not end like a sentence."""
    if _LIST_ITEM.match(block):
        return PassageKind.LIST_ITEM
    if alone or "\n" in block or len(block.split()) > _HEADING_WORDS or not any(c.isalpha() for c in block):
        return PassageKind.PARAGRAPH
    if not first and (author_in(block) or any(c in "。！？" for c in block)):
        return PassageKind.PARAGRAPH
    ends_like_sentence = block[-1] in ".!?…:;,”\"'’»。！？」』،؟"
    if first:
        return PassageKind.PARAGRAPH if ends_like_sentence and block[-1] != "?" else PassageKind.HEADING
    return PassageKind.PARAGRAPH if ends_like_sentence or len(block.split()) > 10 else PassageKind.HEADING


def _has_long_lines(text: str) -> bool:
    """Return whether most of the text is in lines that are too long to be wrapped by hand: each line is a paragraph."""
    lines = [len(line) for line in text.splitlines()]
    return sum(n for n in lines if n > _LONG_LINE) * 2 > sum(lines)
