"""Countries and territories: `facts/countries.yaml`, with GeoNames' figures and CLDR's names in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi, sqrt

from storymap.forge.facts.reading import Fact
from storymap.forge.places.draft import Draft, World
from storymap.forge.places.sources import Sources
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox
from storymap.ports import Match

# Newspapers name a country more often than a city of as many people; even a small one more often than a town.
_FAME, _FAME_AT_LEAST = 1.0, 5.6
_DEPENDENCY_FAME, _DEPENDENCY_AT_LEAST = 0.8, 4.4
_CAPITAL_FAME = 1.0

# CLDR's, of which countries' names are known.
LANGUAGES = (
    "ar be bg bn bs ca cs cy da de el es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk ms mt nb nl"
    " pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh zh_Hant"
)
_EVERYWHERE = ("de", "es", "fr", "ja", "ru", "uk", "zh", "ar")  # names shown for every country, beside its own


def countries(facts: Sequence[Fact], world: World, sources: Sources) -> list[Draft]:
    """A draft of every country; fills the world's `country_ids` and `demonyms`, marks capitals among its cities."""
    names = {language: sources.territories(language) for language in LANGUAGES.split()}
    cities = _by_name(world.drafts)
    drafts = []
    for fact in facts:
        code = fact["key"]
        draft = _draft(fact, sources)
        _translations(draft, {language: table.get(code, "") for language, table in names.items()}, sources)
        _crown(cities.get((code, fold(fact.get("capital") or sources.countries[code]["capital"])), ()))
        world.country_ids[code] = draft.id
        people(world, fact.get("demonyms"), code)
        drafts.append(draft)
    return drafts


def _draft(fact: Fact, sources: Sources) -> Draft:
    code, known = fact["key"], sources.countries[fact["key"]]
    kind = fact.get("code", "PCLI")
    box = fact.get("box")
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
    draft.know_all(fact.get("aliases"), Match.NAME)
    draft.know_all(fact.get("official"), Match.OFFICIAL)
    draft.know_all(fact.get("former"), Match.OFFICIAL)
    draft.know_all(fact.get("weak"), Match.WEAK)
    draft.know(known["name"], Match.OFFICIAL)
    return draft


def _prominence(population: int, code: str) -> float:
    if code in ("PCLD", "PCL"):
        return max(settled(population) + _DEPENDENCY_FAME, _DEPENDENCY_AT_LEAST)
    return max(settled(population) + _FAME, _FAME_AT_LEAST)


def _translations(draft: Draft, names: dict[str, str], sources: Sources) -> None:
    own = {part.split("-")[0] for part in sources.countries[draft.country]["languages"].split(",")}
    shown = []
    for language, name in names.items():
        if name:
            draft.know(name, Match.OFFICIAL if language in own else Match.ALTERNATE)
            if language in own or language in _EVERYWHERE:
                shown.append([name, language.replace("_", "-"), ""])
    draft.details["names"] = shown


def _by_name(drafts: Iterable[Draft]) -> dict[tuple[str, str], list[Draft]]:
    """The settlements of every country under every name but weak ones."""
    found: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        for name, match in draft.names.items():
            if match < Match.WEAK:
                found.setdefault((draft.country, name), []).append(draft)
    return found


def _crown(bearers: Sequence[Draft]) -> None:
    """Makes the largest place of the capital's name the capital."""
    if bearers:
        capital = max(bearers, key=lambda draft: draft.population)
        capital.code = "PPLC"
        capital.prominence += _CAPITAL_FAME


def people(world: World, demonyms: Iterable[str] | None, stands_for: str) -> None:
    """Notes demonyms, singular and plural, for a country code or a place's id."""
    for demonym in demonyms or ():
        plural = () if demonym.endswith(("s", "sh", "ch", "z", "ese", "men")) else (f"{demonym}s",)
        for word in (demonym, *plural):
            known = world.demonyms.setdefault(fold(word), [])
            if stands_for not in known:
                known.append(stands_for)
