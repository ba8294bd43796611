"""Suggestions: support by places around them, and the conditions for becoming a mention."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from storymap.model import Mention, Reason, Suggestion
from storymap.ports import Match
from storymap.read import read_string
from storymap.resolve.ranker import Ranking
from storymap.resolve.suggestions import (
    Support,
    crosses,
    is_sure,
    may_be_supported,
    points_of,
    suggested_points,
    support_of,
    with_context,
)
from tests.resolve.small import KM, entry, group

TOWN = entry(1)


@pytest.mark.parametrize(
    ("kms", "kind", "support"),
    [
        ((99,), "city", Support.NEAR), ((101,), "city", Support.FAR), ((-99,), "city", Support.NEAR), ((-101,), "city", Support.FAR),
        ((59, 58, 57), "city", Support.STRONG), ((61, 58, 57), "city", Support.NEAR), ((59, 58), "city", Support.NEAR),
        ((149,), "island", Support.NEAR), ((151,), "island", Support.FAR), ((149, 148, 147), "island", Support.STRONG),
        ((0,), "city", Support.NEAR),
    ],
)  # fmt: skip
def test_support_depends_on_number_and_distance_of_places(kms: tuple[float, ...], kind: str, support: Support) -> None:
    assert support_of(TOWN._replace(kind=kind), [entry(2 + i, 50 + km * KM) for i, km in enumerate(kms)]) is support


def test_place_that_is_in_the_article_is_near() -> None:
    assert support_of(TOWN, [TOWN]) is Support.NEAR
    assert support_of(TOWN, [entry(2, lon=12.0)]) is Support.FAR  # 143 km east


def test_distinct_points_without_large_areas() -> None:
    kinds = [entry(10 + i, kind=kind) for i, kind in enumerate(("country", "sea", "region", "admin1", "island"))]
    assert [e.kind for e in points_of([None, *kinds])] == ["admin1", "island"]
    assert points_of([TOWN, entry(2), TOWN]) == [TOWN, entry(2)]
    assert len(points_of([entry(i) for i in range(201)])) == 200


def test_suggestion_counts_as_a_point_if_its_best_candidate_has_sixty_percent() -> None:
    def points(*shares: float) -> list[int]:
        table = np.zeros((len(shares), 1))
        entries = [entry(i) for i in range(len(shares))]
        return [e.number for e in suggested_points([group(*entries)], [Ranking(np.array(shares), table, table)])]

    assert points(0.4, 0.6) == [1] and points(0.6, 0.4) == [0]
    assert points(0.41, 0.59) == [] and suggested_points([group()], [None]) == []


def test_support_changes_the_odds_of_a_score() -> None:
    """The value of a support (in nats) is added to the log-odds: 0.8 multiplies the odds by 2.2, 2 by 7.4, and -0.5 by
    0.6."""
    assert [with_context(0.5, support) for support in Support] == [0.3775, 0.5, 0.69, 0.8808]
    assert with_context(0.2, Support.NEAR) == 0.3575
    assert with_context(1.0, Support.FAR) == 0.9998 and with_context(0.0, Support.NEAR) == 0.0002


def suggestion(code: str = "suggested-in", surface: str = "Holm", score: float = 0.4, words: str = "in") -> Suggestion:
    return Suggestion((Mention(surface, 7, 11),), Reason(code, {"words": words}), score)


def sure(
    found: Suggestion | None = None,
    match: Match = Match.OFFICIAL,
    share: float = 0.6,
    after: str = " war nass.",
    support: Support = Support.NEAR,
) -> bool:
    article = replace(read_string("Ein Text.\n"), text=f"Rain in{'Holm'}{after}", language="de")
    return is_sure(found or suggestion(), TOWN._replace(match=match), share, article, support)


def test_suggestion_becomes_a_mention_if_everything_supports_it() -> None:
    assert sure()
    assert not sure(suggestion(score=0.39)) and not sure(share=0.59)
    assert not sure(support=Support.UNKNOWN) and not sure(support=Support.FAR)
    assert not sure(suggestion(surface="HOLM")) and not sure(suggestion(words="in the"))
    assert not sure(after=" Festival") and not sure(after=" 7") and not sure(after="-based")
    assert sure(after="\nFestival")


def test_strong_support_replaces_the_position_and_the_official_name() -> None:
    other = suggestion("other")
    assert sure(other, support=Support.STRONG) and not sure(other)
    assert sure(match=Match.ALTERNATE, support=Support.STRONG) and not sure(match=Match.ALTERNATE)
    assert not sure(match=Match.WEAK, support=Support.STRONG)


def test_weak_name_must_be_in_the_position_of_a_place() -> None:
    english, german = (read_string("A text.", language=language) for language in ("en", "de"))
    for code in ("suggested-in", "suggested-after"):
        assert may_be_supported(suggestion(code), TOWN, english)
    assert not may_be_supported(suggestion("other"), TOWN, english)
    assert may_be_supported(suggestion(), TOWN._replace(match=Match.OFFICIAL), english)
    assert not may_be_supported(suggestion(), TOWN._replace(match=Match.ALTERNATE), english)
    assert may_be_supported(suggestion(), TOWN._replace(match=Match.ALTERNATE), german)
    assert not may_be_supported(suggestion(), TOWN._replace(match=Match.WEAK), german)


def test_name_crosses_a_mention_that_it_overlaps_partly() -> None:
    mentions = [Mention("x" * 10, 10, 20)]

    def overlap(start: int, end: int) -> bool:
        return crosses(Mention("x", start, end), mentions, [10])

    assert overlap(5, 11) and overlap(19, 25) and overlap(5, 25) and overlap(9, 20) and overlap(10, 21)
    assert not overlap(5, 10) and not overlap(20, 25) and not overlap(12, 15) and not overlap(10, 20)
