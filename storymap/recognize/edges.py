"""Correct the ends of a span that the tagger found, so that the span is a name in the gazetteer."""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Gazetteer, Match
from storymap.recognize.saints import name_of_saint

_LOWER_WORD = lazy_pattern(r"[^\S\n][a-zà-ÿ]")
_POSSESSIVE = lazy_pattern(r"[’']s\b")
_DASH = lazy_pattern(r"[^\S\n]+[—–-]+$")
_WORD_BEFORE = lazy_pattern(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*[^\S\n]$")
_LONGEST = 16  # maximum number of characters of a word before the span


def fit(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the span. If its name is unknown but a shorter or longer name is known, return the span of that name.

    A dash at the end of the span is left out ("CHILLICOTHE, Ohio — City Council"). The shorter name ends before a word in lower case ("Mount Vernon chamber", "Zugdidi the Mingrelians"). The longer
    name includes "’s" ("St. Kitt’s") or the word before the span ("In Guezzam", "The Entrance").
    """
    if dash := _DASH.search(text[start:end]):
        end = start + dash.start()
    end = name_of_saint(text, start, end, gazetteer)
    if start >= end or gazetteer.find(text[start:end]):
        return start, end
    first = _WORD_BEFORE.search(text, max(0, start - _LONGEST), start)
    if first and any(e.match <= Match.OFFICIAL for e in gazetteer.find(text[first.start() : end])[:1]):
        return first.start(), end
    for word in _LOWER_WORD.finditer(text, start, end):
        if gazetteer.find(text[start : word.start()]):
            return start, word.start()
    tail = _POSSESSIVE.match(text, end)
    if tail and gazetteer.best(text[start : tail.end()]) is not None:
        return start, tail.end()
    return start, end
