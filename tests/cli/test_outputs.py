"""Outputs never overwrite the files that are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.cli import main


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("A title\n\nA train left Sapporo for Otaru.\n", encoding="utf-8")
    (tmp_path / "own.yaml").write_text("version: 1\nplaces:\n  Otaru: {ignore: true}\n", encoding="utf-8")
    (tmp_path / "page.html").symlink_to("own.yaml")
    (tmp_path / "own.css").write_text("a{color:red}", encoding="utf-8")
    (tmp_path / "css.html").hardlink_to(tmp_path / "own.css")
    return path


@pytest.mark.parametrize(
    "options",
    [
        ["build", "--places", "own.yaml", "-o", "page.html"],
        ["build", "--css", "own.css", "-o", "css.html"],
        ["export", "-f", "csv", "-o", "a.txt"],
        ["export", "-f", "csv", "--places", "own.yaml", "-o", "own.yaml"],
        ["export", "-f", "csv", "-o", "places.yaml"],
        ["build", "-o", "storymap.toml"],
    ],
)
def test_input_is_not_overwritten(
    article: Path, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(article.parent)
    before = {path: path.read_bytes() for path in article.parent.iterdir()}
    assert main([options[0], "a.txt", *options[1:]]) in (2, 9)
    assert {path: path.read_bytes() for path in article.parent.iterdir()} == before
    assert "--output" in capsys.readouterr().err
