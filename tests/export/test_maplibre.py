"""The config for the storytelling template, evaluated by node as the template's page does."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from storymap import sphere
from storymap.export.gather import gather
from storymap.export.maplibre import location
from storymap.model import BoundingBox, Camera
from tests.export.needs import REQUIRED
from tests.export.stories import STORIES, looked_up, written

NUMBER, TEXT, TRUTH = {"type": "number"}, {"type": "string"}, {"type": "boolean"}
LAYERS = {"type": "array", "items": {"type": "object", "required": ["layer", "opacity"]}}
CHAPTER = {
    "id": {"type": "string", "pattern": "^[A-Za-z][\\w-]*$"},
    "alignment": {"enum": ["left", "center", "right", "full"]},
    "hidden": TRUTH,
    "title": TEXT,
    "image": TEXT,
    "description": TEXT,
    "location": {
        "type": "object",
        "required": ["center", "zoom", "pitch", "bearing"],
        "properties": {
            "center": {
                "type": "array",
                "prefixItems": [{**NUMBER, "minimum": -180, "maximum": 180}, {**NUMBER, "minimum": -90, "maximum": 90}],
                "minItems": 2,
                "maxItems": 2,
            },
            "zoom": {**NUMBER, "minimum": 0, "maximum": 22},
            "pitch": {**NUMBER, "minimum": 0, "maximum": 85},
            "bearing": NUMBER,
        },
        "additionalProperties": False,
    },
    "mapAnimation": {"enum": ["flyTo", "easeTo", "jumpTo"]},
    "rotateAnimation": TRUTH,
    "callback": TEXT,
    "onChapterEnter": LAYERS,
    "onChapterExit": LAYERS,
}
# Schemas of the keys that the template reads, according to its documentation.
CONFIG: dict[str, Any] = {
    "style": {"type": "object", "required": ["version", "sources", "layers"]},
    "accessToken": TEXT,
    "showMarkers": TRUTH,
    "markerColor": TEXT,
    "inset": TRUTH,
    "theme": {"enum": ["light", "dark"]},
    "use3dTerrain": TRUTH,
    "title": TEXT,
    "subtitle": TEXT,
    "byline": TEXT,
    "footer": TEXT,
    "chapters": {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "required": [*CHAPTER], "properties": CHAPTER, "additionalProperties": False},
    },
}
SCHEMA = Draft202012Validator(
    {"type": "object", "required": [*CONFIG], "properties": CONFIG, "additionalProperties": False}
)
RUN = """
const vm = require("vm");
const page = vm.createContext({});
vm.runInContext(require("fs").readFileSync(0, "utf8"), page, { filename: "config.js" });
if (Object.keys(page).join() !== "config") throw new Error("globals: " + Object.keys(page));
process.stdout.write(JSON.stringify(page.config));
"""


@cache
def config(story: str) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        assert not REQUIRED, "node is not installed"
        pytest.skip("node is not installed")
    done = subprocess.run([node, "-e", RUN], input=written(story, "maplibre"), check=True, capture_output=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


class Shown(HTMLParser):
    """A parser that collects the tags and the text of a description, and allows only some attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href", "target", "rel", "class"}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("story", STORIES)
def test_config_has_exactly_the_keys_of_the_template(story: str) -> None:
    SCHEMA.validate(config(story))
    ids = [chapter["id"] for chapter in config(story)["chapters"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("story", STORIES)
def test_chapters_contain_the_whole_article(story: str) -> None:
    told = " ".join(f"{c['title']} {Shown(c['description']).text}" for c in config(story)["chapters"])
    gathered = gather(STORIES[story](), looked_up(story))
    for passage in gathered.passages:
        assert gathered.text(passage) in told


@pytest.mark.parametrize("story", STORIES)
def test_every_place_is_described_once(story: str) -> None:
    chapters = config(story)["chapters"]
    everything = "".join(c["description"] for c in chapters) + config(story)["footer"]
    told = [Shown(item.partition("</li>")[0]).text for item in everything.split("<li>")[1:]]
    for row in gather(STORIES[story](), looked_up(story)).places:
        assert sum(text.startswith(row.label) and row.reason in text for text in told) == 1


def test_text_of_story_is_escaped() -> None:
    read = config("hostile")
    tags = set[str]().union(*(Shown(c["description"]).tags for c in read["chapters"]), Shown(read["footer"]).tags)
    assert tags <= {"p", "a", "ul", "li", "br", "blockquote", "h4", "details", "summary"}
    plain = [read["title"], read["byline"], *(c["title"] for c in read["chapters"])]
    assert not any("<" in text for text in plain) and read["title"].startswith('A "hostile" story: ‹script›')
    assert b"<" not in written("hostile", "maplibre")  # without "<", the content is safe in a script element


@pytest.mark.parametrize("box", [(139, 41, 146, 46), (177, -19, -179, -16), (-180, -60, 180, 80)])
def test_box_of_camera_fills_the_screen(box: tuple[float, float, float, float]) -> None:
    bounds = BoundingBox(*box)
    at = location(Camera(bounds, 9))
    (lon, lat), zoom = at["center"], at["zoom"]
    assert sphere.contains(bounds, lat, lon)
    px = 512 * 2**zoom
    _, top = sphere.mercator(bounds.north, 0)
    _, bottom = sphere.mercator(bounds.south, 0)
    wide, tall = sphere.width_deg(bounds) / 360 * px, (bottom - top) * px
    assert max(wide / 1000, tall / 700) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("camera_zoom", "zoom"), [(9, 8), (0.5, 0)])
def test_zoom_is_at_least_zero_and_at_most_that_of_the_camera(camera_zoom: float, zoom: float) -> None:
    """The template's tiles are twice as wide as Leaflet's, so its zooms are one less."""
    assert location(Camera(BoundingBox(10, 50, 10, 50), camera_zoom))["zoom"] == zoom


def test_scene_without_camera_keeps_previous_location() -> None:
    story = STORIES["ferry"]()
    chapters = config("ferry")["chapters"]
    assert story.scenes[0].camera is None and chapters[0]["location"] == location(story.overview)
    assert chapters[1]["location"]["zoom"] == 7.0  # in Leaflet, it is zoom 8, because its tiles have half the width
