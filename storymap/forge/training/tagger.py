"""Train the tagger, `data/tagger.npz`: `python -m storymap.forge.training.tagger TEXTS.jsonl…`.

Training texts are JSON Lines, {"text", "spans": [[start, end, "LOC"|"PER"|"ORG"], …]}, with offsets in code points. The
training texts are not part of the package; SOURCES.toml describes them. All random values depend only on the seed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from storymap.forge.training.lessons import Lesson, Mark, common_places, read_lessons, split_bodies, without_things
from storymap.forge.training.phrases import Phrases
from storymap.forge.training.pool import Pool
from storymap.forge.training.texts import own_lessons
from storymap.forge.training.variations import renamed, varied
from storymap.ports import Gazetteer
from storymap.recognize.tagger.features import Features, Sheet, merge
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.recognize.tagger.weights import LABELS, Weights
from storymap.resources import data
from storymap.tokens import Token

ITERATIONS = 50  # iterations of L-BFGS; more iterations do not improve the results on held-out texts
ENOUGH = 2_500_000  # approximate maximum number of characters taken from one file
RARE = 2  # a feature gets a weight only if it occurs at least this many times
_PHRASE_ROUNDS = 30  # number of times that each phrase template is filled
_VARIANTS = 3  # number of variations made from each text that the project itself has written
_LEAST = 0.02  # weights whose absolute value is smaller than this are left out of the file
_TOGETHER = 200  # number of texts whose features are computed together
_POSSESSIVE = ("'s", "’s", "'S", "’S")


class Sequences(NamedTuple):
    """Sentences for CRFsuite. Each token has a row of features and a label."""

    keys: NDArray[np.uint32]
    labels: NDArray[np.uint8]
    lengths: NDArray[np.intp]


def encode(lessons: Iterable[Lesson], features: Features) -> Sequences:
    """Return the features and labels of all lessons."""
    keys, labels, lengths = [], [], []
    sheets: list[Sheet] = []
    for lesson in lessons:
        sheet = features.sheet(lesson.text)
        labels.append(label_tokens(sheet, lesson.marks))
        lengths += [end - first for first, end in sheet.sentences]
        sheets.append(sheet)
        if len(sheets) >= _TOGETHER:
            keys.append(features.keys(merge(sheets)))
            sheets.clear()
    if sheets:
        keys.append(features.keys(merge(sheets)))
    return Sequences(np.concatenate(keys), np.concatenate(labels), np.array(lengths, np.intp))


def label_tokens(sheet: Sheet, marks: Sequence[Mark]) -> NDArray[np.uint8]:
    """Return the label number of each token. A leading "the" and a trailing possessive are not part of a name."""
    out = np.zeros(len(sheet.tokens), np.uint8)
    starts, ends = ([token[i] for token in sheet.tokens] for i in (0, 1))
    firsts = {first for first, _ in sheet.sentences}
    for start, end, label in marks:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        first, last = _trim(sheet.tokens, first, last, firsts)
        if first < last and not out[first:last].any():
            begin = LABELS.index(f"B-{label}")
            out[first] = begin
            out[first + 1 : last] = begin + 1
    return out


def _trim(tokens: Sequence[Token], first: int, last: int, sentence_starts: set[int]) -> tuple[int, int]:
    if first < last and (tokens[first].text == "the" or (tokens[first].text == "The" and first in sentence_starts)):
        first += 1
    while first < last and tokens[last - 1].text in (*_POSSESSIVE, "'", "’", ",", ";", ")", '"', "”"):
        last -= 1
    return first, last


def learn(sequences: Sequences, out: Path, iterations: int = ITERATIONS, model: Path | None = None) -> None:
    """Fit the weights with L-BFGS (CRFsuite) and write them to `out`.

    `model` is the path for CRFsuite's own model file.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = str(model or Path(folder) / "model")
        trainer = pycrfsuite.Trainer(verbose=False)
        for items, labels in _items(sequences):
            trainer.append(items, labels)
        trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": iterations, "feature.possible_transitions": True})
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        export(info.state_features, info.transitions, out)


def export(state: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float], out: Path) -> None:
    """Write the weights of a CRFsuite model whose attributes are feature numbers."""
    number = {label: i for i, label in enumerate(LABELS)}
    kept = {(int(key, 36), number[label]): weight for (key, label), weight in state.items() if abs(weight) >= _LEAST}
    keys = np.array(sorted({key for key, _ in kept}), np.uint32)
    row = {int(key): i for i, key in enumerate(keys)}
    rows = np.zeros((len(keys), len(LABELS)), np.float32)
    for (key, label), weight in kept.items():
        rows[row[key], label] = weight
    steps = np.zeros((len(LABELS), len(LABELS)))
    for (a, b), weight in transitions.items():
        steps[number[a], number[b]] = weight
    Weights.write(out, keys, rows, steps)


def _items(sequences: Sequences) -> Iterator[tuple[list[list[str]], list[str]]]:
    distinct, counts = np.unique(sequences.keys, return_counts=True)
    kept = distinct[(counts >= RARE) & (distinct != 0)]
    names = {int(key): np.base_repr(key, 36) for key in kept}
    at = 0
    for length in sequences.lengths:
        rows = sequences.keys[at : at + length].tolist()
        labels = [LABELS[i] for i in sequences.labels[at : at + length]]
        yield [[names[key] for key in row if key in names] for row in rows], labels
        at += length


def train(text_files: Sequence[Path], gazetteer: Gazetteer, out: Path, seed: int = 0) -> None:
    """Train a tagger on `text_files` and write its weights to `out`.

    The training takes some minutes and 2 GB of memory.
    """
    features = Features(WordTable.open(data("words.npz")), gazetteer.best, gazetteer.demonym)
    lessons = [lesson for file in text_files for lesson in thinned(list(read_lessons([file])))]
    learn(encode(curriculum(lessons, gazetteer, seed), features), out)


def thinned(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """Return every nth lesson, so that the lessons have at most about ENOUGH characters.

    More text did not improve the results.
    """
    return lessons[:: 1 + sum(len(lesson.text) for lesson in lessons) // ENOUGH]


def curriculum(lessons: Sequence[Lesson], gazetteer: Gazetteer, seed: int, cities: int = 6000) -> Iterator[Lesson]:
    """Yield all training texts and their variations.

    The texts are the lessons, the project's own texts and the phrases.

    `cities` is the number of town names in the pool from which names are drawn.
    """
    random = Random(seed)
    places = common_places(lessons, gazetteer)
    lessons = [split_bodies(without_things(lesson), places) for lesson in lessons]
    pool = Pool(gazetteer, lessons, random, cities)
    yield from varied(lessons, pool, gazetteer, random)
    for lesson in own_lessons():
        yield lesson
        for _ in range(_VARIANTS):
            yield renamed(lesson, pool, gazetteer)
    yield from varied(Phrases(pool, random).lessons(_PHRASE_ROUNDS), pool, gazetteer, random)


if __name__ == "__main__":
    from storymap.gazetteer import open_gazetteer

    if not sys.argv[1:]:
        sys.exit("usage: python -m storymap.forge.training.tagger TEXTS.jsonl…")
    train([Path(name) for name in sys.argv[1:]], open_gazetteer(data("places.bin")), data("tagger.npz"))
