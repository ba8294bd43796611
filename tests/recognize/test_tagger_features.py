"""Features of tokens: the trained weights belong to exactly these features."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from storymap.recognize.tagger.features import Features, Sheet, merge
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.recognize.tagger.weights import LABELS, Scorer, Weights
from storymap.resources import data
from tests.worlds import SmallWorld

TRANSITIONS = np.zeros((len(LABELS), len(LABELS)))


@pytest.fixture(scope="module")
def features() -> Features:
    world = SmallWorld()
    return Features(WordTable.open(data("words.npz")), world.best, world.demonym)


# The CRC-32 of the features of a text. If a change of the features is intended, train the tagger again (python -m
# storymap.forge.training.tagger) and enter the new numbers here.
FEATURES = {
    "Rain fell in Paris, and a Russian ferry left Tokyo.": 0x33B29A1C,
    "Mr. Paris met President Anna Sherman of the Bank of the West. Sherman said she lives in Bonham.": 0x3525A5E1,
    "The paris lamp, the Paris lamp. Paris said so; Ann Paris told us. Most of it was in Texas, Tex.": 0xFCB7B9D1,
    "STORM HITS THE U.S. AND NORTH TEXAS\nStorm Hits Northern Japan After Heavy Rain\nOslo": 0x304D9D9B,
    "The New York Times of New York and Bourg-en-Bresse Agglomération van der Meer Company sold 12 F-15s.": 0x3928E1E5,
    "Isle of the Soviet Union and of Moscow, al-Qaeda, eBay, 1990s. Chitose-based Japan Airlines, 東京.": 0xF4B86E6E,
}


@pytest.mark.parametrize(("text", "digest"), FEATURES.items())
def test_features_are_those_with_which_the_tagger_was_trained(features: Features, text: str, digest: int) -> None:
    keys = features.keys(features.sheet(text))
    assert crc32(keys.astype("<u4").tobytes()) == digest


def test_features_do_not_depend_on_the_text_around_the_part(features: Features) -> None:
    text = "It rained in Paris. Sherman left Tokyo."
    part = features.sheet(f"Before it. {text} After it.", 11, 11 + len(text))
    assert (features.keys(part) == features.keys(features.sheet(text))).all()


def test_merged_sheets_have_the_features_of_each_text(features: Features) -> None:
    sheets = [features.sheet(text) for text in FEATURES]
    expected = np.concatenate([features.keys(sheet) for sheet in sheets])
    assert (features.keys(merge(sheets)) == expected).all()


def known_weights(features: Features, sheet: Sheet) -> tuple[Weights, np.ndarray]:
    keys = np.unique(features.keys(sheet))[1::2]  # the weights have only every second feature
    rows = np.random.default_rng(1).normal(size=(len(keys), len(LABELS))).round(1).astype(np.float32)
    return Weights(np.concatenate([[0], keys]).astype(np.uint32), np.vstack([np.zeros(len(LABELS)), rows]).astype(np.float32), TRANSITIONS), rows  # fmt: skip


@pytest.mark.parametrize("text", FEATURES)
def test_score_of_a_token_is_the_sum_of_the_weights_of_its_features(features: Features, text: str) -> None:
    sheet = features.sheet(text)
    weights, _ = known_weights(features, sheet)
    scorer = Scorer(features, weights)
    expected = weights.of(features.keys(sheet))
    assert scorer.scores(sheet) == pytest.approx(expected, abs=1e-4)
    assert scorer.scores(sheet) == pytest.approx(expected, abs=1e-4)  # this time, the scores come from the cache
    assert np.abs(expected).max() > 1


def test_weights_are_the_same_after_writing_and_opening(features: Features, tmp_path: Path) -> None:
    sheet = features.sheet(next(iter(FEATURES)))
    weights, rows = known_weights(features, sheet)
    keys = np.unique(features.keys(sheet))[1::2]
    Weights.write(tmp_path / "tagger.npz", keys, rows, TRANSITIONS + 0.5)
    opened = Weights.open(tmp_path / "tagger.npz")
    assert opened.of(features.keys(sheet)) == pytest.approx(weights.of(features.keys(sheet)), abs=0.05)
    assert (opened.transitions == 0.5).all()


def test_unknown_features_have_no_weight(features: Features) -> None:
    sheet = features.sheet("Rain fell in Paris.")
    weights, _ = known_weights(features, sheet)
    assert not weights.of(np.array([[0, 0], [0xFFFFFFFF, 1]], np.uint32)).any()
