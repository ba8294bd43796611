"""Find the caption of each picture on a page, and the line of the text after which the picture comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.read.html.captions import NUMBERED, ends_with_credit
from storymap.read.paged.lines import Line

_NEAR = 2.6  # a caption begins at most this far below its picture, in font sizes of the caption
_LINE_GAP = 1.6  # maximum distance between the lines of a caption, in font sizes of the caption
_SMALLER = 0.95  # maximum font size of a caption that is not in italics, relative to that of the text
_LONGEST = 60  # maximum number of words in a caption


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. Its position, from the lower left corner of the page, and its size are in points."""

    page: int
    x: float
    y: float
    width: float
    height: float
    content: bytes
    caption: str = ""

    @property
    def right(self) -> float:
        """Return the x coordinate of the right edge."""
        return self.x + self.width


def caption_lines(picture: Picture, lines: Sequence[Line], usual: float) -> list[Line]:
    """Return the lines of the caption below a picture, or []. `usual`: the font size of the text in points."""
    below = [
        line
        for line in lines
        if line.page == picture.page and line.first.y < picture.y and _may_be_caption(picture, line)
    ]
    below.sort(key=lambda line: -line.first.y)
    if not below or picture.y - below[0].first.y > _NEAR * below[0].size:
        return []
    found = below[:1]
    for line in below[1:]:
        away = found[-1].first.y - line.first.y
        same = abs(line.size - found[0].size) < 0.3 and line.italic == found[0].italic and line.bold == found[0].bold
        if away > _LINE_GAP * line.size or not same:
            break
        found.append(line)
    text = " ".join(line.text for line in found)
    smaller = found[0].size <= _SMALLER * usual
    named = bool(NUMBERED.match(text)) or ends_with_credit(text)
    marked = smaller or named or (found[0].italic and not all(line.italic for line in lines))
    return found if marked and len(text.split()) <= _LONGEST else []


def line_before(picture: Picture, lines: Sequence[Line]) -> int:
    """Return the index of the line after which a picture comes, or -1 if it comes before all lines.

    This is the line above the picture, or, if the line below the picture is nearer, the line before that one in reading
    order.
    """
    own = [(index, line) for index, line in enumerate(lines) if line.page == picture.page]
    if not own:
        return max((index for index, line in enumerate(lines) if line.page < picture.page), default=-1)
    beside = [(index, line) for index, line in own if _overlaps(picture, line)]
    top = picture.y + picture.height
    above = min(
        ((line.first.y - top, index) for index, line in beside if line.first.y > top - 0.3 * line.size), default=None
    )
    below = min(((picture.y - line.first.y, index) for index, line in beside if line.first.y < picture.y), default=None)
    if above is not None and (below is None or above[0] <= below[0]):
        return above[1]
    return below[1] - 1 if below is not None else own[-1][0]


def _may_be_caption(picture: Picture, line: Line) -> bool:
    # a caption with a number may be at the left edge of the text, and not below its picture
    return _overlaps(picture, line) or (line.first.x < picture.x and bool(NUMBERED.match(line.text)))


def _overlaps(picture: Picture, line: Line) -> bool:
    """Return whether a line is in the column of a picture."""
    return line.first.x < picture.right and line.end > picture.x
