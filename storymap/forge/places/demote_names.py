"""Names to which another place has the better right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.forge.places.draft import Draft
from storymap.gazetteer.fold import fold
from storymap.ports import Match
from storymap.sphere import distance_km

_OVERSHADOWED, _WELL_KNOWN = 1.0, 5.0  # a place ten times as big, or of a hundred thousand people
_TOWN = 4.5  # of thirty thousand people
_ELSEWHERE_KM = 150.0
_PEOPLED = ("country", "admin1", "city")


def demote_names(drafts: Sequence[Draft]) -> None:
    """Lowers the match of names that more likely mean another place.

    - Another name of a sea, river, site… that is a far-off town's, unit's or country's own is but an alternate of it:
      the Labe is the Elbe, Labé a city of Guinea.
    - An alternate that is the own name of a bigger or well-known place counts only with other evidence: "Moscow" is one
      of Sulligent, Alabama, "Columbia" one of Colombia, in Romanian.
    """
    towns = _bearers(draft for draft in drafts if draft.kind in _PEOPLED and draft.prominence >= _TOWN)
    for draft in drafts:
        if draft.kind not in (*_PEOPLED, "admin2"):
            _yield_to_towns(draft, towns)
    best = _bearers(drafts)
    for draft in drafts:
        _yield_to_bigger(draft, best)


def _bearers(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """The most prominent place that bears each name as its own."""
    best: dict[str, Draft] = {}
    for draft in drafts:
        for name, match in draft.names.items():
            if match == Match.NAME and (name not in best or draft.prominence > best[name].prominence):
                best[name] = draft
    return best


def _yield_to_towns(feature: Draft, towns: dict[str, Draft]) -> None:
    for name, match in feature.names.items():
        town = towns.get(name)
        if town and match < Match.ALTERNATE and name != fold(feature.name) and _elsewhere(feature, town):
            feature.names[name] = Match.ALTERNATE


def _elsewhere(feature: Draft, town: Draft) -> bool:
    return distance_km(feature.lat, feature.lon, town.lat, town.lon) > _ELSEWHERE_KM


def _yield_to_bigger(draft: Draft, best: dict[str, Draft]) -> None:
    enough = min(draft.prominence + _OVERSHADOWED, _WELL_KNOWN)
    for name, match in draft.names.items():
        if match == Match.ALTERNATE and name in best and best[name].prominence >= enough:
            draft.names[name] = Match.WEAK
