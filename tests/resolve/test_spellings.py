"""Unknown names are looked up in the spelling of today."""

from __future__ import annotations

import pytest

from storymap.ports import Match
from storymap.resolve.spellings import Spellings, variants
from tests.resolve.small import KM
from tests.worlds import SmallWorld

Row = tuple[str, float, float, int, str, str, str, str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Shiffnal", "shifnal"), ("Aberystwith", "aberystwyth"), ("Bridge Town", "bridgetown"), ("Welch Pool", "welshpool"), ("New Berne", "new bern"),
        ("Spottsylvania C. H.", "spotsylvania"), ("Graham’s Town", "grahamstown"), ("Futtehpore", "fatehpur"), ("Mirzapore", "mirzapur"), ("Umballa", "ambala"),
        ("Mynpoorie", "mainpuri"), ("Harrisonburgh", "harrisonburg"),
    ],
)  # fmt: skip
def test_old_spelling_has_the_one_of_today_among_its_variants(old: str, new: str) -> None:
    found = list(variants(old))
    assert new in found and len(found) == len(set(found)) <= 60


def _row(name: str, lat: float) -> Row:
    return name, lat, 10.0, 5_000, "PPL", "DE", "DE.01", "city", ()


@pytest.mark.parametrize(("km", "found"), [(249, 1), (251, 0)])
def test_place_is_found_only_near_other_names(km: float, found: int) -> None:
    world = SmallWorld((_row("Shifnal", 50.0), _row("Telford", 50 + km * KM)))
    entries = Spellings(["Shiffnal", "Telford"], world).of("Shiffnal")
    assert [e.match for e in entries] == [Match.ALTERNATE] * found


def test_short_and_lower_case_names_have_no_other_spelling() -> None:
    world = SmallWorld((_row("Shifnal", 50.0), _row("Sifn", 50.0), _row("Telford", 50.1)))
    spellings = Spellings(["Telford"], world)
    assert not spellings.of("shiffnal") and not spellings.of("Siff") and spellings.of("Shiffnal")


def test_vowels_of_unstressed_syllables_are_exchanged() -> None:
    assert "kororareka" in variants("Kororarika")
    assert "ciudad rodrigo" in variants("Cuidad Rodrigo")
