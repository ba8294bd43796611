"""List the places that are labelled on maps but have no name in the language of a page.

    python -m tests.page.label_names [--missing LANGUAGE]

These places are the countries, the waters and landforms that newspaper readers of their region know, and the cities on
maps of a continent.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from storymap.compose.label_names import map_name
from storymap.compose.label_ranks import NEVER, rank
from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox, Place

LANGUAGES = ("ar", "de", "es", "fr", "ja", "ru", "uk")
KINDS = ("country", "sea", "land", "city")
KNOWN = 6.6  # minimum prominence of waters and landforms; facts with the ranks 1 and 2 have it
# Maps show cities of two million people, capitals of countries and seats of large states from this zoom.
CITY_ZOOM = 4.4
_STEP_DEG = 10
_PER_CELL = 60  # in each cell of the grid, this many of the most prominent entries of a kind are used


class Named(NamedTuple):
    """A place that is labelled on maps, and the kind of its label."""

    place: Place
    kind: str


@cache
def labelled() -> tuple[Named, ...]:
    """Return the places of the world that are labelled on maps of continents and regions."""
    return tuple(_labelled())


def _labelled() -> Iterator[Named]:
    gazetteer = open_gazetteer()
    seen: set[int] = set()
    cells = [
        BoundingBox(w, s, w + _STEP_DEG, s + _STEP_DEG)
        for w in range(-180, 180, _STEP_DEG)
        for s in range(-90, 90, _STEP_DEG)
    ]
    for cell in cells:
        for kinds in (["country"], ["sea", "water"], ["island", "land", "admin1"], ["city"]):
            for entry in gazetteer.largest(cell, frozenset(kinds), _PER_CELL):
                if entry.number in seen:
                    continue
                seen.add(entry.number)
                place = gazetteer.place(entry)
                low, kind = rank(entry, place)
                shown = {"city": low <= CITY_ZOOM, "country": True}.get(kind, entry.prominence >= KNOWN)
                if low < NEVER and shown:
                    yield Named(place, kind)


def missing(language: str) -> list[Named]:
    """Return the labelled places that have no name in a language."""
    return [named for named in labelled() if not map_name(named.place, language)]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the share of names for each language and kind. Return 0."""
    parser = argparse.ArgumentParser(prog="tests.page.label_names", description=__doc__)
    parser.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES)
    options = parser.parse_args(argv)
    total = Counter(named.kind for named in labelled())
    for language in LANGUAGES:
        lost = Counter(named.kind for named in missing(language))
        shares = [f"{kind} {total[kind] - lost[kind]} of {total[kind]}" for kind in KINDS]
        share = 100 * (1 - lost.total() / total.total())
        print(f"{language}: {share:.1f} % ({', '.join(shares)})")
    if options.missing:
        print("; ".join(f"{named.place.name} ({named.kind})" for named in missing(options.missing)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
