"""Overrides after the article was rewritten, and overrides of longer names."""

from __future__ import annotations

from storymap.gazetteer import open_gazetteer
from storymap.model import Article, Mention, Passage, PassageKind, Reason, Resolution
from storymap.overrides import Applied, apply
from storymap.overrides.read import load_overrides_text

TEXT = "The mill's field, the North Field, is open near Chitose."
OWN = "{name: Our field, lat: 43.1, lon: 141.4}"


def applied(text: str, places: str, *names: str) -> Applied:
    article = Article("", text, (Passage("p1", 0, len(text), PassageKind.PARAGRAPH),))
    found = []
    for name in names:
        mention = Mention(name, text.index(name), text.index(name) + len(name))
        found.append(Resolution(mention, open_gazetteer().place("geonames:2130452"), 0.9, Reason("only")))
    overrides = load_overrides_text(f"version: 1\nplaces:\n  {places}\n", "places.yaml")
    return apply(overrides, article, found, (), open_gazetteer())


def surfaces(result: Applied) -> list[str]:
    return [r.mention.surface for r in result.resolutions]


def test_override_covers_shorter_names_inside_it() -> None:
    result = applied(TEXT, f"the North Field: {OWN}", "North Field", "Chitose")
    assert surfaces(result) == ["the North Field", "Chitose"]
    assert result.unused == ()


def test_ignored_name_covers_shorter_names_inside_it() -> None:
    assert surfaces(applied(TEXT, "the North Field: {ignore: true}", "North Field", "Chitose")) == ["Chitose"]


def test_shorter_name_with_its_own_entry_stays() -> None:
    result = applied(TEXT, f"the North Field: {OWN}\n  North Field: {{note: Fenced.}}", "North Field")
    assert surfaces(result) == ["the North Field", "North Field"]


def test_name_that_overlaps_a_mention_is_reported() -> None:
    result = applied(TEXT, f"Field, is open: {OWN}", "North Field")
    assert surfaces(result) == ["North Field"]
    assert result.unused == (
        "places.yaml:3: “Field, is open” overlaps “North Field” in p1. Use a key that contains all of “North Field” or none "
        "of it, or add an entry `North Field: {ignore: true}`.",
    )


def test_changed_quote_applies_to_the_only_occurrence() -> None:
    text = "Kent had, in effect, put to Washington no question at all, a jibe at London."
    quote = "quote: 'Kent had asked Washington for nothing, a joke', ignore: true"
    result = applied(text, f"Washington: {{{quote}}}", "Washington")
    assert surfaces(result) == []
    assert (
        "The article has “Washington” only once, so the entry is applied there, in p1; "
        "change the quote to “effect, put to Wash"
    ) in result.unused[0]


def test_changed_quote_of_a_repeated_name_applies_to_nothing() -> None:
    text = "Washington slept. Kent had put to Washington no question at all."
    result = applied(text, "Washington: {quote: 'unlike Washington in the war', ignore: true}", "Washington")
    assert surfaces(result) == ["Washington"]
    assert "does not occur in the article" in result.unused[0]
