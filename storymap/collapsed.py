"""A text with runs of white space collapsed, in which many words can be found quickly."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache

from storymap.lazy_pattern import lazy_pattern

_RUN = lazy_pattern(r"\s+")
_TOKEN = lazy_pattern(r"\w+")


class CollapsedText:
    """A text in which each run of white space is one space, and the offsets of its characters in the original text.

    All offsets are code points.
    """

    def __init__(self, original: str) -> None:
        self.text = _RUN.sub(" ", original)
        self._original = original
        # offset in `text` of the first character after each run of several white space characters
        self._after: list[int] = []
        self._removed: list[int] = []  # number of characters removed before that offset
        removed = 0
        for run in _RUN.finditer(original):
            length = run.end() - run.start()
            if length > 1:
                removed += length - 1
                self._after.append(run.end() - removed)
                self._removed.append(removed)

    def offset(self, at: int) -> int:
        """Convert an offset in `text` to the offset of the same character in the original text."""
        number = bisect_right(self._after, at)
        return at + (self._removed[number - 1] if number else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Convert a span in `text` to the span of the same characters in the original text. It must not be empty."""
        return self.offset(start), self.offset(end - 1) + 1

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The sequences of letters, digits and underscores in the text."""
        return frozenset(_TOKEN.findall(self._original))

    def may_contain(self, words: str) -> bool:
        """Return whether all tokens of some words are tokens of the text. This is faster than a search."""
        return self.tokens.issuperset(_TOKEN.findall(words))


@lru_cache(maxsize=2)
def collapsed(text: str) -> CollapsedText:
    """Return the collapsed text. It is kept for the next calls, because commands search one article for many words."""
    return CollapsedText(text)
