"""The town that "this city" means in a newspaper or a letter, and the state that "the State" means."""

from __future__ import annotations

import pytest

import storymap


def described(text: str, phrase: str, home: str | None = None) -> str | None:
    found = [r for r in storymap.places(text, home=home) if r.mention.surface == phrase]
    return found[0].place.name if found and found[0].place is not None else None


@pytest.mark.parametrize(
    ("text", "phrase", "home", "town"),
    [
        ("Potatoes rose in Listowel. In this city coals are scarce.", "this city", "Limerick, Ireland", "Limerick"),
        (
            "Virginia City, Nev., March 3.\n\nGold Hill is rich, and this city grows.",
            "this city",
            None,
            "Virginia City",
        ),
        ("CORK, Tuesday. — A boat came from Kinsale to this city.", "this city", None, "Cork"),
        (
            "The Limerick Chronicle reports a fire in this city. A cargo came from Kilrush.",
            "this city",
            None,
            "Limerick",
        ),
        ("We hear from Moffat that this town is quiet.", "this town", None, "Moffat"),
    ],
)
def test_this_town_is_where_the_text_was_written(text: str, phrase: str, home: str | None, town: str) -> None:
    assert described(text, phrase, home) == town


def test_last_dateline_comes_before_the_home() -> None:
    text = "TRALEE, March 2.—Rain.\n\nENNIS, March 3.—The assizes opened in this town."
    assert described(text, "this town", "Limerick, Ireland") == "Ennis"


def test_the_state_is_the_one_around_the_places() -> None:
    letter = "Springfield, Mo., Jan. 4, 1863. Dear wife, the State is full of bushwhackers from Hartville."
    assert described(letter, "the State") == "Missouri"
    trial = "A jury in Springfield, Mo., heard that the State argued its case, and the State’s witness came from Rolla."
    assert described(trial, "the State") is None
    assert described("They met the State Board in Springfield, Mo., and the Lone Star State lost.", "the State") is None
