"""Locating quotes in a text, also after the text was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.anchors import Quote, locate, quote

TEXT = (
    "Russia fired a missile near Hokkaido. The islands, which both claim, are called the “Northern Territories” in Japan. "
    "Peaches from Georgia were sold in Tbilisi, the capital of Georgia, for 40 rubles each."
)
words = st.lists(
    st.sampled_from(["north", "of", "the", "strait", "Georgia", "lies", "an", "island", "calm"]), min_size=1
)


@given(words, st.data())
def test_quote_is_found_in_unchanged_text(chosen: list[str], data: st.DataObject) -> None:
    text = " ".join(chosen)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        found = locate(text, quote(text, start, end), near=start)
        assert found is not None
        assert text[slice(*found)].strip() == text[start:end].strip()


@given(st.text(), st.text(min_size=1), st.text(), st.text())
def test_located_range_is_within_text(text: str, exact: str, prefix: str, suffix: str) -> None:
    found = locate(text, Quote(exact, prefix, suffix))
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_context_decides_between_matches() -> None:
    first, second = TEXT.index("Georgia"), TEXT.rindex("Georgia")
    assert locate(TEXT, quote(TEXT, first, first + 7)) == (first, first + 7)
    assert locate(TEXT, quote(TEXT, second, second + 7)) == (second, second + 7)
    assert locate(TEXT, Quote("Georgia"), near=second + 3) == (second, second + 7)


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(" ", "\n  "),
        "A new first paragraph was put before. " + TEXT,
        TEXT.replace("which both claim", "which both countries now claim"),
    ],
)
def test_quote_is_found_in_edited_text(edited: str) -> None:
    start = TEXT.index("“Northern")
    found = locate(edited, quote(TEXT, start, start + len("“Northern Territories”")))
    assert found is not None
    assert "Territories" in edited[slice(*found)]


def test_edited_quote_is_found_by_its_remaining_words() -> None:
    wanted = Quote("Peaches from Georgia were sold in Tbilisi")
    found = locate(TEXT.replace("were sold", "are sold today"), wanted)
    assert found is not None
    assert found[0] == TEXT.index("Peaches")
    assert locate(TEXT, Quote("Nothing of this kind was ever written here")) is None
    assert locate(TEXT, Quote("  ")) is None
