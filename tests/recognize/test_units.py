"""Abbreviated states and provinces after a place and a comma ("Bangor, ME")."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.model import Mention
from storymap.recognize.spans import Spans
from storymap.recognize.units import find_qualified, find_units


def names(text: str) -> list[Mention]:
    return [r.mention for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


@pytest.mark.parametrize(
    ("text", "surface", "lemma"),
    [
        ("Camden, S. C., was burnt in 1865.", "S. C.", "South Carolina"),
        ("He sailed from Monterey, Cal., in June.", "Cal.", "California"),
        ("Their farm near Dayton, O., was sold.", "O.", "Ohio"),
        ("She moved to Bangor, ME, last year.", "ME", "Maine"),
        ("A fair was held in Kokstad and in Bendigo, Vic, that spring.", "Vic", "Victoria"),
        ("Trains stop at Truro, N. S. and at Moncton.", "N. S.", "Nova Scotia"),
        ("The mill at Consett, Co. Durham, closed.", "Co. Durham", "County Durham"),
        ("A store opened in Bunbury, WA, yesterday.", "WA", "Western Australia"),
        ("A store opened in Yakima, WA, yesterday.", "WA", "Washington State"),
    ],
)
def test_abbreviation_after_comma_has_the_unit_as_lemma(text: str, surface: str, lemma: str) -> None:
    unit = next(m for m in names(text) if m.surface == surface)
    assert unit.lemma == lemma
    assert text[unit.start : unit.end] == surface


def test_place_before_the_unit_has_the_unit_as_context() -> None:
    town = names("Portland, ME, has a port.")[0]
    assert (town.surface, town.context.admin) == ("Portland", "Maine")


def test_abbreviation_in_gazetteer_has_no_lemma() -> None:
    assert [(m.surface, m.lemma) for m in names("They live in Tulsa, Okla., now.")] == [("Tulsa", ""), ("Okla.", "")]


def test_abbreviation_needs_a_known_place_before_the_comma() -> None:
    assert not list(find_units("He told Quxlip, ME, and Dr. Zzyx, MD, about it.", Spans([]), open_gazetteer()))


def test_fort_is_part_of_the_name() -> None:
    assert names("Troops held Fort Yuma, Cal., that winter.")[0].surface == "Fort Yuma"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("There is a canoe hire at Old Town, Maine.", "Old Town"),
        ("A troop was sent from Battle, in Sussex.", "Battle"),
        ("She teaches at March, Cambridgeshire.", "March"),
    ],
)
def test_everyday_word_is_a_town_if_its_unit_follows(text: str, name: str) -> None:
    assert name in [m.surface for m in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They voted in March, Texas first.", "March"),
        ("In Battle, Ohio lost its colours.", "Battle"),
        ("From March, Cambridgeshire will charge for bags.", "March"),
        ("Without Hope, Arkansas lost.", "Hope"),
    ],
)
def test_everyday_word_before_another_unit_is_no_town(text: str, name: str) -> None:
    assert name not in [m.surface for m in names(text)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("At March, in Cambridgeshire, wheat was dear. The train from March was late in March.", ["March", "March"]),
        ("A mill at Sunset, near Opelousas, burned at sunset. He walked to Sunset.", ["Sunset", "Sunset"]),
        (
            "The bus from Hazard, near Viper, was a hazard to drivers; the sheriff of Hazard said so.",
            ["Hazard", "Hazard"],
        ),
        ("In March, near Boston, it rained. He left at Noon, near London.", []),
    ],
)
def test_everyday_word_is_a_town_if_a_place_near_it_follows(text: str, surfaces: list[str]) -> None:
    assert [m.surface for m in find_qualified(text, open_gazetteer())] == surfaces
