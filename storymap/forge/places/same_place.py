"""Find entries of the facts that are the same place as a unit, country or settlement of the base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.draft import Draft
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.ports import Match
from storymap.sphere import contains, distance_km

# A quarter or suburb in the facts is the same place as a settlement in GeoNames if their distance is at most this.
_QUARTER_KM = 12.0

# Kind of an entry -> kinds of places from the packages that can be the same place, if the entry has no `same`. A region
# can extend over several countries, so it is never the same place as a country.
_MAY_BE = {"dispute": ("country", "admin1"), "region": ("admin1",), "island": ("admin1",)}


class SamePlaces:
    """Finds the place of the base that is the same as an entry.

    The names that are compared are those of the base before any entry is merged into it.
    """

    def __init__(self, world: World, entries: Sequence[tuple[Fact, Draft]]) -> None:
        self._world = world
        self._areas: dict[tuple[str, str, str], Draft] = {}
        self._settlements: dict[tuple[str, str], list[Draft]] = {}
        for draft in (*world.units(), *(d for d in world.added() if d.kind == "country")):
            for name in _own_names(draft):
                self._areas[draft.country, draft.kind, name] = draft
        for _, entry in entries:
            key = entry.country, fold(entry.name)
            if entry.code.startswith("PPL") and key not in self._settlements:
                found = world.settlements(key[1], key[0])
                self._settlements[key] = [d for d in found if d.names[key[1]] == Match.NAME]

    def of(self, fact: Fact, entry: Draft) -> Draft | None:
        """Return the place that is the same as an entry, or None.

        If the entry has the key `same`, this is the place given there. If the entry is a quarter of a city, this is the
        nearby settlement in GeoNames with its name, if there is one. For other entries, this is a unit or country with
        the name of the entry;
        for a disputed area, a unit or country with one of its aliases is also accepted.
        """
        if "same" in fact:
            code = str(fact["same"])
            found = self._world.find(f"geonames-admin1:{code}" if "." in code else f"geonames-country:{code}")
            if found is None and code not in self._world.base.tables.get("empty_units", ()):
                raise FactsError(f"{fact.where('same')}: same: GeoNames has no unit {code!r}")
            return found
        if entry.code.startswith("PPL"):
            return self._settlement(entry)
        if entry.kind != "dispute" and len(entry.details["countries"]) != 1:
            return None
        return next(self._areas_of(entry), None)

    def _areas_of(self, entry: Draft) -> Iterator[Draft]:
        """Yield the units and countries that have the name of the entry (or, for a disputed area, one of its names),
        and whose position is in the box of the entry."""
        names = _own_names(entry) if entry.kind == "dispute" else [fold(entry.name)]
        for name in names:
            for kind in _MAY_BE.get(entry.kind, ()):
                for country in entry.details["countries"]:
                    area = self._areas.get((country, kind, name))
                    if area and entry.box and contains(entry.box, area.lat, area.lon):
                        yield area

    def _settlement(self, entry: Draft) -> Draft | None:
        found = self._settlements[entry.country, fold(entry.name)]
        near = [city for city in found if distance_km(entry.lat, entry.lon, city.lat, city.lon) <= _QUARTER_KM]
        return max(near, key=lambda city: city.population, default=None)


def _own_names(draft: Draft) -> list[str]:
    """Return the folded names that identify a place.

    For an admin-1 unit, this is only the main name. For other places, these are all names with Match.NAME.
    """
    if draft.kind == "admin1":
        return [fold(draft.name)]
    return [name for name, match in draft.names.items() if match == Match.NAME]
