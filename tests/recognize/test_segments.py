"""Segments of a text: the sentences that the tagger labels separately."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storymap.recognize.tagger.segments import segments
from storymap.tokens import tokenize


@given(st.text(alphabet='ab. \n"A!', max_size=300))
def test_every_token_is_in_exactly_one_segment(text: str) -> None:
    tokens = tokenize(text)
    ranges = segments(text, tokens)
    assert [i for first, end in ranges for i in range(first, end)] == list(range(len(tokens)))
    assert all(first < end for first, end in ranges)


def cut(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[first].start : tokens[end - 1].end] for first, end in segments(text, tokens)]


def test_full_stop_ends_a_sentence_unless_it_ends_an_abbreviation() -> None:
    assert cut("The U.S. Army left St. Paul. He said so.") == ["The U.S. Army left St. Paul.", "He said so."]


def test_closing_quotation_mark_belongs_to_the_quoted_sentence() -> None:
    assert cut("“We left.” Then they came.") == ["“We left.”", "Then they came."]


def test_headline_is_a_separate_sentence() -> None:
    assert cut("Storm hits Milan\nTwo people died there.") == ["Storm hits Milan", "Two people died there."]


def test_wrapped_line_does_not_end_a_sentence() -> None:
    text = "The ministers will meet again in the spring in the city of New\nYork, they said."
    assert cut(text) == [text]


def test_blank_line_ends_a_sentence() -> None:
    first = "A long line that has no full stop at its end and goes on for a while, to Lagos"
    assert cut(f"{first}\n\nand then more") == [first, "and then more"]
