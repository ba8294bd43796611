"""Spans of text with a fast test for overlaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Spans with a fast test for overlaps."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlap(self, start: int, end: int) -> bool:
        """Whether a span shares a character with [start, end)."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)
