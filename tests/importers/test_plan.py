"""Which occurrences a change is for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.export.gather import gather
from storymap.importers.plan import Change, plan
from storymap.importers.values import Brought, Wanted
from storymap.model import Mention, Reason, Resolution
from storymap.overrides import Override, Overrides
from storymap.overrides.apply import apply
from storymap.overrides.occurrences import occurrences
from storymap.overrides.values import Selector
from tests.export.stories import FIJI, TEXT, hostile, looked_up
from tests.worlds import SmallWorld


def spans(surface: str) -> list[tuple[int, int]]:
    return occurrences(TEXT, surface)


def changed(wanted: dict[tuple[int, int], Wanted], particular: tuple[str, ...] = ()) -> list[Change]:
    return plan(Brought(wanted), gather(hostile(), looked_up("hostile")), particular)


def test_places_yaml_that_tells_occurrences_apart_already_goes_on_doing_so() -> None:
    found = changed(dict.fromkeys(spans("Fiji")[:4], Wanted(id="geonames:42")), ("Fiji",))
    assert len(found) == 4 and all(change.only for change in found)


def test_words_that_are_no_place_elsewhere_stay_none() -> None:
    """May is a month here: who makes a place of one of two gets one."""
    story = replace(hostile(), article=replace(hostile().article, text=TEXT.replace("crew", "May ")))
    rows = gather(story, looked_up("hostile"))
    first, _ = occurrences(story.article.text, "May")
    (change,) = plan(Brought({first: Wanted(id="geonames:42")}), rows)
    assert change.only


WORDS = st.lists(
    st.sampled_from(["Fiji", "and", "Fiji.", "“Fiji”", "saw", "\n\n", "🏝️", "Fiji-born", "a"]), min_size=1, max_size=30
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.data())
def test_what_is_said_of_one_occurrence_is_applied_to_it_alone(words: list[str], data: st.DataObject) -> None:
    """Whatever stands around: the entry that is written means the occurrence that was changed."""
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
    brought = Brought({chosen: Wanted()})
    (change,) = plan(brought, gather(story, looked_up("hostile")))
    where = Selector(nth=change.only.get("nth", 0), quote=change.only.get("quote", ""))
    entry = Override("Fiji", 1, where, ignore=True)
    applied = apply(Overrides(entries=(entry,)), article, found, (), SmallWorld())
    assert [(r.mention.start, r.mention.end) for r in applied.resolutions] == [s for s in all_of_them if s != chosen]
