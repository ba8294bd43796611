"""Rivers after their type word: "the river Mur"."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Resolution

FRAMES = (
    "Two walkers were rescued from the river {} on Monday.",
    "The river {} rose overnight and flooded the road.",
    "A boat sank in the river {}.",
)


def resolved(text: str, surface: str) -> Resolution | None:
    return next((r for r in storymap.places(text) if r.mention.surface == surface), None)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Mur", 46.9, 15.5),
        ("Drava", 46.1, 17.2),
        ("Enns", 47.6, 14.5),
        ("Sava", 45.2, 17.5),
        ("Salzach", 47.7, 13.1),
        ("Lech", 48.2, 10.9),
        ("Aare", 47.2, 7.5),
        ("Saale", 51.4, 11.9),
    ],
)
def test_river_after_its_type_word_is_on_the_map(frame: str, name: str, lat: float, lon: float) -> None:
    found = resolved(frame.format(name), name)
    assert found is not None and found.place is not None
    assert found.place.position == pytest.approx((lat, lon), abs=1)


def test_town_of_the_same_name_stays_a_town_without_the_type_word() -> None:
    found = resolved("The town hall in Enns, in Austria, was built in 1565.", "Enns")
    assert found is not None and found.place is not None and found.place.feature_class == "P"


@pytest.mark.parametrize("word", ["Monday", "Because", "Police"])
def test_word_after_the_river_is_no_place_without_a_river_of_that_name(word: str) -> None:
    assert resolved(f"Crowds stood by the river {word} night.", word) is None
