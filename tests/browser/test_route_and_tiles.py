"""The route of the story, which readers can switch on, and online tiles, which are a build option."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from storymap.basemap import open_basemap
from storymap.render.options import Tiles
from tests.browser.conftest import NewReader, Open
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.render import stories
from tests.render.pages import page_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_route_is_drawn_on_request(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.settle()
    button, page = reader.page.locator("#route"), reader.page
    assert page.locator("path.route").count() == 0
    button.focus()
    page.keyboard.press("Enter")
    reader.settle()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("path.route").count() == 1 and page.locator(".route-arrow").count() > 0
    assert "route of the story" in page.locator("#status").inner_text()
    button.click()
    assert page.locator("path.route").count() == 0
    assert reader.complaints == []


def test_story_with_one_place_has_no_route(open_page: Open) -> None:
    assert open_page("placeless").page.locator("#route").is_hidden()


@pytest.fixture
def tiled(new_reader: NewReader, server: Server) -> Callable[[str], Reader]:
    def open_tiled(name: str) -> Reader:
        tiles = Tiles(f"{server.origin}/{name}/{{z}}/{{x}}/{{y}}.png", "Tiles <of> ours", "https://example.org/credit")
        html = page_of(stories.ferry(), basemap=open_basemap(), tiles=tiles).html()
        reader = new_reader()
        server.asked.clear()
        reader.page.goto(server.put(f"/{name}.html", html))
        reader.settle()
        return reader

    return open_tiled


def test_tiles_are_loaded_when_zooming_in_with_attribution(tiled: Callable[[str], Reader], server: Server) -> None:
    for z in range(20):
        server.pages |= {f"/good/{z}/{x}/{y}.png": ("image/png", PIXEL) for x, y in _tiles_around(z)}
    reader = tiled("good")
    reader.until("storymap.leaflet.getMaxZoom() === 17")
    reader.page.evaluate("storymap.leaflet.setZoom(11, {animate: false})")
    reader.until("document.querySelectorAll('img.leaflet-tile').length > 0")
    credit = reader.page.locator(".leaflet-control-attribution a", has_text="Tiles <of> ours")
    assert credit.get_attribute("href") == "https://example.org/credit"
    reader.page.evaluate("storymap.leaflet.setZoom(5, {animate: false})")
    reader.until("document.querySelectorAll('img.leaflet-tile').length === 0")
    assert credit.count() == 0


def test_page_works_if_tiles_fail(tiled: Callable[[str], Reader], server: Server) -> None:
    reader = tiled("refused")
    reader.until("performance.getEntriesByType('resource').some(entry => entry.name.includes('/refused/'))")
    reader.page.wait_for_timeout(150)  # long enough for a second request, which must not be sent
    assert reader.page.evaluate("storymap.leaflet.getMaxZoom()") == 12
    assert len([path for path in server.asked if path.startswith("/refused/")]) == 1
    assert not [c for c in reader.complaints if "404" not in c]


def _tiles_around(zoom: int) -> list[tuple[int, int]]:
    """Return the tiles (x, y) around northern Japan, or none below zoom 7."""
    x, y = int((142 + 180) / 360 * 2**zoom), int(0.364 * 2**zoom)
    return [(x + dx, y + dy) for dx in range(-9, 10) for dy in range(-9, 10)] if zoom > 6 else []
