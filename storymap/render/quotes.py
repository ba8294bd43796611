"""Sentences of the article that name a place, as quotes for the list of places and for the card on the map."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Passage, PassageKind
from storymap.tokens import sentences_of

# Maximum number of characters in the first quotes for a place. A longer sentence is shortened on both sides of the
# name.
LONG = 160
SHORT = 80  # maximum number of characters in the other quotes for the place
MANY = 5  # the first MANY quotes of a place have the limit LONG
_BULLET = lazy_pattern(r"\s*(?:[-*•‣–]|\d{1,3}[.)])\s+(?=\S)")
_SPACED = lazy_pattern(r"\s")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or a part of a sentence that contains a name.

    `before` and `after` are the texts around the name. `passage` is the id of the passage.
    """

    passage: str
    before: str
    name: str
    after: str


def quotes_of(text: str, passages: Sequence[Passage], mentions: Sequence[Mention], *, long: int = LONG) -> list[Quote]:
    """Return one quote for each sentence that contains a mention, in text order.

    Mentions outside `passages` are ignored.
    """
    found: dict[tuple[int, int], Quote] = {}
    for mention in mentions:
        at = bisect_right(passages, mention.start, key=lambda passage: passage.start) - 1
        if at < 0 or mention.start >= passages[at].end:
            continue
        passage = passages[at]
        span = _sentence(text, passage, mention)
        limit = long if len(found) < MANY else min(long, SHORT)
        if span not in found:
            found[span] = _quote(text, passage.id, span, (mention.start, mention.end), limit)
    return list(found.values())


def _sentence(text: str, passage: Passage, mention: Mention) -> tuple[int, int]:
    """Return the offsets of the sentence around a mention.

    The bullet of a list item is left out. A row of a table is treated as one sentence.
    """
    start = passage.start
    if passage.kind is PassageKind.LIST_ITEM and (bullet := _BULLET.match(text, start, passage.end)):
        start = min(bullet.end(), mention.start)
    whole = (start, passage.end)
    if passage.kind is PassageKind.TABLE_ROW:
        return whole
    spans = sentences_of(text, start, passage.end)
    at = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and mention.end <= spans[at][1] else whole


@lru_cache(16384)
def _quote(text: str, passage: str, span: tuple[int, int], name: tuple[int, int], limit: int) -> Quote:
    start, end = span
    room = max(limit - (name[1] - name[0]), 40)
    before, after = name[0] - start, end - name[1]
    left = min(before, max(room // 2, room - after))
    right = min(after, max(room // 2, room - before))
    return Quote(
        passage,
        _one_line(_end(text[start : name[0]], left)).lstrip(),
        _one_line(text[name[0] : name[1]]),
        _one_line(_beginning(text[name[1] : end], right)).rstrip(),
    )


def _end(words: str, length: int) -> str:
    """Return the end of a text with at most `length` characters. A shortened text begins with "…" and, if possible, a
    whole word."""
    if len(words) <= length:
        return words
    kept = words[len(words) - length :]
    space = _SPACED.search(kept)
    return "…" + (kept[space.end() :] if space else kept)


def _beginning(words: str, length: int) -> str:
    """Return the beginning of a text with at most `length` characters. The result ends with a whole word."""
    if len(words) <= length:
        return words
    kept = words[:length]
    spaces = list(_SPACED.finditer(kept))
    return (kept[: spaces[-1].start()] if spaces else kept) + "…"


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
