"""The patch with which changed disputed lines replace those of the committed basemap."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import shapely

from storymap import resources
from storymap.basemap.codec import decode, encode
from storymap.basemap.levels import LEVELS
from storymap.basemap.pyramid import Pyramid, Tile
from storymap.basemap.views import TileAddress
from storymap.forge.facts import reading
from storymap.forge.planet.patch import RECORD, build_patch, changed_tiles, record
from storymap.sphere import mercator
from tests.basemap.worlds import write_pyramid

WORLD = LEVELS[0]


@cache
def committed() -> Pyramid:
    return Pyramid(resources.data("planet.zip"))


@cache
def recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.data(RECORD).read_text(encoding="utf-8"))
    return found


def length(tile: Tile, layer: str) -> float:
    return float(sum(shapely.LineString(part).length for part in decode(tile.get(layer, ""))))


def grid(lat: float, lon: float) -> tuple[int, int]:
    x, y = mercator(lat, lon)
    return round(x * WORLD.units), round(y * WORLD.units)


def world(tmp_path: Path, **layers: str) -> Pyramid:
    return Pyramid(write_pyramid(tmp_path / "planet.zip", {"0/0/0": layers}))


def test_unchanged_facts_change_no_tile() -> None:
    facts = record(reading.read(resources.facts("disputes.yaml")))
    same = {slug: facts[slug] for slug in recorded().keys() & facts.keys() if facts[slug] == recorded()[slug]}
    assert same
    assert changed_tiles(committed(), same, same) == {}


def test_new_box_makes_the_border_in_it_disputed(tmp_path: Path) -> None:
    basemap = world(tmp_path, b=encode([[grid(0, -60), grid(0, 60)]]))
    tile = changed_tiles(basemap, {}, {"x": {"arcs": [-10, -5, 10, 5]}})["0/0/0"]
    assert [sorted(part) for part in decode(tile["d"])] == [[grid(0, -10), grid(0, 10)]]
    assert length(tile, "b") + length(tile, "d") == length({"b": encode([[grid(0, -60), grid(0, 60)]])}, "b")


def test_removed_box_makes_the_line_in_it_a_border_again(tmp_path: Path) -> None:
    border = encode([[grid(0, -60), grid(0, -10)], [grid(0, 10), grid(0, 60)]])
    basemap = world(tmp_path, b=border, d=encode([[grid(0, -10), grid(0, 10)]]))
    tile = changed_tiles(basemap, {"x": {"arcs": [-10.5, -5, 10.5, 5]}}, {})["0/0/0"]
    assert "d" not in tile
    assert [sorted(part) for part in decode(tile["b"])] == [[grid(0, -60), grid(0, 60)]]


def test_moved_path_replaces_the_old_one_and_no_other(tmp_path: Path) -> None:
    old, other = [[10, 0], [10, 20]], [[30, 0], [30, 20]]
    lines = [[grid(*point) for point in path] for path in (old, other)]
    same = {"other": {"path": other}}
    tile = changed_tiles(
        world(tmp_path, d=encode(lines)), {"x": {"path": old}, **same}, {"x": {"path": [[-10, 0], [-10, 20]]}, **same}
    )["0/0/0"]
    assert decode(tile["d"]) == [lines[1], [grid(-10, 0), grid(-10, 20)]]


def test_removed_disputed_line_becomes_a_border() -> None:
    without = {slug: line for slug, line in recorded().items() if slug != "crimea"}
    removed = changed_tiles(committed(), recorded(), without)
    address = TileAddress(LEVELS[3], 75, 45)  # this tile contains the isthmus of Perekop
    before = committed().tile(address)
    assert length(removed["7/75/45"], "d") < length(before, "d")
    assert length(removed["7/75/45"], "b") > length(before, "b")
    assert all(key.split("/")[0] == "0" or "r" not in tile or tile["r"] for key, tile in removed.items())
    assert removed["7/75/45"]["l"] == before["l"]


def test_patch_of_unchanged_facts_is_empty(tmp_path: Path) -> None:
    disputes = [reading.Fact({"id": slug, "line": line}, "d.yaml", 1, {}) for slug, line in recorded().items()]
    assert json.loads(build_patch(disputes, resources.data(""), tmp_path).read_text(encoding="utf-8")) == {}


def test_tiles_in_patch_replace_those_in_file(tmp_path: Path) -> None:
    path = write_pyramid(tmp_path / "planet.zip", {"0/0/0": {"l": "AA"}, "3/0/0": {"l": "BB"}})
    patch = tmp_path / "planet-patch.json"
    patch.write_text(json.dumps({"3/0/0": {"d": "CC"}}), encoding="utf-8")
    pyramid = Pyramid(path, patch)
    assert pyramid.tile(TileAddress(LEVELS[1], 0, 0)) == {"d": "CC"}
    assert pyramid.tile(TileAddress(WORLD, 0, 0)) == {"l": "AA"}
