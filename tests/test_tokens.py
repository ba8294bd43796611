"""Division of text into tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@given(st.text(max_size=200))
def test_tokens_are_in_order_and_contain_no_white_space(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert token.start >= at
        assert text[token.start : token.end] == token.text
        assert token.text
        assert not any(char.isspace() for char in token.text)
        at = token.end


@given(st.text(alphabet="Ab .,'’-–\n\r\tß東か한नि1", max_size=120))
def test_tokens_contain_all_characters_except_white_space(text: str) -> None:
    assert "".join(words(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow–Beijing talks", ["Moscow", "–", "Beijing", "talks"]),
        ("Tokyo-based", ["Tokyo", "-", "based"]),
        ("Port-au-Prince", ["Port", "-", "au", "-", "Prince"]),
        ("they co-operate on mid-sized F-15 jets", ["they", "co-operate", "on", "mid-sized", "F-15", "jets"]),
        ("Japan’s and JAPAN'S", ["Japan", "’s", "and", "JAPAN", "'S"]),
        ("the states' rights", ["the", "states", "'", "rights"]),
        ("Xi'an, O’Brien, don't", ["Xi'an", ",", "O’Brien", ",", "don't"]),
        ("the U.S. Army, U.S.-led", ["the", "U.S.", "Army", ",", "U.S.", "-", "led"]),
        ("the U.S.S.R and the U.K.", ["the", "U.S.S.R", "and", "the", "U.K."]),
        ("in Albany, N.Y.", ["in", "Albany", ",", "N.Y."]),
        ("Parkersburg, W.Va. (AP)", ["Parkersburg", ",", "W.Va.", "(", "AP", ")"]),
        ("St. Louis, Mo., and Mt. Fuji", ["St.", "Louis", ",", "Mo.", ",", "and", "Mt.", "Fuji"]),
        ("George W. Bush left.", ["George", "W.", "Bush", "left", "."]),
        ("10,000 men of the 7th Fleet", ["10,000", "men", "of", "the", "7th", "Fleet"]),
        ("東京で会議。北海道", ["東京", "で", "会議", "。", "北海道"]),
        ("नई दिल्ली में", ["नई", "दिल्ली", "में"]),
        ("Владивосток, Αθήνα", ["Владивосток", ",", "Αθήνα"]),
        ("see https://example.org/a?b=c now", ["see", "https://example.org/a?b=c", "now"]),
    ],
)
def test_text_is_split_into_expected_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_part_of_text_has_offsets_of_whole_text() -> None:
    assert tokenize("in New York", 3, 6)[0] == (3, 6, "New")
