"""Short names of natural features: "Chickahominy" for the Chickahominy River."""

from __future__ import annotations

import pytest

from storymap.forge.places.draft import Draft
from storymap.forge.places.short_names import short_name, short_name_patches
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.ports import Match
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.resources import data

WORDS = WordTable.open(data("words.npz"))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Chickahominy River", "Chickahominy"), ("Monte Rotondo", "Rotondo"), ("Col de Bavella", "Bavella"), ("Refuge d'Usciolu", "Usciolu"),
        ("Téryho chata", "Téryho"), ("Glen Affric", "Affric"), ("Ak-Baital Pass", "Ak-Baital"), ("River Wye", ""), ("Bavella", ""),
        ("Red Sea", ""), ("Lake", ""), ("Rivers", ""), ("Монте Ротондо", ""),
    ],
)  # fmt: skip
def test_short_name_is_without_words_for_the_kind(name: str, short: str) -> None:
    assert short_name(name) == short


def _short_of(draft: Draft, *others: Draft, given: frozenset[str] = frozenset()) -> list[str]:
    """Return the names that the patches add to a feature, in a world with the feature and other places."""
    world = World(added=[draft, *others])
    world.demonyms["frenchy"] = ["FR"]
    world.negative["snowberry"] = ["an English word"]
    before = set(draft.names)
    world.apply(short_name_patches(world, WORDS, given))
    return sorted(set(draft.names) - before)


def _river(name: str, prominence: float = 2.8, kind: str = "water", code: str = "STM") -> Draft:
    return Draft(f"storymap:{fold(name)}", name, kind, code, 50.0, 10.0, prominence)


def test_feature_gets_the_short_name_that_no_other_place_has() -> None:
    river = _river("Zwistel River")
    assert _short_of(river) == ["zwistel"]
    assert river.names["zwistel"] is Match.OFFICIAL
    assert _short_of(_river("Zwistel River"), _river("Zwistel", kind="city", code="PPL")) == []


def test_most_prominent_of_several_features_gets_the_short_name() -> None:
    assert _short_of(_river("Zwistel River"), _river("Zwistel Pass", 3.8, "land", "PASS")) == []
    assert _short_of(_river("Zwistel River"), _river("Zwistel Pass", 2.0, "land", "PASS")) == ["zwistel"]


@pytest.mark.parametrize("name", ["Republican River", "Frenchy River", "Snowberry Creek", "Zwistela River"])
def test_words_demonyms_and_first_names_are_no_short_names(name: str) -> None:
    assert _short_of(_river(name), given=frozenset({"zwistela"})) == []


def test_settlements_and_other_sites_have_no_short_names() -> None:
    assert _short_of(_river("Zwistel Hill", kind="city", code="PPL")) == []
    assert _short_of(_river("Zwistel Camp", kind="site", code="INSM")) == []
    assert _short_of(_river("Zwistel Hut", kind="site", code="HUT")) == ["zwistel"]
