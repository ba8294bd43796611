"""Find islands by the short names that texts about nearby islands use: "Lewis", "Harris", "Barra", "Coll"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from storymap.ports import Entry, Gazetteer, Match
from storymap.sphere import distance_km

_NEAR_KM = 150.0  # maximum distance of an island from another island that the article names
_SHORE_KM = 100.0  # maximum distance of an island from another place that the article names
_MIN_PROMINENCE = 3.5  # smaller islands are rarely named without "Island"
_FORMS = ("Isle of {}", "{} Island", "Island of {}")


class Islands:
    """The islands that the names of an article may mean."""

    def __init__(self, names: Iterable[str], gazetteer: Gazetteer) -> None:
        self._names = list(dict.fromkeys(names))
        self._gazetteer = gazetteer

    def with_island(self, entries: Sequence[Entry], name: str) -> list[Entry]:
        """Return the entries for a name, and the island "Isle of <name>" if the article names places near it.

        The short name counts as an official name of the island (`Match.OFFICIAL`).
        """
        found = [e._replace(match=Match.OFFICIAL) for e in _islands(entries, name, self._gazetteer)]
        near = [e for e in found if any(_is_near(e, other, km) for key, other, km in self._others if key != name)]
        if not near:
            return list(entries)
        numbers = {e.number for e in near}
        return [*(e for e in entries if e.number not in numbers), *near]

    @cached_property
    def _others(self) -> list[tuple[str, Entry, float]]:
        """Return (name, place, maximum distance of an island from it) for the likely places of the names."""
        found = []
        for name in self._names:
            entries = self._gazetteer.find(name)
            top = [e for e in entries[:1] if e.match <= Match.OFFICIAL and e.kind not in ("country", "admin1", "sea")]
            found += [(name, e, _SHORE_KM) for e in top]
            islands = _islands(entries, name, self._gazetteer)
            islands += [e for e in entries if e.kind == "island" and e.match <= Match.OFFICIAL]
            found += [(name, e, _NEAR_KM) for e in islands]
        return found


def _islands(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the islands that are named `name` plus "Isle" or "Island", but not those with exactly this name."""
    if not name[:1].isupper() or " " in name:
        return []
    known = [e for e in entries if e.kind == "island" and e.match is Match.WEAK]
    for form in _FORMS:
        longer = form.format(name)
        if gazetteer.best(longer) is not None:
            known += [e for e in gazetteer.find(longer) if e.kind == "island" and e.match <= Match.OFFICIAL]
    exact = {e.number for e in entries if e.match < Match.WEAK}
    distinct = {e.number: e for e in known if e.number not in exact and e.prominence >= _MIN_PROMINENCE}
    return list(distinct.values())


def _is_near(entry: Entry, other: Entry, km: float) -> bool:
    if entry.number == other.number or abs(entry.lat - other.lat) * 110 > km:
        return False
    return distance_km(entry.lat, entry.lon, other.lat, other.lon) <= km
