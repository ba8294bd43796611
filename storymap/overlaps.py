"""Find the spans of text that overlap another span."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
Span = tuple[int, int]  # half-open offsets in a text


class Overlaps(Generic[T]):
    """A collection of items, each of which has a span of text.

    Look-ups are fast if all spans are short, as those of names are.
    """

    def __init__(self, items: Iterable[T], span: Callable[[T], Span]) -> None:
        self._span = span
        self._rows = sorted(((*span(item), i, item) for i, item in enumerate(items)), key=_order)
        self._longest = max((end - start for start, end, _, _ in self._rows), default=0)
        self._added = len(self._rows)

    def __iter__(self) -> Iterator[T]:
        """Yield the items, sorted by their spans."""
        return (item for _, _, _, item in self._rows)

    def add(self, item: T) -> None:
        """Add an item."""
        start, end = self._span(item)
        insort(self._rows, (start, end, self._added, item), key=_order)
        self._longest, self._added = max(self._longest, end - start), self._added + 1

    def remove(self, item: T) -> None:
        """Remove an item. Raise ValueError if the item is missing."""
        start, end = self._span(item)
        at = bisect_left(self._rows, (start, end, 0), key=_order)
        while at < len(self._rows) and self._rows[at][:2] == (start, end):
            if self._rows[at][3] is item:
                del self._rows[at]
                return
            at += 1
        raise ValueError("the item is missing")

    def of(self, start: int, end: int) -> list[T]:
        """Return the items whose spans overlap [start, end), in the order in which they were added."""
        first = bisect_left(self._rows, start - self._longest, key=lambda row: row[0])
        after = bisect_left(self._rows, end, key=lambda row: row[0])
        overlapping = [row for row in self._rows[first:after] if row[1] > start]
        return [item for _, _, _, item in sorted(overlapping, key=lambda row: row[2])]


def _order(row: tuple[int, int, int, object]) -> tuple[int, int, int]:
    return row[:3]
