"""Windows: code pages, line ends, backslashes, drive letters, reserved file names, and file names without case.

The tests simulate these differences on any system.
"""

from __future__ import annotations

import ast
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import storymap
from storymap import paths
from storymap.cli import main, messages
from storymap.cli.several.names import Wanted, assign_names, slug
from storymap.edit.uploads import save_file
from storymap.read import is_address
from storymap.site import image_file

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "storymap"
TEXT = "The ferry left Otaru for Rishiri.\n\nIt came back to 東京 at night.\n"
TEXT_METHODS = {"read_text", "write_text", "open"}


def run(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with a code page instead of UTF-8."""
    settings = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "0", **environment}
    command = [sys.executable, "-m", "storymap", *arguments]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8", newline="\r\n")
    return tmp_path


def test_table_is_printed_in_code_page(folder: Path) -> None:
    done = run(["explain", "article.txt", "Otaru"], folder, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0, done.stderr.decode("cp1252")
    assert "Otaru" in done.stdout.decode("cp1252")


def test_json_is_complete_in_code_page(folder: Path) -> None:
    done = run(["places", "article.txt", "--json"], folder, PYTHONIOENCODING="cp1252")
    surfaces = [mention["surface"] for mention in json.loads(done.stdout.decode("cp1252"))["mentions"]]
    assert surfaces == ["Otaru", "Rishiri", "東京"]


class Stream(io.TextIOWrapper):
    """A stream with a code page. `terminal`: whether the stream is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def prepared(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> Stream:
    stream = Stream(io.BytesIO(), encoding="cp1252")
    stream.terminal = terminal
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", stream)
    messages.prepare_streams()
    return stream


def test_files_and_pipes_get_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = prepared(monkeypatch, terminal=False)
    stream.write("東京 ✓")
    stream.flush()
    assert stream.buffer.getvalue().decode() == "東京 ✓"  # type: ignore[attr-defined]


def test_terminal_keeps_its_encoding_and_replaces_other_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = prepared(monkeypatch, terminal=True)
    stream.write("Zürich ✓")
    stream.flush()
    assert stream.buffer.getvalue().decode("cp1252") == "Zürich ?"  # type: ignore[attr-defined]


def test_line_ends_of_article_do_not_change_places(folder: Path) -> None:
    """Offsets count the characters of the file, so CRLF is kept in the text."""
    (folder / "unix.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    one, other = (storymap.build(path=folder / name).story for name in ("article.txt", "unix.txt"))
    assert [(r.mention.surface, r.place) for r in one.resolutions] == [
        (r.mention.surface, r.place) for r in other.resolutions
    ]
    assert len(one.article.passages) == len(other.article.passages)
    assert all(one.article.text[r.mention.start : r.mention.end] == r.mention.surface for r in one.resolutions)


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_line_ends_of_places_file_are_kept(folder: Path, mark: str) -> None:
    shared, own = folder / "shared.yaml", folder / "article.places.yaml"
    shared.write_bytes(b"version: 1\r\nplaces:\r\n  # a comment\r\n  Sapporo: {note: A city.}\r\n")
    own.write_bytes(
        f"{mark}version: 1\r\nplaces:\r\n  Otaru: {{note: A port.}}\r\n  Rishiri: {{note: An island.}}\r\n".encode()
    )
    (folder / "storymap.toml").write_bytes(b'places = ["shared.yaml"]\r\n')
    assert main(["share", str(folder / "article.txt"), "Otaru"]) == 0
    for file in (shared, own):
        content = file.read_bytes()
        assert content.count(b"\r\n") == content.count(b"\n"), content
    assert b"  # a comment\r\n" in shared.read_bytes() and b"Otaru" in shared.read_bytes()


@pytest.mark.parametrize("source", [r"C:\posts\a.md", "C:/posts/a.md", r"\\server\share\a.md"])
def test_path_with_drive_is_no_address(source: str) -> None:
    assert not is_address(source)


@pytest.mark.parametrize("written", [r"img\a.png", "img%5Ca.png", "img/a.png"])
def test_image_with_backslash_is_found(folder: Path, written: str) -> None:
    (folder / "img").mkdir()
    Image.new("RGB", (4, 4)).save(folder / "img" / "a.png")
    assert image_file(written, folder / "article.txt") == (folder / "img" / "a.png").resolve()


def test_image_outside_site_is_not_found_with_backslashes(folder: Path) -> None:
    Image.new("RGB", (4, 4)).save(folder / "a.png")
    (folder / "site").mkdir()
    assert image_file(r"..\a.png", folder / "site" / "article.txt", folder / "site") is None


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9", "aux.tar"])
def test_reserved_names_are_avoided(name: str, folder: Path) -> None:
    assert paths.is_device_name(name) and not paths.is_device_name(slug(name))
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    assert not paths.is_device_name(save_file(image.getvalue(), f"{name}.png", folder))


def test_names_that_differ_in_case_are_different_files() -> None:
    names = assign_names([Wanted("Trip", "a"), Wanted("trip", "b")], lambda name: True)
    assert len({name.casefold() for name in names}) == 2


def calls(file: Path) -> Iterator[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def opened_as_text(call: ast.Call) -> bool:
    """Return whether a call opens a file as text: open(), Path.open(), read_text() or write_text()."""
    function = call.func
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    if name not in TEXT_METHODS:
        return False
    if name == "open":
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id != "path":
            return False  # functions such as Image.open and os.open do not open text files
        modes = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        return bool(modes) and not any("b" in mode for mode in modes)
    return True


@pytest.mark.parametrize("folder_name", ["storymap", "tests"])
def test_text_files_are_opened_with_an_encoding(folder_name: str) -> None:
    """Without the argument `encoding`, Python on Windows uses the code page of the country."""
    found = [
        f"{file.relative_to(CHECKOUT).as_posix()}:{call.lineno}"
        for file in sorted((CHECKOUT / folder_name).rglob("*.py"))
        for call in calls(file)
        if opened_as_text(call)
        and not any(keyword.arg == "encoding" for keyword in call.keywords)
        and len(call.args) < 2
    ]
    assert found == []


def test_text_files_of_package_are_written_with_the_same_line_ends() -> None:
    """Without the argument `newline`, Python writes CRLF on Windows, so that files would differ between systems."""
    found = [
        f"{file.relative_to(CHECKOUT).as_posix()}:{call.lineno}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in calls(file)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "write_text"
        and not any(keyword.arg == "newline" for keyword in call.keywords)
    ]  # fmt: skip
    assert found == []
