"""Occurrences of a name in an article, as whole words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.overrides.occurrences import occurrences

WORDS = st.text("ab .-_é̈“港都\n\t", max_size=60)


@given(WORDS, st.text("ab .-_é̈“港都", max_size=6))
def test_occurrences_are_whole_words(text: str, name: str) -> None:
    words = name.split()
    pattern = r"\s+".join(map(re.escape, words))
    if words and not re.match("[港都]", words[0]):
        pattern = rf"(?<!\w){pattern}"
    if words and words[-1][-1] not in "港都":
        pattern = rf"{pattern}(?!\w)"
    assert occurrences(text, name) == occurrences(text, name, ignore_case=True)
    assert occurrences(text, name) == ([m.span() for m in re.finditer(pattern, text)] if words else [])


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Lima, (Lima) and Lima's", [0, 7, 17]),
        ("xLima, .xLima and Limax, Lima_", []),
        ("_Lima Lima", [6]),
        ("LimaLima Lima", [9]),
        ("", []),
    ],
)
def test_name_is_a_whole_word(text: str, starts: list[int]) -> None:
    assert occurrences(text, "Lima") == [(start, start + 4) for start in starts]


def test_case_is_ignored_on_request() -> None:
    text = "the old\n mill, The Old Mill and THE OLD MILLS"
    assert occurrences(text, "Old Mill") == [(19, 27)]
    assert occurrences(text, "Old Mill", ignore_case=True) == [(4, 13), (19, 27)]
    assert occurrences("Limatambo, aLima", "lima", ignore_case=True) == []
    assert occurrences("in 北海道で", "北海道", ignore_case=True) == [(3, 6)]
    assert occurrences("a.b a-b", "a.b", ignore_case=True) == [(0, 3)]
