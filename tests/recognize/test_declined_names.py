"""Declined and mutated names in Hungarian, Slovene and Welsh."""

from __future__ import annotations

import pytest

from storymap.pipeline import places
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.inflection import base_forms


def _mapped(text: str, language: str) -> dict[str, str]:
    """Return name as written -> name of the place."""
    found = places(text, language=language).resolutions
    return {r.mention.surface: r.place.name for r in found if r.place is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A busz Győrből indul, és Sopronban, majd Szombathelyen áll meg, végül Zalaegerszegig közlekedik.",
            {
                "Győrből": "Győr",
                "Sopronban": "Sopron",
                "Szombathelyen": "Szombathely",
                "Zalaegerszegig": "Zalaegerszeg",
            },
        ),
        (
            "A kiállítás Pécsről Nagykanizsára költözik, és Pozsonyban meg Bécsben is látható lesz.",
            {"Pécsről": "Pécs", "Nagykanizsára": "Nagykanizsa", "Pozsonyban": "Bratislava", "Bécsben": "Vienna"},
        ),
        (
            "Tegnap Szlovákiából és Ausztriából érkeztek vendégek Esztergomba.",
            {"Szlovákiából": "Slovakia", "Ausztriából": "Austria", "Esztergomba": "Esztergom"},
        ),
    ],
)
def test_hungarian_names_with_case_endings(text: str, expected: dict[str, str]) -> None:
    assert _mapped(text, "hu") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Avtobus vozi iz Kopra v Celje in Novo Gorico, ustavi pa tudi v Postojni in na Bledu.",
            {"Kopra": "Koper", "Celje": "Celje", "Novo Gorico": "Nova Gorica", "Postojni": "Postojna", "Bledu": "Bled"},
        ),
        (
            "Gostje prihajajo iz Avstrije, Italije in z Madžarske, najdlje pa iz Novega mesta.",
            {"Avstrije": "Austria", "Italije": "Italy", "Madžarske": "Hungary", "Novega mesta": "Novo Mesto"},
        ),
        (
            "Plaz je zaprl cesto med Bovcem in Tolminom, promet teče skozi Kobarid.",
            {"Bovcem": "Bovec", "Tolminom": "Tolmin", "Kobarid": "Kobarid"},
        ),
    ],
)
def test_slovene_names_with_case_endings(text: str, expected: dict[str, str]) -> None:
    assert _mapped(text, "sl") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mae’r arddangosfa wedi symud o Gaerdydd i Fangor, a bydd hi yng Nghaernarfon wedyn.",
            {"Gaerdydd": "Cardiff", "Fangor": "Bangor", "Nghaernarfon": "Caernarfon"},
        ),
        (
            "Bydd y bws yn mynd o Ddolgellau i Bwllheli, gan alw ym Mhorthmadog bob awr.",
            {"Ddolgellau": "Dolgellau", "Bwllheli": "Pwllheli", "Mhorthmadog": "Porthmadog"},
        ),
    ],
)
def test_welsh_names_with_initial_mutations(text: str, expected: dict[str, str]) -> None:
    assert _mapped(text, "cy") == expected


def test_in_between_two_slovene_names_means_and() -> None:
    # "in Zagreb and in Slovenia": Zagreb is not in Slovenia.
    assert _mapped("Koncerta bosta v Zagrebu in Sloveniji, vstopnic pa ni več.", "sl")["Zagrebu"] == "Zagreb"


def test_mutated_beginnings_give_all_possible_names() -> None:
    language = Language("cy", initial_mutations=(("Ngh", "C"), ("F", "B", "M")))
    assert list(base_forms("Fangor", language)) == ["Bangor", "Mangor"]
    assert list(base_forms("Nghonwy", language)) == ["Conwy"]
    assert list(base_forms("Wrecsam", language)) == []
