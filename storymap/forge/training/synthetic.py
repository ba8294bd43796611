"""Generate local news for the ranker: the places on a page of a regional paper, drawn from the gazetteer with a seed.

A page has a home town. It names some of the town's neighbours, sometimes the state or country, and a few well-known
places. The pages have no prose, because the ranker uses only names, cues and neighbouring names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from storymap.model import BoundingBox
from storymap.ports import Entry, Gazetteer

WORLD = BoundingBox(-180.0, -60.0, 180.0, 75.0)
_CITIES = frozenset({"city"})
_UNITS = frozenset({"admin2"})
# Number of pages per country, roughly in proportion to English-language writing about it.
_ENGLISH = {"US": 0.45, "GB": 0.1, "CA": 0.06, "AU": 0.06, "IN": 0.05, "IE": 0.02, "NZ": 0.02, "ZA": 0.02, "NG": 0.02}


class Press:
    """Draw pages. The same seed gives the same pages."""

    def __init__(self, gazetteer: Gazetteer, seed: int = 1) -> None:
        self.gazetteer, self.die = gazetteer, Random(seed)
        towns = [e for e in gazetteer.largest(WORLD, _CITIES, 60_000) if e.match < 2]
        self.by_country: dict[str, list[Entry]] = {}
        for town in towns:
            self.by_country.setdefault(town.country, []).append(town)
        self.elsewhere = [e for e in towns if e.country not in _ENGLISH]
        self.known = [*gazetteer.largest(WORLD, _CITIES, 120), *gazetteer.largest(WORLD, frozenset({"country"}), 60)]

    def pages(self, count: int) -> Iterator[dict[str, Any]]:
        """Return `count` records for `forge.training.ranker`."""
        for _ in range(count):
            yield self.page()

    def page(self) -> dict[str, Any]:
        home = self._home()
        near = [
            e
            for e in self.gazetteer.within(home.lat, home.lon, self.die.choice((25.0, 50.0, 100.0)), _CITIES, 80)
            if e.number != home.number
        ]
        named = [home, *self._some(near, self.die.randint(1, 6))]
        if self.die.random() < 0.3:
            named += self._some(self.gazetteer.within(home.lat, home.lon, 80.0, _UNITS, 6), 1)
        named += self.die.sample(self.known, self.die.choice((0, 0, 1, 1, 2)))
        return self._record(home, named)

    def _best(self, name: str, kind: str, home: Entry) -> Entry | None:
        """Return the unit with a given name that contains the home town."""
        units = (e for e in self.gazetteer.find(name) if e.kind == kind and e.country == home.country)
        return next((e for e in units if kind == "country" or e.admin1 == home.admin1), None)

    def _home(self) -> Entry:
        country = self.die.choices([*_ENGLISH, ""], [*_ENGLISH.values(), 1 - sum(_ENGLISH.values())])[0]
        towns = self.by_country.get(country) or self.elsewhere
        return self.die.choices(towns, [max(e.population, 300) ** 0.4 for e in towns])[0]

    def _some(self, entries: Sequence[Entry], count: int) -> list[Entry]:
        """Return a sample without repetition; larger places are more likely."""
        pool = list(entries)
        chosen: list[Entry] = []
        while pool and len(chosen) < count:
            pick = self.die.choices(range(len(pool)), [max(e.population, 300) ** 0.5 for e in pool])[0]
            chosen.append(pool.pop(pick))
        return chosen

    def _record(self, home: Entry, named: list[Entry]) -> dict[str, Any]:
        text, mentions = "", []
        state = self.gazetteer.admin1_name(home.admin1) if home.admin1 else ""
        tells = (
            self.die.random()
        )  # a third of the pages name the state next to the town, a third elsewhere, a third not at all

        def write(name: str, entry: Entry | None, **more: Any) -> None:
            nonlocal text
            at = {"lat": entry.lat, "lon": entry.lon} if entry else {}
            mentions.append({"start": len(text), "end": len(text) + len(name)} | at | more)
            text += name + ". "

        for i, entry in enumerate(named):
            name = self.gazetteer.place(entry).name
            for _ in range(self.die.choice((1, 1, 2, 3)) if i == 0 else 1):
                write(name, entry, **({"admin": state} if i == 0 and state and tells < 0.33 else {}))
        if state and tells < 0.66:
            write(state, self._best(state, "admin1", home))
        if self.die.random() < 0.25:
            name = self.gazetteer.country_name(home.country)
            write(name, self._best(name, "country", home))
        record: dict[str, Any] = {"text": text, "mentions": mentions}
        if self.die.random() < 0.3:
            record["home"] = {
                "lat": home.lat + self.die.uniform(-0.3, 0.3),
                "lon": home.lon + self.die.uniform(-0.3, 0.3),
            }
        return record
