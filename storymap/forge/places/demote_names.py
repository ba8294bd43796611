"""Lowers the match of names that more likely mean another place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.columns import Columns
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import DEGREE
from storymap.ports import Match
from storymap.sphere import distance_km

_OVERSHADOWED, _WELL_KNOWN = 1.0, 5.0  # a place ten times as big, or of a hundred thousand people
_TOWN = 4.5  # of thirty thousand people
_ELSEWHERE_KM = 150.0
_WITH_PEOPLE = [KINDS.index(kind) for kind in ("country", "admin1", "city")]


def demote_names(columns: Columns) -> NDArray[np.int64]:
    """The match of each pair of a name and a row, after these rules:

    - Another name of a sea, river, site… that is the own name of a far-off town, unit or country becomes an alternate:
      the Labe is the Elbe, Labé a city of Guinea.
    - An alternate that is the own name of a bigger or well-known place becomes weak: "Moscow" is an alternate of
      Sulligent, Alabama, "Columbia" one of Colombia, in Romanian.
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
    """(number of a pair, row of a town): names other than its own that a feature shares with a town's own name."""
    kind, prominence = columns.kind[columns.row_of], columns.prominence[columns.row_of]
    peopled = np.isin(kind, _WITH_PEOPLE)
    town = np.flatnonzero(peopled & (columns.match_of == Match.NAME) & (prominence >= _TOWN))
    # The most prominent one of each name; of equals the first settlement, then unit, then country, as they were added.
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
