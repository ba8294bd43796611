"""Colours of the offline basemap: of its tiles, and of the background that is visible until tiles are painted."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.reader import Reader
from tests.browser.server import Server

LAND = [(39.5, 141.0), (44.5, 134.0), (43.9, 129.3)]  # (lat, lon) of points in Honshu, Primorye and Manchuria
SEA = [(41.0, 134.5), (39.0, 144.5)]  # (lat, lon) of points in the Sea of Japan and the Pacific
MIDDLE = [41.5, 137.0]
NO_FRAMES = "window.requestAnimationFrame = () => 0"  # without animation frames, no tiles are painted
ONLY_BASEMAP = """
const map = storymap.leaflet.getContainer(), { mapPane, tilePane, ...panes } = storymap.leaflet.getPanes();
document.body.style.visibility = 'hidden';
map.style.visibility = 'visible';
for (const other of [...Object.values(panes), map.querySelector('.leaflet-control-container')]) other.style.visibility = 'hidden';
"""
WITHOUT_RELIEF = """() => {
    document.documentElement.style.setProperty('--relief', 0);
    storymap.leaflet.eachLayer(layer => { if (layer.theme) layer.theme(); });
}"""
AT = """places => {
    const box = storymap.leaflet.getContainer().getBoundingClientRect();
    return places.map(place => storymap.leaflet.latLngToContainerPoint(place)).map(({ x, y }) => [x + box.x, y + box.y]);
}"""
OpenMap = Callable[..., Reader]


@pytest.fixture
def open_map(browser: Browser, server: Server, html: Callable[[str], str]) -> Iterator[OpenMap]:
    """Open a story in a tall window and hide everything above the basemap: `open_map(NO_FRAMES)`."""
    contexts = []

    def open_tall(script: str = "", *, relief: bool = False, scheme: Literal["light", "dark"] = "light") -> Reader:
        context = browser.new_context(
            viewport={"width": 1280, "height": 1500}, reduced_motion="reduce", color_scheme=scheme
        )
        contexts.append(context)
        reader = Reader(context)
        reader.page.add_init_script(script)
        reader.page.goto(server.put("/ferry.html", html("ferry")))
        reader.settle()
        reader.page.evaluate(f"() => {{ {ONLY_BASEMAP} }}")
        if not relief:
            reader.page.evaluate(WITHOUT_RELIEF)
        return reader

    yield open_tall
    for context in contexts:
        context.close()


def points(reader: Reader) -> list[tuple[float, float]]:
    """Return the pixel coordinates (x, y) of the points LAND and SEA."""
    return [tuple(point) for point in reader.page.evaluate(AT, LAND + SEA)]


def colours(reader: Reader, at: list[tuple[float, float]]) -> list[object]:
    """Return the colours (R, G, B) of a screenshot at these pixels."""
    screen = Image.open(BytesIO(reader.page.screenshot())).convert("RGB")
    return [screen.getpixel((int(x), int(y))) for x, y in at]


def show(reader: Reader, zoom: float) -> None:
    """Move the map so that the points LAND and SEA are in view."""
    reader.page.evaluate("([at, zoom]) => { storymap.leaflet.setView(at, zoom, { animate: false }) }", [MIDDLE, zoom])


@pytest.mark.parametrize("zoom", [4, 5])
def test_land_and_sea_have_different_colours_before_tiles_are_painted(open_map: OpenMap, zoom: int) -> None:
    reader = open_map(NO_FRAMES)
    show(reader, zoom)
    honshu, *land, sea, pacific = colours(reader, points(reader))
    assert set(land) == {honshu}
    assert sea == pacific != honshu


def test_tiles_have_the_same_colours_as_the_background(open_map: OpenMap) -> None:
    before, after = open_map(NO_FRAMES), open_map()
    for reader in (before, after):
        show(reader, 5)
    after.until("document.querySelectorAll('.stage .leaflet-tile').length > 8")
    after.until("!document.querySelector('.stage .leaflet-tile:not(.leaflet-tile-loaded)')")
    assert colours(after, points(after)) == colours(before, points(before))
    assert before.complaints == after.complaints == []


def tones(reader: Reader) -> int:
    """Return the number of different colours in a square (80 × 80 pixels) that shows mountains on Honshu."""
    reader.until("document.querySelectorAll('.stage .leaflet-tile').length > 8")
    reader.until("!document.querySelector('.stage .leaflet-tile:not(.leaflet-tile-loaded)')")
    reader.drawn(20)
    x, y = points(reader)[0]
    screen = Image.open(BytesIO(reader.page.screenshot())).convert("RGB")
    return len(screen.crop((int(x) - 40, int(y) - 40, int(x) + 40, int(y) + 40)).getcolors(6400) or [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mountains_are_shaded_without_requests_or_errors(open_map: OpenMap, scheme: str) -> None:
    shaded, plain = open_map(relief=True, scheme=scheme), open_map(scheme=scheme)
    for reader in (shaded, plain):
        show(reader, 5)
    assert tones(shaded) > tones(plain) + 40
    assert shaded.complaints == []
    assert len(shaded.requests) == 1


def test_relief_is_not_shown_where_its_pixels_would_be_visible(open_map: OpenMap) -> None:
    shaded, plain = open_map(relief=True), open_map()
    for reader in (shaded, plain):
        show(reader, 10)
        reader.page.evaluate("() => { storymap.leaflet.setView([39.5, 141], 10, { animate: false }) }")
    assert tones(shaded) == tones(plain)


def grey(value: int) -> str:
    """Return a picture in base64 that replaces the relief and has the same grey everywhere."""
    picture = BytesIO()
    Image.new("L", (128, 128), value).save(picture, "WEBP", lossless=True)
    return base64.b64encode(picture.getvalue()).decode()


def test_relief_changes_gradually_between_fine_and_coarse_pictures(open_map: OpenMap) -> None:
    tiles = {"4/8/6": grey(100), "4/9/6": grey(100), "5/17/12": grey(160), "5/17/13": grey(160)}
    row = open_map(relief=True).page.evaluate(
        """tiles => new Promise(done => {
            const relief = new storymap.Relief(tiles, () => {
                const canvas = document.createElement('canvas'), g = canvas.getContext('2d'), land = new Path2D();
                canvas.width = canvas.height = 257;
                land.rect(0, 0, 257, 257);
                g.fillStyle = '#808080';
                g.fillRect(0, 0, 257, 257);
                relief.paint(g, land, 5, 17, 12, 1);
                const first = [...g.getImageData(0, 128, 256, 1).data].filter((_, i) => i % 4 === 0);
                done(first);
            });
        })""",
        tiles,
    )
    assert row[0] < 115 and row[-1] < 115  # here, the coarse pictures are shown
    assert max(row) > 150  # here, the fine picture is shown
    assert max(abs(a - b) for a, b in pairwise(row)) <= 2


def test_background_shows_final_view_when_animated_zoom_starts(open_map: OpenMap) -> None:
    reader = open_map(NO_FRAMES)
    show(reader, 4)
    at = points(reader)
    end = colours(reader, at)
    show(reader, 6)
    assert colours(reader, at) != end
    reader.page.evaluate("at => { storymap.leaflet.fire('zoomanim', { center: L.latLng(at), zoom: 4 }) }", MIDDLE)
    assert colours(reader, at) == end


def test_background_is_removed_with_the_basemap(open_map: OpenMap) -> None:
    reader = open_map()
    shown = "[...storymap.leaflet.getContainer().children].filter(element => element.matches('.ground')).length"
    assert reader.page.evaluate(shown) == 1
    reader.page.evaluate("storymap.leaflet.eachLayer(layer => { if (layer.theme) layer.remove(); })")
    assert reader.page.evaluate(shown) == 0
    show(reader, 5)
    assert reader.complaints == []
