"""Check that the gazetteer has the units, settlements and names that the facts refer to."""

from __future__ import annotations

from collections.abc import Container, Iterator

from storymap.errors import GazetteerError
from storymap.forge.facts.check import Facts
from storymap.forge.facts.check_points import folded
from storymap.forge.facts.reading import Fact
from storymap.gazetteer.fold import fold
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.nearest import did_you_mean, nearest

# A name is only suggested if it begins with the same 3 letters as the unknown name, because comparing all names (more
# than 900,000) would take too long.
_PREFIX = 3


def check_names(facts: Facts, gazetteer: EmbeddedGazetteer, empty_units: Container[str]) -> Iterator[str]:
    """Yield a message for each name or unit code that the facts use and that is not in the gazetteer.

    Names that `facts` themselves add are accepted, because the gazetteer may have been compiled from older facts.
    `empty_units` are the codes of units that are in GeoNames but not in the gazetteer, because they have no
    inhabitants.
    """
    yield from _units(facts, gazetteer, empty_units)
    yield from _settlements(facts, gazetteer)
    yield from _exonyms(facts, gazetteer)
    yield from _page_names(facts, gazetteer)


def _units(facts: Facts, gazetteer: EmbeddedGazetteer, empty: Container[str]) -> Iterator[str]:
    named = [(fact, "same", str(fact["same"])) for fact in (*facts.features, *facts.disputes) if "same" in fact]
    named += [(fact, "", fact["key"]) for fact in facts.admin1]
    for fact, key, code in named:
        place = f"geonames-admin1:{code}" if "." in code else f"geonames-country:{code}"
        if code not in empty and not _exists(place, gazetteer):
            units = [i.partition(":")[2] for i in gazetteer.known_ids(f"geonames-admin1:{code.partition('.')[0]}.")]
            yield f"{fact.where(key)}: GeoNames has no unit {code!r}.{did_you_mean(nearest(code, units))}"


def _exists(place: str, gazetteer: EmbeddedGazetteer) -> bool:
    try:
        gazetteer.ids(place)
    except GazetteerError:
        return False
    return True


def _settlements(facts: Facts, gazetteer: EmbeddedGazetteer) -> Iterator[str]:
    for fact in facts.cities:
        area = f"{fact['country']}.{fact['admin1']}" if "admin1" in fact else fact["country"]
        found = (e for e in gazetteer.find(fact["city"]) if e.kind == "city" and area in (e.country, e.admin1))
        if not any(found):
            hint = _nearest(fact["city"], gazetteer)
            yield f"{fact.where('city')}: city: no settlement of {area} is called {fact['city']!r}.{hint}"


def _exonyms(facts: Facts, gazetteer: EmbeddedGazetteer) -> Iterator[str]:
    own = {folded(name) for fact in _entries(facts) for name in _names(fact)}
    for fact in facts.exonyms:
        known = (e for e in gazetteer.find(fact["of"]) if fact.get("country", e.country) == e.country)
        if fold(fact["of"]) not in own and not any(known):
            yield f"{fact.where('of')}: of: no place is called {fact['of']!r}.{_nearest(fact['of'], gazetteer)}"


def _page_names(facts: Facts, gazetteer: EmbeddedGazetteer) -> Iterator[str]:
    ids = {fact["id"] for fact in (*facts.features, *facts.disputes)}
    for fact in facts.names:
        of, country = fact["of"], fact.get("country", "")
        if country:
            known = any(e.kind == "city" and e.country == country for e in gazetteer.find(of))
        else:
            known = of in ids or ("." in of and _exists(f"geonames-admin1:{of}", gazetteer))
        if not known:
            hint = _nearest(of, gazetteer) if country else did_you_mean(nearest(of, ids))
            yield f"{fact.where('of')}: of: no place{f' of {country}' if country else ''} is called {of!r}.{hint}"


def _entries(facts: Facts) -> Iterator[Fact]:
    yield from (*facts.features, *facts.disputes, *facts.points, *facts.countries, *facts.admin1, *facts.cities)


def _names(fact: Fact) -> list[str]:
    return [name for name in (fact.get("name"), *fact.get("aliases", ()), *fact.get("official", ())) if name]


def _nearest(name: str, gazetteer: EmbeddedGazetteer) -> str:
    folded = fold(name)
    return did_you_mean(nearest(folded, gazetteer.known_names(folded[:_PREFIX])))
