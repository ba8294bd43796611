"""Exports that GDAL, pandas and LibreOffice convert to other formats give the same decisions when they are imported.

The programs are from Debian: apt-get install gdal-bin libreoffice-calc. Tests are skipped if they are not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from storymap.cli import main
from tests.export.needs import needs, reader
from tests.importers.test_command import import_file, places
from tests.repetitions import every

TEXT = (
    "The ferry left Otaru for Rishiri.\n\nA storm rose off Wakkanai. Nobody in Otaru saw it. "
    "In Mayville, far from Hokkaido, it was dry.\n"
)
# A custom place, new names and notes with characters that are special in CSV, XML and spreadsheets
DECISIONS = """version: 1
places:
  Otaru: {lat: 43.25, lon: 140.5, as: "Otaru & Ćport", note: "An old, \\"quoted\\" port; = 小樽"}
  Wakkanai: {as: "=Wakkanai", note: "+3"}
"""
SOURCES = {
    "geojson": ".geojson", "csv": ".csv", "kml": ".kml", "gpx": ".gpx", "linkedplaces": ".json", "geopackage": ".gpkg", "flatgeobuf": ".fgb",
}  # fmt: skip
# Name in the tests -> driver of GDAL, suffix, options. GDAL 3.6 writes lists to FlatGeobuf only as text.
TARGETS: dict[str, tuple[str, str, list[str]]] = {
    "gpkg": ("GPKG", ".gpkg", []),
    "geojson": ("GeoJSON", ".geojson", []),
    "kml": ("KML", ".kml", []),
    "libkml": ("LIBKML", ".kml", []),
    "kmz": ("LIBKML", ".kmz", []),
    "wkt": ("CSV", ".csv", ["-lco", "GEOMETRY=AS_WKT"]),
    "xy": ("CSV", ".csv", ["-lco", "GEOMETRY=AS_XY"]),
    "yx": ("CSV", ".csv", ["-lco", "GEOMETRY=AS_YX", "-lco", "SEPARATOR=SEMICOLON"]),
    "gpx": ("GPX", ".gpx", ["-dsco", "GPX_USE_EXTENSIONS=YES", "-nlt", "POINT"]),
    "bare gpx": ("GPX", ".gpx", ["-nlt", "POINT"]),
    "fgb": ("FlatGeobuf", ".fgb", ["-mapFieldType", "StringList=String"]),
    "mercator": ("GPKG", ".gpkg", ["-t_srs", "EPSG:3857"]),
    "tokyo": ("GPKG", ".gpkg", ["-t_srs", "EPSG:4301"]),  # a national system with several operations
    "multipoints": ("GPKG", ".gpkg", ["-nlt", "PROMOTE_TO_MULTI"]),
}
ONE_LAYER = ("geojson", "fgb", "gpx", "bare gpx")  # GDAL writes only one layer of this kind to these formats


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def exported(article: Path, form: str) -> Path:
    needs(form)
    path = article.parent / f"out{SOURCES[form]}"
    assert main(["export", str(article), "-f", form, "-o", str(path)]) == 0
    return path


def program(name: str) -> str:
    path = shutil.which(name)
    return path or pytest.skip(f"{name} is not installed")


def converted(file: Path, target: str, *more: str) -> Path:
    """Convert a file with ogr2ogr. `more` are further arguments. Skip the test if the result cannot be imported."""
    driver, suffix, options = TARGETS[target]
    needs({".gpkg": "geopackage", ".fgb": "flatgeobuf"}.get(suffix, ""))
    out = file.parent / f"converted{suffix}"
    table = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat"] if file.suffix == ".csv" else []
    command = [program("ogr2ogr"), "-f", driver, *table, *options, str(out), str(file), *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return out


def assert_unchanged(article: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    code = import_file(article, file)
    out, err = capsys.readouterr()
    assert (code, out) == (0, "") and err.endswith("places.yaml: no changes\n") and err.count("\n") == 1, out + err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "target", "more"),
    [
        ("geojson", "gpkg", []),
        ("csv", "gpkg", []),
        ("csv", "gpx", ["-where", "status = 'mapped'"]),
        ("kml", "gpkg", []),
        ("gpx", "gpkg", []),
        ("gpx", "bare gpx", []),
        ("linkedplaces", "gpkg", []),
        ("linkedplaces", "kml", []),
        ("linkedplaces", "fgb", []),
        ("flatgeobuf", "geojson", []),
        ("geojson", "fgb", []),
        ("geojson", "wkt", []),
        *(("geopackage", target, []) for target in TARGETS if target not in ONE_LAYER),
        *(("geopackage", target, ["places"]) for target in ONE_LAYER),
    ][:: every(3)],
)
def test_round_trip_through_ogr2ogr_changes_nothing(
    form: str, target: str, more: list[str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "places.yaml").write_text(DECISIONS, encoding="utf-8")
    file = converted(exported(article, form), target, *more)
    if file.is_dir():  # GDAL writes a CSV file for each layer
        file = file / "places.csv"
    assert_unchanged(article, file, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("target", [*TARGETS][:: every(4)])
def test_edits_survive_ogr2ogr(target: str, article: Path) -> None:
    """An edited file and its conversion give the same places.yaml."""
    file = exported(article, "geojson")
    document = json.loads(file.read_text(encoding="utf-8"))
    document["features"] = [f for f in document["features"] if f["properties"]["name"] != "Rishiri"]
    named = {f["properties"]["name"]: f for f in reversed(document["features"])}
    named["Otaru"]["geometry"]["coordinates"] = [140.5, 43.25]
    named["Wakkanai"]["properties"].update(name="=Wakkanai Ć", note='a "quoted", note; 小樽')
    file.write_text(json.dumps(document), encoding="utf-8")
    results = []
    only_points = ["-where", "OGR_GEOMETRY='POINT'"] if "gpx" in target else []
    for edited in (file, converted(file, target, *only_points)):
        assert import_file(article, edited) == 0
        results.append((article.parent / "places.yaml").read_text(encoding="utf-8"))
        (article.parent / "places.yaml").unlink()
    if target == "bare gpx":  # GPX without extensions has no notes
        results[0] = results[0].replace(", note: 'a \"quoted\", note; 小樽'", "")
    assert "ignore" in results[0] and "43.25" in results[0] and results[0] == results[1]


def test_moved_point_of_a_converted_table_is_used(article: Path) -> None:
    """GDAL keeps the old columns lat and lon beside the point that was moved."""
    file = exported(article, "csv")
    move = "SELECT ST_Translate(geometry, 1, 0, 0), * FROM out WHERE status = 'mapped'"
    before = places(article, saved=False)["Wakkanai"][0][1]
    assert import_file(article, converted(file, "xy", "-dialect", "SQLite", "-sql", move)) == 0
    assert places(article)["Wakkanai"][0][1] == pytest.approx((before.lat, before.lon + 1))


@pytest.mark.parametrize("settings", [{}, {"sep": ";", "decimal": ","}, {"sep": "\t", "encoding": "utf-16"}])
def test_round_trip_through_pandas_changes_nothing(
    settings: dict[str, str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pandas: Any = reader("pandas")
    (article.parent / "places.yaml").write_text(DECISIONS, encoding="utf-8")
    file = exported(article, "csv")
    pandas.read_csv(file).to_csv(file, index=False, **settings)
    assert_unchanged(article, file, capsys)


@pytest.mark.parametrize("system", ["EPSG:4326", "EPSG:3857"])
def test_table_of_geopandas_has_its_points_as_text(
    system: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    geopandas: Any = reader("geopandas")
    (article.parent / "places.yaml").write_text(DECISIONS, encoding="utf-8")
    frame = geopandas.read_file(exported(article, "geopackage"), layer="places").to_crs(system)
    file = article.parent / "frame.csv"
    number = system.removeprefix("EPSG:")
    table = reader("pandas").DataFrame(frame.drop(columns="geometry"))
    table.assign(geometry=[f"SRID={number};{shape.wkt}" for shape in frame.geometry]).to_csv(file, index=False)
    assert_unchanged(article, file, capsys)


def in_libreoffice(file: Path, to: str, folder: str) -> Path:
    """Open a CSV file with the settings that the import dialog proposes, and save it in another format."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    read = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if file.suffix == ".csv" else []
    command = [program("soffice"), profile, "--headless", *read, "--convert-to", to, "--outdir", folder, str(file)]
    environment = {**os.environ, "HOME": str(file.parent)}
    subprocess.run(command, capture_output=True, timeout=180, check=True, env=environment)
    return Path(folder) / f"{file.stem}.{to.partition(':')[0]}"


def test_round_trip_through_libreoffice_changes_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "places.yaml").write_text(DECISIONS, encoding="utf-8")
    sheet = in_libreoffice(exported(article, "csv"), "fods", str(article.parent / "sheet"))
    text = sheet.read_text(encoding="utf-8")
    assert "小樽" in text and "Ćport" in text and "table:formula" not in text
    # separator ; encoding UTF-16, the language German
    table = in_libreoffice(sheet, "csv:Text - txt - csv (StarCalc):59,34,65535,1,,1031", str(article.parent / "table"))
    assert_unchanged(article, table, capsys)
