from __future__ import annotations

import pytest

from storymap.basemap.levels import LEVELS, level_for
from storymap.basemap.views import DESKTOP, PHONE, TileAddress, fit_zoom, wanted
from storymap.model import BoundingBox, Camera
from storymap.sphere import around, mercator

JAPAN = Camera(BoundingBox(122, 24, 146, 46), 6)
TOKYO = Camera(around(35.68, 139.7, 12), 9)
FIJI = Camera(BoundingBox(177, -19, -178, -16), 8)


def tile_at(level: int, lat: float, lon: float) -> TileAddress:
    x, y = mercator(lat, lon)
    found = next(each for each in LEVELS if each.number == level)
    return TileAddress(found, int(x * found.tiles), int(y * found.tiles))


def test_world_tile_is_first() -> None:
    assert wanted([])[0] == wanted([TOKYO])[0] == tile_at(0, 0, 0)


@pytest.mark.parametrize(("zoom", "level"), [(0, 0), (2.4, 0), (2.6, 3), (4, 3), (5, 5), (6.6, 7), (9, 7), (12, 7)])
def test_level_is_the_finest_one_not_above_rounded_zoom(zoom: float, level: int) -> None:
    assert level_for(zoom).number == level


def test_tile_of_town_comes_before_its_neighbours() -> None:
    tiles = wanted([TOKYO])
    assert tiles[1] == tile_at(7, 35.68, 139.7)
    assert tile_at(7, 35.68, 136.9) in tiles


def test_coarser_level_for_small_screen_is_included() -> None:
    assert round(fit_zoom(JAPAN, PHONE)) < round(fit_zoom(JAPAN, DESKTOP))
    assert tile_at(level_for(fit_zoom(JAPAN, PHONE)).number, 36, 138) in wanted([JAPAN])


def test_fit_zoom_does_not_exceed_zoom_of_camera() -> None:
    assert fit_zoom(TOKYO, DESKTOP) == 9


def test_tiles_for_zooming_in_once_are_included() -> None:
    hokkaido = BoundingBox(139.3, 41.3, 145.9, 45.6)
    assert tile_at(7, 43.5, 142.6) in wanted([Camera(hokkaido, 6)])
    assert tile_at(7, 43.5, 142.6) not in wanted([Camera(hokkaido, 5)])


def test_tiles_on_both_sides_of_antimeridian_are_included() -> None:
    tiles = wanted([FIJI])
    assert tile_at(7, -17.8, 178) in tiles
    assert tile_at(7, -17, -179) in tiles


def test_addresses_are_valid_and_unique() -> None:
    tiles = wanted([FIJI, TOKYO, Camera(BoundingBox(-180, -85, 180, 85), 1)])
    assert all(0 <= tile.x < tile.level.tiles and 0 <= tile.y < tile.level.tiles for tile in tiles)
    assert len(set(tiles)) == len(tiles)


def test_tiles_in_box_come_before_margins_of_other_cameras() -> None:
    tiles = wanted([JAPAN, TOKYO])
    assert tiles.index(tile_at(7, 35.68, 139.7)) < tiles.index(tile_at(5, 36, 150))


def test_centre_is_computed_in_mercator() -> None:
    north = Camera(BoundingBox(10, 60, 20, 80), 9)
    middle_tile = next(tile for tile in wanted([north]) if tile.level.number == 5)
    _, y = mercator(73.3, 15)  # in Mercator, the centre between 60° and 80° is 72.6°, not 70°
    assert middle_tile.y == int(y * 32)


def test_finest_visible_level_comes_first() -> None:
    overview = Camera(BoundingBox(-77, 20, 149, 56), 5)
    levels = [tile.level.number for tile in wanted([overview, TOKYO])[1:]]
    assert levels.index(7) < levels.index(3)
