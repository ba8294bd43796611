from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.basemap.codec import ALPHABET, decode, encode

numbers = st.integers(-(2**20), 2**20)
parts = st.lists(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8), max_size=5)


@settings(deadline=None, max_examples=40)
@given(parts)
def test_decode_reverses_encode(lines: list[list[tuple[int, int]]]) -> None:
    assert decode(encode(lines)) == lines


def test_no_parts_give_empty_text() -> None:
    assert encode([]) == ""
    assert decode("") == []


def test_short_step_takes_two_characters() -> None:
    assert len(encode([[(0, 0), (15, -16)]])) == 4


def test_part_is_relative_to_end_of_previous_part() -> None:
    assert encode([[(900, 900)], [(901, 900)]]).split(" ")[1] == encode([[(1, 0)]])


def test_alphabet_needs_no_escaping_in_json_or_html() -> None:
    assert len(set(ALPHABET)) == 64
    assert json.dumps(ALPHABET) == f'"{ALPHABET}"'
    assert not set(ALPHABET) & set("<>&'\" ")
