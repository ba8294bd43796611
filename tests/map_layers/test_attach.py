"""Layers of a story: they are measured, simplified and described, and cameras show them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from storymap.errors import OverrideError
from storymap.export import exporter
from storymap.gazetteer import open_gazetteer
from storymap.importers.features import read_xml
from storymap.map_layers import add_layers
from storymap.model import Edits, LayerSource, SceneEdit, Story
from storymap.render.layers import BUDGET, layer_rows
from storymap.results import lookups
from tests.render import stories
from tests.render.pages import page_of


def story_with(tmp_path: Path, document: object, style: str = "line", passage: str = "") -> Story:
    """Return the ferry story with a GeoJSON layer, for one scene or for all."""
    (tmp_path / "a.geojson").write_text(json.dumps(document), encoding="utf-8")
    source = LayerSource("a.geojson", "The crossing", style, "A. Reader", "places.yaml:4")
    edits = Edits({passage: SceneEdit(3, layers=(source,))}) if passage else Edits(layers=(source,))
    return add_layers(stories.ferry(), edits, lambda name: tmp_path / name, open_gazetteer())


def line(*points: tuple[float, float]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": points}


def square(west: float, south: float, side: float) -> dict[str, object]:
    ring: list[list[float]] = [[0, 0], [side, 0], [side, side], [0, side], [0, 0]]
    return {"type": "Polygon", "coordinates": [[[(west + x + 180) % 360 - 180, south + y] for x, y in ring]]}


def test_length_area_and_nearest_places(tmp_path: Path) -> None:
    layer = story_with(tmp_path, line((141.35, 43.06), (141.0, 43.2))).layers[0]
    assert layer.length_km == pytest.approx(32.4, abs=0.3)
    assert (layer.start, layer.end) == ("Sapporo", "Otaru")
    area = story_with(tmp_path, square(10, 0, 1), "flood").layers[0]
    assert area.area_km2 == pytest.approx(12_364, rel=0.001)  # 111.2 km squared


def test_line_across_antimeridian_stays_short(tmp_path: Path) -> None:
    story = story_with(tmp_path, line((179.5, 10), (-179.5, 10)))
    assert story.layers[0].length_km == pytest.approx(109.5, abs=0.5)
    assert [at.lon for at in story.layers[0].lines[0]] == [179.5, 180.5]
    exported = json.loads(exporter("geojson").write(story, lookups(story)))
    parts = exported["features"][-1]["geometry"]["coordinates"]
    assert sorted(tuple(x for x, _ in part) for part in parts) == [(-180.0, -179.5), (179.5, 180.0)]


def test_area_across_antimeridian(tmp_path: Path) -> None:
    story = story_with(tmp_path, square(179.5, 10, 1), "flood")
    assert story.layers[0].area_km2 == pytest.approx(12_160, rel=0.01)
    assert page_of(story).html()


def test_layer_of_scene_sets_its_camera(tmp_path: Path) -> None:
    passage = stories.ferry().scenes[1].passages[0]
    story = story_with(tmp_path, line((141.35, 43.06), (141.0, 43.2)), passage=passage)
    scene = next(s for s in story.scenes if passage in s.passages)
    assert scene.layers == ("layer-1",)
    assert scene.camera
    assert scene.camera.box.south <= 43.06


def test_layers_fit_into_budget(tmp_path: Path) -> None:
    zigzag = line(*((141 + i * 0.0005, 43 + (i * 7919 % 97) * 0.002) for i in range(30_000)))
    rows = layer_rows(story_with(tmp_path, zigzag).layers, 142.0)
    assert sum(len(text) for row in rows for text in row["lines"]) <= BUDGET


def test_layer_is_described_in_text_and_drawn_on_static_map(tmp_path: Path) -> None:
    html = page_of(story_with(tmp_path, line((141.35, 43.06), (141.0, 43.2)), "front")).html()
    assert "front line, 32 km long, from near Sapporo to near Otaru" in html
    assert 'class="sm-layer-front"' in html
    assert 'class="sm-layer-tooth"' in html


def test_missing_file_is_reported_with_line_of_places_yaml() -> None:
    edits = Edits(layers=(LayerSource("b.gpx", where="places.yaml:4"),))
    with pytest.raises(OverrideError, match=r"^places.yaml:4: the layer b.gpx was not found"):
        add_layers(stories.ferry(), edits, lambda name: None, open_gazetteer())


def test_gpx_has_outlines_of_areas_and_points_that_are_not_imported(tmp_path: Path) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [141.5, 43.5]}}
    area = {"type": "Feature", "properties": {}, "geometry": square(141.0, 43.25, 0.5)}
    story = story_with(tmp_path, {"type": "FeatureCollection", "features": [point, area]})
    gpx = exporter("gpx").write(story, lookups(story))
    root = ElementTree.fromstring(gpx)
    corners = {(p.get("lat"), p.get("lon")) for p in root.findall(".//{*}trkpt")}
    assert {("43.25", "141.0"), ("43.75", "141.5")} <= corners
    kinds = [child.tag.rpartition("}")[2] for child in root]
    assert kinds.index("trk") > max(i for i, kind in enumerate(kinds) if kind == "wpt")
    marks = {mark.findtext("{*}name") for mark in root.findall("{*}wpt")}
    imported = read_xml(gpx)
    assert "The crossing" in marks
    assert {f["properties"]["name"] for f in imported["features"]} == marks - {"The crossing"}


@pytest.mark.parametrize("form", ["geojson", "kml", "gpx", "folium"])
def test_exports_have_layers(tmp_path: Path, form: str) -> None:
    story = story_with(tmp_path, line((141.35, 43.06), (141.0, 43.2)))
    exported = exporter(form).write(story, lookups(story)).decode()
    assert "The crossing" in exported
    assert "43.2" in exported
    without = replace(story, layers=())
    assert "The crossing" not in exporter(form).write(without, lookups(without)).decode()


def test_page_without_layers_has_no_code_for_them() -> None:
    html = page_of(stories.ferry()).html()
    assert "storymap.mapLayers=" not in html
    assert ".map-layer" not in html
