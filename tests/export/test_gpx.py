"""GPX: read by gpxpy and GDAL."""

from __future__ import annotations

from pathlib import Path

import gpxpy
import pytest

from storymap.export.gather import gather
from tests.export.needs import reader
from tests.export.stories import SCRIPT, STORIES, looked_up, written

# The order of elements in a waypoint according to the GPX 1.1 schema.
ORDER = ["name", "cmt", "desc", "src", "link", "type", "extensions"]


@pytest.mark.parametrize("story", STORIES)
def test_gpxpy_reads_every_place(story: str) -> None:
    read = gpxpy.parse(written(story, "gpx").decode(), version="1.1")
    places = gather(STORIES[story](), looked_up(story)).places
    assert [w.name for w in read.waypoints] == [p.label for p in places]
    for waypoint, place in zip(read.waypoints, places, strict=True):
        assert (waypoint.latitude, waypoint.longitude) == pytest.approx(tuple(place.place.position), abs=1e-6)
        assert waypoint.description and place.reason in waypoint.description


def test_elements_are_in_the_order_of_the_schema() -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(written("hostile", "gpx"))
    waypoints = [
        [e.tag.rpartition("}")[2] for e in point] for point in root.iter("{http://www.topografix.com/GPX/1/1}wpt")
    ]
    assert any(len(tags) > 2 for tags in waypoints)
    assert waypoints == [sorted(tags, key=ORDER.index) for tags in waypoints]


def test_description_of_disputed_place_has_both_names() -> None:
    read = gpxpy.parse(written("hostile", "gpx").decode())
    told = next(w.description for w in read.waypoints if w.name and w.name.startswith("Łeft Ísle"))
    assert told is not None and "Łeft Ísle" in told and "'Right' Isle" in told and "Occupied" in told


def test_names_are_escaped() -> None:
    read = gpxpy.parse(written("hostile", "gpx").decode())
    assert SCRIPT.name in [w.name for w in read.waypoints]


@pytest.mark.parametrize("story", ["seed", "hostile", "ferry"])
def test_gdal_reads_every_place(story: str, tmp_path: Path) -> None:
    pyogrio = reader("pyogrio")
    path = tmp_path / "story.gpx"
    path.write_bytes(written(story, "gpx"))
    _, table = pyogrio.read_arrow(path, layer="waypoints")
    assert table["name"].to_pylist() == [p.label for p in gather(STORIES[story](), looked_up(story)).places]
