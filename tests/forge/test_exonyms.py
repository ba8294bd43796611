"""Names in other languages from facts/exonyms.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.facts.reading import FactsError, read
from storymap.forge.places.draft import Draft
from storymap.forge.places.exonyms import exonym_patches
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.ports import Match


def draft(number: int, country: str, prominence: float) -> Draft:
    return Draft(f"t:{number}", "Vienna", "city", "PPL", 48.2, 16.4, prominence, country=country)


def test_names_are_added_to_most_prominent_place(tmp_path: Path) -> None:
    large, small = draft(1, "AT", 7.5), draft(2, "US", 3.0)
    file = tmp_path / "exonyms.yaml"
    file.write_text("- {of: Vienna, names: {pl: [Wiedeń, Wiedniu], de: Wien}}\n", encoding="utf-8")
    world = World(added=[small, large])
    world.apply(exonym_patches(read(file), world, {"AT": {"de"}}))
    assert large.names[fold("Wiedeń")] is large.names[fold("Wiedniu")] is Match.ALTERNATE
    assert large.names["wien"] is Match.OFFICIAL
    assert large.details["names"] == [["Wiedeń", "pl", ""], ["Wien", "de", ""]]
    assert fold("Wiedeń") not in small.names


def test_unknown_place_raises_error_with_line(tmp_path: Path) -> None:
    file = tmp_path / "exonyms.yaml"
    file.write_text("- {of: Vienna, country: FR, names: {de: Wien}}\n", encoding="utf-8")
    world = World(added=[draft(1, "AT", 7.5)])
    with pytest.raises(FactsError, match=r"exonyms\.yaml:1: of: no place is called 'Vienna'"):
        world.apply(exonym_patches(read(file), world, {}))
