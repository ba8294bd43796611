"""Suggestions in the commands places, explain, review and build, and decisions about them in places.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import storymap
from storymap.cli.review_session import Review
from storymap.decisions import suggested
from storymap.gazetteer import open_gazetteer
from storymap.pipeline import english_phrases
from storymap.resources import PACKAGE
from tests.contracts.run import done, run
from tests.suggesting import suggest_only

SCHEMA = json.loads((PACKAGE / "schemas" / "places.schema.json").read_text(encoding="utf-8"))
ARTICLE = "A trip\n\nWe landed in Vienna at noon.\n\nThen Tokyo. Everyone was tired.\n"


@pytest.fixture(autouse=True)
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "trip.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    suggest_only(monkeypatch, "Tokyo", 0.3)
    return path


def test_document_lists_suggestions() -> None:
    document = done("places", "trip.txt", "--json").json
    jsonschema.validate(document, SCHEMA)
    assert document["schema"] == "storymap-places/2"
    [found] = document["suggestions"]
    assert found["surface"] == "Tokyo"
    assert found["occurrences"] == [{"start": found["start"], "end": found["end"]}]
    assert found["candidates"][0]["id"] == "geonames:1850147"


def test_schema_1_has_no_suggestions() -> None:
    new, old = done("places", "trip.txt", "--json").json, done("places", "trip.txt", "--json", "--schema", "1").json
    jsonschema.validate(old, SCHEMA)
    assert old == {**{key: new[key] for key in new if key != "suggestions"}, "schema": "storymap-places/1"}


def test_suggestions_are_required_in_schema_2_and_forbidden_in_schema_1() -> None:
    document = done("places", "trip.txt", "--json").json
    for wrong in (
        {**document, "schema": "storymap-places/1"},
        {k: v for k, v in document.items() if k != "suggestions"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)


def test_json_lines_have_suggestions_only_in_schema_2() -> None:
    line = json.dumps({"id": 1, "text": "Then Tokyo."}).encode()
    assert [s["surface"] for s in done("places", "--jsonl", stdin=line).json["suggestions"]] == ["Tokyo"]
    assert "suggestions" not in done("places", "--jsonl", "--schema", "1", stdin=line).json


def test_table_lists_suggestions() -> None:
    out = done("places", "trip.txt").out.decode()
    assert "Suggestions, possible places that are not on the map:\n  Tokyo (" in out
    assert "geonames:1850147" in out


def test_explain_shows_candidates_and_entry_for_places_yaml() -> None:
    out = done("explain", "trip.txt", "tokyo").out.decode()
    assert "suggestion: may be a place, not on the map" in out
    assert "`Tokyo: {id: geonames:1850147}`" in out
    document = done("explain", "trip.txt", "Tokyo", "--json").json
    jsonschema.validate(document, SCHEMA)
    assert document["suggestions"][0]["surface"] == "Tokyo"


def test_summary_of_build_lists_suggestions() -> None:
    assert "1 possible place is not on the map: Tokyo; see `storymap review`" in done("build", "trip.txt").err


def test_improbable_suggestion_fails_only_with_strict_all() -> None:
    assert run("build", "trip.txt", "--strict").code == 0
    ran = run("build", "trip.txt", "--strict=all")
    assert ran.code == 7
    assert "“Tokyo”: a possible place that is not on the map" in ran.err


def test_probable_suggestion_fails_with_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Tokyo", 0.9)
    ran = run("build", "trip.txt", "--strict")
    assert ran.code == 7
    assert "Tokyo" in ran.err


@pytest.mark.parametrize("entry", ["Tokyo: {id: geonames:1850147}", "Tokyo: {ignore: true}", "Tokyo: {lat: 1, lon: 2}"])
def test_override_decides_a_suggestion(entry: str, article: Path) -> None:
    article.with_name("places.yaml").write_text(f"version: 1\nplaces:\n  {entry}\n", encoding="utf-8")
    document = done("places", "trip.txt", "--json").json
    assert document["suggestions"] == []
    decided = [*document["mentions"], *document["rejected"]]
    assert "Tokyo" in [row["surface"] for row in decided]
    assert done("build", "trip.txt", "--strict=all").code == 0


def test_override_can_map_any_word_in_the_text(article: Path) -> None:
    article.with_name("places.yaml").write_text("version: 1\nplaces:\n  Everyone: {lat: 1, lon: 2}\n", encoding="utf-8")
    assert "Everyone" in [m["surface"] for m in done("places", "trip.txt", "--json").json["mentions"]]


def test_review_asks_about_suggestions(article: Path) -> None:
    found = storymap.places(ARTICLE)
    asked = suggested(found.article, found.suggestions)
    assert [d.surface for d in asked] == ["Tokyo"]
    printed: list[str] = []
    answers = iter(["1"])
    path = article.with_name("places.yaml")
    Review(
        found.article,
        asked,
        path,
        "trip.txt",
        open_gazetteer(),
        english_phrases(),
        lambda _: next(answers),
        printed.append,
    ).run()
    assert "1 suggestion" in printed[0]
    assert "Not on the map: " in "\n".join(printed)
    assert "Tokyo: {id: geonames:1850147}" in path.read_text(encoding="utf-8").replace("Tokyo:\n    id", "Tokyo: {id")
