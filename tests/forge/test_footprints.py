"""Computing the areas of places, in a small world with four pieces of land."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
import shapely

from storymap.basemap.footprints import Footprints
from storymap.forge.facts.reading import Fact
from storymap.forge.footprints.build import write
from storymap.forge.footprints.countries import country_areas
from storymap.forge.footprints.features import dispute_areas, feature_areas, lake_areas, smooth
from storymap.forge.footprints.land import Land, joined, outline
from storymap.forge.footprints.units import joined_units, undisputed
from storymap.model import BoundingBox
from storymap.shapes import bounds
from tests.areas import area_km2

MAINLAND, ISLE, ISLET, FOREIGN = (
    shapely.box(0, 0, 20, 20),
    shapely.box(22, 5, 23, 6),
    shapely.box(23.2, 5, 23.4, 5.2),
    shapely.box(24, 5, 24.3, 5.3),
)
LAND = Land([MAINLAND, ISLE, ISLET, FOREIGN], [("AA", MAINLAND | ISLE), ("BB", FOREIGN)])


def fact(**values: Any) -> Fact:
    return Fact({"id": "x", "code": "ISL", "position": [5.5, 22.5], **values}, "facts.yaml", 1, {})


def area_of(found: Fact) -> shapely.Geometry | None:
    return feature_areas([found], LAND).get("x")


def test_area_of_island_is_land_at_its_position() -> None:
    assert area_of(fact(box=[22, 5, 23, 6])) == ISLE


def test_position_near_coast_finds_island() -> None:
    assert area_of(fact(position=[5.5, 21.95], box=[22, 5, 23, 6])) == ISLE


def test_island_joined_to_mainland_in_source_has_no_area() -> None:
    assert area_of(fact(position=[5.5, 19.9], box=[19.8, 5.4, 20, 5.6])) is None


def test_large_land_without_box_is_not_an_island() -> None:
    assert area_of(fact()) is None


def test_group_is_islands_of_its_country_inside_box() -> None:
    group = area_of(fact(code="ISLS", box=[21.9, 4.9, 24.4, 6.1], countries=["AA"]))
    assert group is not None
    assert group.equals(ISLE | ISLET)  # The islet is not in the area of any country. It belongs to the nearest country.


def test_group_excludes_mainland() -> None:
    group = area_of(fact(code="ISLS", box=[19, 4, 23, 7]))
    assert group is not None
    assert not group.intersects(MAINLAND)


def test_outline_of_region_is_clipped_to_land() -> None:
    area = area_of(fact(code="RGN", outline=[[0, 10], [0, 21], [10, 21], [10, 10]]))
    assert area is not None
    assert area.bounds == (10, 0, 20, 10)


def test_outline_of_region_that_is_mostly_sea_is_not_clipped() -> None:
    drawn = [[0, 21], [0, 30], [10, 30], [10, 21]]
    area = area_of(fact(code="RGN", outline=drawn))
    assert area is not None
    assert area.equals(smooth(outline(drawn)))


def test_outline_of_sea_excludes_land() -> None:
    area = area_of(fact(code="SEA", outline=[[0, 15], [0, 25], [10, 25], [10, 15]]))
    assert area is not None
    assert not area.intersects(shapely.Point(17, 5))
    assert area.intersects(shapely.Point(21, 5))


def test_outline_of_sea_excludes_small_waters_behind_its_coast() -> None:
    land = Land([shapely.box(0, 0, 20, 9.5), shapely.box(0, 9.5, 10, 9.9), shapely.box(0, 9.9, 20, 10)], [])
    sea = feature_areas([fact(code="SEA", outline=[[9, 5], [9, 20], [20, 20], [20, 5]])], land)["x"]
    assert not sea.contains(shapely.Point(15, 9.7))
    assert sea.contains(shapely.Point(15, 15))


def test_corners_of_region_are_rounded() -> None:
    area = area_of(fact(code="RGN", outline=[[2, 2], [2, 18], [18, 18], [18, 2]]))
    assert area is not None
    assert not area.contains(shapely.Point(2.1, 2.1))
    assert area.contains(shapely.Point(10, 2.1))


def test_lake_is_that_at_the_position_of_the_entry() -> None:
    lakes = [shapely.box(3, 3, 4, 4), shapely.box(8, 8, 9, 9)]
    found = lake_areas([fact(code="LK", position=[8.5, 8.5], box=[8, 8, 9, 9])], lakes)
    assert found == {"x": lakes[1]}


def test_lake_larger_than_the_box_of_the_entry_is_another_lake() -> None:
    entry = fact(code="RSV", position=[8.5, 8.5], box=[8.4, 8.4, 8.6, 8.6])
    assert lake_areas([entry], [shapely.box(5, 5, 12, 12)]) == {}


class Settlements:
    """Settlements of three units: AA.1 is in the west, AA.2 is in the east, and AA.3 is not in one piece."""

    units: ClassVar = {"AA.1": "West", "AA.2": "East", "AA.3": "Scattered"}
    cities: ClassVar = [
        {"countrycode": "AA", "admin1code": unit, "latitude": 1.0, "longitude": lon}
        for unit, lon in [("1", 1.0), ("1", 3.0), ("2", 5.0), ("2", 6.0), ("3", 5.5), ("3", 9.0)]
    ]


def test_unit_is_union_of_polygons_in_which_its_settlements_are() -> None:
    parts = [[shapely.box(0, 0, 2, 2)], [shapely.box(2, 0, 4, 2)], [shapely.box(8, 0, 10, 2)]]
    found = joined_units(parts, Settlements())  # type: ignore[arg-type]  # has what the function reads
    assert found["AA.1"].equals(shapely.box(0, 0, 4, 2))


def test_unit_whose_settlements_are_elsewhere_has_no_area() -> None:
    parts = [[shapely.box(8, 0, 10, 2)], [shapely.box(4.5, 0, 7, 2)]]
    assert "AA.3" not in joined_units(parts, Settlements())  # type: ignore[arg-type]  # has what the function reads


def test_disputed_area_is_removed_from_units_of_the_parties() -> None:
    dispute = (fact(administered_by=["AA"], claimed_by=["BB"]), shapely.box(1, 0, 2, 2))
    area = shapely.box(0, 0, 2, 2)
    assert undisputed("BB", area, [dispute]).equals(shapely.box(0, 0, 1, 2))
    assert undisputed("CC", area, [dispute]).equals(area)


def test_mountain_range_without_outline_has_no_area() -> None:
    assert area_of(fact(code="MTS", box=[0, 0, 10, 10])) is None


def test_dispute_without_outline_is_union_of_members() -> None:
    members = {"isle": ISLE, "islet": ISLET}
    found = dispute_areas([fact(code="RGN", members=["isle", "islet"], box=[22, 5, 23.4, 6])], members, LAND)
    assert found["x"].equals(ISLE | ISLET)


def test_members_that_cover_little_of_box_are_not_the_area() -> None:
    assert dispute_areas([fact(code="RGN", members=["isle"], box=[0, 0, 40, 40])], {"isle": ISLE}, LAND) == {}


class Codes:
    """The part of the source data that is needed to compute the areas of countries."""

    countries: ClassVar = {"AA": {"geonameid": 1}, "BB": {"geonameid": 2}, "CC": {"geonameid": 3}}


def countries(*disputes: tuple[Fact, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    return country_areas({"AA": MAINLAND, "BB": ISLE, "CC": ISLET}, disputes, Codes())  # type: ignore[arg-type]


def test_disputed_area_is_removed_from_countries_in_the_dispute() -> None:
    corner = shapely.box(-5, -5, 10, 10)
    found = countries((fact(administered_by=["AA"], claimed_by=["BB"]), corner))
    assert found["geonames:1"].area == MAINLAND.area - 100
    assert found["geonames:2"].equals(ISLE)


def test_country_disputed_as_a_whole_has_no_area() -> None:
    found = countries((fact(administered_by=["BB"], claimed_by=["AA"]), shapely.box(21.99, 4.99, 23, 6.01)))
    assert "geonames:2" not in found


def test_outline_can_cross_antimeridian() -> None:
    area = outline([[0, 179], [0, -179], [2, -179], [2, 179]])
    assert area.bounds == (179, 0, 181, 2)
    assert Land([shapely.box(-180, 0, -179.5, 1)], [("AA", MAINLAND)]).inside(area) is not None


def test_polygons_that_meet_at_antimeridian_are_joined() -> None:
    (whole,) = joined([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    assert whole.area == pytest.approx(2, rel=0.05)


def test_written_area_can_be_read_by_each_of_its_ids(tmp_path: Path) -> None:
    path = write(
        {"storymap:a": ISLE, "geonames:7": shapely.box(179, 0, 181, 1)},
        {"geonames-admin1:AA.1": "storymap:a"},
        tmp_path,
    )
    footprints = Footprints(path)
    first = footprints.get("storymap:a")
    assert first is not None
    assert first == footprints.get("geonames-admin1:AA.1")
    assert area_km2(first) == pytest.approx(12_290, rel=0.01)
    across = footprints.get("geonames:7")
    assert across is not None
    assert bounds(across) == BoundingBox(179, 0, -179, 1)
