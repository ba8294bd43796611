"""`storymap import` of exports that were edited in other tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storymap.cli import main
from storymap.model import Position
from storymap.pipeline import build_story
from storymap.source import Source

TEXT = "The ferry left Otaru for Rishiri.\n\nA storm rose off Wakkanai. Nobody in Otaru saw it.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def exported(article: Path, form: str, edit: Callable[[Any], Any]) -> Path:
    """Export the article, edit the file, and return its path."""
    path = article.parent / f"back.{form}.json"
    assert main(["export", str(article), "-f", form, "-o", str(path)]) == 0
    document = json.loads(path.read_text(encoding="utf-8"))
    edit(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def import_file(article: Path, file: Path, *more: str) -> int:
    return main(["import", str(file), "--article", str(article), *more])


def places(article: Path, *, saved: bool = True) -> dict[str, list[tuple[str, Position]]]:
    """Return surface -> [(place id, position)] of the article's mentions, by default with the current places.yaml."""
    story = build_story(Source(article, places=article.parent / "places.yaml" if saved else None))
    found: dict[str, list[tuple[str, Position]]] = {}
    for r, slug in zip(story.resolutions, story.slugs, strict=True):
        if r.place and slug:
            found.setdefault(r.mention.surface, []).append((r.place.id, r.place.position))
    return found


def test_edited_geojson_is_imported(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edit(document: Any) -> None:
        features = {f["properties"]["name"]: f for f in document["features"]}
        features["Otaru"]["geometry"]["coordinates"] = [140.5, 43.25]
        features["Wakkanai"]["properties"]["name"] = "Wakkanai port"
        # both features of an island are removed: its point and its area
        document["features"] = [f for f in document["features"] if f["properties"]["name"] != "Rishiri"]

    file = exported(article, "geojson", edit)
    capsys.readouterr()
    assert import_file(article, file) == 0
    out, err = capsys.readouterr()
    assert "Otaru: at 43.25, 140.5" in out and "Rishiri: removed from the map" in out
    assert "Wakkanai: shown as “Wakkanai port”" in out and err.endswith("places.yaml: 3 changes written\n")
    assert places(article)["Otaru"] == [("editor:Otaru", (43.25, 140.5))] * 2 and "Rishiri" not in places(article)
    assert import_file(article, exported(article, "geojson", lambda document: None)) == 0
    assert "no changes" in capsys.readouterr().err


def test_edited_annotations_are_imported(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edit(document: Any) -> None:
        items = document["first"]["items"]
        # for each name, the annotation of its last mention
        by_words = {a["target"]["selector"][0]["exact"]: a for a in items}
        body = next(b for b in by_words["Otaru"]["body"] if b["purpose"] == "identifying")
        body["source"] = "https://www.geonames.org/1850147/"
        items.remove(by_words["Wakkanai"])

    assert import_file(article, exported(article, "annotations", edit)) == 0
    now = places(article)
    assert [place for place, _ in now["Otaru"]][1] == "geonames:1850147" and "Wakkanai" not in now
    assert now["Otaru"][0][0] != "geonames:1850147"
    capsys.readouterr()
    assert import_file(article, exported(article, "annotations", lambda document: None)) == 0
    assert "no changes" in capsys.readouterr().err


def move(document: Any) -> None:
    next(f for f in document["features"] if f["properties"]["name"] == "Otaru")["geometry"]["coordinates"] = [
        140.5,
        43.25,
    ]


def choose(document: Any) -> None:
    next(f for f in document["features"] if f["properties"]["name"] == "Otaru")["properties"]["place_id"] = (
        "geonames:1850147"
    )


def identify(document: Any) -> None:
    """Give the first mention the id of another place (its point is unchanged) and move the second mention."""
    first, second = (a for a in document["first"]["items"] if a["target"]["selector"][0]["exact"] == "Otaru")
    first["body"][0]["source"]["id"] = "https://www.geonames.org/1850147/"
    second["body"][0]["source"]["geometry"]["coordinates"] = [140.5, 43.25]


@pytest.mark.parametrize(
    ("form", "edit", "meant"),
    [
        ("geojson", move, ["editor:Otaru"] * 2),
        ("geojson", choose, ["geonames:1850147"] * 2),
        ("annotations", identify, ["geonames:1850147", "editor:Otaru"]),
    ],
)
def test_second_import_changes_nothing(
    form: str, edit: Callable[[Any], Any], meant: list[str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(article, form, edit)
    assert import_file(article, file) == 0
    written = (article.parent / "places.yaml").read_bytes()
    assert [place for place, _ in places(article)["Otaru"]] == meant
    capsys.readouterr()
    assert import_file(article, file) == 0
    assert "no changes" in capsys.readouterr().err
    assert (article.parent / "places.yaml").read_bytes() == written


@pytest.mark.parametrize("form", ["geojson", "annotations"])
def test_newer_override_is_kept(form: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Importing an unchanged export does not undo decisions that are newer than the export."""
    file = exported(article, form, lambda document: None)
    (article.parent / "places.yaml").write_text(
        "version: 1\nplaces:\n  Otaru: {lat: 1.5, lon: 2.5}\n  Wakkanai: {ignore: true}\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert import_file(article, file) == 0
    err = capsys.readouterr().err
    assert "no changes" in err, err


def test_comments_and_other_fields_are_kept(article: Path) -> None:
    places_file = article.parent / "places.yaml"
    places_file.write_text(
        "version: 1\nplaces:\n  # by the harbour\n  Otaru: {lat: 43.2, lon: 141.0, note: The old one.}  # mine\n",
        encoding="utf-8",
    )

    def edit(document: Any) -> None:
        next(f for f in document["features"] if f["id"] == "otaru")["geometry"]["coordinates"] = [140.5, 43.25]

    assert import_file(article, exported(article, "geojson", edit)) == 0
    written = places_file.read_text(encoding="utf-8")
    assert "# by the harbour" in written and "# mine" in written and "The old one." in written
    assert places(article)["Otaru"][0][1] == (43.25, 140.5)


def test_dry_run_writes_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(article, "geojson", lambda d: d["features"].pop(0))
    capsys.readouterr()
    assert import_file(article, file, "--dry-run") == 0
    out, err = capsys.readouterr()
    assert "removed from the map" in out and "1 change, not written" in err
    assert not (article.parent / "places.yaml").exists()


def test_file_without_most_places_is_rejected_without_option(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with few places may be a selection exported from QGIS, which should not delete all other places."""

    def only_one(document: Any) -> None:
        document["features"] = [f for f in document["features"] if f["properties"]["name"] == "Rishiri"]
        document["features"][0]["geometry"]["coordinates"] = [141.5, 45.5]

    file = exported(article, "geojson", only_one)
    capsys.readouterr()
    assert import_file(article, file) == 10
    assert (
        "3 of 4 mentions on the map are missing" in capsys.readouterr().err
        and not (article.parent / "places.yaml").exists()
    )
    assert import_file(article, file, "--keep-missing") == 0
    assert set(places(article)) == {"Otaru", "Rishiri", "Wakkanai"}
    assert import_file(article, file, "--delete-missing") == 0
    assert set(places(article)) == {"Rishiri"}


def test_special_characters_survive_import(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "]]> 'x' \"y\" # z: {a: [b]} \x1b[31m 🏝️ القدس"

    def edit(document: Any) -> None:
        feature = next(f for f in document["features"] if f["properties"]["name"] == "Otaru")
        feature["properties"].update(name=name, note=f"- {name}\nnext")

    assert import_file(article, exported(article, "geojson", edit)) == 0
    assert "\x1b" not in capsys.readouterr().out
    story = build_story(Source(article, places=article.parent / "places.yaml"))
    assert name in [p.label for p in story.places] and f"- {name} next" in [p.note for p in story.places]


def test_file_of_another_article_is_rejected(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(article, "geojson", lambda document: None)
    other = article.with_name("other.txt")
    other.write_text("Nothing but Lisbon here.\n", encoding="utf-8")
    assert import_file(other, file) == 10
    assert "no feature is a place of this article" in capsys.readouterr().err
    assert not (article.parent / "places.yaml").exists()


@pytest.mark.parametrize("content", ["no json", '{"type": "Topology"}'])
def test_unreadable_file_is_reported(content: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = article.parent / "x.json"
    file.write_text(content, encoding="utf-8")
    assert import_file(article, file) == 10 and "x.json" in capsys.readouterr().err
    assert import_file(article, file.with_name("missing.json")) == 10 and "cannot be read" in capsys.readouterr().err


def test_invalid_places_yaml_stops_import(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(article, "geojson", lambda d: d["features"].pop(0))
    (article.parent / "places.yaml").write_text("version: 1\nplaces:\n  Otaru: {wrong: 1}\n", encoding="utf-8")
    assert import_file(article, file) == 4 and "places.yaml:3" in capsys.readouterr().err


def test_edited_outline_becomes_area_of_the_place(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text("The ferry left Otaru for Hokkaido.\n", encoding="utf-8")
    square = [[[141.0, 43.0], [142.0, 43.0], [142.0, 44.0], [141.0, 44.0], [141.0, 43.0]]]

    def drawn(document: Any) -> None:
        outline = next(f for f in document["features"] if f["properties"].get("area_of"))
        outline["geometry"] = {"type": "Polygon", "coordinates": square}

    file = exported(article, "geojson", drawn)
    assert import_file(article, file) == 0
    assert "area" in (article.parent / "places.yaml").read_text(encoding="utf-8")
    again = exported(article, "geojson", lambda document: None)
    (area,) = [f for f in json.loads(again.read_text(encoding="utf-8"))["features"] if f["properties"].get("area_of")]
    ring = area["geometry"]["coordinates"]
    assert {tuple(point) for point in (ring[0] if area["geometry"]["type"] == "Polygon" else ring[0][0])} == {
        tuple(point) for point in square[0]
    }
    capsys.readouterr()
    assert import_file(article, again) == 0
    assert "no changes" in capsys.readouterr().err
