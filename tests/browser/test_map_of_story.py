"""What the map shows: labels, pins, lines, areas and the inset map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storymap.basemap import open_basemap
from storymap.model import Article, BoundingBox, Camera, Place, Position, Scene, Story, StoryPlace
from tests.browser.conftest import NewReader, Open
from tests.render import stories
from tests.render.pages import page_of
from tests.render.story_parts import camera, make_story, mention, resolved, spans


def test_distance_line_has_stated_and_measured_distance(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    assert reader.page.locator("path.line.on").count() == 1
    assert "160 km in the article; 162 km measured" in reader.page.locator(".name.distance").inner_text()


def test_disputed_area_is_hatched_and_has_both_names(open_page: Open) -> None:
    reader = open_page("ferry", hash="#p4")
    reader.settle()
    assert 'url("#hatch")' in reader.page.locator("path.area.disputed.on").evaluate("e => getComputedStyle(e).fill")
    names = [name.inner_text() for name in reader.page.locator(".leaflet-names-pane .shown").all()]
    assert "Southern Kuril Islands\nNorthern Territories" in names


def test_area_that_covers_the_whole_map_is_not_filled(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#all").click()
    reader.settle()
    filled = "[...document.querySelectorAll('path.area.main.seen:not(.disputed)')].length"
    before = reader.page.evaluate(filled)
    assert before > 0
    reader.page.evaluate("storymap.leaflet.setView([43.4, 142.8], 11, { animate: false })")
    reader.until(f"{filled} === {before - 1}")
    reader.page.evaluate("storymap.leaflet.setView([43.4, 142.8], 6, { animate: false })")
    reader.until(f"{filled} === {before}")


def test_area_that_the_map_cuts_is_not_filled_beside_towns(open_page: Open) -> None:
    reader = open_page("ferry", hash="#p3")
    reader.settle()
    opacity = (
        "[...document.querySelectorAll('path.area.main.on:not(.disputed)')].map(e => getComputedStyle(e).fillOpacity)"
    )
    assert reader.page.evaluate(opacity) == ["0.13"]  # Hokkaido, from coast to coast
    reader.page.evaluate("storymap.open('p4')")
    reader.settle()
    assert reader.page.evaluate(opacity) == ["0"]  # only its eastern end is on the map


def test_pointer_highlights_an_area_only_if_it_is_smaller_than_the_map(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#all").click()
    reader.settle()
    for zoom, highlighted in ((9, 0), (6, 1)):
        reader.page.mouse.move(5, 5)
        reader.page.evaluate(f"storymap.leaflet.setView([43.4, 142.8], {zoom}, {{ animate: false }})")
        reader.settle()
        box = reader.page.evaluate(
            "(({ left, top, width, height }) => [left + width / 2, top + height / 2])(storymap.leaflet.getContainer().getBoundingClientRect())"
        )
        reader.page.mouse.move(box[0], box[1])
        reader.page.mouse.move(box[0] + 2, box[1] + 2)
        reader.drawn(3)
        assert reader.page.locator("path.area.main.hot").count() == highlighted


def test_labels_do_not_overlap(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#all").click()
    reader.settle()
    boxes = reader.page.evaluate(
        "[...document.querySelectorAll('.name.shown span')].map(e => e.getBoundingClientRect())"
        ".map(r => [r.left, r.top, r.right, r.bottom])"
    )
    hits = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert len(boxes) > 5
    assert hits == []


def test_places_across_antimeridian_are_shown_together(open_page: Open) -> None:
    reader = open_page("pacific")
    reader.settle()
    xs = reader.page.evaluate("[...document.querySelectorAll('.pin')].map(e => e.getBoundingClientRect().left)")
    assert len(xs) == 3
    assert max(xs) - min(xs) < 900


def test_pins_that_would_overlap_are_one_pin_with_both_names(open_page: Open) -> None:
    reader = open_page("neighbours")
    reader.page.locator("#all").click()
    reader.settle()
    shown = reader.page.evaluate("[...document.querySelectorAll('.name.shown span')].map(name => name.textContent)")
    assert "Apia\nPago Pago" in shown
    pins = reader.page.evaluate("[...document.querySelectorAll('.pin:not(.merged)')].map(pin => pin.dataset.places)")
    assert sorted(pins) == ["apia pago-pago", "lima"]


def test_inset_map_is_shown_at_high_zoom(open_page: Open) -> None:
    reader = open_page("ferry", hash="#p4")
    reader.settle()
    assert reader.page.locator(".inset.shown path.frame").count() == 1


def test_inset_map_fills_its_frame_in_right_to_left_story(open_page: Open) -> None:
    reader = open_page("arabic")
    reader.settle()
    lefts = reader.page.evaluate(
        "[...document.querySelectorAll('.inset, .inset > div')].map(e => e.getBoundingClientRect().left)"
    )
    assert len(lefts) == 2 and lefts[0] == lefts[1]


# Each step of the start becomes a task of its own. Before task NUMBER, the map reports a change of its size.
SLOW = """
let tasks = 0;
const time = performance.now.bind(performance);
performance.now = () => time() + 100 * tasks;
window.scheduler = { yield: () => new Promise(done => setTimeout(() => {
  tasks += 1;
  if (tasks === NUMBER && storymap.leaflet) storymap.leaflet.fire('resize');
  done();
})) };
"""


@pytest.mark.parametrize("number", [0, 3, 12, 25, 40])
def test_map_is_complete_if_its_size_changes_during_the_start(
    new_reader: NewReader, html: Callable[[str], str], tmp_path: Path, number: int
) -> None:
    (tmp_path / "story.html").write_text(html("ferry"), encoding="utf-8")
    shown = []
    for script in ("", SLOW.replace("NUMBER", str(number))):
        reader = new_reader(width=1350, height=900)
        reader.page.add_init_script(script)
        reader.page.goto((tmp_path / "story.html").as_uri())
        reader.settle()
        boxes = "e => [e.textContent, ...['x', 'y'].map(side => Math.round(e.getBoundingClientRect()[side]))].join(' ')"
        names, pins = (
            reader.page.evaluate(f"[...document.querySelectorAll('{one}')].map({boxes}).sort()")
            for one in (".name.shown span", ".pin:not(.merged)")
        )
        assert reader.page.locator(".leaflet-pins-pane").evaluate("e => getComputedStyle(e).opacity") == "1"
        assert len(names) > 10 and pins
        shown.append((names, pins))
        assert reader.complaints == []
    assert shown[0] == shown[1]


# Between two tasks of the start, the browser paints, so that its own scrolling to the address is noticed.
PAINTED = (
    """window.scheduler = { yield: () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 40))) };"""
)


def test_address_of_a_passage_is_opened_before_scrolling_counts(new_reader: NewReader, tmp_path: Path) -> None:
    story, near = stories.ferry(), Camera(BoundingBox(145.2, 43.1, 145.8, 43.5), 8)
    scenes = tuple(replace(scene, camera=near) for scene in story.scenes)
    page = page_of(replace(story, overview=replace(near, zoom=7.25), scenes=scenes), basemap=open_basemap())
    (tmp_path / "story.html").write_text(page.html(), encoding="utf-8")
    reader = new_reader(width=1350, height=500)
    reader.page.add_init_script(PAINTED)
    reader.page.goto((tmp_path / "story.html").as_uri() + "#p4")
    reader.settle()
    assert reader.page.evaluate("storymap.leaflet.getZoom()") == 8


def crowd() -> Story:
    """Return a story with 48 places with long names, 5 km apart in rows."""
    names = [f"Long Village {i}" for i in range(48)]
    text = ", ".join(names) + "."
    towns = [
        Place(f"test:{i}", name, Position(51 + i // 8 * 0.05, i % 8 * 0.08), "P", "PPL") for i, name in enumerate(names)
    ]
    places = tuple(StoryPlace(f"v{i}", town, town.name) for i, town in enumerate(towns))
    rows = [resolved(mention(text, town.name), town) for town in towns]
    scene = Scene("p1", ("p1",), ("v0",), camera(*towns))
    story = make_story(Article("Crowd", text, spans(text)), rows, places, (scene,))
    return replace(story, overview=replace(story.overview, zoom=9))


def test_name_without_room_on_a_phone_has_smaller_letters(open_page: Open) -> None:
    page = page_of(crowd(), basemap=open_basemap()).html()
    small = {}
    for width in (390, 1280):
        reader = open_page("crowd", text=page, width=width, height=844)
        reader.settle()
        small[width] = reader.page.locator(".name.tight.shown span")
    assert small[390].count() > 0
    assert small[390].first.evaluate("e => getComputedStyle(e).fontSize") == "10.5px"
    assert small[1280].count() == 0
