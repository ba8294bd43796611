"""Names that become mentions because of their position in a sentence, or because of other parts of the text."""

from __future__ import annotations

import pytest

import storymap


def surfaces(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Port Louis was quiet at dawn.", ["Port Louis"]),
        ("In Piran the bakers were up first.", ["Piran"]),
        ("Then Osaka.", ["Osaka"]),
        ("A Corby woman won the prize.", ["Corby"]),
        ("Two Swindon firefighters were hurt.", ["Swindon"]),
        ("The bus goes to Da Lat and My Tho, Vietnam.", ["Da Lat", "My Tho", "Vietnam"]),
        ("CARSON – The school board met.", ["CARSON"]),
        ("GLASGOW Police Scotland said so on Monday.", ["GLASGOW"]),
        ("The Fort Wayne chamber met.", ["Fort Wayne"]),
    ],
)
def test_known_name_in_a_typical_position_is_a_mention(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(surfaces(text))


def test_name_in_headline_is_a_mention_if_the_text_mentions_it() -> None:
    text = "Mansfield OKs new bridge\n\nThe council of Mansfield, Ohio, voted for the bridge. Many people in Mansfield had asked for it."
    assert surfaces(text).count("Mansfield") == 3


def test_counties_in_a_list_have_full_names_as_lemmas() -> None:
    found = storymap.places("Roads flooded in Becker, Clay and Otter Tail counties.")
    assert [(r.mention.surface, r.mention.lemma) for r in found] == [
        ("Becker", "Becker County"),
        ("Clay", "Clay County"),
        ("Otter Tail", "Otter Tail County"),
    ]
    assert not any(r.mention.context.admin for r in found)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("It cost US$40 in all.", "US"),
        ("He leaves a wife and a son, Troy.", "Troy"),
        ("The ship Valparaiso sank.", "Valparaiso"),
        ("She painted the Battle of Hastings.", "Hastings"),
    ],
)
def test_names_of_other_things_are_not_mentions(text: str, absent: str) -> None:
    assert absent not in surfaces(text)
