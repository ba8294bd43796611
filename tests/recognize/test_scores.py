"""Feature weights for languages other than English (scores.toml)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.recognize.languages import caseless, feature_names, language_data, unspaced
from storymap.recognize.languages.__main__ import explain
from storymap.recognize.languages.scoring import SCORES, FeatureName, contributions, read_scores, weights_for

FEATURES = {"capitalized": feature_names.Feature, "unspaced": unspaced.Feature, "caseless": caseless.Feature}


def test_every_finder_has_a_table() -> None:
    assert list(read_scores(SCORES)) == list(FEATURES)


@pytest.mark.parametrize("finder", FEATURES)
def test_table_has_every_feature_in_order(finder: str) -> None:
    weights, _ = read_scores(SCORES)[finder]
    assert list(weights) == [str(feature) for feature in FEATURES[finder]]


def test_every_weight_has_a_description() -> None:
    general = SCORES.read_text(encoding="utf-8")
    overrides = re.compile(r"^\[\w+\.overrides\.\w+\]\n(?:\w.*\n)*", re.MULTILINE)
    lines = [line for line in overrides.sub("", general).splitlines() if "=" in line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"\w+ = -?[\d.]+  # \S.{10,}", line)] == []


def test_weights_of_a_language_override_general_ones() -> None:
    german, dutch = weights_for("capitalized", language_data("de")), weights_for("capitalized", language_data("nl"))
    assert german["after_other_preposition"] > dutch["after_other_preposition"]
    assert german["after_title"] == dutch["after_title"]


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("[x.overrides.de]\nhats = 1.0", r"\[x\.overrides\.de\]: unknown feature 'hats'"),
        ("[x.overrides.german]\nbias = 1.0", r"\[x\.overrides\.german\]: not a language"),
    ],
)
def test_override_of_unknown_feature_or_language_is_error_with_file_and_table(
    tmp_path: Path, override: str, message: str
) -> None:
    path = tmp_path / "scores.toml"
    path.write_text(f"[x]\nbias = 0.0\n{override}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"scores\.toml: {message}"):
        read_scores(path)


def test_contributions_are_sorted_by_size_and_omit_zeros() -> None:
    observed: dict[FeatureName, float] = {
        feature_names.Feature.BIAS: 1.0,
        feature_names.Feature.COUNTRY: 0.0,
        feature_names.Feature.AFTER_TITLE: 1.0,
    }
    weights = weights_for("capitalized", language_data("fr"))
    assert [c.feature for c in contributions(observed, weights)] == ["after_title", "bias"]


def test_explain_prints_confidence_and_contributions() -> None:
    lines = list(explain("Mme Laval va à Nantes.", "fr", open_gazetteer()))
    assert [line.split("  ")[0] for line in lines] == ["Laval", "Nantes"]
    assert "after_title -4.0" in lines[0]
    assert "after_place_preposition +2.0" in lines[1]
