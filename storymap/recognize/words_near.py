"""Look up words of a text before a pattern is searched for in it.

Most patterns for the words around a name match seldom, and compiling and searching them takes most of the time of
reading an article. A pattern need not be searched for if the text lacks a word that every match contains. The functions
return words in lower case. A word consists of letters and digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from storymap.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"[^\W_]+")


def find_words(text: str) -> frozenset[str]:
    """Return the different words of a text."""
    return frozenset(_WORD.findall(text.lower()))


words_of = lru_cache(8)(find_words)  # for whole articles, in which several modules look up words


def last_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the last word of each phrase: "brother" for "half-brother"."""
    spaced = ("".join(c if c.isalnum() else " " for c in phrase.lower()) for phrase in phrases)
    return frozenset(phrase.split()[-1] for phrase in spaced)


def word_before(text: str, end: int) -> str:
    """Return the last word before an offset, or "" if there is none. Spaces and punctuation may follow the word."""
    while end and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:end].lower()
