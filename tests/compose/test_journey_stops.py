"""Which places of a text a person reaches, leaves or stays in."""

from __future__ import annotations

import pytest

from storymap.compose.journeys.finder import Finder, Reached
from storymap.compose.journeys.vocabulary import vocabulary
from storymap.model import MentionKind
from storymap.read import read_string
from tests.compose.examples import mentions, place

NAMES = ("Lima", "Cuzco", "Puno", "Tacna", "Ica")


def reached(text: str, language: str = "en", kind: MentionKind = MentionKind.NAME) -> list[Reached | None]:
    """Return for each of the NAMES in a text the stop, or None."""
    article = read_string(text)
    words = vocabulary(language)
    assert words is not None
    rows = []
    for r in mentions(article.text, *(place(name, 0, 0) for name in NAMES), kind=kind):
        passage = next(p for p in reversed(article.passages) if p.start <= r.mention.start)
        rows.append((r, r.mention.surface, passage))
    return Finder(article.text, words).stops(rows)


def stops(text: str, language: str = "en") -> str:
    """Return the names of the stops. A stop that a verb of motion or a dateline tells of has an exclamation mark."""
    return " ".join(one.slug + "!" * one.strong for one in reached(text, language) if one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We reached Lima at dawn.", "Lima!"),
        ("We never reached Lima.", ""),
        ("The epidemic reached Lima.", ""),
        ("Ann Reed reached Lima. She slept.", "Lima!"),
        ("Ann Reed reached Lima.", ""),  # nothing says that Ann Reed is a person
        ("Left Lima at dawn. I was cold.", "Lima!"),
        ("Left Lima at dawn.", ""),
        ("I was cold. We took the bus to Lima.", "Lima!"),
        ("I was cold. The bus to Lima was late.", "Lima!"),
        ("The bus to Lima was late.", ""),
        ("I was cold. There is no bus to Lima and never was.", "Lima!"),
        ("I was cold. There was never a bus to Lima.", ""),
        ("They went to Lima.", "Lima!"),
        ("They did not go to Lima.", ""),
        ("The office moved to Lima.", ""),
        ("The goods go to Lima.", ""),
        ("I wrote home. Now they go to Lima.", ""),  # the text has a narrator, and they are others
        ("I wrote home. Now we go to Lima.", "Lima!"),
        ("I went home without a word about Lima.", ""),
        ("They drove past the mills and through the fields of Lima.", ""),
    ],
)
def test_person_who_travels_makes_a_stop(text: str, found: str) -> None:
    assert stops(text) == found


@pytest.mark.parametrize(
    ("text", "is_stop"),
    [
        ("In Lima we stopped for a week.", True),
        ("A week later, in Lima, we stopped.", True),
        ("At the end of a hot and windy week, in Lima, we stopped.", False),
        ("In Lima, the old town by the sea, we stopped.", True),
        ("In Lima, the old town by the sea with its white houses and red roofs, we stopped.", False),
        ("In Lima we did not stop.", False),
        ("In Lima the train stopped.", False),
        ("Lima, we stopped.", False),
    ],
)
def test_verb_of_motion_may_follow_a_place_at_the_beginning_of_a_sentence(text: str, is_stop: bool) -> None:
    assert ("Lima!" in stops(text)) == is_stop


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Lima I lost my hat.", "Lima"),
        ("In Lima I did not lose my hat.", ""),
        ("From Lima I have a hat.", ""),
        ("In Lima he lost his hat. I laughed.", ""),
        ("In Lima he lost his hat.", "Lima"),
        ("In Lima the mayor lost a hat. She laughed.", ""),
        ("My hat was lost in Lima.", ""),
        ("It rained, and my hat was lost in Lima. I laughed.", "Lima"),
    ],
)
def test_person_who_does_something_in_a_place_makes_a_weak_stop(text: str, found: str) -> None:
    assert stops(text) == found


def test_metonym_is_no_stop() -> None:
    assert reached("We went to Lima.", kind=MentionKind.METONYM) == [None]


def test_only_400_characters_before_a_place_are_read() -> None:
    for rest, found in (("a " * 185, "Lima!"), ("a " * 205, "")):
        assert stops(f"We walked {rest}to Lima.") == found


def test_only_400_characters_after_a_place_are_read() -> None:
    for rest, found in (("rot " * 90, "Lima!"), ("rot " * 100, "")):
        assert stops(f"Nach Lima {rest}fahren wir.", "de") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nach Lima fahren wir.", "Lima!"),
        ("Wir fahren nach Lima.", "Lima!"),
        ("Nach Lima fahren wir nicht.", ""),
        ("Nach Lima fahren wir, nicht nach Rom.", "Lima!"),
        ("Der Bus kam nach Lima.", ""),
        ("Nach Lima, der Stadt am Meer.", ""),
    ],
)
def test_verb_may_follow_the_place_in_german(text: str, found: str) -> None:
    assert stops(text, "de") == found


def test_datelines_of_three_places_make_stops() -> None:
    text = "Lima, June 2. Rain.\n\nCuzco, June 3: more rain.\n\nPuno, June 5. Sun."
    assert stops(text) == "Lima! Cuzco! Puno!"
    assert stops(text.replace("Puno, June 5. ", "Puno. ")) == ""
    assert stops(text.replace("Puno,", "In Puno,")) == ""
    assert stops(text.replace("Puno,", "Puno on")) == ""
    assert stops(text.replace("Puno, June", "Puno, after a long night of rain and wind, June")) == ""
    assert stops(f"{text}\n\nTacna.") == "Lima! Cuzco! Puno!"


def test_day_or_date_may_be_before_the_place_of_a_dateline() -> None:
    text = "Day 1: Lima. Rain.\n\nDay 2: Cuzco.\n\n5 June, Puno. Sun."
    assert stops(text) == "Lima! Cuzco! Puno!"
    assert stops(text.replace("Day 2: ", "Day 2, a day of rain: ")) == ""


def test_stop_has_the_day_of_its_passage_or_sentence() -> None:
    def days(text: str) -> list[str]:
        return [one.day for one in reached(text) if one]

    assert days("Day 12. We went to Lima.") == ["Day 12"]
    assert days("Rain. Day 12. We went to Lima.") == [""]
    assert days("On 5 June we went to Lima.") == ["5 June"]
    assert days("We went to Lima on June 5.") == ["June 5"]
    assert days("We went to Lima. On June 5 it rained.") == ["June 5"]
    assert days("We went to Lima. It rained for a week, and the sun came on June 5.") == [""]
    assert days("We went to Lima.\n\nJune 5. Rain.") == [""]


def test_stops_have_their_passages() -> None:
    found = reached("We went to Lima and on to Cuzco.\n\nThen we went to Puno.")
    assert [(one.slug, one.passage) for one in found if one] == [("Lima", "p1"), ("Cuzco", "p1"), ("Puno", "p2")]


@pytest.mark.parametrize(
    ("text", "is_biography"),
    [("She was born in Lima and went to Cuzco.", False), ("She was born in Lima and died in Cuzco.", True)],
)
def test_two_biographical_words_make_a_biography(text: str, is_biography: bool) -> None:
    words = vocabulary("en")
    assert words is not None
    assert Finder(text, words).is_biography == is_biography
