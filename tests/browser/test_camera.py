"""The camera of the map: flights, gestures of the reader, and the button that leads back to the story."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.scrolling import FLICK, GLIDE, SCROLL, WATCH, read

COUNT_FREE = "() => { window.free = 0; storymap.leaflet.on('story:free', () => { window.free += 1; }); }"
# Returns what is wrong with the card of a place: it is not about this place, it covers the place, or the place is
# outside the map.
UNSEEN = """slug => {
  const { x, y } = storymap.mapCamera.where(storymap.data.places.find(p => p.slug === slug).at);
  const size = storymap.leaflet.getSize(), frame = document.getElementById('map').getBoundingClientRect();
  const card = document.getElementById('card').getBoundingClientRect();
  const inside = (box, x, y) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const wrong = [];
  if (!card.width) wrong.push('no card');
  if (x < 0 || y < 0 || x > size.x || y > size.y) wrong.push('outside');
  if (inside(card, frame.left + x, frame.top + y)) wrong.push('covered');
  return wrong;
}"""


def test_fast_scroll_moves_camera_at_most_twice_and_adds_no_history(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    reader.settle()
    reader.page.evaluate(WATCH)
    before = reader.page.evaluate("history.length")
    reader.page.evaluate(FLICK)
    reader.settle()
    assert reader.page.evaluate("moves") <= 2
    assert reader.page.evaluate("history.length") == before
    assert reader.page.evaluate("scrollY") > 2000


def test_scrolling_with_momentum_moves_camera_at_most_twice(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    reader.settle()
    reader.page.evaluate(WATCH)
    reader.page.evaluate(GLIDE)
    reader.settle()
    assert reader.page.evaluate("scrollY") > 1500
    assert reader.page.evaluate("moves") <= 2


def test_map_shows_passage_being_read(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    read(reader, "p8")
    reader.settle()
    assert [name.inner_text() for name in reader.page.locator(".leaflet-names-pane .shown").all()] == ["Korsakov"]
    near = reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])")
    assert near < 30_000


def test_reduced_motion_disables_camera_flight(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p8")
    reader.settle()
    assert reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])") < 30_000


def test_camera_does_not_move_for_visible_place(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    # this place is in the upper half of the view, where the card does not cover it
    slug = reader.page.evaluate(
        """storymap.data.places.find(({ at }) => storymap.mapCamera.shows(at, .1)
             && storymap.leaflet.latLngToContainerPoint(at).y < storymap.leaflet.getSize().y / 2).slug"""
    )
    reader.page.evaluate(WATCH)
    reader.page.evaluate("slug => storymap.leaflet.fire('story:place', { slug, how: 'click' })", slug)
    reader.settle()
    assert reader.page.evaluate("moves") == 0


def test_back_button_appears_after_moving_the_map(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p8")
    reader.settle()
    assert not reader.page.locator("#back").is_visible()
    reader.page.mouse.move(900, 400)
    reader.page.mouse.down()
    reader.page.mouse.move(600, 300, steps=4)
    reader.page.mouse.up()
    reader.settle()
    reader.page.locator("#back").click()
    reader.settle()
    assert not reader.page.locator("#back").is_visible()
    assert reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])") < 30_000


def test_back_button_does_not_appear_without_gesture(open_page: Open) -> None:
    """Links are opened while the map is moving, but no gesture of the reader moves the map."""
    reader = open_page("voyage", motion=True)
    reader.page.evaluate(COUNT_FREE)
    for passage in ("p8", "p2", "p12", "p5", "p20"):
        reader.page.evaluate("storymap.mapCamera.go(storymap.data.overview, 'must')")
        reader.page.wait_for_timeout(150)
        reader.page.evaluate("passage => { location.hash = passage; }", passage)
        reader.page.wait_for_timeout(400)
    reader.settle()
    assert reader.page.evaluate("[free, storymap.current().free]") == [0, False]
    assert not reader.page.locator("#back").is_visible()


def test_zoom_button_and_keys_are_gestures_of_the_reader(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    zoom_in, arrow = reader.page.locator(".leaflet-control-zoom-in"), "ArrowLeft"
    for act in (zoom_in.click, partial(press, reader, arrow)):
        read(reader, "p8")
        reader.settle()
        act()
        expect(reader.page.locator("#back")).to_be_visible()
        reader.page.locator("#back").click()
        reader.settle()
        expect(reader.page.locator("#back")).to_be_hidden()


def press(reader: Reader, key: str) -> None:
    reader.page.locator("#map").focus()
    reader.page.keyboard.press(key)


def test_place_clicked_right_after_scrolling_is_on_the_map(open_page: Open) -> None:
    """The map is still moving to the passage when the card of one of its places opens."""
    reader = open_page("voyage", motion=True)
    reader.settle()
    for passage, pause in (("p8", 0), ("p3", 60), ("p12", 150), ("p20", 300)):
        reader.page.evaluate(SCROLL, passage)
        reader.page.wait_for_timeout(pause)
        link = reader.page.locator(f"#{passage} [data-place]").first
        slug = link.get_attribute("data-place")
        link.dispatch_event("click")
        reader.settle()
        reader.page.wait_for_timeout(200)
        reader.settle()
        assert reader.page.evaluate(UNSEEN, slug) == [], (passage, pause)
        reader.page.keyboard.press("Escape")


def test_click_on_pin_does_not_stop_the_map_half_way(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    read(reader, "p8")
    reader.settle()
    reader.page.evaluate("storymap.mapCamera.go(storymap.data.overview, 'must')")
    reader.page.wait_for_timeout(250)
    reader.page.mouse.click(900, 450)
    reader.settle()
    assert reader.page.evaluate("storymap.mapCamera.moving()") is False
    target = "storymap.data.overview.box"
    shown = f"[0, 2].every(i => storymap.mapCamera.shows([{target}[i + 1], {target}[i]], 0))"
    assert reader.page.evaluate(shown)


def test_wheel_scrolls_page_and_zooms_with_ctrl(open_page: Open) -> None:
    reader = open_page("voyage", motion=True)
    reader.settle()
    reader.page.mouse.move(900, 400)
    reader.page.mouse.wheel(0, 120)
    reader.until("scrollY === 120")
    reader.settle()
    assert reader.page.evaluate("storymap.current().free") is False
    zoom = reader.page.evaluate("storymap.leaflet.getZoom()")
    reader.page.keyboard.down("Control")
    reader.page.mouse.wheel(0, -240)
    reader.page.keyboard.up("Control")
    reader.until("storymap.leaflet.getZoom() > argument + .5", zoom)
    assert reader.page.evaluate("[scrollY, storymap.current().free]") == [120, True]
