"""Stories with streets: cameras, labels, attribution, size, and settings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import storymap
from storymap.basemap.streets.reader import open_streets
from storymap.errors import BasemapError
from storymap.model import Camera
from storymap.render.street_tiles import with_streets
from tests.streets.archives import road, town, write_archive
from tests.streets.conftest import CENTRE


def data(html: str) -> dict[str, Any]:
    """Return the JSON document of a page."""
    found = re.search(r'id="storymap-data"[^>]*>(.*?)</script>', html, re.S)
    assert found
    document: dict[str, Any] = json.loads(found[1])
    return document


def test_camera_comes_closer_with_streets(article: Path, archive: Path) -> None:
    plain = storymap.build(article).story
    close = storymap.build(article, ground=archive).story
    assert plain.overview.zoom == 10.5
    assert close.overview.zoom > 13.5
    assert [scene.camera.zoom for scene in close.scenes if scene.camera] == [15.0, 15.0, 15.0]
    assert "vienna" not in close.scenes[-1].framed  # instead, a sign at the edge of the map points to Vienna


def test_page_has_tiles_names_and_attribution(article: Path, archive: Path) -> None:
    html = storymap.build(article, ground=archive).html()
    document = data(html)
    assert [level["level"] for level in document["basemap"]["levels"] if level.get("streets")] == [10, 12, 14]
    assert any(name.startswith("14/") for name in document["basemap"]["tiles"])
    assert document["basemap"]["credit"] == "© OpenStreetMap"
    assert {label["text"] for label in document["labels"] if label["kind"] == "street"} >= {
        "Ring Road",
        "Castle Street",
    }
    assert 'href="https://www.openstreetmap.org/copyright"' in html
    assert "Protomaps © OpenStreetMap" in html
    assert 'class="sm-road"' in html and ">Castle Street</text>" in html


def test_share_image_has_streets_and_their_attribution(article: Path, archive: Path) -> None:
    image = storymap.build(article, ground=archive).share_image(".svg").decode()
    assert 'class="sm-street"' in image and ">© OpenStreetMap</text>" in image
    assert "var(--" not in image
    plain = storymap.build(article).share_image(".svg").decode()
    assert "sm-street" not in plain and "OpenStreetMap" not in plain


def test_two_builds_are_identical(article: Path, archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / archive.name
    copy.write_bytes(archive.read_bytes())
    assert storymap.build(article, ground=archive).html() == storymap.build(article, ground=copy).html()


def test_page_without_streets_has_nothing_of_them(article: Path) -> None:
    html = storymap.build(article).html()
    assert "storymap.streets=" not in html.replace(" ", "") and "--casing" not in html
    assert not any("streets" in level for level in data(html)["basemap"]["levels"])


def test_document_follows_its_schema(article: Path, archive: Path) -> None:
    from jsonschema import validate

    from storymap.resources import schema

    document = data(storymap.build(article, ground=archive).html())
    validate(document, json.loads(schema("story.schema.json").read_text(encoding="utf-8")))


def test_archive_of_another_region_is_reported(article: Path, tmp_path: Path) -> None:
    far = write_archive(tmp_path / "far.pmtiles", town(), (52.0, 13.0), zooms=[14])
    warnings: list[str] = []
    story = storymap.build(article, ground=far, warn=warnings.append)
    assert story.story == storymap.build(article, warn=warnings.append).story
    assert any(w.startswith("far.pmtiles is not used: it covers the area from 51.9") for w in warnings)


def test_story_of_distant_places_is_reported(tmp_path: Path, archive: Path) -> None:
    text = "Paris and London and Berlin and Madrid.\n\nThen Rome, Berlin and Paris. A stop near Graz is short: the Old Bridge."
    warnings: list[str] = []
    places = {"Old Bridge": {"lat": 46.9921, "lon": 15.404}}
    storymap.build(text=text, places=places, ground=archive, warn=warnings.append)
    assert any("is not used: the story is not about a single town" in w for w in warnings)


def test_unknown_layers_are_named_and_an_archive_of_only_these_is_an_error(article: Path, tmp_path: Path) -> None:
    warnings: list[str] = []
    path = write_archive(tmp_path / "a.pmtiles", town(), CENTRE, extra_layers=["hydrants"])
    storymap.build(article, ground=path, warn=warnings.append)
    assert "a.pmtiles has layers that are not drawn: hydrants." in warnings
    other = road([(-3, -3), (3, 3)], "primary")._replace(protomaps=("wifi", {}))
    only = write_archive(tmp_path / "wifi.pmtiles", [other], CENTRE)
    with pytest.raises(BasemapError, match="has no layers that can be drawn; it has wifi"):
        storymap.build(article, ground=only, warn=warnings.append)


def test_tiles_stay_within_the_budget(article: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from storymap.render import street_tiles

    story = storymap.build(article, ground=archive).story
    cameras: list[Camera] = [story.overview, *(scene.camera for scene in story.scenes if scene.camera)]
    chosen = {camera: camera for camera in cameras}
    basemap: dict[str, Any] = {"levels": [], "tiles": {}}
    streets = open_streets(archive)
    sizes = []
    for budget in (100_000, 2_500, 900, 0):
        monkeypatch.setattr(street_tiles, "MOST_BYTES", budget)
        document, shown = with_streets(basemap, chosen, streets, {})
        sizes.append(len(json.dumps(document["tiles"])))
        assert sizes[-1] <= budget + 200
        if sizes[-1] < sizes[0]:
            # buildings are the first that are left out
            assert not any("h" in tile for tile in document["tiles"].values())
    assert all(camera.zoom <= 10.5 for camera in shown.values())
    assert sizes == sorted(sizes, reverse=True)


def test_setting_is_relative_to_its_file(article: Path, archive: Path) -> None:
    folder = article.parent
    (folder / "maps").mkdir()
    (folder / "maps" / "town.pmtiles").write_bytes(archive.read_bytes())
    (folder / "storymap.toml").write_text('ground = "maps/town.pmtiles"\n', encoding="utf-8")
    assert storymap.build(article).story.overview.zoom > 13
    (folder / "storymap.toml").write_text('\nground = "none.pmtiles"\n', encoding="utf-8")
    with pytest.raises(BasemapError, match=r"storymap\.toml:2: there is no archive .*none\.pmtiles"):
        storymap.build(article)


def test_village_of_the_gazetteer_is_not_named_twice(article: Path, archive: Path) -> None:
    labels = storymap.build(article, ground=archive).story.labels
    points = [label.text for label in labels if label.kind in ("city", "quarter")]
    assert len(points) == len(set(points))
