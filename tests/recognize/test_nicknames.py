"""Nicknames of small things, possessives before towns, and things and people that are recognised by the words around them."""

from __future__ import annotations

import pytest

import storymap


def mapped(text: str) -> dict[str, str]:
    """Return the country codes of the names on the map."""
    resolutions = storymap.places(text).resolutions
    return {r.mention.surface: "".join(r.place.country_codes) for r in resolutions if r.place is not None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We picnicked at Niagara, a trickle behind the school.", "Niagara"),
        ("She kept geese at Moscow, which was three sheds and a gate beyond the allotments.", "Moscow"),
        ("Peru, two boulders with a rope between them, is the best climb near Sheffield.", "Peru"),
        ("The steps behind the bus station, known to its drinkers as Monaco, are to be fenced.", "Monaco"),
        ("What the quarrymen had chalked on the mess hut was Paris.", "Paris"),
        ("When Grandad said Egypt he meant the bottom field.", "Egypt"),
        ("Grandma always meant Rome, the dugout by the spring, when she said home.", "Rome"),
        ("They drowned it at Jordan, that being the children’s name for a ditch behind the church.", "Jordan"),
    ],
)
def test_nickname_of_a_small_thing_is_not_the_known_place(text: str, name: str) -> None:
    assert name not in mapped(text)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Our train stopped at Cairo, a city of twenty million, before noon.", "Cairo", "EG"),
        ("In Naples, two tents blew down.", "Naples", "IT"),
        ("We met in Rome, the garden behind us.", "Rome", "IT"),
        ("The hams come from Langhirano, which is one long shed south of Parma.", "Langhirano", "IT"),
    ],
)
def test_place_with_a_description_stays_on_the_map(text: str, name: str, country: str) -> None:
    assert mapped(text).get(name) == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her Airedale bit his Labrador on the lawn.", "Labrador"),
        ("Our cat sleeps beside the neighbour’s Newfoundland.", "Newfoundland"),
        ("He bred Leicesters and Cheviots.", "Cheviots"),
        ("Three Jerseys and a Hereford stood in the lane.", "Hereford"),
        ("He wore a Panama and a Paisley waistcoat to the races.", "Paisley"),
        ("She put the Guernsey over the Oxford shirt and went out to the boat.", "Guernsey"),
        ("Bath buns, a wedge of Gloucester, Dundee cake and tea went up to the roofers.", "Gloucester"),
        ("The Army of Northern Virginia crossed the ford by night.", "Northern Virginia"),
        ("The carpet was Axminster and the china was Dresden.", "Dresden"),
        ("I owe this book to Sofia, to Petra and above all to my editor.", "Sofia"),
        ("The bride, Alberta, is a daughter of the late James Cole.", "Alberta"),
        ("To Chelsea, with love, on your birthday.", "Chelsea"),
        ("Her aunt had married a Bolton and gone to Canada.", "Bolton"),
        ("“Houston, you are not listening,” said Miss Lane.", "Houston"),
    ],
)
def test_animal_garment_or_person_is_not_on_the_map(text: str, name: str) -> None:
    assert name not in mapped(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They took the boat to Jersey and another to Guernsey.", "Jersey"),
        ("The ferry crossed to Labrador and landed at Blanc-Sablon.", "Labrador"),
        ("He owes his career to Milan, where he learned to cut cloth.", "Milan"),
        ("“Houston is flooding again,” said Miss Lane.", "Houston"),
    ],
)
def test_place_in_the_same_words_stays_on_the_map(text: str, name: str) -> None:
    assert name in mapped(text)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ontario’s London is on a Thames too.", "London", "CA"),
        ("Illinois’s Cairo is said with an A.", "Cairo", "US"),
        ("Tennessee’s Memphis has a pyramid too.", "Memphis", "US"),
        ("Idaho’s Moscow grows lentils.", "Moscow", "US"),
        ("England’s Boston has the taller tower.", "Boston", "GB"),
    ],
)
def test_possessive_gives_the_larger_unit_of_a_town(text: str, name: str, country: str) -> None:
    assert mapped(text).get(name) == country


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("No snow fell, but the New Zealand capital shut its schools.", "Wellington"),
        ("The South Korean capital is an hour from the border.", "Seoul"),
        ("The UK capital had no trains.", "London"),
    ],
)
def test_name_of_a_country_before_capital_gives_its_capital(text: str, place: str) -> None:
    described = [r.place for r in storymap.places(text) if r.mention.description is not None]
    assert [p.name for p in described if p is not None] == [place]
