"""Checks of the annotated texts: their number, difficulties and length, and consistent annotations."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.quality.annotated import TEXTS, AnnotatedText, Expectation, Kind, read_folder
from tests.quality.outcomes import countries

GATE, TEACH = read_folder(TEXTS / "gate"), read_folder(TEXTS / "teach")
ALL = pytest.mark.parametrize("text", GATE + TEACH, ids=lambda t: t.name)
DIFFICULTIES = {
    "abbreviation", "africa", "american", "asia", "british", "caps", "city-state", "common-word", "dateline", "demonym",
    "description", "diacritics", "disaster", "dispute", "europe", "former", "headline", "historic", "history", "home",
    "hyphen", "latin-america", "list", "long-list", "metonym", "namesake", "no-place", "oceania", "one-town",
    "organisation", "person", "physical", "possessive", "relation", "sports", "team", "village",
}  # fmt: skip


def test_there_are_enough_texts() -> None:
    assert len(GATE) >= 70
    assert len(TEACH) >= 60


def test_training_texts_are_not_in_the_gate() -> None:
    names, texts = {t.name for t in GATE}, {t.text for t in GATE}
    assert not names & {t.name for t in TEACH}
    assert not texts & {t.text for t in TEACH}


def test_every_difficulty_is_in_two_gate_texts() -> None:
    counts = Counter(tag for text in GATE for tag in text.tags)
    assert {tag for tag in DIFFICULTIES if counts[tag] < 2} == set()


def test_gate_has_more_than_ten_annotations_of_every_kind() -> None:
    counts = Counter(e.kind for text in GATE for e in text.expectations)
    assert min(counts[kind] for kind in Kind) > 10


@ALL
def test_text_has_100_to_330_words(text: AnnotatedText) -> None:
    assert 100 <= len(text.text.split()) <= 330


@ALL
def test_country_codes_are_known(text: AnnotatedText) -> None:
    assert {e.country for e in text.expectations if e.country} <= set(countries())


@ALL
def test_every_occurrence_of_an_annotated_name_is_annotated(text: AnnotatedText) -> None:
    surfaces = {e.surface for e in text.expectations if e.kind is not Kind.DESCRIPTION and e.surface[0].isupper()}
    left = [s for s in surfaces for at in _standing(text.text, s) if not _covered(text.expectations, at)]
    assert left == []


def _standing(text: str, surface: str) -> list[int]:
    return [m.start() for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)]


def _covered(expectations: tuple[Expectation, ...], at: int) -> bool:
    return any(e.start <= at < e.end for e in expectations)
