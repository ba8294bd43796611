"""Find places for unknown names that consist of two names and a particle: "Richmond upon Swale"."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.particles import split_name
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.namesakes import near_landmark

_HINTS = 5  # maximum number of hints


def towns_beside(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the towns with the first part of an unknown name that are beside the place with the second part.

    Return [] if the particle does not mean "beside", or if there are several such towns. They count as alternate names.
    """
    joined = split_name(name)
    if joined is None or not joined.is_beside:
        return []
    towns = [e for e in gazetteer.find(joined.head) if e.kind == "city" and e.match <= Match.OFFICIAL]
    marks = [
        f"River {joined.tail}",
        f"{joined.tail} River",
        *([] if joined.particle.endswith("the") else [joined.tail]),
    ]
    for mark in marks:
        near = near_landmark(towns, mark, gazetteer)
        if len(near) == 1:
            return [near[0]._replace(match=Match.ALTERNATE)]
    return []


def hints(name: str, others: Sequence[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Return places with the parts of an unknown name, for an author to choose from.

    Places in the countries of `others`, the best-known places of the other names, come first, and then larger ones.
    """
    joined = split_name(name)
    if joined is None:
        return []
    countries = {e.country for e in others}
    known = [e for part in (joined.head, joined.tail) for e in gazetteer.find(part) if e.match < Match.WEAK]
    return sorted(known, key=lambda e: (e.country not in countries, -e.prominence))[:_HINTS]
