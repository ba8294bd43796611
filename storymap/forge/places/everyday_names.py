"""Correct units, settlements and demonyms with `facts/admin1.yaml`, `cities.yaml` and `demonyms.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.draft import PROMINENCE_OF_RANK, Draft
from storymap.forge.places.patches import (
    AddName,
    MarkSeat,
    Move,
    Patch,
    RaiseProminence,
    Rename,
    SetBox,
    SetMatch,
    demonyms,
)
from storymap.forge.places.units import bare_names
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match

# Country -> the word that English-language newspapers use after the bare name of a unit. In other countries, it is
# "province" or "region".
_KINDS = {
    "US": "state",
    "AU": "state",
    "IN": "state",
    "BR": "state",
    "MX": "state",
    "DE": "state",
    "NG": "state",
    "VE": "state",
    "MY": "state",
    "SS": "state",
    "SD": "state",
    "JP": "prefecture",
    "GR": "region",
    "RU": "region|oblast|krai|territory|republic|province",
    "UA": "region|oblast|province",
    "BY": "region|oblast",
    "KZ": "region|oblast|province",
    "KG": "region|oblast|province",
    "EG": "governorate|province",
    "IQ": "province|governorate",
    "SY": "province|governorate|countryside",
    "LB": "governorate|district",
    "JO": "governorate",
    "TN": "governorate",
    "YE": "province|governorate",
    "KE": "county",
    "RO": "county",
    "HR": "county",
    "HU": "county",
    "NO": "county",
    "SE": "county",
    "EE": "county",
    "LT": "county",
    "CH": "canton",
    "CO": "department|province",
    "PE": "region|department",
    "BO": "department",
    "UY": "department",
    "HN": "department",
    "GT": "department",
    "LK": "province|district",
    "GB": "",
}
_ELSEWHERE = "province|region"


def unit_patches(facts: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield patches for the entries of `admin1.yaml`.

    For every unit, patches follow that mark the settlement with the name of the unit as its seat and add names such as
    "Kherson province".

    Raise FactsError if a unit does not exist.
    """
    if lost := [fact for fact in facts if world.find(f"geonames-admin1:{fact['key']}") is None]:
        raise FactsError("\n".join(f"{fact.where()}: GeoNames has no unit {fact['key']!r}" for fact in lost))
    for fact in facts:
        unit = world.place(f"geonames-admin1:{fact['key']}")
        yield from rename_patches(unit, fact)
        yield from _correction_patches(unit, fact)
        yield from _seat_patches(largest(world, unit.admin1, fold(fact.get("seat", ""))))
    for unit in world.units():
        yield from _seat_patches(_namesake(unit, world))
        kinds = _KINDS.get(unit.country, _ELSEWHERE)
        for bare in _bare(unit):
            for kind in filter(None, kinds.split("|")):
                yield AddName(unit.id, f"{bare} {kind}", Match.NAME)


def city_patches(facts: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield patches for the entries of `cities.yaml`.

    An entry changes the largest settlement with the name of the entry.

    Raise FactsError if no settlement has the name of an entry.
    """
    found = [(fact, largest(world, *city_key(fact))) for fact in facts]
    lost = [fact for fact, city in found if city is None]
    if lost:
        message = "{}: city: no settlement of {} is called {!r}"
        places = (message.format(fact.where("city"), city_key(fact)[0], fact["city"]) for fact in lost)
        raise FactsError("\n".join(places))
    for fact, city in found:
        if city is not None:
            yield from rename_patches(city, fact)


def demonym_patches(facts: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield patches for the entries of `demonyms.yaml`.

    An entry gives the demonyms of a sea, island, region, historical state or disputed area.
    """
    for fact in facts:
        yield from demonyms(fact["demonyms"], world.place(f"storymap:{fact['of']}").id)


def city_key(fact: Fact) -> tuple[str, str]:
    """Return the country or admin-1 code of a fact about a settlement, and the folded name of the settlement."""
    unit = f".{fact['admin1']}" if "admin1" in fact else ""
    return f"{fact['country']}{unit}", fold(fact["city"])


def largest(world: World, area: str, folded: str) -> Draft | None:
    """Return the largest settlement with the name `folded` in an area, or None.

    `area` is the code of a country or admin-1 unit.

    A settlement for which this name is only an alternate name is returned only if there is no other settlement.
    """
    return max(
        world.settlements(folded, area),
        key=lambda city: (city.names[folded] < Match.ALTERNATE, city.population),
        default=None,
    )


def rename_patches(place: Draft, fact: Fact) -> Iterator[Patch]:
    """Yield patches for the names in an entry of `admin1.yaml` or `cities.yaml`."""
    if name := fact.get("name"):
        # If the new name contains the kind of the unit ("Kherson Oblast"), "Kherson" alone usually means the city.
        bare = place.kind == "admin1" and fold(place.name) in map(fold, bare_names(name))
        yield Rename(place.id, name, Match.ALTERNATE if bare else Match.OFFICIAL)
    yield from name_patches(place.id, fact)
    for name in fact.get("weak", ()):
        yield SetMatch(place.id, name, Match.WEAK)
    yield from demonyms(fact.get("demonyms"), place.id)


def name_patches(place_id: str, fact: Fact) -> Iterator[Patch]:
    """Yield patches for the aliases, official names and former names of an entry."""
    for key, match in (("aliases", Match.NAME), ("official", Match.OFFICIAL), ("former", Match.OFFICIAL)):
        for name in fact.get(key) or ():
            yield AddName(place_id, name, match)


def _correction_patches(unit: Draft, fact: Fact) -> Iterator[Patch]:
    if box := fact.get("box"):
        yield SetBox(unit.id, BoundingBox(*box))
    if position := fact.get("position"):
        yield Move(unit.id, *position)
    if rank := fact.get("rank"):
        yield RaiseProminence(unit.id, PROMINENCE_OF_RANK[rank])


def _seat_patches(seat: Draft | None) -> Iterator[Patch]:
    if seat is not None:
        yield MarkSeat(seat.id)


def _namesake(unit: Draft, world: World) -> Draft | None:
    """Return the settlement that has the same name as a unit, or None.

    Such a settlement is nearly always the seat of the unit.
    """
    found = (largest(world, unit.admin1, fold(name)) for name in _bare(unit))
    return next((seat for seat in found if seat), None)


def _bare(unit: Draft) -> list[str]:
    """Return the names of a unit without the word for its kind, such as "Province".

    If the name of the unit contains no such word, return only this name.
    """
    return bare_names(unit.name) or [unit.name]
