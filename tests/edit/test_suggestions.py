"""Suggestions in the editor: they are listed with their first candidate and can be mapped like other names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.edit.session import EditSession
from storymap.source import Source
from tests.edit.conftest import Browser
from tests.suggesting import suggest_only

TEXT = "A trip\n\nWe landed in Vienna at noon.\n\nThen Tokyo. Everyone was tired.\n"
TOKYO = "geonames:1850147"


def test_suggestion_is_listed_opened_and_mapped(
    tmp_path: Path, serve: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest_only(monkeypatch, "Tokyo", 0.3)
    path = tmp_path / "trip.txt"
    path.write_text(TEXT, encoding="utf-8")
    browser = serve(EditSession(Source(str(path))))
    [suggestion] = browser.state()["suggestions"]
    assert (suggestion["words"], suggestion["id"], suggestion["place"]) == ("Tokyo", TOKYO, "Tokyo, Japan")
    span = {key: suggestion["spans"][0][key] for key in ("start", "end")}
    assert TEXT[span["start"] : span["end"]] == "Tokyo"
    detail = browser.client.get("/api/mention", params=span).json()
    assert detail["candidates"][0]["id"] == TOKYO
    assert detail["why"] == suggestion["why"]
    state = browser.change(do="choose", only=False, place=TOKYO, **span).json()
    assert browser.text == f"places:\n  Tokyo: {{id: {TOKYO}}}\n"
    assert state["suggestions"] == []
    assert "Tokyo" in [row["words"] for row in state["decisions"]]
    assert browser.send("/api/undo").json()["suggestions"][0]["words"] == "Tokyo"
