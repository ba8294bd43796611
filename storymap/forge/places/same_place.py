"""One place, two sources: which unit, country or settlement an entry of the facts is another name for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storymap.forge.facts.reading import Fact
from storymap.forge.places.draft import Draft
from storymap.gazetteer.fold import fold
from storymap.ports import Match
from storymap.sphere import contains, distance_km

_QUARTER_KM = 12.0  # a quarter or suburb of the facts is GeoNames' settlement of that name so near

# Kinds of the facts and what each may be one with, besides what `same` says. A region of several countries never is.
_MAY_BE = {"dispute": ("country", "admin1"), "region": ("admin1",), "island": ("admin1",)}


class Known:
    """Finds what an entry of the facts is one with."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._by_id = {place_id: draft for draft in drafts for place_id in (draft.id, *draft.other_ids)}
        self._areas: dict[tuple[str, str, str], Draft] = {}
        self._settlements: dict[tuple[str, str], list[Draft]] = {}
        for draft in drafts:
            for name in _own_names(draft):
                if draft.kind in ("country", "admin1"):
                    self._areas[draft.country, draft.kind, name] = draft
                elif draft.kind == "city":
                    self._settlements.setdefault((draft.country, name), []).append(draft)

    def same(self, fact: Fact, draft: Draft) -> Draft | None:
        """What `same` says; the unit of the entry's own name, of a dispute also of its aliases; a quarter's settlement."""
        if "same" in fact:
            code = str(fact["same"])
            return self._by_id.get(f"geonames-admin1:{code}" if "." in code else f"geonames-country:{code}")
        if draft.code.startswith("PPL"):
            return self._settlement(draft)
        if draft.kind != "dispute" and len(draft.details["countries"]) != 1:
            return None
        return next(self._areas_of(draft), None)

    def _areas_of(self, draft: Draft) -> Iterator[Draft]:
        """Units and countries of its names whose middle lies in the entry's box: a temple is not its province."""
        names = _own_names(draft) if draft.kind == "dispute" else [fold(draft.name)]
        for name in names:
            for kind in _MAY_BE.get(draft.kind, ()):
                for country in draft.details["countries"]:
                    area = self._areas.get((country, kind, name))
                    if area and draft.box and contains(draft.box, area.lat, area.lon):
                        yield area

    def _settlement(self, draft: Draft) -> Draft | None:
        found = self._settlements.get((draft.country, fold(draft.name)), ())
        near = [city for city in found if distance_km(draft.lat, draft.lon, city.lat, city.lon) <= _QUARTER_KM]
        return max(near, key=lambda city: city.population, default=None)


def _own_names(draft: Draft) -> list[str]:
    """The names that make an entry the same: a unit's own, otherwise all that are its own and everyday."""
    if draft.kind == "admin1":
        return [fold(draft.name)]
    return [name for name, match in draft.names.items() if match == Match.NAME]


def merge(target: Draft, feature: Draft) -> None:
    """Hokkaido the island and the prefecture are one place: the unit's id, where and what the feature says it is.

    A country or settlement stays what it is and learns what is said of it.
    """
    target.other_ids.append(feature.id)
    if target.kind == "admin1":
        target.name, target.code, target.lat, target.lon = feature.name, feature.code, feature.lat, feature.lon
        target.box = feature.box or target.box
    target.prominence = max(target.prominence, feature.prominence)
    names = [*target.details.get("names", ()), *feature.details["names"]]
    target.details = feature.details | target.details | {"names": [list(n) for n in dict.fromkeys(map(tuple, names))]}
    for name, match in feature.names.items():
        target.names[name] = min(match, target.names.get(name, match))
