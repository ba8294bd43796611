"""Rivers after their type word in languages other than English: "il fiume Oglio", "на реке Томи"."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Resolution


def resolved(text: str, language: str, surface: str) -> Resolution | None:
    return next((r for r in storymap.places(text, language=language) if r.mention.surface == surface), None)


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("Il fiume Taro è in piena.", "it", "Taro"),
        ("Der Fluss Thur führt Hochwasser.", "de", "Thur"),
        ("Am Fluss Enns wurde gesucht.", "de", "Enns"),
        ("La rivière Isère a débordé.", "fr", "Isère"),
        ("El agua llega al río Segura sin tratar.", "es", "Segura"),
        ("A água do rio Mondego subiu.", "pt", "Mondego"),
        ("De rivier Maas staat hoog.", "nl", "Maas"),
        ("Rzeka Soła opada.", "pl", "Soła"),
        ("На реке Томи растёт уровень воды.", "ru", "Томи"),
        ("Річка Тиса вийшла з берегів.", "uk", "Тиса"),
    ],
)
def test_name_after_the_word_for_a_river_is_a_river(text: str, language: str, surface: str) -> None:
    found = resolved(text, language, surface)
    assert found is not None and found.place is not None and found.place.feature_class == "H"


def test_unknown_river_is_not_placed_in_a_town_of_the_name() -> None:
    found = resolved("Il fiume Zagarolo è in piena.", "it", "Zagarolo")
    assert found is not None and found.place is None


def test_german_noun_after_the_word_for_a_river_is_no_river() -> None:
    assert resolved("Im Fluss Fische zu fangen ist verboten.", "de", "Fische") is None


def test_word_with_a_capital_is_part_of_the_name() -> None:
    assert resolved("La fiesta de Río Turbio fue un éxito.", "es", "Turbio") is None
