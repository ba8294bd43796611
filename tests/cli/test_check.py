"""`storymap check`: one list of what to look at before publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.run import run
from tests.suggesting import suggest_only


def test_check_lists_everything_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    suggest_only(monkeypatch, "Tokyo", 0.3)
    Path("trip.md").write_text("# A trip\n\nWe landed in Vienna.\n\nThen Tokyo.\n\n![](a.jpg)\n", encoding="utf-8")
    Path("trip.places.yaml").write_text("version: 1\nplaces:\n  Viena: {ignore: true}\n", encoding="utf-8")
    result = run("check", "trip.md")
    assert result.code == 7
    out = result.out.decode()
    for part in (
        "Suggestions, possible places that are not on the map:\n  Tokyo (p3), score ",
        "trip.places.yaml:3: “Viena” does not occur in the article. Did you mean “Vienna”?",
        "Missing images:\n  a.jpg",
        "Images without alternative text:\n  a.jpg",
    ):
        assert part in out


def test_check_of_a_finished_article_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trip.md").write_text("# A trip\n\nWe landed in Vienna, the capital of Austria.\n", encoding="utf-8")
    result = run("check", "trip.md")
    assert (result.code, result.out) == (0, b"Nothing to check.\n")


def test_check_finds_links_to_passages_that_are_missing_or_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "# A trip\n\nWe landed in Vienna, see [the end](#end) and [the start](#start).\n\n<p id='end'>The end.</p>\n"
    Path("trip.md").write_text(text, encoding="utf-8")
    out = run("check", "trip.md").out.decode()
    assert "Broken links:\n  “the start”: the link leads to no passage of the article" in out and "the end" not in out
    Path("trip.places.yaml").write_text("version: 1\nscenes:\n  p3: {hide: true}\n", encoding="utf-8")
    out = run("check", "trip.md").out.decode()
    assert "“the end”: the link leads to p3, which places.yaml hides" in out
