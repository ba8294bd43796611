"""Definite descriptions: what is found, where it ends, and what it is made of."""

from __future__ import annotations

import pytest

from storymap.recognize.descriptions import find_descriptions

DEMONYMS = {"Russian": ("RU",), "Israeli": ("IL",), "Turkish": ("TR",)}


class Gazetteer:
    def demonym(self, word: str) -> tuple[str, ...]:
        return DEMONYMS.get(word, ())


def described(text: str) -> list[tuple[str, str]]:
    return [(m.surface, m.cue["head"]) for m in find_descriptions(text, Gazetteer())]  # type: ignore[arg-type]


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
        ("Soldiers entered the breakaway region, it said.", "the breakaway region", "region"),
    ],
)
def test_a_description_is_found_whole(text: str, surface: str, head: str) -> None:
    assert described(text) == [(surface, head)]


@pytest.mark.parametrize(
    "text",
    [
        "the Kuril Islands",  # a name
        "the city of Waco",  # the name follows
        "the state visit",  # qualifies the next noun
        "the state-run company",
        "the city council met",
        "islands were found",  # indefinite
        "The Islands of the Blessed",
    ],
)
def test_what_is_no_description_is_left_alone(text: str) -> None:
    assert described(text) == []


def test_the_holder_is_read_from_the_demonym() -> None:
    (mention,) = find_descriptions("the Israeli-occupied territory was", Gazetteer())  # type: ignore[arg-type]
    assert mention.cue["holders"] == "IL"
    assert mention.surface == "the Israeli-occupied territory"


def test_an_anchor_and_a_year_are_kept() -> None:
    (one, two) = find_descriptions("the islands off Hokkaido and the peninsula seized in 2014", Gazetteer())  # type: ignore[arg-type]
    assert (one.cue["relation"], one.cue["anchor"]) == ("off", "Hokkaido")
    assert (two.cue["relation"], two.cue["year"]) == ("seized", "2014")


def test_offsets_are_those_of_the_text() -> None:
    text = "Æ – the disputed islands; the strait."
    assert all(text[m.start : m.end] == m.surface for m in find_descriptions(text, Gazetteer()))  # type: ignore[arg-type]
