"""Find the spans of text that overlap another span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
Span = tuple[int, int]  # half-open offsets in a text


class Overlaps(Generic[T]):
    """Items with a span each. Look-ups are fast if all spans are short, such as those of names."""

    def __init__(self, items: Iterable[T], span: Callable[[T], Span]) -> None:
        self._rows = sorted(((*span(item), i, item) for i, item in enumerate(items)), key=lambda row: row[:3])
        self._longest = max((end - start for start, end, _, _ in self._rows), default=0)

    def of(self, start: int, end: int) -> list[T]:
        """Return the items whose spans overlap [start, end), in the order in which they were given."""
        first = bisect_left(self._rows, start - self._longest, key=lambda row: row[0])
        after = bisect_left(self._rows, end, key=lambda row: row[0])
        overlapping = [row for row in self._rows[first:after] if row[1] > start]
        return [item for _, _, _, item in sorted(overlapping, key=lambda row: row[2])]
