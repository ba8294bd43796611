"""Check the places in `facts/points`. Each must have a country, and no other entry may be the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from storymap.forge.facts.reading import Fact
from storymap.gazetteer.codes import CLASS_OF, KIND_OF
from storymap.gazetteer.fold import fold
from storymap.sphere import distance_km

folded = cache(fold)  # the results are stored, because several checks fold the names of an entry
_SAME_KM = 5.0  # two entries with the same name within this distance are duplicates
# Regions with the same name are duplicates if the position of one is within the radius of the other.
_REGIONS = frozenset({"region", "historical", "dispute"})


def points_without_country(points: Sequence[Fact]) -> Iterator[str]:
    """Yield a message for every settlement, unit or site without a country. Peaks and seas do not need a country."""
    for fact in points:
        if not fact["countries"] and CLASS_OF[fact["code"]] in "PAS":
            yield f"{fact.where()}: countries: {fact['name']!r} has no country; give at least one country code"


def duplicate_points(points: Sequence[Fact], others: Sequence[Fact]) -> Iterator[str]:
    """Yield a message for every point that has the same name as an entry nearby.

    The main names are always compared. The aliases are compared only if both entries are of the same kind, because, for
    example, a station may have the name of the suburb that it serves.
    """
    known: dict[str, list[tuple[Fact, bool]]] = {}
    for fact in others:
        _add(fact, known)
    for fact in points:
        for other in _namesakes(fact, known):
            km = distance_km(*fact["position"], *other["position"])
            if km < _reach(fact, other):
                yield f"{fact.where()}: {fact['name']!r} is already listed at {other.where()}, {km:.1f} km away"
        _add(fact, known)


def _add(fact: Fact, known: dict[str, list[tuple[Fact, bool]]]) -> None:
    """Add an entry to `known` under each of its names.

    The entry is paired with True for its main name and with False for an alias.
    """
    own = folded(fact["name"])
    known.setdefault(own, []).append((fact, True))
    for alias in {folded(name) for name in fact.get("aliases", ())} - {own}:
        known.setdefault(alias, []).append((fact, False))


def _namesakes(fact: Fact, known: dict[str, list[tuple[Fact, bool]]]) -> list[Fact]:
    """Return the known entries with the same main name as `fact`, without duplicates.

    If two entries are of the same kind, their aliases are also compared.
    """
    own, kind = folded(fact["name"]), KIND_OF[fact["code"]]
    found: dict[int, Fact] = {}
    for name in dict.fromkeys([own, *map(folded, fact.get("aliases", ()))]):
        for other, is_own in known.get(name, ()):
            if (name == own and is_own) or KIND_OF[other["code"]] == kind:
                found[id(other)] = other
    return list(found.values())


def _reach(fact: Fact, other: Fact) -> float:
    """Return the distance in km below which two entries with the same name are duplicates."""
    if KIND_OF[fact["code"]] in _REGIONS and KIND_OF[other["code"]] in _REGIONS:
        return max(_SAME_KM, *(float(region.get("radius_km", 0)) for region in (fact, other)))
    return _SAME_KM
