"""Recognition of definite descriptions ("the disputed islands") and their parts."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Description
from storymap.recognize.descriptions import find_descriptions

DEMONYMS = {"Russian": ("RU",), "Israeli": ("IL",), "Turkish": ("TR",)}


class Gazetteer:
    def demonym(self, word: str) -> tuple[str, ...]:
        return DEMONYMS.get(word, ())


def find(text: str) -> list[tuple[str, Description]]:
    mentions = find_descriptions(text, Gazetteer())  # type: ignore[arg-type]
    return [(m.surface, m.description) for m in mentions if isinstance(m.description, Description)]


@pytest.mark.parametrize(
    ("text", "surface", "head"),
    [
        ("Talks over the disputed islands failed.", "the disputed islands", "islands"),
        (
            "the small Russian-held group of islands off Hokkaido has",
            "the small Russian-held group of islands off Hokkaido",
            "islands",
        ),
        ("Ships left the peninsula annexed in 2014.", "the peninsula annexed in 2014", "peninsula"),
        ("in the strait between Taiwan and China.", "the strait between Taiwan and China", "strait"),
        ("The self-ruled island’s president", "The self-ruled island", "island"),
        ("the islands claimed by Japan and Russia.", "the islands claimed by Japan and Russia", "islands"),
        ("small islets, the islands off the coast of Vietnam.", "the islands off the coast of Vietnam", "islands"),
        ("the dispute over the islands.", "the islands", "islands"),
        ("the largest bridge in the country, he said.", "the country", "country"),
        ("The town, whose mayor resigned, is small.", "The town", "town"),
        ("Soldiers entered the breakaway region, it said.", "the breakaway region", "region"),
    ],
)
def test_description_has_surface_and_head(text: str, surface: str, head: str) -> None:
    assert [(words, description.head) for words, description in find(text)] == [(surface, head)]


@pytest.mark.parametrize(
    "text",
    [
        "the Kuril Islands",  # this is a name, not a description
        "the city of Waco",  # the name of the city follows
        "the state visit",  # "state" modifies the next noun
        "the state-run company",
        "the city council met",
        "islands were found",  # without an article, no certain islands are meant
        "The Islands of the Blessed",
        "This is the country of the great she-wolf.",
        "the town of her birth is far away",
        "the city where I was born is far away",
        "They moved to the country to grow roses.",
        "We bought a house in the country.",
    ],
)
def test_phrase_that_is_not_a_description_is_ignored(text: str) -> None:
    assert find(text) == []


def test_demonym_gives_the_holders() -> None:
    ((surface, description),) = find("the Israeli-occupied territory was")
    assert description.holders == ("IL",)
    assert surface == "the Israeli-occupied territory"


def test_relation_has_anchors_and_participle_has_a_year() -> None:
    ((_, islands), (_, peninsula)) = find("the islands off Hokkaido and the peninsula seized in 2014")
    assert (islands.relation, islands.anchors) == ("off", ("Hokkaido",))
    assert (peninsula.relation, peninsula.year) == ("seized", "2014")


def test_offsets_match_the_text() -> None:
    text = "Æ – the disputed islands; the strait."
    assert all(text[m.start : m.end] == m.surface for m in find_descriptions(text, Gazetteer()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "surface", "head"),
    [
        ("The mountainous kingdom slept.", "The mountainous kingdom", "kingdom"),
        ("Lights went out in the port city.", "the port city", "city"),
        ("People in the state’s capital waited.", "the state’s capital", "capital"),
        ("People in the border town waited.", "the border town", "town"),
        ("Nobody in the state capital complained.", "the state capital", "capital"),
    ],
)
def test_noun_before_a_kind_of_place_is_a_modifier(text: str, surface: str, head: str) -> None:
    assert [(words, description.head) for words, description in find(text)] == [(surface, head)]


def test_nation_without_modifiers_is_its_people() -> None:
    assert find("The nation mourned.") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The camp is just west of Ballarat.", "just west of Ballarat"),
        ("They live a few miles outside Ballarat.", "a few miles outside Ballarat"),
        ("The barn, 15 miles from Ballarat, burned.", "15 miles from Ballarat"),
        ("A buoy broke loose 30 nautical miles off Recife.", "30 nautical miles off Recife"),
    ],
)
def test_point_beside_a_town_is_mapped_near_it(text: str, surface: str) -> None:
    points = [r for r in storymap.places(text) if r.mention.surface == surface]
    assert [r.place is not None and r.place.approximate for r in points] == [True]


@pytest.mark.parametrize("text", ["Ballarat is 60 miles from Melbourne.", "The ship was 900 miles off Recife."])
def test_distance_that_relates_two_towns_or_is_long_is_no_point(text: str) -> None:
    assert not [r for r in storymap.places(text) if r.mention.kind.value == "description"]


def test_capital_after_a_comma_is_the_town_before() -> None:
    text = "Ottawa, the capital, was dark. Boise is in Idaho, and Spokane is not."
    found = [r.place.name for r in storymap.places(text) if r.mention.surface == "the capital" and r.place]
    assert found == ["Ottawa"]
