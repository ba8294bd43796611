"""Inputs that exceed the limits in docs/reference/size-limits.md, one for each row of its tables."""

from __future__ import annotations

import contextlib
import io
import json
import random
import struct
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from storymap import config, positions, web, yaml_limits
from storymap.cli import json_lines
from storymap.importers import LARGEST_BYTES as LARGEST_IMPORT
from storymap.importers import json_text
from storymap.map_layers import shapes_of_file
from storymap.overrides import areas, media
from storymap.read import files as article_files
from storymap.read import lines, pandoc
from storymap.read.formats import packages, pdf
from storymap.read.markdown import front_values
from storymap.render import icons, images, own_styles
from tests.contracts.run import Ran, run

Run = Callable[[Path, int], Ran]  # takes the folder of the test and the limit; returns the result of a command


class Case(NamedTuple):
    """The constant of a limit, and a function that exceeds it. `constant` is 0 if a library has the limit."""

    constant: float
    exceed: Run


def _article(folder: Path, text: str = "We left Sapporo for Otaru.\n", name: str = "a.txt") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _large_file(folder: Path, limit: int) -> Ran:
    (folder / "a.txt").write_bytes(b"a" * (limit + 1))
    return run("places", str(folder / "a.txt"))


def _large_page(folder: Path, limit: int) -> Ran:
    with _server(lambda path: (200, {"Content-Length": str(limit + 1)})) as url:
        return run("places", url)


@contextlib.contextmanager
def _server(answer: Callable[[str], tuple[int, dict[str, str]]]) -> Iterator[str]:
    """Serve answers without content on this machine. Yield the URL."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            status, headers = answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Type": "text/html", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/a.html"
    finally:
        server.shutdown()
        server.server_close()


def _package(folder: Path, members: dict[str, bytes], sizes: dict[str, int] | None = None) -> str:
    """Write a .docx file. `sizes` are declared as the unpacked sizes of members instead of the actual ones."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": b"<Types/>", **members}.items():
            archive.writestr(name, content)
    raw = into.getvalue()
    for name, size in (sizes or {}).items():
        # in the central directory, the position of the field with the unpacked size
        at = raw.rindex(name.encode()) - 22
        raw = raw[:at] + struct.pack("<I", size) + raw[at + 4 :]
    path = folder / "a.docx"
    path.write_bytes(raw)
    return str(path)


def _unpacked(folder: Path, limit: int) -> Ran:
    return run("places", _package(folder, {"word/document.xml": b"<a/>"}, {"word/document.xml": limit + 1}))


def _many_members(folder: Path, limit: int) -> Ran:
    return run("places", _package(folder, {f"word/{i}.xml": b"" for i in range(limit)} | {"word/document.xml": b""}))


def _long_part(folder: Path, limit: int) -> Ran:
    return run("places", _package(folder, {"word/document.xml": b" " * (limit + 1)}))


def _many_pages(folder: Path, limit: int) -> Ran:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(limit + 1):
        writer.add_blank_page(100, 100)
    writer.write(folder / "a.pdf")
    return run("places", str(folder / "a.pdf"))


def _slow_pandoc(folder: Path, limit: int) -> Ran:
    # pandoc is not run, because waiting for a minute would only test the standard library.
    with (
        mock.patch("subprocess.run", side_effect=subprocess.TimeoutExpired("pandoc", limit)),
        mock.patch.object(pandoc, "_program", return_value="pandoc"),
    ):
        return run("places", _article(folder, "\\section{A}\nWe left \\emph{Otaru}.\n", "a.tex"))


def _deep_page(folder: Path, limit: int) -> Ran:
    return run("places", _article(folder, "<div>" * (limit + 60) + "Otaru", "a.html"))


def _deep_notebook(folder: Path, limit: int) -> Ran:
    cell = '{"cell_type": "markdown", "metadata": ' + '{"a": ' * limit + "1" + "}" * limit + ', "source": "Otaru"}'
    return run("places", _article(folder, f'{{"cells": [{cell}], "nbformat": 4}}', "a.ipynb"))


def _many_front_values(folder: Path, limit: int) -> Ran:
    rows = "".join(f"b{i}: [{', '.join(['*a'] * 99)}]\n" for i in range(limit // 99 + 1))
    return run("places", _article(folder, f"---\na: &a x\n{rows}---\n\nOtaru.\n", "a.md"))


def _deep_front_matter(folder: Path, limit: int) -> Ran:
    value = "[" * (limit + 1) + "]" * (limit + 1)
    return run("places", _article(folder, f"---\na: {value}\n---\n\nOtaru.\n", "a.md"))


def _redirects(folder: Path, limit: int) -> Ran:
    with _server(lambda path: (302, {"Location": path + "x"})) as url:
        return run("places", url)


def _retry_later(folder: Path, limit: int) -> Ran:
    with _server(lambda path: (503, {"Retry-After": str(limit + 1)})) as url:
        return run("places", url)


def _slow_server(folder: Path, limit: int) -> Ran:
    done = threading.Event()

    def answer(path: str) -> tuple[int, dict[str, str]]:
        done.wait(5)
        return 200, {}

    with _server(answer) as url:
        actual = web.within
        try:
            with mock.patch.object(web, "within", lambda seconds, *rest: actual(seconds / 1000, *rest)):
                return run("places", url)
        finally:
            done.set()


def _overrides(folder: Path, text: str, command: str = "places") -> Ran:
    (folder / "places.yaml").write_text(f"version: 1\n{text}", encoding="utf-8")
    out = ["-o", str(folder / "story.html")] if command == "build" else []
    return run(command, _article(folder), *out)


def _long_yaml(folder: Path, limit: int) -> Ran:
    return _overrides(folder, "#" + "a" * limit)


def _yaml_values(folder: Path, limit: int) -> Ran:
    rows = "".join(f"  b{i}: [{', '.join(['*a'] * 999)}]\n" for i in range(limit // 999 + 1))
    return _overrides(folder, f"places:\n  a: &a {{ignore: true}}\n{rows}")


def _deep_yaml(folder: Path, limit: int) -> Ran:
    return _overrides(folder, f"places: {'[' * (limit + 1)}{']' * (limit + 1)}\n")


def _long_number(folder: Path, limit: int) -> Ran:
    return _overrides(folder, f"places:\n  Otaru: {{name: Otaru, lat: {'9' * (limit + 1)}, lon: 1}}\n")


def _large_area(folder: Path, limit: int) -> Ran:
    fewer = limit // 100  # with the whole limit, reading the positions would take seconds
    ring = [[i / fewer, 0] for i in range(fewer)] + [[1, 1], [0, 0]]
    area = json.dumps({"type": "Polygon", "coordinates": [ring]})
    with mock.patch.object(areas, "MAX_POSITIONS", fewer):
        return _overrides(folder, f"places:\n  Otaru: {{name: Otaru, lat: 0, lon: 0, area: {area}}}\n")


def _long_position(folder: Path, limit: int) -> Ran:
    return _overrides(folder, f"places:\n  Otaru: {{name: Otaru, at: '{'1' * (limit + 1)}'}}\n")


def _pictures(folder: Path, limit: int) -> Ran:
    return _overrides(folder, f"scenes:\n  p1: {{images: [{', '.join(['{file: a.jpg, alt: A}'] * (limit + 1))}]}}\n")


def _layers(folder: Path, limit: int) -> Ran:
    return _overrides(folder, f"layers: [{', '.join(['{file: a.gpx, label: A}'] * (limit + 1))}]\n")


def _large_layer(folder: Path, limit: int) -> Ran:
    (folder / "a.gpx").write_bytes(b" " * (limit + 1))
    return _overrides(folder, "layers: [{file: a.gpx, label: A}]\n", "build")


def _many_points(folder: Path, limit: int) -> Ran:
    line = [[i % 100 / 100, i % 7] for i in range(limit + 1)]
    _article(folder, json.dumps({"type": "LineString", "coordinates": line}), "a.geojson")
    return _overrides(folder, "layers: [{file: a.geojson, label: A}]\n", "build")


def _large_icon(folder: Path, limit: int) -> Ran:
    (folder / "a.png").write_bytes(b" " * (limit + 1))
    return _overrides(folder, "places: {Otaru: {icon: a.png}}\n", "build")


def _large_svg(folder: Path, limit: int) -> Ran:
    path = "M0 0" + "L1 1" * (limit // 4)
    _article(folder, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{path}"/></svg>', "a.svg")
    return _overrides(folder, "places: {Otaru: {icon: a.svg}}\n", "build")


def _large_image(folder: Path, limit: int) -> Ran:
    (folder / "a.jpg").write_bytes(b"a" * (limit + 1))
    article = _article(folder, "![The harbour](a.jpg)\n\nWe left Sapporo for Otaru.\n", "a.md")
    return run("build", article, "-o", str(folder / "story.html"))


def _large_settings(folder: Path, limit: int) -> Ran:
    (folder / "storymap.toml").write_text("#" + "a" * limit, encoding="utf-8")
    return run("places", _article(folder))


def _style(folder: Path, css: str) -> Ran:
    style = _article(folder, css, "a.css")
    return run("build", _article(folder), "--css", style, "-o", str(folder / "story.html"))


def _large_import(folder: Path, limit: int) -> Ran:
    (folder / "a.geojson").write_bytes(b" " * (limit + 1))
    return run("import", str(folder / "a.geojson"), "-a", _article(folder))


def _deep_import(folder: Path, limit: int) -> Ran:
    text = '{"a":' * (limit + 1) + "1" + "}" * (limit + 1)
    return run("import", _article(folder, text, "a.geojson"), "-a", _article(folder))


def _line(line: bytes) -> Ran:
    return run("places", "--jsonl", stdin=line + b"\n")


def _many_pixels(folder: Path, limit: int) -> Ran:
    from PIL import Image

    Image.new("1", (10_000, limit // 10_000 + 1)).save(folder / "a.png")
    article = _article(folder, "![The harbour](a.png)\n\nWe left Sapporo for Otaru.\n", "a.md")
    return run("build", article, "-o", str(folder / "story.html"))


def _many_images(folder: Path, limit: int) -> Ran:
    from PIL import Image

    noise = random.Random(1)
    for i in range(limit // 10_000):
        Image.frombytes("RGB", (160, 160), noise.randbytes(160 * 160 * 3)).save(folder / f"{i}.png")
    shown = "".join(f"![The harbour]({i}.png)\n\n" for i in range(limit // 10_000))
    article = _article(folder, f"{shown}We left Sapporo for Otaru.\n", "a.md")
    return run("build", article, "-o", str(folder / "story.html"))


def _many_markers(folder: Path, limit: int) -> Ran:
    from PIL import Image

    noise = random.Random(1)
    places = []
    for i in range(limit // 4_000):
        Image.frombytes("RGBA", (64, 64), noise.randbytes(64 * 64 * 4)).save(folder / f"{i}.png")
        places.append(f"  Otaru{i}: {{name: Otaru{i}, lat: 43.2, lon: 141, icon: {i}.png}}\n")
    (folder / "places.yaml").write_text(f"version: 1\nplaces:\n{''.join(places)}", encoding="utf-8")
    text = " ".join(f"We saw Otaru{i}." for i in range(len(places)))
    return run("build", _article(folder, text), "-o", str(folder / "story.html"))


CASES = {
    "file of an article": Case(article_files.LARGEST_BYTES, _large_file),
    "article from standard input": Case(
        article_files.LARGEST_BYTES, lambda folder, limit: run("places", "-", stdin=b"a" * (limit + 1))
    ),
    "web page": Case(article_files.LARGEST_BYTES, _large_page),
    "time for a web page": Case(web.SECONDS, _slow_server),
    "redirects of a web page": Case(web._MAX_REDIRECTS, _redirects),
    "`Retry-After` of a server": Case(web.MAX_WAIT_SECONDS, _retry_later),
    "unpacked size of .docx, .odt and .epub": Case(packages._LARGEST_BYTES, _unpacked),
    "files in a .docx, .odt or .epub": Case(packages._MOST_FILES, _many_members),
    "text of one part of a .docx, .odt or .epub": Case(packages._LARGEST_TEXT_BYTES, _long_part),
    "pages of a PDF": Case(pdf._MOST_PAGES, _many_pages),
    "time of pandoc": Case(pandoc.SECONDS, _slow_pandoc),
    "nested elements of a web page": Case(0, _deep_page),
    "nested values of a notebook": Case(0, _deep_notebook),
    "values of front matter": Case(front_values._MOST_VALUES, _many_front_values),
    "nested values of front matter": Case(front_values._DEEPEST, _deep_front_matter),
    "size of places.yaml": Case(yaml_limits.MAX_CHARACTERS, _long_yaml),
    "values of places.yaml": Case(yaml_limits.MAX_VALUES, _yaml_values),
    "nested brackets of places.yaml": Case(yaml_limits.MAX_DEPTH, _deep_yaml),
    "digits of a number": Case(308, _long_number),
    "positions of an `area`": Case(areas.MAX_POSITIONS, _large_area),
    "characters of an `at`": Case(positions.MAX_LENGTH, _long_position),
    "pictures of a scene": Case(media.MAX_PICTURES, _pictures),
    "layers": Case(media.MAX_LAYERS, _layers),
    "file of a layer": Case(shapes_of_file.MAX_BYTES, _large_layer),
    "points of a layer": Case(shapes_of_file.MAX_POINTS, _many_points),
    "image of a marker": Case(icons.MAX_FILE_BYTES, _large_icon),
    "SVG of a marker": Case(icons.MAX_SVG_BYTES, _large_svg),
    "image of an article": Case(images._LARGEST_BYTES, _large_image),
    "pixels of an image": Case(images._MOST_PIXELS, _many_pixels),
    "images of a page together": Case(images.BUDGET, _many_images),
    "markers of a page together": Case(icons.BUDGET, _many_markers),
    "storymap.toml": Case(config.LARGEST_BYTES, _large_settings),
    "style sheet": Case(own_styles.MAX_CHARACTERS, lambda folder, limit: _style(folder, "/*" + "a" * limit + "*/")),
    "nested brackets of a style sheet": Case(own_styles.MAX_DEPTH, lambda folder, limit: _style(folder, "a{" * (limit + 1))),
    "digits of a number in a style sheet": Case(
        0, lambda folder, limit: _style(folder, f"a{{width:{'9' * (limit + 1)}px}}")
    ),
    "file to import": Case(LARGEST_IMPORT, _large_import),
    "nested values of a file to import": Case(json_text.MAX_DEPTH, _deep_import),
    "line of JSON Lines": Case(lines.MAX_LINE_BYTES, lambda folder, limit: _line(b'{"text": "' + b"a" * limit + b'"}')),
    "`text` of JSON Lines": Case(json_lines.MAX_TEXT, lambda folder, limit: _line(b'{"text": "' + b"a" * (limit + 1) + b'"}')),
    "nested values of JSON Lines": Case(0, lambda folder, limit: _line(b'{"text": ' + b"[" * 100_000)),
    "digits of an integer of JSON Lines": Case(0, lambda folder, limit: _line(b'{"text": ' + b"9" * (limit + 1) + b"}")),
}  # fmt: skip
