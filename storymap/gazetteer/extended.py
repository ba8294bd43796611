"""The embedded gazetteer together with the places that the user has fetched.

If a place is both embedded and fetched, its fetched entry is left out, because the embedded entry has more information
(disputes, the names used by each side, areas). The recognizer uses `best`, which searches only the embedded gazetteer,
because the model of the recognizer was trained without fetched places.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from storymap.gazetteer.fetched import Fetched
from storymap.gazetteer.fold import fold
from storymap.gazetteer.layout import HANDICAP
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.model import Footprint, Place
from storymap.ports import Entry
from storymap.sphere import contains, distance_km

SAME_KM = 30.0  # two places with the same name and kind are the same place if their distance is at most this
_UNITS = ("admin1", "admin2")
_SETTLED = ("city", "site")


class ExtendedGazetteer(EmbeddedGazetteer):
    """Finds places by name among the embedded and the fetched places."""

    def __init__(self, path: Path, fetched: Path) -> None:
        super().__init__(path)
        self._fetched_path = fetched
        self.fetched = Fetched(fetched, len(self._rows))
        self._extended = lru_cache(1 << 11)(self._find)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle only the paths of the two files. The files are opened again when the gazetteer is unpickled."""
        return type(self), (self._path, self._fetched_path)

    def find(self, name: str) -> list[Entry]:
        """Return all places with a name, best first.

        Places are ordered by prominence, minus a penalty for places that usually have another name.
        """
        return list(self._extended(name))

    def _find(self, name: str) -> list[Entry]:
        embedded = super().find(name)
        folded = fold(name)
        more = [
            entry
            for place_id, entry in self.fetched.find(folded)
            if not self._knows(place_id) and not any(self._same(entry, other) for other in embedded)
        ]
        if not more:
            return embedded
        return sorted([*embedded, *more], key=lambda e: (HANDICAP[e.match] - e.prominence, e.number))

    def _same(self, entry: Entry, embedded: Entry) -> bool:
        """Return whether a fetched entry is the same place as an embedded entry with the same name."""
        if entry.kind != embedded.kind and not {entry.kind, embedded.kind} <= {
            "sea",
            "water",
            "land",
            "island",
            "region",
        }:
            return False
        if entry.kind in _UNITS:
            return entry.admin1 == embedded.admin1
        box = self._rows.box(embedded.number)
        if box is not None and embedded.kind not in _SETTLED and contains(box, entry.lat, entry.lon):
            return True
        return distance_km(entry.lat, entry.lon, embedded.lat, embedded.lon) <= SAME_KM

    def entry(self, place_id: str) -> Entry:
        """Return the entry with an id. The `match` of the entry is `Match.NAME`.

        Raise GazetteerError if the id is unknown.
        """
        return (None if self._knows(place_id) else self.fetched.entry(place_id)) or super().entry(place_id)

    def place(self, entry: Entry | str) -> Place:
        """Return the Place of an entry or an id, without its footprint. Raise GazetteerError if the id is unknown."""
        found = self.entry(entry) if isinstance(entry, str) else entry
        if found.number < self.fetched.first:
            return super().place(entry)
        return self.fetched.place(found.number, self.admin1_name(found.admin1))

    def footprint(self, place_id: str) -> Footprint | None:
        """Return the area of a place, or None if the place has no area or does not exist.

        A place can have several ids; any of them can be given.
        """
        return super().footprint(place_id) if self._knows(place_id) else self.fetched.area(place_id)

    def ids(self, place_id: str) -> list[str]:
        """Return all ids of a place, its main id first."""
        return super().ids(place_id) if self._knows(place_id) else [place_id]

    def admin2(self, entry: Entry) -> str:
        """Return the id of the county or district that contains a settlement, or "" if it is unknown."""
        return super().admin2(entry) if entry.number < self.fetched.first else ""
