"""The examples of folium layers, and a mark for each: something of the layer that a reader sees.

`MARKS` has a JavaScript expression for each example, which is true when the layer is visible.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

import folium
from playwright.sync_api import Error

from storymap.basemap import open_basemap
from tests.browser.conftest import Open
from tests.render import stories
from tests.render.pages import page_of

Example = Callable[[folium.Map], None]
EXAMPLES: dict[str, Example] = {}
MARKS: dict[str, str] = {}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HARBOURS = {"Otaru": (43.19, 141.0), "Wakkanai": (45.41, 141.67), "Korsakov": (46.63, 142.78)}
PREFECTURES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": name,
            "properties": {"name": name, "people": people},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1], [lon, lat]]],
            },
        }
        for name, people, lon, lat in [("Ishikari", 238, 141, 43), ("Sorachi", 28, 142, 43), ("Kamikawa", 48, 142, 44)]
    ],
}
POINTS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": n}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for n, (lat, lon) in HARBOURS.items()
    ],
}
# Is true if an element that matches a selector is in the page, has a size and is not hidden.
SEEN = """(selector => [...document.querySelectorAll(selector)].some(e => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(e).visibility !== 'hidden';
}))"""
# Is true if an image that matches a selector has been decoded. A blocked or broken image cannot be decoded.
LOADED = "(selector => [...document.querySelectorAll(selector)].some(e => e.complete && e.naturalWidth > 0))"
# Is true if something is painted on a canvas that matches a selector.
PAINTED = """(selector => [...document.querySelectorAll(selector)].some(canvas => {
    const empty = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    return canvas.width > 0 && canvas.toDataURL() !== empty.toDataURL();
}))"""


def example(mark: str) -> Callable[[Example], Example]:
    """Return a decorator that registers a function as an example with this mark."""

    def add(function: Example) -> Example:
        EXAMPLES[function.__name__] = function
        MARKS[function.__name__] = mark
        return function

    return add


def seen(selector: str) -> str:
    return f"{SEEN}({selector!r})"


def loaded(selector: str) -> str:
    return f"{LOADED}({selector!r})"


def check_examples(names: Sequence[str], open_page: Open, **options: Any) -> None:
    """Add the examples to the map of a story, and check that a browser shows the mark of each example.

    There must be no errors, warnings or requests. Reduced motion is not set, because some layers are animated.
    """
    page = page_of(stories.ferry(), basemap=open_basemap(), **options)
    for name in names:
        EXAMPLES[name](page.map)
    reader = open_page(names[0], text=page.html(), motion=True)
    reader.until("storymap.current")
    for name in names:
        try:
            reader.until(MARKS[name])
        except (AssertionError, Error) as error:
            raise AssertionError(f"{name} is not visible; console: {reader.complaints}") from error
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.layer_hosts == []
