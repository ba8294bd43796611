"""The journey of a story, and online tiles, which are a build option."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storymap.basemap import open_basemap
from storymap.model import Stop, Story
from storymap.render.options import Tiles
from tests.browser.conftest import NewReader, Open
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.browser.test_access import violations
from tests.render import stories
from tests.render.pages import page_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


# Records the different shapes that the line has.
WATCH = """() => {
  window.shapes = new Set();
  const line = document.querySelector('path.route:not(.ahead, .casing)');
  new MutationObserver(() => shapes.add(line.getAttribute('d').split('L').length)).observe(line, { attributeFilter: ['d'] });
}"""


def crossing() -> Story:
    """Return the ferry story with a journey through the places of its scenes."""
    story = stories.ferry()
    found = [Stop(scene.places[0], scene.passages[0]) for scene in story.scenes if scene.places]
    stops = [stop for i, stop in enumerate(found) if not i or stop.slug != found[i - 1].slug][:4]
    return replace(story, journey=tuple(replace(s, km=150.0 * i, day=f"Day {i + 1}") for i, s in enumerate(stops)))


@pytest.fixture(scope="module")
def journey() -> str:
    return page_of(crossing(), basemap=open_basemap()).html()


def test_journey_grows_with_the_passages_that_are_read(open_page: Open, journey: str) -> None:
    reader = open_page("journey", text=journey, hash=f"#{crossing().journey[1].passage}")
    reader.settle()
    first = reader.page.locator("path.route:not(.ahead, .casing)").get_attribute("d")
    assert reader.page.locator(".so-far").inner_text() == "Day 2 · 150 km so far"
    reader.page.evaluate("id => storymap.open(id)", crossing().journey[3].passage)
    reader.settle()
    assert reader.page.locator("path.route:not(.ahead, .casing)").get_attribute("d") != first
    assert reader.page.locator(".so-far").inner_text() == "Day 4 · 450 km so far"
    assert reader.complaints == []


# Records whether the button for the journey is shown while the first labels are arranged.
OPENING = """new MutationObserver(changes => {
  const opening = changes.some(({ target }) => target.matches('.opening'));
  if (opening && window.shown === undefined) window.shown = !document.getElementById('route').hidden;
}).observe(document, { attributeFilter: ['class'], subtree: true });"""


def test_first_labels_leave_room_for_the_button_of_the_journey(
    new_reader: NewReader, journey: str, tmp_path: Path
) -> None:
    (tmp_path / "story.html").write_text(journey, encoding="utf-8")
    reader = new_reader(width=390, height=844)
    reader.page.add_init_script(OPENING)
    reader.page.goto((tmp_path / "story.html").as_uri())
    reader.settle()
    assert reader.page.evaluate("window.shown") is True


def test_distance_is_only_shown_beside_passages_about_the_last_stop(open_page: Open) -> None:
    story = crossing()
    scenes = [scene for scene in story.scenes if story.journey[1].slug not in scene.places]
    page = page_of(replace(story, journey=story.journey[:2]), basemap=open_basemap()).html()
    reader = open_page("elsewhere", text=page, hash=f"#{story.journey[1].passage}")
    reader.settle()
    assert reader.page.locator(".so-far").is_visible()
    reader.page.evaluate("id => storymap.open(id)", scenes[-1].id)
    reader.settle()
    assert not reader.page.locator(".so-far").is_visible()


def test_journey_is_animated_only_with_motion(open_page: Open, journey: str) -> None:
    for motion in (False, True):
        reader = open_page("journey", text=journey, motion=motion)
        reader.settle()
        reader.page.evaluate(WATCH)
        reader.page.evaluate("id => storymap.open(id)", crossing().journey[3].passage)
        reader.settle()
        reader.page.wait_for_timeout(1500)
        assert (reader.page.evaluate("shapes.size") > 5) == motion


def test_whole_journey_is_on_the_static_map_and_in_the_list(journey: str) -> None:
    assert 'class="sm-route"' in journey
    assert "Journey: " in journey


def test_route_is_drawn_on_request(open_page: Open, journey: str) -> None:
    reader = open_page("journey", text=journey)
    reader.settle()
    button, page = reader.page.locator("#route"), reader.page
    drawn = "[...document.querySelectorAll('path.route')].filter(path => path.getAttribute('d').length > 9).length"
    assert page.evaluate(drawn) == 0
    button.focus()
    page.keyboard.press("Enter")
    reader.settle()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(drawn) == 3 and page.locator(".route-arrow").count() > 0
    assert "route of the story" in page.locator("#status").inner_text()
    assert violations(page) == []
    button.click()
    assert page.locator(".route-arrow").count() == 0
    assert reader.complaints == []


def test_story_without_journey_has_no_route(open_page: Open) -> None:
    reader = open_page("ferry")
    assert reader.page.locator("#route").is_hidden()
    assert "storymap.journey=" not in reader.page.content()


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
    reader.page.wait_for_timeout(150)  # this is long enough for a second request, which must not be sent
    assert reader.page.evaluate("storymap.leaflet.getMaxZoom()") == 12
    assert len([path for path in server.asked if path.startswith("/refused/")]) == 1
    assert not [c for c in reader.complaints if "404" not in c]


def _tiles_around(zoom: int) -> list[tuple[int, int]]:
    """Return the tiles (x, y) around northern Japan, or none below zoom 7."""
    x, y = int((142 + 180) / 360 * 2**zoom), int(0.364 * 2**zoom)
    return [(x + dx, y + dy) for dx in range(-9, 10) for dy in range(-9, 10)] if zoom > 6 else []
