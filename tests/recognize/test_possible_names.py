"""Scores of names that may be suggested, with a given result of the tagger and a small gazetteer."""

from __future__ import annotations

import pytest

from storymap.model import Mention
from storymap.recognize.languages.data import Language
from storymap.recognize.possible_names import PossibleName, english_names
from storymap.recognize.spans import Spans
from tests.recognize.small import Names, place, tagged

LANGUAGE = Language("en", given_names=frozenset({"lindsay"}))
GAZETTEER = Names(
    {
        "Marburg": place(4.9),
        "Ulm": place(5.5),
        "Lund": place(4.9),
        "Lindsay": place(4.3),
        "Old Marburg": place(4.0),
        "Frankfurt am Main": place(5.9),
        "Rostov-on-Don": place(6.0),
        "The Hague": place(5.7),
        "A B C D E": place(4.0),
        "A B C D E F": place(4.0),
        "Syria": place(7.0, "country"),
        "Clay": place(4.0, "admin2"),
        "Elbe": place(4.0, "water"),
        "GOP": place(4.0),
        "Split": place(5.2),
        "Cork": place(5.2),
        "Danish": place(4.0),
        "Bank": place(4.0),
        "Vale": place(4.0),
        "X": place(4.0),
    },
    {"Cork": "as often an English word as the town", "Split": "an English word", "Bank": "never"},
    {"Danish": ("DK",)},
)


def possible(
    text: str, *names: tuple[str, str, float], mentions: tuple[str, ...] = (), namesakes: bool = False
) -> dict[str, PossibleName]:
    known = [Mention(name, text.index(name), text.index(name) + len(name)) for name in mentions]
    taken = Spans((m.start, m.end) for m in known)
    tagging = tagged(text, *names)
    found = english_names(text, tagging, known, taken, GAZETTEER, LANGUAGE, namesakes=namesakes)
    return {text[n.start : n.end]: n for n in found}


@pytest.mark.parametrize(
    ("text", "name", "features", "score"),
    [
        ("They saw Marburg today", "Marburg", set(), 0.1455),
        ("They saw Ulm today", "Ulm", {"short"}, 0.07488),
        ("They saw Lindsay today", "Lindsay", {"given-name"}, 0.04583),
        ("They saw Old Marburg today", "Old Marburg", {"several"}, 0.1507),
        ("They saw Syria today", "Syria", {"country"}, 0.07317),
        ("They saw Clay today", "Clay", {"county", "short"}, 0.08794),
        ("They saw Elbe today", "Elbe", {"feature", "short"}, 0.1709),
        ("They saw GOP today", "GOP", {"initials", "short"}, 0.05422),
        ("They saw. Marburg is old", "Marburg", {"begins", "person-verb"}, 0.2142),
        ("They saw Marburg and marburg today", "Marburg", {"lower"}, 0.04698),
        ("They saw Bo Marburg today", "Marburg", {"after-capital"}, 0.1101),
        ("They saw Marburg Bo today", "Marburg", {"before-capital"}, 0.03592),
        ("They saw Captain Marburg today", "Marburg", {"after-capital", "title"}, 0.02188),
        ("They saw Dr. Marburg today", "Marburg", {"begins", "title"}, 0.05166),
        ("They saw Marburg Road today", "Marburg", {"before-capital", "street"}, 0.004918),
        ("They saw Marburg-based", "Marburg", {"based"}, 0.5572),
        ("They saw residents of Marburg today", "Marburg", {"resident"}, 0.613),
        ("They came near Marburg today", "Marburg", {"placed"}, 0.5399),
        ("They came from Marburg today", "Marburg", {"preposition"}, 0.387),
        ("They saw Marburg lies behind us", "Marburg", {"geographic"}, 0.6225),
        ("They saw a Marburg today", "Marburg", {"article"}, 0.1015),
        ("They saw his brother Marburg today", "Marburg", {"relative"}, 0.1235),
        ("They saw Marburg Police", "Marburg", {"body", "before-capital"}, 0.2110),
        ("They saw. Marburg.", "Marburg", {"begins", "alone"}, 0.2125),
    ],
)
def test_score_depends_on_the_name_and_the_words_around_it(
    text: str, name: str, features: set[str], score: float
) -> None:
    found = possible(text)[name]
    assert {f for f, value in found.features.items() if value} - {"bias", "tag", "prominence"} == features
    assert found.score == pytest.approx(score, rel=0.01)


def test_score_of_a_namesake_a_listed_name_and_a_known_name() -> None:
    assert possible("They came near Cork today")["Cork"].score == pytest.approx(0.3259, rel=0.01)
    listed = possible("They saw Marburg and Lund today", mentions=("Lund",))["Marburg"]
    assert listed.features["listed"] == 1
    assert listed.score == pytest.approx(0.6155, rel=0.01)
    accepted = possible("They saw Lund or that Lund today", mentions=("Lund",))["Lund"]
    assert accepted.score == pytest.approx(0.1213, rel=0.01)


@pytest.mark.parametrize(
    ("label", "probability", "score"), [("LOC", 0.5, 0.4574), ("LOC", 0.95, 0.6984), ("PER", 0.9, 0.2159), ("ORG", 0.9, 0.1598)]
)  # fmt: skip
def test_score_depends_on_the_tagger(label: str, probability: float, score: float) -> None:
    found = possible("They saw Marburg today", ("Marburg", label, probability))["Marburg"]
    assert found.score == pytest.approx(score, rel=0.01)


def test_unknown_name_is_possible_if_the_tagger_finds_it_likely() -> None:
    found = possible("They saw Qwzyxia today", ("Qwzyxia", "LOC", 0.15))["Qwzyxia"]
    assert found.features["unknown"] == 1
    assert found.features["prominence"] == 0
    assert found.score == pytest.approx(0.2162, rel=0.01)
    assert possible("They saw Qwzyxia today", ("Qwzyxia", "LOC", 0.14)) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They saw Frankfurt am Main today", {"Frankfurt am Main"}),
        ("They saw Rostov-on-Don today", {"Rostov-on-Don"}),
        ("They saw The Hague today", {"The Hague"}),
        ("They saw The Marburg today", {"Marburg"}),
        ("They saw A B C D E today", {"A B C D E"}),
        ("They saw A B C D E F today", {"A B C D E"}),
        ("They saw X today", set()),
        ("They saw Danish today", set()),
        ("They saw Bank today", set()),
        ("They went to Bank today", set()),
        ("They saw Marburg, Lund today", {"Marburg", "Lund"}),
    ],
)
def test_longest_known_names_are_possible(text: str, names: set[str]) -> None:
    assert set(possible(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They saw Split today", set()),
        ("They came near Split today", {"Split"}),
        ("They split it near Split today", {"Split"}),
        ("They saw Cork today", set()),
        ("They came near Cork today", {"Cork"}),
        ("They cork it near Cork today", {"Cork"}),
    ],
)
def test_everyday_words_are_possible_only_in_the_position_of_a_place(text: str, names: set[str]) -> None:
    assert set(possible(text)) == names


def test_namesakes_are_also_possible_elsewhere_on_request() -> None:
    assert set(possible("They saw Cork and Split today", namesakes=True)) == {"Cork"}
    assert set(possible("They came from Split today", namesakes=True)) == {"Split"}
    assert set(possible("They came from the Split today", namesakes=True)) == set()


def test_names_inside_names_of_people_and_organisations_are_not_possible() -> None:
    text = "They saw Bo Marburg. Then Marburg and Lund Steel left."
    assert set(possible(text, ("Bo Marburg", "PER", 0.5), ("Lund Steel", "ORG", 0.5))) == {"Marburg"}
    assert set(possible(text, ("Bo Marburg", "PER", 0.49), ("Lund Steel", "ORG", 0.49))) == {"Marburg", "Lund"}


def test_name_of_a_person_elsewhere_in_the_text_has_a_lower_score() -> None:
    text = "They saw Bo Marburg. Then they left Marburg today"
    person = possible(text, ("Bo Marburg", "PER", 0.5))["Marburg"]
    assert person.bearer == "Bo Marburg"
    assert person.score < possible("They saw Bo. Then they left Marburg today")["Marburg"].score


def test_name_after_of_in_the_name_of_a_person_is_possible() -> None:
    assert set(possible("They saw Bo of Marburg today", ("Bo of Marburg", "PER", 0.9))) == {"Marburg"}
    assert set(possible("They saw Bo Marburg today", ("Bo Marburg", "PER", 0.9))) == set()


def test_longer_known_name_around_the_name_of_a_person_is_possible() -> None:
    assert set(possible("They saw Old Marburg today", ("Marburg", "PER", 0.9))) == {"Old Marburg"}


@pytest.mark.parametrize(
    ("text", "names"), [("They saw Marburg Vale", set()), ("They saw Marburg-Vale", set()), ("They saw Marburg, Vale", {"Vale"})]
)  # fmt: skip
def test_rest_of_a_longer_name_is_not_possible(text: str, names: set[str]) -> None:
    assert set(possible(text, mentions=("Marburg",))) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They saw that Qwzyxia lies behind us", {"Qwzyxia"}),
        ("They saw that Great Qwzyxia lies behind us", {"Great Qwzyxia"}),
        ("The Qwzyxia lies behind us", {"Qwzyxia"}),
        ("They saw Qwzyxia today", set()),
        ("There lies behind us", set()),
    ],
)
def test_unknown_name_is_possible_next_to_geographic_words(text: str, names: set[str]) -> None:
    assert set(possible(text)) == names


def test_name_is_rounded_to_a_mention_with_its_score() -> None:
    text = "They came near Marburg today"
    mention = possible(text)["Marburg"].mention(text)
    assert (mention.surface, mention.start) == ("Marburg", 15)
    assert mention.confidence == pytest.approx(0.5399, rel=0.01)
    assert mention.confidence == round(mention.confidence, 4)
