"""The report on the confidence: what counts as caught, and the kinds of names."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Resolution
from tests.quality.annotated import parse
from tests.quality.confidence import Pin, calibration_error, kinds, own_pins, row


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return next(iter(storymap.places("The train to Lyon left on time.")))


def pin(resolution: Resolution, confidence: float, *, right: bool) -> Pin:
    changed = storymap.model.Resolution(
        resolution.mention, resolution.place, confidence, resolution.reason, resolution.candidates
    )
    return Pin("text", changed, right)


def test_row_has_the_shares_of_caught_and_of_right_pins(resolution: Resolution) -> None:
    pins = [pin(resolution, c, right=right) for c, right in ((0.95, True), (0.95, False), (0.8, True), (0.79, False))]
    assert row("name", pins).split("|")[2:-1] == [
        " 4 ",
        " 0.500 ",
        *(f" {v} " for v in ("0.472", "0.500", "1.000", "0.667", "0.500")),
    ]


def test_calibration_error_compares_the_mean_confidence_with_the_right_ones(resolution: Resolution) -> None:
    assert calibration_error([pin(resolution, 0.75, right=right) for right in (True, True, True, False)]) == 0
    assert calibration_error([pin(resolution, 0.75, right=False)]) == 0.75
    assert calibration_error([]) == 0


def test_pins_of_a_text_are_right_or_wrong() -> None:
    text = parse("The train from [Lyon](45.76, 4.84) to [Marseille](10.0, 10.0) was late. Paris was dark.")
    found = {p.resolution.mention.surface: (p.right, p.annotated) for p in own_pins([text])}
    assert found == {"Lyon": (True, True), "Marseille": (False, True), "Paris": (False, False)}


def test_kinds_say_what_is_unusual(resolution: Resolution) -> None:
    (state,) = storymap.places("The state of Washington sued.")
    assert "type word" in kinds(Pin("text", state, right=False))
    assert "type word" not in kinds(Pin("text", resolution, right=True))
