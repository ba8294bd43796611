"""The layout of `places.bin`: a header in JSON and then sections, which contain little-endian numbers, tries or JSON.

    magic (8 bytes) | length of the header (u32) | header: JSON | padding | sections, each at a multiple of 8

The header has the offset and length of each section. The file is memory-mapped and used without conversion.

The rows 0 to `detailed` - 1 are countries, features, disputes and admin-1 units. These rows have details (JSON) and may
have a box. The rows up to `boxed` - 1 are admin-2 units. These rows have no details, but may have a box. The other rows
are settlements in the order of their numbers.

| section | content |
|---|---|
| names | trie: folded name -> key number |
| postings | u32 per key of `names`: `(row << 2) + match`; if the bit MANY is set, the index of its run in `runs` |
| runs | u32: `(row << 2) + match`, best first; the bit LAST is set at the end of a run |
| records | `RECORD` per row |
| labels | trie: the display names; a record has the key number of its label |
| ids | trie: ids of all rows except settlements, and further ids of the same places |
| id_rows | u32 per key of `ids`: its row |
| own_ids | u32 for each of the first `boxed` rows: the key number of its own id in `ids` |
| idents | u32 per settlement: its number (see `settlement_ids`) |
| boxes | f32: west, south, east, north of each of the first `boxed` rows; west is NaN for a row without a box |
| details | JSON for each of the first `detailed` rows |
| details_at | u32: the offset of each row's JSON in `details`, then the offset of the end |
| spoken_rows | u32: the settlements that have names in other languages |
| spoken, spoken_at | the names of these settlements as JSON, and u32 offsets as in `details_at` |
| rough_rows | u32: the settlements whose position is only known roughly |
| rough_km | u8: for each of them, the radius in km in which it may be |
| cells | u32 per degree square: the index in `cell_rows` of its first row; then the length of `cell_rows` |
| cell_rows | u32: the rows in each degree square |
| top | u32: the rows with a prominence of TOP_PROMINENCE or more, most prominent first |
| demonyms, negative, disputes, country_ids | JSON |
"""

from __future__ import annotations

from struct import Struct

from storymap.ports import Match

MAGIC = b"STORYMP4"
START = Struct("<8sI")

# The fields are: lat and lon (in 1e-5 degrees), population, label; kind, prominence * PROMINENCE_STEPS, code, country;
# admin1, admin2.
RECORD = Struct("<iiIIBBBBHH")
DEGREE = 100_000
PROMINENCE_STEPS = 25  # prominence is stored in one byte: values from 0 to 10.2, in steps of 0.04

# The keys of `details`. A value is left out if it follows from the record or the id of the row.
DETAILS = ("also", "approximate", "countries", "dispute", "mouth", "names", "radius_km", "source", "union", "years")

MANY = 1 << 31
LAST = 1 << 31
MATCH_BITS = 2
TOP_PROMINENCE = 4.4

# The penalty that `find` subtracts from the prominence for each type of match.
HANDICAP = {Match.NAME: 0.0, Match.OFFICIAL: 0.4, Match.ALTERNATE: 1.2, Match.WEAK: 5.0}


def cell(lat: float, lon: float) -> int:
    """Return the number of the degree square that contains a position.

    There are 360 squares in a row; square 0 is at 90° S, 180° W.
    """
    return min(179, int(lat + 90)) * 360 + int(lon + 180) % 360
