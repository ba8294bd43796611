"""Compute the features of candidates: an array with a row for each candidate and a column for each feature.

OWN_FEATURES describe the candidate alone. Most CONTEXT_FEATURES come from the shares of the article's other places that
are in the candidate's country, in its admin-1 unit, near it or inside it; the others compare the article's demonyms and
the names in the same list. The other places are weighted with beliefs, which are the current probabilities of the
candidates of the other names. The first beliefs come from FIRST_FEATURES, and the ranker refines them.

BESIDE_FEATURES are not shares. They count the names that are close in the text, because the places of one sentence are
more often near each other than those of a whole article. NAMED_FEATURES show whether the article names the admin-1 unit
and the country of a place.

The `could` columns do not use beliefs: they are the shares of other names that have any candidate nearby or in the same
admin-1 unit. They let two small towns support each other even if more prominent places have the same names. They are
therefore also part of FIRST_FEATURES, because the rounds of the ranker rarely turn away from prominent places that
support each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos

import numpy as np
from numpy.typing import NDArray

from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group
from storymap.resolve.containment import inside
from storymap.resolve.dialect import NO_DIALECT, has_own_town, score_of
from storymap.resolve.text_distance import closeness_in_text
from storymap.sphere import EARTH_KM, distance_km

Array = NDArray[np.float64]

KINDS = ("country", "admin1", "admin2", "region", "sea", "island", "land", "water", "site", "historical", "dispute")
OWN_FEATURES = (
    "official", "alternate", "weak", "prominence", "relative", "only", *(f"is-{k}" for k in KINDS),
    "capital", "seat", "cue", "cue-broken", "home-50", "home-300", "home-country",
    "named-after-seat", "dialect",
)  # fmt: skip
COULD_FEATURES = ("could-60", "could-200", "could-admin1")
BESIDE_FEATURES = ("beside-50", "beside-150", "beside-country", "beside-admin1")
NAMED_FEATURES = ("named-admin1", "named-country")
CONTEXT_FEATURES = (
    "country", "admin1", "near-50", "near-150", "near-500", "holds", "demonym", *COULD_FEATURES, "siblings",
    *BESIDE_FEATURES, *NAMED_FEATURES,
)  # fmt: skip
FIRST_FEATURES = (*OWN_FEATURES, *COULD_FEATURES)
FEATURES = (*OWN_FEATURES, *CONTEXT_FEATURES)

_NEAR_KM = (50.0, 150.0, 500.0)  # the radius for each of the features "near-50", "near-150" and "near-500"
# Places of these kinds are so small that distances are measured to their position.
_POINTS = frozenset({"city", "admin2", "island", "site", "land", "water"})
# At most this many groups are the context of a candidate. They are enough for a book, and limit the time for long
# texts.
_VOTERS = 200
_VOTES = 3  # at most this many candidates of each group in the context are used
_COULD_KM = (60.0, 200.0)  # the radius for each of the features "could-60" and "could-200"
_ROWS = 512  # this many candidates are processed at a time, which limits the memory for long articles


def own_features(
    groups: Sequence[Group],
    home: tuple[float, float] | None,
    home_country: str = "",
    dialect: Mapping[str, float] = NO_DIALECT,
) -> Array:
    """Return an array with a row for each candidate of all groups, in order, and the columns OWN_FEATURES.

    `home`: (lat, lon) of the publisher, or None if it is unknown. `home_country`: the country code of the publisher, or
    "". `dialect`: the scores of countries by the words of the article (see `dialect`), or none.
    """
    rows: list[list[float]] = []
    for group in groups:
        if not group.candidates:
            continue
        top = max(e.prominence for e in group.candidates)
        kept = [any(inside(e, h) for h in group.holders) for e in group.candidates]
        some = any(kept)
        own_town = has_own_town(dialect, group.candidates)
        rows += [
            [
                *_row(e, top, group, k, some and not k, home, home_country),
                float(e.number in group.named_after_seat),
                score_of(dialect, e, own_town=own_town),
            ]
            for e, k in zip(group.candidates, kept, strict=True)
        ]
    return np.array(rows, dtype=float).reshape(-1, len(OWN_FEATURES))


def _row(
    e: Entry, top: float, group: Group, cue: bool, broken: bool, home: tuple[float, float] | None, home_country: str
) -> list[float]:
    km = distance_km(e.lat, e.lon, *home) if home else 0.0
    seat = e.feature_code in ("PPLA", "PPLA2") and not group.is_area
    return [
        float(e.match == Match.OFFICIAL), float(e.match == Match.ALTERNATE), float(e.match == Match.WEAK),
        e.prominence / 9, e.prominence - top, float(len(group.candidates) == 1),
        *(float(e.kind == k) for k in KINDS),
        float(e.feature_code == "PPLC"), float(seat),
        float(cue), float(broken),
        float(np.exp(-km / 50)) if home else 0.0, float(np.exp(-km / 300)) if home else 0.0,
        float(bool(home_country) and e.country == home_country),
    ]  # fmt: skip


class ContextFeatures:
    """The context of an article's candidates. `columns` computes the features that depend on the other names.

    Names that are equal without the removed words (`Group.part`) do not support each other: "Paris", "Paris Hospital".
    """

    def __init__(self, groups: Sequence[Group], demonyms: Mapping[str, float]) -> None:
        entries = [e for g in groups for e in g.candidates]
        sizes = [len(g.candidates) for g in groups if g.candidates]
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        self.weight = np.array([g.weight for g in groups if g.candidates])
        self.bare = _codes([g.bare for g in groups if g.candidates])
        # the groups with the highest weight, which are the context
        self.voting = np.sort(np.argsort(-self.weight, kind="stable")[:_VOTERS])
        self.in_text = closeness_in_text([g.starts for g in groups if g.candidates], self.voting)
        lat, lon = np.radians([e.lat for e in entries]), np.radians([e.lon for e in entries])
        self.unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1).astype(
            np.float32
        )
        self.country = _codes(
            [e.country if e.kind != "sea" else "" for e in entries]
        )  # a sea is not evidence for a country
        self.admin1 = _codes([e.admin1 for e in entries])
        self.is_point = np.array([e.kind in _POINTS for e in entries])
        self.is_country = np.array([e.kind == "country" for e in entries])
        self.is_admin1 = np.array([e.kind == "admin1" for e in entries])
        self.rank = _codes([_rank(e) for e in entries])
        self.siblings = _sibling_table(groups)
        total = sum(demonyms.values()) or 1.0
        self.demonym = np.array([demonyms.get(e.country, 0.0) / total for e in entries])
        self.could = self._could(np.array(sizes), np.array([e.match < Match.WEAK for e in entries]))

    def first(self, own: Array) -> Array:
        """Return an array with a row for each candidate and the columns FIRST_FEATURES. `own`: see `own_features`."""
        return np.hstack([own, self.could])

    def columns(self, beliefs: Array) -> Array:
        """Return an array with a row for each candidate and the columns CONTEXT_FEATURES.

        `beliefs`: the probabilities of all candidates. The columns up to "demonym" are square roots of shares. The
        columns BESIDE_FEATURES are logarithms of one and a number of names (0–2 in most articles).
        """
        voters = self._voters(beliefs)
        votes = beliefs[voters] * self.weight[self.owner[voters]]
        votes = np.where(self._name_of(slice(None)) == self.bare[self.owner[voters]], 0.0, votes[None, :])
        total = np.maximum(votes.sum(axis=1), 1e-9)
        points = votes * self.is_point[voters]
        of_points = np.maximum(points.sum(axis=1), 1.0)
        same_country = (self.country[:, None] == self.country[voters]) & (self.country[:, None] >= 0)
        same_admin1 = (self.admin1[:, None] == self.admin1[voters]) & (self.admin1[:, None] >= 0)
        closeness = self.unit @ self.unit[voters].T
        is_near = [closeness > cos(km / EARTH_KM) for km in _NEAR_KM]
        near = [(points * test).sum(axis=1) / of_points for test in is_near]
        finer = np.where(self.is_country[:, None], ~self.is_country[voters], self.is_point[voters])
        contained = np.where(self.is_country[:, None], same_country, same_admin1 & self.is_admin1[:, None]) & finer
        country = (votes * same_country).sum(axis=1) / total
        admin1 = (votes * same_admin1).sum(axis=1) / total
        holds = (votes * contained).sum(axis=1) / total
        columns: Array = np.sqrt(np.stack([country, admin1, *near, holds, self.demonym], axis=1))
        equals = self._equals(beliefs, voters)[:, None]
        tests = (*(test & self.is_point[voters] for test in is_near[:2]), same_country, same_admin1)
        beside, named = self._beside(votes, voters, tests), self._named(votes, voters, same_country, same_admin1)
        return np.hstack([columns, self.could, equals, beside, named])

    def _beside(self, votes: Array, voters: NDArray[np.intp], tests: Sequence[NDArray[np.bool_]]) -> Array:
        """Return the columns BESIDE_FEATURES.

        `votes`: an array with a row for each candidate and a column for each of `voters`. `tests`: an array of the same
        shape for each column. It marks the voters that support a candidate if they are close in the text.
        """
        column = np.searchsorted(self.voting, self.owner[voters])
        close = votes * self.in_text[self.owner][:, column]
        found: Array = np.log1p(np.stack([(close * test).sum(axis=1) for test in tests], axis=1))
        return found

    def _named(
        self,
        votes: Array,
        voters: NDArray[np.intp],
        same_country: NDArray[np.bool_],
        same_admin1: NDArray[np.bool_],
    ) -> Array:
        """Return the columns NAMED_FEATURES: whether the article names the admin-1 unit and the country of a place."""
        states = votes[:, self.is_admin1[voters]] * same_admin1[:, self.is_admin1[voters]]
        countries = votes[:, self.is_country[voters]] * same_country[:, self.is_country[voters]]
        named = np.minimum(np.stack([states.sum(axis=1), countries.sum(axis=1)], axis=1), 1.0)
        found: Array = named * ~np.stack([self.is_admin1 | self.is_country, self.is_country], axis=1)
        return found

    def _name_of(self, rows: slice) -> NDArray[np.int64]:
        """Return a column with the number of the name (`Group.bare`) of each candidate in `rows`."""
        return self.bare[self.owner[rows]][:, None]

    def _equals(self, beliefs: Array, voters: NDArray[np.intp]) -> Array:
        """Return for each candidate how many names in its list have the same rank (see `_rank`), as a share."""
        if not self.siblings.any():
            return np.zeros(len(self.owner))
        listed = self.siblings[self.owner[:, None], self.owner[voters][None, :]]
        equal = (self.rank[:, None] == self.rank[voters]) & (self.rank[:, None] >= 0)
        share: Array = (listed * equal * beliefs[voters]).sum(axis=1) / np.maximum(
            self.siblings.sum(axis=1)[self.owner], 1
        )
        return share

    def _could(self, sizes: NDArray[np.intp], fit: NDArray[np.bool_]) -> Array:
        """Return, for each candidate, the shares of other groups with any candidate near it or in its admin-1 unit.

        The columns are "could-60", "could-200" and "could-admin1". A group with many candidates has a candidate near
        almost every place. Its weight is therefore divided by the logarithm of the number of its candidates.
        """
        weightiest = np.isin(self.owner, self.voting)
        voters = np.flatnonzero(weightiest & self.is_point & fit)
        if not len(voters):
            return np.zeros((len(self.owner), 3))
        owners = self.owner[voters]
        first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        worth = (self.weight / np.log2(1.0 + sizes))[owners[first]]
        out = np.zeros((len(self.owner), 3))
        for at in range(0, len(self.owner), _ROWS):
            rows = slice(at, at + _ROWS)
            closeness = self.unit[rows] @ self.unit[voters].T
            same = (self.admin1[rows, None] == self.admin1[voters]) & (self.admin1[rows, None] >= 0)
            value = np.where(self._name_of(rows) == self.bare[owners[first]], 0.0, worth)
            total = np.maximum(value.sum(axis=1), 1.0)
            tests = (*(closeness > cos(km / EARTH_KM) for km in _COULD_KM), same)
            for k, test in enumerate(tests):
                some = np.logical_or.reduceat(test, first, axis=1)
                out[rows, k] = (some * value).sum(axis=1) / total
        return out

    def _voters(self, beliefs: Array) -> NDArray[np.intp]:
        """Return the indices of the best candidates (at most _VOTES a group) of the groups with the highest weight."""
        order = np.lexsort((-beliefs, self.owner))
        rank = np.arange(len(order)) - np.searchsorted(self.owner[order], self.owner[order])
        chosen = order[(rank < _VOTES) & np.isin(self.owner[order], self.voting)]
        return np.sort(chosen)


def _rank(entry: Entry) -> str:
    """Return the administrative level of a candidate, to compare it with the other names of a list in the text:
    country, unit of a certain country, or town.

    Return "" for other places.
    """
    if entry.kind in ("admin1", "admin2"):
        return f"{entry.kind} {entry.country}"
    return entry.kind if entry.kind in ("country", "city") else ""


def _sibling_table(groups: Sequence[Group]) -> NDArray[np.bool_]:
    """Return a square array that marks which groups with candidates are in the same list."""
    number = {at: n for n, at in enumerate(at for at, g in enumerate(groups) if g.candidates)}
    table = np.zeros((len(number), len(number)), bool)
    for at, n in number.items():
        table[n, [number[other] for other in groups[at].siblings if other in number]] = True
    return table


def _codes(names: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each name. Equal names have the same number. The empty name has -1."""
    table = {name: i for i, name in enumerate(sorted(set(names) - {""}))}
    return np.array([table.get(name, -1) for name in names], dtype=np.int64)
