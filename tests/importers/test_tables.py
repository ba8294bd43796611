"""Tables that other programs wrote: separators, encodings, headers in other languages, and well-known text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from storymap.errors import ImportFileError
from storymap.importers.reference_systems import Transformation, transformation
from storymap.importers.table import read_table
from storymap.model import Position
from tests.export.needs import reader
from tests.importers.test_command import article, import_file, places

__all__ = ["article"]
HARBOUR = Position(45.5, 141.25)
KML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    '<Style id="s"><IconStyle><color>ff2d4fc4</color></IconStyle></Style><Folder><name>Trip</name><Folder><name>Day 1</name>'
    "<Placemark><name>Wakkanai</name><styleUrl>#s</styleUrl><MultiGeometry><Point><coordinates>141.25,45.5,12</coordinates></Point>"
    "<LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry></Placemark></Folder>"
    "<Placemark><name>The way</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Folder></Document></kml>"
)


@pytest.mark.parametrize(
    "content",
    [
        "Ort;Breite;Länge;Höhe\nWakkanai;45,5;141,25;3,5\n".encode("utf-8-sig"),
        "Ort;Breite;Länge;Höhe\nWakkanai;45,5;141,25;3,5\n".encode("cp1252"),
        b"Nombre,Latitud,Longitud\nWakkanai,45.5,141.25\n",
        b'Nom,Latitude,Longitude\n"Wakkanai","45,5","141,25"\n',
        "Название\tШирота\tДолгота\nWakkanai\t45,5\t141,25\n".encode("utf-16"),
        "地名,緯度,経度\nWakkanai,45.5,141.25\n".encode(),
        "المكان,خط العرض,خط الطول\nWakkanai,45.5,141.25\n".encode(),
        "name\tlat\tlon\r\nWakkanai\t45.5\t141.25\r\n".encode("utf-16-le"),
        b"sep=;\r\nname;lat;lon\r\nWakkanai;45,5;141,25\r\n",
        b"name|lat|lon\nWakkanai|45.5|141.25\n",
        "Place name,GPS_Latitude (°),GPS_Longitude [deg]\nWakkanai,45.5,141.25\n".encode(),
        b"name,lat,lon\nWakkanai,45\xc2\xb030'N,141\xc2\xb015'E\n",
        b"name,lat,lon,status\nWakkanai,45.5,141.25,open\n",
        b"name,geometry\nWakkanai,POINT (141.25 45.5)\n",
        b"name,x,y,lat,lon\nWakkanai,,,45.5,141.25\n",
        KML.encode(),
        KML.replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
)
def test_file_of_another_program_is_imported(content: bytes, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = article.parent / "harbours"
    file.write_bytes(content)
    assert import_file(article, file, "--keep-missing") == 0, capsys.readouterr().err
    assert places(article)["Wakkanai"][0][1] == HARBOUR


def test_all_kml_files_of_an_archive_are_read(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GDAL writes a KML file for each layer, and a main file that names them."""
    file = article.parent / "trip.kmz"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("doc.kml", '<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>')
        archive.writestr("layers/trip.kml", KML)
    assert import_file(article, file, "--keep-missing") == 0
    assert places(article)["Wakkanai"][0][1] == HARBOUR
    assert "feature 2 (“The way”) has no point" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("files", "message"),
    [({"a.xml": "<x/>"}, "a ZIP archive without a KML file"), ({"a.kml": "<kml"}, "not well-formed")],
)
def test_unreadable_archive_is_reported(
    files: dict[str, str], message: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = article.parent / "x.kmz"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert import_file(article, file) == 10
    assert message in " ".join(capsys.readouterr().err.split())
    file.write_bytes(file.read_bytes()[:-20])
    assert import_file(article, file) == 10
    assert "the KMZ file cannot be read" in " ".join(capsys.readouterr().err.split())


def test_column_that_was_changed_after_the_export_is_used() -> None:
    """A table may have the position as WKT, as X and Y, and as lat and lon."""
    head = "slug,name,exported_as,WKT,X,Y,lat,lon\n"
    for row, moved in {
        "POINT (3 4),1,2,2,1": [3, 4],
        "POINT (1 2),3,4,2,1": [3, 4],
        "POINT (1 2),1,2,4,3": [3, 4],
        "POINT (1 2),1,2,2,1": [1, 2],
    }.items():
        (feature,) = read_table(f"{head}a,A,geonames:1 2.0 1.0,{row}\n")["features"]
        assert feature["geometry"] == {"type": "Point", "coordinates": moved}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ort,Breite\nWick,58\n", "its columns are Ort, Breite"),
        ("Station,lat,lon\nWick,58,-3\n", "no column for the names"),
    ],
)
def test_table_without_needed_columns_is_rejected(text: str, message: str) -> None:
    with pytest.raises(ImportFileError, match=message):
        read_table(text)


def test_rows_without_a_place_are_not_reported() -> None:
    text = "mention,status,name,lat,lon\nMay,not a place,,,\nNowhere,not mapped,,,\nWick,mapped,Wick,58,-3\n"
    read = read_table(text)
    assert len(read["features"]) == 1 and not read["remarks"]


def test_point_within_the_accuracy_of_its_system_was_not_moved() -> None:
    """The British grid needs a file of corrections, which some programs have and others do not have."""
    reader("pyproj")
    assert 1 < transformation("EPSG:27700").tolerance_m < 10
    assert transformation("EPSG:3857").tolerance_m == 0
    same = Transformation(lambda x, y: (x, y), 3.0)

    def moved(lat: float) -> list[float]:
        exported = {"exported_as": "geonames:1 58.0 -3.0"}
        feature = {"properties": exported, "geometry": {"type": "Point", "coordinates": [-3.0, lat]}}
        found: list[float] = same.feature(feature)["geometry"]["coordinates"]
        return found

    assert moved(58.00002) == [-3.0, 58.0] and moved(58.001) == [-3.0, 58.001]  # 2 m and 111 m
