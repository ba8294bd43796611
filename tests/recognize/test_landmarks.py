"""Landmarks: places that the words after a name mention to say where it is ("Perth, near Dundee")."""

from __future__ import annotations

import pytest

import storymap


def landmark(text: str, name: str) -> str:
    return next(r.mention.context.landmark for r in storymap.places(text) if r.mention.surface == name)


def countries(text: str, name: str) -> list[str]:
    """Return the country of each mention of a name, "" if it is unresolved."""
    found = [r for r in storymap.places(text) if r.mention.surface == name]
    return [r.place.country_codes[0] if r.place else "" for r in found]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Lincoln, south of Auckland, has one street.", "Lincoln", "Auckland"),
        ("The fair in Toledo, an hour out of Madrid, was rained off.", "Toledo", "Madrid"),
        ("They met at Durham, near Raleigh, in May.", "Durham", "Raleigh"),
        ("Trains stop in Kingston, on the north bank of the Hudson.", "Kingston", "Hudson"),
    ],
)
def test_name_after_preposition_of_place_is_landmark(text: str, name: str, expected: str) -> None:
    assert landmark(text, name) == expected


def test_place_that_follows_verb_is_no_landmark() -> None:
    assert landmark("She travelled from Leeds up Wharfedale.", "Leeds") == ""


def test_larger_unit_is_no_landmark() -> None:
    assert landmark("He lives in Toledo, in Ohio.", "Toledo") == ""


def test_each_mention_is_near_its_own_landmark() -> None:
    text = "Newcastle, below the Drakensberg, mines coal. Newcastle, on the Tyne, gave it up."
    assert countries(text, "Newcastle") == ["ZA", "GB"]


def test_mention_without_qualifier_is_the_place_named_before() -> None:
    text = "Perth, near Dundee, wrote to Perth, near Fremantle. Perth was slow to reply."
    assert countries(text, "Perth") == ["GB", "AU", "AU"]


def test_landmark_that_is_near_no_place_of_the_name_excludes_nothing() -> None:
    assert countries("They opened a shop in Marseille, near Tokyo in spirit.", "Marseille") == ["FR"]


def test_part_of_longer_name_does_not_win_although_it_is_named_elsewhere() -> None:
    text = "Spain had forbidden it, and Spain was obeyed. A sick crew put in at Port of Spain."
    assert [r.mention.surface for r in storymap.places(text)][-1] == "Port of Spain"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Bagdad, a mining camp above Ouray, had eleven saloons.", "Bagdad", "Ouray"),
        ("Vienna is a crossroads with one store, south of Pine Bluff.", "Vienna", "Pine Bluff"),
        ("He was born at Tarbert on Islay.", "Tarbert", "Islay"),
        ("She left Cairo on the Nile boat.", "Cairo", ""),
        ("They left Leeds on Monday for Hull.", "Leeds", ""),
        ("Leeds, a city in the north, near the end of its wits, voted.", "Leeds", ""),
    ],
)
def test_landmark_follows_an_apposition_or_on_an_island(text: str, name: str, expected: str) -> None:
    assert landmark(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bagdad, a mining camp above Ouray, had eleven saloons.", "Bagdad"),
        ("Vienna is a crossroads with one store, south of Pine Bluff.", "Vienna"),
        ("Lima, a farm outside Dubbo, was sold.", "Lima"),
        ("Little Havana, a row of stalls behind the market in Sharjah, opens at four.", "Little Havana"),
        ("Nobody stops in the hamlet of Egypt, three miles from Leominster.", "Egypt"),
    ],
)
def test_small_place_is_not_on_the_map_if_none_is_near_its_landmark(text: str, name: str) -> None:
    assert countries(text, name) == [""]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Moscow, a village near Galston, has no pub.", "Moscow", "GB"),
        ("Geneva, a town north of Watkins Glen, has a college.", "Geneva", "US"),
        ("Granada, a city of hills below the Sierra Nevada, was quiet.", "Granada", "ES"),
        ("Oban, a port opposite Mull, was full.", "Oban", "GB"),
        ("Jerome, a mining camp of a thousand people in Arizona, burned.", "Jerome", "US"),
    ],
)
def test_place_near_its_landmark_is_on_the_map(text: str, name: str, country: str) -> None:
    assert countries(text, name) == [country]
