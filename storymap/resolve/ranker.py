"""Scores candidates with learned weights (`data/ranker.json`) and lets the decisions of an article support each other."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from storymap.resolve.candidates import Group
from storymap.resolve.features import ALONE, NAMES, Array, Company, alone
from storymap.resources import data

ROUNDS = 3  # beliefs settle after two; the third is for luck and costs a millisecond


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a column of `features.NAMES`; `first` are those for the columns ALONE before there are any beliefs."""

    first: Array
    full: Array
    calibration: tuple[float, float] = (1.0, 0.0)  # slope and offset on the logit of the winner's share


@cache
def load_weights() -> Weights:
    """The weights that ship with the package."""
    table = json.loads(data("ranker.json").read_text(encoding="utf-8"))
    return weights_of(table)


def weights_of(table: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights from the tables `first`, `full` (column -> weight) and `calibration`; an unknown column is a KeyError."""
    unknown = (set(table["first"]) - set(ALONE)) | (set(table["full"]) - set(NAMES))
    if unknown:
        raise KeyError(f"unknown columns {sorted(unknown)}")
    calibration = table.get("calibration", {})
    return Weights(
        np.array([table["first"].get(n, 0.0) for n in ALONE]),
        np.array([table["full"].get(n, 0.0) for n in NAMES]),
        (calibration.get("slope", 1.0), calibration.get("offset", 0.0)),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """For one group: the share (0–1, they add up to 1) and the evidence of each candidate, in the group's order."""

    shares: Array
    evidence: Array  # a row a candidate, a column a NAME: weight x value


def rank(
    groups: Sequence[Group],
    demonyms: Mapping[str, float],
    home: tuple[float, float] | None = None,
    home_country: str = "",
    weights: Weights | None = None,
) -> list[Ranking | None]:
    """A Ranking for each group, None for one without candidates. `demonyms`: country code -> how often."""
    weights = weights or load_weights()
    sizes = [len(g.candidates) for g in groups]
    if not sum(sizes):
        return [None] * len(groups)
    own = alone(groups, home, home_country)
    company = Company(groups, demonyms)
    beliefs = softmax(own @ weights.first, company.owner)
    table = own
    for _ in range(ROUNDS):
        table = np.hstack([own, company.columns(beliefs)])
        beliefs = softmax(table @ weights.full, company.owner)
    evidence = table * weights.full
    edges = np.cumsum([0, *sizes])
    return [Ranking(beliefs[a:b], evidence[a:b]) if b > a else None for a, b in itertools.pairwise(edges)]


def softmax(scores: Array, owner: NDArray[np.intp]) -> Array:
    """Scores to shares within each owner; owners are 0, 1, 2… in order."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    top = np.maximum.reduceat(scores, starts)
    e = np.exp(scores - top[owner])
    shares: Array = e / np.add.reduceat(e, starts)[owner]
    return shares
