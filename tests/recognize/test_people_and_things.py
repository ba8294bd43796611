"""People, companies, teams, streets and things with the names of places."""

from __future__ import annotations

import re

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.model import Mention
from storymap.recognize import people
from storymap.recognize.clubs import club_around
from storymap.recognize.people import find_people


def surfaces(text: str) -> list[str]:
    return [r.mention.surface for r in storymap.places(text) if r.mention.kind.value in ("name", "metonym")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“I like it,” said Virginia, eleven, whose aunt taught her. Virginia swims on Mondays.", "Virginia"),
        ("Marion Chester was in court on Friday. Chester’s lawyer asked for time.", "Chester"),
        ("Adelaide Corbin baked bread for the fair. Adelaide gave it away.", "Adelaide"),
        ("My cousin Memphis paints boats. Memphis paints slowly.", "Memphis"),
        ("Her uncle, Cleveland, kept goats.", "Cleveland"),
        ("Verona and her sister Vienna opened a bakery.", "Verona"),
        ("Verona and her sister Vienna opened a bakery.", "Vienna"),
        ("Houston’s father, Lincoln, mended shoes.", "Houston"),
        ("The judge asked Paris, her aunt, to wait.", "Paris"),
        ("Carolina told the paper that she would run again.", "Carolina"),
        ("A girl called Dakota found the ring.", "Dakota"),
        ("Both the Kendal boys were lost off Whitby in the gale.", "Kendal"),
        ("The equaliser came from Preston, his third of the winter, and Hull went home.", "Preston"),
        ("Lancaster, in his last race, fell on the descent to Trento.", "Lancaster"),
        ("They had twin daughters, Florence and Chelsea, and moved to Hull.", "Chelsea"),
        ("Cr Ballarat said that the people of Bendigo would pay.", "Ballarat"),
        ("Genl. Preston is wounded, and the army lies about Dalton.", "Preston"),
        ("We sat on the harbour wall in Split, drinking Korça from the bottle.", "Korça"),
        ("At this counter in Konya a Gaziantep is always sweeter.", "Gaziantep"),
        ("He carried a kilo of Bergamo and a loaf to the hut above Lecco.", "Bergamo"),
        ("“Sydney, come here,” he said.", "Sydney"),
        ("The violinist Florence Windsor broke a string. Windsor smiled.", "Windsor"),
        ("Attorney Raleigh Bedford objected.", "Bedford"),
        ("Bishop Durham opened the fair.", "Durham"),
        ("Commissioner Fairfield voted no. Fairfield has been on the board since May.", "Fairfield"),
        ("Watts, 62, drove a bus. Later Watts wrote songs.", "Watts"),
        ("They sell fish to Amazon, which owns a grocer.", "Amazon"),
        ("Michigan State beat Purdue by two.", "Michigan"),
        ("He wore a Norfolk jacket to the fair.", "Norfolk"),
        ("A Jersey cow won the prize.", "Jersey"),
        ("She served Brussels sprouts.", "Brussels"),
        ("The car hit a pole on Memphis St. and burned.", "Memphis"),
        ("The shop on Toledo Avenue closed.", "Toledo"),
        ("Bars opened early on St. Patrick’s Day.", "St. Patrick"),
        ("The frigate Portland left at noon.", "Portland"),
        ("They rode the ferry Toronto across.", "Toronto"),
        ("Nobody liked the film Philadelphia.", "Philadelphia"),
        ("The Durango stalled at the light.", "Durango"),
        ("She met the Duke of Norfolk.", "Norfolk"),
        ("The 54th Massachusetts was sent home.", "Massachusetts"),
        ("He grated some Gouda over the beans.", "Gouda"),
        ("An Angora goat and a Suffolk ram won.", "Suffolk"),
        ("Halifax will close a branch, and Nokia cut its workforce.", "Nokia"),
        ("Kansas State hired a new coach.", "Kansas State"),
        ("Exeter drew with Bradford City.", "Exeter"),
        ("Hull City lost at home to Reading.", "Hull"),
        ("Peoria Steel closed its mill.", "Peoria"),
        ("The Norfolk and Ohio Railroad was sold.", "Norfolk"),
        ("The Treaty of Ghent ended it.", "Ghent"),
        ("We stopped work for the feast of Santa Tecla.", "Santa Tecla"),
        ("On the eve of San Juan they light fires.", "San Juan"),
        ("Typhoon Maria passed in the night.", "Maria"),
        ("Jordan Beck, welcome. How are you?\n\nJordan, where does it start?", "Jordan"),
        ("Our guest is Sydney Aldridge. Sydney, when did you first see snow?", "Sydney"),
        ("Thank you, Austin Merriweather. Austin was on the line from Leeds.", "Austin"),
        ("JAS. NEWPORT, Cowes, sail-maker.", "NEWPORT"),
        ("The guard, Wm. Leominster, was thrown upon the road.", "Leominster"),
        ("Solicitors, Messrs. Preston and Derby, Newport.", "Derby"),
        ("LINCOLN, Circuit Judge, dissented.", "LINCOLN"),
        ("The Worcester, Indiaman, sprung a leak.", "Worcester"),
        ("The ram Lancaster ran by the batteries.", "Lancaster"),
        ("The Twenty-eighth Georgia was sent home.", "Georgia"),
        ("The Springfield Republican said that it rained.", "Springfield"),
        ("We struck the Charleston & Augusta R. R. at noon.", "Charleston"),
        ("The case of Paris v. London was heard.", "Paris"),
        ("Denver Milling, Inc. (“Denver”), sued. On Friday Denver paid.", "Denver"),
        (
            "Taste the cheese, the ham and the butter. Bread, too, and wine. What she will not sell is Stilton.",
            "Stilton",
        ),
    ],
)
def test_person_or_thing_with_the_name_of_a_place_is_not_a_mention(text: str, name: str) -> None:
    assert name not in surfaces(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Commissioner Houston flew to Houston on Monday.", "Houston"),
        ("My sister Savannah lives in Savannah.", "Savannah"),
        ("Bishop Auckland has a castle.", "Bishop Auckland"),
        ("Ben Macdui was in cloud, and Ben Lomond was not.", "Ben Lomond"),
        ("The novelist Carlisle Preston of Leeds won.", "Leeds"),
        ("Toledo Museum said it would close. People in Toledo were sad.", "Toledo"),
        ("Before she left for America, her mother had never flown.", "America"),
        ("The police of Memphis, Tenn., closed the road.", "Memphis"),
        ("The Amazon River is low this year.", "Amazon River"),
        ("Public transport in Portland is slow.", "Portland"),
        ("There is a Lodi in California, and the mail goes astray.", "Lodi"),
        ("The band drank in Sheffield and ate in Leeds.", "Leeds"),
        ("The road from Preston, his old school told him, was shut.", "Preston"),
        ("The storm hit Manila at noon.", "Manila"),
        ("A Kansas court freed him.", "Kansas"),
        ("The eve of the election was quiet in San Juan.", "San Juan"),
        ("He left the Bordeaux office in May.", "Bordeaux"),
        ("We drank wine in Bordeaux.", "Bordeaux"),
        ("The ferry from Dover was late.", "Dover"),
        ("The Missouri and the Mississippi rose.", "Missouri"),
        ("They waded across the Breg at dawn.", "Breg"),
        ("She grew up in the Bronx and left.", "Bronx"),
        ("Kenya beat Ghana on Friday.", "Kenya"),
        ("They sat on the banks of the Missouri river.", "Missouri river"),
        ("Denver Milling, Inc. (“Denver”), sued. It has an office in Denver.", "Denver"),
        ("Denver Milling, Inc. (“Denver”), moved to Denver, Colorado.", "Denver"),
    ],
)
def test_place_with_the_name_of_a_person_or_company_is_a_mention(text: str, name: str) -> None:
    assert name in surfaces(text)


def test_introduced_people_have_the_words_that_introduce_them() -> None:
    text = "Mr. Sydney, Detective Preston and Raynola St. Clair, of the society, met Carlisle, 41, in 2001."
    assert find_people(text, open_gazetteer()).names == {
        "Sydney": "Mr. Sydney",
        "Preston": "Detective Preston",
        "St. Clair": "Raynola St. Clair",
        "Carlisle": "Carlisle, 41",
    }


def test_state_of_another_country_is_no_university() -> None:
    gazetteer = open_gazetteer()
    assert club_around("Kano State closed its schools.", Mention("Kano", 0, 4), gazetteer) == ""
    assert club_around("Ohio State closed its gym.", Mention("Ohio", 0, 4), gazetteer) == "Ohio State"


def test_any_word_stands_for_every_first_name() -> None:
    """A pattern is skipped if it does not match the text with any word in place of the first name."""
    assert not [name for name in people._FIRST_NAMES if not re.fullmatch(people._ANY_WORD, name)]
    assert len(people._POSSIBLE) > 5


@pytest.mark.parametrize(
    "text",
    [
        "Her aunts Adelaide and Victoria shared a bed in Gdynia.",
        "His nieces, Adelaide, Florence and Victoria, live in Gdynia.",
    ],
)
def test_listed_relatives_are_people(text: str) -> None:
    assert [r.mention.surface for r in storymap.places(text) if r.place is not None] == ["Gdynia"]


def test_place_of_a_death_is_not_the_person_whose_age_follows() -> None:
    found = storymap.places("DIED.—At Kanturk, in her 104th year, Mrs. Honora Leader.")
    assert [r.mention.surface for r in found if r.place is not None] == ["Kanturk"]


@pytest.mark.parametrize("noun", ["cousins", "twins"])
def test_surname_of_two_places_with_a_hyphen_is_a_family(noun: str) -> None:
    text = f"He met the Bolton-Bury {noun} in Leeds."
    assert [r.mention.surface for r in storymap.places(text) if r.place is not None] == ["Leeds"]


def test_road_between_two_places_with_a_hyphen_is_not_a_family() -> None:
    assert {"Bolton", "Bury"} <= set(surfaces("He took the Bolton-Bury road from Leeds."))
