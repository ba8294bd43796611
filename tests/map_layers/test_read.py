"""Reading layers: GPX, KML and GeoJSON, and messages about files with mistakes."""

from __future__ import annotations

import json

import pytest

from storymap.errors import OverrideError
from storymap.map_layers import shapes_of_file
from storymap.map_layers.read import read_shapes

GPX = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">\n<trk><trkseg>\n{}\n</trkseg></trk>\n</gpx>'
POINT = '<trkpt lat="{}" lon="{}"/>'
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n<Placemark>{}</Placemark></Document></kml>'


def geojson(kind: str, coordinates: object) -> bytes:
    return json.dumps({"type": kind, "coordinates": coordinates}).encode()


def test_gpx_tracks_become_lines() -> None:
    content = GPX.format(POINT.format(43.5, 16.4) + POINT.format(43.6, 16.5)).encode()
    assert read_shapes(content, "a.gpx").lines == [[(43.5, 16.4), (43.6, 16.5)]]


def test_gpx_waypoints_are_used_only_without_track() -> None:
    waypoint = '<gpx><wpt lat="1" lon="2"/>{}</gpx>'
    assert read_shapes(waypoint.format("").encode(), "a.gpx").points == [(1, 2)]
    route = '<rte><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>'
    shapes = read_shapes(waypoint.format(route).encode(), "a.gpx")
    assert (shapes.points, len(shapes.lines)) == ([], 1)


def test_kml_lines_areas_and_holes() -> None:
    line = "<LineString><coordinates>16.4,43.5,0 16.5,43.6,0</coordinates></LineString>"
    ring = "<LinearRing><coordinates>{}</coordinates></LinearRing>"
    outer, hole = ring.format("0,0 4,0 4,4 0,0"), ring.format("1,.5 2,.5 2,1 1,.5")
    area = f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs><innerBoundaryIs>{hole}</innerBoundaryIs></Polygon>"
    shapes = read_shapes(KML.format(f"<MultiGeometry>{line}{area}</MultiGeometry>").encode(), "a.kml")
    assert shapes.lines == [[(43.5, 16.4), (43.6, 16.5)]]
    assert [len(ring) for ring in shapes.polygons[0]] == [3, 3]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"lat,lon\n1,2", "a.x: this is not a GPX, KML or GeoJSON file."),
        (b"PK\x03\x04", "a.x: this is a ZIP archive"),
        (b'<gpx>\n<trk>\n<trkseg></trk>', "a.x:3: the XML is not well-formed"),
        (b"<html/>", "a.x:1: the XML file is neither GPX nor KML"),
        (GPX.format(POINT.format(16.4, 143.5) + "\n" + POINT.format(143.6, 16.5)).encode(), "a.x:4: latitude 143.6"),
        (GPX.format(POINT.format("x", 1)).encode(), "a.x:3: “x, 1” is not a latitude"),
        (GPX.format(POINT.format(1, "nan")).encode(), "a.x:3: “1, nan” is not a latitude"),
        (GPX.format("").encode(), "a.x: the file has no line, area or point."),
        (b'{"type": "LineString",\n"coordinates": [[1, 2],}', "a.x:2: the JSON is invalid"),
        (b"[1]", "a.x:1: this is not GeoJSON"),
        (geojson("Line", [[1, 2], [3, 4]]), "a.x: the geometry: 'Line' is not a GeoJSON geometry type"),
        (geojson("LineString", [[1], [3, 4]]), "a.x: the geometry: `coordinates` must be lists"),
        (geojson("LineString", [[1, 2], 4]), "a.x: the geometry: `coordinates` must be lists"),
        (geojson("LineString", [[500000, 4500000], [3, 4]]), "latitude 4500000 is not between -90 and 90. Are the"),
        (geojson("LineString", [[181, 2], [3, 4]]), "longitude 181 is not between"),
        (b"\xff{", "a.x: this is not a GPX, KML or GeoJSON file."),
        (b'{"type": "FeatureCollection", "features": 4}', "`features` must be a list"),
        (b'{"type":"LineString","crs":{"type":"name","properties":{"name":"EPSG:3857"}}}', "its coordinates are in EPSG:3857"),
    ],
)  # fmt: skip
def test_mistake_is_reported_with_file_and_line(content: bytes, problem: str) -> None:
    with pytest.raises(OverrideError) as raised:
        read_shapes(content, "a.x")
    assert problem in str(raised.value)
    assert raised.value.exit_code == 4


def test_entities_are_not_expanded(tmp_path: object) -> None:
    content = b'<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><rte><name>&a;</name></rte></gpx>'
    with pytest.raises(OverrideError, match="no line, area or point"):
        read_shapes(content, "a.gpx")


def test_huge_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes_of_file, "MAX_POINTS", 3)
    with pytest.raises(OverrideError, match="more than 3 points"):
        read_shapes(geojson("LineString", [[i, i] for i in range(5)]), "a.json")
