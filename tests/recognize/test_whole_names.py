"""The longest known name is the mention, in every position in a sentence."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger
from tests.bench.bench_of_names import FRAMES, failures, sample


def surfaces(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


def test_names_with_of_are_found_whole_in_most_sentence_frames() -> None:
    gazetteer = open_gazetteer()
    chosen = sample(gazetteer, 60)
    failed = failures(gazetteer, Tagger.open(gazetteer), chosen)
    assert len(failed) <= 0.05 * len(chosen) * len(FRAMES), failed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Gulf of Riga freezes.", ["Gulf of Riga"]),
        ("A tanker left the Strait of Malacca on Friday.", ["Strait of Malacca"]),
        ("Nurses flew to the Democratic Republic of the Congo (DRC) on Sunday.", ["Democratic Republic of the Congo"]),
        ("Cape of Good Hope was in sight.", ["Cape of Good Hope"]),
        ("They fish in Lake Nipigon all summer.", ["Lake Nipigon"]),
        ("The Sea of Galilee’s level fell.", ["Sea of Galilee"]),
        ("Ferries cross the Bay\nof Biscay.", ["Bay\nof Biscay"]),
        ("Beneath Lake Nipigon’s shore there is rock.", ["Lake Nipigon"]),
    ],
)
def test_longest_known_name_is_the_mention(text: str, expected: list[str]) -> None:
    assert surfaces(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The brigade crossed at Banks's Ford by night.", "Banks's Ford"),
        ("Cars were loaded at Hamilton’s Crossing all day.", "Hamilton’s Crossing"),
        ("From Amelia Court House they had no bread.", "Amelia Court House"),
    ],
)
def test_small_place_that_is_named_after_its_owner_is_the_mention(text: str, name: str) -> None:
    assert name in surfaces(text)


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("He studied at the University of Texas.", "Texas"),
        ("The Isle of Man Steam Packet Company has two ships.", "Isle of Man"),
    ],
)
def test_place_in_name_of_institution_is_rejected(text: str, rejected: str) -> None:
    found = storymap.places(text)
    assert list(found) == []
    assert [r.surface for r in found.rejected] == [rejected]


def test_article_is_not_part_of_the_name() -> None:
    assert surfaces("The Black Sea is calm. The North Island was dry.")[0] == "Black Sea"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Murray–Darling Basin Authority met in Canberra.", "Murray–Darling Basin"),
        ("The Toronto–Georgian Bay road was shut.", "Georgian Bay"),
    ],
)
def test_name_with_a_dash_is_found_whole_if_it_is_known(text: str, name: str) -> None:
    assert name in surfaces(text)
