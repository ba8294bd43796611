"""Remove mentions that overlap others without being nested. The mention with the higher confidence stays."""

from __future__ import annotations

from collections.abc import Iterable

from storymap.model import Mention, MentionKind

_ORDER = {MentionKind.NAME: 0, MentionKind.METONYM: 0, MentionKind.DEMONYM: 1, MentionKind.DESCRIPTION: 2}


def nest(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in text order, outer before inner, without duplicate spans or partial overlaps."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, _ORDER[m.kind], -m.confidence)):
        # `kept` is in text order, so a mention can only cross one of the last mentions in it.
        clashes = [k for k in kept[-8:] if _crosses(k, mention)]
        if all(_worth(mention) < _worth(k) for k in clashes):
            kept = [k for k in kept if k not in clashes] if clashes else kept
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, -m.end))


def _worth(mention: Mention) -> tuple[int, float]:
    return _ORDER[mention.kind], -mention.confidence


def _crosses(a: Mention, b: Mention) -> bool:
    """Return whether only one of two mentions can stay.

    This is so if they have the same span, if they overlap partially, or if one contains the other and the outer one is
    not a description.
    """
    if a.end <= b.start or b.end <= a.start:
        return False
    inside = (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
    same = (a.start, a.end) == (b.start, b.end)
    outer = a if a.end - a.start >= b.end - b.start else b
    return same or not inside or outer.kind is not MentionKind.DESCRIPTION
