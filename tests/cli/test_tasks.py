"""Each kind of correction works in `storymap review` and in places.yaml, with as many keys as the documentation says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from storymap.cli import main
from storymap.model import Story, StoryPlace
from storymap.pipeline import build

MEASURED = Path(__file__).parents[2] / "docs" / "explanation" / "measured.md"
TEXT = """# A visit

Snow fell on Chitose, Hokkaido, as the minister left for Milan.

In Milan he met nobody, and saw the old mill. The jets kept quiet.

He flew on from Milan to Tokyo, and then to Sapporo.
"""
HEAD = "version: 1\n"
TENNESSEE = "geonames:4641630"


@dataclass(frozen=True)
class Task:
    """A correction. `review` has the name that is reviewed and the lines of input, `yaml` the lines of places.yaml."""

    name: str
    done: Callable[[Story], bool]
    review: tuple[str, ...] | None
    yaml: str


def labels(story: Story) -> set[str]:
    return {p.label for p in story.places}


def at(story: Story, label: str) -> StoryPlace:
    return next(p for p in story.places if p.label == label)


def ids(story: Story, surface: str) -> list[str]:
    return [r.place.id for r in story.resolutions if r.place and r.mention.surface == surface]


GPX = '<gpx xmlns="x"><rte><rtept lat="42.8" lon="141.6"/><rtept lat="43" lon="141.4"/></rte></gpx>'
OUTLINE = "area: {type: Polygon, coordinates: [[[141.5, 42.7], [141.8, 42.7], [141.8, 42.9], [141.5, 42.7]]]}"
TASKS = (
    Task(
        "wrong place",
        lambda s: set(ids(s, "Milan")) == {TENNESSEE},
        ("Milan", "2"),
        f"places:\n  Milan: {{id: {TENNESSEE}}}\n",
    ),
    Task(
        "wrong place, one mention",
        lambda s: ids(s, "Milan").count(TENNESSEE) == 1,
        ("Milan", "a", "2"),
        f"places:\n  Milan:\n    - {{quote: left for Milan, id: {TENNESSEE}}}\n",
    ),
    Task(
        "missed, in the gazetteer",
        lambda s: len(ids(s, "jets")) == 1,
        ("jets", "s", "Chitose", "1"),
        "places:\n  jets: {id: geonames:2130452}\n",
    ),
    Task(
        "missed, in no gazetteer",
        lambda s: "old mill" in labels(s),
        ("old mill", "c", "42.82, 141.65", ""),
        "places:\n  old mill: {at: '42.82, 141.65'}\n",
    ),
    Task("not a place", lambda s: "Milan" not in labels(s), ("Milan", "i"), "places:\n  Milan: {ignore: true}\n"),
    Task(
        "box",
        lambda s: at(s, "Chitose").place.bbox == (141.5, 42.7, 141.8, 42.9),
        ("Chitose", "b 141.5, 42.7, 141.8, 42.9"),
        "places:\n  Chitose: {lat: 42.8, lon: 141.65, box: [141.5, 42.7, 141.8, 42.9]}\n",
    ),
    Task(
        "outline",
        lambda s: at(s, "Chitose").place.footprint is not None,
        None,
        f"places:\n  Chitose: {{{OUTLINE}}}\n",
    ),
    Task(
        "view",
        lambda s: (camera := s.scenes[-1].camera) is not None and camera.zoom == 3,
        None,
        "scenes:\n  p4: {camera: {lat: 40, lon: 140, zoom: 3}}\n",
    ),
    Task(
        "title",
        lambda s: "Meanwhile" in {scene.title for scene in s.scenes},
        ("Chitose", "t Meanwhile"),
        "scenes:\n  p2: {title: Meanwhile}\n",
    ),
    Task(
        "merge", lambda s: ("p2", "p3") in {scene.passages for scene in s.scenes}, None, "scenes:\n  p3: {with: p2}\n"
    ),
    Task(
        "picture",
        lambda s: (figure := at(s, "Tokyo").figure) is not None and figure.alt == "A mill",
        None,
        "places:\n  Tokyo: {image: {file: a.png, alt: A mill}}\n",
    ),
    Task(
        "gallery",
        lambda s: [len(scene.figures) for scene in s.scenes if scene.figures] == [2],
        None,
        "scenes:\n  p2: {images: [{file: a.png, alt: A mill}, {file: a.png, alt: A dam}]}\n",
    ),
    Task(
        "layer",
        lambda s: [(layer.label, layer.style) for layer in s.layers] == [("Our way", "front")],
        None,
        "scenes:\n  p2: {layers: [{file: a.gpx, label: Our way, style: front}]}\n",
    ),
    Task("marker", lambda s: at(s, "Tokyo").icon == "a.png", None, "places:\n  Tokyo: {icon: a.png}\n"),
    Task(
        "note",
        lambda s: at(s, "Chitose").note == "Closed.",
        ("Chitose", "n Closed."),
        "places:\n  Chitose: {note: Closed.}\n",
    ),
    Task(
        "kind",
        lambda s: at(s, "Chitose").place.feature_code == "AIRB",
        ("Chitose", "k base"),
        "places:\n  Chitose: {lat: 42.8, lon: 141.65, kind: base}\n",
    ),
)

BY_NAME = {task.name: task for task in TASKS}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TEXT, encoding="utf-8")
    tmp_path.joinpath("a.png").write_bytes(image())
    tmp_path.joinpath("a.gpx").write_text(GPX, encoding="utf-8")
    return path


def image() -> bytes:
    into = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(into, "PNG")
    return into.getvalue()


@pytest.mark.parametrize("name", BY_NAME)
def test_correction_in_places_yaml(article: Path, name: str) -> None:
    assert not BY_NAME[name].done(build(article).story)
    article.with_name("places.yaml").write_text(HEAD + BY_NAME[name].yaml, encoding="utf-8")
    assert BY_NAME[name].done(build(article).story)


@pytest.mark.parametrize("name", [task.name for task in TASKS if task.review])
def test_correction_in_review(article: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    words, *keys = BY_NAME[name].review or ()
    lines = iter(keys)
    monkeypatch.setattr("builtins.input", lambda prompt: next(lines, "q"))
    assert main(["review", str(article), words]) == 0
    assert next(lines, None) is None
    assert BY_NAME[name].done(build(article).story)


def test_documentation_has_the_number_of_keys() -> None:
    """In `review`, Enter counts as a key; in places.yaml, the end of a line does."""
    rows = re.findall(r"^\| ([a-z ,]+) \| [^|]+ \| (\d+|no) \| (\d+) \|$", MEASURED.read_text(encoding="utf-8"), re.M)
    stated = {name: (review, yaml) for name, review, yaml in rows}
    assert stated == {
        task.name: (str(sum(len(line) + 1 for line in task.review[1:])) if task.review else "no", str(len(task.yaml)))
        for task in TASKS
    }
