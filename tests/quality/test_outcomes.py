"""Pairing what was found with what was expected, and judging it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.quality.annotated import parse
from tests.quality.outcomes import Finding, Verdict, judge

WACO = {"id": "x:1", "name": "Waco", "lat": 31.5, "lon": -97.1, "feature_code": "PPL", "country_codes": ["US"]}
JAPAN = {"id": "x:2", "name": "Japan", "lat": 36.0, "lon": 138.0, "feature_code": "PCLI", "country_codes": ["JP"]}


def found(text: str, surface: str, place: dict[str, Any] | None, kind: str = "name") -> Finding:
    start = text.index(surface)
    return Finding(surface, start, start + len(surface), kind, 0.9, place)


def verdicts(source: str, *mentions: tuple[str, dict[str, Any] | None, str]) -> list[Verdict]:
    text = parse(source)
    return [o.verdict for o in judge(text, [found(text.text, s, place, kind) for s, place, kind in mentions])]


@pytest.mark.parametrize(
    ("place", "verdict"), [(WACO, Verdict.RIGHT), (JAPAN, Verdict.WRONG), (None, Verdict.ABSTAINED)]
)
def test_a_name_is_judged_by_the_place_it_was_given(place: dict[str, Any] | None, verdict: Verdict) -> None:
    assert verdicts("In [Waco](31.55, -97.15).", ("Waco", place, "name")) == [verdict]


def test_a_name_nobody_found_is_missed() -> None:
    assert verdicts("In [Waco](31.55, -97.15).") == [Verdict.MISSED]


def test_a_demonym_or_a_description_does_not_find_a_name() -> None:
    found_otherwise = verdicts("In [Waco](31.55, -97.15).", ("Waco", WACO, "demonym"))
    assert found_otherwise == [Verdict.MISSED, Verdict.NEUTRAL]


def test_a_country_is_right_by_its_code_wherever_its_centre_is() -> None:
    assert verdicts("In [Japan](JP).", ("Japan", JAPAN | {"lat": 43.0, "lon": 145.0}, "name")) == [Verdict.RIGHT]


def test_a_town_in_a_country_is_not_the_country() -> None:
    village = JAPAN | {"feature_code": "PPL", "lat": 43.0, "lon": 145.0}
    assert verdicts("In [Japan](JP).", ("Japan", village, "name")) == [Verdict.WRONG]


def test_a_historical_state_is_not_the_country_that_follows_it() -> None:
    empire = JAPAN | {"feature_code": "PCLH", "lat": 20.0, "lon": 120.0}
    assert verdicts("In [Japan](JP).", ("Japan", empire, "name")) == [Verdict.WRONG]


@pytest.mark.parametrize("kind", ["demonym", "unmapped", "not"])
def test_what_belongs_on_no_map_must_be_left_off(kind: str) -> None:
    source = f"The [Waco]({kind})."
    assert verdicts(source) == [Verdict.LEFT]
    assert verdicts(source, ("Waco", None, "name")) == [Verdict.LEFT]
    assert verdicts(source, ("Waco", WACO, "name")) == [Verdict.MAPPED]


def test_a_demonym_may_carry_its_country_as_evidence() -> None:
    assert verdicts("The [Japanese](demonym).", ("Japanese", JAPAN, "demonym")) == [Verdict.LEFT]


def test_a_name_inside_a_description_is_paired_with_its_own_finding() -> None:
    source = "[the town near [Waco](31.55, -97.15)](description 36, 138) fell."
    pairs = verdicts(source, ("Waco", WACO, "name"), ("the town near Waco", JAPAN, "description"))
    assert pairs == [Verdict.RIGHT, Verdict.RIGHT]


def test_a_place_where_the_text_names_none_is_spurious() -> None:
    assert verdicts("Mobile phones.", ("Mobile", WACO, "name")) == [Verdict.SPURIOUS]


def test_a_second_finding_that_says_the_same_is_neutral() -> None:
    source = "In [Waco, Texas](31.55, -97.15)."
    assert verdicts(source, ("Waco, Texas", WACO, "name"), ("Waco", WACO, "name")) == [Verdict.RIGHT, Verdict.NEUTRAL]


@pytest.mark.parametrize("surface", ["the Waco", "Waco’s", "Waco,"])
def test_articles_possessives_and_punctuation_do_not_make_a_span_inexact(surface: str) -> None:
    text = parse("So the [Waco](31.55, -97.15)’s end.".replace("’s", "," if "," in surface else "’s"))
    (outcome,) = judge(text, [found(text.text, surface, WACO)])
    assert outcome.exact


def test_a_longer_name_is_not_exact() -> None:
    text = parse("In [Waco](31.55, -97.15) County.")
    (outcome,) = judge(text, [found(text.text, "Waco County", WACO)])
    assert not outcome.exact
