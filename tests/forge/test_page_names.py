"""Names of places on maps in the languages of pages, from facts/names/*.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.facts.names import read_names
from storymap.forge.facts.reading import FactsError
from storymap.forge.places.draft import Draft
from storymap.forge.places.page_names import page_name_patches
from storymap.forge.places.transcription import transcriptions
from storymap.forge.places.world import World


def draft(number: int, country: str, population: int) -> Draft:
    return Draft(f"t:{number}", "Venice", "city", "PPL", 45.4, 12.3, 5.0, country=country, population=population)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "settlements.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_largest_settlement_of_country_gets_names(tmp_path: Path) -> None:
    large, small, other = draft(1, "IT", 250_000), draft(2, "IT", 900), draft(3, "US", 300_000)
    world = World(added=[small, large, other])
    facts = read_names(table(tmp_path, "of\tcountry\tde\tfr", "Venice\tIT\tVenedig\t="))
    world.apply(page_name_patches(facts, world))
    assert large.details["names"] == [["Venedig", "de", ""], ["Venice", "fr", ""]]
    assert "names" not in small.details
    assert "names" not in other.details


def test_names_of_sides_and_other_languages_are_kept(tmp_path: Path) -> None:
    place = draft(1, "IT", 250_000)
    place.details["names"] = [["Old", "de", ""], ["Side", "de", "IT"], ["Wenecja", "pl", ""]]
    world = World(added=[place])
    world.apply(page_name_patches(read_names(table(tmp_path, "of\tcountry\tde", "Venice\tIT\tVenedig")), world))
    assert place.details["names"] == [["Side", "de", "IT"], ["Wenecja", "pl", ""], ["Venedig", "de", ""]]


def test_unknown_place_raises_error_with_line(tmp_path: Path) -> None:
    facts = read_names(table(tmp_path, "of\tcountry\tde", "Venice\tFR\tVenedig"))
    with pytest.raises(FactsError, match=r"settlements\.tsv:2: of: no place is called 'Venice'"):
        list(page_name_patches(facts, World(added=[draft(1, "IT", 250_000)])))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("of\txx", "Venice\tV"), "settlements.tsv:1: 'xx' is not a column"),
        (("country\tde", "IT\tV"), "settlements.tsv:1: the header has no column 'of'"),
        (("of\tde\tde",), "settlements.tsv:1: column 'de' occurs twice"),
        (("of\tde", "Venice\tVenedig\tVenise"), "settlements.tsv:2: 3 cells"),
    ],
)
def test_mistake_in_table_is_reported(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(FactsError) as caught:
        read_names(table(tmp_path, *lines))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "language", "german", "french"),
    [
        ("Екатеринбург", "ru", "Jekaterinburg", "Iekaterinbourg"),
        ("Нижний Тагил", "ru", "Nischni Tagil", "Nijni Taguil"),
        ("Южно-Сахалинск", "ru", "Juschno-Sachalinsk", "Ioujno-Sakhalinsk"),
        ("Гатчина", "ru", "Gatschina", "Gatchina"),
        ("Красноярск", "ru", "Krasnojarsk", "Krasnoïarsk"),
        ("Запоріжжя", "uk", "Saporischschja", "Zaporijjia"),
        ("Кривий Ріг", "uk", "Krywyj Rih", "Kryvyï Rih"),
        ("Лисичанськ", "uk", "Lyssytschansk", "Lyssytchansk"),
    ],
)
def test_cyrillic_names_are_transcribed(name: str, language: str, german: str, french: str) -> None:
    assert transcriptions(name, language) == {"de": german, "fr": french}


def test_name_with_foreign_letters_is_not_transcribed() -> None:
    assert transcriptions("Qazan", "ru") == {}
