"""`storymap data fetch`, with small files in the formats of GeoNames and Natural Earth from a local server."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import shapefile

from storymap.cli import main
from storymap.errors import StorymapError
from storymap.gazetteer import fetch as fetched
from storymap.gazetteer.extended import ExtendedGazetteer
from storymap.gazetteer.fetch.download import download
from storymap.resources import data


def line(
    number: int, name: str, more: str, lat: float, lon: float, code: str, people: int = 0, admin1: str = "12"
) -> str:
    """Return a line of GeoNames' table, with its 19 columns."""
    letter, feature = code.split(".")
    cells = [
        number,
        name,
        name,
        more,
        lat,
        lon,
        letter,
        feature,
        "JP",
        "",
        admin1,
        "",
        "",
        "",
        people,
        "",
        5,
        "Asia/Tokyo",
        "2020-01-01",
    ]
    return "\t".join(map(str, cells))


JP = [
    line(90000001, "Minamihama", "Minami Hama,南浜", 43.1, 145.1, "P.PPL", 120),
    line(90000002, "Ochiishi", "", 43.2, 145.5, "P.PPL", 300),
    # the embedded gazetteer has this place with the same id
    line(2130404, "Chitose", "Titose", 42.82, 141.65, "P.PPL", 90000),
    line(90000003, "Chitose", "", 42.83, 141.66, "P.PPL", 90000),  # this is the same town with another id
    line(90000004, "Nemuro Strait", "", 44.0, 145.3, "H.STRT"),
    line(90000005, "Hokkaido", "", 43.0, 142.0, "A.ADM1"),
]
NAMES = [
    "1\t90000001\tde\tSüdstrand am Meer\t\t\t\t",
    "2\t90000001\tlink\thttps://example.org\t\t\t\t",
    "3\t90000002\tiata\tOCI\t\t\t\t",
]


def zipped(name: str, content: str | bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("readme.txt", "words")
    return raw.getvalue()


def layer() -> bytes:
    """Return a layer in Natural Earth's format, with one bay and one feature without a name."""
    parts = {kind: io.BytesIO() for kind in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        for field in ("featurecla", "name", "name_en", "name_de", "scalerank", "ne_id"):
            writer.field(field, "C", 40)
        writer.poly([[[145, 43], [145, 44], [146, 44], [146, 43], [145, 43]]])
        writer.record("bay", "Sample Bay", "Sample Bay", "Musterbucht", "3", "777")
        writer.poly([[[1, 1], [1, 2], [2, 2], [1, 1]]])
        writer.record("bay", "", "", "", "3", "778")
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for kind, content in parts.items():
            archive.writestr(f"layer.{kind}", content.getvalue())
    return raw.getvalue()


class Dumps(BaseHTTPRequestHandler):
    """A server of files with ETags and range requests. If `cut` is true, the next response ends in the middle."""

    files: ClassVar[dict[str, bytes]] = {}
    cut = False
    ranges: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        content = self.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        if start:
            self.ranges.append(self.headers["Range"])
            self.send_response(206)
        else:
            self.send_response(200)
        self.send_header("ETag", '"one"')
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if Dumps.cut:
            Dumps.cut = False
            self.wfile.write(content[: len(content) // 2])
            return
        self.wfile.write(content[start:])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parameter name in the base class
        pass


@pytest.fixture
def base() -> Iterator[str]:
    Dumps.cut, Dumps.ranges = False, []
    Dumps.files = {
        "/JP.zip": zipped("JP.txt", "\n".join(JP) + "\n"),
        "/alternatenames/JP.zip": zipped("JP.txt", "\n".join(NAMES) + "\n"),
        "/XX.zip": zipped("XX.txt", "no\ttable\n"),
        "/ZZ.zip": b"this is no zip file",
    } | {f"/{path}": layer() for path in fetched.LAYERS.values()}
    server = HTTPServer(("127.0.0.1", 0), Dumps)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def silent(name: str, come: int, total: int) -> None:
    assert 0 <= come <= total or not total


def fetch(base: str, target: Path, what: str = "JP", alternates: bool = False) -> int:
    return fetched.fetch_geonames(what, target, base=base, today="2026-01-02", alternates=alternates, progress=silent)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "fetched.sqlite"


def test_fetched_village_is_found_with_embedded_places(base: str, target: Path) -> None:
    fetch(base, target)
    gazetteer = ExtendedGazetteer(data("places.bin"), target)
    (entry,) = gazetteer.find("Minamihama")
    place = gazetteer.place(entry)
    assert (place.id, place.population, place.admin1, place.source) == (
        "geonames:90000001",
        120,
        "Hokkaido",
        "geonames",
    )
    assert gazetteer.place("geonames:90000001") == place
    assert gazetteer.find("南浜")[0].number == entry.number


def test_fetched_place_that_is_also_embedded_is_not_duplicated(base: str, target: Path) -> None:
    fetch(base, target)
    gazetteer = ExtendedGazetteer(data("places.bin"), target)
    for name in ("Chitose", "Nemuro Strait", "Hokkaido"):
        assert all(e.number < gazetteer.fetched.first for e in gazetteer.find(name)), name


def test_best_does_not_return_fetched_places(base: str, target: Path) -> None:
    fetch(base, target)
    assert ExtendedGazetteer(data("places.bin"), target).best("Minamihama") is None


def test_alternate_names_have_their_language(base: str, target: Path) -> None:
    fetch(base, target, alternates=True)
    gazetteer = ExtendedGazetteer(data("places.bin"), target)
    (entry,) = gazetteer.find("Südstrand am Meer")
    assert [(n.name, n.language) for n in gazetteer.place(entry).names] == [("Südstrand am Meer", "de")]


def test_natural_earth_gives_areas_with_names_by_language(base: str, target: Path) -> None:
    assert fetched.fetch_natural_earth("marine", target, base=base, today="2026-01-02", progress=silent) == 1
    gazetteer = ExtendedGazetteer(data("places.bin"), target)
    (entry,) = gazetteer.find("Musterbucht")
    place = gazetteer.place(entry)
    assert (place.name, place.feature_code, place.bbox) == ("Sample Bay", "BAY", (145, 43, 146, 44))
    area = gazetteer.footprint(place.id)
    assert area is not None and len(area.polygons[0][0]) == 4
    assert area.polygons[0][0][0].lat < 45  # the latitude comes first


def test_second_fetch_replaces_rows_of_first(base: str, target: Path) -> None:
    first = fetch(base, target)
    Dumps.files["/JP.zip"] = zipped("JP.txt", "\n".join(JP[1:]) + "\n")
    assert fetch(base, target) == first - 1
    assert ExtendedGazetteer(data("places.bin"), target).find("Minamihama") == []


def test_interrupted_download_is_resumed(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storymap.gazetteer.fetch.download._CHUNK", 64)
    Dumps.cut = True
    with pytest.raises(StorymapError, match="run the command again"):
        download(f"{base}/JP.zip", tmp_path, silent)
    found = download(f"{base}/JP.zip", tmp_path, silent)
    (asked,) = Dumps.ranges
    assert 128 <= int(asked[6:-1]) <= len(Dumps.files["/JP.zip"]) // 2
    assert found.path.read_bytes() == Dumps.files["/JP.zip"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["JP.zip"]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("ZZ", "file is damaged"),
        ("XX", "line 1 has 2 columns"),
        ("QQ", "returned HTTP 404"),
        ("JP", "cannot be fetched"),
    ],
)
def test_failed_fetch_is_an_error_and_changes_nothing(base: str, target: Path, what: str, says: str) -> None:
    fetch(base, target)
    before = ExtendedGazetteer(data("places.bin"), target)
    with pytest.raises(StorymapError, match=says):
        fetch("http://127.0.0.1:9" if what == "JP" else base, target, what)
    after = ExtendedGazetteer(data("places.bin"), target)
    assert after.fetched.about == before.fetched.about
    assert after.find("Minamihama") == before.find("Minamihama") != []


def test_commands_fetch_list_show_and_forget_data(
    base: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    from storymap import gazetteer

    for module in ("storymap.gazetteer", "storymap.gazetteer.fetched"):
        monkeypatch.setattr(f"{module}.fetched_path", lambda: target)
    gazetteer.open_gazetteer.cache_clear()
    try:
        assert main(["data", "fetch", "jp", "natural-earth", "--base", base]) == 0
        assert "JP: 5 places" in capsys.readouterr().err
        assert main(["data", "list"]) == 0
        said = capsys.readouterr().out
        assert "5 geonames:JP" in said and "1 naturalearth:marine" in said
        assert main(["data", "show", "Minamihama"]) == 0
        assert "Hokkaido, Japan · geonames:90000001 · geonames, CC BY 4.0" in capsys.readouterr().out
        assert main(["data", "forget", "geonames:JP"]) == 0
        assert main(["data", "fetch", "Japan"]) == 2
        assert main(["data", "forget"]) == 0
        assert not target.exists()
    finally:
        gazetteer.open_gazetteer.cache_clear()
