"""Collapsed texts: offsets of the original text, and the same occurrences as a search by a pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from storymap.collapsed import CollapsedText
from storymap.overrides.occurrences import occurrences

WORDS = st.text("ab .-_é̈“港都\n\t", max_size=60)


@given(st.text("ab \n\t\u3000", max_size=40))
def test_offsets_lead_to_the_same_characters(text: str) -> None:
    found = CollapsedText(text)
    assert found.text == re.sub(r"\s+", " ", text)
    for at, character in enumerate(found.text):
        original = text[found.offset(at)]
        assert original == character or (character == " " and original.isspace())


@given(WORDS, st.text("ab .-_é̈“港都", max_size=6))
def test_occurrences_are_whole_words(text: str, name: str) -> None:
    words = name.split()
    pattern = r"\s+".join(map(re.escape, words))
    if words and not re.match("[港都]", words[0]):
        pattern = rf"(?<!\w){pattern}"
    if words and words[-1][-1] not in "港都":
        pattern = rf"{pattern}(?!\w)"
    assert occurrences(text, name) == ([m.span() for m in re.finditer(pattern, text)] if words else [])
