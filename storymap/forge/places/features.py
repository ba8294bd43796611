"""Add places that are only in the facts: seas, islands, ranges, regions, historical states, disputed areas."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from storymap.forge.facts.reading import Fact
from storymap.forge.places.draft import PROMINENCE_OF_RANK, Draft
from storymap.forge.places.patches import AddPlace, MergePlace, Patch, SetDispute
from storymap.forge.places.same_place import SamePlaces
from storymap.forge.places.world import World
from storymap.gazetteer.codes import KIND_OF
from storymap.model import BoundingBox
from storymap.ports import Match

_KEPT = ("parents", "zoom", "speaks_for", "mouth", "years", "approximate", "radius_km", "rank", "union")


def feature_patches(
    facts: Sequence[Fact], disputes: Sequence[Fact], world: World, languages: Mapping[str, Container[str]]
) -> Iterator[Patch]:
    """Yield a patch for each entry.

    If the base has the same place, the patch merges the entry into it. Otherwise it adds a new place.

    `languages` are the languages of each country. The names of a place in other languages become alternate names.
    """
    ids = {fact["id"]: _id(fact) for fact in (*facts, *disputes)}
    entries = [(fact, _draft(fact, KIND_OF[fact["code"]], ids, languages)) for fact in facts]
    entries += [(fact, _draft(fact, "dispute", ids, languages)) for fact in disputes]
    same = SamePlaces(world, entries)
    for fact, draft in entries:
        target = same.of(fact, draft)
        yield AddPlace(draft) if target is None else MergePlace(target.id, draft)
    yield from _dispute_patches(disputes, ids)


def place_id(slug: str) -> str:
    """Return the place id for the slug of an entry in the facts."""
    return f"storymap:{slug}"


def _id(fact: Fact) -> str:
    return place_id(fact["id"])


def feature_draft(
    fact: Fact, kind: str, prominence: float, ids: Mapping[str, str], languages: Mapping[str, Container[str]]
) -> Draft:
    """Return the draft of an entry. `ids` maps the slug of each entry that can be a parent to its place id."""
    box, countries = fact.get("box"), [c for c in fact.get("countries", []) if len(c) == 2]
    details: dict[str, Any] = {key: fact[key] for key in _KEPT if key in fact}
    details["parents"] = [ids.get(parent, parent) for parent in fact.get("parents", [])]
    details |= {"source": "own", "countries": countries, "names": list(_names_by_side(fact))}
    draft = Draft(
        id=_id(fact),
        name=fact["name"],
        kind=kind,
        code=fact["code"],
        lat=fact["position"][0],
        lon=fact["position"][1],
        prominence=prominence,
        country=countries[0] if countries else "",
        box=BoundingBox(*box) if box else None,
        details=details,
    )
    draft.add_names(fact.get("aliases"), Match.NAME)
    for name, language, side in details["names"]:
        native = side or any(language in languages.get(country, ()) for country in countries)
        draft.add_name(name, Match.OFFICIAL if native else Match.ALTERNATE)
    draft.add_names(fact.get("weak"), Match.WEAK)
    return draft


def _draft(fact: Fact, kind: str, ids: Mapping[str, str], languages: Mapping[str, Container[str]]) -> Draft:
    return feature_draft(fact, kind, PROMINENCE_OF_RANK[fact["rank"]], ids, languages)


def _names_by_side(fact: Fact) -> Iterable[list[str]]:
    """Yield the localized names of an entry, and then the names that each side of a dispute uses.

    Each name is [name, language, side].
    """
    for side, table in [("", fact.get("names", {})), *fact.get("sides", {}).items()]:
        for language, names in table.items():
            for name in [names] if isinstance(names, str) else names:
                yield [name, language, side]


def _dispute_patches(disputes: Iterable[Fact], ids: Mapping[str, str]) -> Iterator[Patch]:
    """Yield patches that record each dispute.

    A dispute is recorded for its disputed area, and for those members of the area that have no dispute of their own.
    """
    for fact in disputes:
        about = {
            "status": fact["status"],
            "administered_by": fact.get("administered_by", []),
            "claimed_by": fact.get("claimed_by", []),
            "since": str(fact.get("since", "")),
            "note": fact.get("note", ""),
        }
        yield SetDispute(_id(fact), about)
        for member in fact.get("members", []):
            if member in ids:
                yield SetDispute(ids[member], about, keep=True)


def described_disputes(disputes: Sequence[Fact], world: World) -> list[list[Any]]:
    """Return the values of each `DisputedArea` as [id, heads, words, countries, holders, anchors]."""
    found = []
    for fact in disputes:
        holders = fact.get("administered_by", [])
        sides = {*fact.get("sides", {}), *holders, *fact.get("claimed_by", []), *fact.get("countries", [])}
        anchors = {_anchor(anchor, world) for anchor in fact.get("anchors", [])} - {""}
        heads, words = sorted(fact.get("heads", [])), sorted(word.lower() for word in fact.get("words", []))
        place = world.place(_id(fact))
        found.append([place.id, heads, words, sorted(sides), sorted(holders), sorted(anchors)])
    return found


def _anchor(anchor: str, world: World) -> str:
    """Return the place id of `anchor`, which is a country code or the id of an entry, or "" if no such place exists."""
    place = world.find(f"storymap:{anchor}")
    return world.country_ids.get(anchor, "") or (place.id if place else "")
