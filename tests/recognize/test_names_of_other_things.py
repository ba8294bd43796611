"""Names of organisations, clubs, things and people that contain names of places, and longer names of places."""

from __future__ import annotations

import pytest

from storymap.model import Mention
from storymap.ports import Match
from storymap.recognize.clubs import club_around
from storymap.recognize.organisations import find_organisations
from storymap.recognize.people import find_people
from storymap.recognize.rejections import context_rejection, inside_others, is_in_organisation, with_schools
from storymap.recognize.tagger import Span
from storymap.recognize.things import thing
from storymap.recognize.typed_names import city_of, find_typed_names, is_district_of, typed_names
from storymap.recognize.whole_names import find_whole_names
from tests.recognize.small import Names, place, tagged

GAZETTEER = Names(
    {
        "Xanten": place(3.0),
        "Tiny": place(2.9),
        "Alias": place(match=Match.ALTERNATE),
        "Xanten Low": place(),
        "Low": place(),
        "Xa Yb Zc": place(),
        "Xa Yb Zc Ud": place(),
        "Lake Xanten": place(kind="water"),
        "Lake": place(),
        "Lehigh Valley": place(kind="land"),
        "Dublin City": place(),
        "Dublin": place(),
        "Maine": place(6.0, "admin1", country="US"),
        "Ohio": place(7.0, "admin1", country="US"),
        "Michigan": place(7.0, "admin1", country="US"),
        "Washington": place(7.0, "admin1", country="US"),
        "Lagos": place(7.0, country="NG"),
        "Clay County": place(kind="admin2"),
        "Clay": place(country="US"),
        "Site": place(kind="site"),
        "Kenya": place(7.0, "country", country="KE"),
        "Punjab": place(7.0, "admin1", country="PK"),
        "Queensland": place(7.0, "admin1", country="AU"),
        "Tyne": [place(), place(kind="water")],
        "Mur River": place(kind="water"),
        "Test": place(kind="water"),
        "Chelsea": place(),
        "Boys Town": place(),
        "Never": place(),
        "XIV": place(),
        "Isle of Xanten": place(kind="island"),
        "Isle of Xanten Head": place(kind="land"),
        "City of Kenya": place(kind="country"),
        "City of Xanten": place(),
        "University of Xanten": place(),
        "The Sea of Xanten": place(kind="sea"),
        "Alias of Xanten": place(match=Match.ALTERNATE),
        "Sea of Xanten": place(kind="sea"),
        "Xanten Lake": place(kind="water"),
        "Xanten Bay": place(kind="city"),
        "Xanten Islands": place(kind="country"),
        "Bank's Ford": place(kind="site"),
        "Banks Ford": place(kind="site"),
        "Amelia Court House": place(kind="city"),
        "State's Ford": place(kind="admin1"),
        "Mill Creek": place(),
        "Denver": place(),
        "Troy": place(),
        "Jordan Troy": place(),
    },
    {"Never": "never", "Wilson": "an English word"},
    {"Danish": ("DK",)},
)


def mention(text: str, name: str = "Xanten") -> Mention:
    start = text.index(name)
    return Mention(name, start, start + len(name))


# --- organisations ------------------------------------------------------------------------------------------------


def organisations(text: str) -> list[tuple[str, str, str]]:
    """Return (place, name of the organisation, kind) for each name of an organisation that contains a place.

    The kind is "mention" if the place is a mention, "school" if the article must also name it elsewhere, and else "".
    """
    found = find_organisations(text, GAZETTEER)
    return [(text[b.start : b.end], b.whole, "mention" if b.is_mention else "school" * b.school) for b in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Xanten Police came", [("Xanten", "Xanten Police", "mention")]),
        ("The Xanten Police came", [("Xanten", "Xanten Police", "mention")]),
        ("Former Acting Xanten Police came", [("Xanten", "Xanten Police", "mention")]),
        ("the Xanten University came", [("Xanten", "Xanten University", "")]),
        ("the Xanten High School came", [("Xanten", "Xanten High School", "school")]),
        ("the Xanten School Board came", [("Xanten", "Xanten School Board", "mention")]),
        ("the Xanten School Boards Association", [("Xanten", "Xanten School Boards Association", "")]),
        ("the Xanten Fire & Police Museum", [("Xanten", "Xanten Fire & Police Museum", "")]),
        ("the Xanten Di Police", [("Xanten", "Xanten Di Police", "mention")]),
        ("the Xanten Di Ed Fy Go Police", [("Xanten", "Xanten Di Ed Fy Go Police", "mention")]),
        ("the Xanten Di Ed Fy Go Ha Police", []),
        ("the Xanten Low Police", [("Xanten Low", "Xanten Low Police", "mention")]),
        ("the Xa Yb Zc Ud Police", [("Xa Yb Zc Ud", "Xa Yb Zc Ud Police", "mention")]),
        ("the Xa Yb Zc Ud We Police", [("Xa Yb Zc Ud", "Xa Yb Zc Ud We Police", "mention")]),
        ("the Dublin City Council", [("Dublin", "Dublin City Council", "mention")]),
        ("the Tiny Police came", []),
        ("the Alias Police came", []),
        ("the Never Police came", []),
        ("the XIV Police came", []),
        ("the Lake Xanten Police", [("Lake", "Lake Xanten Police", "mention")]),
        ("the Lehigh Valley Railroad", [("Lehigh Valley", "Lehigh Valley Railroad", "")]),
        ("the Lehigh Valley Police", []),
        ("the University of Xanten Low", [("Xanten Low", "University of Xanten Low", "")]),
        ("the Bank of the Northern Xanten", [("Xanten", "Bank of the Northern Xanten", "")]),
        ("the University of Qwzyx", []),
        ("the Xanten Bridge came", []),
    ],
)
def test_place_in_the_name_of_an_organisation(text: str, found: list[tuple[str, str, str]]) -> None:
    assert organisations(text) == found


def test_school_mentions_a_place_that_the_text_names_elsewhere() -> None:
    text = "the Xanten High School is in Xanten"
    for at, share, is_mention in ((29, 0.5, True), (29, 0.49, False), (4, 0.9, False)):
        tagging = tagged(text, ("Xanten", "LOC", share))
        tagging.spans[0] = Span(at, at + 6, "LOC", share)
        [school] = with_schools(text, find_organisations(text, GAZETTEER), tagging)
        assert school.is_mention is is_mention


def test_mention_inside_an_organisation_is_left_out_unless_a_place_has_the_name() -> None:
    text = "the Boys Town School"
    [bearer] = find_organisations(text, GAZETTEER)
    assert is_in_organisation(mention(text, "Boys Town"), {bearer.start: bearer}, GAZETTEER)
    whole = bearer._replace(whole="Boys Town")
    assert not is_in_organisation(mention(text, "Boys Town"), {whole.start: whole}, GAZETTEER)
    assert not is_in_organisation(mention(text, "School"), {whole.start: whole}, GAZETTEER)


def test_known_names_in_names_of_people_and_organisations_are_rejected() -> None:
    text = "Council on Xanten Low Relations, Bo Xanten, Never Di"
    spans = [Span(0, 31, "ORG", 0.9), Span(33, 42, "PER", 0.9), Span(44, 52, "PER", 0.9)]
    found = inside_others(text, spans, [], GAZETTEER)
    assert [(r.surface, r.reason.code, text[r.start : r.end]) for r in found] == [
        ("Xanten Low", "inside-organisation", "Xanten Low"),
        ("Xanten", "inside-person", "Xanten"),
    ]
    assert [r.surface for r in inside_others(text, spans, [mention(text, "Xanten Low")], GAZETTEER)] == ["Xanten"]


# --- clubs and things ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "club"),
    [
        ("Xanten Town beat us", "Xanten", "Xanten Town"),
        ("Xanten Town is old", "Xanten", ""),
        ("Clay County beat us", "Clay", ""),
        ("Xanten County beat us", "Xanten", "Xanten County"),
        ("Chelsea beat us", "Chelsea", "Chelsea"),
        ("Chelsea is old", "Chelsea", ""),
        ("Xanten beat us", "Xanten", ""),
        ("against Chelsea", "Chelsea", "Chelsea"),
        ("Ohio State came", "Ohio", "Ohio State"),
        ("Ohio State of mind", "Ohio", ""),
        ("Washington State came", "Washington", ""),
        ("Lagos State came", "Lagos", ""),
        ("Qwzyx State came", "Qwzyx", ""),
        ("Ohio State came", "Ohio State", "Ohio State"),
        ("Xanten beat Di Rovers", "Xanten", "Xanten"),
        ("Di Rovers beat Xanten", "Xanten", "Xanten"),
        ("Di Rovers met in Xanten", "Xanten", ""),
    ],
)
def test_club_around_a_name(text: str, name: str, club: str) -> None:
    assert club_around(text, mention(text, name), GAZETTEER) == club


THING, SHIP, WORK = "a food", "a ship", "a film"


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("a Xanten jacket", "Xanten", THING),
        ("a Clay County jacket", "Clay County", ""),
        ("the frigate Xanten came", "Xanten", SHIP),
        ("the frigate Kenya came", "Kenya", ""),
        ("the frigate Site came", "Site", SHIP),
        ("the frigate Alias came", "Alias", ""),
        ("the frigate Xanten, Ohio", "Xanten", ""),
        ("the film Xanten came", "Xanten", WORK),
        ("the film Xanten’s end", "Xanten", ""),
        ("saw “Xanten” there", "Xanten", WORK),
        ("saw “Xanten there", "Xanten", ""),
        ("saw Xanten” there", "Xanten", ""),
        ("the Duke of Xanten", "Xanten", "a title"),
        ("the Treaty of Xanten", "Xanten", "a treaty"),
        ("the Crown Prince of Xanten", "Xanten", ""),
        ("the 20th Maine came", "Maine", "a regiment"),
        ("on U.S. 50 through town", "U.S.", "a highway"),
        ("Traffic on U.S. Route 2, he said", "U.S.", "a highway"),
        ("the U.S. 50 states", "U.S.", ""),
        ("the U.S. in 1950", "U.S.", ""),
        ("the 20th Maine coast", "Maine", ""),
        ("the 20th Kenya came", "Kenya", ""),
        ("the 20th Xanten came", "Xanten", ""),
        ("a glass of Xanten.", "Xanten", THING),
        ("Xanten, which sells jackets", "Xanten", "a company"),
        ("Kenya, which sells jackets", "Kenya", ""),
        ("in Xanten, which sells jackets", "Xanten", ""),
        ("the Xanten stopped", "Xanten", "a thing"),
        ("the Queensland stopped", "Queensland", "a thing"),
        ("the Punjab stopped", "Punjab", ""),
        ("the Kenya stopped", "Kenya", ""),
        ("the Tyne stopped", "Tyne", ""),
        ("the Test stopped", "Test", ""),
        ("the XANTEN stopped", "XANTEN", ""),
        ("the Xanten Low stopped", "Xanten Low", ""),
        ("the Alias stopped", "Alias", "a thing"),
        ("across the Xanten.", "Xanten", ""),
        ("the Xanten man", "Xanten", ""),
        ("in Xanten", "Xanten", ""),
    ],
)
def test_thing_that_is_named_after_a_place(text: str, name: str, why: str) -> None:
    found = thing(text, mention(text, name), GAZETTEER)
    assert found.startswith(why) if why else found == ""


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("the Xanten Times came", "inside-organisation", "Xanten Times"),
        ("the Xanten United came", "inside-organisation", "Xanten United"),
        ("the Xanten climate accord", "inside-treaty", "Xanten climate accord"),
        ("the Xanten and Di Railroad", "inside-organisation", "Xanten and Di Railroad"),
        ("the Xanten virus", "inside-disease", "Xanten virus"),
        ("on Xanten Road now", "negative", "a street"),
        ("on Xanten’s Day now", "negative", "a holiday"),
        ("Xanten Town beat us", "inside-organisation", "Xanten Town"),
        ("Hurricane Xanten came", "negative", "a storm"),
        ("a Xanten jacket", "negative", "a food, a breed or another thing named after the place"),
        ("in Xanten now", "", ""),
    ],
)
def test_words_beside_a_name_reject_it(text: str, code: str, shown: str) -> None:
    reason = context_rejection(text, mention(text), GAZETTEER)
    assert (reason.code if reason else "") == code
    assert (next(iter(reason.params.values())) if reason else "") == shown


def test_era_and_list_of_activities_are_no_places() -> None:
    def why(text: str, name: str) -> str:
        reason = context_rejection(text, mention(text, name), GAZETTEER)
        return str(reason.params["why"]) if reason else ""

    assert why("in 300 BC", "BC") == why("the third century B.C.", "B.C.") == "an era"
    assert why("in Vancouver BC", "BC") == ""
    assert why("Reading, writing and swimming", "Reading") == "an English word"
    assert why("Reading, Xanten and", "Reading") == ""


# --- people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Xanten, 62, came", "Xanten", "Xanten, 62"),
        ("Xanten, 62, 1990", "Xanten", ""),
        ("Commissioner Xanten said", "Xanten", "Commissioner Xanten"),
        ("Commissioner Xanten Police", "Xanten", ""),
        ("a girl named Xanten came", "Xanten", "girl named Xanten"),
        ("attorney Bo Xanten came", "Xanten", ""),
        ("attorney Albert Xanten came", "Xanten", "Albert Xanten"),
        ("Albert Xanten taught it", "Xanten", "Albert Xanten"),
        ("Albert Xanten moved it", "Xanten", "Albert Xanten"),
        ("Albert Xantens moved it", "Xantens", ""),
        ("the Albert Xanten moved it", "Xanten", ""),
        ("Albert Xanten blue", "Xanten", ""),
        ("Albert Danish taught it", "Danish", ""),
        ("Albert Hospital taught it", "Hospital", ""),
        ("Jordan Troy taught it", "Troy", ""),
        ("Albert Wilson taught it", "Wilson", ""),
        ("attorney Albert Wilson taught it", "Wilson", "Albert Wilson"),
    ],
)
def test_person_is_introduced(text: str, name: str, whole: str) -> None:
    assert find_people(text, GAZETTEER).names.get(name, "") == whole


def test_introduced_name_means_the_person_except_in_the_position_of_a_place() -> None:
    text = "Commissioner Xanten said it. Xanten came. It is in Xanten. The mayor of Xanten, Xanten County."
    people = find_people(text, GAZETTEER)
    starts = [i for i in range(len(text)) if text.startswith("Xanten", i)]
    reasons = [people.rejection(text, Mention("Xanten", s, s + 6)) for s in starts]
    assert [bool(r) for r in reasons] == [True, True, False, False, False]


def test_person_without_a_role_is_ignored_if_the_text_places_the_name() -> None:
    assert "Xanten" in find_people("Albert Xanten taught it.", GAZETTEER).names
    assert "Xanten" not in find_people("Albert Xanten taught it. It is in Xanten.", GAZETTEER).names
    assert "Xanten" in find_people("attorney Albert Xanten came. It is in Xanten.", GAZETTEER).names


# --- longer names of places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Isle of Xanten came", ["Isle of Xanten"]),
        ("the Isle of Xanten Head came", ["Isle of Xanten Head"]),
        ("the Isle of Xanten’s end", ["Isle of Xanten"]),
        ("the Isle\nof Xanten came", []),
        ("Old Isle of Xanten Low came", ["Isle of Xanten"]),
        ("the City of Xanten came", []),
        ("the City of Kenya came", ["City of Kenya"]),
        ("the University of Xanten came", []),
        ("The Sea of Xanten came", ["Sea of Xanten"]),
        ("the Alias of Xanten came", []),
        ("the Xanten Lake came", ["Xanten Lake"]),
        ("the Lake Xanten came", ["Lake Xanten"]),
        ("the Lake Xanten Low came", ["Lake Xanten"]),
        ("the Xanten Bay came", []),
        ("the Xanten Islands came", ["Xanten Islands"]),
        ("the Xanten Lake’s end", ["Xanten Lake"]),
        ("at Bank's Ford now", ["Bank's Ford"]),
        ("at Old Bank's Ford now", ["Bank's Ford"]),
        ("at Banks Ford now", []),
        ("at Amelia Court House now", ["Amelia Court House"]),
        ("at State's Ford now", []),
        ("Isle of Low Sea of Xanten", ["Sea of Xanten"]),
    ],
)
def test_whole_names(text: str, names: list[str]) -> None:
    found = list(find_whole_names(text, GAZETTEER))
    assert [m.surface for m in found] == names
    assert all(text[m.start : m.end] == m.surface and m.confidence == 0.9 for m in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("at Owl Creek now", ["Owl Creek"]),
        ("At Owl Creek now", ["Owl Creek"]),
        ("the Creek now", []),
        ("The Creek now", []),
        ("at Mill Creek now", []),
        ("crossed Mill Creek now", ["Mill Creek"]),
        ("Mill Creek was high", ["Mill Creek"]),
        ("at Albert Creek now", []),
        ("crossed Albert Creek now", ["Albert Creek"]),
        ("at Owl Run now", []),
        ("crossed Owl Run now", ["Owl Run"]),
        ("Owl Run rose", ["Owl Run"]),
        ("at Owl Tarn now", ["Owl Tarn"]),
        ("on Bayou Teche now", ["Bayou Teche"]),
        ("the river Mur came", ["Mur"]),
        ("the river Test’s end", ["Test"]),
        ("the river Xanten came", []),
        ("the Owl neighborhood came", ["Owl"]),
        ("the Owl section of Denver", ["Owl"]),
        ("the Owl section of Qwzyx", []),
        ("the Owl section of the city", ["Owl"]),
        ("the Owl section came", []),
        ("the Xanten Low section came", ["Xanten Low"]),
        ("the Xanten Low quarter came", []),
        ("the Xanten section came", []),
        ("the Danish neighborhood came", []),
    ],
)
def test_names_of_streams_landforms_and_neighborhoods(text: str, names: list[str]) -> None:
    found = list(find_typed_names(text, GAZETTEER))
    assert [m.surface for m in found] == names
    assert all(text[m.start : m.end] == m.surface and m.confidence == 0.85 for m in found)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("crossed Owl Creek now", "Owl Creek", "stream"),
        ("near Owl Creek now", "Owl Creek", ""),
        ("the Owl neighborhood came", "Owl", "neighborhood"),
        ("the Owl section came", "Owl", ""),
        ("crossed Owl now", "Owl", ""),
    ],
)
def test_type_word_of_streams_and_neighborhoods(text: str, name: str, word: str) -> None:
    found = typed_names(text, mention(text, name), GAZETTEER)
    assert (found.word if found else "") == word
    assert found is None or found.sure


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("the Owl district of Denver’s end", "Denver"),
        ("the Owl suburb in Denver Low", "Denver"),
        ("the Owl district of northern Denver", "Denver"),
        ("the Owl district of north Denver", "Denver"),
        ("the Owl district of Kenya", ""),
        ("the Owl suburb", ""),
        ("at Owl in Denver", ""),
    ],
)
def test_city_of_a_neighborhood(text: str, city: str) -> None:
    assert city_of(text, mention(text, "Owl"), GAZETTEER) == city


def test_type_word_belongs_to_the_name_before_it() -> None:
    assert is_district_of("the Owl district of Xanten", mention("the Owl district of Xanten"))
    assert is_district_of("it is in the Owl Creek Low county of the Xanten", mention("it is in the Owl Creek Low county of the Xanten"))  # fmt: skip
    assert not is_district_of("the district of Xanten", mention("the district of Xanten"))
