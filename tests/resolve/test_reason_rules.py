"""The reason for the best candidate of a name, from given evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from storymap.model import Reason
from storymap.ports import Entry
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES
from storymap.resolve.ranker import Ranking
from storymap.resolve.reasons import Names, explain, where
from tests.worlds import SmallWorld

WORLD = SmallWorld()
PARIS, PARIS_TEXAS = WORLD.find("Paris")
[TEXAS], [FRANCE], [TOKYO], [BONHAM], [SHERMAN] = (
    WORLD.find(name) for name in ("Texas", "France", "Tokyo", "Bonham", "Sherman")
)
[SOVIET_UNION] = WORLD.find("Soviet Union")
ENGLISH = Names(WORLD, "en", {TOKYO.number: "Tokio"})


def reason(
    *candidates: Entry,
    evidence: dict[str, float] | None = None,
    second: dict[str, float] | None = None,
    others: tuple[Entry | None, ...] = (),
    stated: bool = True,
    names: Names = ENGLISH,
    **values: Any,
) -> Reason:
    """Return the reason for the first candidate. `evidence`: the contribution of each feature to the score of the first candidate; `second`: the same for the second."""
    rows = [[row.get(name, 0.0) for name in FEATURES] for row in (evidence or {}, second or {})]
    table = np.array([*rows, *([[0.0] * len(FEATURES)] * len(candidates))])[: len(candidates)]
    ranking = Ranking(np.ones(len(candidates)), table, table)
    found = Group("Paris", [0], list(candidates), **values)
    order = list(range(len(candidates)))
    return explain(found, ranking, order, others, WORLD.place(candidates[0]), names, home_is_stated=stated)


def test_reason_names_the_place_its_unit_and_the_number_of_candidates() -> None:
    found = reason(PARIS_TEXAS, PARIS, evidence={"prominence": 1.0})
    assert found.params == {"name": "Paris", "place": "Paris", "where": "Texas, United States", "all": "2"}


@pytest.mark.parametrize(
    ("evidence", "second", "code"),
    [
        ({"prominence": 1.0}, {}, "largest"),
        ({"relative": 1.0}, {}, "largest"),
        ({"country": 1.0}, {}, "country"),
        ({"demonym": 1.0}, {}, "country"),
        ({"holds": 1.0}, {}, "holds"),
        ({"home-50": 1.0}, {}, "home"),
        ({"home-country": 1.0}, {}, "home"),
        ({"official": 1.0}, {}, "name"),
        ({}, {}, "name"),
        ({"prominence": 1.0}, {"prominence": 1.0}, "name"),
        ({"prominence": 1.0, "country": 2.0}, {}, "country"),
        ({"prominence": 1.0, "country": 2.0}, {"country": 1.5}, "largest"),
        ({"prominence": 1.0, "relative": 0.6, "country": 1.5}, {}, "largest"),
        ({"prominence": 1.0, "cue": 2.0}, {}, "largest"),
        ({"prominence": 1.0, "near-50": 2.0}, {}, "near"),
    ],
)
def test_reason_is_the_kind_of_evidence_that_distinguishes_the_best_candidate_most(
    evidence: dict[str, float], second: dict[str, float], code: str
) -> None:
    others = (BONHAM,)
    assert reason(PARIS_TEXAS, PARIS, evidence=evidence, second=second, others=others).code == code


def test_near_is_a_reason_only_with_places_within_six_hundred_kilometres() -> None:
    def neighbours(*others: Entry | None, names: Names = ENGLISH) -> str:
        found = reason(PARIS_TEXAS, PARIS, evidence={"near-50": 2.0, "prominence": 1.0}, others=others, names=names)
        return str(found.params.get("neighbours", found.code))

    assert neighbours(TOKYO, None) == "largest"
    assert neighbours(SHERMAN, BONHAM, TEXAS, TOKYO) == "Bonham and Sherman"
    assert neighbours(PARIS_TEXAS, FRANCE, SOVIET_UNION) == "largest"
    assert neighbours(PARIS_TEXAS._replace(number=99, lat=PARIS_TEXAS.lat + 5.5, kind="historical")) == "largest"
    north = BONHAM._replace(lat=PARIS_TEXAS.lat + 5.3, lon=PARIS_TEXAS.lon)
    assert neighbours(north) == "Bonham" and neighbours(north._replace(lat=north.lat + 0.2)) == "largest"
    assert neighbours(BONHAM, BONHAM._replace(), SHERMAN, names=Names(WORLD, "fr", {})) == "Bonham, Sherman"


def test_country_is_no_reason_for_a_place_without_one() -> None:
    assert (
        reason(PARIS._replace(country=""), PARIS_TEXAS, evidence={"country": 2.0, "prominence": 1.0}).code == "largest"
    )


def test_inferred_home_is_explained_by_the_places_near_it() -> None:
    evidence = {"home-50": 2.0, "prominence": 1.0}
    assert reason(PARIS_TEXAS, PARIS, evidence=evidence, others=(BONHAM,), stated=False).code == "near"
    assert reason(PARIS_TEXAS, PARIS, evidence=evidence, stated=False).code == "largest"


@pytest.mark.parametrize(
    ("values", "code", "more"),
    [
        ({}, "only", {"all": "1"}),
        ({"part": "northern"}, "part", {"part": "northern"}),
        ({"holders": [TEXAS]}, "admin-only", {"holder": "Texas", "all": "1"}),
        ({"holders": [TEXAS], "excluded": [PARIS]}, "admin", {"holder": "Texas", "all": "2"}),
        ({"holders": [TOKYO], "excluded": [PARIS]}, "near", {"neighbours": "Tokyo", "all": "2"}),
        ({"excluded": [PARIS]}, "country", {"country": "United States", "all": "2"}),
        ({"excluded": [PARIS], "type_word": "town"}, "type", {"word": "town", "all": "2"}),
        ({"type_word": "town"}, "only", {}),
        ({"qualifies": True}, "holds", {}),
    ],
)
def test_words_next_to_the_name_are_the_reason(values: dict[str, Any], code: str, more: dict[str, str]) -> None:
    found = reason(PARIS_TEXAS, **values)
    assert found.code == code
    assert {key: found.params[key] for key in more} == more


def test_excluded_places_are_no_reason_if_several_are_left_or_for_a_country() -> None:
    evidence = {"prominence": 1.0}
    assert reason(PARIS_TEXAS, PARIS, evidence=evidence, excluded=[TOKYO]).code == "largest"
    assert reason(PARIS_TEXAS, PARIS, evidence=evidence, holders=[TEXAS]).code == "admin"
    assert reason(FRANCE, excluded=[TOKYO]).code == "only"


def test_where_is_the_unit_and_the_country() -> None:
    def found(entry: Entry) -> str:
        return where(WORLD.place(entry), entry, ENGLISH)

    assert found(PARIS_TEXAS) == "Texas, United States"
    assert found(PARIS) == "France"  # the unit of Paris is unknown
    assert found(TEXAS) == "United States"
    assert found(FRANCE) == "" == found(PARIS._replace(country=""))


def test_names_are_english_or_those_of_the_article() -> None:
    other = Names(WORLD, "de", {TOKYO.number: "Tokio"})
    assert (ENGLISH.of(TOKYO), other.of(TOKYO), other.of(PARIS)) == ("Tokyo", "Tokio", "Paris")
    assert (ENGLISH.country("US"), other.country("US"), other.country("XX"), other.country("")) == (
        "United States",
        "United States",
        "XX",
        "",
    )
    assert (ENGLISH.joined(["A", "B"]), other.joined(["A", "B"])) == ("A and B", "A, B")
