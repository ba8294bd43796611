"""Convert headlines in capitals or title case to the capitalisation of running text."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.recognize.tagger.vocabulary import Vocabulary, recase

NORMAL, SHOUTED, TITLED = range(3)
_COMMON = 3  # words with at most this code of the usual case (see `WordTable`) are rarely capitalised


def sentence_case(words: Sequence[str]) -> int:
    """Return how a sentence is written: SHOUTED (in capitals), TITLED (title case) or NORMAL."""
    letters = [word for word in words if word[0].isalpha() and len(word) > 1]
    if len(letters) < 2 or not letters[0][0].isupper():
        return NORMAL
    shouted = sum(word.isupper() and "." not in word for word in letters)
    if shouted > 0.8 * len(letters) and shouted >= 2:
        return SHOUTED
    long = [word for word in letters if len(word) > 3]
    if len(long) >= 3 and sum(word[0].isupper() for word in long) > 0.85 * len(long) and words[-1] != ".":
        return TITLED
    return NORMAL


def running(words: Sequence[str], case: int, vocabulary: Vocabulary) -> list[str]:
    """Return the words as they are written in running text. Words whose usual case is unknown are not changed.

    `case`: the result of `sentence_case`.
    """
    if case == NORMAL:
        return list(words)
    usual = [vocabulary.usual[number] for number in vocabulary.ids(words)]
    if case == SHOUTED:
        return [
            recase(word, u) if word.isupper() and len(word) > 1 else word for word, u in zip(words, usual, strict=True)
        ]
    return [
        words[0],
        *(word.lower() if 0 < u <= _COMMON else word for word, u in zip(words[1:], usual[1:], strict=True)),
    ]
