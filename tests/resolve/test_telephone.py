"""The home of an article from telephone numbers in it."""

from __future__ import annotations

import pytest

import storymap
from storymap.resolve.telephone import home_of_numbers


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Call (716) 555-0134 or 716-555-0187.", (42.9, -78.9)),
        ("Ring 0131 496 0123.", (55.95, -3.2)),
        ("Phone +353 21 496 0123.", (51.9, -8.5)),
        ("Phone +44 (0)113 496 0123.", (53.8, -1.55)),
        ("Call 800-555-0199, free of charge.", None),
        ("Call 716-555-0134 or 212-555-0187.", None),
        ("Case 2010-12-2011, lot 555-1234.", None),
    ],
)
def test_home_is_the_area_of_most_numbers(text: str, home: tuple[float, float] | None) -> None:
    assert home_of_numbers(text) == home


def test_local_article_is_read_with_the_home_of_its_numbers() -> None:
    text = (
        "The Clarence school board will meet with the village council on Tuesday. Residents of Lancaster and Hamburg"
        " may call (716) 555-0134 for tickets."
    )
    places = {r.mention.surface: r.place for r in storymap.places(text)}
    assert [getattr(places[n], "admin1", "") for n in ("Lancaster", "Hamburg")] == ["New York", "New York"]


def test_numbers_in_an_article_that_is_not_local_are_ignored() -> None:
    text = "A ship from Rotterdam reached Hamburg on Friday. The owners' agent did not answer the telephone, (716) 555-0134."
    places = {r.mention.surface: r.place for r in storymap.places(text)}
    assert getattr(places["Hamburg"], "country_codes", ()) == ("DE",)
