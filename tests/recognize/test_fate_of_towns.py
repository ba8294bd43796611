"""Names that are known to be towns by what happens to them: "Calais fell to the English"."""

from __future__ import annotations

import pytest

import storymap


def on_map(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.place is not None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Calais fell to the English in 1347, and the siege ended.", "Calais"),
        ("Montgomery gave up without a fight.", "Montgomery"),
        ("Mobile held out until the spring.", "Mobile"),
        ("Antwerp surrendered to the Spaniards.", "Antwerp"),
        ("Dresden burned to the ground in February.", "Dresden"),
        ("By then Lucknow was under siege.", "Lucknow"),
        ("Amara was without water for nine days.", "Amara"),
    ],
)
def test_name_is_a_town_by_what_happens_to_it(text: str, name: str) -> None:
    assert name in on_map(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Austin fell on the ice outside the bank.", "Austin"),
        ("Mason surrendered to two constables.", "Mason"),
        ("Olive was besieged by reporters.", "Olive"),
        ("Faith held out her hand.", "Faith"),
        ("Logan surrendered himself at noon.", "Logan"),
        ("Chase was sacked in May.", "Chase"),
    ],
)
def test_name_is_not_a_town_if_the_same_happens_to_people(text: str, name: str) -> None:
    assert name not in on_map(text)
