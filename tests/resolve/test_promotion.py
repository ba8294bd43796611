"""The probability with which an occurrence of a suggestion becomes a mention."""

from __future__ import annotations

from typing import Any

import pytest

from storymap.model import Mention
from storymap.ports import Entry, Match
from storymap.resolve.promotion import WEIGHTS, promotion_features, promotion_probability
from tests.resolve.small import KM, entry

TOWN = entry(1)


def features(
    before: str = "It rained in ", name: str = "Holm", after: str = " today", best: Entry = TOWN, **values: Any
) -> dict[str, float]:
    found = Mention(name, len(before), len(before) + len(name), confidence=values.pop("score", 0.5))
    known: dict[str, Any] = {"share": 0.5, "country": 0.0, "points": [], "why": None} | values
    return promotion_features(before + name + after, found, best, **known)


def signs(*arguments: Any, **values: Any) -> set[str]:
    """Return the names of the features that are not 0, without those that every name has."""
    return {name for name, value in features(*arguments, **values).items() if value} - {"bias", "far"}


def around(*kms: float) -> list[Entry]:
    return [entry(2 + i, 50 + km * KM) for i, km in enumerate(kms)]


def test_every_feature_has_a_weight() -> None:
    assert set(features()) == set(WEIGHTS)


@pytest.mark.parametrize(
    ("before", "name", "after", "expected"),
    [
        ("It rained in ", "Holm", " today", set()),
        ("It rained in ", "Holm", " Festival", {"longer-after"}),
        ("It rained in ", "Holm", "-Nord", {"longer-after"}),
        ("It rained in ", "Holm", " of the Vale", {"longer-after"}),
        ("It rained in ", "Holm", " of late", set()),
        ("It rained in ", "Holm", ". Today", set()),
        ("It rained in ", "Holm", " 3, Lund 2", set()),
        ("They like Red ", "Holm", " today", {"longer-before"}),
        ("They left. Red ", "Holm", " today", set()),
        ("Then ", "Holm", " today", set()),
        ("They ate a ", "Holm", " today", {"article"}),
        ("They ate the ", "Holm", " today", {"article"}),
        ("It rained in ", "Old Holm", " today", {"several"}),
    ],
)
def test_words_around_a_name(before: str, name: str, after: str, expected: set[str]) -> None:
    assert signs(before, name, after) == expected


def test_river_may_have_an_article() -> None:
    assert signs("It rained on the ", best=entry(1, kind="water")) == set()


def test_places_of_the_article_near_the_candidate() -> None:
    found = features(points=around(20, 29, 31, 99, 101))
    assert found["near"] == pytest.approx(1.609, abs=0.001)  # log(1 + 4)
    assert found["close"] == pytest.approx(1.099, abs=0.001)  # log(1 + 2)
    assert found["far"] == 0 and features(points=around(101))["far"] == 1 and features()["far"] == 1
    assert features(points=around(149), best=entry(1, kind="island"))["far"] == 0
    assert features(points=[TOWN])["named"] == 1 and features(points=[TOWN])["far"] == 0


def test_name_and_candidate() -> None:
    assert signs(best=TOWN._replace(match=Match.ALTERNATE)) == {"alias"}
    assert signs(why="an English word") == {"word"} and signs(why="a surname") == set()
    assert signs(country=0.5) == {"country"} and signs(share=0.6) == {"share"} and signs(score=0.6) == {"score"}
    assert features(share=0.0) == features(share=0.12) and features(score=1.0) == features(score=0.999)


def test_probability_rises_with_support_and_score() -> None:
    def probability(**values: Any) -> float:
        return promotion_probability(features(share=0.99, **values))

    alone, supported = probability(), probability(points=around(10, 20, 60), country=1.0)
    assert alone < 0.3 and supported > 0.7
    assert probability(score=0.1, points=around(10)) < probability(score=0.9, points=around(10))
    assert probability(points=around(10), why="an English word") < probability(points=around(10))
