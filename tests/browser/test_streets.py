"""In the light and in the dark theme, the map draws a street with its name, and the page loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

import storymap
from tests.browser.reader import Reader
from tests.streets.archives import road, town, write_archive
from tests.streets.conftest import ARTICLE, CENTRE, PLACES

# (lat, lon) of a point on Castle Street, and of a point on the land beside the street
STREET, LAND = (47.0035, 15.4), (47.0035, 15.4008)
NAMES = "[...document.querySelectorAll('.name.street.shown')].map(name => name.textContent)"
AT = """places => {
    const box = storymap.leaflet.getContainer().getBoundingClientRect();
    return places.map(place => storymap.leaflet.latLngToContainerPoint(place)).map(({ x, y }) => [x + box.x, y + box.y]);
}"""


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streets")
    (folder / "walk.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "walk.places.yaml").write_text(PLACES, encoding="utf-8")
    attack = road([(-1.4, -0.2), (1.4, -0.2)], "secondary", "<img src=x onerror=document.title='attacked'>")
    text = "&lt;img src=x onerror=document.title='attacked'&gt;"
    archive = write_archive(folder / "town.pmtiles", [*town(), attack], CENTRE, attribution=text)
    return storymap.build(folder / "walk.md", ground=archive).save(folder / "walk.html")


@pytest.fixture(params=["light", "dark"])
def reader(browser: Browser, page_file: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    context = browser.new_context(
        viewport={"width": 1300, "height": 900}, reduced_motion="reduce", color_scheme=request.param
    )
    reader = Reader(context)
    reader.page.goto(page_file.as_uri())
    reader.settle()
    yield reader
    context.close()


def test_street_is_drawn_and_named_without_requests(reader: Reader) -> None:
    reader.page.evaluate("storymap.leaflet.setView([46.9975, 15.4], 15, {animate: false})")
    reader.until(f"{NAMES}.includes('Castle Street')")
    reader.drawn(20)
    points = reader.page.evaluate(AT, [list(STREET), list(LAND)])
    image = Image.open(BytesIO(reader.page.screenshot())).convert("RGB")
    colours = [image.getpixel((round(x), round(y))) for x, y in points]
    wanted = reader.page.evaluate(
        "getComputedStyle(storymap.leaflet.getContainer()).getPropertyValue('--road')"
    ).strip()
    assert colours[0] == tuple(int(wanted[i : i + 2], 16) for i in (1, 3, 5))
    assert colours[0] != colours[1]
    assert [url for url in reader.requests if not url.startswith("file:")] == []
    assert reader.complaints == []


def test_names_and_attribution_of_the_archive_are_text(reader: Reader) -> None:
    assert "<img src=x" in reader.page.inner_text(".leaflet-control-attribution")
    assert reader.page.query_selector(".leaflet-container img[src='x']") is None
    assert reader.page.title() != "attacked"
    assert reader.complaints == []


def test_reader_can_zoom_in_to_streets_only_with_an_archive(reader: Reader) -> None:
    assert reader.page.evaluate("storymap.leaflet.getMaxZoom()") == 16


def test_street_names_do_not_overlap_other_labels(reader: Reader) -> None:
    boxes = reader.page.evaluate(
        """[...document.querySelectorAll('.name.shown:not(.street) span, .pin i')].map(e => e.getBoundingClientRect())
        .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""
    )
    middles = reader.page.evaluate(
        """[...document.querySelectorAll('.name.street.shown span')].map(e => e.getBoundingClientRect())
        .map(({ left, top, width, height }) => [left + width / 2, top + height / 2])"""
    )
    assert middles
    for x, y in middles:
        assert not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
