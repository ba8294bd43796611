"""Convert pages of positioned text to paragraphs: join lines, columns and hyphenated words, and find footnotes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Markup, MarkupKind, PassageKind
from storymap.read.draft import Draft
from storymap.read.transcripts import join_lines

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_SENTENCE_END = lazy_pattern(r"[.!?…:。！？][\"'”’»)\]]*$")
_BULLET = lazy_pattern(r"^(?:[•‣◦▪●○■–—\u2212\uf0b7\uf0a7]|[-*](?=\s))\s*(?=\S)")
_NUMBERED = lazy_pattern(r"^(\d{1,2})[.)]\s+(?=\S)")
_PAGE_NUMBER = lazy_pattern(
    r"(?i)\W*(?:(?:page|seite|p\.|s\.|página|pagina|стр\.?)\s*)?\d{1,4}(?:\s*(?:of|/|von|de|sur|из|\|)\s*\d{1,4})?\W*"
)
_HEAD_ZONE = 0.13  # running heads may be in this share of the page, at the top and at the bottom
_HEADING_SIZE = 1.12  # minimum font size of a heading, relative to that of the text
_NOTE_SIZE = 0.87  # maximum font size of a footnote, relative to that of the text
_LONGEST_HEADING = 120  # maximum number of code points in a heading
_CHAR_WIDTH = 0.55  # width of a letter relative to the font size; a little more than the average


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text. Its position, from the lower left corner of the page, and its font size are in points."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    page_height: float = 0.0

    @property
    def end(self) -> float:
        """Return the approximate x coordinate of the right edge of the fragment."""
        return self.x + len(self.text.strip()) * self.size * _CHAR_WIDTH


@dataclass(slots=True)
class _Line:
    page: int
    cells: list[list[Fragment]]
    height: float

    @property
    def first(self) -> Fragment:
        return self.cells[0][0]

    @property
    def size(self) -> float:
        return max((f for cell in self.cells for f in cell), key=lambda f: len(f.text)).size

    @property
    def bold(self) -> bool:
        return all(f.bold for cell in self.cells for f in cell)

    def texts(self) -> list[str]:
        return [" ".join("".join(f.text for f in cell).translate(_LIGATURES).split()) for cell in self.cells]

    @property
    def text(self) -> str:
        return " ".join(self.texts())


@dataclass(slots=True)
class _Block:
    """The lines of one paragraph, heading, list item or table row."""

    kind: PassageKind
    lines: list[_Line] = field(default_factory=list)
    level: int = 0
    number: int = 0


class PageDraft(Draft):
    """A Draft with the title that is printed on the first page."""

    title = ""


def write_pages(pages: Sequence[Sequence[Fragment]]) -> PageDraft:
    """Return a draft with the passages of all pages in reading order. Footnotes come last."""
    by_page = [_columns(_lines(fragments, number)) for number, fragments in enumerate(pages)]
    lines = _without_running_heads(by_page)
    draft = PageDraft()
    if not lines:
        return draft
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    body, notes = _split_notes(lines, usual)
    compounds = frozenset(re.findall(r"\w+-\w+", " ".join(line.text for line in lines)))
    for block in _blocks(body, usual):
        _write(draft, block, compounds)
    for block in _blocks(notes, usual):
        _write(draft, block, compounds)
    first = draft.passages[0] if draft.passages else None
    if first is not None and first.kind is PassageKind.HEADING:
        draft.title = "".join(draft.article().text[first.start : first.end]).strip()
    return draft


def _lines(fragments: Sequence[Fragment], page: int) -> list[_Line]:
    """Return the lines of a page: fragments that are consecutive in the file and on one baseline are joined.

    Within a line, a wide gap begins a new cell.
    """
    rows: list[list[Fragment]] = []
    for fragment in fragments:
        if rows and _is_same_row(rows[-1][0], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [_Line(page, _cells(row), row[0].page_height) for row in rows]


def _cells(row: list[Fragment]) -> list[list[Fragment]]:
    cells: list[list[Fragment]] = []
    # A letter in another font may be stored before or after the word that contains it.
    for fragment in sorted(row, key=lambda f: f.x):
        last = cells[-1][-1] if cells else None
        if last is None or fragment.x - last.end > fragment.size:
            cells.append([fragment])
            continue
        raised = fragment.y > last.y + 0.15 * last.size and fragment.size < 0.8 * last.size
        if raised and fragment.text.strip().isdecimal():  # the fragment is the number of a note
            cells[-1].append(Fragment(fragment.x, last.y, last.size, f"[{fragment.text.strip()}]", last.bold))
        else:
            cells[-1].append(fragment)
    return cells


def _is_same_row(first: Fragment, fragment: Fragment) -> bool:
    above = fragment.y - first.y
    return abs(above) <= 0.35 * min(first.size, fragment.size) or (
        0 < above <= 0.6 * first.size and fragment.size < 0.8 * first.size
    )


def _columns(lines: list[_Line]) -> list[_Line]:
    """Return the lines in reading order. Lines across two columns are split; the left column comes before the right one."""
    pairs = [line for line in lines if len(line.cells) == 2]
    if len(pairs) < 8 or len(pairs) < 0.6 * len(lines) or median(min(map(len, line.texts())) for line in pairs) < 20:
        return lines
    found: list[_Line] = []
    right: list[_Line] = []
    for line in lines:
        if len(line.cells) == 2:
            found.append(_Line(line.page, [line.cells[0]], line.height))
            right.append(_Line(line.page, [line.cells[1]], line.height))
        elif right and abs(line.first.x - right[0].first.x) < 5:
            right.append(line)
        elif right and abs(line.first.x - pairs[0].first.x) < 5 and len(line.text) < 60:
            found.append(line)
        else:
            found += [*right, line]
            right = []
    return [*found, *right]


def _without_running_heads(pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """Return the lines without page numbers, and without lines that are repeated at the top or bottom of pages."""
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
        for line in page:
            numbered = id(line) in edge and _PAGE_NUMBER.fullmatch(line.text) and _zone(line)
            count = repeated[_pattern(line)] if _zone(line) else outer[_place(line)]
            again = len(pages) > 1 and count >= min(3, len(pages)) and len(line.text) <= 150
            if not numbered and not again:
                found.append(line)
    return found


def _zone(line: _Line) -> bool:
    """Return whether a line is in the zone of running heads and page numbers."""
    share = line.first.y / line.height if line.height else 0.5
    return share < _HEAD_ZONE or share > 1 - _HEAD_ZONE


def _outer(page: Sequence[_Line]) -> list[_Line]:
    """Return the lowest and the highest line of a page."""
    by_height = sorted(page, key=lambda line: line.first.y)
    return by_height if len(page) < 2 else [by_height[0], by_height[-1]]


def _place(line: _Line) -> tuple[str, int]:
    return _pattern(line), round(line.first.y / 2)


def _pattern(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _split_notes(lines: Sequence[_Line], usual: float) -> tuple[list[_Line], list[_Line]]:
    """Return (lines of the text, lines of footnotes). `usual`: the font size of the text in points.

    Footnotes are in smaller print at the end of a page or column.
    """
    notes: list[_Line] = []
    body: list[_Line] = []
    for index, line in enumerate(lines):
        rest = [other for other in lines[index : index + 40] if other.page == line.page]
        small = line.size <= _NOTE_SIZE * usual and line.first.y < 0.4 * line.height
        if small and all(other.size <= _NOTE_SIZE * usual for other in rest):
            notes.append(line)
        else:
            body.append(line)
    return body, notes


def _blocks(lines: Sequence[_Line], usual: float) -> Iterator[_Block]:
    """Yield the paragraphs and other blocks that the lines form. `usual`: the font size of the text in points."""
    gap = _usual_gap(lines)
    full = max((len(line.text) for line in lines if abs(line.size - usual) < 0.6), default=0)
    block: _Block | None = None
    for index, line in enumerate(lines):
        kind, level, number = _kind(line, lines, index, usual)
        if block is not None and _joins(block, line, kind, gap, full):
            block.lines.append(line)
            continue
        if block is not None:
            yield block
        block = _Block(kind, [line], level, number)
    if block is not None:
        yield block


def _usual_gap(lines: Sequence[_Line]) -> float:
    """Return the usual distance between the baselines of two lines, relative to the font size."""
    gaps = [
        (a.first.y - b.first.y) / a.size
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and abs(a.size - b.size) < 0.6 and 0.5 * a.size < a.first.y - b.first.y < 3 * a.size
    ]
    return sorted(gaps)[len(gaps) // 3] if gaps else 1.2


def _kind(line: _Line, lines: Sequence[_Line], index: int, usual: float) -> tuple[PassageKind, int, int]:
    if len(line.cells) > 1 and any(
        len(lines[i].cells) == len(line.cells) for i in (index - 1, index + 1) if 0 <= i < len(lines)
    ):
        return PassageKind.TABLE_ROW, 0, 0
    text = line.text
    if len(text) <= _LONGEST_HEADING:
        larger = line.size >= _HEADING_SIZE * usual
        if (larger and (line.bold or line.size >= 1.3 * usual)) or (
            line.bold and line.size >= usual and not _SENTENCE_END.search(text)
        ):
            return PassageKind.HEADING, 1 if index == 0 else 2, 0
    if _BULLET.match(text):
        return PassageKind.LIST_ITEM, 1, 0
    if numbered := _NUMBERED.match(text):
        return PassageKind.LIST_ITEM, 1, int(numbered[1])
    return PassageKind.PARAGRAPH, 0, 0


def _joins(block: _Block, line: _Line, kind: PassageKind, gap: float, full: int) -> bool:
    """Return whether a line continues the preceding block.

    `kind`: the kind of the line. `gap`: the usual distance between lines, relative to the font size. `full`: the number
    of characters in a full line.
    """
    last = block.lines[-1]
    if PassageKind.TABLE_ROW in (block.kind, kind) or kind is PassageKind.LIST_ITEM:
        return False
    if (
        (kind is PassageKind.HEADING) != (block.kind is PassageKind.HEADING)
        or abs(line.size - last.size) > 0.08 * last.size
        or line.bold != last.bold
    ):
        return False
    same_column = line.page == last.page and line.first.y < last.first.y
    distance = (last.first.y - line.first.y) / last.size
    if kind is PassageKind.HEADING:
        return same_column and distance <= 1.6
    ended = bool(_SENTENCE_END.search(last.text))
    if not same_column:
        return not ended or (len(last.text) > 0.9 * full and line.text[:1].islower())
    indented = line.first.x > last.first.x + 0.7 * line.size
    if distance > gap * 1.3 or (indented and block.kind is PassageKind.PARAGRAPH):
        return False
    # If the lines have different lengths, and there are no gaps or indents, a short line with a full stop ends the
    # paragraph.
    return not (
        ended
        and len(last.text) < 0.7 * full
        and len(block.lines) > 0
        and block.kind is PassageKind.PARAGRAPH
        and line.text[:1].isupper()
    )


def _write(draft: PageDraft, block: _Block, compounds: frozenset[str]) -> None:
    start = draft.begin()
    if block.kind is PassageKind.TABLE_ROW:
        for index, text in enumerate(block.lines[0].texts()):
            draft.put(" · " if index else "")
            begin = draft.length
            draft.put(text)
            draft.markup.append(Markup(begin, draft.length, MarkupKind.CELL))
    else:
        text = _joined([line.text for line in block.lines], compounds)
        if block.kind is PassageKind.LIST_ITEM:
            text = _NUMBERED.sub("", _BULLET.sub("", text))
        draft.put(text)
    draft.end(start, block.kind, block.level, block.number)


def _joined(lines: Sequence[str], compounds: frozenset[str]) -> str:
    """Return the lines joined to one text. Hyphens at line ends are removed if they divide a word.

    `compounds`: the words of the document that are written with a hyphen.
    """
    text = lines[0]
    for line in lines[1:]:
        before = re.search(r"(\w+)[-\u00ad‐]$", text)
        after = re.match(r"\w+", line)
        if before is None or after is None:
            text = (
                text + line
                if text.endswith(("–", "—", "/")) and not text.endswith((" –", " —"))
                else join_lines([text, line])
            )
            continue
        written = f"{before[1]}-{after[0]}"
        parts_word = after[0][0].islower() and not before[1][-1].isdigit() and written not in compounds
        text = (text[:-1] if parts_word or text[-1] == "\u00ad" else text) + line
    return text
