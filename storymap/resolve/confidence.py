"""Estimate the probability that the best candidate of a name is the right place.

The ranker gives each candidate of a name a share (0–1, their sum is 1). A share only compares candidates with each
other, but the right place may be missing from the gazetteer. A logistic model therefore estimates the probability from
the share, the match of the name, the size of the place and the support from the article's other places. For training,
the right places of some names are removed from the candidates (`storymap.forge.training.ranker`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES
from storymap.sphere import EARTH_KM, distance_km

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
# Places of these kinds are too large for features that depend on distance: "unsupported", "outlier", "far-from-list".
_LARGE = frozenset({"country", "admin1", "sea", "region"})
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_NEAR = [_COLUMN[name] for name in ("near-50", "near-150", "could-60", "admin1")]
_HOME = [_COLUMN[name] for name in ("home-50", "home-300")]
# A place with at least this prominence (30,000 people) may be far from all other places of an article.
_TOWN = 4.5
_MOST = 0.98  # Shares are limited to this. A share near 1 only means that the other candidates have small shares.
_FEW = 0.15  # if the article's other places support a place by less than this (0–1), it counts as unsupported
_LOCAL_KM = 120.0  # radius of the area in which the places of a local article are
_LIST_KM = 500.0  # a candidate is far from its list if it is farther than this from all other places in the list
_SAME_KM = 15.0  # candidates that are at most this far apart are right or wrong together
_MIN_OTHERS = 4  # the area of an article is computed only if there are at least this many other places
_OTHERS = 60  # at most this many other places are used, so that the time is linear in the length of the article


class Surroundings:
    """The best candidates of all names in an article. A candidate of one name is compared with them."""

    def __init__(self, groups: Sequence[Group], winners: Sequence[Entry | None], words: int = 0) -> None:
        """`words`: the number of words of the article, or 0 if it is unknown."""
        self._winners = winners
        self.known = sum(winner is not None for winner in winners)
        self.density = 100 * self.known / words if words else float(self.known)  # number of names in 100 words
        self._local = [
            (number, group.weight, winner)
            for number, (group, winner) in enumerate(zip(groups, winners, strict=True))
            if winner is not None and group.mentions and winner.kind not in _LARGE
        ][:_OTHERS]
        if not self._local:
            return
        lat, lon = np.radians([w.lat for *_, w in self._local]), np.radians([w.lon for *_, w in self._local])
        self._unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        self._near = EARTH_KM * np.arccos(np.clip(self._unit @ self._unit.T, -1, 1)) <= _LOCAL_KM

    def tightness(self, number: int, entry: Entry) -> float:
        """Return the share (0–1) of the other names' places that are together in one area far from `entry`.

        The area is a circle with the radius `_LOCAL_KM`. Return 0 if `entry` is in or near it, or if there are fewer
        than `_MIN_OTHERS` other places. `number`: the index of the group of `entry`.
        """
        others = np.array([w for n, w, _ in self._local]) * [n != number for n, *_ in self._local]
        if np.count_nonzero(others) < _MIN_OTHERS:
            return 0.0
        totals = self._near @ others * (others > 0)
        centre = int(totals.argmax())
        middle = self._local[centre][2]
        if distance_km(entry.lat, entry.lon, middle.lat, middle.lon) <= 2 * _LOCAL_KM:
            return 0.0
        return float(totals[centre] / others.sum())

    def is_far_from_list(self, group: Group, entry: Entry) -> bool:
        """Return whether `entry` is farther than `_LIST_KM` from the places of all other names in the group's list.

        Return False if the group is not in a list or if the places in it are unknown.
        """
        listed = [w for i in group.siblings if (w := self._winners[i]) is not None and w.kind not in _LARGE]
        return bool(listed) and all(distance_km(entry.lat, entry.lon, w.lat, w.lon) > _LIST_KM for w in listed)


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
    small = entry.kind not in _LARGE
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
