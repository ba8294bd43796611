"""Report how many places of reference tables the gazetteer has, and how far its positions differ.

    python -m tests.quality.reference FOLDER [--far]

FOLDER contains CSV tables (name, kind, alternative_or_note, lat, lon, west, south, east, north), such as features of
Natural Earth. The tables are not part of this project, and no data is copied from them. `--far` lists places outside
their boxes.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Entry
from storymap.sphere import contains, distance_km

KINDS = {
    "marine": {"sea"},
    "regions": {"region", "land", "island", "country", "admin1", "dispute", "historical", "water", "site", "sea"},
    "elevation": {"land", "island"},
    "region_points": {"island", "land", "region", "sea", "dispute", "country"},
    "lakes": {"water", "sea"},
    "rivers": {"water"},
    "disputed_areas": {"dispute", "island", "country", "admin1", "region", "land"},
}
_FAR_KM = 60.0  # a place is outside if it is at least this far from the box of its row


class Known(NamedTuple):
    """The gazetteer's match for one row of a reference table."""

    name: str
    entry: Entry
    km: float  # distance between the entry and the point in the table
    outside: bool  # whether the entry is far outside the box in the table


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not folder.is_dir():
        sys.exit("Pass a folder of reference tables as argument; this repository contains none.")
    print(f"{'table':16}{'names':>7}{'known':>7}{'share':>7}{'median km':>11}{'outside':>9}")
    for path in sorted(folder.glob("*.csv")):
        if path.stem in KINDS:
            rows = _rows(path)
            known = [found for row in rows if (found := look_up(row, KINDS[path.stem])) is not None]
            far = [k for k in known if k.outside]
            share, middle = len(known) / len(rows), median(k.km for k in known)
            print(f"{path.stem:16}{len(rows):7}{len(known):7}{share:7.2f}{middle:11.0f}{len(far):9}")
            if "--far" in sys.argv:
                for k in sorted(far, key=lambda k: -k.km):
                    print(f"    {k.name}: {k.km:.0f} km ({k.entry.kind} {k.entry.lat:.2f} {k.entry.lon:.2f})")


def _rows(path: Path) -> list[dict[str, str]]:
    """Return one row for each name, because a river can have several rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list({row["name"]: row for row in csv.DictReader(file) if row["name"]}.values())


def look_up(row: dict[str, str], kinds: set[str]) -> Known | None:
    """Return the nearest entry with the row's name (also without abbreviations) and one of these kinds, or None."""
    gazetteer = open_gazetteer()
    lat, lon = float(row["lat"]), float(row["lon"])
    box = BoundingBox(*(float(row[edge]) for edge in ("west", "south", "east", "north")))
    spelled = {
        row["name"],
        row["name"]
        .replace(" Is.", " Islands")
        .replace(" I.", " Island")
        .replace("MTS.", "Mountains")
        .replace("Mts.", "Mountains"),
    }
    entries = [e for name in spelled if fold(name) for e in gazetteer.find(name) if e.kind in kinds]
    if not entries:
        return None
    km, entry = min((distance_km(e.lat, e.lon, lat, lon), e) for e in entries)
    near = contains(box, entry.lat, entry.lon) or km <= _FAR_KM + max(0.0, _half_km(box))
    return Known(row["name"], entry, km, not near)


def _half_km(box: BoundingBox) -> float:
    return distance_km(box.south, box.west, box.north, box.east) / 2


if __name__ == "__main__":
    main()
