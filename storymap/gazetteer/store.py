"""The embedded gazetteer, which implements `storymap.ports.Gazetteer` by means of a memory-mapped file."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from storymap.errors import GazetteerError
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.describe import admin1_name, describe
from storymap.gazetteer.fold import fold
from storymap.gazetteer.layout import DEGREE, LAST, MANY, MATCH_BITS, PROMINENCE_STEPS, RECORD
from storymap.gazetteer.near import Squares
from storymap.gazetteer.rows import Rows
from storymap.gazetteer.settlement_ids import settlement_id, settlement_number
from storymap.language import is_language
from storymap.model import BoundingBox, Footprint, Place
from storymap.ports import DisputedArea, Entry
from storymap.sphere import contains

# Number of stored results of `find` and `best`. Texts repeat names, and the tagger looks up many words several times.
_NAMES, _WORDS = 1 << 11, 1 << 14
_UNIONS = 8  # number of groups of countries whose areas are stored; merging the areas of 27 countries takes a second


class EmbeddedGazetteer:
    """Finds places by name. An instance never changes, so threads can share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = Rows(path)
        self._number = self._rows.names.get
        self._squares = Squares(self._rows)
        # The results are stored, because most map views are the same when a story map is built again.
        self._largest = lru_cache(512)(self._squares.largest)
        self._union = lru_cache(_UNIONS)(self._union_of)
        self._found = lru_cache(_NAMES)(self._look_up)
        self._best = lru_cache(_WORDS)(self._look_up_best)
        self._named = lru_cache(1024)(self._country_name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle only the path of the file. The file is opened again when the gazetteer is unpickled."""
        return type(self), (self._path,)

    @property
    def about(self) -> dict[str, Any]:
        """Return the sources of the file, and the number of places of each kind."""
        return dict(self._rows.about)

    def find(self, name: str) -> list[Entry]:
        """Return all places with a name, best first.

        Places are ordered by prominence, minus a penalty for places that usually have another name.
        """
        return list(self._found(name))

    def best(self, name: str) -> tuple[str, float] | None:
        """Return the kind and the prominence of the first result of `find`, or None if there is no result.

        `best` is several times faster than `find`.
        """
        return self._best(name)

    def longer(self, name: str, most: int) -> list[Entry]:
        """Return all places whose name consists of `name` and further words.

        If there are more than `most` such names, return [].
        """
        keys = list(islice(self._rows.names.iterkeys(f"{fold(name)} "), most + 1))
        return [entry for key in keys for entry in self.find(key)] if len(keys) <= most else []

    def place(self, entry: Entry | str) -> Place:
        """Return the Place of an entry or an id, without its footprint. Raise GazetteerError if the id is unknown."""
        row = self._row(entry) if isinstance(entry, str) else entry.number
        return describe(self._rows, row, self._id(row))

    def entry(self, place_id: str) -> Entry:
        """Return the entry with an id. The `match` of the entry is `Match.NAME`.

        Raise GazetteerError if the id is unknown.
        """
        return self._rows.entries([self._row(place_id) << MATCH_BITS])[0]

    def footprint(self, place_id: str) -> Footprint | None:
        """Return the area of a place, or None if the place has no area or does not exist.

        A place can have several ids; any of them can be given.
        """
        from storymap.basemap.footprints import footprint

        ids = self.ids(place_id) if self._knows(place_id) else []
        return next(filter(None, map(footprint, ids)), None) or (self._union(ids[0]) if ids else None)

    def ids(self, place_id: str) -> list[str]:
        """Return all ids of a place, its main id first.

        For example, Hokkaido has two ids: one for the island in the facts, and one for the admin-1 unit in GeoNames.
        """
        row = self._row(place_id)
        return [self._id(row), *self._rows.details(row).get("also", ())]

    def known_names(self, prefix: str) -> list[str]:
        """Return the folded names that begin with a prefix."""
        return list(self._rows.names.keys(prefix))

    def known_ids(self, prefix: str) -> list[str]:
        """Return the ids that begin with a prefix. Ids of settlements are not included."""
        return list(self._rows.ids.keys(prefix))

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the country codes or place ids of a demonym ("Russian").

        Return () for other words and for words in lower case.
        """
        return tuple(self._demonyms.get(fold(word), ())) if word[:1].isupper() else ()

    def negative(self, name: str) -> str | None:
        """Return the reason why `name` alone is never a place, such as "an English word" for "us".

        Return None if the name can be a place: "US".
        """
        found = self._negative.get(fold(name))
        return None if found is None or name in found[1:] else str(found[0])

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> list[Entry]:
        """Return the `limit` most prominent places in a box, most prominent first.

        If `kinds` is not empty, return only places of these kinds.
        """
        return list(self._largest(box, kinds, limit))

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> list[Entry]:
        """Return at most `limit` places within `radius_km` of a point, nearest first.

        If `kinds` is not empty, return only places of these kinds.
        """
        return self._squares.within(lat, lon, radius_km, kinds, limit)

    def disputes(self) -> Sequence[DisputedArea]:
        """Return every disputed area, with the words that are used to describe it."""
        return self._disputes

    def admin1_name(self, code: str) -> str:
        """Return the name of the admin-1 unit with a code ("Hokkaido" for "JP.12"), or "" if the code is unknown."""
        return admin1_name(self._rows, code)

    def admin2(self, entry: Entry) -> str:
        """Return the id of the county or district that contains a settlement, or "" if it is unknown."""
        number = self._rows.record(entry.number).admin2
        return self._id(self._rows.detailed + number - 1) if number else ""

    def country_name(self, code: str, language: str = "en") -> str:
        """Return the common name of a country or territory in a language, such as "Russland" for "RU" and "de".

        If there is no name in the language, return the English name. If the code is unknown, return the code.
        """
        return self._named(code, language)

    def _country_name(self, code: str, language: str) -> str:
        place_id = self.country_place(code)
        if not place_id:
            return code
        if not is_language(language, "en"):
            return self.place(place_id).called(language)
        return self._rows.label(self._row(place_id))

    def country_place(self, code: str) -> str:
        """Return the id of the country or territory with a code, or "" if the code is unknown."""
        return self._country_ids.get(code, "")

    def _union_of(self, place_id: str) -> Footprint | None:
        """Return the area of a union of countries, such as Central Asia. Return None if the place is not a union.

        The area consists of the areas of the members. Parts outside the bounding box of the union, such as overseas
        territories, are left out.
        """
        from storymap.basemap.footprints import footprint
        from storymap.shapes import merged

        row = self._row(place_id)
        details, box = self._rows.details(row), self._rows.box(row)
        if not details.get("union") or box is None:
            return None
        areas = (footprint(self.country_place(code)) for code in details["countries"])
        inside = (tuple(p for p in area.polygons if contains(box, *p[0][0])) for area in areas if area)
        return merged([Footprint(polygons) for polygons in inside if polygons], self._rows.record(row).lon / DEGREE)

    def _look_up(self, name: str) -> list[Entry]:
        key = self._key(name)
        return [] if key is None else self._rows.entries(self._rows.bearers(key))

    def _look_up_best(self, name: str) -> tuple[str, float] | None:
        key = self._key(name)
        if key is None:
            return None
        posting = self._rows.postings[key]
        if posting >= MANY:
            posting = self._rows.runs[posting - MANY] & ~LAST
        at = (posting >> MATCH_BITS) * RECORD.size + 16
        return KINDS[self._rows.records[at]], self._rows.records[at + 1] / PROMINENCE_STEPS

    def _key(self, name: str) -> int | None:
        folded = fold(name)
        key: int | None = self._number(folded)
        if key is None and folded.startswith("the "):
            key = self._number(folded[4:])
        return key

    def _knows(self, place_id: str) -> bool:
        try:
            return self._row(place_id) >= 0
        except GazetteerError:
            return False

    def _row(self, place_id: str) -> int:
        key = self._rows.ids.get(place_id)
        if key is not None:
            return int(self._rows.id_rows[key])
        number = settlement_number(place_id)
        if number is not None:
            at = bisect_left(self._rows.idents, number)
            if at < len(self._rows.idents) and self._rows.idents[at] == number:
                return self._rows.boxed + at
        raise GazetteerError(f"the gazetteer has no place {place_id!r}")

    def _id(self, row: int) -> str:
        if row >= self._rows.boxed:
            return settlement_id(int(self._rows.idents[row - self._rows.boxed]))
        return str(self._rows.ids.restore_key(self._rows.own_ids[row]))

    def _table(self, name: str) -> Any:
        return json.loads(self._rows.blob(name))

    @cached_property
    def _demonyms(self) -> dict[str, list[str]]:
        return dict(self._table("demonyms"))

    @cached_property
    def _negative(self) -> dict[str, list[str]]:
        return dict(self._table("negative"))

    @cached_property
    def _country_ids(self) -> dict[str, str]:
        return dict(self._table("country_ids"))

    @cached_property
    def _disputes(self) -> tuple[DisputedArea, ...]:
        return tuple(
            DisputedArea(place_id, *(frozenset(part) for part in parts)) for place_id, *parts in self._table("disputes")
        )
