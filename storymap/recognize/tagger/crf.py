"""Find names of places, people and organisations in a text, with their probabilities.

The conditional random field uses features of words, the gazetteer and the rest of the text (`features`).
`storymap.forge.training.tagger` trains it. Text is processed in pieces, so time is linear and memory constant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from storymap.errors import GazetteerError
from storymap.ports import Gazetteer
from storymap.recognize.tagger.features import Features, Sheet
from storymap.recognize.tagger.lattice import Lattice
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.recognize.tagger.weights import LABELS, Scorer, Weights
from storymap.resources import data

_LEAST = 0.1  # minimum probability of a span in the result
_LONGEST = 12  # maximum number of tokens of a span
_PIECE = 40_000  # maximum number of characters processed at a time
_CACHED_WORDS = 60_000  # if a scorer has stored more words than this, it is dropped, so that memory use does not grow


_NONE = np.zeros(0, np.int64)

Ints = NDArray[np.int64]
Shares = NDArray[np.float32]


class Span(NamedTuple):
    """A span of text that may be a name. Spans with the same label do not overlap.

    Spans with different labels may overlap.
    """

    start: int
    end: int
    label: str  # LOC, PER, ORG
    probability: float  # the probability that exactly this span is a single name with this label


class Tagging:
    """The result of tagging a text: spans, and a place probability for each word."""

    def __init__(self, spans: list[Span], starts: Ints, ends: Ints, places: Shares) -> None:
        self.spans = spans  # in text order
        self._starts, self._ends, self._places = starts, ends, places

    def place(self, start: int, end: int) -> float:
        """Return the lowest place probability of the words in [start, end)."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        last = int(np.searchsorted(self._starts, end, side="left"))
        return float(self._places[first:last].min()) if first < last else 0.0


class Tagger:
    """Finds names in English text with trained weights. Open a tagger once; threads can share it.

    A scorer caches the values of each word, so only one thread can use it at a time. Each call takes an idle scorer or
    creates one, and puts it back afterwards.
    """

    def __init__(self, weights: Weights, table: WordTable, gazetteer: Gazetteer) -> None:
        self._weights, self._table, self._gazetteer = weights, table, gazetteer
        self._idle: deque[Scorer] = deque()  # no lock is needed, because pop and append are atomic

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the weights and the gazetteer without the caches."""
        return type(self), (self._weights, self._table, self._gazetteer)

    @property
    def words(self) -> WordTable:
        """Return the table with the word clusters and the usual case of frequent words."""
        return self._table

    @classmethod
    def open(cls, gazetteer: Gazetteer) -> Tagger:
        """Return the tagger with the weights of this package. Raise GazetteerError if its files are missing."""
        try:
            return cls(Weights.open(data("tagger.npz")), WordTable.open(data("words.npz")), gazetteer)
        except OSError as error:
            raise GazetteerError(f"the tagger's weights cannot be read: {error}; reinstall storymap") from error

    def spans(self, text: str) -> list[Span]:
        """Return the names in the text, in text order, with a probability of at least 0.1."""
        return [span for sheet, lattice in self._pieces(text) for span in _spans(sheet, lattice)]

    def read(self, text: str) -> Tagging:
        """Return the names in the text and the place probability of each word."""
        spans: list[Span] = []
        starts, ends, places = [_NONE], [_NONE], [_NONE.astype(np.float32)]
        for sheet, lattice in self._pieces(text):
            spans += _spans(sheet, lattice)
            starts.append(np.fromiter((token.start for token in sheet.tokens), np.int64, len(sheet.tokens)))
            ends.append(np.fromiter((token.end for token in sheet.tokens), np.int64, len(sheet.tokens)))
            places.append(lattice.marginals[:, 1:3].sum(axis=1).astype(np.float32))
        return Tagging(spans, np.concatenate(starts), np.concatenate(ends), np.concatenate(places))

    def _pieces(self, text: str) -> Iterator[tuple[Sheet, Lattice]]:
        for start, end in pieces(text):
            with self._scorer() as scorer:
                sheet = scorer.features.sheet(text, start, end)
                if not sheet.tokens:
                    continue
                scores = scorer.scores(sheet)
            yield sheet, Lattice(scores, self._weights.transitions, sheet.sentences)

    @contextmanager
    def _scorer(self) -> Iterator[Scorer]:
        """Provide a scorer that no other thread uses.

        After an exception, the scorer is dropped, because it may be incomplete.
        """
        try:
            scorer = self._idle.pop()
        except IndexError:
            features = Features(self._table, self._gazetteer.best, self._gazetteer.demonym)
            scorer = Scorer(features, self._weights)
        yield scorer
        if len(scorer.features) <= _CACHED_WORDS:
            self._idle.append(scorer)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of at most 40,000 characters that cover the text. They end at a paragraph, a line or a word."""
    start = 0
    while len(text) - start > _PIECE:
        for gap in ("\n\n", "\n", " "):
            end = text.rfind(gap, start, start + _PIECE) + len(gap)
            if end > start + _PIECE // 2:
                break
        else:
            end = start + _PIECE
        yield start, end
        start = end
    yield start, len(text)


def _spans(sheet: Sheet, lattice: Lattice) -> list[Span]:
    """Return the most probable names for each label, in text order. Names with the same label do not overlap."""
    found = []
    for begin in range(1, len(LABELS), 2):
        best = sorted(_candidates(sheet, lattice, begin), reverse=True)
        taken: set[int] = set()
        for probability, first, end in best:
            if taken.isdisjoint(range(first, end)):
                taken.update(range(first, end))
                label = LABELS[begin].partition("-")[2]
                found.append(Span(sheet.tokens[first].start, sheet.tokens[end - 1].end, label, probability))
    return sorted(found)


def _candidates(sheet: Sheet, lattice: Lattice, begin: int) -> Iterator[tuple[float, int, int]]:
    """Yield (probability, first token, token after) of each span with a label and a probability of at least _LEAST.

    `begin`: number of the label of a first token, such as B-LOC.
    """
    marginals = lattice.marginals
    starts = np.flatnonzero(marginals[:, begin] >= _LEAST)
    ends = {end for _, end in sheet.sentences}
    inside = marginals[:, begin + 1]
    for first in starts.tolist():
        for end in range(first + 1, first + _LONGEST + 1):
            probability = lattice.span(first, end, begin, begin + 1)
            if probability >= _LEAST:
                yield probability, first, end
            if end in ends or inside[end] < _LEAST:
                break
