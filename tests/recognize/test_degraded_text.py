"""Recognition in English text without capitals or with scanning errors."""

from __future__ import annotations

import random

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.model import MentionKind
from storymap.read import read_string
from storymap.recognize import recognize
from storymap.recognize.lower_case import restore_capitals
from storymap.recognize.scanned import repair
from storymap.recognize.tagger import Tagger
from tests.quality.annotated import NAMED, TEXTS, read_folder

LOOKALIKES = {"e": "c", "c": "e", "o": "0", "l": "1", "i": "l", "n": "u", "h": "b", "t": "f", "s": "5", "a": "o"}


def tagger() -> Tagger:
    return Tagger.open(open_gazetteer())


def recall(change: str) -> float:
    """Return the share of names found in a third of the training texts, in lower case or with scanning errors."""
    reader, found, total = tagger(), 0, 0
    random_ = random.Random(7)
    for annotated in read_folder(TEXTS / "teach")[::3]:
        text = annotated.text.lower() if change == "lower" else _scanned(annotated.text, random_)
        assert len(text) == len(annotated.text)
        mentions = recognize(read_string(text, language="en"), open_gazetteer(), reader).mentions
        names = [m for m in mentions if m.kind in (MentionKind.NAME, MentionKind.METONYM)]
        expected = [e for e in annotated.expectations if e.kind in NAMED]
        total += len(expected)
        found += sum(any(e.start < m.end and m.start < e.end for m in names) for e in expected)
    return found / total


def _scanned(text: str, random_: random.Random) -> str:
    return "".join(LOOKALIKES[c] if c in LOOKALIKES and random_.random() < 0.05 else c for c in text)


def test_most_names_are_found_without_capitals() -> None:
    assert recall("lower") > 0.75


def test_most_names_are_found_with_scanning_errors() -> None:
    assert recall("scanned") > 0.8


def test_names_in_lower_case_keep_their_surface() -> None:
    text = "we drove from kansas city to st. louis and slept at a motel near rolla, and then we crossed the gulf of mexico by ship"
    found = storymap.places(text, language="en")
    pairs = [(r.mention.surface, r.mention.lemma) for r in found]
    assert ("kansas city", "Kansas City") in pairs
    assert ("gulf of mexico", "Gulf of Mexico") in pairs
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in found)


def test_everyday_words_in_lower_case_are_not_places() -> None:
    text = (
        "i was reading a nice book in the bath and the orange boat in the hull of the ship was of no use to me at all"
    )
    assert storymap.places(text, language="en").resolutions == ()


def test_text_with_capitals_is_not_changed() -> None:
    text = "The mayor of Toledo said that the turkey would be served at home in march or may. " * 20
    reader = tagger()
    assert restore_capitals(text, reader.words, open_gazetteer()) is text
    assert repair(text, reader.words, open_gazetteer()) is text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we took the ferry from hull to bruges and slept the whole way", {"hull", "bruges"}),
        ("my cousin flew to cork and then she drove to galway with him", {"cork", "galway"}),
        ("put the china away before the turkey comes out of the oven please", set()),
        ("she was deep in reading when her mother called from the kitchen again", set()),
    ],
)
def test_everyday_words_in_lower_case_are_towns_only_where_somebody_goes(text: str, found: set[str]) -> None:
    assert {r.mention.surface for r in storymap.places(text) if r.place is not None} == found
