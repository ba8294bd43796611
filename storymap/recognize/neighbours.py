"""Find names in lists whose other names are places near each other: "Banks, Hall, Franklin and Jackson counties".

Such names may be everyday words or surnames ("Hazard, Pikeville, Harlan and Whitesburg").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.spans import Spans
from storymap.sphere import distance_km

CONFIDENCE = 0.8
_NEAR_KM = 80.0  # the place must be at most this far from two other places of the list
_MIN_OTHERS = 2  # a place must be near at least this many places with other names of the list
_BEARERS = 12  # for each name, at most this many places are compared

_GAP = r"[^\S\n]"
_NAME = rf"[A-ZÀ-Þ][\w’'-]+(?:{_GAP}[A-ZÀ-Þ][\w’'-]+)?"
_LIST = lazy_pattern(
    rf"(?<![\w’'-])(?:{_NAME},{_GAP}){{2,}}(?:(?:and|or|&){_GAP})?{_NAME}|(?<![\w’'-])(?:{_NAME},{_GAP})+{_NAME},?{_GAP}(?:and|or|&){_GAP}{_NAME}"
)
_ITEM = lazy_pattern(_NAME)


def find_neighbours(
    text: str, names: Sequence[Mention], persons: Iterable[tuple[int, int]], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Yield known names in lists whose other names are in `names`.

    A place with the name must be near the places of at least two of these other names.

    `persons`: the spans of names of people. These names are left out.
    """
    people = Spans(persons)
    accepted = {n.start: n for n in names}
    for whole in _LIST.finditer(text):
        items = [m.span() for m in _ITEM.finditer(text, whole.start(), whole.end())]
        listed = [accepted[a].name for a, b in items if a in accepted and accepted[a].end == b]
        if len(listed) < max(_MIN_OTHERS, (len(items) + 1) // 2):
            continue
        others = [bearers(name, gazetteer) for name in dict.fromkeys(listed)]
        for start, end in items:
            if people.overlap(start, end) or any(n.start < end and start < n.end for n in names):
                continue
            places = bearers(text[start:end], gazetteer)
            if any(sum(is_near(place, other) for other in others) >= _MIN_OTHERS for place in places):
                yield Mention(text[start:end], start, end, confidence=CONFIDENCE)


def split_pairs(names: Iterable[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the names. An unknown name of two towns near each other is yielded as two: "Oylegate-Glenbrien"."""
    for name in names:
        first, hyphen, second = name.surface.replace("–", "-").partition("-")
        if not hyphen:
            yield name
            continue
        parts = [bearers(part, gazetteer) if part.istitle() else [] for part in (first, second)]
        known = all(parts) and gazetteer.best(name.surface) is None
        if not known or not any(is_near(place, parts[1]) for place in parts[0]):
            yield name
            continue
        middle = name.start + len(first)
        yield replace(name, surface=first, end=middle)
        yield replace(name, surface=second, start=middle + 1)


def bearers(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the best-known towns and counties with a name."""
    found = [e for e in gazetteer.find(name) if e.match <= Match.OFFICIAL and e.kind in ("city", "admin2")]
    return found[:_BEARERS]


def is_near(place: Entry, others: Sequence[Entry]) -> bool:
    """Return whether another one of the places is within _NEAR_KM of a place."""
    return any(
        place.number != o.number
        and abs(place.lat - o.lat) < 1
        and distance_km(place.lat, place.lon, o.lat, o.lon) <= _NEAR_KM
        for o in others
    )
