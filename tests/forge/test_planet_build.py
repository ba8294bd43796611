"""Building the basemap from source files, in a world with one island."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from storymap.basemap import open_basemap
from storymap.basemap.levels import LEVELS
from storymap.basemap.views import TileAddress
from storymap.errors import StorymapError
from storymap.forge.planet import build as planet
from storymap.forge.planet import sources as planet_sources
from storymap.forge.planet.lakes import read_polygons
from storymap.forge.planet.sources import Layers


@pytest.fixture
def one_island(monkeypatch: pytest.MonkeyPatch) -> None:
    none = np.array([], dtype=object)
    land = np.array([shapely.box(0.4, 0.4, 0.6, 0.6)], dtype=object)
    monkeypatch.setattr(planet_sources, "load", lambda scale, lines: Layers(land, none, none, none, none))
    monkeypatch.setattr(planet, "LEVELS", LEVELS[:2])
    monkeypatch.setattr(planet, "SCALES", ("50m", "50m"))


@pytest.mark.usefixtures("one_island")
def test_basemap_is_reproducible(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = planet.build(tmp_path / "a", tmp_path)[0], planet.build(tmp_path / "b", tmp_path)[0]
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("one_island")
def test_file_has_no_build_date(tmp_path: Path) -> None:
    with zipfile.ZipFile(planet.build(tmp_path, tmp_path)[0]) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


@pytest.mark.usefixtures("one_island")
def test_built_basemap_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storymap.basemap.pyramid.LEVELS", LEVELS[:2])
    pyramid = open_basemap(planet.build(tmp_path, tmp_path)[0])
    assert "l" in pyramid.tile(TileAddress(LEVELS[0], 0, 0))
    assert "l" in pyramid.tile(TileAddress(LEVELS[1], 3, 3))
    assert pyramid.tile(TileAddress(LEVELS[1], 0, 0)) == {}


def shapefile(path: Path, *rings: list[tuple[float, float]], kind: int = 5) -> Path:
    """Write a shapefile with one record, and return its path."""
    starts = np.cumsum([0, *map(len, rings)])
    points = [value for ring in rings for point in ring for value in point]
    record = struct.pack("<i4d2i", kind, 0, 0, 0, 0, len(rings), int(starts[-1]))
    record += struct.pack(f"<{len(rings)}i", *starts[:-1].tolist()) + struct.pack(f"<{len(points)}d", *points)
    path.write_bytes(bytes(100) + struct.pack(">2i", 1, len(record) // 2) + record)
    return path


def square(low: float, high: float) -> list[tuple[float, float]]:
    return [(low, low), (low, high), (high, high), (high, low), (low, low)]


def test_lake_keeps_its_island_and_pond_on_it(tmp_path: Path) -> None:
    lakes = read_polygons(shapefile(tmp_path / "lakes.shp", square(0, 9), square(3, 6), square(4, 5)))
    assert sorted(lake.area for lake in lakes) == [1, 81 - 9]


def test_shapes_other_than_polygons_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(StorymapError, match=r"lakes\.shp: shape type 3"):
        read_polygons(shapefile(tmp_path / "lakes.shp", square(0, 9), kind=3))
