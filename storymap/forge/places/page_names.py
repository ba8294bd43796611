"""Set the names that maps show in each language, from `facts/names/*.tsv`.

A name from the facts replaces the name from a package in the same language. The names that a side of a dispute uses are
kept. The new names are only displayed. The recognizer of names in texts does not use them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.draft import Draft
from storymap.forge.places.features import place_id
from storymap.forge.places.patches import Patch, ShowNames
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold

SAME = "="  # this value means that the name in this language is the display name


def page_name_patches(facts: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield a patch for each entry. Raise FactsError if the place of an entry does not exist."""
    found = [(fact, _place(fact, world)) for fact in facts]
    if lost := [fact for fact, draft in found if draft is None]:
        raise FactsError("\n".join(f"{fact.where('of')}: of: no place is called {fact['of']!r}" for fact in lost))
    for fact, draft in found:
        assert draft is not None
        names = {language: draft.name if name == SAME else name for language, name in fact["names"].items()}
        kept = [name for name in draft.details.get("names", ()) if name[2] or name[1] not in names]
        yield ShowNames(draft.id, [*kept, *([name, language, ""] for language, name in names.items())])


def _place(fact: Fact, world: World) -> Draft | None:
    """Return the place that a line of a file in facts/names is about: a settlement, a place in facts/features, or an admin-1
    unit."""
    if "country" in fact:
        named = world.bearers(fold(fact["of"]))
        cities = [draft for draft in named if draft.kind == "city" and draft.country == fact["country"]]
        return max(cities, key=lambda draft: (draft.population, draft.prominence, draft.id), default=None)
    return world.find(f"geonames-admin1:{fact['of']}" if "." in fact["of"] else place_id(fact["of"]))
