"""Segments of a text: the sentences that the tagger labels. Their rules are the same as when the tagger was trained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.recognize.tagger.segments import segments
from storymap.tokens import sentence_ranges, tokenize


@given(st.text(alphabet='ab. \n"A!', max_size=300))
def test_every_token_is_in_exactly_one_segment(text: str) -> None:
    tokens = tokenize(text)
    ranges = segments(text, tokens)
    assert [i for first, end in ranges for i in range(first, end)] == list(range(len(tokens)))
    assert all(first < end for first, end in ranges)


def cut(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[first].start : tokens[end - 1].end] for first, end in segments(text, tokens)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. Army left St. Paul.", "He said so."],
        ["“We left.”", "Then they came."],
        ["(It was late.)", "They slept."],
        ["He asked “why?” and left.", "Nobody knew."],
        # In the following texts, storymap.tokens finds sentences that are not the same as these segments.
        ["It is based in the U.S. He said so."],
        ["Pollution (cf.", "Fig.", "3) rose.", "It fell later."],
        ["Am 3.", "Oktober fuhr er."],
    ],
    ids=lambda parts: parts[0],
)
def test_segment_ends_at_full_stop_as_in_training(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_segments_do_not_follow_later_rules_for_sentences() -> None:
    text = "Am 3. Oktober fuhr er."
    tokens = tokenize(text)
    assert sentence_ranges(text, tokens) == [(0, len(tokens))]
    assert len(segments(text, tokens)) == 2


@pytest.mark.parametrize(("length", "count"), [(49, 2), (50, 1)])
def test_line_of_at_least_50_characters_continues_on_the_next_line(length: int, count: int) -> None:
    line = "word " * 9 + "w" * (length - 45)
    assert len(line) == length
    assert len(cut(f"{line}\nYork")) == count


def test_length_of_a_line_is_counted_from_its_start() -> None:
    assert cut("A title with several words in it here\nOslo and Bergen\nMilan") == [
        "A title with several words in it here",
        "Oslo and Bergen",
        "Milan",
    ]


def test_blank_line_ends_a_segment_after_a_long_line() -> None:
    line = "word " * 20 + "Lagos"
    assert cut(f"{line}\n\nand then more") == [line, "and then more"]


@pytest.mark.parametrize(("count", "lengths"), [(160, [160]), (161, [160, 1]), (400, [160, 160, 80])])
def test_segment_has_at_most_160_tokens(count: int, lengths: list[int]) -> None:
    text = " ".join(["word"] * count)
    assert [end - first for first, end in segments(text, tokenize(text))] == lengths
