"""Split text in a script with capitals into words, and determine which words are adjacent in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.recognize.languages.data import Language
from storymap.tokens import sentence_starts

_WORD = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_ENDING = lazy_pattern(r"(?<=[^\W\d_]{2})['’][^\W\d_]+$")
_OPENING = lazy_pattern(r"(?:^|[:;»«\"“”„\n•*–—(])[\s\"'“”„«»(]*$")
_LOOK_BACK = 6  # the start of a sentence is searched for in this many characters before a word
_PRECEDING = 3  # maximum number of words before a name that are used
_ADJACENT = frozenset(["", " ", "\u00a0"])


class Word(NamedTuple):
    """A word or a number: `text_of_article[start:end] == text`."""

    start: int
    end: int
    text: str
    lower: str  # the word in lower case, with straight apostrophes
    capital: bool
    begins_sentence: bool
    adjacent: bool  # whether at most one space is between this word and the one before


def split_words(text: str, language: Language) -> Iterator[Word]:
    """Yield the words of a text in order. An elided word ("d'") is a separate word."""
    previous_end = 0
    starts = iter([*sentence_starts(text), len(text)])
    next_start = next(starts)
    for match in _WORD.finditer(text):
        start, piece = match.start(), match.group()
        adjacent, previous_end = text[previous_end:start] in _ADJACENT, match.end()
        lower = piece.lower().replace("’", "'")
        first = start >= next_start or _is_opening(text, start)
        while start >= next_start:
            next_start = next(starts)
        if language.apostrophe_endings and (tail := _ENDING.search(piece)):
            piece, lower = piece[: tail.start()], lower[: tail.start()]
            previous_end = start + len(piece)
        elided = _elision(lower, language) if lower.startswith(language.elisions) else ""
        if elided:
            middle = start + len(elided)
            yield Word(start, middle, piece[: len(elided)], elided, piece[0].isupper(), first, adjacent)
            start, piece, first, adjacent = middle, piece[len(elided) :], False, True
            lower = piece.lower().replace("’", "'")
        yield Word(start, start + len(piece), piece, lower, piece[0].isupper(), first, adjacent)


def _elision(lower: str, language: Language) -> str:
    """Return the elided word ("d'") at the beginning of a longer word, or "" if there is none."""
    return next((e for e in language.elisions if lower.startswith(e) and len(lower) > len(e)), "")


def _is_opening(text: str, start: int) -> bool:
    """Return whether the word at `start` begins a quotation, line or bracket, or follows a colon or semicolon."""
    return bool(_OPENING.search(text[max(0, start - _LOOK_BACK) : start]))


def preceding_words(words: Sequence[Word], first: int) -> list[Word]:
    """Return up to three words directly before `words[first]` in its sentence, nearest first."""
    found: list[Word] = []
    while first and len(found) < _PRECEDING and words[first].adjacent and not words[first].begins_sentence:
        first -= 1
        found.append(words[first])
    return found
