"""Names that a town shares with its state or country: the words around the name show which one is meant."""

from __future__ import annotations

import pytest

import storymap


def code_of(text: str, name: str, which: int = 0) -> str:
    """Return the feature code of the place of an occurrence of a name, or "" if it is not on the map."""
    place = [r.place for r in storymap.places(text) if r.mention.surface == name][which]
    return place.feature_code if place else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We landed at Quebec on the 4th and went up to Montreal in a steamer.", "Quebec"),
        ("She sailed for New York on the 9th with cotton.", "New York"),
        ("The brig was nineteen days from Panama to San Francisco.", "Panama"),
        ("He left Mexico by the diligence for Vera Cruz on the 3d.", "Mexico"),
        ("The streets of Guatemala were empty after the earthquake.", "Guatemala"),
        ("We lay nine days at Panama, waiting for the steamer from Callao.", "Panama"),
        ("The archbishop of Mexico blessed the guns.", "Mexico"),
        ("The steamer called at Djibouti for coal and at Aden for mail.", "Djibouti"),
        ("The walls of Kuwait came down in 1957.", "Kuwait"),
        ("A letter from Quebec says that the harbour is open and ships are loading timber.", "Quebec"),
        ("We anchored off Panama at sunset, and the boatmen came out.", "Panama"),
    ],
)
def test_town_is_meant_by_the_words_around_its_name(text: str, name: str) -> None:
    assert code_of(text, name) in ("PPLC", "PPLA")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mexico has ceded California, and the army comes home.", "Mexico"),
        ("Luxembourg signed the treaty, and so did Belgium.", "Luxembourg"),
        ("In rural Quebec the farms run down to the river.", "Quebec"),
        ("Guatemala exports coffee and cardamom.", "Guatemala"),
        ("Rain in Panama never stops in October.", "Panama"),
        ("She flew from Lagos to Mexico for the conference on maize.", "Mexico"),
        ("Farmers in New York and Vermont lost their apples.", "New York"),
        ("He won a medal at Mexico 1968, and then taught in Kenya.", "Mexico"),
        ("The ship carried beans from Mexico to Spain.", "Mexico"),
        ("The state of New York owns the docks.", "New York"),
        ("The docks are in Albany. Farms in the west of New York lost their apples.", "New York"),
    ],
)
def test_unit_is_meant_without_such_words(text: str, name: str) -> None:
    assert code_of(text, name) in ("ADM1", "PCLI")


def test_state_named_like_its_town_means_the_town_in_the_whole_text() -> None:
    text = "I left New York in the packet Siddons. My trunk is still in New York."
    assert code_of(text, "New York", 0) == code_of(text, "New York", 1) == "PPLA"


def test_country_and_its_capital_are_apart_in_one_text() -> None:
    text = "He left Mexico by the diligence for Vera Cruz. Mexico has ceded California."
    assert (code_of(text, "Mexico", 0), code_of(text, "Mexico", 1)) == ("PPLC", "PCLI")


def test_state_without_a_town_of_its_name_stays_a_state() -> None:
    assert code_of("The boats arrived at Georgia after a storm.", "Georgia") in ("ADM1", "PCLI")


def test_island_is_not_replaced_by_a_town() -> None:
    assert code_of("We landed at Jura from Islay in the rain.", "Jura") == "ISL"
