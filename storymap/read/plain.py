"""Plain text to passages: paragraphs stand between blank lines, or one to a line where there are no blank lines."""

from __future__ import annotations

import itertools
import re

from storymap.model import Article, Passage, PassageKind
from storymap.read.byline import author_in

_BLANK = re.compile(r"\r?\n(?:[^\S\n]*\r?\n)+")
_LINE = re.compile(r"\r?\n")
_LIST_ITEM = re.compile(r"(?:[-*•‣–]|\d{1,3}[.)])\s+\S")
_LONG_LINE = 200  # code points; nobody wraps by hand at more
_HEADING_WORDS = 16


def parse_plain(text: str) -> Article:
    """The Article of a plain text, untitled; passages are cut, none is boilerplate yet."""
    blocks = split_blocks(text)
    passages = []
    for number, (start, end) in enumerate(blocks, 1):
        kind = kind_of(text[start:end].strip(), first=number == 1, alone=len(blocks) == 1)
        level = {PassageKind.HEADING: 1 if number == 1 else 2, PassageKind.LIST_ITEM: 1}.get(kind, 0)
        passages.append(Passage(f"p{number}", start, end, kind, level))
    return Article(title="", text=text, passages=tuple(passages), language="")


def split_blocks(text: str) -> list[tuple[int, int]]:
    """Half-open spans that tile the text, each beginning at a paragraph; white space belongs to the one before."""
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
    """What a block of plain text looks like: a heading is one short line that does not end like a sentence."""
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
    """Whether a line is a paragraph: nothing was wrapped by hand, so most of the text stands in long lines."""
    lines = [len(line) for line in text.splitlines()]
    return sum(n for n in lines if n > _LONG_LINE) * 2 > sum(lines)
