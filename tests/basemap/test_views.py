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


def test_the_whole_worlds_tile_comes_first_whatever_the_cameras() -> None:
    assert wanted([])[0] == wanted([TOKYO])[0] == tile_at(0, 0, 0)


@pytest.mark.parametrize(("zoom", "level"), [(0, 0), (2.4, 0), (2.6, 3), (4, 3), (5, 5), (6.6, 7), (9, 7), (12, 7)])
def test_a_zoom_is_drawn_from_the_level_that_serves_it(zoom: float, level: int) -> None:
    assert level_for(zoom).number == level


def test_a_town_wants_its_own_tile_before_its_neighbours() -> None:
    tiles = wanted([TOKYO])
    assert tiles[1] == tile_at(7, 35.68, 139.7)
    assert tile_at(7, 35.68, 136.9) in tiles


def test_a_small_screen_gets_the_coarser_level_that_it_needs() -> None:
    assert round(fit_zoom(JAPAN, PHONE)) < round(fit_zoom(JAPAN, DESKTOP))
    assert tile_at(level_for(fit_zoom(JAPAN, PHONE)).number, 36, 138) in wanted([JAPAN])


def test_a_camera_never_goes_deeper_than_its_zoom() -> None:
    assert fit_zoom(TOKYO, DESKTOP) == 9


def test_one_zoom_deeper_is_there_for_exploring() -> None:
    hokkaido = BoundingBox(139.3, 41.3, 145.9, 45.6)
    assert tile_at(7, 43.5, 142.6) in wanted([Camera(hokkaido, 6)])
    assert tile_at(7, 43.5, 142.6) not in wanted([Camera(hokkaido, 5)])


def test_across_the_antimeridian_tiles_of_both_sides_are_wanted() -> None:
    tiles = wanted([FIJI])
    assert tile_at(7, -17.8, 178) in tiles
    assert tile_at(7, -17, -179) in tiles


def test_every_address_is_within_the_world_and_named_once() -> None:
    tiles = wanted([FIJI, TOKYO, Camera(BoundingBox(-180, -85, 180, 85), 1)])
    assert all(0 <= tile.x < tile.level.tiles and 0 <= tile.y < tile.level.tiles for tile in tiles)
    assert len(set(tiles)) == len(tiles)


def test_what_the_first_camera_frames_comes_before_the_seconds_margins() -> None:
    tiles = wanted([JAPAN, TOKYO])
    assert tiles.index(tile_at(7, 35.68, 139.7)) < tiles.index(tile_at(5, 36, 150))


def test_a_city_across_a_dateline_box_is_centred_as_the_map_sees_it() -> None:
    north = Camera(BoundingBox(10, 60, 20, 80), 9)
    middle_tile = next(tile for tile in wanted([north]) if tile.level.number == 5)
    _, y = mercator(73.3, 15)  # the Mercator middle of 60…80, not 70
    assert middle_tile.y == int(y * 32)


def test_of_what_is_shown_the_finest_comes_first_for_its_fallback_would_be_the_coarsest() -> None:
    overview = Camera(BoundingBox(-77, 20, 149, 56), 5)
    levels = [tile.level.number for tile in wanted([overview, TOKYO])[1:]]
    assert levels.index(7) < levels.index(3)
