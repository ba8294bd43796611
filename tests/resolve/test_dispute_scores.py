"""Scores that say how well a disputed area fits a description."""

from __future__ import annotations

from collections import Counter

import pytest

from storymap.model import Description
from storymap.read import read_string
from storymap.resolve.disputes import Disputes
from storymap.resolve.focus import Focus
from tests.worlds import CRIMEA, KURILS, SmallWorld

WORLD = SmallWorld()


def disputes(*countries: str, named: str = "") -> Disputes:
    focus = Focus(read_string("Text.\n"), [], {})
    focus.countries = Counter(countries)
    focus.ids = {named}
    return Disputes(WORLD, {}, focus)


def score(description: Description, *countries: str, named: str = "", area: str = KURILS.id) -> float:
    (one,) = (d for d in WORLD.disputes() if d.id == area)
    return disputes(*countries, named=named).score(one, description)


DISPUTED = Description("islands", ("disputed",), "the")


def test_sides_named_in_the_article_raise_the_score() -> None:
    assert score(DISPUTED) == 0
    assert score(DISPUTED, "JP") == 2.75
    assert score(DISPUTED, "JP", "RU") == 4
    assert score(DISPUTED, "JP", "RU", "US") == 4
    assert score(DISPUTED, "JP", "RU", named=KURILS.id) == 6
    assert score(DISPUTED, "US", named=KURILS.id) == 0


def test_at_most_two_modifiers_count() -> None:
    two = Description("islands", ("disputed", "contested"))
    three = Description("islands", ("disputed", "contested", "russian-held"))
    assert score(two, "JP", "RU") == score(three, "JP", "RU") == 6
    assert score(Description("islands", ("small",)), "JP", "RU") == 0


def test_holder_and_anchor_must_fit() -> None:
    assert score(Description("islands", holders=("RU",)), "JP", "RU") == 5
    assert score(Description("islands", ("disputed",), holders=("JP",)), "JP", "RU") == 0
    assert score(Description("islands", relation="off", anchors=("Hokkaido",))) == 3
    assert score(Description("islands", relation="off", anchors=("Japan",))) == 3
    assert score(Description("islands", relation="off", anchors=("Atlantis", "Japan"))) == 3
    assert score(Description("islands", ("disputed",), anchors=("Texas",)), "JP", "RU") == 0
    # Tokyo is a town, not the country of that side.
    assert score(Description("islands", ("disputed",), anchors=("Tokyo",)), "JP", "RU") == 0


def test_noun_must_fit_in_singular_or_plural() -> None:
    assert score(Description("territories", ("disputed",)), "JP", "RU") == 4
    assert score(Description("peninsula", ("disputed",)), "JP", "RU") == 0


@pytest.mark.parametrize(
    ("relation", "expected"), [("annexed", 4), ("occupied", 4), ("seized", 0), ("claimed", 0), ("disputed", 0)]
)
def test_relation_counts_if_it_is_known_of_the_area(relation: str, expected: float) -> None:
    assert score(Description("peninsula", relation=relation), "RU", "UA", area=CRIMEA.id) == expected


def test_best_area_needs_a_minimum_score_and_a_margin() -> None:
    def best(description: Description, *countries: str, named: str = "") -> str:
        area = disputes(*countries, named=named).best(description)
        return area.id if area else ""

    assert best(DISPUTED, "JP") == ""  # 2.75
    assert best(DISPUTED, "JP", "RU") == KURILS.id
    island = Description("island", ("disputed",))
    assert best(island, "JP", "RU", "TW", "CN") == ""  # Taiwan has the same score
    assert best(island, "JP", "RU", "TW") == KURILS.id
    assert best(island, "JP", "RU", "TW", "CN", named="storymap:taiwan") == "storymap:taiwan"
