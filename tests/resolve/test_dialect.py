"""The country of a local article, as its words show it (such as "councillors" or "State Route 9")."""

from __future__ import annotations

import pytest

import storymap
from storymap.resolve.dialect import LEAST, country_scores

AMERICAN = (
    "{} City Council will hire a new law enforcement officer. Councilwoman Ruth Meeks said that sheriff's deputies and"
    " the Board of Education would share the $40,000 cost. Freshmen at the high school will be moved to another center."
)
CANADIAN = (
    "{} city council will ask the RCMP for two more officers. Councillors heard on Monday that the road, 14 kilometres"
    " long, costs $3 million. The reeve said that per cent for per cent it was the best in the regional municipality."
)
BRITISH = (
    "{} Borough Council will close the car park. Councillors heard that £40,000 was spent on fly-tipping, and that"
    " pensioners in council flats had complained to the magistrates."
)


@pytest.mark.parametrize(("text", "country"), [(AMERICAN, "US"), (CANADIAN, "CA"), (BRITISH, "GB")])
def test_words_of_local_news_show_its_country(text: str, country: str) -> None:
    scores = country_scores(text.format("Our"))
    assert scores[country] == 0
    assert sorted(scores.values())[-2] < -1


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (AMERICAN, "Mansfield", "US"),
        (BRITISH, "Mansfield", "GB"),
        (AMERICAN, "Boston", "US"),
        (BRITISH, "Richmond", "GB"),
    ],
)
def test_likeliest_place_of_a_local_article_is_in_the_country_of_its_words(text: str, name: str, country: str) -> None:
    found = next(r for r in storymap.places(text.format(name)) if r.mention.surface == name)
    assert found.candidates[0].place.country_codes == (country,)


@pytest.mark.parametrize(("text", "name"), [(AMERICAN, "Dublin"), (CANADIAN, "London")])
def test_world_city_is_less_sure_where_the_country_has_a_town_of_that_name(text: str, name: str) -> None:
    sure = next(r for r in storymap.places(f"The train to {name} was late.") if r.mention.surface == name)
    found = next(r for r in storymap.places(text.format(name)) if r.mention.surface == name)
    assert found.confidence < sure.confidence


def test_world_city_stays_where_the_country_has_only_a_hamlet_of_that_name() -> None:
    text = BRITISH.format("Borough") + " A stolen painting was found in New York."
    place = next(r.place for r in storymap.places(text) if r.mention.surface == "New York")
    assert place is not None and place.country_codes == ("US",)


def test_scores_are_limited() -> None:
    assert min(country_scores("deputies " * 50 + "$5 $6 $7").values()) >= LEAST
