"""Tiles and names of streets for a page. They are cut from archives in the schemas of Protomaps and OpenMapTiles."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from storymap.basemap.codec import decode
from storymap.basemap.levels import MARGIN
from storymap.basemap.streets.levels import STREET_LEVELS, source_zoom, street_level
from storymap.basemap.streets.reader import Streets, open_streets
from storymap.basemap.views import TileAddress
from storymap.sphere import around, mercator
from tests.streets.archives import area, road, town, wobbly, write_archive
from tests.streets.conftest import CENTRE

SCHEMAS = ("protomaps", "openmaptiles")


def tile(streets: Streets, number: int) -> dict[str, str]:
    """Return the tile of a level with the centre of the town."""
    level = next(level for level in streets.levels if level.number == number)
    x, y = mercator(*CENTRE)
    return dict(streets.tile(TileAddress(level, int(x * level.tiles), int(y * level.tiles))))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_layers_of_each_level(tmp_path: Path, schema: str) -> None:
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", town(), CENTRE, schema=schema))
    assert {"u", "w", "r", "2", "3", "t"} <= set(tile(streets, 10))
    assert not {"4", "5", "h"} & set(tile(streets, 10))
    assert {"g", "u", "w", "2", "3", "4", "t"} <= set(tile(streets, 12))
    assert {"h", "4"} <= set(tile(streets, 14))


def test_schemas_give_the_same_tiles_and_names(tmp_path: Path) -> None:
    one, other = (
        open_streets(write_archive(tmp_path / f"{schema}.pmtiles", town(), CENTRE, schema=schema)) for schema in SCHEMAS
    )
    for number in (10, 12, 14):
        assert tile(one, number) == tile(other, number)
    box = around(*CENTRE, 1.0)
    assert one.labels(box, 14.5, "en") == other.labels(box, 14.5, "en")


def test_coordinates_are_inside_the_tile_and_its_margin(archive: Path) -> None:
    streets = open_streets(archive)
    for level in STREET_LEVELS:
        most = level.units * (1 + MARGIN) + 1
        for text in tile(streets, level.number).values():
            for part in decode(text):
                assert all(-level.units * MARGIN - 1 <= value <= most for point in part for value in point)


def test_rings_are_counter_clockwise_and_holes_clockwise(tmp_path: Path) -> None:
    lake = wobbly(0, 0, 1.2).difference(wobbly(0, 0, 0.4))
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", [area(lake, "water")], CENTRE))
    rings = [shapely.LinearRing(part) for part in decode(tile(streets, 12)["w"])]
    assert [ring.is_ccw for ring in rings] == [True, False]


def test_street_across_tiles_of_the_archive_is_one_line(tmp_path: Path) -> None:
    long = road([(-3, 0.01), (3, 0.02)], "residential", "Long Street")
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", [long], CENTRE))
    assert len(decode(tile(streets, 12)["4"])) == 1


def test_archive_with_only_deep_tiles_gives_the_levels_near_them(tmp_path: Path) -> None:
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", town(), CENTRE, zooms=[14]))
    assert [level.number for level in streets.levels] == [12, 14]
    assert "4" in tile(streets, 12)


def test_place_outside_the_archive_is_not_covered(archive: Path) -> None:
    streets = open_streets(archive)
    assert streets.covers(*CENTRE)
    assert not streets.covers(48.2, 16.4)
    assert not streets.covers(-47.0, 15.4)


def test_names_follow_the_language_of_the_page(archive: Path) -> None:
    streets = open_streets(archive)
    box = around(*CENTRE, 1.0)
    assert "Altstadt" in [label.text for label in streets.labels(box, 14.0, "de-AT")]
    assert "Old Town" in [label.text for label in streets.labels(box, 14.0, "fr")]


def test_name_of_a_street_is_on_a_stretch_that_is_long_enough(archive: Path) -> None:
    labels = [
        label for label in open_streets(archive).labels(around(*CENTRE, 1.0), 14.5, "en") if label.kind == "street"
    ]
    assert {"Ring Road", "Castle Street", "Eighth Street"} <= {label.text for label in labels}
    for label in labels:
        (ax, ay), (bx, by) = (mercator(*end) for end in label.course)
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 * 256 * 2**label.low
        assert length > 5 * len(label.text)


def test_markup_in_names_is_plain_text_and_long_names_are_left_out(tmp_path: Path) -> None:
    names = ["<img src=x onerror=alert(1)>", "x" * 500, "Two\nLines\u202e"]
    things = [road([(-1, i / 10), (1, i / 10)], "primary", name) for i, name in enumerate(names)]
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", things, CENTRE))
    found = {label.text for label in streets.labels(around(*CENTRE, 1.0), 14.0, "en")}
    assert found == {"<img src=x onerror=alert(1)>", "Two Lines"}


def test_levels_and_zooms() -> None:
    assert street_level(9.4, STREET_LEVELS) is None
    assert [street_level(zoom, STREET_LEVELS).number for zoom in (9.6, 11.4, 11.6, 13.6, 16)] == [10, 10, 12, 14, 14]  # type: ignore[union-attr]
    level = STREET_LEVELS[2]
    assert [source_zoom(level, 0, most) for most in (12, 14, 15)] == [None, 14, 14]
    assert [source_zoom(level, least, 16) for least in (15, 16)] == [15, 16]
