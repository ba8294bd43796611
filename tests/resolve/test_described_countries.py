"""What "the city" and "the country" refer to in news about city states and wars."""

from __future__ import annotations

import pytest

import storymap


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Hong Kong stocks fell. Beijing was calm. Hong Kong fell again after protests in the city.", "the city", "Hong Kong"),
        ("US troops remain in Afghanistan, 18 years after Washington invaded the country.", "the country", "Afghanistan"),
        ("Iraq holds a vote. It is Iraq’s fifth since London and Washington occupied the country.", "the country", "Iraq"),
        ("Germany marked the day on which Moscow liberated the country. Germany has few such days.", "the country", "Germany"),
        ("Chile is dry. Peru said that it would lend the country water.", "the country", ""),
        ("Maryland passed the bill. Lawmakers in Washington, D.C., say the state has gone too far.", "the state", "Maryland"),
    ],
)  # fmt: skip
def test_description_refers_to_the_place(text: str, words: str, place: str) -> None:
    found = [r.place.name if r.place else "" for r in storymap.places(text).resolutions if r.mention.surface == words]
    assert found == [place] if place else found in ([], [""])
