"""Names in forms of old texts are found by the form of today."""

from __future__ import annotations

import pytest

import storymap
from storymap.recognize.older_forms import find_older_forms
from tests.recognize.small import Names, place


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("The whalers are home from Davis’ Straits.", "Davis’ Straits", "Davis Strait"),
        ("The ship left Peterhead for Baffin’s Bay in May.", "Baffin’s Bay", "Baffin Bay"),
        ("Hops at Ham-street, near Ashford, are fine.", "Ham-street", "Hamstreet"),
        ("The mail to Holy-head was late.", "Holy-head", "Holyhead"),
    ],
)
def test_old_form_of_a_name_is_resolved(text: str, surface: str, name: str) -> None:
    found = {r.mention.surface: r.place for r in storymap.places(text)}
    assert (resolved := found.get(surface)) is not None and resolved.name == name


def test_form_of_today_is_only_used_if_the_written_form_is_unknown() -> None:
    town, sea, other = place(), place(kind="sea"), place()
    world = Names({"Stowmarket": town, "Cook Strait": sea, "Hudson’s Bay": other, "Hudson Bay": sea, "Bath": town})
    text = "Stow-market, Stow-Market Road, Cook's Straits, Cook Strait, Hudson’s Bay, Bath-house and Up-wood."
    assert [(m.surface, m.lemma) for m in find_older_forms(text, world)] == [
        ("Cook's Straits", "Cook Strait"),
        ("Stow-market", "Stowmarket"),
        ("Stow-Market", "Stowmarket"),
    ]


def test_name_before_the_word_street_with_a_hyphen_is_a_street() -> None:
    assert {r.mention.surface for r in storymap.places("In Leitrim-street, Cork, a fire broke out.")} == {"Cork"}
