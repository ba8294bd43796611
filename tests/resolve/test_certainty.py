"""The confidence that a name is a place and that the chosen place is right."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

import storymap
from storymap.model import Mention, NameContext
from storymap.ports import Entry, Match
from storymap.resolve import certainty
from storymap.resolve import confidence as confidence_module
from storymap.resolve.candidates import Group
from storymap.resolve.certainty import CERTAINTY_FEATURES, certainty_features
from storymap.resolve.features import FEATURES, Array
from storymap.resolve.ranker import load_weights
from storymap.resolve.surroundings import Surroundings

TOWN = Entry(1, Match.NAME, 50.0, 10.0, 200_000, 5.3, "PPL", "DE", "DE.01", "city")
HAMLET = Entry(2, Match.NAME, 50.0, 10.0, 200, 2.3, "PPL", "DE", "DE.01", "city")


def features(entry: Entry, context: NameContext | None = None, *, several: bool = False) -> dict[str, float]:
    mention = Mention("Holm", 0, 4, confidence=0.95, context=context or NameContext())
    group = Group("Holm", [0], [entry], is_one_of_several=several)
    values: Array = np.zeros((1, len(FEATURES)))
    row = certainty_features(mention, group, 0, 0.9, np.ones(1), values, Surroundings((), ()))
    return dict(zip(CERTAINTY_FEATURES, row.tolist(), strict=True))


def confidence(text: str, name: str, which: int = 0) -> float:
    return [r for r in storymap.places(text) if r.mention.surface == name][which].confidence


def test_only_small_place_with_a_name_is_doubtful() -> None:
    assert features(HAMLET)["only-small"] == 1.0
    assert features(TOWN)["only-small"] == 0.0


def test_mention_without_qualifier_is_doubtful_if_others_have_different_ones() -> None:
    assert features(TOWN, several=True)["one-of-several"] == 1.0
    assert features(TOWN, NameContext(admin="Hesse"), several=True)["one-of-several"] == 0.0


def test_qualifier_that_names_no_known_place_is_doubt() -> None:
    assert features(TOWN, NameContext(unread=True))["unread"] == 1.0


@pytest.mark.parametrize(
    ("module", "names", "signs", "weights"),
    [
        (certainty, "CERTAINTY_FEATURES", "CERTAINTY_SIGNS", "certainty"),
        (confidence_module, "CONFIDENCE_FEATURES", "SIGNS", "confidence"),
    ],
)
def test_trained_weights_have_the_signs_of_their_features(
    module: ModuleType, names: str, signs: str, weights: str
) -> None:
    trained = dict(zip(getattr(module, names), getattr(load_weights(), weights).tolist(), strict=True))
    assert all(trained[name] * sign >= 0 for name, sign in getattr(module, signs).items())
    assert set(getattr(module, signs).values()) == {1, -1}


def test_well_known_place_is_more_confident_than_the_product_of_its_probabilities() -> None:
    assert confidence("The trains from Lyon to Grenoble and Geneva were late.", "Grenoble") > 0.9


def test_unqualified_name_after_two_qualified_ones_is_unsure() -> None:
    text = "Springfield, Ill., wrote to Springfield, Mass., last year. Springfield did not reply."
    assert confidence(text, "Springfield", 0) > 0.9
    assert confidence(text, "Springfield", 2) < 0.8


@pytest.mark.parametrize("text", ["They drove to Florence.", "They drove to Florence, in the Vale of Xyzzy."])
def test_confidence_is_a_probability(text: str) -> None:
    assert 0.0 < confidence(text, "Florence") < 1.0


def test_another_spelling_of_the_name_is_doubtful() -> None:
    for respelled in (True, False):
        group = Group("Holm", [0], [TOWN], is_respelled=respelled)
        mention, values = Mention("Holm", 0, 4), np.zeros((1, len(FEATURES)))
        row = certainty_features(mention, group, 0, 0.9, np.ones(1), values, Surroundings((), ()))
        assert dict(zip(CERTAINTY_FEATURES, row.tolist(), strict=True))["respelled"] == float(respelled)
