"""The occurrences of a name to which an imported change applies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.export.gather import gather
from storymap.importers.changes import ImportedChanges, Target
from storymap.importers.plan import Change, plan
from storymap.model import Mention, Reason, Resolution
from storymap.overrides import Override, Overrides
from storymap.overrides.apply import apply
from storymap.overrides.occurrences import occurrences
from storymap.overrides.values import Selector
from tests.export.stories import FIJI, TEXT, hostile, looked_up
from tests.repetitions import examples
from tests.worlds import SmallWorld


def spans(surface: str) -> list[tuple[int, int]]:
    return occurrences(TEXT, surface)


def planned(targets: dict[tuple[int, int], Target], split: tuple[str, ...] = ()) -> list[Change]:
    return plan(ImportedChanges(targets), gather(hostile(), looked_up("hostile")), split)


def test_name_with_list_of_entries_gets_entry_for_each_occurrence() -> None:
    found = planned(dict.fromkeys(spans("Fiji")[:4], Target(id="geonames:42")), ("Fiji",))
    assert len(found) == 4 and all(change.only for change in found)


def test_other_occurrences_stay_off_the_map() -> None:
    """If one occurrence of “May” becomes a place, the other occurrence is still a month."""
    story = replace(hostile(), article=replace(hostile().article, text=TEXT.replace("crew", "May ")))
    rows = gather(story, looked_up("hostile"))
    first, _ = occurrences(story.article.text, "May")
    (change,) = plan(ImportedChanges({first: Target(id="geonames:42")}), rows)
    assert change.only


WORDS = st.lists(
    st.sampled_from(["Fiji", "and", "Fiji.", "“Fiji”", "saw", "\n\n", "🏝️", "Fiji-born", "a"]), min_size=1, max_size=30
)


@pytest.mark.slow
@settings(max_examples=examples(20, 150), deadline=None)
@given(WORDS, st.data())
def test_change_of_one_occurrence_applies_only_to_this_occurrence(words: list[str], data: st.DataObject) -> None:
    """In any text, the entry for places.yaml matches the changed occurrence of the name and no other."""
    text = " ".join(["In", *words, "Fiji", "\n"])
    article = replace(
        hostile().article, text=text, passages=(replace(hostile().article.passages[1], start=0, end=len(text)),)
    )
    all_of_them = occurrences(text, "Fiji")
    chosen = data.draw(st.sampled_from(all_of_them))
    found = tuple(
        Resolution(Mention("Fiji", a, b), FIJI, 0.9, Reason("only", {"name": "", "place": "", "where": "", "all": "1"}))
        for a, b in all_of_them
    )
    slugs = tuple(next(p.slug for p in hostile().places if p.place is FIJI) for _ in found)
    places = tuple(p for p in hostile().places if p.place is FIJI)
    story = replace(hostile(), article=article, resolutions=found, slugs=slugs, rejected=(), places=places, left_out=())
    changes = ImportedChanges({chosen: Target()})
    (change,) = plan(changes, gather(story, looked_up("hostile")))
    where = Selector(nth=change.only.get("nth", 0), quote=change.only.get("quote", ""))
    entry = Override("Fiji", 1, where, ignore=True)
    applied = apply(Overrides(entries=(entry,)), article, found, (), SmallWorld())
    assert [(r.mention.start, r.mention.end) for r in applied.resolutions] == [s for s in all_of_them if s != chosen]
