"""The parts of a text that the tagger labels one at a time: sentences, cut by the rules with which its weights were learned.

`storymap.tokens` splits sentences for everything else. Other cuts here call for training the tagger again.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.tokens import Token

_ENDS = frozenset({".", "!", "?", "…", "...", "。", "！", "？", "।"})
_CLOSERS = frozenset("\"'”’»)]")
_STOPS = _ENDS | _CLOSERS
_WRAPPED = 50  # characters: a line at least this long that does not end a sentence was wrapped, not ended, there
_LONGEST = 160  # tokens: a longer sentence is a table or has no punctuation; it is cut so that work stays linear


def segments(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Half-open ranges of token indices that tile `tokens`. A sentence ends at its full stop, at a blank line, and at
    a line break that is not the wrapping of a long line; it never has more than 160 tokens."""
    ranges = []
    first = 0
    for i in range(1, len(tokens)):
        before = tokens[i - 1]
        gap = text[before.end : tokens[i].start]
        if i - first < _LONGEST:
            if before.text not in _STOPS and (gap == " " or not gap):
                continue
            if not (_breaks(text, before.end, gap) or _stops(tokens, i, gap)):
                continue
        ranges.append((first, i))
        first = i
    if tokens:
        ranges.append((first, len(tokens)))
    return ranges


def _stops(tokens: Sequence[Token], i: int, gap: str) -> bool:
    """Whether a sentence's last mark stands before token i; quotation marks and brackets that close it belong to it."""
    word = tokens[i].text
    if word in _CLOSERS or word[0].islower():
        return False
    last = tokens[i - 1].text
    if last in _CLOSERS:
        return bool(gap) and i > 1 and tokens[i - 2].text in _ENDS
    return last in _ENDS


def _breaks(text: str, end: int, gap: str) -> bool:
    """Whether the white space `gap` from offset `end` ends a line that was not merely wrapped there."""
    breaks = len((gap + "x").splitlines()) - 1
    if breaks != 1:
        return breaks > 1
    head = text[max(0, end - _WRAPPED) : end]
    return end < _WRAPPED or "\n" in head or "\r" in head
