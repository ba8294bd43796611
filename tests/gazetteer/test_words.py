"""Demonyms, negative names (names that do not match without context), and words that describe disputed areas."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer


@pytest.mark.parametrize(
    ("word", "stands_for"),
    [
        ("Russian", ("RU",)),
        ("Russians", ("RU",)),
        ("Japanese", ("JP",)),
        ("British", ("GB",)),
        ("Britons", ("GB",)),
        ("American", ("US",)),
        ("Polish", ("PL",)),
        ("Congolese", ("CD", "CG")),
        ("Texan", ("geonames-admin1:US.TX",)),
        ("Scottish", ("geonames-admin1:GB.SCT",)),
        ("Londoners", ("geonames:2643743",)),
        ("European", ("storymap:europe",)),
        ("Kurds", ("storymap:kurdistan",)),
        ("Czechs", ("CZ",)),
        ("Japan", ()),
        ("Soup", ()),
        ("polish", ()),
    ],
)
def test_demonym_gives_its_countries_or_places(word: str, stands_for: tuple[str, ...]) -> None:
    assert open_gazetteer().demonym(word) == stands_for


@pytest.mark.parametrize(
    "name",
    ["Of", "Us", "Most", "Force", "Council", "Orient", "Police", "Stryker", "Apache", "Abe", "Thomas", "Smith", "May"],
)
def test_negative_names_do_not_match_alone(name: str) -> None:
    assert open_gazetteer().negative(name)


@pytest.mark.parametrize(
    "name",
    ["US", "U.S.", "OR", "Ore.", "Nice", "Mobile", "Reading", "READING", "Bath", "Tokyo", "Jackson", "Santos", "Dover"],
)
def test_other_names_match_alone(name: str) -> None:
    assert open_gazetteer().negative(name) is None


@pytest.mark.parametrize("word", ["us", "or", "nice", "mobile", "reading", "in", "me", "Mass", "miss"])
def test_ordinary_words_that_are_also_names_do_not_match_alone(word: str) -> None:
    assert open_gazetteer().negative(word)


def test_reason_of_negative_name_is_a_phrase() -> None:
    assert open_gazetteer().negative("Council") == "an English word"


def test_disputed_area_has_heads_words_and_sides() -> None:
    area = next(a for a in open_gazetteer().disputes() if a.id == "storymap:south-kuril-islands")
    assert "island" in area.heads
    assert {"disputed", "russian-held"} <= area.words
    assert area.countries == {"RU", "JP"}
    assert area.holders == {"RU"}
    assert {"geonames-admin1:JP.12", "geonames:1861060"} <= area.anchors


def test_every_disputed_area_is_a_place_with_dispute() -> None:
    gazetteer = open_gazetteer()
    areas = gazetteer.disputes()
    assert len(areas) >= 60
    assert all(gazetteer.place(area.id).dispute for area in areas)


def test_every_anchor_is_a_place() -> None:
    gazetteer = open_gazetteer()
    for area in gazetteer.disputes():
        for anchor in area.anchors:
            assert gazetteer.place(anchor).id == anchor
