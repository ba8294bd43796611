"""Boxes of administrative units, computed from their settlements."""

from __future__ import annotations

from storymap.forge.places.draft import Draft
from storymap.forge.places.nearest_units import Settlements
from storymap.forge.places.units import inner_point, settled_box, without_strays
from storymap.gazetteer.names import settled
from storymap.model import Position


def _city(lat: float, lon: float, population: int) -> Draft:
    return Draft("geonames:1", "Somewhere", "city", "PPL", lat, lon, settled(population), population=population)


def test_distant_small_settlements_do_not_extend_box() -> None:
    tokyo = [_city(35.69, 139.69, 9_000_000), _city(35.66, 139.32, 580_000), _city(27.09, 142.19, 2_500)]  # Ogasawara
    box = settled_box(tokyo)
    assert box.south > 35
    assert box.east < 140


def test_box_includes_isolated_northern_town() -> None:
    krasnoyarsk = [_city(56.0, 92.9, 1_000_000), _city(69.3, 88.2, 175_000), _city(53.7, 91.4, 70_000)]  # Norilsk
    assert settled_box(krasnoyarsk).north > 69


def test_box_of_unit_can_cross_antimeridian() -> None:
    chukotka = [_city(64.7, 177.5, 13_000), _city(66.3, -171.0, 2_000), _city(69.7, 170.3, 4_000)]
    box = settled_box(chukotka)
    assert box.west > 0 > box.east


def test_box_of_one_settlement_has_no_extent() -> None:
    box = settled_box([_city(10.0, 20.0, 500)])
    assert (box.south, box.north, box.west, box.east) == (10.0, 10.0, 20.0, 20.0)


def test_island_in_the_ocean_is_left_out_of_the_box_of_its_unit() -> None:
    valparaiso = [_city(-33.0, -71.6, 280_000), _city(-33.6, -71.6, 88_000), _city(-32.8, -71.2, 60_000)]
    easter_island = _city(-27.15, -109.43, 7_000)
    assert without_strays([easter_island, *valparaiso]) == sorted(valparaiso, key=lambda c: abs(c.lat + 33.0))


def test_distant_city_with_a_quarter_of_the_people_stays_in_the_box() -> None:
    members = [_city(10.0, 20.0, 5_000), _city(10.1, 20.0, 4_000), _city(13.0, 20.0, 9_000)]
    assert without_strays(members) == members


def test_point_in_another_unit_is_moved_to_the_nearest_settlement_of_its_unit() -> None:
    west, east, other = _city(0.0, 10.0, 9_000), _city(0.0, 12.0, 9_000), _city(0.0, 11.05, 9_000)
    nearest = Settlements([west, east, other])
    assert inner_point(Position(0.0, 11.1), [west, east], nearest) == Position(0.0, 12.0)
    assert inner_point(Position(0.0, 10.1), [west, east], nearest) == Position(0.0, 10.1)
