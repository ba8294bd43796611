"""Descriptions of towns, states, capitals and rivers that need the words around them."""

from __future__ import annotations

import pytest

from storymap.pipeline import places


def _described(text: str) -> dict[str, str]:
    """Return description or name as written -> name of the place."""
    return {r.mention.surface: r.place.name for r in places(text).resolutions if r.place is not None}


def test_city_is_the_town_named_right_before_it() -> None:
    text = "We left Nantes at dawn. One is in Bordeaux for coffee and in Lyon, with ten minutes to cross the city and find a seat."
    assert _described(text)["the city"] == "Lyon"


def test_city_after_several_towns_far_before_it_is_ambiguous() -> None:
    text = (
        "We left Nantes at dawn. One is in Bordeaux for coffee and in Lyon for lunch with the whole family of the driver, "
        "and nobody ever quite finds out who paid for it, or who cleaned the city afterwards."
    )
    assert "the city" not in _described(text)


def test_state_is_the_only_one_of_its_sentence() -> None:
    text = (
        "Letters went to Ohio, Oregon and Missouri. She came from Springfield, Vermont, and to the end of her life she wrote "
        "the name of the state in capital letters."
    )
    assert _described(text)["the state"] == "Vermont"


def test_province_is_not_a_country_without_provinces() -> None:
    text = "There is another London in England. Two weeks of rain flooded the one in Ontario, and roads in the province were closed."
    assert _described(text)["the province"] == "Ontario"


def test_adverb_after_a_town_ends_the_phrase() -> None:
    text = "CHARLESTON, S. C., Dec. 7, 1863.—The enemy threw no shells at the city yesterday. The guns were quiet."
    assert _described(text)["the city"] == "Charleston"


def test_old_capital_is_not_the_capital() -> None:
    text = (
        "We crossed Turkey by bus, from Ankara to Konya. The old capital invented the dish, and Turkey is proud of it."
    )
    assert "The old capital" not in _described(text)
    assert _described(text.replace("old ", ""))["The capital"] == "Ankara"


def test_river_is_found_by_its_short_name_after_an_article() -> None:
    text = "The first salmon of the season was taken from the Tay at Perth. Catches on the river have halved."
    assert _described(text)["Tay"] == _described(text)["the river"] == "River Tay"


def test_short_name_of_a_river_before_another_name_is_not_a_river() -> None:
    assert "Tay" not in _described("He spoke of the Tay Foundation for an hour.")


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        (
            "LEEDS — Rain fell. In Hebden Bridge shopkeepers were ready: the town has flooded often.",
            "town",
            "Hebden Bridge",
        ),
        ("PERTH, Friday — Near Broome the road is shut, and the town has no fuel.", "town", "Broome"),
        ("PERTH, Friday — Near Broome the road is shut, and the city has no fuel.", "city", "Perth"),
        ("BOLTON, Friday — The road to Bury is shut, and the town has no buses.", "town", "Bolton"),
    ],
)
def test_large_city_is_not_called_a_town(text: str, noun: str, name: str) -> None:
    assert _described(text)[f"the {noun}"] == name
