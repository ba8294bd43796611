"""Add countries and territories from `facts/countries.yaml`, with figures from GeoNames and names from CLDR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import pi, sqrt
from typing import Any

from storymap.forge.facts.reading import Fact
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import AddPlace, MarkCapital, Patch, demonyms
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox
from storymap.ports import Match

# Value added to the prominence of a country, and the minimum of the result. Newspapers name a country more often than a
# city of the same population, and a small country more often than a town.
_FAME, _FAME_AT_LEAST = 1.0, 5.6
_DEPENDENCY_FAME, _DEPENDENCY_AT_LEAST = 0.8, 4.4

# CLDR languages from which names of countries are taken.
LANGUAGES = (
    "ar be bg bn bs ca cs cy da de el es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk ms mt nb nl"
    " pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh zh_Hant"
)
# Languages of the names that are shown for every country, in addition to its own.
_EVERYWHERE = ("de", "es", "fr", "ja", "ru", "uk", "zh", "ar")


def country_patches(facts: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield patches that add countries and their demonyms and mark the capitals. Also fill `world.country_ids`."""
    known: Mapping[str, Mapping[str, Any]] = world.base.tables["countries"]
    territories: Mapping[str, Mapping[str, str]] = world.base.tables["territories"]
    for fact in facts:
        code = fact["key"]
        draft = _draft(fact, known[code])
        names = {language: territories[language].get(code, "") for language in LANGUAGES.split()}
        _add_translations(draft, names, known[code]["languages"])
        if capital := _capital(code, fold(fact.get("capital") or known[code]["capital"]), world):
            yield MarkCapital(capital.id)
        world.country_ids[code] = draft.id
        yield from demonyms(fact.get("demonyms"), code)
        yield AddPlace(draft)


def _draft(fact: Fact, known: Mapping[str, Any]) -> Draft:
    code, kind, box = fact["key"], fact.get("code", "PCLI"), fact.get("box")
    draft = Draft(
        id=f"geonames:{known['geonameid']}",
        name=fact["name"],
        kind="country",
        code=kind,
        lat=fact["position"][0],
        lon=fact["position"][1],
        prominence=_prominence(int(known["population"]), kind),
        country=code,
        population=int(known["population"]),
        box=BoundingBox(*box) if box else None,
        details={"source": "geonames", "radius_km": round(sqrt(max(1, int(known["areakm2"])) / pi), 1)},
        other_ids=[f"geonames-country:{code}"],
    )
    draft.add_names(fact.get("aliases"), Match.NAME)
    draft.add_names(fact.get("official"), Match.OFFICIAL)
    draft.add_names(fact.get("former"), Match.OFFICIAL)
    draft.add_names(fact.get("weak"), Match.WEAK)
    draft.add_name(known["name"], Match.OFFICIAL)
    return draft


def _prominence(population: int, code: str) -> float:
    if code in ("PCLD", "PCL"):
        return max(settled(population) + _DEPENDENCY_FAME, _DEPENDENCY_AT_LEAST)
    return max(settled(population) + _FAME, _FAME_AT_LEAST)


def _add_translations(draft: Draft, names: Mapping[str, str], languages: str) -> None:
    own = {part.split("-")[0] for part in languages.split(",")}
    shown = []
    for language, name in names.items():
        if name:
            draft.add_name(name, Match.OFFICIAL if language in own else Match.ALTERNATE)
            if language in own or language in _EVERYWHERE:
                shown.append([name, language.replace("_", "-"), ""])
    draft.details["names"] = shown


def _capital(country: str, folded: str, world: World) -> Draft | None:
    """Return the largest settlement or unit with the name of the capital, or None.

    Weak matches of this name are ignored.
    """
    found = [d for d in world.bearers(folded) if d.country == country and d.names[folded] < Match.WEAK]
    return max((d for d in found if d.kind != "country"), key=lambda draft: draft.population, default=None)
