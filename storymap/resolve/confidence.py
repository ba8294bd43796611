"""Estimate the probability that the best candidate of a name is the right place.

The ranker gives each candidate of a name a share (0–1, their sum is 1). A share only compares candidates with each
other, but the right place may be missing from the gazetteer. A logistic model therefore estimates the probability from
the share, the match of the name, the size of the place and the support from the article's other places. For training,
the right places of some names are removed from the candidates (`storymap.forge.training.ranker`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES
from storymap.resolve.surroundings import LARGE, Surroundings
from storymap.sphere import distance_km

Array = NDArray[np.float64]

CONFIDENCE_FEATURES = (
    "bias", "share", "only", "alternate", "weak", "prominence", "well-known", "unit", "feature", "country-support", "near-support",
    "region-support", "told", "home", "part", "unsupported", "outlier", "far-from-list", "stray-alias",
    "stray-small",
)  # fmt: skip
# The sign that each weight must have. In training, a feature that supports a place may not get a negative weight. A
# feature that is a reason for doubt may not get a positive one.
SIGNS = {
    "share": 1, "only": -1, "alternate": -1, "weak": -1, "prominence": 1, "well-known": 1, "country-support": 1, "near-support": 1,
    "region-support": 1, "told": 1, "home": 1, "part": -1, "unsupported": -1,
    "outlier": -1, "far-from-list": -1, "stray-alias": -1, "stray-small": -1,
}  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_NEAR = [_COLUMN[name] for name in ("near-50", "near-150", "could-60", "admin1")]
_HOME = [_COLUMN[name] for name in ("home-50", "home-300")]
# A place with at least this prominence (30,000 people) may be far from all other places of an article.
_TOWN = 4.5
_MOST = 0.98  # Shares are limited to this. A share near 1 only means that the other candidates have small shares.
_FEW = 0.15  # if the article's other places support a place by less than this (0–1), it counts as unsupported
_SAME_KM = 15.0  # candidates that are at most this far apart are right or wrong together


def confidence_features(
    group: Group, number: int, shares: Array, values: Array, best: int, surroundings: Surroundings
) -> Array:
    """Return the values of CONFIDENCE_FEATURES for the candidate with the index `best` in a group.

    `number`: the index of the group in the article. `shares`: the shares of the candidates. `values`: an array with a
    row for each candidate and a column for each of `FEATURES`.
    """
    candidates = group.candidates
    entry, row = candidates[best], values[best]
    same = [_is_same_place(entry, e) for e in candidates]
    share = min(max(float(shares[same].sum()), 1 - _MOST), _MOST)
    near = float(max(row[i] for i in _NEAR))
    country, region = float(row[_COLUMN["country"]]), float(row[_COLUMN["near-500"]])
    told = float(row[_COLUMN["cue"]])
    small = entry.kind not in LARGE
    lonely = small and surroundings.known > 1 and not told and max(near, country, region) < _FEW
    local = small and not told and near < _FEW
    return np.array([
        1.0, np.log(share / (1 - share)), float(len(candidates) == 1),
        float(entry.match == Match.ALTERNATE), float(entry.match == Match.WEAK), entry.prominence / 9, _well_known(entry),
        float(entry.kind in ("country", "admin1")), float(entry.kind not in ("country", "admin1", "admin2", "city")),
        country, near, region, told, float(max(row[i] for i in _HOME)), float(bool(group.part)), float(lonely), surroundings.tightness(number, entry) if local else 0.0,
        float(local and surroundings.is_far_from_list(group, entry)), float(lonely and entry.match >= Match.ALTERNATE),
        lonely * min(max((_TOWN - entry.prominence) / 2, 0.0), 1.0),
    ])  # fmt: skip


def _is_same_place(entry: Entry, other: Entry) -> bool:
    """Return whether two entries differ only in kind, such as an island and its town, or a town and its district."""
    if entry.number == other.number:
        return True
    near = abs(entry.lat - other.lat) * 110 <= _SAME_KM
    return near and distance_km(entry.lat, entry.lon, other.lat, other.lon) <= _SAME_KM


def _well_known(entry: Entry) -> float:
    """Return 0 for a place of up to 30,000 people, 1 for one of a million or more, and a value between for others.

    Names other than the usual one (`Match.NAME`) get 0. The feature is needed because writers name well-known places
    without their admin-1 unit or country.
    """
    return min(max((entry.prominence - 4.5) / 1.5, 0.0), 1.0) if entry.match == Match.NAME else 0.0


def probability(features: Array, weights: Array) -> float:
    """Return the probability that the candidate is right: the logistic function of the weighted features."""
    return float(1 / (1 + np.exp(-np.clip(features @ weights, -30, 30))))
