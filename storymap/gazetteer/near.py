"""Where things are: the rows round a position and in a box, by degree squares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice

from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import DEGREE, MATCH_BITS, cell
from storymap.gazetteer.rows import Rows
from storymap.model import BoundingBox
from storymap.ports import Entry
from storymap.sphere import around, contains, distance_km, width_deg

_FEW_SQUARES = 300  # a box of more is searched through the most prominent rows first


class Squares:
    """Spatial look-ups; kinds are those of `codes.KINDS`, an empty set means all."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._cells, self._members, self._top = (rows.numbers(name) for name in ("cells", "cell_rows", "top"))

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> list[Entry]:
        """The places no farther than `radius_km`, nearest first, at most `limit`."""
        box = around(lat, lon, radius_km)
        near = ((distance_km(lat, lon, y, x), row) for row, y, x in self._inside(box, kinds))
        return self._entries(row for _, row in nsmallest(limit, (pair for pair in near if pair[0] <= radius_km)))

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> list[Entry]:
        """The most prominent places in the box, best first, at most `limit`."""
        if width_deg(box) * (box.north - box.south) > _FEW_SQUARES:
            found = self._among_top(box, kinds, limit)
            if len(found) == limit:
                return found
        ranked = ((-self._rows.record(row).prominence, row) for row, _, _ in self._inside(box, kinds))
        return self._entries(row for _, row in nsmallest(limit, ranked))

    def _among_top(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> list[Entry]:
        found = (row for row in self._top if self._fits(row, box, kinds))
        return self._entries(islice(found, limit))

    def _inside(self, box: BoundingBox, kinds: frozenset[str]) -> Iterator[tuple[int, float, float]]:
        for row in self._candidates(box):
            if self._fits(row, box, kinds):
                record = self._rows.record(row)
                yield row, record.lat / DEGREE, record.lon / DEGREE

    def _fits(self, row: int, box: BoundingBox, kinds: frozenset[str]) -> bool:
        record = self._rows.record(row)
        return (not kinds or KINDS[record.kind] in kinds) and contains(box, record.lat / DEGREE, record.lon / DEGREE)

    def _candidates(self, box: BoundingBox) -> Iterator[int]:
        """The rows of every square that the box touches."""
        columns = min(360, int(width_deg(box)) + 2)
        for south in range(int(box.south + 90), min(179, int(box.north + 90)) + 1):
            first = cell(south - 90, box.west)
            for step in range(columns):
                square = first - first % 360 + (first + step) % 360
                yield from self._members[self._cells[square] : self._cells[square + 1]]

    def _entries(self, rows: Iterable[int]) -> list[Entry]:
        return self._rows.entries(row << MATCH_BITS for row in rows)
