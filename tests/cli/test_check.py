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
        "\n      Then Tokyo.\n",
        "trip.places.yaml:3: “Viena” does not occur in the article. Did you mean “Vienna”?",
        "Missing images:\n  trip.md:7: a.jpg",
        "Images without alternative text:\n  trip.md:7: a.jpg",
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
    assert "Broken links:\n  “the start”: the target of the link is not in the article" in out and "the end" not in out
    Path("trip.places.yaml").write_text("version: 1\nscenes:\n  p3: {hide: true}\n", encoding="utf-8")
    out = run("check", "trip.md").out.decode()
    assert "“the end”: the link leads to p3, which places.yaml hides" in out


def test_check_lists_pictures_without_alt_and_missing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trip.md").write_text("# A trip\n\nWe landed in Vienna.\n\nThen we left.\n", encoding="utf-8")
    Path("ringstrasse.jpg").touch()
    text = (
        "version: 1\nicons: {town: t.svg}\nplaces:\n  Vienna: {image: {file: ringstrase.jpg, alt: C}}\n"
        "scenes:\n  p2: {image: a.jpg}\n  p3: {images: [{file: b.jpg, alt: B}]}\n"
    )
    Path("trip.places.yaml").write_text(text, encoding="utf-8")
    out = run("check", "trip.md").out.decode()
    missing = out.partition("Missing pictures and markers of places.yaml:\n")[2].splitlines()[:4]
    assert missing == [
        "  trip.places.yaml:6: a.jpg",
        "  trip.places.yaml:7: b.jpg",
        "  trip.places.yaml:4: ringstrase.jpg. Did you mean ringstrasse.jpg?",
        "  t.svg",
    ]
    assert "Pictures of scenes without alternative text:\n  trip.places.yaml:6: a.jpg (p2); add `alt`" in out


def test_check_shows_which_place_is_meant_and_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trip.md").write_text("# A trip\n\nTrains stop in Franklin. Nobody waits.\n", encoding="utf-8")
    out = run("check", "trip.md").out.decode()
    assert "  Franklin (p2): " in out and "\n      Trains stop in Franklin.\n" in out


def test_layer_with_mistake_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trip.md").write_text("# A trip\n\nWe landed in Vienna.\n", encoding="utf-8")
    Path("trip.places.yaml").write_text("version: 1\nlayers:\n  - {file: a.gpx}\n", encoding="utf-8")
    Path("a.gpx").write_text('<gpx><rte>\n<rtept lat="x" lon="1"/></rte></gpx>', encoding="utf-8")
    result = run("build", "trip.md")
    assert (result.code, Path("trip.html").exists()) == (4, False)
    assert "a.gpx:2: “x, 1” is not a latitude and longitude in degrees." in result.err


def test_layer_outside_the_folder_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "a.gpx").write_text(
        '<gpx><rte><rtept lat="1" lon="1"/><rtept lat="2" lon="1"/></rte></gpx>', encoding="utf-8"
    )
    Path("trip.md").write_text("# A trip\n\nWe landed in Vienna.\n", encoding="utf-8")
    for file in ("../a.gpx", str(tmp_path / "a.gpx"), "/etc/hostname", "https://example.org/a.gpx"):
        Path("trip.places.yaml").write_text(f"version: 1\nlayers:\n  - {{file: '{file}'}}\n", encoding="utf-8")
        assert f"trip.places.yaml:3: the layer {file} was not found" in run("build", "trip.md").err
