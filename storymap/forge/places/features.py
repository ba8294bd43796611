"""Seas, islands, ranges, regions, historical states, buildings and disputed areas: what `facts/` knows by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from storymap.forge.facts.reading import Fact
from storymap.forge.places.draft import PROMINENCE_OF_RANK, Draft, World
from storymap.forge.places.same_place import Known, merge
from storymap.gazetteer.codes import KIND_OF
from storymap.model import BoundingBox
from storymap.ports import Match

_SCHEME = "storymap:"
_KEPT = ("parents", "zoom", "speaks_for", "mouth", "years", "approximate", "radius_km", "rank")


def features(
    facts: Sequence[Fact], disputes: Sequence[Fact], world: World, languages: Mapping[str, Container[str]]
) -> list[Draft]:
    """A draft of every entry that is no unit, country or settlement already; those that are become one with it.

    `languages`: those of each country; names in others are mere alternates.
    """
    ids = {fact["id"]: _id(fact) for fact in (*facts, *disputes)}
    known = Known(world.drafts)
    fresh: dict[str, Draft] = {}
    for fact, kind in [*((f, "") for f in facts), *((f, "dispute") for f in disputes)]:
        draft = _draft(fact, kind or KIND_OF[fact["code"]], ids, languages)
        target = known.same(fact, draft)
        if target is not None:
            merge(target, draft)
        fresh[fact["id"]] = target or draft
    _contest(disputes, fresh)
    world.disputes = [_description(fact, fresh, world) for fact in disputes]
    return [draft for draft in fresh.values() if draft.id.startswith(_SCHEME)]


def _id(fact: Fact) -> str:
    return f"{_SCHEME}{fact['id']}"


def _draft(fact: Fact, kind: str, ids: Mapping[str, str], languages: Mapping[str, Container[str]]) -> Draft:
    box, countries = fact.get("box"), [c for c in fact.get("countries", []) if len(c) == 2]
    details: dict[str, Any] = {key: fact[key] for key in _KEPT if key in fact}
    details["parents"] = [ids.get(parent, parent) for parent in fact.get("parents", [])]
    details |= {"source": "own", "countries": countries, "names": list(_side_names(fact))}
    draft = Draft(
        id=_id(fact),
        name=fact["name"],
        kind=kind,
        code=fact["code"],
        lat=fact["position"][0],
        lon=fact["position"][1],
        prominence=PROMINENCE_OF_RANK[fact["rank"]],
        country=countries[0] if countries else "",
        box=BoundingBox(*box) if box else None,
        details=details,
    )
    draft.know_all(fact.get("aliases"), Match.NAME)
    for name, language, side in details["names"]:
        native = side or any(language in languages.get(country, ()) for country in countries)
        draft.know(name, Match.OFFICIAL if native else Match.ALTERNATE)
    draft.know_all(fact.get("weak"), Match.WEAK)
    return draft


def _side_names(fact: Fact) -> Iterable[list[str]]:
    """Names by language, then what each side calls it: [name, language, side]."""
    for side, table in [("", fact.get("names", {})), *fact.get("sides", {}).items()]:
        for language, names in table.items():
            for name in [names] if isinstance(names, str) else names:
                yield [name, language, side]


def _contest(disputes: Iterable[Fact], drafts: Mapping[str, Draft]) -> None:
    """Writes the dispute into the area and its members."""
    for fact in disputes:
        about = {
            "status": fact["status"],
            "administered_by": fact.get("administered_by", []),
            "claimed_by": fact.get("claimed_by", []),
            "since": str(fact.get("since", "")),
            "note": fact.get("note", ""),
        }
        drafts[fact["id"]].details["dispute"] = about
        for member in fact.get("members", []):
            if member in drafts:
                drafts[member].details.setdefault("dispute", about)


def _description(fact: Fact, drafts: Mapping[str, Draft], world: World) -> list[Any]:
    """What `DisputedArea` is made of: id, heads, words, countries, holders, anchors."""
    holders = fact.get("administered_by", [])
    sides = {*fact.get("sides", {}), *holders, *fact.get("claimed_by", []), *fact.get("countries", [])}
    anchors = {world.country_ids.get(anchor, "") or drafts[anchor].id for anchor in _known(fact, drafts, world)}
    return [
        drafts[fact["id"]].id,
        sorted(fact.get("heads", [])),
        sorted(word.lower() for word in fact.get("words", [])),
        sorted(sides),
        sorted(holders),
        sorted(anchors),
    ]


def _known(fact: Fact, drafts: Mapping[str, Draft], world: World) -> list[str]:
    return [anchor for anchor in fact.get("anchors", []) if anchor in world.country_ids or anchor in drafts]
