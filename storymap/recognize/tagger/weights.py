"""Load the tagger's weights from data/tagger.npz, and score each label for each token of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from storymap.recognize.tagger.features import PLAIN_TEMPLATES, TEMPLATES, Features, Sheet, Template, combine
from storymap.recognize.tagger.vocabulary import Growing

LABELS = ("O", "B-LOC", "I-LOC", "B-PER", "I-PER", "B-ORG", "I-ORG")

Floats = NDArray[np.float32]
Scores = NDArray[np.float64]


class Weights:
    """The weights: a row (one value per label) for each known feature, and a value for each pair of labels."""

    def __init__(self, keys: NDArray[np.uint32], rows: Floats, transitions: NDArray[np.float64]) -> None:
        """`keys`: the features, ascending, each with a row of `rows`. `transitions`: the weights of pairs of labels.

        The first key is 0, which stands for features that do not apply or are unknown. Its weights are 0.
        """
        self._keys, self._rows, self.transitions = keys, rows, transitions

    @classmethod
    def open(cls, path: Path) -> Weights:
        """Open the weights. Raise OSError if the file is missing."""
        with np.load(path) as file:
            keys = np.cumsum(file["gaps"], dtype=np.uint32)
            counts, labels, weights = file["counts"], file["labels"], file["weights"]
            rows = np.zeros((len(keys), len(LABELS)), np.float32)
            rows[np.repeat(np.arange(len(keys)), counts), labels] = weights
            return cls(keys, rows, file["transitions"].astype(np.float64))

    @staticmethod
    def write(path: Path, keys: NDArray[np.uint32], rows: Floats, transitions: NDArray[np.float64]) -> None:
        """Write the weights. `keys`: the features, ascending and without 0."""
        filled = rows != 0
        labels = np.tile(np.arange(rows.shape[1], dtype=np.uint8), (len(rows), 1))[filled]
        np.savez_compressed(
            path,
            gaps=np.diff(np.concatenate([[0, 0], keys.astype(np.int64)])).astype(np.uint32),
            counts=np.concatenate([[0], filled.sum(axis=1)]).astype(np.uint8),
            labels=labels,
            weights=rows[filled].astype(np.float16),
            transitions=transitions.astype(np.float32),
        )

    def of(self, keys: NDArray[np.uint32]) -> Floats:
        """Return the weights of features, summed over the last axis of `keys`: (…, features) -> (…, labels)."""
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        at[self._keys[at] != keys] = 0
        summed: Floats = self._rows[at].sum(axis=-2)
        return summed


class Scorer:
    """Sums the weights of a text's features. Sums that depend on a single word are cached.

    The caches of a scorer and its features grow with every text. Use them from one thread at a time.
    """

    def __init__(self, features: Features, weights: Weights) -> None:
        self.features = features
        self._full = _Sum(features, weights, TEMPLATES)
        self._plain = _Sum(features, weights, PLAIN_TEMPLATES)

    def scores(self, sheet: Sheet) -> Scores:
        """Return an array (tokens, labels) of log scores. They do not include the weights of pairs of labels."""
        total = np.empty((len(sheet.at), len(LABELS)))
        for part, chosen in ((self._full, ~sheet.plain), (self._plain, sheet.plain)):
            total[chosen] = part.scores(sheet, sheet.at[chosen])
        return total


class _Sum:
    """Computes the sum of the weights of several templates."""

    def __init__(self, features: Features, weights: Weights, templates: Sequence[Template]) -> None:
        self._features, self._weights = features, weights
        alone: dict[tuple[int, int], list[Template]] = {}
        self._joint = []
        for template in templates:
            if len(template) == 1:
                alone.setdefault((template[0].track, template[0].offset), []).append(template)
            else:
                self._joint.append(template)
        self._alone = [
            _Alone(features.values[track], weights, track, offset, t) for (track, offset), t in alone.items()
        ]

    def scores(self, sheet: Sheet, at: NDArray[np.intp]) -> Scores:
        total = np.zeros((len(at), len(LABELS)))
        if self._joint:
            total += self._weights.of(self._features.some_keys(sheet, at, self._joint))
        for alone in self._alone:
            total += alone.scores(sheet, at)
        return total


class _Alone:
    """Computes and caches the weight sums of the templates that read only one track at one offset."""

    def __init__(self, values: Growing, weights: Weights, track: int, offset: int, templates: list[Template]) -> None:
        self._values, self._weights, self._templates = values, weights, templates
        self._track, self._offset = track, offset
        self._rows = np.zeros((0, len(LABELS)), np.float32)

    def scores(self, sheet: Sheet, at: NDArray[np.intp]) -> Floats:
        values = self._values.rows
        if len(self._rows) < len(values):
            new = values[len(self._rows) :]
            parts = np.stack([new[:, template[0].column] for template in self._templates])
            self._rows = np.concatenate([self._rows, self._weights.of(combine(self._templates, parts[None]).T)])
        scores: Floats = self._rows[sheet.tracks[self._track, at + self._offset]]
        return scores
