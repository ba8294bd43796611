"""The readers read most pages in a language that they have no words for."""

from __future__ import annotations

import pytest

from storymap.read.page.clutter import is_label
from tests.quality.inputs import SETS, Score
from tests.quality.without_words import score_pages, without_words
from tests.repetitions import every


def test_words_are_unknown_only_inside_the_block() -> None:
    assert is_label("Related articles")
    with without_words():
        assert not is_label("Related articles")
    assert is_label("Related articles")


@pytest.mark.thorough
@pytest.mark.slow
def test_pages_are_read_without_words_of_their_language() -> None:
    total = Score()
    for number in SETS[:: every(4)]:
        total.add(score_pages(number)[1])
    failures = "\n".join(total.failures)
    assert total.words[0] >= 0.998 * total.words[1], failures
    assert len(total.shown) <= 0.04 * total.checked, failures
    assert total.bylines[0] >= 0.81 * total.bylines[1], failures
    assert total.titles[0] == total.titles[1], failures
