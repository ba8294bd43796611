"""Join positioned pieces of text to lines, and bring the lines of columns into reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
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
    italic: bool = False

    @property
    def end(self) -> float:
        """Return the approximate x coordinate of the right edge of the fragment."""
        return self.x + len(self.text.strip()) * self.size * _CHAR_WIDTH


@dataclass(slots=True)
class Line:
    """Pieces of text on one baseline. A wide gap between two pieces begins a new cell."""

    page: int
    cells: list[list[Fragment]]
    height: float  # of the page, in points

    @property
    def first(self) -> Fragment:
        return self.cells[0][0]

    @property
    def size(self) -> float:
        return max((f for cell in self.cells for f in cell), key=lambda f: len(f.text)).size

    @property
    def bold(self) -> bool:
        return all(f.bold for cell in self.cells for f in cell)

    @property
    def italic(self) -> bool:
        return all(f.italic for cell in self.cells for f in cell)

    @property
    def end(self) -> float:
        """Return the approximate x coordinate of the right edge of the line."""
        return max(cell[-1].end for cell in self.cells)

    def texts(self) -> list[str]:
        return [" ".join("".join(f.text for f in cell).translate(_LIGATURES).split()) for cell in self.cells]

    @property
    def text(self) -> str:
        return " ".join(self.texts())


def lines_of(fragments: Sequence[Fragment], page: int) -> list[Line]:
    """Return the lines of a page: fragments that are consecutive in the file and on one baseline are joined.

    Within a line, a wide gap begins a new cell.
    """
    rows: list[list[Fragment]] = []
    for fragment in fragments:
        if rows and _is_same_row(rows[-1][0], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [Line(page, _cells(row), row[0].page_height) for row in rows]


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


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return the lines in reading order. Lines across two columns are split; the left column comes before the right one."""
    from statistics import median

    pairs = [line for line in lines if len(line.cells) == 2]
    if len(pairs) < 8 or len(pairs) < 0.6 * len(lines) or median(min(map(len, line.texts())) for line in pairs) < 20:
        return lines
    found: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if len(line.cells) == 2:
            found.append(Line(line.page, [line.cells[0]], line.height))
            right.append(Line(line.page, [line.cells[1]], line.height))
        elif right and abs(line.first.x - right[0].first.x) < 5:
            right.append(line)
        elif right and abs(line.first.x - pairs[0].first.x) < 5 and len(line.text) < 60:
            found.append(line)
        else:
            found += [*right, line]
            right = []
    return [*found, *right]
