"""How `places.bin` is laid out: a JSON header, then sections of little-endian numbers, tries and JSON, mapped as is.

    magic (8 bytes) | length of the header (u32) | header: JSON | padding | sections, each at a multiple of 8

The header says where in the body each section begins and how long it is.

Rows 0…detailed-1 are countries, features, disputes and admin-1 units: they have details (JSON) and a box. Rows up to
boxed-1 are admin-2 units: a box only. The rest are settlements in the order of their GeoNames ids, held by `idents`.

| section | holds |
|---|---|
| names | trie: folded name -> key number |
| postings | u32 a key: row << 2 or match; or, with MANY set, where its run in `runs` begins |
| runs | u32: row << 2 or match, best first; LAST marks the end of a run |
| records | `RECORD` a row |
| labels | trie: the names people read; a record holds the number of its own |
| ids | trie: ids of the rows that are no settlements, and other ids of the same places |
| id_rows | u32 a key of `ids`: its row |
| own_ids | u32 a row below `boxed`: the key of its own id in `ids` |
| idents | u32 a settlement: its GeoNames id |
| boxes | west, south, east, north as f32 a row below `boxed`; west is NaN where there is none |
| details, details_at | JSON a row below `detailed`, and where each begins (u32, one more than rows) |
| spoken_rows, spoken, spoken_at | u32: the settlements whose names in other languages are known, in order; those names as JSON, and where each begins |
| cells, cell_rows | u32 a degree square (and one more) where its rows begin in `cell_rows` |
| top | u32: the rows of `TOP_PROMINENCE` and more, most prominent first |
| demonyms, negative, disputes, country_ids | JSON |
"""

from __future__ import annotations

from struct import Struct

from storymap.ports import Match

MAGIC = b"STORYMP3"
START = Struct("<8sI")

# lat, lon (1e-5 degrees), population, label | kind, prominence * PROMINENCE_STEPS, code, country | admin1, admin2
RECORD = Struct("<iiIIBBBBHH")
DEGREE = 100_000
PROMINENCE_STEPS = 25  # a byte holds 0…10.2 in steps of 0.04

MANY = 1 << 31
LAST = 1 << 31
MATCH_BITS = 2
TOP_PROMINENCE = 4.4

# How much less a name counts in `find` than the place's own name, on the scale of prominence.
HANDICAP = {Match.NAME: 0.0, Match.OFFICIAL: 0.4, Match.ALTERNATE: 1.2, Match.WEAK: 5.0}


def cell(lat: float, lon: float) -> int:
    """The number of the degree square that holds a position: 360 a row, from 90° S and 180° W."""
    return min(179, int(lat + 90)) * 360 + int(lon + 180) % 360
