"""Compare a candidate with the places of the other names in an article."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from storymap.ports import Entry
from storymap.resolve.candidates import Group
from storymap.sphere import EARTH_KM, distance_km

Array = NDArray[np.float64]

LARGE = frozenset({"country", "admin1", "sea", "region"})  # kinds of places that are too large for measuring distances
_LOCAL_KM = 120.0  # radius of the area in which the places of a local article are
_LIST_KM = 500.0  # a candidate is far from its list if it is farther than this from all other places in the list
_MIN_OTHERS = 4  # the area of an article is computed only if there are at least this many other places
_OTHERS = 60  # at most this many other places are used, so that the time is linear in the length of the article
_FEW_OTHERS = 3  # the usual distance between the places is computed only if there are at least this many other places
# If the places of an article are usually nearer to each other than this, their usual distance counts as this one.
_LEAST_USUAL_KM = 15.0
_STRAY = 20.0  # a place counts fully as stray if it is this many times as far away as usual
_SAME_KM = 1.0  # entries that are at most this far apart are the same place, such as a town and its district


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
            if winner is not None and group.mentions and winner.kind not in LARGE
        ][:_OTHERS]
        self._usual = 0.0  # median distance (km) from a place to the nearest other one, or 0 if there are too few
        if not self._local:
            return
        self._unit = _unit([w for *_, w in self._local])
        km = EARTH_KM * np.arccos(np.clip(self._unit @ self._unit.T, -1, 1))
        self._near = km <= _LOCAL_KM
        if len(self._local) > _FEW_OTHERS:
            self._usual = _median(np.where(km <= _SAME_KM, np.inf, km).min(axis=1))

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
        listed = [w for i in group.siblings if (w := self._winners[i]) is not None and w.kind not in LARGE]
        return bool(listed) and all(distance_km(entry.lat, entry.lon, w.lat, w.lon) > _LIST_KM for w in listed)

    def stray(self, number: int, entry: Entry) -> float:
        """Return how much farther `entry` is from the nearest other place than is usual in the article (0–1).

        Return 0 if there are fewer than `_FEW_OTHERS` other places. `number`: the index of the group of `entry`.
        """
        others = np.array([n != number for n, *_ in self._local])
        if self._usual == 0 or np.count_nonzero(others) < _FEW_OTHERS:
            return 0.0
        km = EARTH_KM * float(np.arccos(np.clip(self._unit[others] @ _unit([entry])[0], -1, 1)).min())
        times = max(km, _SAME_KM) / max(self._usual, _LEAST_USUAL_KM)
        return min(max(float(np.log(times) / np.log(_STRAY)), 0.0), 1.0)

    def names_unit(self, number: int, entry: Entry) -> bool:
        """Return whether another name of the article is the country or the admin-1 unit of `entry`.

        `number`: the index of the group of `entry`.
        """
        return any(n != number and w is not None and _is_unit_of(w, entry) for n, w in enumerate(self._winners))


def _is_unit_of(unit: Entry, entry: Entry) -> bool:
    if unit.kind == "admin1":
        return unit.admin1 == entry.admin1
    return unit.kind == "country" and unit.country == entry.country


def _median(numbers: Array) -> float:
    """Return the median of at least one number. `numpy.median` would import `numpy.ma`, which takes 10 ms."""
    ordered = np.sort(numbers)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _unit(entries: Sequence[Entry]) -> Array:
    """Return the unit vectors of the positions of entries: an array with a row for each entry and three columns."""
    lat, lon = np.radians([e.lat for e in entries]), np.radians([e.lon for e in entries])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
