"""The packaged basemap: land, lakes, islands and the antimeridian at each level."""

from __future__ import annotations

from functools import cache

import pytest
import shapely

from storymap import resources
from storymap.basemap import open_basemap
from storymap.basemap.codec import decode
from storymap.basemap.levels import LEVELS, Level
from storymap.basemap.views import TileAddress
from storymap.sphere import mercator

COARSE, REGIONAL, FINE = LEVELS[0], LEVELS[2], LEVELS[3]


@cache
def areas(level: Level, x: int, y: int, layer: str) -> shapely.Geometry:
    """Return the polygons of a layer in a tile. A ring with the opposite winding is a hole in the previous ring."""
    found: list[tuple[list[tuple[int, int]], list[list[tuple[int, int]]]]] = []
    for ring in decode(open_basemap().tile(TileAddress(level, x, y)).get(layer, "")):
        if not found or shapely.LinearRing(ring).is_ccw:
            found.append((ring, []))
        else:
            found[-1][1].append(ring)
    return shapely.union_all(shapely.make_valid([shapely.Polygon(*rings) for rings in found]))


def has(level: Level, layer: str, lat: float, lon: float) -> bool:
    """Return whether a layer covers a position (lat, lon) at a level."""
    x, y = (each * level.tiles for each in mercator(lat, lon))
    at = shapely.Point((x % 1) * level.units, (y % 1) * level.units)
    return bool(areas(level, int(x), int(y), layer).intersects(at))


def test_file_is_small_enough_for_the_package() -> None:
    assert resources.data("planet.zip").stat().st_size < 2_500_000


@pytest.mark.parametrize("level", LEVELS)
def test_land_and_sea_are_correct_at_every_level(level: Level) -> None:
    assert has(level, "l", 46.5, 2.5)  # France
    assert has(level, "l", -75.0, 60.0)  # Antarctica, whose area must be closed at the pole
    assert not has(level, "l", 30.0, -40.0)  # Atlantic


@pytest.mark.parametrize("level", LEVELS)
def test_caspian_sea_is_not_land(level: Level) -> None:
    assert not has(level, "l", 41.5, 50.5)


@pytest.mark.parametrize(
    ("lat", "lon"), [(53.4, 107.9), (47.8, -87.5), (-1.0, 33.0)], ids=["Baikal", "Superior", "Victoria"]
)
def test_large_lakes_are_in_every_level(lat: float, lon: float) -> None:
    assert all(has(level, "w", lat, lon) for level in LEVELS)


def test_island_in_lake_is_not_water() -> None:
    assert has(FINE, "w", 47.8, -88.2)
    assert not has(FINE, "w", 48.0, -88.9)  # Isle Royale


def test_habomai_islands_are_land() -> None:
    assert has(FINE, "l", 43.51, 146.14)  # Zelyony / Shibotsu


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_chukotka_has_no_gap_at_antimeridian(lon: float) -> None:
    assert has(FINE, "l", 67.0, lon)


@pytest.mark.parametrize("x", [0, 127])
def test_no_coastline_follows_antimeridian_on_land(x: int) -> None:
    _, y = mercator(67.0, 180.0)
    edge = 0 if x == 0 else FINE.units
    land = areas(FINE, x, int(y * FINE.tiles), "l")
    assert not land.is_empty
    assert land.boundary.intersection(shapely.LineString([(edge, 0), (edge, FINE.units)])).length < 2


def test_tiles_extend_beyond_their_edges() -> None:
    assert areas(FINE, 66, 45, "l").bounds == (-24, -24, FINE.units + 24, FINE.units + 24)


def test_holes_have_opposite_winding() -> None:
    rings = decode(open_basemap().tile(TileAddress(COARSE, 0, 0))["l"])
    turns = [shapely.LinearRing(ring).is_ccw for ring in rings]
    assert turns[0]
    assert not all(turns)
