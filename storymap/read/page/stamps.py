"""Recognize the line near the title that has the date, the names of authors and editors and similar short parts."""

from __future__ import annotations

from itertools import islice

from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import written_date
from storymap.read.html.tree import HEADINGS
from storymap.read.page.head_lines import parts_in
from storymap.read.page.measure import Node

_LONGEST_STAMP = 40  # a block with the date and the names of authors and editors has at most this many words
_LONGEST_PART = 9  # a part of a block with the date and the names has at most this many words
_MOST_STAMPS = 3  # at most this many paragraphs at the beginning are such blocks
_MOST_PARTS = 16  # a block with the date and names has at most this many parts
_STAMP_PARTS = lazy_pattern(r"[,;]\s+")
_ENDS = lazy_pattern(r"[.!?。！？؟।]\W*\Z")
_ABBREVIATED = lazy_pattern(r"\d(?:\s?[^\W\d_]{1,5})?\.\Z")
_LONGEST_TEXT = 200  # a part with a date in an unknown language has at most this many code points
_NUMBERS = lazy_pattern(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:20)?\d{2}(?![\d/.-])")
_DAY_AND_YEAR = lazy_pattern(r"(?<!\d)\d{1,2}\b\D{2,20}\b(?:19|20)\d\d(?!\d)")
_NO_STAMPS = ("table", "tr", "td", "dl", "ul", "ol", "li", "figcaption", "figure", "blockquote", "header")


def without_stamps(prose: list[Node]) -> list[Node]:
    """Return the paragraphs. Those of the first few that contain only the date and names are left out."""
    left = [node for i, node in enumerate(prose) if i >= _MOST_STAMPS or not is_stamp(node)]
    return left or prose


def is_stamp(node: Node) -> bool:
    """Return whether a block has a date, and otherwise only short parts that are not sentences, such as names."""
    if not node.block or not 0 < node.words <= _LONGEST_STAMP or node.images or node.element.tag in _NO_STAMPS:
        return False
    if not any(char.isdecimal() for char in node.text) or next(node.element.iter(*HEADINGS), None) is not None:
        return False
    shown = list(islice(parts_in(node.element), _MOST_PARTS + 1))
    parts = [part for piece in shown for part in _STAMP_PARTS.split(piece.text) if part.strip()]
    if not parts or len(shown) > _MOST_PARTS or (_is_sentence(node.text) and not has_date(parts[-1])):
        return False
    if any(len(part.split()) > _LONGEST_PART or (_is_sentence(part) and len(part.split()) > 3) for part in parts):
        return False
    return any(has_date(piece.text) for piece in shown) or next(node.element.iter("time"), None) is not None


def _is_sentence(text: str) -> bool:
    """Return whether a text ends like a sentence, and not with a number, or a number and an abbreviation: "13.11.", "6
    min."."""
    return bool(_ENDS.search(text)) and not _ABBREVIATED.search(text)


def has_date(text: str) -> bool:
    """Return whether a short text has a date, which may also be unclear or in an unknown language: "04/03/26"."""
    short = len(text.split()) <= _LONGEST_PART and len(text) <= _LONGEST_TEXT
    return bool(written_date(text) or (short and (_NUMBERS.search(text) or _DAY_AND_YEAR.search(text))))
