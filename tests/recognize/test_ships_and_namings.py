"""Names of ships, and of people, animals and things that are called by the name of a place, are not on the map."""

from __future__ import annotations

import pytest

from storymap.pipeline import places


def _mapped(text: str) -> set[str]:
    return {r.mention.surface for r in places(text).resolutions if r.place is not None}


def _reasons(text: str) -> dict[str, str]:
    return {r.surface: str(r.reason.params.get("why") or r.reason.code) for r in places(text).rejected}


@pytest.mark.parametrize(
    ("text", "ship"),
    [
        ("He kept his brother’s boat, the Grand Rapids, at Duluth all winter.", "Grand Rapids"),
        ("The Isle of Skye had berthed at the old pier in Mallaig by noon.", "Isle of Skye"),
        ("The Toledo ran aground off Land’s End in fog.", "Toledo"),
        ("Put back to Falmouth, the Durham, for Lisbon, with loss of main-mast.", "Durham"),
        ("Spoken on the 2d of July, the Perth, beset, in Davis Strait.", "Perth"),
        ("The frigate Lancaster left Plymouth at dawn.", "Lancaster"),
        ("We were put aboard the Trieste with our trunks, and saw Pola at noon.", "Trieste"),
        ("He signed on as a stoker, slept in the hold of the Bilbao, and left her at Cardiff.", "Bilbao"),
        ("The ram Queen of Dayton took the regiment down from Cairo.", "Dayton"),
        ("She came home as a steward on the Limerick Lass, whose captain was from Cobh.", "Limerick"),
        ("Arrived at Deal, the Chester, Hobbs, from Honduras.", "Chester"),
        ("Passed the Lizard, the Ludlow, Dublin to Lisbon.", "Ludlow"),
    ],
)
def test_ship_is_not_on_the_map(text: str, ship: str) -> None:
    assert ship not in _mapped(text)
    assert ship in _reasons(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("They went by boat, the Solomon Islands being close, and slept in Honiara.", "Solomon Islands"),
        ("The Hague, for Dutch people, is a city of lawyers.", "Hague"),
        ("Hull, from March to May, was full of herring.", "Hull"),
        ("The city of Toledo docked the pay of its police.", "Toledo"),
        ("The crew and the captain of the barge slept in Bilbao before the voyage.", "Bilbao"),
        ("The captain and his crew rowed the boat up the Shannon to Athlone.", "Shannon"),
    ],
)
def test_place_beside_words_for_ships_stays(text: str, place: str) -> None:
    assert place in {name.removeprefix("The ") for name in _mapped(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He kept sixty hives and a lurcher named Tripoli at Pewsey.", "Tripoli"),
        ("Herders near Mardin call the well Damascus because it is sweet.", "Damascus"),
        ("Turn left at Warsaw, as the drivers call the big tree, to reach Marsabit.", "Warsaw"),
        ("My aunt has a parrot called Havana that swears.", "Havana"),
        ("The farm at Kelso lost its best cow, by name Berlin, in the snow.", "Berlin"),
        ("A porter at Kings Lynn gave his name as Geneva and took the bag.", "Geneva"),
    ],
)
def test_thing_with_the_name_of_a_place_is_not_on_the_map(text: str, name: str) -> None:
    assert name not in _mapped(text)
    assert name in _reasons(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The man who called Berlin his home never left it.", "Berlin"),
        ("The town now called Gdańsk was German then.", "Gdańsk"),
        ("They moved to a city called Toronto.", "Toronto"),
        ("He was born in the port called Odessa.", "Odessa"),
    ],
)
def test_place_that_is_called_by_its_name_stays(text: str, place: str) -> None:
    assert place in _mapped(text)


def test_name_after_shares_is_a_company() -> None:
    assert "Rio Tinto" not in _mapped("Shares in Rio Tinto fell after the smelter closed.")


def test_two_first_names_before_a_plural_noun_for_people_are_people() -> None:
    assert _mapped("Sydney and Georgia, cousins from Leeds, sold the van.") == {"Leeds"}
    assert "Georgia" in _mapped("Sydney and Georgia, hosts of two games, are far from Leeds.")


@pytest.mark.parametrize("first", ["Robt.", "Wm.", "Thos."])
def test_surname_after_title_and_shortened_first_name_is_a_person(first: str) -> None:
    assert "Grantham" not in _mapped(f"As Mr. {first} Grantham, farmer, was returning from Lincoln, he fell.")


def test_preposition_before_a_town_is_not_a_first_name() -> None:
    # The tagger reads "At Montreal" as the name of a person.
    text = "At Montreal, of cholera, on the 20th June, Alexr. Forbes, eldest son of the Rev. Mr. Forbes."
    assert _mapped(text) == {"Montreal"}


@pytest.mark.parametrize(
    "text",
    [
        "The tram used to end at Siberia, a siding and a tea hut near Ostrava.",
        "We slept at Jericho, a hut of two rooms above Zermatt.",
    ],
)
def test_name_of_a_hut_is_not_a_place_far_away(text: str) -> None:
    assert not {"Siberia", "Jericho"} & _mapped(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was Chicago, as the boys called the dry gully behind the mill, that they missed in Naryn.",
        "Two families live at Geneva, which is what the shepherds near Naryn call a row of huts.",
        "At Palermo, our name for the wet end of the orchard, nothing ripens; in Naryn it does.",
        "They slept in Vienna, the children's name for a shed with a stove, and not in Naryn.",
    ],
)
def test_thing_with_the_name_of_a_city_is_not_the_city(text: str) -> None:
    assert _mapped(text) == {"Naryn"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("At Derry, as most people here call the city, the walls stand.", "Derry"),
        ("In Siam, which is what they then called the country, rice was cheap.", "Siam"),
        ("The road ends in Alsace, their name for this corner of France.", "Alsace"),
    ],
)
def test_name_for_a_kind_of_place_is_the_place(text: str, name: str) -> None:
    assert name in _mapped(text)


def test_ship_that_is_named_after_an_island_is_not_the_island() -> None:
    assert "Isle of Lewis" not in _mapped("The ferry Isle of Lewis left Oban for Barra.")
    assert "Isle of Lewis" in _mapped("The ferry to the Isle of Lewis left Ullapool.")
