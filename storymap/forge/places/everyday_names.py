"""What newspapers call units, settlements and peoples: `facts/admin1.yaml`, `cities.yaml`, `demonyms.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.countries import people
from storymap.forge.places.draft import PROMINENCE_OF_RANK, Draft, World
from storymap.forge.places.units import bare_names
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match

_SEAT_FAME = 0.3  # of the seat of a first-order unit, on the scale of prominence

# What follows a unit's bare name in English-language newspapers, where it is not "province" or "region".
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


def name_units(facts: Sequence[Fact], world: World) -> None:
    """Applies `admin1.yaml` to the units, then gives each its bare names with the word for its kind."""
    units = {draft.id.partition(":")[2]: draft for draft in world.drafts if draft.kind == "admin1"}
    seats: dict[tuple[str, str], Draft] = {}
    for draft in world.drafts:
        if draft.kind == "city":
            _largest(seats, draft)
    for fact in facts:
        unit = units[fact["key"]]
        _rename(unit, fact, world)
        _place(unit, fact)
        _honour(seats.get((unit.admin1, fold(fact.get("seat", "")))))
    for unit in units.values():
        _honour(_namesake(unit, seats))
        _with_kinds(unit)


def name_cities(facts: Sequence[Fact], world: World) -> None:
    """Applies `cities.yaml` to the largest settlement of each name."""
    found: dict[tuple[str, str], Draft] = {}
    for draft in world.drafts:
        if draft.kind == "city":
            _largest(found, draft)
    lost = [fact for fact in facts if city_key(fact) not in found]
    if lost:
        raise FactsError("\n".join(f"{fact.where('city')}: no settlement {fact['city']!r} there" for fact in lost))
    for fact in facts:
        _rename(found[city_key(fact)], fact, world)


def name_peoples(facts: Sequence[Fact], world: World) -> None:
    """Applies `demonyms.yaml` to seas, islands, regions, historical states and disputed areas."""
    ids = {place_id: draft.id for draft in world.drafts for place_id in (draft.id, *draft.other_ids)}
    for fact in facts:
        people(world, fact["demonyms"], ids[f"storymap:{fact['of']}"])


def city_key(fact: Fact) -> tuple[str, str]:
    """Country or admin-1 code, and folded name, of a fact about a settlement."""
    unit = f".{fact['admin1']}" if "admin1" in fact else ""
    return f"{fact['country']}{unit}", fold(fact["city"])


def _largest(found: dict[tuple[str, str], Draft], city: Draft) -> None:
    """Notes a settlement under its country and unit, unless a larger one, or one's own name, is there already."""
    for name, match in city.names.items():
        for area in (city.country, city.admin1):
            other = found.get((area, name))
            if other is None or _worth(match, city) > _worth(other.names[name], other):
                found[area, name] = city


def _worth(match: Match, city: Draft) -> tuple[bool, int]:
    return match < Match.ALTERNATE, city.population


def _rename(draft: Draft, fact: Fact, world: World) -> None:
    if name := fact.get("name"):
        # "Kherson" is the city first, once its oblast is called so.
        bare = draft.kind == "admin1" and fold(draft.name) in map(fold, bare_names(name))
        draft.names[fold(draft.name)] = Match.ALTERNATE if bare else Match.OFFICIAL
        draft.name = name
        draft.know(name, Match.NAME)
    draft.know_all(fact.get("aliases"), Match.NAME)
    draft.know_all(fact.get("official"), Match.OFFICIAL)
    draft.know_all(fact.get("former"), Match.OFFICIAL)
    for name in fact.get("weak", ()):
        draft.names[fold(name)] = Match.WEAK
    people(world, fact.get("demonyms"), draft.id)


def _place(unit: Draft, fact: Fact) -> None:
    if box := fact.get("box"):
        unit.box = BoundingBox(*box)
    if position := fact.get("position"):
        unit.lat, unit.lon = position
    if rank := fact.get("rank"):
        unit.prominence = max(unit.prominence, PROMINENCE_OF_RANK[rank])


def _honour(seat: Draft | None) -> None:
    if seat is not None and seat.code == "PPL":
        seat.code = "PPLA"
        seat.prominence += _SEAT_FAME


def _namesake(unit: Draft, seats: dict[tuple[str, str], Draft]) -> Draft | None:
    """The settlement that a unit is called after: its seat, nearly always."""
    found = (seats.get((unit.admin1, fold(name))) for name in _bare(unit))
    return next((seat for seat in found if seat), None)


def _with_kinds(unit: Draft) -> None:
    kinds = _KINDS.get(unit.country, _ELSEWHERE)
    for bare in _bare(unit):
        for kind in filter(None, kinds.split("|")):
            unit.know(f"{bare} {kind}", Match.NAME)


def _bare(unit: Draft) -> Iterable[str]:
    """The names by which "province" is put: its own without such a word, else its own."""
    return bare_names(unit.name) or [unit.name]
