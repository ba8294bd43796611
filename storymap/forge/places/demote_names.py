"""Make the `Match` of a name and a place worse if the name more likely refers to another place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.columns import Columns
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import DEGREE
from storymap.ports import Match
from storymap.sphere import distance_km

# An alternate name becomes weak if it is also the main name of a more prominent place. This place must have a
# prominence that is higher by _OVERSHADOWED (ten times the population), or at least _WELL_KNOWN (100,000 people).
_OVERSHADOWED = 1.0
_WELL_KNOWN = 5.0
# The match of a feature is lowered only if a town, unit or country with the same name has at least this prominence
# (30,000 people).
_TOWN = 4.5
_ELSEWHERE_KM = 150.0  # a town farther than this from a feature with the same name is treated as unrelated to it
_WITH_PEOPLE = [KINDS.index(kind) for kind in ("country", "admin1", "city")]


def demote_names(columns: Columns) -> NDArray[np.int64]:
    """Return the `Match` of each pair of a name and a row. These rules make a match worse:

    - A further name of a sea, river, site or similar becomes an alternate name if it is the main name of a distant
      town, unit or country. For example, "Labe" is a name of the river Elbe, but Labé is also a city in Guinea.
    - An alternate name becomes a weak match if it is the main name of a larger or well-known place. For example,
      "Moscow" is an alternate name of Sulligent, Alabama, and "Columbia" is a Romanian name of Colombia.
    """
    matches = columns.match_of.copy()
    for pair, town in _rival_towns(columns):
        if _elsewhere(columns, int(columns.row_of[pair]), town):
            matches[pair] = Match.ALTERNATE
    best = np.full(len(columns.names), -np.inf)
    own = matches == Match.NAME
    prominence = columns.prominence[columns.row_of]
    np.maximum.at(best, columns.name_of[own], prominence[own])
    enough = np.minimum(prominence + _OVERSHADOWED, _WELL_KNOWN)
    matches[(matches == Match.ALTERNATE) & (best[columns.name_of] >= enough)] = Match.WEAK
    return matches


def _rival_towns(columns: Columns) -> list[tuple[int, int]]:
    """Return the further names of features that are also the main name of a town, unit or country.

    Each item is (pair, row). `pair` is the index of the pair that consists of the feature's name and its row. `row` is
    the row of the town, unit or country.
    """
    kind, prominence = columns.kind[columns.row_of], columns.prominence[columns.row_of]
    peopled = np.isin(kind, _WITH_PEOPLE)
    town = np.flatnonzero(peopled & (columns.match_of == Match.NAME) & (prominence >= _TOWN))
    # The most prominent place of each name. If several are equally prominent, settlements come first, countries last.
    rank = np.array([KINDS.index("city"), KINDS.index("admin1"), KINDS.index("country")])
    tie = np.argmax(kind[town][:, None] == rank, axis=1)
    order = np.lexsort((columns.row_of[town], tie, -prominence[town]))
    best: dict[int, int] = {}
    for name, row in zip(columns.name_of[town[order]].tolist(), columns.row_of[town[order]].tolist(), strict=True):
        best.setdefault(name, row)
    features = ~peopled & (kind != KINDS.index("admin2")) & (columns.match_of < Match.ALTERNATE)
    pairs = np.flatnonzero(features)
    others = pairs[columns.name_of[pairs] != columns.own_name[columns.row_of[pairs]]]
    return [(pair, best[name]) for pair in others.tolist() if (name := int(columns.name_of[pair])) in best]


def _elsewhere(columns: Columns, feature: int, town: int) -> bool:
    positions = [float(column[row]) / DEGREE for row in (feature, town) for column in (columns.lat, columns.lon)]
    return distance_km(*positions) > _ELSEWHERE_KM
