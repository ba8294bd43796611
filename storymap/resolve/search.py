"""Search places by name, for the editor and for commands. Places near those of the story come first, and larger places
before smaller ones.

Each result has the reason why it was found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from storymap.errors import GazetteerError
from storymap.model import Article, Mention, Place, Position, Resolution
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.containment import inside
from storymap.sphere import distance_km

MAX_FOUND = 12  # maximum number of results
# Limits of the distance bands: near, region, country, continent. Results in the same band are sorted by size.
_BANDS_KM = (60.0, 250.0, 1000.0, 4000.0)
# The searched name may end with that of a containing place, as in "Newtown Kent". At most this many such places are
# tried.
_MAX_HOLDERS = 4
_MAX_NEIGHBOURS = 40  # distances are measured from at most this many places of the story


class Neighbour(NamedTuple):
    """A place of the story."""

    name: str
    position: Position


class Found(NamedTuple):
    """A search result, with the reason why it was found."""

    place: Place
    match: Match | None  # how the searched name is related to it; None for a search by id
    holder: str = ""  # the place that contains it: "Kent" in a search for "Newtown Kent"
    near: str = ""  # the nearest place of the story; "" if there is none
    km: float | None = None  # distance in km to the nearest place of the story


def neighbours(article: Article, resolutions: Sequence[Resolution], start: int) -> list[Neighbour]:
    """Return the places in the passage at an offset, or else in the adjacent passages, or else in the article."""
    starts = [p.start for p in article.passages]
    here = bisect_right(starts, start) - 1
    placed = [
        (bisect_right(starts, r.mention.start) - 1, r) for r in resolutions if r.place and r.mention.start != start
    ]
    for reach in (0, 1, len(starts)):
        close = [r for passage, r in placed if abs(passage - here) <= reach]
        if close:
            break
    by_id = {r.place.id: Neighbour(r.place.name, r.place.position) for r in close if r.place}
    return list(by_id.values())[:_MAX_NEIGHBOURS]


def search_places(
    query: str, gazetteer: Gazetteer, around: Sequence[Neighbour] = (), limit: int = MAX_FOUND
) -> list[Found]:
    """Return the places with a name. Places near those in `around` come first; at similar distances, the largest first.

    The name may be followed by a place that contains it: "Newtown Kent", "Newtown, Kent", "Newtown (Kent)". An id such
    as geonames:2130452 is also found. Return [] if there are no places.
    """
    query = " ".join(query.replace("(", ", ").replace(")", " ").split())
    if not query:
        return []
    if ":" in query:
        try:
            return [_described(gazetteer.place(query), None, "", around)]
        except GazetteerError:
            return []
    rows = [(entry, "") for entry in gazetteer.find(query)] or _with_holder(query, gazetteer)
    usual = [row for row in rows if row[0].match is not Match.WEAK]
    ranked = sorted(usual or rows, key=lambda row: _rank(row[0], around))
    return [_described(gazetteer.place(entry), entry.match, holder, around) for entry, holder in ranked[:limit]]


def candidates(
    article: Article, resolutions: Sequence[Resolution], mention: Mention, gazetteer: Gazetteer, limit: int
) -> list[Found]:
    """Return the places that words in the article may refer to, in the order of `search_places`.

    If the gazetteer does not have the words, they are searched without "the" and generic words ("Great Stour river").
    """
    from storymap.resolve.look_up import look_up

    around = neighbours(article, resolutions, mention.start)
    found = search_places(mention.surface, gazetteer, around, limit)
    if found:
        return found
    entries = sorted(look_up(mention.surface, gazetteer)[0], key=lambda entry: _rank(entry, around))
    return [_described(gazetteer.place(entry), entry.match, "", around) for entry in entries[:limit]]


def _with_holder(query: str, gazetteer: Gazetteer) -> list[tuple[Entry, str]]:
    """Return the places for "Newtown Kent": those called Newtown in a place called Kent. Longer names are tried first."""
    words = query.replace(",", " , ").split()
    for cut in range(len(words) - 1, 0, -1):
        name, holder = " ".join(words[:cut]).strip(" ,"), " ".join(words[cut:]).strip(" ,")
        entries = gazetteer.find(name) if name and holder else ()
        holders = gazetteer.find(holder)[:_MAX_HOLDERS] if entries else ()
        fitting = [entry for entry in entries if any(inside(entry, h) for h in holders)]
        if fitting:
            return [(entry, holder) for entry in fitting]
    return []


def _rank(entry: Entry, around: Sequence[Neighbour]) -> tuple[bool, int, float]:
    """Return the sort key: weak matches last; then the distance band; then the most prominent first."""
    km = min((distance_km(entry.lat, entry.lon, *n.position) for n in around), default=0.0)
    return entry.match is Match.WEAK, sum(km > band for band in _BANDS_KM), -entry.prominence


def _described(place: Place, match: Match | None, holder: str, around: Sequence[Neighbour]) -> Found:
    nearest = min(around, key=lambda n: distance_km(*place.position, *n.position), default=None)
    if nearest is None:
        return Found(place, match, holder)
    return Found(place, match, holder, nearest.name, distance_km(*place.position, *nearest.position))
