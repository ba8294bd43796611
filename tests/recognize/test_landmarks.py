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
