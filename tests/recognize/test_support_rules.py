"""Known names become mentions if the words around them or the rest of the text support them."""

from __future__ import annotations

import pytest

from storymap.model import Mention
from storymap.ports import Match
from storymap.recognize.neighbours import find_neighbours
from storymap.recognize.patterns import find_patterns
from storymap.recognize.relabelled import is_town
from storymap.recognize.spans import Spans
from storymap.recognize.support import find_supported
from storymap.recognize.tagger import Span
from storymap.recognize.units import find_counties, find_units
from tests.recognize.small import Names, place, tagged

GAZETTEER = Names(
    {
        "Xanten": place(4.4),
        "Kiel": place(4.5),
        "Ulm": place(5.0),
        "Lund": place(3.0),
        "Tiny": place(2.9),
        "Alias": place(5.0, match=Match.ALTERNATE),
        "Florence": place(5.0),
        "Xa Ulm": place(4.5),
        "Xa Yb Zc": place(4.5),
        "Xa Yb Zc Ud": place(4.5),
        "Market": place(5.0),
        "Never": place(5.0),
        "Danish": place(5.0),
        "ABCDE": place(5.0),
        "ABCDEF": place(5.0),
        "USA": place(8.0, "country", country="US"),
        "NSW": place(6.0, "admin1", country="AU"),
        "St. Ives": place(4.6),
    },
    {"market": "an English word", "Never": "an English word"},
    {"Danish": ("DK",)},
)


def supported(text: str, *names: tuple[str, float], likely: float = 0.05, people: tuple[str, ...] = ()) -> set[str]:
    """Return the supported names. `names`: mentions with their confidence; `likely`: the tagger's probability of a
    place, for every word."""
    mentions = [
        Mention(name, at := text.index(name), at + len(name), confidence=confidence) for name, confidence in names
    ]
    found = find_supported(text, mentions, [], people, tagged(text, elsewhere=likely), GAZETTEER)
    return {m.surface for m in found if m.confidence == 0.6}


LIKELY, UNLIKELY = 0.0501, 0.0499


@pytest.mark.parametrize(
    ("text", "likely", "found"),
    [
        ("They came to Xanten now", LIKELY, True),
        ("They came to Xanten now", UNLIKELY, False),
        ("They came to Ulm now", UNLIKELY, True),
        ("They came to north Ulm now", UNLIKELY, True),
        ("They saw Xanten now", LIKELY, False),
        ("They saw Kiel now", LIKELY, True),
        ("They saw Kiel now", UNLIKELY, False),
        ("They saw Xa Ulm now", UNLIKELY, True),
        ("They saw Bonn, Xanten now", LIKELY, True),
        ("They saw Bonn and Xanten now", LIKELY, True),
        ("They saw Xanten and Bonn now", LIKELY, True),
        ("They saw Xanten/Bonn now", LIKELY, True),
        ("They saw Bonn, Ulm now", UNLIKELY, False),
        ("They saw a Xanten woman now", LIKELY, True),
        ("They saw a Xanten woman now", UNLIKELY, True),
        ("Xanten woman came", UNLIKELY, False),
        ("Xanten woman came", LIKELY, True),
        ("They saw a Xanten’s woman now", UNLIKELY, True),
        ("They saw Bo Xanten woman now", UNLIKELY, True),
        ("They saw Bo Ulm now", LIKELY, False),
        ("They came to Bo Ulm now", LIKELY, False),
        ("In Ulm they came", UNLIKELY, True),
        ("The Ulm they saw", LIKELY, True),
        ("They saw Market now", LIKELY, False),
        ("They came to Market now", LIKELY, True),
        ("They saw Florence now", LIKELY, False),
        ("They came to Florence now", LIKELY, True),
        ("They came to Tiny now", LIKELY, False),
        ("They came to Lund now", LIKELY, True),
        ("They came to Alias now", LIKELY, False),
        ("They came to Never now", LIKELY, False),
        ("They came to Danish now", LIKELY, False),
    ],
)
def test_position_supports_a_name(text: str, likely: float, found: bool) -> None:
    assert bool(supported(text, likely=likely)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Unlike Kiel, it is old", True),
        ("Unlike Xanten, it is old", False),
        ("Unlike Florence, it is old", False),
        ("Unlike Kiel, he is old", False),
        ("Take Kiel. The old town", True),
        ("Take Kiel, it is old", False),
        ("Xanten is a town near us", True),
        ("Tiny is a town near us", True),
        ("Kiel won 2-0", True),
        ("Xanten won 2-0", False),
        ("Florence won 2-0", False),
        ("Bo Kiel won 2-0", False),
    ],
)
def test_comparisons_descriptions_and_scores_support_a_name(text: str, found: bool) -> None:
    assert bool(supported(text, likely=0.0)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We came to Xanten. Then Xanten went", True),
        ("We came to Xanten. They say Bo Xanten went", False),
        ("We came to Xanten. They saw a Bo Xanten woman", True),
        ("We came to Xanten. Xanten Bo went", True),
        ("We came to Xanten. XANTEN went", True),
        ("We came to Bonn. Then Xanten went", False),
    ],
)
def test_certain_name_supports_the_same_name(text: str, found: bool) -> None:
    name = "Xanten" if "to Xanten" in text else "Bonn"
    assert bool(supported(text, (name, 0.8), likely=0.0)) is found
    assert not supported("We came to Xanten. Then Xanten went", ("Xanten", 0.79), likely=0.0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They came to ABCDE now", set()),
        ("They came to ABCDEF now", {"ABCDEF"}),
        ("They came to USA now", {"USA"}),
        ("They came to NSW now", {"NSW"}),
        ("They came to Ulm$ now", set()),
        ("It is for 50 Ulm now", set()),
        ("Their son, Ulm", set()),
        ("The battle of Ulm", set()),
        ("They came to @Ulm", set()),
        ("They came to Xa Ulm Low", set()),
        ("They saw a Xa Ulm woman", {"Xa Ulm"}),
        ("They came to Xa Yb Zc now", {"Xa Yb Zc"}),
        ("They came to Xa Yb Zc Ud now", set()),
        ("They came to St. Ives now", {"St. Ives"}),
        ("They came to Ulm’s church", {"Ulm"}),
    ],
)
def test_only_whole_names_of_places_are_supported(text: str, names: set[str]) -> None:
    assert supported(text) == names


def test_names_of_people_in_the_text_are_not_supported() -> None:
    assert supported("They came to Xa Ulm now", people=("Xa",)) == set()
    assert supported("They came to Xa Ulm now", people=("X",)) == {"Xa Ulm"}


def test_mentions_and_taken_spans_are_not_supported_again() -> None:
    text = "They came to Xa Ulm now"
    assert supported(text, ("Ulm", 0.9)) == supported(text, ("Xa", 0.9)) == set()
    assert not list(find_supported(text, [], [(13, 15)], (), tagged(text, elsewhere=0.5), GAZETTEER))


# --- typical phrases ----------------------------------------------------------------------------------------------

PHRASES = Names(
    {
        "Ulm": place(4.3, lat=48.4),
        "Near": place(4.3, lat=48.4 + 39 / 111.195),
        "Far": place(4.3, lat=48.4 + 41 / 111.195),
        "Low": place(4.2, lat=48.4),
        "Lund": place(3.0),
        "Tiny": place(2.9),
        "Main": place(5.0, "water"),
        "Vienna": place(5.3, lat=10),
        "Brussels": place(5.3, lat=50),
        "Graz": place(5.2, lat=0),
        "Alias": place(5.0, match=Match.ALTERNATE),
        "Madison": place(4.7),
        "Bare": place(4.6),
        "Hop": place(4.7),
        "Oakland": place(5.6),
    },
    {"Madison": "a surname", "HOP": "an English word"},
)


def phrased(text: str, *spans: tuple[str, str, float]) -> list[str]:
    return [m.surface for m in find_patterns(text, tagged(text, *spans), PHRASES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LUND — They came", ["LUND"]),
        ("TINY — They came", []),
        ("MAIN — They came", []),
        ("ALIAS — They came", []),
        ("MADISON — They came", ["MADISON", "MADISON"]),
        ("HOP — They came", []),
        ("BARE The council came", []),
        ("VIENNA The council came", ["VIENNA"]),
        ("Bo Di, D-Oakland, came", ["Oakland"]),
        ("Bo Di, 18, of Lund, came", ["Lund"]),
        ("Bo Di, formerly of Tiny, came", []),
    ],
)
def test_names_in_datelines_and_after_parties_and_ages(text: str, names: list[str]) -> None:
    assert phrased(text) == names


def test_place_in_the_name_of_a_person_is_found() -> None:
    assert phrased("They met Bo of Lund here", ("Bo of Lund", "PER", 0.9)) == ["Lund"]
    assert phrased("They met Bo of Lund here", ("Bo of Lund", "ORG", 0.9)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Brussels-Vienna train", ["Brussels", "Vienna"]),
        ("the Brussels-Graz train", []),
        ("the Ulm-Near train", ["Ulm", "Near"]),
        ("the Near/Ulm train", ["Near", "Ulm"]),
        ("the Ulm-Far train", []),
        ("the Ulm-Low train", []),
        ("the Low-Ulm train", []),
        ("the Ulm-Qwzyx train", []),
        ("old Mr. Ulm-Near came", []),
        ("It came. Ulm-Near trains", ["Ulm", "Near"]),
    ],
)
def test_pair_is_of_two_large_places_or_two_neighbouring_towns(text: str, names: list[str]) -> None:
    assert phrased(text) == names


# --- towns that the tagger labels as people -----------------------------------------------------------------------

RELABELLED = Names(
    {
        "Kyiv": place(6.0, feature_code="PPLC"),
        "Riga": place(5.9, feature_code="PPLC"),
        "Lomé": place(6.0, feature_code="PPLC", match=Match.ALTERNATE),
        "Male": place(6.0, feature_code="PPLC"),
        "Figeac": place(4.0),
        "Tiny": place(3.9),
        "Florence": place(4.9),
    },
    {"Male": "an English word"},
)


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("They said Kyiv would come", "Kyiv", True),
        ("They said Riga would come", "Riga", False),
        ("They said Lomé would come", "Lomé", False),
        ("They said Male would come", "Male", False),
        ("They saw Tiny, a village of ten people", "Tiny", True),
        ("It was late. Figeac won 2–0", "Figeac", True),
        ("It was late. Tiny won 2–0", "Tiny", False),
        ("It was late. Florence won 2–0", "Florence", False),
        ("After Figeac the rock turns white", "Figeac", True),
        ("After Figeac they came", "Figeac", False),
        ("They met Figeac the road", "Figeac", False),
        ("They said Qwzyx would come", "Qwzyx", False),
    ],
)
def test_town_that_is_tagged_as_a_person(text: str, name: str, found: bool) -> None:
    start = text.index(name)
    span = Span(start, start + len(name), "PER", 0.9)
    assert is_town(text, span, [], RELABELLED) is found
    assert not is_town(text, span, [name], RELABELLED)
    assert not is_town(text, span._replace(label="ORG"), [], RELABELLED)


# --- units and counties -------------------------------------------------------------------------------------------

OKLAHOMA = place(6.5, "admin1", country="US", admin1="US.OK")
UNITS = Names(
    {
        "Camden": place(3.0, admin1="US.SC", country="US"),
        "Bangor": [place(4.0, country="US"), place(5.0, country="GB", match=Match.ALTERNATE)],
        "Weak": place(5.0, match=Match.WEAK),
        "Chad": place(5.0, "country"),
        "Yuma": place(4.0, country="US"),
        "North Yuma Bend": place(4.0, country="US"),
        "Perth": place(6.0, country="AU"),
        "Maine": place(6.0, "admin1", country="US", admin1="US.ME"),
        **dict.fromkeys(("Oklahoma", "Okla."), OKLAHOMA),
        "Tulsa": place(5.6, country="US", admin1="US.OK"),
        "South Carolina": place(6.7, "admin1", country="US", admin1="US.SC"),
        "Clay County": [place(5.0), place(4.0, "admin2")],
        "Acadia Parish": place(4.0, "admin2"),
        "Grant County": place(4.0),
    }
)


def units(text: str, *people: str) -> list[tuple[str, str]]:
    taken = Spans((text.index(p), text.index(p) + len(p)) for p in people)
    found = list(find_units(text, taken, UNITS))
    assert all(text[m.start : m.end] == m.surface and m.confidence == 0.9 for m in found)
    return [(m.surface, m.lemma) for m in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in Bangor, ME, now", [("Bangor", ""), ("ME", "Maine")]),
        ("in Bangor,\nME, now", [("Bangor", ""), ("ME", "Maine")]),
        ("in Weak, ME, now", []),
        ("in Chad, ME, now", []),
        ("in bangor, ME, now", []),
        ("in Fort Yuma, ME, now", [("Fort Yuma", ""), ("ME", "Maine")]),
        ("in Old North Yuma Bend, ME, now", [("Old North Yuma Bend", ""), ("ME", "Maine")]),
        ("in Perth, WA, now", [("Perth", ""), ("WA", "Western Australia")]),
        ("in Yuma, WA, now", [("Yuma", ""), ("WA", "Washington State")]),
        ("in Camden, S. C., now", [("Camden", ""), ("S. C.", "South Carolina")]),
        ("in Tulsa, Okla., now", [("Tulsa", ""), ("Okla.", "")]),
        ("in Tulsa, Abroad., now", []),
        (
            "in Camden, S. C., Bangor, ME",
            [("Camden", ""), ("S. C.", "South Carolina"), ("Bangor", ""), ("ME", "Maine")],
        ),
    ],
)
def test_unit_after_a_known_place(text: str, found: list[tuple[str, str]]) -> None:
    assert units(text) == found


def test_name_of_a_person_before_an_abbreviation_is_a_town_only_if_the_unit_has_it() -> None:
    assert len(units("in Camden, S. C., now", "Camden")) == 2
    assert units("in Bangor, S. C., now", "Bangor") == []
    assert units("Mary Camden, S. C., now", "Mary Camden") == []


def test_counties_of_a_list_have_their_full_name_as_lemma() -> None:
    found = list(find_counties("Clay, Grant and Clay counties, Acadia and Clay parishes", UNITS))
    assert [(m.surface, m.lemma) for m in found] == [
        ("Clay", "Clay County"),
        ("Clay", "Clay County"),
        ("Acadia", "Acadia Parish"),
    ]


# --- lists of neighbours ------------------------------------------------------------------------------------------

KM = 1 / 111.195
TOWNS = Names(
    {
        "Harlan": place(lat=50),
        "Pike": place(lat=50.1),
        "Hazard": place(lat=50 + 79 * KM),
        "Distant": place(lat=50.1 + 81 * KM),
        "Alias": place(lat=50, match=Match.ALTERNATE),
        "River": place(lat=50, kind="water"),
        "County": place(lat=50, kind="admin2"),
        "Twice": [place(lat=0), place(lat=50)],
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("saw Harlan, Pike, Hazard now", ["Hazard"]),
        ("saw Hazard, Harlan and Pike now", ["Hazard"]),
        ("saw Harlan, Pike, Distant now", []),
        ("saw Harlan, Pike, Alias now", []),
        ("saw Harlan, Pike, River now", []),
        ("saw Harlan, Pike, County now", ["County"]),
        ("saw Harlan, Pike, Twice now", ["Twice"]),
        ("saw Harlan, Bo, Hazard now", []),
        ("saw Harlan, Harlan, Hazard now", []),
        ("saw Harlan, Pike, Hazard, Bo now", ["Hazard"]),
        ("saw Harlan, Pike, Hazard, Bo, Di now", []),
        ("saw Harlan, Pike, Hazard Bo now", []),
    ],
)
def test_name_near_two_other_places_of_a_list(text: str, found: list[str]) -> None:
    at = 0
    mentions: list[Mention] = []
    for word in ("Harlan", "Harlan", "Pike"):
        start = text.find(word, at)
        if start >= 0 and not any(m.start == start for m in mentions):
            mentions.append(Mention(word, start, start + len(word)))
        at = max(at, start + 1)
    assert [(m.surface, m.confidence) for m in find_neighbours(text, mentions, [], TOWNS)] == [
        (name, 0.8) for name in found
    ]
