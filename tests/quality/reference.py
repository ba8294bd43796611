"""How much of a folder of reference tables our gazetteer knows, and how far off it is: a report, not a verdict.

    python -m tests.quality.reference FOLDER [--far]

FOLDER holds CSV tables (name, kind, alternative_or_note, lat, lon, west, south, east, north), such as Natural Earth's features. They are no part
of this project and nothing is taken from them. `--far` lists what lies outside its box.
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
_FAR_KM = 60.0  # outside its box by more than this, a place is not where the table has it


class Known(NamedTuple):
    """What we know of a row of a table."""

    name: str
    entry: Entry
    km: float  # from the table's point
    outside: bool  # our point lies well outside the table's box


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not folder.is_dir():
        sys.exit("Name a folder of reference tables; there is none in this repository.")
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
    """The rows, each name once (a river's pieces are one river)."""
    with path.open(encoding="utf-8", newline="") as file:
        return list({row["name"]: row for row in csv.DictReader(file) if row["name"]}.values())


def look_up(row: dict[str, str], kinds: set[str]) -> Known | None:
    """The nearest of our places that bears the row's name, or its other name; None when none of them does."""
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
