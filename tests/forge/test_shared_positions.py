"""Villages whose position is only the centre of their postal area are places with an approximate position."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.places.base import Base, base_of
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import MergePlace
from storymap.forge.places.shared_positions import shared_positions
from storymap.forge.places.world import World
from storymap.forge.places.write import write
from storymap.gazetteer.settlement_ids import POSTAL, numbers_of
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.model import BoundingBox

FIRST = numbers_of(POSTAL).start
BOX = BoundingBox(-7.7, 54.6, -0.7, 60.9)
UNIT = Draft("geonames-admin1:GB.SCT", "Scotland", "admin1", "ADM1", 56.8, -4.2, 5.0, "GB", "GB.SCT", box=BOX)


def village(number: int, name: str, lat: float, lon: float) -> Draft:
    return Draft(f"{POSTAL}{FIRST + number}", name, "city", "PPL", lat, lon, 2.4, "GB", "GB.SCT")


def base(*villages: Draft) -> Base:
    return base_of(villages, [])


def areas(*positions: tuple[float, float]) -> list[Draft]:
    """Return two villages at each position."""
    return [village(2 * i + j, f"V{i} {j}", lat, lon) for i, (lat, lon) in enumerate(positions) for j in (0, 1)]


def test_radius_reaches_third_nearest_centre() -> None:
    found = shared_positions(base(*areas((57.0, -3.0), (57.1, -3.0), (57.0, -3.2), (57.15, -3.0), (57.9, -3.0))))
    assert [found[row] for row in (0, 1)] == [17, 17]  # 11, 12 and 17 km
    assert len(found) == 10


def test_radius_is_limited() -> None:
    near = shared_positions(base(*areas((57.0, -3.0), (57.001, -3.0), (57.002, -3.0), (57.003, -3.0))))
    far = shared_positions(base(*areas((57.0, -3.0), (58.0, -3.0), (59.0, -3.0), (60.0, -3.0))))
    alone = shared_positions(base(*areas((57.0, -3.0))))
    assert [set(near.values()), set(far.values()), set(alone.values())] == [{3}, {25}, {25}]


def test_village_alone_at_its_position_is_exact() -> None:
    town = Draft("geonames:7", "Lerwick", "city", "PPL", 60.15, -1.15, 3.8, "GB", "GB.SCT", "", 7_000)
    same = Draft("geonames:8", "Sound", "city", "PPL", 60.15, -1.15, 2.8, "GB", "GB.SCT", "", 600)
    assert shared_positions(base(town, same, village(1, "Aith", 60.28, -1.37))) == {}


@pytest.fixture
def world() -> World:
    return World(base_of([village(1, "Quendale", 60.38, -1.28), village(2, "Aith", 60.38, -1.28)], [UNIT]))


def compiled(world: World, folder: Path) -> EmbeddedGazetteer:
    write(world, folder / "places.bin", {}, {})
    return EmbeddedGazetteer(folder / "places.bin")


def test_position_of_such_village_is_approximate(world: World, tmp_path: Path) -> None:
    gazetteer = compiled(world, tmp_path)
    place = gazetteer.place(gazetteer.find("Quendale")[0])
    assert (place.approximate, place.radius_km) == (True, 25)


def test_exact_position_comes_from_facts(world: World, tmp_path: Path) -> None:
    entry = Draft("storymap:aith", "Aith", "city", "PPL", 60.285, -1.375, 2.6, "GB", "GB.SCT", details={"names": []})
    world.apply([MergePlace(f"{POSTAL}{FIRST + 2}", entry)])
    gazetteer = compiled(world, tmp_path)
    aith, quendale = (gazetteer.place(gazetteer.find(name)[0]) for name in ("Aith", "Quendale"))
    assert (aith.approximate, aith.position) == (False, (60.285, -1.375))
    assert quendale.approximate
