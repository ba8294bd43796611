"""Find natural features and towns by the short names that texts about the area use, such as "Adams" for Mount Adams.

A feature is a candidate for a short name only if the article also has its whole name, or if other names of the article
are near it. Islands need one such name, other features two, because far more towns and people have the names of
mountains and lakes. Towns need three, because their short names are the names of other towns: "Melton" for Melton
Mowbray.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from storymap.kinds import FEATURE_FORMS
from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.sphere import distance_km

# A short name may mean an island if another island that the article names is at most this far from it
_ISLANDS_KM = 150.0
_SHORE_KM = 100.0  # a short name may mean an island if another place that the article names is at most this far from it
# A short name may mean another feature if places that the article names are at most this far from it: a day's walk
_FEATURE_KM = 40.0
_MIN_PROMINENCE = 3.5  # the names of less prominent islands are rarely shortened
_FORMS = ("Isle of {}", "{} Island", "Island of {}")
# If a city has at least _CITY inhabitants, an island within _CITY_KM does not have its name as a short name:
# "Vancouver" is never Vancouver Island.
_CITY, _CITY_KM = 20_000, 300.0
# The first word of a town's name may be its short name if the town has at least _TOWN inhabitants and at least _SEVERAL
# other names of the article are within _TOWN_KM.
_SEVERAL, _TOWN_KM, _TOWN = 3, 30.0, 5_000
_METROPOLIS = 500_000  # if a city has this many inhabitants, its name always means the city
# Names without a short name. They name parts of cities or American towns ("Washington Heights", "Palm
# Springs"), or two joined towns ("Abomey-Calavi").
_PART = lazy_pattern(
    r" (?:Bay|Beach|City|East|Estates|Falls|Gardens|Grove|Heights|Hills|Junction|Lakes?|North|Park|Point|Shores|South|Springs"
    r"|Square|Village|West)$|-(?=[A-ZÀ-Þ])"
)
# A short name has at least _MIN_LETTERS letters, and at most _MAX_NAMES names begin with it. "San", "Saint" and "New"
# are therefore not short names.
_MIN_LETTERS, _MAX_NAMES = 4, 60
# A feature that is not an island needs this many other names near it, unless the article also has its whole name.
_FEW = 2


class _Other(NamedTuple):
    """A likely place of another name of the article."""

    name: str
    entry: Entry
    island: bool  # whether it is an island


class ShortNames:
    """The natural features that the names of an article may mean."""

    def __init__(self, names: Iterable[str], gazetteer: Gazetteer) -> None:
        self._names = list(dict.fromkeys(names))
        self._wholes = frozenset(self._names)
        self._gazetteer = gazetteer

    def with_features(self, entries: Sequence[Entry], name: str) -> list[Entry]:
        """Return the entries for a name, and the features with this short name if the article names places near them.

        The short name counts as an official name of the feature (`Match.OFFICIAL`).
        """
        named = self._is_named(name)
        found = [e for e in _islands(entries, name, self._gazetteer) if named or self._beside(e, name, _SHORE_KM, 1)]
        features = _features(entries, name, self._gazetteer) if named or self._is_outdoors else ()
        found += [e for e in features if named or self._beside(e, name, _FEATURE_KM, _FEW)]
        if len(self._names) > _SEVERAL:
            found += [e for e in _towns(entries, name, self._gazetteer) if self._beside(e, name, _TOWN_KM, _SEVERAL)]
        if not found:
            return list(entries)
        numbers = {e.number for e in found}
        near = [e._replace(match=Match.OFFICIAL) for e in found]
        return [*(e for e in entries if e.number not in numbers), *near]

    def _is_named(self, name: str) -> bool:
        """Return whether the article also has the whole name of a feature: "Fanning Island" for "Fanning"."""
        return any(form.format(name) in self._wholes for form in (*_FORMS, *(form for form, _ in FEATURE_FORMS)))

    def _beside(self, entry: Entry, name: str, km: float, least: int) -> bool:
        """Return whether at least `least` other names of the article have a place within `km` of a feature.

        If both are islands, a larger distance is allowed.
        """
        near = {
            other.name
            for other in self._others
            if other.name != name
            and _is_near(entry, other.entry, _ISLANDS_KM if other.island and entry.kind == "island" else km)
        }
        return len(near) >= least

    @cached_property
    def _others(self) -> list[_Other]:
        found = []
        for name in self._names:
            entries = self._gazetteer.find(name)
            top = [e for e in entries[:1] if e.match <= Match.OFFICIAL and e.kind not in ("country", "admin1", "sea")]
            found += [_Other(name, e, island=False) for e in top]
            islands = _islands(entries, name, self._gazetteer)
            islands += [e for e in entries if e.kind == "island" and e.match <= Match.OFFICIAL]
            found += [_Other(name, e, island=True) for e in islands]
            if self._is_outdoors:
                found += [_Other(name, e, island=False) for e in _features(entries, name, self._gazetteer)]
        return found

    @cached_property
    def _is_outdoors(self) -> bool:
        """Return whether any name of the article has a natural feature or a site as its best-known place.

        Examples: "Mount Ossa", "King Ravine".
        """
        kinds = (best[0] for name in self._names if (best := self._gazetteer.best(name)) is not None)
        return any(kind in ("land", "water", "site") for kind in kinds)


def _islands(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the islands that are named `name` plus "Isle" or "Island", but not those with exactly this name."""
    if not _is_short(name):
        return []
    known = [e for e in entries if e.kind == "island" and e.match is Match.WEAK]
    for form in _FORMS:
        longer = form.format(name)
        if gazetteer.best(longer) is not None:
            known += [e for e in gazetteer.find(longer) if e.kind == "island" and e.match <= Match.OFFICIAL]
    cities = [e for e in entries if e.population >= _CITY and e.match <= Match.OFFICIAL]
    return [
        e
        for e in _distinct(known, entries)
        if e.prominence >= _MIN_PROMINENCE and not any(_is_near(e, city, _CITY_KM) for city in cities)
    ]


def _features(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the mountains, passes, huts and lakes that are named `name` plus a word for their kind."""
    known = []
    for form, kinds in FEATURE_FORMS if _is_short(name) else ():
        longer = form.format(name)
        if gazetteer.best(longer) is not None:
            known += [e for e in gazetteer.find(longer) if e.kind in kinds and e.match <= Match.OFFICIAL]
    return _distinct(known, entries)


def _towns(entries: Sequence[Entry], name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the towns, but not the parts of cities, whose name is `name` and more words: "Melton Mowbray" for "Melton"."""
    if not _is_short(name) or len(name) < _MIN_LETTERS:
        return []
    if any(e.population >= _METROPOLIS and e.match <= Match.OFFICIAL for e in entries):
        return []
    longer = [e for e in gazetteer.longer(name, _MAX_NAMES) if e.kind == "city" and e.match <= Match.OFFICIAL]
    towns = [e for e in longer if e.population >= _TOWN and e.feature_code != "PPLX"]
    return [e for e in _distinct(towns, entries) if not _PART.search(gazetteer.place(e).name)]


def _is_short(name: str) -> bool:
    return name[:1].isupper() and " " not in name


def _distinct(known: Iterable[Entry], entries: Iterable[Entry]) -> list[Entry]:
    """Return each place of `known` once. Places with exactly the short name are left out: they are in `entries`."""
    exact = {e.number for e in entries if e.match < Match.WEAK}
    return list({e.number: e for e in known if e.number not in exact}.values())


def _is_near(entry: Entry, other: Entry, km: float) -> bool:
    if entry.number == other.number or abs(entry.lat - other.lat) * 110 > km:
        return False
    return distance_km(entry.lat, entry.lon, other.lat, other.lon) <= km
