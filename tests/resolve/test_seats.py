"""Towns and units with the same name, such as the town Suceava and the county Suceava."""

from __future__ import annotations

from random import Random

import pytest

import storymap
from storymap.gazetteer import open_gazetteer

FRAMES = (
    "We reached {} at dusk.",
    "They arrived in {} on Monday.",
    "She was born in {} in 1931.",
    "The train from {} was late.",
    "He left {} before breakfast.",
    "A hotel in {} has shut.",
    "They spent two nights in {}.",
    "The bus stops at {} for lunch.",
    "Near {} the road was flooded.",
    "He walked to {} with a mule.",
)
# Units, from 15 countries, whose seat has the same name.
NAMES = [
    "Suceava",
    "Brașov",
    "Sibiu",
    "Buzău",
    "Kars",
    "Konya",
    "Sivas",
    "Nagano",
    "Fukushima",
    "Akita",
    "Toyama",
    "Cuneo",
    "Belluno",
    "Lugo",
    "Almería",
    "Soria",
    "Veracruz",
    "Oaxaca",
    "Zacatecas",
    "Utrecht",
    "Groningen",
    "Salta",
    "Mendoza",
    "Basra",
    "Herat",
    "Kandahar",
    "Puno",
    "Cusco",
    "Tacna",
    "Potosí",
    "Oruro",
    "Fribourg",
    "Bukhara",
    "Kilkenny",
    "Sligo",
]


def code_of(text: str, name: str, which: int = 0) -> str:
    found = [r.place for r in storymap.places(text) if r.mention.surface == name]
    place = found[which] if found else None
    return place.feature_code if place else ""


def test_bare_name_of_unit_is_its_seat() -> None:
    """In a random sample of sentences (with a seed), at least 95 % of the names on the map are towns."""
    random = Random(16)
    codes = [code_of(random.choice(FRAMES).format(name), name) for name in NAMES]
    mapped = [code for code in codes if code]
    assert len(mapped) >= 0.9 * len(codes)
    assert sum(code.startswith("PPL") for code in mapped) >= 0.95 * len(mapped)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Suceava County has 114 communes.", "Suceava County"),
        ("Nagano Prefecture is inland.", "Nagano Prefecture"),
        ("He grew up in Orizaba, Veracruz.", "Veracruz"),
        ("Farmers throughout Oaxaca lost their maize.", "Oaxaca"),
        ("Rain fell on Oaxaca, Chiapas and Tabasco.", "Oaxaca"),
        ("Snow fell in northern Fukushima.", "Fukushima"),
    ],
)
def test_unit_is_meant_by_words_next_to_it(text: str, name: str) -> None:
    assert code_of(text, name).startswith("ADM")


def test_town_and_its_unit_are_apart_in_one_text() -> None:
    text = "They unloaded in Veracruz. The pilot came from Orizaba, Veracruz."
    assert code_of(text, "Veracruz", 0).startswith("PPL")
    assert code_of(text, "Veracruz", 1) == "ADM1"


def test_states_of_the_us_are_not_their_namesakes() -> None:
    assert open_gazetteer().find("Oklahoma")[0].kind == "admin1"
    assert code_of("She was born in Oklahoma in 1931.", "Oklahoma") == "ADM1"


@pytest.mark.parametrize(
    ("text", "name"), [("O governo reuniu-se em Brasília.", "Brasília"), ("Ministers met in New Delhi.", "New Delhi")]
)
def test_capital_is_not_the_unit_that_has_its_name_as_a_less_usual_one(text: str, name: str) -> None:
    (found,) = (r for r in storymap.places(text) if r.mention.surface == name)
    assert found.place is not None and found.place.name == name
