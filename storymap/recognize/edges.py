"""Correct the end of a span that the tagger found: to the known part of it, or to a known longer name."""

from __future__ import annotations

import re

from storymap.ports import Gazetteer

_LOWER_WORD = re.compile(r"[^\S\n][a-zà-ÿ]")
_POSSESSIVE = re.compile(r"[’']s\b")


def fit(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the span, shortened or extended if only the other name is known; otherwise unchanged.

    It is shortened to the part before a word in lower case ("Mount Vernon chamber", "Zugdidi the Mingrelians"), and
    extended by "’s" ("St. Kitt’s").
    """
    if start >= end or gazetteer.find(text[start:end]):
        return start, end
    for word in _LOWER_WORD.finditer(text, start, end):
        if gazetteer.find(text[start : word.start()]):
            return start, word.start()
    tail = _POSSESSIVE.match(text, end)
    if tail and gazetteer.best(text[start : tail.end()]) is not None:
        return start, tail.end()
    return start, end
