"""Find the ends of tags in a text."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted

_BOX = lazy_pattern(r"^[^\S\n]*:{3,}[^\S\n]*([^\n]*)$", re.M)


class Scanner:
    """Scans a text once from start to end. `_at` is the current position. Omitted parts are recorded."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._omitted: list[Omitted] = []
        self._absent: set[str] = set()  # end marks that the rest of the text does not contain

    def _omit(self, kind: str, what: str) -> None:
        self._omitted.append(Omitted(kind, " ".join(what.split())[:200]))

    def _inside(self, end: str, longest: int | None = None) -> str | None:
        """Return the text up to an end mark and move past the mark.

        If the mark does not occur, return None and do not move.
        """
        if end in self._absent:
            return None
        limit = len(self._source) if longest is None else self._at + longest
        found = self._source.find(end, self._at, limit)
        if found < 0:
            if longest is None:
                self._absent.add(end)
            return None
        text = self._source[self._at : found]
        self._at = found + len(end)
        return text

    def _until(self, pattern: str) -> str | None:
        """Return the text up to a match of a pattern and move past the match. If the pattern does not match, return
        None and do not move."""
        if pattern in self._absent:
            return None
        found = re.compile(pattern, re.S | re.M).search(self._source, self._at)
        if found is None:
            self._absent.add(pattern)
            return None
        text = self._source[self._at : found.start()]
        self._at = found.end()
        return text

    def _skip_box(self) -> None:
        """Move past the end of the current box (`:::note` … `:::`). Boxes inside it are skipped too."""
        depth = 1
        for box in _BOX.finditer(self._source, self._at):
            depth += 1 if box[1].strip() else -1
            self._at = box.end()
            if not depth:
                return


def is_comment_line(source: str, at: int) -> bool:
    """Return whether the `%%` before a position begins a comment that has no closing `%%` and ends with its paragraph.

    The next `%%` in the text, if there is one, begins another comment in this case.
    """
    end = source.find("%%", at)
    inside = source[at : end if end >= 0 else len(source)]
    if not inside.partition("\n")[0].strip():
        return False
    if end < 0:
        return inside.startswith(" ")
    again = source[end + 2 : end + 200].partition("\n")[0]
    return "\n\n" in inside and inside.endswith("\n") and bool(again.strip(" %"))
