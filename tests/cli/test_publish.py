"""`storymap publish`, `storymap diff FOLDER ARTICLE`, and what `storymap check` says about the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.run import run

ONE = "# A trip\n\nWe landed in Vienna, the capital of Austria, and went on to Graz.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_page_and_everything_beside_it_is_published() -> None:
    Path("trip.md").write_text(ONE, encoding="utf-8")
    Path("other.md").write_text("# Other\n\nWe landed in Oslo, the capital of Norway.\n", encoding="utf-8")
    result = run("publish", "trip.md", "--to", "site", "--canonical", "https://example.org/maps/")
    assert result.code == 0, result.err
    names = {path.name for path in Path("site").iterdir()}
    assert {"trip.html", "trip.png", "trip.oembed.json", "companion.js", "index.html"} <= names
    assert "unchanged" in run("publish", "trip.md", "--to", "site", "--canonical", "https://example.org/maps/").err
    assert run("publish", "other.md", "--to", "site", "--canonical", "https://example.org/maps/").code == 0
    index = Path("site/index.html").read_text(encoding="utf-8")
    assert "trip.html" in index and "other.html" in index
    assert "No changes" in run("diff", "site", "trip.md").out.decode()
    Path("trip.md").write_text(ONE.replace("Graz", "Linz"), encoding="utf-8")
    out = run("diff", "site", "trip.md").out.decode()
    assert "+ Linz" in out and "− Graz" in out
    assert run("diff", "site", "new.md").code == 2


def test_check_lists_links_and_colours() -> None:
    Path("trip.md").write_text(
        ONE + "\nSee [the mill](mill.html), [the map](trip.md) and [the web](https://example.org/).\n",
        encoding="utf-8",
    )
    Path("pale.css").write_text(":root { --ink: #dddddd; }\n", encoding="utf-8")
    result = run("check", "trip.md", "--css", "pale.css")
    out = result.out.decode()
    assert result.code == 7
    assert "mill.html (“the mill”): no such file beside the article" in out and "trip.md (" not in out
    assert "Colours with too little contrast:\n  light: ink on paper" in out
