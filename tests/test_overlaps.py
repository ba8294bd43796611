from __future__ import annotations

import random

import pytest

from storymap.overlaps import Overlaps, Span


def found(spans: Overlaps[Span], start: int, end: int) -> list[Span]:
    return sorted(spans.of(start, end))


def test_added_and_removed_items_are_found_like_items_given_at_first() -> None:
    choose = random.Random(3)
    kept: list[Span] = []
    overlaps: Overlaps[Span] = Overlaps([], lambda span: span)
    for _ in range(300):
        if kept and choose.random() < 0.4:
            gone = kept.pop(choose.randrange(len(kept)))
            overlaps.remove(gone)
        else:
            start = choose.randrange(1000)
            kept.append((start, start + choose.randrange(1, 60)))
            overlaps.add(kept[-1])
        at = choose.randrange(1000)
        assert found(overlaps, at, at + 20) == sorted(s for s in kept if s[0] < at + 20 and s[1] > at)
    assert list(overlaps) == sorted(kept)


def test_removing_a_missing_item_is_an_error() -> None:
    overlaps: Overlaps[Span] = Overlaps([(1, 3)], lambda span: span)
    with pytest.raises(ValueError, match="missing"):
        overlaps.remove((1, 4))
