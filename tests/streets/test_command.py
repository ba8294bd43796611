"""`storymap build --ground`: exit codes, messages, and archives on the web."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storymap.cli import main
from storymap.edit.session import EditSession
from storymap.source import Source

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and returns its exit code and its messages."""

    def command(*arguments: object) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        return code, " ".join(capfd.readouterr().err.replace("│", " ").split())

    return command


class Handler(BaseHTTPRequestHandler):
    """A handler that serves one file. Requests for a range get only the range, except with the path /whole.pmtiles."""

    content: bytes = b""
    ranges: list[tuple[int, int]]

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        asked = self.headers.get("Range", "")
        if self.path == "/whole.pmtiles" or not asked:
            self.send_response(200)
            body = self.content
        else:
            first, last = (int(number) for number in asked.removeprefix("bytes=").split("-"))
            body = self.content[first : last + 1]
            self.ranges.append((first, len(body)))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{len(self.content)}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def base(archive: Path) -> Iterator[str]:
    Handler.content, Handler.ranges = archive.read_bytes() + b"\0" * 3_000_000, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_build_with_an_archive(run: Run, article: Path, archive: Path) -> None:
    code, output = run("build", article, "--ground", archive)
    assert code == 0, output
    assert '"streets":true' in article.with_suffix(".html").read_text(encoding="utf-8")


def test_editor_shows_the_streets_of_an_archive(article: Path, archive: Path) -> None:
    session = EditSession(Source(article, ground=archive))
    assert '"streets":true' in session.draft.html
    assert '"streets":true' not in EditSession(Source(article)).draft.html


def test_check_reads_the_archive_named_in_storymap_toml(run: Run, article: Path) -> None:
    pytest.importorskip("pmtiles")
    (article.parent / "storymap.toml").write_text('ground = "walk.md"\n', encoding="utf-8")
    code, output = run("check", article)
    assert code == 5
    assert "storymap.toml:1" in output and "is not a PMTiles archive" in output


@pytest.mark.parametrize("command", ["build", "check", "edit"])
def test_missing_file_is_a_usage_error_with_a_suggestion(command: str, run: Run, article: Path, archive: Path) -> None:
    (article.parent / "town.pmtiles").write_bytes(archive.read_bytes())
    code, output = run(command, article, "--ground", article.parent / "twon.pmtiles")
    assert code == 2
    assert "--ground" in output and "town.pmtiles" in output


def test_file_of_another_kind_exits_with_5_and_writes_nothing(run: Run, article: Path) -> None:
    pytest.importorskip("pmtiles")
    code, output = run("build", article, "--ground", article)
    assert code == 5
    assert "walk.md is not a PMTiles archive" in output
    assert not article.with_suffix(".html").exists()


def test_url_requires_online(run: Run, article: Path) -> None:
    code, output = run("build", article, "--ground", "https://example.org/a.pmtiles")
    assert code == 2
    assert "requires --online" in output
    (article.parent / "storymap.toml").write_text('ground = "https://example.org/a.pmtiles"\n', encoding="utf-8")
    code, output = run("build", article)
    assert code == 5
    assert "Pass --online to read it" in output


def test_only_the_needed_ranges_of_a_url_are_read(run: Run, article: Path, base: str) -> None:
    code, output = run("build", article, "--ground", f"{base}/town.pmtiles", "--online", "me@example.org")
    assert code == 0, output
    assert '"streets":true' in article.with_suffix(".html").read_text(encoding="utf-8")
    assert Handler.ranges[0] == (0, 32_768)
    assert sum(length for _, length in Handler.ranges) < 100_000 < len(Handler.content)


def test_server_without_ranges_is_named(run: Run, article: Path, base: str) -> None:
    code, output = run("build", article, "--ground", f"{base}/whole.pmtiles", "--online", "me@example.org")
    assert code == 5
    assert "does not support requests for ranges" in output


def test_changed_archive_rebuilds_the_page_of_a_folder(run: Run, article: Path, archive: Path) -> None:
    own = article.parent / "town.pmtiles"
    own.write_bytes(archive.read_bytes())
    folder = f"{article.parent / 'out'}/"
    assert run("build", article, "--ground", own, "-o", folder)[0] == 0
    own.write_bytes(archive.read_bytes()[:200])
    assert run("build", article, "--ground", own, "-o", folder)[0] == 5
