"""Alternate names from GeoNames that the gazetteer keeps, and names of units without "County" and similar words."""

from __future__ import annotations

import pytest

from storymap.forge.places.columns import columns
from storymap.forge.places.demote_names import demote_names
from storymap.forge.places.draft import Draft
from storymap.forge.places.units import bare_names
from storymap.forge.places.world import World
from storymap.gazetteer.names import is_name, settled
from storymap.gazetteer.scripts import native_scripts, script
from storymap.ports import Match


def _demoted(drafts: list[Draft]) -> None:
    """Apply `demote_names` to drafts (places that are being compiled), and store the new matches of their names."""
    rows = columns(World(added=drafts))
    by_id = {draft.id: draft for draft in drafts}
    order = [*(draft.id for draft in rows.drafts), *(rows.changed[at].id for at in sorted(rows.changed))]
    for name, row, match in zip(rows.name_of, rows.row_of, demote_names(rows), strict=True):
        by_id[order[row]].names[rows.names[name]] = Match(int(match))


@pytest.mark.parametrize(
    "name", ["Wladiwostok", "Hai-Shen-Wai", "Étampes", "'s-Hertogenbosch", "Nouvelle Yorck", "Владивосток"]
)
def test_plausible_names_are_kept(name: str) -> None:
    assert is_name(name, native_scripts("ru"), 5_000)


@pytest.mark.parametrize(
    "name",
    [
        "qian sui shi",
        "chytwsh  hwkaydw",
        "VVO",
        "NYC",
        "USNYC",
        "Oss",
        "vladimir ვოსტოკ",
        "https://example.org",
        "Sector 7",
    ],
)
def test_codes_urls_and_machine_transliterations_are_dropped(name: str) -> None:
    assert not is_name(name, native_scripts("ru"), 5_000)


def test_small_place_keeps_local_scripts_and_large_place_keeps_all() -> None:
    japanese = native_scripts("ja")
    assert is_name("千歳市", japanese, 97_000)
    assert not is_name("Титосе", japanese, 97_000)
    assert is_name("Токио", japanese, 9_000_000)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hokkaido", "Latn"),
        ("Владивосток", "Cyrl"),
        ("北海道", "Hani"),
        ("オホーツク海", "Jpan"),
        ("서울", "Hang"),
        ("Łódź", "Latn"),
        ("Aскала", ""),
        ("123", ""),
    ],
)
def test_name_has_a_script_unless_scripts_are_mixed(name: str, expected: str) -> None:
    assert script(name) == expected


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kings County", ["Kings"]),
        ("Guangdong", []),
        ("Donetsk Oblast", ["Donetsk"]),
        ("Krasnodar Krai", ["Krasnodar"]),
        ("Departamento de Junín", ["Junín"]),
        ("Departamento de La Unión", ["Unión"]),
        ("District of Columbia", []),
        ("Northern Province", []),
        ("Republic County", ["Republic"]),
        ("County Kerry", ["Kerry"]),
        ("County of Ceredigion", ["Ceredigion"]),
        ("City and County of Swansea", ["Swansea"]),
        ("Metropolitan Borough of Wirral", ["Wirral"]),
        ("Diyarbakır Province", ["Diyarbakır"]),
    ],
)
def test_bare_name_of_unit_is_without_the_word_for_its_kind(name: str, bare: list[str]) -> None:
    assert bare_names(name) == bare


def _city(number: int, name: str, population: int, *alternates: str) -> Draft:
    draft = Draft(f"geonames:{number}", name, "city", "PPL", 0, 0, settled(population), population=population)
    draft.add_names(alternates, Match.ALTERNATE)
    return draft


def test_alternate_that_is_main_name_of_larger_place_becomes_weak() -> None:
    moscow, sulligent = _city(1, "Moscow", 10_000_000), _city(2, "Sulligent", 2_000, "Moscow", "Elmore")
    _demoted([moscow, sulligent])
    assert sulligent.names == {"sulligent": Match.NAME, "moscow": Match.WEAK, "elmore": Match.ALTERNATE}
    assert moscow.names == {"moscow": Match.NAME}


def test_alternate_that_is_main_name_of_village_is_kept() -> None:
    kyiv, village = _city(1, "Kyiv", 2_900_000, "Kiev"), _city(2, "Kiev", 900)
    _demoted([kyiv, village])
    assert kyiv.names["kiev"] == Match.ALTERNATE


def test_name_of_river_becomes_weak_if_a_distant_city_has_it() -> None:
    elbe = Draft("storymap:elbe", "Elbe", "water", "STM", 52, 12, 6.6)
    elbe.add_names(["Labe", "Hamburg water"], Match.OFFICIAL)
    labe, hamburg = _city(1, "Labé", 200_000), _city(2, "Hamburg Water", 1_800_000)
    hamburg.lat, hamburg.lon = 52.5, 12.5
    _demoted([elbe, labe, hamburg])
    assert elbe.names == {"elbe": Match.NAME, "labe": Match.WEAK, "hamburg water": Match.OFFICIAL}
