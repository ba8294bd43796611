"""The style of the MapLibre config: valid, complete, and drawn by MapLibre GL in Chromium without network."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from storymap.export.areas import coordinates
from storymap.export.gather import gather
from storymap.export.maplibre_style import GLYPHS, style
from tests.export.needs import REQUIRED
from tests.export.stories import STORIES, looked_up, written

PACKAGES = Path(__file__).parents[2] / "node_modules"
VALIDATOR = PACKAGES / ".bin" / "gl-style-validate"
LIBRARY = PACKAGES / "maplibre-gl" / "dist"
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>html, body, #map { margin: 0; height: 100% }</style><div id="map"></div>
<link rel="stylesheet" href="maplibre-gl.css"><script src="maplibre-gl.js"></script><script src="config.js"></script>
<script>
const errors = [], at = config.chapters[0].location;
const map = new maplibregl.Map({ container: "map", style: config.style, center: at.center, zoom: at.zoom, fadeDuration: 0 });
map.on("error", event => errors.push(String(event.error)));
map.on("idle", () => { window.done = true; });
</script>"""


@cache
def styled(story: str) -> dict[str, Any]:
    return style(gather(STORIES[story](), looked_up(story)))


def installed(path: Path) -> Path:
    if not path.exists():
        assert not REQUIRED, f"{path} is not installed"
        pytest.skip(f"{path.name} is not installed: npm install maplibre-gl @maplibre/maplibre-gl-style-spec")
    return path


@pytest.mark.parametrize("story", ["seed", "hostile", "empty"])
def test_style_is_valid(story: str, tmp_path: Path) -> None:
    """The validator of the style specification finds no error."""
    validator = installed(VALIDATOR)
    file = tmp_path / "style.json"
    file.write_text(json.dumps(styled(story)), encoding="utf-8")
    done = subprocess.run([validator, file], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and not done.stdout.strip(), done.stdout[:2000]


@pytest.mark.parametrize("story", ["seed", "ferry", "hostile"])
def test_style_contains_places_and_areas_of_story(story: str) -> None:
    sources = styled(story)["sources"]
    rows = gather(STORIES[story](), looked_up(story)).places
    assert [f["properties"]["id"] for f in sources["places"]["data"]["features"]] == [row.slug for row in rows]
    assert [f["properties"]["id"] for f in sources["areas"]["data"]["features"]] == [
        row.slug for row in rows if row.footprint
    ]


def test_only_letters_are_downloaded() -> None:
    text = json.dumps(styled("seed") | {"name": "", "sources": {}})
    assert text.count("://") == 1 and GLYPHS in text
    sources = styled("seed")["sources"].values()
    assert all(source["type"] == "geojson" and isinstance(source["data"], dict) for source in sources)


def test_chapters_emphasise_places_of_their_scene() -> None:
    layers = {layer["id"]: layer for layer in styled("seed")["layers"]}
    for scene in STORIES["seed"]().scenes:
        if scene.places:
            assert layers[f"scene-{scene.id}"]["filter"][2] == ["literal", sorted(scene.places)]


def test_rings_are_closed_and_outer_rings_counterclockwise() -> None:
    for name, source in styled("ferry")["sources"].items():
        for feature in source["data"]["features"] if name.startswith("ground") else []:
            if feature["geometry"]["type"] == "MultiPolygon":
                for polygon in feature["geometry"]["coordinates"]:
                    areas = [sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(r)) for r in polygon]
                    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in polygon)
                    assert areas[0] >= 0 and all(area <= 0 for area in areas[1:])


def test_simplified_areas_keep_their_extent() -> None:
    for row in gather(STORIES["seed"](), looked_up("seed")).places:
        if row.footprint:
            fine, coarse = coordinates(row.footprint), coordinates(row.footprint, 1 / 3000)
            norths = [max(lat for polygon in parts for _, lat in polygon[0]) for parts in (fine, coarse)]
            assert norths[0] == pytest.approx(norths[1], abs=0.1)
            assert sum(map(len, coarse)) <= sum(map(len, fine))


@pytest.mark.browser
def test_map_is_drawn_without_network(browser: Browser, tmp_path: Path) -> None:
    """Places, areas and labels are rendered although all requests to other hosts fail."""
    for name in ("maplibre-gl.js", "maplibre-gl.css"):
        shutil.copy(installed(LIBRARY) / name, tmp_path / name)
    (tmp_path / "config.js").write_bytes(written("seed", "maplibre"))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    try:
        page.goto((tmp_path / "page.html").as_uri())
        if not page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
            assert not REQUIRED, "Chromium has no WebGL"
            pytest.skip("Chromium has no WebGL")
        page.wait_for_function("window.done", timeout=60_000)
        assert page.evaluate("errors") == []
        seen = page.evaluate(
            "['places', 'areas', 'labels', 'ground-5-land'].map(id => map.queryRenderedFeatures({ layers: [id] }).length)"
        )
        assert all(seen), seen
    finally:
        page.close()
