"""The layout of `places.bin`: a JSON header, then sections that contain little-endian numbers, tries or JSON.

    magic (8 bytes) | length of the header (u32) | header: JSON | padding | sections, each at a multiple of 8

The header has the offset and length of each section. The file is memory-mapped and used without conversion.

Rows 0…detailed-1 are countries, features, disputes and admin-1 units, which have details (JSON) and a box. Rows up to
boxed-1 are admin-2 units, which have a box only. The other rows are settlements in the order of their numbers.

| section | content |
|---|---|
| names | trie: folded name -> key number |
| postings | u32 per key of `names`: row << 2 or match; if MANY is set, where the name's run starts in `runs` |
| runs | u32: row << 2 or match, best first; LAST marks the end of a run |
| records | `RECORD` per row |
| labels | trie: the display names; a record has the key number of its label |
| ids | trie: ids of all rows except settlements, and further ids of the same places |
| id_rows | u32 per key of `ids`: its row |
| own_ids | u32 per row below `boxed`: the key number of its own id in `ids` |
| idents | u32 per settlement: its number (see `settlement_ids`) |
| boxes | west, south, east, north as f32 per row below `boxed`; west is NaN if there is no box |
| details, details_at | JSON per row below `detailed`, and the offset of each (u32, with the end as one more) |
| spoken_rows, spoken, spoken_at | u32: settlements with names in other languages; these names as JSON; offsets |
| cells, cell_rows | u32 per degree square (and one more): where its rows start in `cell_rows` |
| top | u32: the rows with a prominence of TOP_PROMINENCE or more, most prominent first |
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
PROMINENCE_STEPS = 25  # prominence is stored in a byte, as 0…10.2 in steps of 0.04

MANY = 1 << 31
LAST = 1 << 31
MATCH_BITS = 2
TOP_PROMINENCE = 4.4

# The penalty that `find` subtracts from the prominence for each type of match.
HANDICAP = {Match.NAME: 0.0, Match.OFFICIAL: 0.4, Match.ALTERNATE: 1.2, Match.WEAK: 5.0}


def cell(lat: float, lon: float) -> int:
    """Return the number of the degree square that contains a position: 360 per row, from 90° S, 180° W."""
    return min(179, int(lat + 90)) * 360 + int(lon + 180) % 360
