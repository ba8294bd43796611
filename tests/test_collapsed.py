"""Collapsed texts: offsets of the original text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from storymap.collapsed import CollapsedText


@given(st.text("ab \n\t\u3000", max_size=40))
def test_offsets_lead_to_the_same_characters(text: str) -> None:
    found = CollapsedText(text)
    assert found.text == re.sub(r"\s+", " ", text)
    for at, character in enumerate(found.text):
        original = text[found.offset(at)]
        assert original == character or (character == " " and original.isspace())
