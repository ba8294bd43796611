"""Fit the weights with which suggestions become mentions (`storymap.resolve.promotion`) to annotated texts.

The texts are those of `storymap.forge.training.ranker`. Every occurrence of a suggestion is an example. It is right if it
is annotated as the name of its best candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from storymap.forge.training.certainty import article_of
from storymap.forge.training.fitting import Example, fit_logistic, is_within
from storymap.model import Mention, MentionKind
from storymap.ports import Entry, Gazetteer
from storymap.recognize import recognize
from storymap.recognize.tagger import Tagger
from storymap.resolve import Resolver
from storymap.resolve.promotion import WEIGHTS, promotion_features
from storymap.resolve.ranker import Weights

PRIOR = 1.0  # the prior of a weight is a normal distribution around 0; 1 / PRIOR is the variance


class _Recorder(Resolver):
    """A resolver that records a training example for each occurrence of a suggestion."""

    truths: Sequence[Mapping[str, Any]] = ()
    examples: list[Example]

    def promotion(
        self, text: str, mention: Mention, best: Entry, share: float, country: float, points: Sequence[Entry]
    ) -> float:
        why = self.gazetteer.negative(mention.surface)
        features = promotion_features(text, mention, best, share, country, points, why)
        truth = next((m for m in self.truths if m["start"] < mention.end and mention.start < m["end"]), None)
        right = truth is not None and truth.get("kind") != MentionKind.DEMONYM and is_within(best, truth)
        self.examples.append(Example(np.array([features[name] for name in WEIGHTS]), right, 1.0))
        return super().promotion(text, mention, best, share, country, points)


def examples(
    records: Iterable[Mapping[str, Any]], gazetteer: Gazetteer, weights: Weights, tagger: Tagger
) -> Iterator[Example]:
    """Read the texts and yield a training example for each occurrence of a suggestion."""
    for record in records:
        article = article_of(record)
        found = recognize(article, gazetteer, tagger)
        recorder = _Recorder(gazetteer, None, weights)
        recorder.truths, recorder.examples = record["mentions"], []
        recorder.run(article, found.mentions, found.rejected, found.suggestions, found.weak)
        yield from recorder.examples


def fit_promotion(found: Sequence[Example]) -> dict[str, float]:
    """Return the weights of the features of `storymap.resolve.promotion`."""
    fitted = fit_logistic(found, np.zeros(len(WEIGHTS)), list(WEIGHTS), {}, PRIOR)
    return {name: round(float(value), 2) for name, value in zip(WEIGHTS, fitted, strict=True)}
