"""Places in names of organisations: kept for public bodies, rejected for other organisations."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.recognize.organisations import find_organisations


def surfaces(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Waco Police closed the bridge.", "Waco"),
        ("The Texas Department of Transportation closed the bridge.", "Texas"),
        ("He was taken to the Bell County Jail.", "Bell County"),
        ("She appeared in Truro Crown Court on Monday.", "Truro"),
        ("The Toledo School Board voted no.", "Toledo"),
        ("The US Army sent engineers.", "US"),
        ("The US Department of Agriculture sent a vet.", "US"),
        ("The US Centers for Disease Control sent a doctor.", "US"),
        ("The Galway County Council met.", "Galway"),
    ],
)
def test_place_in_name_of_public_body_is_a_mention(text: str, expected: str) -> None:
    assert any(s.startswith(expected) for s in surfaces(text))


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("The Bank of Canada raised rates.", "Canada", "Bank of Canada"),
        ("The Waco Tribune reported it.", "Waco", "Waco Tribune"),
        ("Leeds University opened a laboratory.", "Leeds", "Leeds University"),
        ("He studied at the University of Utah.", "Utah", "University of Utah"),
        ("The Denver Symphony played on.", "Denver", "Denver Symphony"),
        ("The Georgia School Boards Association objected.", "Georgia", "Georgia School Boards Association"),
        ("The Vermont Brewing Company closed.", "Vermont", "Vermont Brewing Company"),
    ],
)
def test_place_in_name_of_other_organisation_is_rejected(text: str, name: str, whole: str) -> None:
    found = storymap.places(text)
    assert name not in [r.mention.surface for r in found]
    assert [(r.surface, r.reason.code) for r in found.rejected if r.surface == name] == [(name, "inside-organisation")]
    (bearer,) = find_organisations(text, open_gazetteer())
    assert bearer.whole == whole


def test_public_bodies_in_one_sentence_are_treated_alike() -> None:
    text = "The US Department of Agriculture, the US Centers for Disease Control and the US Navy agreed."
    assert surfaces(text) == ["US", "US", "US"]


def test_place_in_name_of_school_is_a_mention_only_if_named_elsewhere() -> None:
    assert "Fresno" in surfaces("They moved to Fresno in 1990. Fresno High School had no room for them.")
    assert surfaces("Shiloh High School had no room for them.") == []
