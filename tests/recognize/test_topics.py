"""Names that mean something else than a place in a text about a topic."""

from __future__ import annotations

import pytest

import storymap


def mapped(text: str) -> dict[str, str]:
    """Return the place ids of the names on the map, by name."""
    return {r.mention.surface: r.place.id for r in storymap.places(text).resolutions if r.place is not None}


def reasons(text: str) -> dict[str, str]:
    return {r.surface: str(r.reason.params.get("why") or r.reason.code) for r in storymap.places(text).rejected}


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Rain made of methane falls on Titan, the largest moon of Saturn.", "Titan", "a planet"),
        ("The telescope saw steam rising from Enceladus and, later, from Europa.", "Europa", "a planet"),
        ("A lander on Mars, then one on Titan: the agency wants both before 2040.", "Titan", "a planet"),
        ("We watched two films from Universal and one from Paramount.", "Universal", "a company"),
        ("Paramount has delayed the sequel until next summer, two producers said.", "Paramount", "a company"),
        ("Fossil said it would stop making watches. Shares of the retailer slid.", "Fossil", "a company"),
        ("The Browns beat the Ravens 20-17 in Cleveland on Sunday.", "Browns", "a team"),
        ("The Bengals fired their coach after losing to the Browns.", "Browns", "a team"),
        ("Swift spoke to Rolling Stone about the album.", "Rolling Stone", "a company"),
        ("In the film the rebels flee to Cloud City, where Vader is waiting.", "Cloud City", "a place in a story"),
        ("Batman never leaves Gotham, and Superman is seldom out of Metropolis.", "Gotham", "a place in a story"),
        ("The novel is set in Middlemarch, a town that George Eliot invented.", "Middlemarch", "a place in a story"),
        ("The show is set in the made-up county of Lincoln, near no sea.", "Lincoln", "a place in a story"),
    ],
)
def test_name_means_something_else_in_a_text_about_the_topic(text: str, name: str, why: str) -> None:
    assert name not in mapped(text)
    assert reasons(text)[name].startswith(why)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A grass fire burned forty acres near Disney, Oklahoma, on Sunday.", "Disney"),
        ("A couple from Jupiter, Florida, named the boat Saturn.", "Jupiter"),
        ("The town of Jupiter will host astronauts whose spacecraft left its orbit.", "Jupiter"),
        ("Students in Paramount read above the average of California.", "Paramount"),
        ("The villagers of Gotham, in Nottinghamshire, laughed.", "Gotham"),
        ("A plane landed at Titan, Mars and Europa, said nobody in Ceres, California.", "Ceres"),
    ],
)
def test_name_with_its_larger_unit_or_without_the_topic_is_a_place(text: str, name: str) -> None:
    assert name in mapped(text)


def test_larger_unit_makes_every_mention_a_place() -> None:
    text = "Metropolis, Illinois, has a statue of Superman. Batman has none in Metropolis."
    assert [r.place is not None for r in storymap.places(text) if r.mention.surface == "Metropolis"] == [True, True]


@pytest.mark.parametrize("text", ["IS claimed the attack on the market.", "The army says IS has lost Raqqa."])
def test_two_capitals_do_not_mean_a_town_with_the_same_letters(text: str) -> None:
    assert "IS" not in mapped(text)


def test_two_capitals_are_a_town_before_its_country() -> None:
    assert "HO" in mapped("HO, Ghana — The market in Ho was full.")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Cada house on the row has a blue door.", "Cada"), ("Europa, the magazine, closed after forty years.", "Europa")],
)
def test_name_of_a_country_in_another_language_needs_a_preposition(text: str, name: str) -> None:
    assert name not in mapped(text)


def test_institution_is_called_by_its_first_word() -> None:
    text = "The Goddard Space Flight Center built the camera. Engineers at Goddard tested it twice."
    assert mapped(text)["Goddard"] == mapped(text)["Goddard Space Flight Center"]
    text = "The Lowell Observatory found the comet. Astronomers at Lowell saw it again on Friday."
    assert "Lowell" not in mapped(text)


def test_word_of_an_institution_is_the_town_if_the_text_is_about_the_town() -> None:
    text = "The Lowell Observatory found the comet. A school in Lowell, Massachusetts, is named after the same family."
    assert "Lowell" in mapped(text)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Jewish settlements in the West Bank grew.", "Jewish", "a people"),
        ("The laptop has 16 GB of memory, sold in London.", "GB", "a unit of measurement"),
        ("Sierra Nevada Corp. will build it. Sierra Nevada said it was ready.", "Sierra Nevada", "inside-organisation"),
    ],
)
def test_word_is_not_a_place_that_is_spelled_like_it(text: str, name: str, why: str) -> None:
    assert name not in mapped(text)
    assert reasons(text)[name].startswith(why)
