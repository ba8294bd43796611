"""Codes of states after a name: "Rio Grande (RS)", "Santos-SP"."""

from __future__ import annotations

import pytest

import storymap


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
