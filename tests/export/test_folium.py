"""The plain Leaflet page (format folium): its HTML, and its map in a browser without network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storymap.export import exporter
from storymap.export.gather import gather
from storymap.model import Attribution
from tests.export.stories import SCRIPT, STORIES, hostile, looked_up, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Loads(HTMLParser):
    """A parser that collects the tags of a page and the URLs in its src and href attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.mark.parametrize("story", STORIES)
def test_page_contains_leaflet_and_loads_only_tiles(story: str) -> None:
    page = written(story, "folium").decode()
    assert Loads(page).addresses == []
    hosts = set(re.findall(r"https?://([^/\"'\\ ]+)", page.partition("</head>")[2]))
    assert "tile.openstreetmap.org" in hosts and not hosts & {"cdn.jsdelivr.net", "code.jquery.com", "unpkg.com"}
    assert "Vladimir Agafonkin" in page


def test_text_of_story_is_escaped() -> None:
    page = Loads(written("hostile", "folium").decode())
    assert page.tags.count("script") == Loads(written("empty", "folium").decode()).tags.count("script")
    assert not {"b", "i", "img"} & set(page.tags)


def test_text_of_story_is_not_a_template() -> None:
    """folium renders its templates twice, so braces in a story would be evaluated by Jinja, which can run Python."""
    article = replace(hostile().article, title="{{ 7 * 191 }}")
    thanks = (Attribution("{{ 7 * 191 }}", "{% raw %}", "{# x #}"),)
    places = tuple(replace(p, label="{{ 7 * 191 }}", note="{% if %}") for p in hostile().places)
    story = replace(hostile(), article=article, attributions=thanks, places=places)
    page = exporter("folium").write(story, looked_up("hostile")).decode()
    assert "1337" not in page and "<title>{{ 7 * 191 }}</title>" in page and "\\u007b% if %\\u007d" in page


def test_page_has_no_random_ids() -> None:
    assert not re.search(
        r"\b(?:map|marker|geo_json|circle_marker|tile_layer)_[0-9a-f]{32}\b", written("ferry", "folium").decode()
    )


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, Path]]:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.route("http**/**", lambda route: route.abort())
    yield page, tmp_path / "story.html"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("story", ["ferry", "hostile"])
def test_browser_shows_every_place_with_description(story: str, opened: tuple[Page, Path]) -> None:
    page, path = opened
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    path.write_bytes(written(story, "folium"))
    page.goto(path.as_uri())
    rows = gather(STORIES[story](), looked_up(story)).places
    told = page.evaluate(
        """() => {
            const map = Object.keys(window).filter(k => k.startsWith("map_")).map(k => window[k])[0];
            const marks = [];
            map.eachLayer(layer => {
                if (layer instanceof L.CircleMarker) {
                    layer.openPopup();
                    const { lat, lng } = layer.getLatLng();
                    marks.push([lat, lng, layer.getPopup().getElement().textContent]);
                }
            });
            return marks;
        }"""
    )
    assert not faults
    assert len(told) == len(rows)
    for row in rows:
        lat, lon = row.place.position
        words = [text for y, x, text in told if abs(y - lat) < 1e-5 and abs((x - lon + 180) % 360 - 180) < 1e-5]
        assert words and row.label in words[0] and row.reason in words[0]
    assert page.locator(".leaflet-control-layers-overlays label").count() == (3 if story == "ferry" else 2)
    assert page.evaluate("document.querySelectorAll('script').length") == 4


@pytest.mark.browser
def test_script_in_name_is_shown_as_text(opened: tuple[Page, Path]) -> None:
    page, path = opened
    path.write_bytes(written("hostile", "folium"))
    page.goto(path.as_uri())
    assert SCRIPT.name in page.evaluate(
        """() => {
            const map = Object.keys(window).filter(k => k.startsWith("map_")).map(k => window[k])[0];
            let found = "";
            map.eachLayer(layer => {
                if (layer instanceof L.CircleMarker && layer.openPopup()) found += layer.getPopup().getElement().textContent;
            });
            return found;
        }"""
    )
