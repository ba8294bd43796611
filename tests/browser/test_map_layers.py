"""Layers that an editor adds, in Chromium: they are drawn with their scene or always, and have a legend."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.basemap import open_basemap
from storymap.model import Footprint, MapLayer, Position, Story
from tests.browser.conftest import Open
from tests.browser.test_access import violations
from tests.render import stories
from tests.render.pages import page_of

LINE = tuple(Position(43.0 + i * 0.1, 141.3 + i * 0.3) for i in range(12))
LAYERS = (
    MapLayer("layer-1", "The <front> & more", "front", (LINE,), length_km=320),
    MapLayer("layer-2", "The crossing", "line", (LINE[:3],), length_km=50),
    MapLayer("layer-3", "Flooded", "flood", area=Footprint((((LINE[0], LINE[4], Position(44, 141)),),)), area_km2=900),
)
DRAWN = "name => [...document.querySelectorAll('path.map-layer.' + name)].filter(p => p.getBBox().width > 1).length"


def layered() -> Story:
    """Return the ferry story with a layer for the whole story and two for its second scene."""
    story = stories.ferry()
    first, second, *rest = story.scenes
    return replace(story, layers=LAYERS, scenes=(first, replace(second, layers=("layer-2", "layer-3")), *rest))


@pytest.fixture(scope="module")
def html() -> str:
    return page_of(layered(), basemap=open_basemap()).html()


def test_layers_are_shown_with_their_scene(open_page: Open, html: str) -> None:
    reader = open_page("layers", text=html, hash=f"#{layered().scenes[1].passages[0]}")
    reader.settle()
    assert reader.page.locator(".legend li").all_inner_texts() == ["The <front> & more", "The crossing", "Flooded"]
    assert [reader.page.evaluate(DRAWN, name) for name in ("front", "tooth", "line", "flood")] == [1, 1, 1, 1]
    reader.page.evaluate("id => storymap.open(id)", layered().scenes[2].passages[0])
    reader.settle()
    reader.until("document.querySelectorAll('.legend li').length === 1")
    assert reader.page.evaluate(DRAWN, "flood") == 0
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:", "data:"))] == []


def test_overview_shows_all_layers(open_page: Open, html: str) -> None:
    reader = open_page("layers", text=html)
    reader.settle()
    assert reader.page.locator(".legend li").count() == 3


@pytest.mark.parametrize(("width", "dark"), [(1350, True), (390, False)])
def test_axe_finds_no_violations_with_legend(open_page: Open, html: str, width: int, dark: bool) -> None:
    reader = open_page("layers", text=html, width=width, height=844, dark=dark)
    reader.settle()
    assert violations(reader.page) == []


def test_without_script_layers_are_on_the_static_map_and_in_the_list(open_page: Open, html: str) -> None:
    reader = open_page("layers", text=html, java_script_enabled=False)
    assert reader.page.locator(".plate .sm-layer-front").is_visible()
    assert reader.page.locator(".plate .sm-layer-flood-area").is_visible()
    assert "The crossing: route or line, 50 km long." in reader.page.locator("#places").inner_text()
