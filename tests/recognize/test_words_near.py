"""Tests for looking up words of a text before a pattern is searched for in it."""

from __future__ import annotations

import pytest

from storymap.model import Mention
from storymap.recognize.namings import is_naming
from storymap.recognize.words_near import last_words, word_before, words_of


def test_words_are_in_lower_case_and_without_punctuation() -> None:
    assert words_of("Her half-brother’s “Café”, 1912.") == {"her", "half", "brother", "s", "café", "1912"}


def test_last_words_of_phrases() -> None:
    assert last_words(["half-brother", "Feast Day", "Mr"]) == {"brother", "day", "mr"}


@pytest.mark.parametrize(
    ("text", "word"),
    [("a dog named ", "named"), ("a dog, (“", "dog"), ("re-entered ", "entered"), ("… ", ""), ("", "")],
)
def test_word_before_an_offset(text: str, word: str) -> None:
    assert word_before(f"{text}Paris", len(text)) == word


@pytest.mark.parametrize(
    "before",
    [
        "a lurcher named ",
        "a lurcher called “",
        "a mule known as ",
        "The dogs were called Kenya and ",
        "The dogs were called Kenya, ",
        "The horses were Vienna and ",
        "the parrot’s name is ",
        "She had a mule, ",
        "they dubbed the lurcher ",
        "“Good boy, ",
    ],
)
def test_last_word_does_not_hide_a_naming(before: str) -> None:
    text = f"{before}Malta!" if "“Good" in before else f"{before}Malta, who barked."
    mention = Mention("Malta", len(before), len(before) + 5)
    assert is_naming(text, mention)
