"""Names become suggestions or mentions if other places in the text support them."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.ports import Entry
from storymap.resolve.suggestions import Support, support_of, with_context


def entries(*names: str) -> list[Entry]:
    return [open_gazetteer().find(name)[0] for name in names]


def placed(text: str, language: str = "") -> set[str]:
    return {r.mention.surface for r in storymap.places(text, language=language) if r.place}


def test_support_counts_different_places_around() -> None:
    [village, *around] = entries("Zillis", "Thusis", "Andeer", "Splügen")
    far = entries("Nairobi")
    assert support_of(village, []) is Support.UNKNOWN
    assert support_of(village, far) is Support.FAR
    assert support_of(village, [*far, around[0]]) is Support.NEAR
    # the function does not check whether the places are different, because the caller passes different places
    assert support_of(village, [around[0]] * 3) is Support.STRONG
    assert support_of(village, around) is Support.STRONG
    assert support_of(village, [village] * 3) is Support.NEAR  # a place is not strong support for itself


def test_support_raises_the_score() -> None:
    scores = [with_context(0.4, support) for support in Support]
    assert scores == sorted(scores) and scores[Support.UNKNOWN] == 0.4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Der Weg führt von Thusis nach Andeer, dann nach Sufers und Splügen. In Montespluga lag Schnee.",
            "Montespluga",
        ),
        ("De Thusis vamos para Andeer, depois Sufers e Splügen. Em Montespluga havia neve.", "Montespluga"),
    ],
)
def test_known_name_among_its_neighbours_is_mapped_in_other_languages(text: str, name: str) -> None:
    assert name in placed(text)


def test_same_name_without_neighbours_is_not_mapped() -> None:
    assert "Montespluga" not in placed("Er sprach lange von Montespluga und vom Wetter.", "de")


def test_known_name_alone_among_many_places_nearby_is_a_mention() -> None:
    text = "Zillis, Thusis, Andeer and Splügen lie in the Grisons. {} grew wine and cheese. Nobody complained."
    assert "Cazis" in placed(text.format("Cazis"))
    assert "Cazis" not in placed(text.format("A piece of old Red Cazis"))
