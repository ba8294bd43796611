"""Find running heads, running feet and page numbers by repetition, position, font size and page numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.read.paged.lines import Line

_PAGE_NUMBER = lazy_pattern(
    r"(?i)\W*(?:(?:page|seite|p\.|s\.|página|pagina|стр\.?)\s*)?\d{1,4}(?:\s*(?:of|/|von|de|sur|из|\|)\s*\d{1,4})?\W*"
)
_HEAD_ZONE = 0.13  # running heads may be in this share of the page, at the top and at the bottom
_APART = 2.1  # minimum distance between a running head and the text, in font sizes of the text
_SMALL_PRINT = 0.92  # a running head is in small print if its font is at most this share of the font of the text
_MOST_ROWS = 3  # the head or the foot of a page has at most this many rows
_LONGEST = 120  # maximum number of code points in a row of a running head
_SAME_HEIGHT = 3.0  # rows of two pages are at the same height if their baselines differ by at most this, in points
_SENTENCE_END = lazy_pattern(r"[.!?…。！？][\"'”’»)\]]*$")
_NOTE_MARK = lazy_pattern(r"(?:[*†‡§¹²³⁴-⁹]|\[?\d{1,3}[\])]?[.\s])\s*(?=[^\W\d_])")
_IMPRINT = lazy_pattern(r"(?i)©|https?://|\bwww\.|\bdoi[:.]|\bissn\b")


def split_running_heads(pages: Sequence[Sequence[Line]], usual: float) -> tuple[list[Line], list[str]]:
    """Return (the lines of the text, the texts of the running heads of the first page).

    `usual`: the font size of the text in points. Running heads are repeated on other pages, or they are in the margin,
    apart from the text and in small print.
    """
    pages = _without_repeated(pages)
    found: list[Line] = []
    heads: list[str] = []
    for index, page in enumerate(pages):
        others = [line for other in pages[:index] + pages[index + 1 :] for line in other if _zone(line)]
        removed = [line for top in (True, False) for line in _in_margin(page, others, usual, top=top)]
        gone = set(map(id, removed))
        found += [line for line in page if id(line) not in gone]
        if index == 0:
            heads = [line.text for line in removed]
    return found, heads


def _without_repeated(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers, and without lines that are repeated at the top or bottom of pages."""
    repeated: Counter[str] = Counter()
    # first and last lines of pages; on small pages, they are outside the zone, but always at the same height
    outer: Counter[tuple[str, int]] = Counter()
    for page in pages:
        repeated.update({_pattern(line) for line in page if _zone(line)})
        outer.update({_place(line) for line in _outer(page)})
    found = []
    for page in pages:
        by_height = sorted(page, key=lambda line: line.first.y)
        edge = {id(line) for line in by_height[:2] + by_height[-2:]}
        kept = []
        for line in page:
            numbered = id(line) in edge and _PAGE_NUMBER.fullmatch(line.text) and _zone(line)
            count = repeated[_pattern(line)] if _zone(line) else outer[_place(line)]
            again = len(pages) > 1 and count >= min(3, len(pages)) and len(line.text) <= 150
            if not numbered and not again:
                kept.append(line)
        found.append(kept)
    return found


def _in_margin(page: Sequence[Line], others: Sequence[Line], usual: float, *, top: bool) -> Iterator[Line]:
    """Yield the lines of the head (`top`) or of the foot of one page. `others`: lines in the zones of other pages."""
    rows = _rows(page, top=top)
    for row, following in itertools.pairwise(rows[: _MOST_ROWS + 1]):
        away = abs(row[0].first.y - following[0].first.y)
        if not all(map(_zone, row)) or max(line.size for line in row) > 1.02 * usual:
            return
        text = " ".join(line.text for line in row)
        cells = [cell for line in row for cell in line.texts()]
        numbered = any(_PAGE_NUMBER.fullmatch(cell) for cell in cells)
        certain = numbered or bool(_IMPRINT.search(text))
        if len(text) > _LONGEST or (_SENTENCE_END.search(text) and not certain):
            return
        if not top and _NOTE_MARK.match(text) and not numbered:
            return  # this is a footnote
        small = max(line.size for line in row) <= _SMALL_PRINT * usual
        again = any(_is_same_place(line, other) for line in row for other in others)
        same = again and (small or len(cells) > 1)
        if not (small or same or (numbered and len(cells) > 1) or (certain and not top)):
            return
        # the rows of one head are close to each other, so only its last row must be apart from the text
        if away < _APART * usual and not (small and _is_small_row(following, usual)):
            return
        yield from row


def _is_small_row(row: Sequence[Line], usual: float) -> bool:
    return all(_zone(line) and line.size <= _SMALL_PRINT * usual for line in row)


def _rows(page: Sequence[Line], *, top: bool) -> list[list[Line]]:
    """Return the lines of a page, grouped by their height, from the top or from the bottom of the page."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: line.first.y, reverse=top):
        if rows and abs(rows[-1][0].first.y - line.first.y) <= _SAME_HEIGHT:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_same_place(line: Line, other: Line) -> bool:
    return abs(line.first.y - other.first.y) <= _SAME_HEIGHT and abs(line.size - other.size) < 0.3


def _zone(line: Line) -> bool:
    """Return whether a line is in the zone of running heads and page numbers."""
    share = line.first.y / line.height if line.height else 0.5
    return share < _HEAD_ZONE or share > 1 - _HEAD_ZONE


def _outer(page: Sequence[Line]) -> list[Line]:
    """Return the lowest and the highest line of a page."""
    by_height = sorted(page, key=lambda line: line.first.y)
    return by_height if len(page) < 2 else [by_height[0], by_height[-1]]


def _place(line: Line) -> tuple[str, int]:
    return _pattern(line), round(line.first.y / 2)


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
