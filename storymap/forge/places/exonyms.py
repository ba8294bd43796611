"""Add the names of places in other languages from `facts/exonyms.yaml`.

Names of cities are added by `localized_names`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import AddName, Patch, ShowNames
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.ports import Match


def exonym_patches(facts: Sequence[Fact], world: World, languages: Mapping[str, Collection[str]]) -> Iterator[Patch]:
    """Yield patches that add the names in an entry to a place.

    The place is the most prominent place with the name that the entry gives in `of`.

    `languages` are the languages of each country. Raise FactsError if no place has the name in `of`.
    """
    found = [(fact, _bearers(fact, world)) for fact in facts]  # the places are found before the first name is added
    if lost := [fact for fact, bearers in found if not bearers]:
        raise FactsError("\n".join(f"{fact.where('of')}: of: no place is called {fact['of']!r}" for fact in lost))
    for fact, bearers in found:
        best = max(bearers, key=lambda draft: (draft.prominence, draft.id))
        for language, names in fact["names"].items():
            yield from _patches(best, [names] if isinstance(names, str) else names, language, languages)


def _bearers(fact: Fact, world: World) -> list[Draft]:
    """Return the places with the name that a fact gives in `of`. Alternate names are ignored."""
    folded = fold(fact["of"])
    named = (draft for draft in world.bearers(folded) if draft.names[folded] <= Match.OFFICIAL)
    return [draft for draft in named if fact.get("country", draft.country) == draft.country]


def _patches(
    draft: Draft, names: Sequence[str], language: str, languages: Mapping[str, Collection[str]]
) -> Iterator[Patch]:
    native = language in languages.get(draft.country, ())
    for name in names:
        yield AddName(draft.id, name, Match.OFFICIAL if native else Match.ALTERNATE)
    shown = draft.details.get("names", [])
    if not any(known == language and not side for _, known, side in shown):
        yield ShowNames(draft.id, [*shown, [names[0], language, ""]])
