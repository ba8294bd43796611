"""Estimate the probability that the best candidate of a name is the right place.

The share of a candidate only compares it with the other candidates, but the right place may be missing from the
gazetteer. A logistic model therefore estimates the probability from the share, the match of the name, the size of the
place and the support from the article's other places. For training, the right places of some names are removed from
the candidates (`storymap.forge.training.ranker`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.ports import Entry, Match
from storymap.resolve.features import FEATURES

Array = NDArray[np.float64]

CONFIDENCE_FEATURES = (
    "bias", "share", "only", "alternate", "weak", "prominence", "well-known", "unit", "feature", "country-support", "near-support",
    "region-support", "told", "home", "part", "unsupported",
)  # fmt: skip
# Signs of the weights: training must not give a feature that supports a place a negative weight, or the reverse.
SIGNS = {
    "share": 1, "only": -1, "alternate": -1, "weak": -1, "prominence": 1, "well-known": 1, "country-support": 1, "near-support": 1,
    "region-support": 1, "told": 1, "home": 1, "part": -1, "unsupported": -1,
}  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_NEAR = [_COLUMN[name] for name in ("near-50", "near-150", "could-60", "admin1")]
_HOME = [_COLUMN[name] for name in ("home-50", "home-300")]
_MOST = 0.98  # shares are limited to this, because a share near 1 only means that the other candidates are small
_FEW = 0.15  # support from other places below this counts as none


def confidence_features(
    candidates: Sequence[Entry], shares: Array, values: Array, best: int, *, part: bool, groups: int
) -> Array:
    """Return the values of CONFIDENCE_FEATURES for candidate number `best` of a group.

    `shares`: the share of each candidate. `values`: a row for each candidate, a column for each of `FEATURES`.
    `part`: whether words of the name were removed to find the candidates. `groups`: number of names in the article that
    have candidates.
    """
    entry, row = candidates[best], values[best]
    share = min(max(float(shares[best]), 1 - _MOST), _MOST)
    near = float(max(row[i] for i in _NEAR))
    country, region = float(row[_COLUMN["country"]]), float(row[_COLUMN["near-500"]])
    told = float(row[_COLUMN["cue"]])
    small = entry.kind not in ("country", "admin1", "sea", "region")
    lonely = small and groups > 1 and not told and max(near, country, region) < _FEW
    return np.array([
        1.0, np.log(share / (1 - share)), float(len(candidates) == 1),
        float(entry.match == Match.ALTERNATE), float(entry.match == Match.WEAK), entry.prominence / 9, _well_known(entry),
        float(entry.kind in ("country", "admin1")), float(entry.kind not in ("country", "admin1", "admin2", "city")),
        country, near, region, told, float(max(row[i] for i in _HOME)), float(part), float(lonely),
    ])  # fmt: skip


def _well_known(entry: Entry) -> float:
    """Return 0 for a town of up to 30,000 people, 1 for a city of a million or more, and a value between for others.

    Writers name well-known places without their admin-1 unit or country.
    """
    return min(max((entry.prominence - 4.5) / 1.5, 0.0), 1.0) if entry.match == Match.NAME else 0.0


def probability(features: Array, weights: Array) -> float:
    """Return the probability that the candidate is right: the logistic function of the weighted features."""
    return float(1 / (1 + np.exp(-np.clip(features @ weights, -30, 30))))
