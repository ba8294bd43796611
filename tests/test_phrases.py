from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.language import direction
from storymap.model import Candidate, Dispute, Position, Reason, SideName
from storymap.wording import Wording
from storymap.wording.phrases import Phrases
from tests.render.ferry import HOKKAIDO, JAPAN, KURILS, NEMURO, OTHER_NEMURO, WAKKANAI
from tests.render.story_parts import mention, resolved

WORDS = Phrases(Wording("en"), {"JP": "Japan", "RU": "Russia"}.__getitem__)
HERE = mention("Nemuro", "Nemuro")


def test_full_name_has_region_and_country() -> None:
    assert WORDS.full_name(WAKKANAI) == "Wakkanai, Hokkaido, Japan"


def test_containing_area_is_named_in_the_language() -> None:
    unit = replace(WAKKANAI, admin1_names=(SideName("北海道", "ja"), SideName("Hokkaidō", "de")))
    assert Phrases(Wording("de"), "Land {}".format).where(unit) == "Hokkaidō, Land JP"
    assert Phrases(Wording("ja"), "Land {}".format).where(unit).count("北海道") == 1
    assert Phrases(Wording("fr"), "Land {}".format).where(unit) == "Hokkaido, Land JP"


def test_country_has_no_containing_area() -> None:
    assert WORDS.full_name(JAPAN) == "Japan"


def test_disputed_place_has_no_country() -> None:
    assert WORDS.where(KURILS) == ""


def test_kind_of_unknown_feature_code_is_that_of_feature_class() -> None:
    assert WORDS.kind(HOKKAIDO) == "island"
    assert WORDS.kind(replace(HOKKAIDO, feature_code="XYZ")) == "landform"
    assert WORDS.kind(replace(HOKKAIDO, feature_code="", feature_class="")) == ""


def test_disputed_territory_is_administered_by_its_country() -> None:
    held = Dispute("disputed", ("FK",), ("AR",))
    assert "administered by GB, claimed by AR" in Phrases(Wording("en"), str).dispute(held)


def test_coordinates_have_hemispheres() -> None:
    assert WORDS.coordinates(Position(-33.449, -70.669)) == "33.45° S, 70.67° W"
    assert WORDS.coordinates(Position(-89.9, -128)) == "89.90° S, 128.00° W"
    assert WORDS.coordinates(Position(-90, -128)) == "90.00° S"  # a pole has every longitude, so none is shown


@pytest.mark.parametrize(("confidence", "words"), [(0.95, "Sure"), (0.85, "Fairly sure")])
def test_certainty_depends_on_confidence(confidence: float, words: str) -> None:
    assert WORDS.certainty([resolved(HERE, NEMURO, confidence)], NEMURO) == words


def test_unsure_place_lists_other_candidates() -> None:
    candidates = (Candidate(NEMURO, 0.5), Candidate(OTHER_NEMURO, 0.4))
    decision = resolved(HERE, NEMURO, 0.4, candidates=candidates)
    assert decision.unsure
    assert WORDS.certainty([decision], NEMURO) == (
        "Probably Nemuro, Hokkaido, Japan; also considered: Nemuro Strait, Hokkaido, Japan"
    )


def test_one_sure_mention_makes_place_sure() -> None:
    assert WORDS.certainty([resolved(HERE, NEMURO, 0.4), resolved(HERE, NEMURO, 0.95)], NEMURO) == "Sure"


def test_unknown_reason_is_shown_as_code() -> None:
    reason = Reason("plugin-says-no")
    assert WORDS.reason(reason) == "plugin-says-no"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("az-Arab", "rtl"), ("ku-Latn", "ltr"), ("", "ltr")],
)
def test_direction_depends_on_script(language: str, expected: str) -> None:
    assert direction(language) == expected
