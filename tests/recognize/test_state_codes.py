"""Codes of states after a name: "Rio Grande (RS)", "Santos-SP"."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.recognize.word_lists import word_lists


@pytest.mark.parametrize(
    ("text", "surface", "state"),
    [
        ("A Polícia Civil prendeu um homem em Rio Grande (RS) na terça-feira.", "Rio Grande", "Rio Grande do Sul"),
        ("Um homem foi preso em Bom Jesus (PI) e levado para a delegacia.", "Bom Jesus", "Piauí"),
        ("Um homem foi preso em Bom Jesus (RN) e levado para a delegacia.", "Bom Jesus", "Rio Grande do Norte"),
        ("O acidente ocorreu em Bom Jesus-PI, segundo a polícia.", "Bom Jesus", "Piauí"),
        ("A obra em Santa Cruz/RN foi suspensa pela justiça.", "Santa Cruz", "Rio Grande do Norte"),
        ("O acidente ocorreu em Santa Cruz (RN), segundo a polícia.", "Santa Cruz", "Rio Grande do Norte"),
    ],
)
def test_town_before_the_code_is_in_the_state(text: str, surface: str, state: str) -> None:
    found = next(r for r in storymap.places(text) if r.mention.surface == surface)
    assert found.place is not None and found.place.admin1 == state


def test_codes_that_are_names_elsewhere_are_no_places() -> None:
    found = storymap.places("Aço de Itajaí (SC) e soja de Paranaguá (PR) seguem para Maringá-PR.", language="pt")
    assert {r.mention.surface: r.place and r.place.admin1 for r in found} == {
        "Itajaí": "Santa Catarina",
        "Paranaguá": "Paraná",
        "Maringá": "Paraná",
    }
    assert found.suggestions == ()


def test_code_has_no_meaning_in_another_language() -> None:
    found = next(r for r in storymap.places("The Rio Grande (RS) gauge near El Paso, Texas, was dry."))
    assert found.mention.context.admin == ""


def test_code_after_a_name_without_a_town_in_the_state_is_ignored() -> None:
    found = storymap.places("O relatório sobre a Europa (CE) foi publicado em Lisboa.")
    assert {r.mention.context.admin for r in found} == {""}


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("La festa di Samone (TO) è rinviata a domenica prossima.", "it", "Piedmont"),
        ("La festa di Samone (TN) è rinviata a domenica prossima.", "it", "Trentino-Alto Adige"),
        ("Der Gemeinderat von Buchs (AG) tagt am Montag.", "de", "Aargau"),
        ("Der Gemeinderat von Buchs SG tagt am Montag.", "de", "St. Gallen"),
        ("Ein Lastwagen aus Neustadt (SH) kippte um.", "de", "Schleswig-Holstein"),
        ("El alcalde de Mieres (GI) pidió ayuda.", "es", "Catalonia"),
        ("El alcalde de Mieres (O) pidió ayuda.", "es", "Asturias"),
        ("Un homme de Saint-Denis (93) a été blessé.", "fr", "Paris region"),
        ("Un homme de Castres (81) a été blessé.", "fr", "Occitanie"),
        ("De brand in Bergen (NH) is geblust.", "nl", "North Holland"),
        ("De brand in Hengelo (Gld) is geblust.", "nl", "Gelderland"),
    ],
)
def test_codes_of_provinces_cantons_and_departments(text: str, language: str, unit: str) -> None:
    (found,) = storymap.places(text, language=language)
    assert found.place is not None and found.place.admin1 == unit


def test_code_of_a_country_after_a_town() -> None:
    (found,) = storymap.places("Ein Techniker aus Freiburg (D) reparierte die Anlage.", language="de")
    assert found.place is not None and found.place.country_codes[:1] == ("DE",)


def test_village_before_a_code_is_a_place_even_if_its_name_is_a_word() -> None:
    found = storymap.places("Betroffen waren Rüti (ZH) und Wald (ZH).", language="de")
    assert {r.mention.surface: r.place and r.place.admin1 for r in found} == {"Rüti": "Zurich", "Wald": "Zurich"}


@pytest.mark.parametrize(
    "text", ["Der Bundesrat (BR) tagte in Wien.", "Die Firma Muster AG baut in Wien.", "Il Po (PO) è in secca."]
)
def test_code_without_a_town_before_it_is_ignored(text: str) -> None:
    language = "it" if text.startswith("Il") else "de"
    assert {r.mention.context.admin for r in storymap.places(text, language=language)} <= {""}


def test_names_of_all_units_are_in_the_gazetteer() -> None:
    gazetteer = open_gazetteer()
    units = {unit for table in word_lists("state_codes.toml").values() for unit in table}
    assert [u for u in sorted(units) if not any(e.kind in ("admin1", "country") for e in gazetteer.find(u)[:5])] == []
