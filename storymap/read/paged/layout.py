"""Convert pages of positioned text to paragraphs: join lines, columns and hyphenated words, and find footnotes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Figure, Markup, MarkupKind, PassageKind
from storymap.read.draft import Draft
from storymap.read.paged.lines import Fragment, Line, in_reading_order, lines_of
from storymap.read.paged.pictures import Picture, caption_lines, line_before
from storymap.read.paged.running_heads import split_running_heads
from storymap.read.transcripts import join_lines

_SENTENCE_END = lazy_pattern(r"[.!?…:。！？][\"'”’»)\]]*$")
_BULLET = lazy_pattern(r"^(?:[•‣◦▪●○■–—\u2212\uf0b7\uf0a7]|[-*](?=\s))\s*(?=\S)")
_NUMBERED = lazy_pattern(r"^(\d{1,2})[.)]\s+(?=\S)")
_HEADING_SIZE = 1.12  # minimum font size of a heading, relative to that of the text
_NOTE_SIZE = 0.87  # maximum font size of a footnote, relative to that of the text
_LONGEST_HEADING = 120  # maximum number of code points in a heading


@dataclass(slots=True)
class _Block:
    """The lines of one paragraph, heading, list item or table row."""

    kind: PassageKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    number: int = 0


class PageDraft(Draft):
    """A Draft with the title that is printed on the first page, and the running heads of that page."""

    title = ""
    heads: Sequence[str] = ()


def write_pages(pages: Sequence[Sequence[Fragment]], pictures: Sequence[Picture] = ()) -> PageDraft:
    """Return a draft with the passages and figures of all pages in reading order. Footnotes come last."""
    by_page = [in_reading_order(lines_of(fragments, number)) for number, fragments in enumerate(pages)]
    draft = PageDraft()
    usual = _usual_size([line for page in by_page for line in page])
    by_page, pictures = _take_captions(by_page, pictures, usual)
    lines, draft.heads = split_running_heads(by_page, usual)
    if not lines:
        return draft
    usual = _usual_size(lines)
    body, notes = _split_notes(lines, usual)
    compounds = frozenset(re.findall(r"\w+-\w+", " ".join(line.text for line in lines)))
    placed: dict[int, list[Picture]] = {}
    for picture in pictures:
        placed.setdefault(line_before(picture, body), []).append(picture)
    _put_figures(draft, placed.get(-1, []))
    index = 0
    for block in _blocks(body, usual):
        _write(draft, block, compounds)
        for picture_line in range(index, index + len(block.lines)):
            _put_figures(draft, placed.get(picture_line, []))
        index += len(block.lines)
    for block in _blocks(notes, usual):
        _write(draft, block, compounds)
    first = draft.passages[0] if draft.passages else None
    if first is not None and first.kind is PassageKind.HEADING:
        draft.title = "".join(draft.article().text[first.start : first.end]).strip()
    return draft


def _usual_size(lines: Sequence[Line]) -> float:
    """Return the font size of most of the text in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _take_captions(
    pages: Sequence[list[Line]], pictures: Sequence[Picture], usual: float
) -> tuple[list[list[Line]], list[Picture]]:
    """Return (the pages without the captions of pictures, the pictures with their captions)."""
    found: list[Picture] = []
    gone: set[int] = set()
    for picture in pictures:
        lines = caption_lines(picture, [line for line in pages[picture.page] if id(line) not in gone], usual)
        gone.update(map(id, lines))
        caption = _joined([line.text for line in lines], frozenset()) if lines else ""
        found.append(replace(picture, caption=caption))
    return [[line for line in page if id(line) not in gone] for page in pages], found


def _put_figures(draft: PageDraft, pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        name = f"image {len(draft.figures) + 1}"
        draft.figures.append(Figure(name, draft.length, caption=picture.caption, content=picture.content))


def _split_notes(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """Return (lines of the text, lines of footnotes). `usual`: the font size of the text in points.

    Footnotes are in smaller print at the end of a page or column.
    """
    notes: list[Line] = []
    body: list[Line] = []
    for index, line in enumerate(lines):
        rest = [other for other in lines[index : index + 40] if other.page == line.page]
        small = line.size <= _NOTE_SIZE * usual and line.first.y < 0.4 * line.height
        if small and all(other.size <= _NOTE_SIZE * usual for other in rest):
            notes.append(line)
        else:
            body.append(line)
    return body, notes


def _blocks(lines: Sequence[Line], usual: float) -> Iterator[_Block]:
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


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the usual distance between the baselines of two lines, relative to the font size."""
    gaps = [
        (a.first.y - b.first.y) / a.size
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and abs(a.size - b.size) < 0.6 and 0.5 * a.size < a.first.y - b.first.y < 3 * a.size
    ]
    return sorted(gaps)[len(gaps) // 3] if gaps else 1.2


def _kind(line: Line, lines: Sequence[Line], index: int, usual: float) -> tuple[PassageKind, int, int]:
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


def _joins(block: _Block, line: Line, kind: PassageKind, gap: float, full: int) -> bool:
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
