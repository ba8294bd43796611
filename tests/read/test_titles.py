"""Titles for articles without one: from the file name or the first sentence."""

from __future__ import annotations

import pytest

from storymap.read.plain import parse_plain
from storymap.read.titles import first_sentence, first_title, shorten


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("my-week-in-sapporo", "My week in sapporo"),
        ("000_b6515417aea22efc", "It snowed in Otaru"),  # the file name is a number and a hash, and has no words
        ("draft", "It snowed in Otaru"),
        ("2017-04-07-Winter-Harbour", "Winter Harbour"),
        ("Winter-Harbour", "It snowed in Otaru"),
        ("2017-04-07", "It snowed in Otaru"),
        ("IMG_2041", "It snowed in Otaru"),
    ],
)
def test_file_name_is_title_only_if_it_consists_of_words(stem: str, title: str) -> None:
    assert first_title(parse_plain("It snowed in Otaru. It did not stop.\n"), stem) == title


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Drills with the U.S. Army began. Then rain.", "Drills with the U.S. Army began"),
        ("He met Gen. Smith there. They talked.", "He met Gen. Smith there"),
        ("“Stop.” She left.", "“Stop"),
        ("北海道で演習が始まった。翌日は雨だった。", "北海道で演習が始まった"),
        ("No end", "No end"),
    ],
)
def test_first_sentence_ends_at_its_full_stop(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_long_sentence_is_cut_at_clause() -> None:
    long = "Japan began exercises Monday with the U.S. Army in Hokkaido, a day after it started naval maneuvers with Russia far away"
    assert shorten(long) == "Japan began exercises Monday with the U.S. Army in Hokkaido"


def test_long_clause_is_cut_between_words() -> None:
    cut = shorten("word " * 40)
    assert cut.endswith("word…")
    assert len(cut) <= 91
