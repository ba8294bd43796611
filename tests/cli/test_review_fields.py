"""Notes, kinds, boxes and titles that are typed in `storymap review`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.cli import main
from storymap.pipeline import build

TEXT = "# A visit\n\nSnow fell on Chitose, Hokkaido.\n\nThe train from Chitose reached Qwyxville. Then it left Qwyxville.\n"
Review = Callable[[str, str], str]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def review(article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Review:
    """Return a function that reviews a name; `keys` are lines of input, separated by "|"."""

    def run(name: str, keys: str) -> str:
        lines = iter(keys.split("|"))
        monkeypatch.setattr("builtins.input", lambda prompt: next(lines, "q"))
        assert main(["review", str(article), name]) == 0
        return capsys.readouterr().out

    return run


def text(article: Path) -> str:
    return article.with_name("places.yaml").read_text(encoding="utf-8")


def test_note_keeps_the_question_and_the_place(article: Path, review: Review) -> None:
    out = review("Chitose", "n Two runways: one is closed.||q")
    assert "→ places.yaml: Chitose: note: Two runways: one is closed." in out
    assert "note: 'Two runways: one is closed.'" in text(article) and "id: geonames:" in text(article)
    story = build(article).story
    assert [p.note for p in story.places if p.label == "Chitose"] == ["Two runways: one is closed."]


def test_kind_and_box_make_a_custom_place_at_the_same_position(article: Path, review: Review) -> None:
    before = next(p.place for p in build(article).story.places if p.label == "Chitose")
    review("Chitose", "k Base|b 141.5, 42.7 141.8 42.9|q")
    place = next(p.place for p in build(article).story.places if p.label == "Chitose")
    assert (round(place.position.lat, 3), round(place.position.lon, 3)) == (
        round(before.position.lat, 3),
        round(before.position.lon, 3),
    )
    assert "kind: base" in text(article) and place.bbox == (141.5, 42.7, 141.8, 42.9)


def test_enter_keeps_kind_and_box_that_were_typed(article: Path, review: Review) -> None:
    review("Chitose", "k base|b 141.5, 42.7 141.8 42.9|")
    assert "kind: base" in text(article) and "box: [141.5" in text(article) and "id:" not in text(article)


@pytest.mark.parametrize("key", ["", "1"])
def test_custom_place_of_places_yaml_is_kept(article: Path, review: Review, key: str) -> None:
    written = "version: 1\nplaces:\n  Chitose: {lat: 42.8, lon: 141.6, kind: village}\n"
    article.with_name("places.yaml").write_text(written, encoding="utf-8")
    out = review("Chitose", f"{key}|q")
    assert "1 ✓ Chitose" in out and text(article) == written


def test_place_of_front_matter_is_written_with_its_position(article: Path, review: Review) -> None:
    article.write_text("---\nlocation: {name: Qwyxville, lat: 43.1, lon: 141.4}\n---\n\n" + TEXT, encoding="utf-8")
    review("Qwyxville", "")
    assert "Qwyxville: {lat: 43.1, lon: 141.4}" in text(article)
    build(article)


def test_kind_of_place_with_coordinates_keeps_them(article: Path, review: Review) -> None:
    review("Qwyxville", "c|43.1, 141.4||q")
    review("Qwyxville", "k village|q")
    assert "lat: 43.1, lon: 141.4, kind: village" in text(article).replace("\n", " ")


def test_title_is_that_of_the_scene_of_the_first_mention(article: Path, review: Review) -> None:
    out = review("Chitose", "t Snow|q")
    assert "→ places.yaml: p2: title: Snow" in out and "title: Snow" in text(article)
    assert "Snow" in [scene.title for scene in build(article).story.scenes]


def test_typed_fields_are_undone_and_apply_to_one_mention_after_a(article: Path, review: Review) -> None:
    out = review("Chitose", "a|n Here only|u|q")
    assert "undone" in out and not article.with_name("places.yaml").exists()
    review("Chitose", "a|n Here only|q")
    assert "quote:" in text(article) and "note: Here only" in text(article)


@pytest.mark.parametrize(
    ("name", "keys", "message"),
    [
        ("Chitose", "k hamlet", "“hamlet” is not a kind. The kinds are town, village"),
        ("Chitose", "b 1, 2, 3", "Enter west, south, east and north in degrees"),
        ("Chitose", "b 141, 44, 142, 43", "south less than north"),
        ("Qwyxville", "k village", "“Qwyxville” has no place yet"),
    ],
)
def test_wrong_field_is_explained_and_nothing_is_written(
    article: Path, review: Review, name: str, keys: str, message: str
) -> None:
    assert message in review(name, f"{keys}|q") and not article.with_name("places.yaml").exists()
