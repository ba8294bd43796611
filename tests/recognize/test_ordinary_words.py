"""Ordinary words that are also names, cases of names, or foreign names of places."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.recognize.languages.capitalized import find_capitalized
from storymap.recognize.languages.data import language_data


def names(text: str, language: str) -> list[str]:
    return [m.surface for m in find_capitalized(text, language_data(language), open_gazetteer())[0]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Думаю, что всё просто. Самое главное — не торопиться. Паста готова. Глаза боятся, а руки делают."),
        ("pl", "Ludzie nie czytają. Roku brakuje. Nigdy nie wiadomo."),
        ("cs", "Děti spí. Během dne prší. Lidé odešli."),
        ("uk", "Тоді ми пішли. Мені холодно."),
        ("sl", "Drugi teden je bil boljši."),
        ("pt", "Cada um sabe o que faz."),
        ("de", "Oma kocht. Die Tage werden kürzer. Der Ofen ist heiß, Dr. Kern kommt."),
        ("hr", "Žena čita novine."),
        ("fr", "La réunion commence à neuf heures."),
        ("ga", "Lá amháin bhí bean ann. Níl sé anseo. Bí ciúin."),  # no frequencies of words are known
        ("eu", "Edo hau edo hori. Gero etorriko da."),
        ("es", "Usa capas. Qué bien."),
        ("de", "Im Auto saßen Malte, Sophie und Michi. Dahinter fuhren Kirsten, Nils und Papa."),
    ],
)
def test_ordinary_word_at_the_beginning_of_a_sentence_is_no_place(language: str, text: str) -> None:
    assert names(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Москва растёт. Мы жили в Самаре.", ["Москва", "Самаре"]),
        ("pl", "Warszawa rośnie. Jedziemy do Krakowa.", ["Warszawa", "Krakowa"]),
        ("pt", "Lisboa acordou cedo. Ele vive no Chade.", ["Lisboa", "Chade"]),
        ("de", "Köln feiert. Sie fuhr nach Rom und an den Tajo.", ["Köln", "Rom", "Tajo"]),
        ("fr", "Elle vit à La Réunion.", ["La Réunion"]),
        ("fr", "Il vit aux USA. USA et Canada.", ["USA", "USA", "Canada"]),
        ("de", "Die USA sind groß. Sie reist nach Kuba.", ["USA", "Kuba"]),
        ("es", "Vive en USA.", ["USA"]),
        ("it", "Gli USA e il Canada.", ["USA", "Canada"]),
        ("ga", "Tá sé ina chónaí i Londain.", ["Londain"]),
    ],
)
def test_place_is_still_found(language: str, text: str, expected: list[str]) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "Мы спросили Анну."), ("pl", "Pytam Jagnę."), ("hu", "Kati alszik.")]
)
def test_given_name_in_any_case_is_no_place(language: str, text: str) -> None:
    assert names(text, language) == []


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("Thank you also to Mary for playing the piano.", "Mary", False),
        ("Apologies were received from Florence and Jean.", "Florence", False),
        ("Apologies were received from Florence and Stanley.", "Stanley", False),
        ("Many thanks to Mary and Austin for the teas.", "Austin", False),
        ("Congratulations to Austin on his medal.", "Austin", False),
        ("Thanks to Kenya for the corridor, the convoy left.", "Kenya", True),
        ("The train stopped at Mary, in Turkmenistan.", "Mary", True),
    ],
)
def test_thanked_person_is_no_place(text: str, name: str, is_place: bool) -> None:
    found = {r.mention.surface for r in storymap.places(text) if r.place is not None}
    assert (name in found) is is_place
