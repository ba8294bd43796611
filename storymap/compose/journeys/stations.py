"""Find the stations of a journey: places that the text names in the order of the way, without a verb of motion.

Examples are Kannur and Thrissur in "Kannur, Kozhikode, Thrissur: at every station somebody gets on", between a passage
that arrives in Goa and one that arrives in Kochi.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil, inf
from typing import NamedTuple

from storymap import sphere
from storymap.model import Position

# A place is on the way between two others if the way through it is at most this many times as long as the direct way.
ON_THE_WAY = 1.4
# The way through all stations between two stops is at most this many times as long as the direct way. The limit is
# higher than ON_THE_WAY, because rivers and coasts are curved.
CURVED = 1.6
# Stations before the first or after the last stop are in order if there are at least IN_ORDER of them. If there are
# fewer, they may be named for other reasons. A leg is at most MUCH_LONGER times as long as the longest leg of the stops.
IN_ORDER, MUCH_LONGER = 2, 2.0
# Places are in their order along a way if the way through them is at most ORDERLY times as long as the shortest one. Up to
# this share of the places may be left out, because they are named for other reasons.
ORDERLY, STRAY = 1.2, 0.25
MOST = 24  # maximum number of places between two stops that are considered
COMPARED = 60  # the order of more places than this is judged by a sample of them


class Named(NamedTuple):
    """A place that the text names. `stop` is whether the text says that a person reaches, leaves or stays in it."""

    slug: str
    stop: bool


def stations(named: Sequence[Named], at: Mapping[str, Position]) -> list[int]:
    """Return the indices of the places in `named` that are stations, in ascending order.

    `named` contains the places in text order. `at` contains their positions. A station is on the way between two stops,
    or it continues the way before the first stop or after the last stop.
    """
    stops = [i for i, one in enumerate(named) if one.stop]
    if not stops:
        return []

    @lru_cache(None)
    def km(a: int, b: int) -> float:
        return sphere.distance_km(*at[named[a].slug], *at[named[b].slug])

    longest = MUCH_LONGER * max((km(a, b) for a, b in pairwise(stops)), default=inf)
    found: list[int] = []
    for a, b in pairwise(stops):
        inner = _chain(a, range(a + 1, b), km, b)
        if inner and sum(km(x, y) for x, y in pairwise([a, *inner, b])) <= CURVED * km(a, b):
            found += inner
        elif len(onward := _until_long_leg([a, *_chain(a, range(a + 1, b), km)], km, longest)) > IN_ORDER:
            found += onward  # the text does not name the stations of the way back to a stop
    before = _chain(stops[0], range(stops[0] - 1, -1, -1), km)
    after = _chain(stops[-1], range(stops[-1] + 1, len(named)), km)
    for start, chain in ((stops[0], before), (stops[-1], after)):
        near = _until_long_leg([start, *chain], km, longest)
        found += near if len(near) >= IN_ORDER else []
    return sorted(found)


def _until_long_leg(chain: Sequence[int], km: Callable[[int, int], float], longest: float) -> list[int]:
    """Return the places after the first one of a chain, up to the first leg that is too long."""
    legs = [km(a, b) <= longest for a, b in pairwise(chain)]
    return list(chain[1 : 1 + (legs.index(False) if False in legs else len(legs))])


def _chain(start: int, between: Sequence[int], km: Callable[[int, int], float], end: int | None = None) -> list[int]:
    """Return the longest sequence of the places `between` in which each place is on the way between its neighbours.

    The neighbours of the first place are `start` and the second place. Those of the last place are the place before it
    and `end`. Without an `end`, the last place has no neighbour after it.
    """
    nodes = [start, *list(between)[:MOST], *([end] if end is not None else [])]
    # (i, j) -> the longest chain whose last two places are nodes[i] and nodes[j]; `start` is not part of a chain
    chains: dict[tuple[int, int], list[int]] = {}
    for j in range(1, len(nodes)):
        chains[0, j] = [nodes[j]]
        for i in range(1, j):
            via = [
                chain
                for h in range(i)
                if (chain := chains.get((h, i)))
                and km(nodes[h], nodes[i]) > 0
                and km(nodes[h], nodes[i]) + km(nodes[i], nodes[j]) <= ON_THE_WAY * km(nodes[h], nodes[j])
            ]
            if via:
                chains[i, j] = [*max(via, key=len), nodes[j]]
    if end is None:
        return max(chains.values(), key=len, default=[])
    last = len(nodes) - 1
    best = max((chain for (_, j), chain in chains.items() if j == last), key=len, default=[])
    return best[:-1]


def in_order(slugs: Sequence[str], firm: Container[str], at: Mapping[str, Position]) -> frozenset[str]:
    """Return the places that the text names in their order along a way, or an empty set if there is no such order.

    `slugs` contains the places in text order. Only a place that is not in `firm` may be left out.
    """
    order = list(dict.fromkeys(slugs))
    least = len(order) - int(STRAY * len(order))
    if len(order) < 3:
        return frozenset(order)
    km = lru_cache(None)(lambda a, b: sphere.distance_km(*at[a], *at[b]))
    while not _is_short(order[:: ceil(len(order) / COMPARED)], km):
        if len(order) <= max(3, least):
            return frozenset()
        # leave out the place with the longest detour
        detours = [
            (km(a, b) + km(b, c) - km(a, c), b)
            for a, b, c in zip(order, order[1:], order[2:], strict=False)
            if b not in firm
        ]
        detours += [(km(a, b), a) for a, b in (order[:2], order[:-3:-1]) if a not in firm]
        if not detours:
            return frozenset()
        order.remove(max(detours)[1])
    return frozenset(order)


def _is_short(way: Sequence[str], km: Callable[[str, str], float]) -> bool:
    """Return whether a way is at most ORDERLY times as long as the shortest way through the same places.

    The shortest way is approximated by reversing parts of the way (2-opt).
    """
    best, last = list(way), len(way) - 1
    length = shortest = sum(km(a, b) for a, b in pairwise(way))
    gain = 1.0
    while gain > 0 and length <= ORDERLY * shortest:
        gain = 0.0
        for i, j in combinations(range(len(best)), 2):
            before = (km(best[i - 1], best[i]) if i else 0.0) + (km(best[j], best[j + 1]) if j < last else 0.0)
            after = (km(best[i - 1], best[j]) if i else 0.0) + (km(best[i], best[j + 1]) if j < last else 0.0)
            if before - after > max(gain, 1e-6):
                gain, turned = before - after, (i, j + 1)
        if gain:
            i, j = turned
            best[i:j] = best[i:j][::-1]
            shortest -= gain
    return length <= ORDERLY * shortest
