"""Rank candidates with trained weights (`data/ranker.json`).

The places in an article support each other: the context features are computed from beliefs, which are the current
probabilities of all candidates.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from storymap.resolve.candidates import Group
from storymap.resolve.certainty import CERTAINTY_FEATURES
from storymap.resolve.confidence import CONFIDENCE_FEATURES
from storymap.resolve.dialect import NO_DIALECT
from storymap.resolve.features import FEATURES, FIRST_FEATURES, Array, ContextFeatures, own_features
from storymap.resolve.home import infer_home
from storymap.resources import data

ROUNDS = 3  # the beliefs are updated this many times; they hardly change after the second time


# Default weights for CONFIDENCE_FEATURES. With them, only the share is used.
_PLAIN = np.array([float(n == "share") for n in CONFIDENCE_FEATURES])
# Default weights for CERTAINTY_FEATURES. With them, only the product of the two probabilities is used.
_PRODUCT = np.array([float(n == "product") for n in CERTAINTY_FEATURES])


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained weights: `first` for FIRST_FEATURES, which give the first beliefs, and `full` for all FEATURES."""

    first: Array
    full: Array
    confidence: Array = field(default_factory=lambda: _PLAIN)  # a weight for each of `CONFIDENCE_FEATURES`
    certainty: Array = field(default_factory=lambda: _PRODUCT)  # a weight for each of `CERTAINTY_FEATURES`


@cache
def load_weights() -> Weights:
    """Return the trained weights from `data/ranker.json`."""
    table = json.loads(data("ranker.json").read_text(encoding="utf-8"))
    return weights_of(table)


def weights_of(table: Mapping[str, Mapping[str, float]]) -> Weights:
    """Return the weights in the tables `first`, `full`, `confidence` and `certainty`.

    Each table maps features to weights.

    Raise KeyError if a feature is unknown.
    """
    confidence, certainty = table.get("confidence", {"share": 1.0}), table.get("certainty", {"product": 1.0})
    unknown = (set(table["first"]) - set(FIRST_FEATURES)) | (set(table["full"]) - set(FEATURES))
    unknown |= (set(confidence) - set(CONFIDENCE_FEATURES)) | (set(certainty) - set(CERTAINTY_FEATURES))
    if unknown:
        raise KeyError(
            f"unknown features {sorted(unknown)} in ranker.json; train it again with `storymap data train-ranker`"
        )
    return Weights(
        np.array([table["first"].get(n, 0.0) for n in FIRST_FEATURES]),
        np.array([table["full"].get(n, 0.0) for n in FEATURES]),
        np.array([confidence.get(n, 0.0) for n in CONFIDENCE_FEATURES]),
        np.array([certainty.get(n, 0.0) for n in CERTAINTY_FEATURES]),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The shares and the evidence of a group's candidates, in the order of the group.

    A share (0–1, their sum is 1) is the probability of a candidate if one of the candidates is right.
    """

    shares: Array
    evidence: Array  # values multiplied by their weights; a row for each candidate, a column for each of `FEATURES`
    values: Array  # values of the features, with the same rows and columns


def rank(
    groups: Sequence[Group],
    demonyms: Mapping[str, float],
    home: tuple[float, float] | None = None,
    home_country: str = "",
    weights: Weights | None = None,
    *,
    find_home: bool = False,
    dialect: Mapping[str, float] = NO_DIALECT,
) -> list[Ranking | None]:
    """Return a Ranking for each group, or None for a group without candidates.

    `demonyms`: the number of demonyms in the article, by country code. `home`: (lat, lon) of the publisher, or None.
    `home_country`: the country code of the publisher, or "". `find_home`: whether to infer the home from the names, for
    a local article that does not state it. `dialect`: the scores that the words of the article give to countries.
    `weights`: by default, the trained weights.
    """
    weights = weights or load_weights()
    sizes = [len(g.candidates) for g in groups]
    if not sum(sizes):
        return [None] * len(groups)
    own = own_features(groups, home, home_country, dialect)
    company = ContextFeatures(groups, demonyms)
    beliefs = softmax(company.first(own) @ weights.first, company.owner)
    if find_home and (found := infer_home(groups, beliefs)):
        own = own_features(groups, found, "", dialect)
        beliefs = softmax(company.first(own) @ weights.first, company.owner)
    table = own
    for _ in range(ROUNDS):
        table = np.hstack([own, company.columns(beliefs)])
        beliefs = softmax(table @ weights.full, company.owner)
    evidence = table * weights.full
    edges = np.cumsum([0, *sizes])
    return [Ranking(beliefs[a:b], evidence[a:b], table[a:b]) if b > a else None for a, b in itertools.pairwise(edges)]


def softmax(scores: Array, owner: NDArray[np.intp]) -> Array:
    """Return the softmax of the scores within each group. `owner`: ascending group number (0, 1, 2…) of each score."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    top = np.maximum.reduceat(scores, starts)
    e = np.exp(scores - top[owner])
    shares: Array = e / np.add.reduceat(e, starts)[owner]
    return shares
