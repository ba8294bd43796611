"""Read the rows of `places.bin`. Each row is a place, with one record.

The file is memory-mapped and never written, so threads and forked processes can share it.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie

from storymap.errors import GazetteerError
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import DEGREE, LAST, MAGIC, MANY, MATCH_BITS, PROMINENCE_STEPS, RECORD, START
from storymap.model import BoundingBox
from storymap.ports import Entry, Match

_SIZE = RECORD.size
_MATCHES = tuple(Match)
_MATCH_MASK = (1 << MATCH_BITS) - 1


class Record(NamedTuple):
    """The values of a record as the file stores them; see `layout.RECORD`."""

    lat: int
    lon: int
    population: int
    label: int
    kind: int
    prominence: int
    code: int
    country: int
    admin1: int
    admin2: int


class Rows:
    """Reads the sections of `places.bin`. GazetteerError is raised if the file is missing or not a gazetteer."""

    def __init__(self, path: Path) -> None:
        self._map = _mapped(path)
        try:
            self._open()
        except (
            KeyError,
            IndexError,
            TypeError,
            ValueError,
            AttributeError,
            RuntimeError,
            OSError,
            RecursionError,
            struct.error,
        ) as error:
            raise GazetteerError(
                f"{path} is damaged ({error}). Install the package again, or run `storymap data build`."
            ) from error

    def _open(self) -> None:
        """Read the header and find the sections. Raise ValueError if the file is truncated."""
        start, length = START.size, START.unpack_from(self._map)[1]
        header: dict[str, Any] = json.loads(self._map[start : start + length])
        body = -(-(start + length) // 8) * 8
        self._sections = {name: (body + at, size) for name, (at, size) in header["sections"].items()}
        if (
            max(at + size for at, size in self._sections.values()) > len(self._map)
            or min(min(pair) for pair in self._sections.values()) < 0
        ):
            raise ValueError(f"the file has only {len(self._map):,} bytes")
        self.about: Mapping[str, Any] = header["about"]
        self.sources: Mapping[str, str] = header["sources"]  # key of SOURCES.toml -> licence
        self.detailed: int = header["detailed"]
        self.boxed: int = header["boxed"]
        self.countries: list[str] = header["countries"]
        self.admin1: list[str] = header["admin1"]
        self.codes: list[str] = header["codes"]
        self.names, self.labels, self.ids = (self._trie(name) for name in ("names", "labels", "ids"))
        self.postings, self.runs, self.idents = (self.numbers(name) for name in ("postings", "runs", "idents"))
        self.id_rows, self.own_ids, self.details_at = (self.numbers(n) for n in ("id_rows", "own_ids", "details_at"))
        self.spoken_rows, self.spoken_at = (self.numbers(n) for n in ("spoken_rows", "spoken_at"))
        self._rough_rows, self._rough_km = self.numbers("rough_rows"), self._section("rough_km")
        self.boxes = self._section("boxes").cast("f")
        self.records = self._section("records")
        self._decoder = (RECORD.unpack_from, self.records, self.codes, self.countries, self.admin1, tuple.__new__)

    def __len__(self) -> int:
        return len(self.records) // RECORD.size

    def numbers(self, name: str) -> memoryview:
        """Return a section of u32 numbers."""
        return self._section(name).cast("I")

    def record(self, row: int) -> Record:
        return Record._make(RECORD.unpack_from(self.records, row * RECORD.size))

    def bearers(self, key: int) -> Sequence[int]:
        """Return the postings of a key of `names`, best first.

        A posting contains the row of a place with the name, and how the name matches.
        """
        first: int = self.postings[key]
        if first < MANY:
            return (first,)
        run, at = [], first - MANY
        while (posting := self.runs[at]) < LAST:
            run.append(posting)
            at += 1
        return [*run, posting - LAST]

    def entries(self, postings: Iterable[int]) -> list[Entry]:
        """Return the entry of each posting, in the same order."""
        # Each search runs this loop for all its results. Therefore it uses local names and `tuple.__new__`: `Entry()`
        # would call a Python function.
        unpack, records, codes, countries, units, new = self._decoder
        found = []
        for posting in postings:
            row = posting >> MATCH_BITS
            lat, lon, population, _, kind, prominence, code, country, admin1, _ = unpack(records, row * _SIZE)
            found.append(
                new(
                    Entry,
                    (
                        row,
                        _MATCHES[posting & _MATCH_MASK],
                        lat / DEGREE,
                        lon / DEGREE,
                        population,
                        prominence / PROMINENCE_STEPS,
                        codes[code],
                        countries[country],
                        units[admin1],
                        KINDS[kind],
                    ),
                )
            )
        return found

    def label(self, row: int) -> str:
        return str(self.labels.restore_key(self.record(row).label))

    def box(self, row: int) -> BoundingBox | None:
        """Return the box of a row, or None for settlements and for places that are points."""
        if row >= self.boxed or isnan(self.boxes[4 * row]):
            return None
        return BoundingBox(*(round(edge, 4) for edge in self.boxes[4 * row : 4 * row + 4]))

    def rough_km(self, row: int) -> int:
        """Return the radius (km) in which a settlement may be, or 0 if its position is exact."""
        at = _index(self._rough_rows, row)
        return 0 if at is None else self._rough_km[at]

    def details(self, row: int) -> dict[str, Any]:
        """Return the values of a country, feature, dispute or admin-1 unit that do not fit into its record.

        For other rows, return only the names in other languages (`names`), or {} if there are none.
        """
        if row >= self.detailed:
            at = _index(self.spoken_rows, row)
            return {} if at is None else {"names": json.loads(self.blob("spoken", *self.spoken_at[at : at + 2]))}
        found: dict[str, Any] = json.loads(self.blob("details", self.details_at[row], self.details_at[row + 1]))
        return found

    def blob(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a section from `start` to `end`."""
        return bytes(self._section(name)[start:end])

    def _section(self, name: str) -> memoryview:
        start, length = self._sections[name]
        return memoryview(self._map)[start : start + length]

    def _trie(self, name: str) -> marisa_trie.Trie:
        return marisa_trie.Trie().map(self._section(name))


def _index(numbers: memoryview, number: int) -> int | None:
    """Return the index of a number in ascending numbers, or None if it is not among them."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else None


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"cannot open the gazetteer {path}: {error}. Create it with `storymap data build`."
        ) from error
    if mapped[: len(MAGIC)] != MAGIC:
        raise GazetteerError(f"{path} is not a gazetteer of this version. Create it with `storymap data build`.")
    return mapped
