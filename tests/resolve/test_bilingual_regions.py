"""Regions and towns with names in two languages."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Der Landtag von Südtirol berät am Freitag in Bozen.", "Südtirol"),
        ("In Südtirol stiegen die Preise, auch in Meran und Bruneck.", "Südtirol"),
        ("Il Consiglio provinciale dell'Alto Adige si riunisce a Bolzano.", "Alto Adige"),
        ("Farmers in South Tyrol met in Bolzano.", "South Tyrol"),
    ],
)
def test_south_tyrol_is_not_the_larger_region_with_trentino(text: str, surface: str) -> None:
    found = next(r for r in storymap.places(text) if r.mention.surface == surface)
    assert found.place is not None and found.place.name == "South Tyrol"


@pytest.mark.parametrize("name", ["Trentino-Alto Adige", "Trentino-South Tyrol", "Trentino-Südtirol"])
def test_name_of_both_provinces_is_the_larger_region(name: str) -> None:
    found = open_gazetteer().find(name)[0]
    assert (found.kind, found.admin1) == ("admin1", "IT.17")


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Åbo", "Turku"),
        ("Čedad", "Cividale del Friuli"),
        ("Železna Kapla", "Bad Eisenkappel"),
        ("Elx", "Elche"),
    ],
)
def test_second_name_of_a_town_finds_it(name: str, town: str) -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.place(gazetteer.find(name)[0]).name == town
