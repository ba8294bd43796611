"""The packaged footprints (areas of places), and how they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap import resources
from storymap.basemap.footprints import Footprints, footprint, open_footprints
from storymap.errors import BasemapError
from storymap.model import Footprint, Position
from storymap.shapes import bounds
from tests.areas import area_km2, contains

RUSSIA, UKRAINE, JAPAN, FIJI = "geonames:2017370", "geonames:690791", "geonames:1861060", "geonames:2205218"


def area_of(place_id: str) -> Footprint:
    found = footprint(place_id)
    assert found is not None
    return found


def test_file_is_small_enough_for_the_package() -> None:
    assert resources.data("footprints.zip").stat().st_size < 2_500_000


def test_unknown_place_has_no_area() -> None:
    assert footprint("geonames:1") is None
    assert "geonames:1" not in open_footprints()


def test_missing_file_raises_error() -> None:
    with pytest.raises(BasemapError, match=r"nowhere\.zip"):
        Footprints(Path("nowhere.zip"))


def test_island_and_prefecture_have_the_same_area() -> None:
    assert area_of("storymap:hokkaido") == area_of("geonames-admin1:JP.12")
    assert area_km2(area_of("storymap:hokkaido")) == pytest.approx(78_000, rel=0.03)


def test_country_is_found_by_its_code() -> None:
    assert area_of(JAPAN) == area_of("geonames-country:JP")


def test_area_of_country_excludes_disputed_areas() -> None:
    simferopol, moscow, kyiv = Position(44.95, 34.1), Position(55.75, 37.6), Position(50.45, 30.5)
    assert contains(area_of(RUSSIA), moscow)
    assert contains(area_of(UKRAINE), kyiv)
    assert not contains(area_of(RUSSIA), simferopol)
    assert not contains(area_of(UKRAINE), simferopol)
    assert contains(area_of("storymap:crimea"), simferopol)


def test_southern_kurils_are_in_neither_country() -> None:
    iturup = Position(44.98, 147.87)
    assert contains(area_of("storymap:south-kuril-islands"), iturup)
    assert not contains(area_of(RUSSIA), iturup)
    assert not contains(area_of(JAPAN), iturup)


def test_area_across_antimeridian_has_narrow_box() -> None:
    box = bounds(area_of(FIJI))
    assert box.west > 170
    assert box.east < -170


def test_group_of_islands_excludes_mainland() -> None:
    aleutians = area_of("storymap:aleutian-islands")
    assert contains(aleutians, Position(53.5, -166.9))  # Unalaska
    assert contains(aleutians, Position(52.9, 172.9))  # Attu, which is on the other side of the antimeridian
    assert not contains(aleutians, Position(61.2, -149.9))  # Anchorage


def test_state_has_an_area() -> None:
    assert area_km2(area_of("geonames-admin1:US.TX")) == pytest.approx(688_000, rel=0.02)


def test_territory_of_a_state_has_its_own_area() -> None:
    guiana = area_of("geonames-country:GF")
    assert area_km2(guiana) == pytest.approx(83_500, rel=0.1)


@pytest.mark.parametrize("place_id", [RUSSIA, JAPAN, FIJI, "geonames-admin1:US.AK", "storymap:sakhalin"])
def test_longitudes_are_within_180_degrees(place_id: str) -> None:
    rings = [ring for polygon in area_of(place_id).polygons for ring in polygon]
    assert all(-180 <= point.lon <= 180 and len(ring) > 2 for ring in rings for point in ring)
