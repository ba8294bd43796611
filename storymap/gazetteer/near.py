"""Find the places near a point or in a box. The file lists the rows in each square of one degree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import DEGREE, MATCH_BITS, RECORD, cell
from storymap.gazetteer.rows import Rows
from storymap.model import BoundingBox
from storymap.ports import Entry
from storymap.sphere import EARTH_KM, around, width_deg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    RowNumbers = NDArray[np.int64]

# The first search reads this many rows. Each further search reads the next rows, four times as many as the search
# before it.
_FIRST_TOP = 4096
# For boxes with more degree squares than this, the most prominent rows of the world are searched first.
_FEW_SQUARES = 300


class Squares:
    """Finds places by position. `kinds` are kinds of `codes.KINDS`; an empty set means all kinds.

    A search reads thousands of rows at a time, so it uses NumPy columns over the memory-mapped records. NumPy is
    imported in the methods, because searches by name do not need it.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._cells, self._members, self._top = (rows.numbers(name) for name in ("cells", "cell_rows", "top"))

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> list[Entry]:
        """Return at most `limit` places within `radius_km` of a point, nearest first."""
        import numpy as np

        box = around(lat, lon, radius_km)
        rows = self._fitting(self._candidates(box), box, kinds)
        lats, lons = np.radians(self._columns["lat"][rows] / DEGREE), np.radians(self._columns["lon"][rows] / DEGREE)
        y, x = np.radians(lat), np.radians(lon)
        half = np.sin((lats - y) / 2) ** 2 + np.cos(lats) * np.cos(y) * np.sin((lons - x) / 2) ** 2
        km = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        order = np.lexsort((rows, km))[: int((km <= radius_km).sum())][:limit]
        return self._entries(rows[order])

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> list[Entry]:
        """Return the `limit` most prominent places in the box, most prominent first."""
        import numpy as np

        if width_deg(box) * (box.north - box.south) > _FEW_SQUARES:
            found = self._most_prominent(box, kinds, limit)
            if len(found) == limit:
                return self._entries(found)
        rows = self._fitting(self._candidates(box), box, kinds)
        order = np.lexsort((rows, -self._columns["prominence"][rows].astype(np.int64)))[:limit]
        return self._entries(rows[order])

    @cached_property
    def _columns(self) -> Mapping[str, NDArray[Any]]:
        """Return some fields of the records as NumPy columns.

        The columns are views of the memory-mapped file; nothing is copied.
        """
        import numpy as np

        layout = np.dtype(
            {
                "names": ["lat", "lon", "kind", "prominence"],
                "formats": ["<i4", "<i4", "u1", "u1"],
                "offsets": [0, 4, 16, 17],
                "itemsize": RECORD.size,
            }
        )
        records = np.frombuffer(self._rows.records, layout)
        return {name: records[name] for name in records.dtype.names or ()}

    def _fitting(self, rows: RowNumbers, box: BoundingBox, kinds: frozenset[str]) -> RowNumbers:
        """Return those of the given rows that have one of the kinds and are in the box.

        The order of the rows is not changed.
        """
        import numpy as np

        if kinds:  # the kinds are checked before the box, because most rows are settlements
            wanted = np.array([kind in kinds for kind in KINDS])
            rows = rows[wanted[self._columns["kind"][rows]]]
        lat = self._columns["lat"][rows] / DEGREE
        rows = rows[(lat >= box.south) & (lat <= box.north)]
        lon = self._columns["lon"][rows] / DEGREE
        east_of, west_of = lon >= box.west, lon <= box.east
        return rows[east_of & west_of if box.west <= box.east else east_of | west_of]

    def _most_prominent(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> RowNumbers:
        """Return at most `limit` rows in the box, most prominent first.

        Only the rows in the section `top` are searched.
        """
        import numpy as np

        top = np.frombuffer(self._top, np.uint32)
        found, size = [np.zeros(0, np.int64)], _FIRST_TOP
        start = count = 0
        while start < len(top) and count < limit:
            found.append(self._fitting(top[start : start + size].astype(np.int64), box, kinds))
            count += len(found[-1])
            start, size = start + size, size * 4
        return np.concatenate(found)[:limit]

    def _candidates(self, box: BoundingBox) -> RowNumbers:
        """Return the rows in all degree squares that the box touches."""
        import numpy as np

        members = np.frombuffer(self._members, np.uint32)
        columns = min(360, int(width_deg(box)) + 2)
        found = [np.zeros(0, np.uint32)]
        for south in range(int(box.south + 90), min(179, int(box.north + 90)) + 1):
            first = cell(south - 90, box.west)
            row, column = first - first % 360, first % 360
            for start, end in ((column, min(360, column + columns)), (0, column + columns - 360)):
                if start < end:  # the members of adjacent squares are adjacent in `members`
                    found.append(members[self._cells[row + start] : self._cells[row + end]])
        return np.concatenate(found).astype(np.int64)

    def _entries(self, rows: RowNumbers) -> list[Entry]:
        return self._rows.entries(row << MATCH_BITS for row in rows.tolist())
