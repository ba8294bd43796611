"""Split text into the sentences that the tagger labels, with the same rules as in training.

`storymap.tokens` splits sentences for all other code. After a change of these rules, the tagger must be trained again.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.tokens import Token

_ENDS = frozenset({".", "!", "?", "…", "...", "。", "！", "？", "।"})
_CLOSERS = frozenset("\"'”’»)]")
_STOPS = _ENDS | _CLOSERS
# If a line has at least this many characters and does not end with a sentence, its sentence continues on the next line
_WRAPPED = 50
# Maximum number of tokens in a sentence. Longer ones, such as tables, are cut, so that the run time is linear.
_LONGEST = 160


def segments(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return half-open ranges of token indices that cover `tokens`.

    Each range is a sentence. It ends at a full stop, question mark or exclamation mark, at a blank line, or at a line
    break after a short line, and has at most 160 tokens.
    """
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
    """Return whether a sentence ends before token i. Closing quotation marks and brackets belong to the sentence."""
    word = tokens[i].text
    if word in _CLOSERS or word[0].islower():
        return False
    last = tokens[i - 1].text
    if last in _CLOSERS:
        return bool(gap) and i > 1 and tokens[i - 2].text in _ENDS
    return last in _ENDS


def _breaks(text: str, end: int, gap: str) -> bool:
    """Return whether the white space `gap` at offset `end` has a blank line, or a line break after a short line.

    Longer lines are assumed to be wrapped.
    """
    breaks = len((gap + "x").splitlines()) - 1
    if breaks != 1:
        return breaks > 1
    head = text[max(0, end - _WRAPPED) : end]
    return end < _WRAPPED or "\n" in head or "\r" in head
