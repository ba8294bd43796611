"""Find natural features that an article describes without their name: "across the strait", "all over the peninsula"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storymap.kinds import HEADS
from storymap.model import Place
from storymap.ports import Gazetteer
from storymap.sphere import distance_km

# Noun for a feature that contains the places of a passage -> kinds of gazetteer entries that the noun can refer to.
_CONTAINING: Mapping[str, frozenset[str]] = {
    "peninsula": frozenset({"land", "region"}),
    "island": frozenset({"island"}),
    "archipelago": frozenset({"island"}),
}
_STRAIT = frozenset({"sea"})
_SEARCH_KM = 400.0  # radius in which the centre of a feature is searched
_ACROSS_KM = 90.0  # maximum distance between a strait and a place on its shore
_CLEARLY = 1.6  # the second-nearest strait must be at least this many times as far away
_MOST = 300  # maximum number of features that are compared
_SMALL_KM = 15.0  # smaller features are only points in the gazetteer, which cannot contain places


def feature_around(head: str, points: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """Return the feature of a kind that contains all `points`, or None.

    A strait must be near the last point, and clearly nearer than any other strait.

    `head`: the noun of the description, a key of `kinds.HEADS`. `points`: the towns and sites that the passage names.
    """
    if not points:
        return None
    if head == "strait":
        return _strait(points[-1], gazetteer)
    kinds = _CONTAINING.get(head)
    if kinds is None:
        return None
    at = points[-1].position
    near = gazetteer.within(at.lat, at.lon, radius_km=_SEARCH_KM, kinds=kinds, limit=_MOST)
    places = [gazetteer.place(e) for e in near if e.feature_code in HEADS[head]]
    holding = [p for p in places if p.radius_km >= _SMALL_KM and all(_holds(p, point) for point in points)]
    return min(holding, key=lambda p: p.radius_km) if holding else None


def _holds(feature: Place, point: Place) -> bool:
    return distance_km(*feature.position, *point.position) <= feature.radius_km


def _strait(shore: Place, gazetteer: Gazetteer) -> Place | None:
    near = gazetteer.within(shore.position.lat, shore.position.lon, radius_km=_SEARCH_KM, kinds=_STRAIT, limit=_MOST)
    places = [gazetteer.place(e) for e in near if e.feature_code in HEADS["strait"]]
    away = sorted((max(0.0, distance_km(*p.position, *shore.position) - p.radius_km), p.id, p) for p in places)
    if not away or away[0][0] > _ACROSS_KM:
        return None
    return None if len(away) > 1 and away[1][0] < _CLEARLY * max(away[0][0], 5.0) else away[0][2]
