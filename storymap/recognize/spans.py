"""Spans of a text, with a fast test for overlaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from storymap.lazy_pattern import lazy_pattern

LEAD = lazy_pattern(r"(?i)(?:the|an?)\s+")
_TAIL = lazy_pattern(r"(?:[’'][sS]|[’'])$|[\s,;:.!?)\]”\"'’-]+$")


class Spans:
    """Spans with a fast test for overlaps. Spans that overlap each other are merged into one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def hold(self, start: int, end: int) -> bool:
        """Return whether one of the spans contains [start, end) and is longer than it."""
        i = bisect_right(self._ends, start)
        if i == len(self._ends) or self._starts[i] > start or self._ends[i] < end:
            return False
        return self._ends[i] - self._starts[i] > end - start

    def within(self, start: int, end: int) -> bool:
        """Return whether all spans that overlap [start, end) are inside it."""
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return first >= after or (self._starts[first] >= start and self._ends[after - 1] <= end)

    def overlap(self, start: int, end: int) -> bool:
        """Return whether one of the spans shares a character with [start, end)."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without an article at its start, a possessive at its end, and punctuation at both ends.

    The last full stop of an abbreviation such as "U.S." stays.
    """
    lead = LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while start < end and not text[start].isalnum():
        start += 1
    while end > start:
        piece = text[start:end]
        tail = _TAIL.search(piece)
        if not tail or (piece.endswith(".") and ("." in piece[:-1] or (len(piece) <= 6 and " " not in piece))):
            break
        end = start + tail.start()
    return start, end
