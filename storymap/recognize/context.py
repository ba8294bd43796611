"""Runs of capitalised words, and how a word is used in the rest of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storymap.recognize.words import CAPITAL, LINK, WORD, Growing, Vocabulary, hashes

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_IN = "in at near from to across outside around inside throughout".split()
_TITLES = "Mr. Mrs. Ms. Dr. Gen. Sen. Rep. Gov. Lt. Col. Capt. Sgt. Prof. President Minister Sir Judge".split()
_SAYS = "said says told added explained whose who".split()


class Runs(NamedTuple):
    """For each token the first token of its run and the one after it; a token outside every run is a run of none."""

    first: Ints
    end: Ints
    low: Ints  # where the token's sentence begins and ends
    high: Ints

    def ends(self, ids: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """The words (0: none) that begin and end a run, and that stand before and after it; of runs of two and more."""
        several = self.end - self.first > 1
        size = max(len(ids) - 1, 0)
        before = np.where(several & (self.first > self.low), ids[np.maximum(self.first - 1, 0)], 0)
        after = np.where(several & (self.end < self.high), ids[np.minimum(self.end, size)], 0)
        first = np.where(several, ids[self.first], 0)
        last = np.where(several, ids[np.maximum(self.end - 1, 0)], 0)
        return first, last, before, after


def find_runs(kinds: NDArray[np.uint8], ranges: Sequence[tuple[int, int]], lengths: NDArray[np.intp]) -> Runs:
    """The runs of capitalised words, joined by a link or two ("Bank of the West"); none crosses a sentence."""
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
    """Numbers the combinations of a token's place in its run, in a name of the gazetteer, and in the text."""

    def __init__(self) -> None:
        self.values = Growing(4, np.uint32)
        self.values.extend([[0, 0, 0, 0]])
        self._ids: dict[int, int] = {}
        self._cues: tuple[Ints, ...] | None = None

    def ids(
        self,
        runs: Runs,
        matches: Sequence[tuple[int, int, str]],
        ids: Ints,
        vocabulary: Vocabulary,
        cases: Ints,
    ) -> Ints:
        place = _place(runs)
        cover = _cover(runs, matches)
        use = self._use(ids, runs, vocabulary)
        code = ((place * 8 + cover) * 32 + use) * 3 + cases
        distinct, inverse = np.unique(code, return_inverse=True)
        numbers = np.fromiter((self._number(int(value)) for value in distinct), np.int32, len(distinct))
        return numbers[inverse]

    def _number(self, code: int) -> int:
        number = self._ids.get(code)
        if number is None:
            rest, case = divmod(code, 3)
            rest, use = divmod(rest, 32)
            place, cover = divmod(rest, 8)
            number = self._ids[code] = self.values.size
            values = [f"p{place}" if place else "", f"g{place}.{cover}" if cover else "", f"u{use}" if use else "", f"s{case}" if case else ""]
            self.values.extend([hashes(values)])
        return number

    def _use(self, ids: Ints, runs: Runs, vocabulary: Vocabulary) -> Ints:
        """Of a capitalised word: 1 it also stands in lower case; elsewhere in the text 2 after "in", 4 after a title,
        8 before "said", 16 alone."""
        if self._cues is None:
            self._cues = tuple(np.array(vocabulary.ids(words), np.int32) for words in (_IN, _TITLES, _SAYS))
        into, titles, says = self._cues
        n = len(ids)
        before = np.where(runs.first > runs.low, ids[np.maximum(runs.first - 1, 0)], 0)
        after = np.where(runs.end < runs.high, ids[np.minimum(runs.end, max(n - 1, 0))], 0)
        head, tail = runs.first == np.arange(n), runs.end == np.arange(n) + 1
        capital = runs.end > np.arange(n)
        _, word = np.unique(ids, return_inverse=True)
        use = np.zeros(n, np.int32)
        for bit, seen in (
            (2, head & np.isin(before, into)),
            (4, np.isin(before, titles)),
            (8, tail & np.isin(after, says)),
            (16, head & tail),
        ):
            counts = np.bincount(word, weights=seen & capital)
            use += bit * (counts[word] - (seen & capital) > 0) if n else 0
        spelled = vocabulary.values.rows[ids, WORD]
        use += np.isin(spelled, spelled[~capital])
        return np.where(capital, use, 0)


def _place(runs: Runs) -> Ints:
    """0 outside; 1 alone; 2, 3, 4 first, within, last of a run of at most four; 5, 6, 7 of a longer one."""
    n = len(runs.first)
    index = np.arange(n)
    length = runs.end - runs.first
    part = np.where(index == runs.first, 2, np.where(index == runs.end - 1, 4, 3))
    return np.where(length <= 0, 0, np.where(length == 1, 1, part + np.where(length > 4, 3, 0)))


def _cover(runs: Runs, matches: Sequence[tuple[int, int, str]]) -> Ints:
    """Of a word in a name of the gazetteer: 1, and 2 if the name begins with the run, and 4 if it ends with it."""
    cover = np.zeros(len(runs.first), np.int32)
    for first, end, _ in matches:
        cover[first:end] = 1 + 2 * (first <= runs.first[first]) + 4 * (end >= runs.end[end - 1])
    return cover
