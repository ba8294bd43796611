"""Merging the places file of an article with files that several articles use."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import OverrideError
from storymap.overrides import Layer, Overrides, load_layers, merge
from storymap.overrides.merge import names_of
from storymap.overrides.read import load_overrides_text


def loaded(*texts: str, last_is_shared: bool = False) -> list[tuple[Overrides, Layer]]:
    """Return the overrides of places files with these texts. All files are shared except the last."""
    return [
        (
            load_overrides_text(f"version: 1\n{text}\n", f"{i}.yaml"),
            Layer(Path(f"{i}.yaml"), shared=last_is_shared or i < len(texts) - 1),
        )
        for i, text in enumerate(texts)
    ]


def entries(*texts: str) -> list[tuple[str, int, str, bool]]:
    merged = merge(loaded(*texts))
    assert merged is not None
    return [(e.surface, e.line, e.file, e.shared) for e in merged.entries]


def test_no_files_have_no_overrides() -> None:
    assert merge([]) is None


def test_single_file_of_the_article_is_not_changed() -> None:
    ((overrides, layer),) = loaded("places: {Lima: {id: a}}")
    assert merge([(overrides, layer)]) is overrides


def test_entries_know_their_file_and_whether_it_is_shared() -> None:
    assert entries("places: {Lima: {id: a}}", "\nplaces: {Cusco: {id: b}}") == [
        ("Lima", 2, "0.yaml", True),
        ("Cusco", 3, "1.yaml", False),
    ]
    merged = merge(loaded("places: {Lima: {id: a}}", last_is_shared=True))
    assert merged is not None and [(e.file, e.shared) for e in merged.entries] == [("0.yaml", True)]


def test_later_entry_replaces_the_earlier_one_whatever_its_white_space() -> None:
    assert entries("places: {La Paz: {id: a}}", "places: {La  Paz: {id: b}}") == [("La  Paz", 2, "1.yaml", False)]


def test_later_suggestion_does_not_replace_a_decision() -> None:
    assert entries("places: {Lima: {id: a}}", "places: {Lima: {suggested: b}}") == [("Lima", 2, "0.yaml", True)]
    assert entries("places: {}", "places: {Lima: {suggested: b}}") == [("Lima", 2, "1.yaml", False)]


def test_later_entries_for_single_mentions_keep_the_earlier_entry_for_all() -> None:
    shared = "places: {Lima: [{id: a}, {nth: 2, id: c}]}"
    assert entries(shared, "places: {Lima: {nth: 1, id: b}}") == [
        ("Lima", 2, "0.yaml", True),
        ("Lima", 2, "1.yaml", False),
    ]
    assert [file for _, _, file, _ in entries(shared, "places: {Lima: [{nth: 1, id: b}, {id: d}]}")] == ["1.yaml"] * 2


def test_last_value_of_the_whole_story_wins() -> None:
    merged = merge(
        loaded(
            "home: Lima\nnames: JP\njourney: [A, B]\nicons: {lake: a.svg, river: b.svg}\nlayers: [{file: a.gpx}]",
            "\nhome: Cusco\njourney: false\nicons: {lake: c.svg}\nlayers: [{file: b.gpx}]",
            "places: {}",
        )
    )
    assert merged is not None
    assert (merged.file, merged.home, merged.home_at, merged.names_first) == ("2.yaml", "Cusco", "1.yaml:3", "JP")
    assert (merged.journey, merged.journey_at) == (False, "1.yaml:4")
    assert merged.icons == {"lake": "c.svg", "river": "b.svg"}
    assert [layer.where for layer in merged.layers] == ["0.yaml:6", "1.yaml:6"]


def test_scene_of_the_last_file_is_shown_and_the_shared_ones_are_known() -> None:
    merged = merge(loaded("scenes: {p1: {title: A}, p2: {title: B}}", "scenes: {p1: {title: C}}"))
    assert merged is not None
    assert {passage: edit.title for passage, edit in merged.scenes.items()} == {"p1": "C", "p2": "B"}
    assert merged.shared_scenes == {"p2": "0.yaml"}


def test_remarks_of_a_file_are_kept() -> None:
    ((overrides, _),) = loaded("places: {}\nscenes:\n  p3: {hide: true}\n  p4: {hide: true}")
    remarked = merge([(overrides, Layer(Path("a"), remark="Old name."))])
    assert remarked is not None and remarked.remarks == ("Old name.",)
    beside = merge([(overrides, Layer(Path("a"), sibling="b.md"))])
    assert beside is not None
    assert [remark.partition(" (p3")[0] for remark in beside.remarks] == ["0.yaml:4: the scenes of this file"]
    without_scenes = merge([(loaded("places: {}")[0][0], Layer(Path("a"), sibling="b.md"))])
    assert without_scenes is not None and without_scenes.remarks == ()


def test_files_with_the_same_name_are_called_by_their_path() -> None:
    layers = [Layer(Path("a/places.yaml")), Layer(Path("b/places.yaml")), Layer(Path("c/atlas.yaml"))]
    assert names_of(layers) == [str(Path("a/places.yaml")), str(Path("b/places.yaml")), "atlas.yaml"]


def test_missing_file_raises_the_error_of_its_layer(tmp_path: Path) -> None:
    missing = Layer(tmp_path / "no.yaml", missing=lambda: OverrideError("say --atlas again.", file="no.yaml"))
    with pytest.raises(OverrideError, match="say --atlas again"):
        load_layers([missing])
    (tmp_path / "no.yaml").write_text("version: 1\nhome: Lima\n", encoding="utf-8")
    ((overrides, layer),) = load_layers([missing])
    assert (overrides.home, overrides.file, layer) == ("Lima", "no.yaml", missing)
