"""Seas, islands, ranges, regions, historical states, buildings and disputed areas: what `facts/` knows by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storymap.forge.facts import Fact
from storymap.forge.places_draft import PROMINENCE_OF_RANK, Draft, World
from storymap.gazetteer.codes import KIND_OF
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match
from storymap.sphere import contains

_SCHEME = "storymap:"
_KEPT = ("parents", "zoom", "speaks_for", "mouth", "years", "approximate", "radius_km", "rank")


def features(facts: Sequence[Fact], disputes: Sequence[Fact], world: World) -> list[Draft]:
    """A draft of every entry that is not a unit or country already; those that are become one with it."""
    ids = {fact["id"]: _id(fact) for fact in (*facts, *disputes)}
    known = _Known(world.drafts)
    fresh: dict[str, Draft] = {}
    for fact, kind in [*((f, "") for f in facts), *((f, "dispute") for f in disputes)]:
        draft = _draft(fact, kind or KIND_OF[fact["code"]], ids)
        target = known.same(fact, draft)
        if target is not None:
            _merge(target, draft)
        fresh[fact["id"]] = target or draft
    _contest(disputes, fresh)
    world.disputes = [_description(fact, fresh, world) for fact in disputes]
    return [draft for draft in fresh.values() if draft.id.startswith(_SCHEME)]


class _Known:
    """Finds the unit or country that an entry of the facts is another name for."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._by_id = {place_id: draft for draft in drafts for place_id in (draft.id, *draft.other_ids)}
        self._by_name = {
            (draft.country, draft.kind, name): draft
            for draft in drafts
            if draft.kind in ("country", "admin1")
            for name, match in draft.names.items()
            if match == Match.NAME and (draft.kind == "country" or name == fold(draft.name))
        }

    def same(self, fact: Fact, draft: Draft) -> Draft | None:
        """What `same` says, or the unit of the entry's own name: of a dispute also of its aliases, and the country.

        A region in several countries is never the unit that shares its name (Punjab); a temple is not its province.
        """
        if "same" in fact:
            code = str(fact["same"])
            return self._by_id.get(f"geonames-admin1:{code}" if "." in code else f"geonames-country:{code}")
        countries = draft.details["countries"]
        kinds = {"dispute": ("country", "admin1"), "region": ("admin1",), "island": ("admin1",)}.get(draft.kind, ())
        if draft.kind != "dispute" and len(countries) != 1:
            return None
        names = [fold(draft.name)]
        if draft.kind == "dispute":
            names += [name for name, match in draft.names.items() if match == Match.NAME]
        keys = ((country, kind, name) for name in names for kind in kinds for country in countries)
        found = (self._by_name[key] for key in keys if key in self._by_name)
        return next((unit for unit in found if draft.box and contains(draft.box, unit.lat, unit.lon)), None)


def _id(fact: Fact) -> str:
    return f"{_SCHEME}{fact['id']}"


def _draft(fact: Fact, kind: str, ids: Mapping[str, str]) -> Draft:
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
    for name, _, _ in details["names"]:
        draft.know(name, Match.OFFICIAL)
    draft.know_all(fact.get("weak"), Match.WEAK)
    return draft


def _side_names(fact: Fact) -> Iterable[list[str]]:
    """Names by language, then what each side calls it: [name, language, side]."""
    for side, table in [("", fact.get("names", {})), *fact.get("sides", {}).items()]:
        for language, names in table.items():
            for name in [names] if isinstance(names, str) else names:
                yield [name, language, side]


def _merge(target: Draft, feature: Draft) -> None:
    """Hokkaido the island and the prefecture are one place: the unit's id, where and what the feature says it is.

    A country stays what it is and learns what is said of it.
    """
    target.other_ids.append(feature.id)
    if target.kind != "country":
        target.name, target.code, target.lat, target.lon = feature.name, feature.code, feature.lat, feature.lon
        target.box = feature.box or target.box
    target.prominence = max(target.prominence, feature.prominence)
    names = [*target.details.get("names", ()), *feature.details["names"]]
    target.details = feature.details | target.details | {"names": _distinct(names)}
    for name, match in feature.names.items():
        target.names[name] = min(match, target.names.get(name, match))


def _distinct(names: list[list[str]]) -> list[list[str]]:
    return [list(name) for name in dict.fromkeys(map(tuple, names))]


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
