"""Which organisations give the place that they are called after."""

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
def test_public_body_gives_the_place(text: str, expected: str) -> None:
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
def test_other_organisation_is_rejected_with_its_name(text: str, name: str, whole: str) -> None:
    found = storymap.places(text)
    assert name not in [r.mention.surface for r in found]
    assert [(r.surface, r.reason.code) for r in found.rejected if r.surface == name] == [(name, "inside-organisation")]
    (bearer,) = find_organisations(text, open_gazetteer())
    assert bearer.whole == whole


def test_one_sentence_is_read_by_one_policy() -> None:
    text = "The US Department of Agriculture, the US Centers for Disease Control and the US Navy agreed."
    assert surfaces(text) == ["US", "US", "US"]


def test_school_gives_a_place_that_the_text_names_elsewhere() -> None:
    assert "Fresno" in surfaces("They moved to Fresno in 1990. Fresno High School had no room for them.")
    assert surfaces("Shiloh High School had no room for them.") == []
