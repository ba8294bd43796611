"""Spans of a text, with a fast test for overlaps."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

LEAD = re.compile(r"(?i)(?:the|an?)\s+")
_TAIL = re.compile(r"(?:[’']s|[’'])$|[\s,;:.!?)\]”\"'’-]+$")


class Spans:
    """Spans with a fast test for overlaps."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((b - a for a, b in self._spans), default=0)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a span shares a character with [start, end)."""
        i = bisect_left(self._spans, (start - self._longest, 0))
        while i < len(self._spans) and self._spans[i][0] < end:
            if self._spans[i][1] > start:
                return True
            i += 1
        return False


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without leading article, possessive and punctuation; the full stop of "U.S." stays."""
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
