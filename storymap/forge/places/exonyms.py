"""What places are called in other languages, as `facts/exonyms.yaml` says: `places_spoken` knows the cities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.draft import Draft, World
from storymap.gazetteer.fold import fold
from storymap.ports import Match


def add_exonyms(facts: Sequence[Fact], world: World, spoken: Mapping[str, Collection[str]]) -> None:
    """Adds the names to the drafts. `spoken`: the languages of every country. FactsError: nothing bears a name."""
    bearers = _bearers(world.drafts)
    for fact in facts:
        found = [d for d in bearers.get(fold(fact["of"]), ()) if fact.get("country", d.country) == d.country]
        if not found:
            raise FactsError(f"{fact.where()}: nothing is called {fact['of']!r}")
        for language, names in fact["names"].items():
            _name(_best(found), [names] if isinstance(names, str) else names, language, spoken)


def _bearers(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """The drafts by every folded name that is not weak or one of many alternates."""
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        for name, match in draft.names.items():
            if match <= Match.OFFICIAL:
                found.setdefault(name, []).append(draft)
    return found


def _best(found: Sequence[Draft]) -> Draft:
    return max(found, key=lambda draft: (draft.prominence, draft.id))


def _name(draft: Draft, names: Sequence[str], language: str, spoken: Mapping[str, Collection[str]]) -> None:
    native = language in spoken.get(draft.country, ())
    for name in names:
        draft.know(name, Match.OFFICIAL if native else Match.ALTERNATE)
    shown = draft.details.setdefault("names", [])
    if not any(known == language and not side for _, known, side in shown):
        shown.append([names[0], language, ""])
