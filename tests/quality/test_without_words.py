"""The readers read most pages in a language that they have no words for."""

from __future__ import annotations

from storymap.read.page.clutter import is_label
from tests.quality.inputs import SETS, Score
from tests.quality.without_words import score_pages, without_words


def test_words_are_unknown_only_inside_the_block() -> None:
    assert is_label("Related articles")
    with without_words():
        assert not is_label("Related articles")
    assert is_label("Related articles")


def test_pages_are_read_without_words_of_their_language() -> None:
    every = Score()
    for number in SETS:
        every.add(score_pages(number)[1])
    failures = "\n".join(every.failures)
    assert every.words[0] >= 0.998 * every.words[1], failures
    assert len(every.shown) <= 0.04 * every.checked, failures
    assert every.bylines[0] >= 0.81 * every.bylines[1], failures
    assert every.titles[0] == every.titles[1], failures
