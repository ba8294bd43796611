"""Read a page in Chromium, passage by passage, and return what its map shows at each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext

from tests.browser.reader import Reader

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
# Scrolls from the start to the end of the text within a second.
FLICK = """() => new Promise(done => {
  window.moves = 0;
  storymap.leaflet.on('story:move', () => { window.moves += 1; });
  const start = performance.now(), end = [...document.querySelectorAll('.text .step')].at(-1).getBoundingClientRect().bottom + scrollY;
  requestAnimationFrame(function step() {
    const part = Math.min(1, (performance.now() - start) / 1000);
    scrollTo({ top: end * part, behavior: 'instant' });
    if (part < 1) requestAnimationFrame(step); else done();
  });
})"""

Box = tuple[float, float, float, float]  # left, top, right and bottom in pixels of the map


class Screen(NamedTuple):
    """The size of a window in CSS pixels."""

    name: str
    width: int
    height: int


SCREENS = (Screen("desktop", 1350, 850), Screen("phone", 390, 844))


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """Where a place of the story is on the screen, even if it is outside the map."""

    label: str
    role: str
    at: tuple[float, float]
    parts: tuple[Box, ...]  # the boxes of the polygons; the box of a point has no width
    degrees: tuple[Box, ...]  # the same boxes as west, south, east and north


class LabelSeen(NamedTuple):
    text: str
    own: bool  # whether the label is that of a place of the story
    kind: str  # for labels of other places, their kind: country, sea, city…
    box: Box
    boxes: tuple[Box, ...]  # The boxes of the pieces of a turned text. For other texts, the box.


class PinSeen(NamedTuple):
    on: bool  # whether the passage names a place of the pin
    text: str  # the number on the pin, if it has one
    slugs: tuple[str, ...]  # slugs of the places of the pin
    box: Box


class LeaderSeen(NamedTuple):
    """The line from a pin to the label with this text."""

    text: str
    line: Box  # x and y of both ends of the line


class EdgeSeen(NamedTuple):
    """A sign at the edge of the map for a place outside the view."""

    slug: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows while one passage is read."""

    screen: Screen
    passage: str  # id of the passage; "" for the overview
    text: str  # the first words of the passage
    named: tuple[str, ...]  # slugs of the places that the passage names
    size: tuple[float, float]
    zoom: float
    bounds: Box  # west, south, east, north in degrees
    places: Mapping[str, PlaceSeen]
    labels: tuple[LabelSeen, ...]
    leaders: tuple[LeaderSeen, ...]
    pins: tuple[PinSeen, ...]
    edges: tuple[EdgeSeen, ...]
    covers: tuple[Box, ...]  # boxes of the controls on the map
    back: bool  # whether "Back to the story" is shown


@dataclass(frozen=True, slots=True)
class Reading:
    """The views of one page on one screen: the overview, then one for each passage."""

    screen: Screen
    views: tuple[View, ...]
    fast_moves: int  # number of movements of the camera while the page is scrolled to its end in a second
    language: str
    complaints: tuple[str, ...] = field(default=())


def read_page(browser: Browser, html: str, screen: Screen, folder: Path) -> Reading:
    """Open a page at the size of a screen and read it to the end. Files are written to `folder`."""
    file = folder / "story.html"
    file.write_text(html, encoding="utf-8")
    phone = screen.width < 700
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height}, has_touch=phone, reduced_motion="reduce"
    )
    try:
        return _read(context, file, screen)
    finally:
        context.close()


def shoot(browser: Browser, html: str, screen: Screen, folder: Path, passages: list[str]) -> list[Path]:
    """Write a screenshot of each of the passages ("" is the overview) and return the paths."""
    file = folder / "story.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height}, has_touch=screen.width < 700, reduced_motion="reduce"
    )
    try:
        reader = _opened(context, file)
        paths = []
        for passage in passages:
            if passage:
                _go(reader, passage)
            paths.append(folder / f"{screen.name}-{passage or 'overview'}.png")
            reader.page.wait_for_timeout(1500)
            reader.page.screenshot(path=paths[-1])
        return paths
    finally:
        context.close()


def _opened(context: BrowserContext, file: Path) -> Reader:
    reader = Reader(context)
    reader.page.goto(file.as_uri(), timeout=180_000)
    reader.until("window.storymap && storymap.current")
    reader.settle()
    return reader


def _read(context: BrowserContext, file: Path, screen: Screen) -> Reading:
    reader = _opened(context, file)
    # the basemap is removed, because painting it takes most of the time
    reader.page.evaluate("storymap.leaflet.removeLayer(storymap.base)")
    passages = reader.page.evaluate("[...document.querySelectorAll('.text .step')].map(step => step.id)")
    views = [_view(reader, screen)]
    for passage in passages:
        _go(reader, passage)
        views.append(_view(reader, screen))
    reader.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    reader.settle()
    reader.page.evaluate(FLICK)
    reader.settle()
    moves, language = reader.page.evaluate("[window.moves, storymap.data.language]")
    return Reading(screen, tuple(views), moves, language, tuple(reader.complaints))


def _go(reader: Reader, passage: str) -> None:
    reader.page.evaluate(f"id => {PROBE}.scroll(id)", passage)
    reader.page.wait_for_timeout(50)
    reader.settle()


def _view(reader: Reader, screen: Screen) -> View:
    reader.drawn(2)
    seen: dict[str, Any] = json.loads(reader.page.evaluate(f"() => JSON.stringify({PROBE}.observe())"))
    degrees = seen["degrees"]
    places = {
        slug: PlaceSeen(p["label"], p["role"], tuple(p["at"]), _boxes(p["parts"]), _boxes(degrees[slug]))
        for slug, p in seen["places"].items()
    }
    return View(
        screen,
        seen["step"],
        seen["text"],
        tuple(seen["named"]),
        tuple(seen["size"]),
        seen["zoom"],
        tuple(seen["bounds"]),
        places,
        tuple(LabelSeen(x["text"], x["own"], x["kind"], tuple(x["box"]), _boxes(x["boxes"])) for x in seen["labels"]),
        tuple(LeaderSeen(x["text"].replace("\n", " / "), tuple(x["line"])) for x in seen["leaders"]),
        tuple(PinSeen(x["on"], x["text"], tuple(x["slugs"]), tuple(x["box"])) for x in seen["pins"]),
        tuple(EdgeSeen(x["slug"], x["text"], tuple(x["box"])) for x in seen["edges"]),
        _boxes(seen["covers"]),
        seen["back"],
    )


def _boxes(rows: Iterator[list[float]] | list[list[float]]) -> tuple[Box, ...]:
    return tuple((a, b, c, d) for a, b, c, d in rows)
