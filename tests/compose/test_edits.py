"""Pictures and layers of passages in scenes."""

from __future__ import annotations

import pytest

from storymap.compose.edits import edited_scenes
from storymap.model import Edits, Figure, LayerSource, Scene, SceneEdit

SCENE = Scene("p4", ("p3", "p4", "p5", "p6"), ("a",), None)
FIGURE = Figure("a.jpg", 0, "A")


def parts(**edits: SceneEdit) -> list[tuple[tuple[str, ...], tuple[Figure, ...]]]:
    return [(s.passages, s.figures) for s in edited_scenes([SCENE], Edits(edits))]


def test_picture_begins_a_scene_at_its_passage() -> None:
    assert parts(p5=SceneEdit(1, figures=(FIGURE,))) == [(("p3", "p4"), ()), (("p5", "p6"), (FIGURE,))]


def test_heading_stays_with_the_picture_of_its_passage() -> None:
    assert parts(p4=SceneEdit(1, figures=(FIGURE,))) == [(("p3", "p4", "p5", "p6"), (FIGURE,))]


def test_picture_of_joined_passage_goes_to_the_other_scene() -> None:
    edits = {"p5": SceneEdit(1, figures=(FIGURE,), joined="p4")}
    assert parts(**edits)[0] == (("p3", "p4", "p5"), (FIGURE,))


@pytest.mark.parametrize("edit", [SceneEdit(1, split=True), SceneEdit(1, layers=(LayerSource("a.gpx"),))])
def test_split_and_layers_begin_a_scene(edit: SceneEdit) -> None:
    assert [passages for passages, _ in parts(p6=edit)] == [("p3", "p4", "p5"), ("p6",)]
