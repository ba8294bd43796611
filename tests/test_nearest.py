"""The suggestion in "Did you mean …?"."""

from __future__ import annotations

import pytest

from storymap.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("irelnd", ["iceland", "ireland"], "ireland"),
        ("OTARU", ["Otaru"], "Otaru"),
        ("Kiev", ["Kyiv"], "Kyiv"),
        ("Tokyo", ["Kyoto"], ""),
        ("café", ["cafe\N{COMBINING ACUTE ACCENT}"], "cafe\N{COMBINING ACUTE ACCENT}"),
        ("anything", [], ""),
    ],
)
def test_nearest_word_is_the_most_similar_known_word(word: str, known: list[str], expected: str) -> None:
    assert nearest(word, known) == expected


def test_prefix_is_suggested_only_if_asked_for() -> None:
    assert nearest("latitude", ["lat", "lon"]) == ""
    assert nearest("latitude", ["lat", "lon"], prefix=True) == "lat"


def test_question_quotes_the_suggestion() -> None:
    assert did_you_mean("Otaru") == " Did you mean “Otaru”?"
    assert did_you_mean("ignore", "``") == " Did you mean `ignore`?"
    assert did_you_mean("trip.md", "") == " Did you mean trip.md?"
    assert did_you_mean("") == "" and did_you_mean(None) == ""
