"""Import of CSV, KML, GPX, GeoPackage, FlatGeobuf and Linked Places, also after a round trip through other programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from storymap.cli import main
from tests.export.needs import needs, reader
from tests.importers.test_command import article, import_file, places

__all__ = ["article"]
SUFFIXES = {"csv": ".csv", "kml": ".kml", "linkedplaces": ".json", "geopackage": ".gpkg", "flatgeobuf": ".fgb"}


def exported_file(article: Path, form: str) -> Path:
    needs(form)
    path = article.parent / f"back{SUFFIXES.get(form, f'.{form}')}"
    assert main(["export", str(article), "-f", form, "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("form", [*SUFFIXES, "gpx"])
def test_unchanged_export_changes_nothing(form: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported_file(article, form)
    capsys.readouterr()
    assert import_file(article, file) == 0
    assert "no changes" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "kml", "gpx", "linkedplaces"])
def test_moved_place_is_imported(form: str, article: Path) -> None:
    file = exported_file(article, form)
    old = f"{places(article, saved=False)['Otaru'][0][1].lat:g}"
    text = file.read_text(encoding="utf-8").replace(old, "43.25")
    # `exported_as` contains the values at the time of the export
    file.write_text(re.sub(r"(geonames:\d+ )43\.25", rf"\g<1>{old}", text), encoding="utf-8")
    assert import_file(article, file) == 0
    assert {round(at.lat, 2) for _, at in places(article)["Otaru"]} == {43.25}


def test_table_of_another_program_is_imported(article: Path) -> None:
    """Only names that occur in the article become places; `--keep-missing` keeps the others."""
    file = article.parent / "harbours.csv"
    file.write_text("Name;Latitude;Longitude\nWakkanai;45,5;141,5\nNowhere;1;2\n", encoding="utf-8")
    assert import_file(article, file, "--keep-missing") == 0
    assert places(article)["Wakkanai"][0][1] == (45.5, 141.5)


def test_tracks_of_gpx_are_reported(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = article.parent / "trip.gpx"
    file.write_text(
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><wpt lat="45.5" lon="141.5"><name>Wakkanai</name></wpt>'
        '<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>',
        encoding="utf-8",
    )
    assert import_file(article, file, "--keep-missing") == 0
    assert "not imported: places.yaml has only places" in " ".join(capsys.readouterr().err.split())


def test_other_coordinate_system_is_transformed_or_named(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    at = {"type": "Point", "coordinates": [15751708.0, 5700582.0]}
    feature = {"type": "Feature", "properties": {"name": "Wakkanai"}, "geometry": at}
    file = article.parent / "mercator.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}), encoding="utf-8")
    code = import_file(article, file, "--keep-missing")
    try:
        import pyproj  # noqa: F401
    except ImportError:
        assert code == 10 and "EPSG:3857" in capsys.readouterr().err
        return
    assert code == 0
    assert [round(v, 1) for v in places(article)["Wakkanai"][0][1]] == [45.5, 141.5]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "a,b\n1,2\n", "no columns named lat and lon"),
        ("x.xml", "<html/>", "neither KML nor GPX"),
        ("x.bin", b"\xff\x00\x81", "unsupported format"),
        ("x.json", "{", "the JSON is invalid"),
    ],
)
def test_unreadable_file_is_named_with_its_problem(
    name: str, content: str | bytes, message: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = article.parent / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert import_file(article, file) == 10
    assert message in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("driver", ["GPKG", "GeoJSON", "FlatGeobuf", "KML"])
def test_round_trip_through_gdal_changes_nothing(
    driver: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    geopandas: Any = reader("geopandas")
    suffix = {"GPKG": ".gpkg", "GeoJSON": ".geojson", "FlatGeobuf": ".fgb", "KML": ".kml"}[driver]
    frame = geopandas.read_file(exported_file(article, "geopackage"), layer="places")
    file = article.parent / f"again{suffix}"
    frame.to_file(file, driver=driver)
    capsys.readouterr()
    assert import_file(article, file) == 0
    assert "no changes" in capsys.readouterr().err


def test_round_trip_through_pandas_changes_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pandas: Any = reader("pandas")
    file = exported_file(article, "csv")
    pandas.read_csv(file).to_csv(file, index=False)
    capsys.readouterr()
    assert import_file(article, file) == 0
    assert "no changes" in capsys.readouterr().err
