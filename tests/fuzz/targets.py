"""What is fuzzed: a function for each kind of input. The functions may raise only the errors of this package."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from storymap.errors import StorymapError
from storymap.model import Article
from storymap.positions import PositionError
from tests.fuzz import files, readers, seeds
from tests.fuzz.target import Target, encoded


def run(name: str, content: bytes) -> None:
    """Call a target. Errors of this package are expected; others are findings."""
    with contextlib.suppress(StorymapError, PositionError):
        TARGETS[name].run(content)


@cache
def article() -> Article:
    from storymap.read import read_string

    return read_string(seeds.ARTICLE)


@cache
def found() -> Any:
    from storymap.pipeline import detect_places

    return detect_places(article())


@cache
def gathered() -> Any:
    from storymap.export.gather import gather
    from storymap.pipeline import compose_story
    from storymap.results import lookups

    story = compose_story(found())
    return gather(story, lookups(story))


def import_file(content: bytes) -> None:
    """Import a file, and plan its changes."""
    from storymap.cli.import_ import _is_known
    from storymap.importers import read
    from storymap.importers.plan import plan

    changes = read(content, "file", gathered(), _is_known)
    for change in plan(changes, gathered(), []):
        str(change).encode()
        json.dumps(change.decision, allow_nan=False)
    "".join(changes.remarks).encode()


def places(content: bytes) -> None:
    """Find the places of a text, and write them as JSON."""
    from storymap.pipeline import places as find

    text = (
        content.decode("utf-8", "surrogatepass" if content.count(b"\xed") else "replace") if _is_text(content) else ""
    )
    json.dumps(find(text[:800]).to_dict(), allow_nan=False, ensure_ascii=False).encode()


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def json_lines(content: bytes) -> None:
    """Answer JSON Lines: one answer for each line that is not empty."""
    from storymap.cli.json_lines import answer_lines

    lines = [line[:3000] for line in content.splitlines(keepends=True)[:6]]
    for document in answer_lines(lines):
        json.dumps(document, allow_nan=False).encode()


def overrides(content: bytes) -> None:
    """Read places.yaml, and apply it to an article."""
    from storymap.overrides.read import decode, load_overrides_text
    from storymap.pipeline import apply_overrides, compose_story

    read = load_overrides_text(decode(content, "places.yaml"), "places.yaml")
    applied = apply_overrides(found(), read)
    if sum(content) % 20 == 0:  # only some examples are composed, because the labels take most of the time
        compose_story(applied)


def edited_overrides(content: bytes) -> None:
    """Change places.yaml: the result must be readable, and the other entries unchanged."""
    from storymap.overrides.read import load_overrides_text
    from storymap.overrides.write import PlacesFile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.yaml"
        path.write_bytes(content)
        file = PlacesFile.open(path, "a.txt")
        file.decide("Sapporo", {"id": "geonames:2128295"})
        if len(content) % 2:
            file.set_display("Otaru", {"as": "Port", "note": None})
            file.set_scene("p2", {"title": "T"})
        if file.save():
            load_overrides_text(path.read_text(encoding="utf-8-sig"), "places.yaml")


def geonames(content: bytes) -> None:
    """Read a dump of GeoNames: a zip file, or its table."""
    from storymap.gazetteer.fetch import geonames_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "JP.zip"
        if content.startswith(b"PK"):
            path.write_bytes(content)
        else:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("JP.txt", content)
        list(geonames_rows(path, {90000001: [("A", "en")]}))


def natural_earth(content: bytes) -> None:
    """Read a layer of Natural Earth: a zip file with a shapefile."""
    from storymap.gazetteer.fetch import natural_earth_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.zip"
        path.write_bytes(content)
        list(natural_earth_rows(path))


def fetched(content: bytes) -> None:
    """Use a file of fetched places that is damaged."""
    from storymap.gazetteer.fetched import Fetched

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fetched.sqlite"
        path.write_bytes(content)
        opened = Fetched(path, 100)
        try:
            _ = opened.about
            for _, entry in opened.find("minamihama"):
                opened.place(entry.number, "")
            opened.area("geonames:90000001")
            opened.entry("geonames:90000001")
        finally:
            opened._file.close()


def gazetteer_file(content: bytes) -> None:
    """Open and use a damaged gazetteer file."""
    from storymap.gazetteer.store import EmbeddedGazetteer

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.bin"
        path.write_bytes(content)
        EmbeddedGazetteer(path).find("Sapporo")


def geocoded(content: bytes) -> None:
    """Use an answer of a geocoder, and a damaged cache."""
    from storymap.geocode.nominatim import Nominatim

    try:
        rows = json.loads(content)
    except (ValueError, RecursionError):
        rows = [content.decode("utf-8", "replace")]
    rows = rows if isinstance(rows, list) else [rows]

    class Service:
        def geocode(self, query: str, **options: Any) -> Any:
            return [SimpleNamespace(raw=row) for row in rows]

    with tempfile.TemporaryDirectory() as folder:
        nominatim = Nominatim("a@b.example", cache=Path(folder), service=Service(), pause_s=0)
        for place in nominatim.find("Qx"):
            hash(place)
        for file in Path(folder).iterdir():
            file.write_bytes(content)
        Nominatim("a@b.example", cache=Path(folder), service=Service(), pause_s=0).find("Qx")


def css(content: bytes) -> None:
    """Check the styles that a user adds to a page."""
    from storymap.render.own_styles import loaded_by_style, own_styles
    from storymap.render.themes import low_contrast_in_css

    text = content.decode("utf-8", "replace")
    low_contrast_in_css("paper", text)
    loaded_by_style(text)
    if "</" in own_styles(text):
        raise AssertionError("a style can end its element")


def config(content: bytes) -> None:
    """Read storymap.toml."""
    from storymap.config import find_config

    with tempfile.TemporaryDirectory() as folder:
        name = "pyproject.toml" if b"[tool" in content else "storymap.toml"
        (Path(folder) / name).write_bytes(content)
        find_config(Path(folder))


def position(content: bytes) -> None:
    """Parse a position."""
    from storymap.positions import looks_like_position, parse_position

    text = content.decode("utf-8", "replace")[:4100]
    looks_like_position(text)
    parse_position(text)


def language(content: bytes) -> None:
    """Check a language tag."""
    from storymap.language import direction, primary_language
    from storymap.language_names import language_problem

    text = content.decode("utf-8", "replace")[:300]
    language_problem(text)
    direction(text)
    primary_language(text)


def _zip(content: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("JP.txt", content)
    return into.getvalue()


def _shapefile() -> bytes:
    import shapefile

    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON) as layer:
        for name, kind, size in (
            ("featurecla", "C", 20),
            ("name", "C", 40),
            ("ne_id", "N", 12),
            ("scalerank", "N", 4),
            ("name_de", "C", 40),
        ):
            layer.field(name, kind, size)
        layer.poly([[[141, 45], [142, 46], [142, 45], [141, 45]]])
        layer.record("sea", "Sea of X", 7, 3, "X-Meer")
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for suffix, part in (("shp", shp), ("shx", shx), ("dbf", dbf)):
            archive.writestr(f"layer.{suffix}", part.getvalue())
    return into.getvalue()


def _sqlite() -> bytes:
    from storymap.gazetteer.fetch.download import Downloaded
    from storymap.gazetteer.fetch.store import Row, write
    from storymap.ports import Match

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fetched.sqlite"
        area = "[[[[45,141],[46,142],[45,142]]]]"
        row = Row("geonames:90000001", "geonames", "Minamihama", "city", "PPL", 43.1, 145.1, 120, 3.0, "JP", "JP.12", {"minamihama": Match.NAME}, (("南浜", "ja"),), (1, 2, 3, 4), area)  # fmt: skip
        write(path, "geonames:JP", Downloaded(path, "https://a.example/JP.zip", "0" * 64, 1), "2024-01-01", [row])
        return path.read_bytes()


def _gazetteer_head() -> bytes:
    from storymap.resources import data

    with data("places.bin").open("rb") as file:
        return file.read(1 << 16)


def _vector_files() -> list[bytes]:
    """Return a GeoPackage and a FlatGeobuf file of a story, as `storymap export` writes them."""
    from storymap.export import exporter
    from storymap.pipeline import compose_story
    from storymap.results import lookups

    story = compose_story(found())
    return [exporter(form).write(story, lookups(story)) for form in ("geopackage", "flatgeobuf")]


TARGETS = {
    "import-geojson": Target(import_file, encoded(seeds.GEOJSON)),
    "import-linkedplaces": Target(import_file, encoded(seeds.LINKED_PLACES)),
    "import-annotations": Target(import_file, encoded(seeds.ANNOTATIONS)),
    "import-csv": Target(import_file, encoded(seeds.CSV)),
    "import-kml": Target(import_file, encoded(seeds.KML)),
    "import-gpx": Target(import_file, encoded(seeds.GPX)),
    "import-vector-file": Target(import_file, _vector_files, share=0.1),
    "places": Target(places, encoded(seeds.TEXTS)),
    "json-lines": Target(json_lines, encoded(seeds.JSONL)),
    "overrides": Target(overrides, encoded(seeds.PLACES_YAML)),
    "edited-overrides": Target(edited_overrides, encoded(seeds.PLACES_YAML)),
    "geonames": Target(geonames, lambda: [seeds.GEONAMES_ROW.encode(), _zip(seeds.GEONAMES_ROW.encode())]),
    "natural-earth": Target(natural_earth, lambda: [_shapefile()]),
    "fetched": Target(fetched, lambda: [_sqlite()]),
    "gazetteer-file": Target(gazetteer_file, lambda: [_gazetteer_head()]),
    "geocoder": Target(geocoded, encoded(seeds.GEOCODED)),
    "css": Target(css, encoded(seeds.CSS)),
    "config": Target(config, encoded(seeds.CONFIG)),
    "position": Target(position, encoded(seeds.POSITIONS)),
    "language": Target(language, lambda: [b"en", b"zh-Hant-TW", b"sr@latin", b"en_US", b"deutsch"]),
    **readers.targets(),
    **files.targets(),
}
