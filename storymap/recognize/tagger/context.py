"""Find runs of capitalised words, and how a word is used in the rest of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storymap.recognize.tagger.gazetteer_tags import Match
from storymap.recognize.tagger.vocabulary import CAPITAL, INTO, LINK, SAYS, TITLE, Growing, hashes

Ints = NDArray[np.int32]

_USES = 64  # `find_use` returns six flags, so there are this many combinations


class Runs(NamedTuple):
    """For each token, its run of capitalised words (half-open range of tokens) and its sentence.

    The range is empty if the token is not in a run.
    """

    first: Ints
    end: Ints
    low: Ints  # index of the first token of the sentence, and index after its last token
    high: Ints

    def ends(self, ids: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Return four arrays of ids: for each token, its run's first word, last word, word before and word after.

        `ids`: the id of each token. A value is 0 if there is no such word in the sentence, or if the run has fewer
        than two words.
        """
        several = self.end - self.first > 1
        size = max(len(ids) - 1, 0)
        before = np.where(several & (self.first > self.low), ids[np.maximum(self.first - 1, 0)], 0)
        after = np.where(several & (self.end < self.high), ids[np.minimum(self.end, size)], 0)
        first = np.where(several, ids[self.first], 0)
        last = np.where(several, ids[np.maximum(self.end - 1, 0)], 0)
        return first, last, before, after


def find_runs(kinds: NDArray[np.uint8], ranges: Sequence[tuple[int, int]], lengths: NDArray[np.intp]) -> Runs:
    """Return the runs of capitalised words within a sentence. One or two link words may join these words ("Bank of the
    West")."""
    n = len(kinds)
    sentence = np.repeat(np.arange(len(ranges), dtype=np.int32), lengths)
    bounds = np.array(ranges, np.int32).reshape(-1, 2)
    low, high = bounds[sentence].T if n else (np.zeros(0, np.int32),) * 2
    capital, link = kinds == CAPITAL, kinds == LINK
    inside = capital.copy()
    inside[1:-1] |= link[1:-1] & capital[:-2] & capital[2:]
    pair = link[1:-2] & link[2:-1] & capital[:-3] & capital[3:]
    inside[1:-2] |= pair
    inside[2:-1] |= pair
    index = np.arange(n, dtype=np.int32)
    starts = inside.copy()
    starts[1:] &= ~inside[:-1] | (sentence[1:] != sentence[:-1])
    stops = inside.copy()
    stops[:-1] &= ~inside[1:] | (sentence[1:] != sentence[:-1])
    first = np.maximum.accumulate(np.where(starts | ~inside, index, 0)) if n else index
    end = np.minimum.accumulate(np.where(stops, index + 1, np.where(inside, n, index))[::-1])[::-1] if n else index
    return Runs(first.astype(np.int32), end.astype(np.int32), low, high)


class Contexts:
    """Gives a number to each context of a token.

    The context is the position of the token in its run and in a gazetteer name, and the use of the word in the text.
    """

    def __init__(self) -> None:
        self.values = Growing(4, np.uint32)
        self.values.extend([[0, 0, 0, 0]])
        self._ids: dict[int, int] = {}

    def ids(self, runs: Runs, matches: Sequence[Match], use: Ints, cases: Ints) -> Ints:
        code = ((_place(runs) * 8 + _cover(runs, matches)) * _USES + use) * 3 + cases
        distinct, inverse = np.unique(code, return_inverse=True)
        numbers = np.array([self._number(value) for value in distinct.tolist()], np.int32)
        return numbers[inverse]

    def _number(self, code: int) -> int:
        number = self._ids.get(code)
        if number is None:
            rest, case = divmod(code, 3)
            rest, use = divmod(rest, _USES)
            place, cover = divmod(rest, 8)
            number = self._ids[code] = self.values.size
            parts = {f"p{place}": place, f"g{place}.{cover}": cover, f"u{use}": use, f"s{case}": case}
            self.values.extend([hashes(name if value else "" for name, value in parts.items())])
        return number


def find_use(words: NDArray[np.uint32], cues: NDArray[np.uint8], runs: Runs) -> Ints:
    """Return, for each token, flags that say how the same word is used elsewhere in the text, or 0 outside runs.

    1: in lower case, 2: after "in", 4: after a title, 8: before "said", 16: as a run of one word, 32: as the last word
    of a longer run ("John Fairfield"). `words` are ids of words that do not depend on capitals.
    """
    n = len(words)
    index = np.arange(n)
    before = np.where(runs.first > runs.low, cues[np.maximum(runs.first - 1, 0)], 0)
    after = np.where(runs.end < runs.high, cues[np.minimum(runs.end, max(n - 1, 0))], 0)
    head, tail, inside = runs.first == index, runs.end == index + 1, runs.end > index
    distinct, word = np.unique(words, return_inverse=True)
    lower = np.zeros(len(distinct), bool)
    lower[word[~inside]] = True
    use = lower[word].astype(np.int32)
    signs = (head & (before == INTO), before == TITLE, tail & (after == SAYS), head & tail, tail & ~head)
    for bit, sign in zip((2, 4, 8, 16, 32), signs, strict=True):
        seen = sign & inside
        use += bit * (np.bincount(word, weights=seen, minlength=len(distinct))[word] > seen)
    use[~inside] = 0
    return use


def _place(runs: Runs) -> Ints:
    """Return, for each token, its position in its run.

    0: in no run; 1: alone; 2, 3, 4: first, inside, last of up to four words; 5, 6, 7: the same for longer runs.
    """
    n = len(runs.first)
    index = np.arange(n)
    length = runs.end - runs.first
    part = np.where(index == runs.first, 2, np.where(index == runs.end - 1, 4, 3))
    return np.where(length <= 0, 0, np.where(length == 1, 1, part + np.where(length > 4, 3, 0)))


def _cover(runs: Runs, matches: Sequence[Match]) -> Ints:
    """Return, for each token, flags that say how the gazetteer name around it fits its run, or 0 outside such names.

    The flags are 1, plus 2 if the name starts at the start of the run, plus 4 if it ends at the end of the run.
    """
    cover = np.zeros(len(runs.first), np.int32)
    for first, end, _ in matches:
        cover[first:end] = 1 + 2 * (first <= runs.first[first]) + 4 * (end >= runs.end[end - 1])
    return cover
