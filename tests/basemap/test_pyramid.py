from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storymap.basemap.codec import decode, encode
from storymap.basemap.levels import LEVELS
from storymap.basemap.pyramid import Pyramid
from storymap.basemap.views import TileAddress
from storymap.errors import BasemapError
from storymap.model import BoundingBox, Camera, Position
from storymap.sphere import around
from tests.basemap.worlds import SQUARE, write_pyramid

TOKYO = Camera(around(35.68, 139.7, 12), 9)
WHOLE = 10**9


def tiles_of(document: Any) -> dict[str, dict[str, str]]:
    return dict(document["tiles"])


def test_missing_file_raises_error() -> None:
    with pytest.raises(BasemapError, match=r"nowhere\.zip"):
        Pyramid(Path("nowhere.zip"))


def test_damaged_file_raises_error(tmp_path: Path) -> None:
    path = tmp_path / "planet.zip"
    path.write_bytes(b"not a zip")
    with pytest.raises(BasemapError, match="reinstall"):
        Pyramid(path)


def test_file_with_other_levels_raises_error(tmp_path: Path) -> None:
    with pytest.raises(BasemapError, match="another version"):
        Pyramid(write_pyramid(tmp_path / "planet.zip", {}, levels=[{"number": 0}]))


def test_tile_missing_in_file_is_empty(tmp_path: Path) -> None:
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": {"l": SQUARE}}))
    assert pyramid.tile(TileAddress(LEVELS[3], 3, 3)) == {}
    assert pyramid.tile(TileAddress(LEVELS[0], 0, 0)) == {"l": SQUARE}


def test_empty_sea_tiles_are_included(tmp_path: Path) -> None:
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": {"l": SQUARE}}))
    assert tiles_of(pyramid.tiles([TOKYO], [], WHOLE))["7/113/50"] == {}


def test_tiles_for_camera_flight_are_left_out_over_budget(tmp_path: Path) -> None:
    layers = {"l": encode([[(i * 7 % 500, i * 11 % 500) for i in range(60)]])}
    every = {
        f"{n}/{x}/{y}": layers for n in (3, 5, 7) for x in range(1 << n) for y in range(1 << n) if n < 7 or x > 100
    }
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": layers, **every}))
    few = tiles_of(pyramid.tiles([TOKYO], [], 1000))
    many = tiles_of(pyramid.tiles([TOKYO], [], WHOLE))
    assert {"0/0/0", "7/113/50"} <= set(few) < set(many)
    assert any(key.startswith("5/") for key in many)
    assert len(json.dumps(few, separators=(",", ":"))) <= 1000


def test_world_tile_is_included_with_any_budget(tmp_path: Path) -> None:
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": {"l": SQUARE}}))
    assert tiles_of(pyramid.tiles([TOKYO], [], 0)) == {"0/0/0": {"l": SQUARE}}


def test_tiny_islands_are_included_only_near_places(tmp_path: Path) -> None:
    near, far, alone = (512, 512), (100, 900), (300, 300)
    tile = {"l": SQUARE, "i": encode([[alone]]), "s": encode([[near, far]])}
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": tile}))
    without = tiles_of(pyramid.tiles([], [], WHOLE))["0/0/0"]
    with_place = tiles_of(pyramid.tiles([], [Position(0, 0)], WHOLE))["0/0/0"]
    assert decode(without["i"]) == [[alone]]
    assert decode(with_place["i"]) == [[alone, near]]
    assert "s" not in without


def test_tiles_are_reproducible(tmp_path: Path) -> None:
    pyramid = Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": {"l": SQUARE}}))
    cameras = [TOKYO, Camera(BoundingBox(170, -20, -170, -10), 7)]
    assert json.dumps(pyramid.tiles(cameras, [], WHOLE)) == json.dumps(pyramid.tiles(list(cameras), [], WHOLE))
