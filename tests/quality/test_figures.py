"""Computation of scores from outcomes."""

from __future__ import annotations

import pytest

from tests.quality.annotated import parse
from tests.quality.figures import calibration, descriptions, figures, resolution, tagging, traps
from tests.quality.outcomes import Finding, Outcome, judge

PLACE = {"id": "x:1", "name": "A", "lat": 10.0, "lon": 10.0, "feature_code": "PPL", "country_codes": []}
ELSEWHERE = PLACE | {"lat": 50.0}
TEXT = parse(
    "[Ada](10, 10) [Bo](10, 10) [Cy](10, 10) [Dane](demonym) [Eve](not) [Fen](unmapped) Gus [it](description 10, 10)"
)
ALL = {"Ada": PLACE, "Bo": ELSEWHERE, "Cy": None, "Dane": PLACE, "Eve": PLACE, "Fen": None, "Gus": PLACE, "it": PLACE}


def outcomes(*surfaces: str, confidence: float = 0.9) -> list[Outcome]:
    at = TEXT.text.index
    kinds = {"it": "description"}
    return judge(
        TEXT,
        [Finding(s, at(s), at(s) + len(s), kinds.get(s, "name"), confidence, ALL[s]) for s in surfaces],
    )


def test_tagging_counts_found_names_and_false_names() -> None:
    measured = tagging(outcomes("Ada", "Bo", "Eve", "Gus"))
    assert measured["tagging_precision"] == 0.5
    assert measured["tagging_recall"] == pytest.approx(2 / 3)


def test_tagging_does_not_count_demonyms_and_unmapped_places() -> None:
    assert tagging(outcomes("Ada", "Dane", "Fen"))["tagging_precision"] == 1


def test_end_to_end_precision_counts_everything_on_the_map() -> None:
    measured = resolution(outcomes("Ada", "Bo", "Cy", "Dane", "Gus"))
    assert measured["end_to_end_precision"] == 0.25
    assert measured["end_to_end_recall"] == pytest.approx(1 / 3)
    assert measured["resolved_right"] == pytest.approx(1 / 3)
    assert measured["right_of_resolved"] == 0.5


def test_descriptions_have_their_own_scores() -> None:
    assert descriptions(outcomes("it")) == {"description_precision": 1, "description_recall": 1}
    assert descriptions(outcomes("Ada"))["description_recall"] == 0


def test_traps_count_spans_left_off_the_map() -> None:
    measured = traps(outcomes("Dane", "Fen"))
    assert (measured["demonyms_left"], measured["unmapped_left"], measured["traps_left"]) == (0, 1, 1)


def test_calibration_error_is_confidence_minus_share_that_is_right() -> None:
    assert calibration(outcomes("Ada", "Bo", confidence=0.5))["calibration_error"] == pytest.approx(0)
    assert calibration(outcomes("Ada", "Bo", confidence=1.0))["calibration_error"] == pytest.approx(0.5)


def test_score_is_zero_if_nothing_is_found() -> None:
    assert figures(outcomes())["end_to_end_f1"] == 0
