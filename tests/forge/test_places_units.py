"""Boxes of administrative units, computed from their settlements."""

from __future__ import annotations

from storymap.forge.places.draft import Draft
from storymap.forge.places.units import settled_box
from storymap.gazetteer.names import settled


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
