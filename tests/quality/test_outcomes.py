"""Pairing of findings with expectations, and the verdicts."""

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
def test_verdict_of_name_depends_on_its_place(place: dict[str, Any] | None, verdict: Verdict) -> None:
    assert verdicts("In [Waco](31.55, -97.15).", ("Waco", place, "name")) == [verdict]


def test_name_that_was_not_found_is_missed() -> None:
    assert verdicts("In [Waco](31.55, -97.15).") == [Verdict.MISSED]


def test_demonym_is_not_paired_with_a_name() -> None:
    found_otherwise = verdicts("In [Waco](31.55, -97.15).", ("Waco", WACO, "demonym"))
    assert found_otherwise == [Verdict.MISSED, Verdict.NEUTRAL]


def test_country_with_the_expected_code_is_right_at_any_distance() -> None:
    assert verdicts("In [Japan](JP).", ("Japan", JAPAN | {"lat": 43.0, "lon": 145.0}, "name")) == [Verdict.RIGHT]


def test_town_in_the_expected_country_is_wrong() -> None:
    village = JAPAN | {"feature_code": "PPL", "lat": 43.0, "lon": 145.0}
    assert verdicts("In [Japan](JP).", ("Japan", village, "name")) == [Verdict.WRONG]


def test_historical_country_is_not_the_present_one() -> None:
    empire = JAPAN | {"feature_code": "PCLH", "lat": 20.0, "lon": 120.0}
    assert verdicts("In [Japan](JP).", ("Japan", empire, "name")) == [Verdict.WRONG]


@pytest.mark.parametrize("kind", ["demonym", "unmapped", "not"])
def test_annotation_without_a_place_must_be_left_off_the_map(kind: str) -> None:
    source = f"The [Waco]({kind})."
    assert verdicts(source) == [Verdict.LEFT]
    assert verdicts(source, ("Waco", None, "name")) == [Verdict.LEFT]
    assert verdicts(source, ("Waco", WACO, "name")) == [Verdict.MAPPED]


def test_demonym_may_have_its_country_as_evidence() -> None:
    assert verdicts("The [Japanese](demonym).", ("Japanese", JAPAN, "demonym")) == [Verdict.LEFT]


def test_name_inside_a_description_is_paired_with_its_own_finding() -> None:
    source = "[the town near [Waco](31.55, -97.15)](description 36, 138) fell."
    pairs = verdicts(source, ("Waco", WACO, "name"), ("the town near Waco", JAPAN, "description"))
    assert pairs == [Verdict.RIGHT, Verdict.RIGHT]


def test_place_without_an_annotation_is_spurious() -> None:
    assert verdicts("Mobile phones.", ("Mobile", WACO, "name")) == [Verdict.SPURIOUS]


def test_second_finding_with_the_same_place_is_neutral() -> None:
    source = "In [Waco, Texas](31.55, -97.15)."
    assert verdicts(source, ("Waco, Texas", WACO, "name"), ("Waco", WACO, "name")) == [Verdict.RIGHT, Verdict.NEUTRAL]


@pytest.mark.parametrize("surface", ["the Waco", "Waco’s", "Waco,"])
def test_article_possessive_and_punctuation_are_ignored_when_spans_are_compared(surface: str) -> None:
    text = parse("So the [Waco](31.55, -97.15)’s end.".replace("’s", "," if "," in surface else "’s"))
    (outcome,) = judge(text, [found(text.text, surface, WACO)])
    assert outcome.exact


def test_longer_name_is_not_exact() -> None:
    text = parse("In [Waco](31.55, -97.15) County.")
    (outcome,) = judge(text, [found(text.text, "Waco County", WACO)])
    assert not outcome.exact
