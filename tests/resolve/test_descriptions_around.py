"""Descriptions that follow a name, and descriptions of features whose name is not in the text."""

from __future__ import annotations

import pytest

import storymap


def described(text: str, surface: str) -> str:
    """Return the name of the place that a description means, "" if the description is not on the map."""
    found = [r for r in storymap.places(text) if r.mention.surface == surface and r.mention.description is not None]
    return found[-1].place.name if found and found[-1].place else ""


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("The final is in Dodoma, the capital, where it never rains.", "the capital", "Dodoma"),
        ("He keeps bees in Shrewsbury, the county town in Shropshire.", "the county town", "Shrewsbury"),
        ("In Niger, the country, the river is brown.", "the country", "Niger"),
        ("They waited at Cahir, where the whole of the town was out.", "the town", "Cahir"),
        (
            "A parcel from Leticia, in Colombia, and one from Mitú in the same country arrived.",
            "the same country",
            "Colombia",
        ),
    ],
)
def test_description_right_after_name_is_that_place(text: str, surface: str, place: str) -> None:
    assert described(text, surface) == place


def test_description_does_not_begin_in_the_sentence_before() -> None:
    text = "Ships go through the Bab el-Mandeb or round the Cape. The strait is quiet."
    assert described(text, "The strait") == "Bab el-Mandeb"


def test_town_named_in_passing_is_not_the_town_of_the_article() -> None:
    text = (
        "GALASHIELS — Galashiels is to have a tram. Galashiels had one before the war.\n\n"
        "“We are not Zurich,” said the provost. Nobody in the city had asked."
    )
    assert described(text, "the city") != "Zürich"


def test_feature_without_a_name_contains_the_places_of_the_passage() -> None:
    text = "Snow fell in Seoul and in Daejeon. It covered the peninsula."
    assert described(text, "the peninsula") == "Korean Peninsula"


def test_sea_named_long_before_is_not_the_sea() -> None:
    text = "She was born by the Baltic Sea.\n\nShe moved to Denver.\n\nShe taught there.\n\nShe missed the sea."
    assert described(text, "the sea") == ""
