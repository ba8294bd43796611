"""Scrolling, the camera, and links between text and map."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.reader import Reader

# Scrolls until the middle of a passage is on the reading line, which is at 45 % of the window's height, or on phones at
# 35 % of the part below the map. On the first screen, the line moves down from the start of the text to this height.
# The scroll position is found by bisection.
SCROLL = """id => {
  const narrow = matchMedia('(max-width: 47.99rem)').matches, high = innerHeight;
  const covered = narrow ? document.querySelector('.stage').offsetHeight / high : 0;
  const rest = high * (narrow ? covered + .35 * (1 - covered) : .45);
  const first = document.querySelector('.text .step').getBoundingClientRect().top + scrollY;
  const line = y => first < rest && y < rest ? first + (rest - first) * y / rest : rest;
  const r = document.getElementById(id).getBoundingClientRect(), goal = r.top + r.height / 2 + scrollY;
  let low = 9, top = document.documentElement.scrollHeight;
  for (let i = 0; i < 30; i++) { const y = (low + top) / 2; if (y + line(y) < goal) low = y; else top = y; }
  scrollTo({ top: low, behavior: 'instant' });
}"""
WALK = (
    "async ids => { const scroll = "
    + SCROLL
    + """, found = [];
  for (const id of ids) {
    scroll(id);
    await new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 30)), 30));
    found.push([id, (document.querySelector('[aria-current]') || {}).id]);
  }
  return found; }"""
)
# Scrolls for some milliseconds to a position that depends on them. The clock of the page advances by 16 ms a frame: on a busy
# machine frames are longer, which would look like pauses of the reader.
SCROLL_SMOOTHLY = """(ms, at) => new Promise(done => {
  const real = performance.now, start = real.call(performance), end = document.getElementById('p24').offsetTop;
  let now = start;
  performance.now = () => now;
  requestAnimationFrame(function step() {
    now += 16;
    scrollTo({ top: at(now - start, end), behavior: 'instant' });
    if (now - start < ms) return requestAnimationFrame(step);
    performance.now = real;
    done();
  });
})"""
FLICK = f"() => ({SCROLL_SMOOTHLY})(400, (ms, end) => end * Math.min(1, ms / 400))"
# As a page moves after a flick: the speed halves every quarter of a second.
GLIDE = f"() => ({SCROLL_SMOOTHLY})(2500, (ms, end) => (end - 500) * (1 - Math.exp(-ms / 360)))"
# The share of the map that buttons and other controls cover.
COVERED = """() => {
  const map = document.getElementById('map').getBoundingClientRect();
  const parts = [...document.querySelectorAll('.bar, #back, #card, .leaflet-control')].map(e => e.getBoundingClientRect());
  const inside = r => Math.max(0, Math.min(r.right, map.right) - Math.max(r.left, map.left))
    * Math.max(0, Math.min(r.bottom, map.bottom) - Math.max(r.top, map.top));
  return parts.reduce((sum, r) => sum + inside(r), 0) / (map.width * map.height);
}"""
COUNT_FREE = "() => { window.free = 0; storymap.leaflet.on('story:free', () => { window.free += 1; }); }"
# What is wrong with the card of a place: it is not about this place, or covers it, or the place is outside the map.
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
WATCH = "() => { window.moves = 0; storymap.leaflet.on('story:move', () => { window.moves += 1; }); }"


def current(reader: Reader) -> str | None:
    found = reader.page.locator("[aria-current]")
    return found.first.get_attribute("id") if found.count() else None


def read(reader: Reader, passage: str) -> None:
    """Scroll until the middle of a passage is on the reading line."""
    reader.page.evaluate(SCROLL, passage)
    reader.page.wait_for_timeout(60)
    reader.drawn(3)


def test_overview_is_shown_until_the_page_is_scrolled(open_page: Open) -> None:
    reader = open_page("voyage")
    reader.settle()
    assert current(reader) is None
    reader.page.mouse.move(200, 500)
    reader.page.mouse.wheel(0, 60)
    reader.settle()
    assert current(reader) is not None


def test_every_passage_is_reached_before_and_after_resize(open_page: Open) -> None:
    reader = open_page("voyage")
    for width, height in ((1350, 900), (800, 700), (420, 800), (675, 450)):  # the last is 1350 x 900 at 200 % zoom
        reader.page.set_viewport_size({"width": width, "height": height})
        reader.page.wait_for_timeout(400)
        reader.drawn(3)
        triggered = reader.page.evaluate(WALK, [f"p{i}" for i in range(1, 25)])
        assert [(asked, read) for asked, read in triggered if asked != read] == [], width


def test_fast_scroll_moves_camera_at_most_twice_and_adds_no_history(open_page: Open) -> None:
    reader = open_page("voyage")
    reader.settle()
    reader.page.evaluate(WATCH)
    before = reader.page.evaluate("history.length")
    reader.page.evaluate(FLICK)
    reader.settle()
    assert reader.page.evaluate("moves") <= 2
    assert reader.page.evaluate("history.length") == before
    assert reader.page.evaluate("scrollY") > 2000


def test_map_shows_passage_being_read(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p8")
    reader.settle()
    assert [name.inner_text() for name in reader.page.locator(".leaflet-names-pane .shown").all()] == ["Korsakov"]
    near = reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])")
    assert near < 30_000


def test_camera_does_not_move_for_visible_place(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    # a place in the upper half of the view, which the card does not cover
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
    """A link is opened while the map is moving; no gesture of the reader moves the map."""
    reader = open_page("voyage")
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
    reader = open_page("voyage")
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
    reader = open_page("voyage")
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
    reader = open_page("voyage")
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


def test_scrolling_with_momentum_moves_camera_at_most_twice(open_page: Open) -> None:
    reader = open_page("voyage")
    reader.settle()
    reader.page.evaluate(WATCH)
    reader.page.evaluate(GLIDE)
    reader.settle()
    assert reader.page.evaluate("scrollY") > 1500
    assert reader.page.evaluate("moves") <= 2


def test_wheel_scrolls_page_and_zooms_with_ctrl(open_page: Open) -> None:
    reader = open_page("voyage")
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


def test_reduced_motion_disables_camera_flight(open_page: Open) -> None:
    reader = open_page("voyage", reduced_motion="reduce")
    read(reader, "p8")
    reader.settle()
    assert reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])") < 30_000


def test_mention_and_place_highlight_each_other(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.settle()
    reader.page.locator('#text [data-place="wakkanai"]').first.hover()
    assert reader.page.locator(".pin.hot").count() == 1
    assert reader.page.locator('#text [data-place="wakkanai"].hot').count() == 2
    reader.page.evaluate("storymap.leaflet.fire('story:place', { slug: 'korsakov', how: 'over' })")
    assert reader.page.locator('#text [data-place="korsakov"].hot').count() == 2
    assert reader.page.locator('#text [data-place="wakkanai"].hot').count() == 0


def test_mention_opens_place_card_and_escape_closes_it(open_page: Open) -> None:
    reader = open_page("ferry")
    link = reader.page.locator('#text [data-place="southern-kuril-islands"]').first
    link.focus()
    reader.page.keyboard.press("Enter")
    card = reader.page.locator("#card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("claimed by Japan")
    assert "is shown on the map" in reader.page.locator("#status").inner_text()
    card.locator("button").focus()
    reader.page.keyboard.press("Escape")
    assert not card.is_visible()
    assert link.evaluate("e => e === document.activeElement")


def test_card_quotes_the_sentences_one_by_one(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.settle()
    card = reader.page.locator("#card")
    reader.page.locator('#p3 [data-place="wakkanai"]').click()
    expect(card.locator(".pager span")).to_have_text("2 / 2")  # starts at the passage of the link
    expect(card.locator(".quotes a").nth(1)).to_be_in_viewport()
    assert card.locator(".quotes a").nth(1).get_attribute("href") == "#p3"
    card.locator(".turn").first.click()
    expect(card.locator(".pager span")).to_have_text("1 / 2")
    assert not card.locator(".certainty").is_visible()
    card.locator("summary").click()
    assert card.locator(".certainty").is_visible()
    card.locator(".quotes a").first.click()
    reader.until("storymap.current().step === 'p2'")


def test_card_is_a_sheet_below_the_map_on_a_phone(open_page: Open) -> None:
    reader = open_page("ferry", width=390, height=844, has_touch=True, is_mobile=True)
    reader.settle()
    reader.page.evaluate(SCROLL, "p3")
    reader.settle()
    reader.page.locator('#p3 [data-place="wakkanai"]').first.dispatch_event("click")
    card, stage = (reader.page.locator(which).bounding_box() for which in ("#card", ".stage"))
    assert card and stage
    assert card["y"] >= stage["y"] + stage["height"]
    assert round(card["y"] + card["height"]) == 844
    covered = reader.page.evaluate(COVERED)
    assert 0 < covered < 1 / 3
    reader.page.locator("#card .quotes").evaluate("e => e.scrollTo({ left: e.clientWidth * 0, behavior: 'instant' })")
    expect(reader.page.locator("#card .pager span")).to_have_text("1 / 2")


def test_links_of_the_article_and_of_places_are_told_apart(open_page: Open) -> None:
    reader = open_page("hostile")
    reader.settle()
    assert reader.page.locator('#text a[rel]:not([href^="#"])').first.get_attribute("title")
    arrow = "(e, part) => getComputedStyle(e, '::after').content"
    assert "\u2197" in reader.page.locator('#text a[rel]:not([href^="#"])').first.evaluate(arrow)
    place = reader.page.locator('#text a[href^="#place-"]').first
    assert place.evaluate(arrow) == "none"
    assert place.get_attribute("title")


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


@pytest.mark.parametrize(("hash_", "step"), [("#p4", "p4"), ("#p3", "p3")])
def test_deep_link_opens_at_passage(open_page: Open, hash_: str, step: str) -> None:
    reader = open_page("voyage", hash=hash_)
    reader.settle()
    assert current(reader) == step


def test_link_to_place_shows_the_place(open_page: Open) -> None:
    reader = open_page("ferry", hash="#place-nemuro")
    reader.settle()
    expect(reader.page.locator("#card")).to_be_visible()
    expect(reader.page.locator("#card")).to_contain_text("also considered")
    expect(reader.page.locator("#place-nemuro h3")).to_be_in_viewport()
    expect(reader.page.locator(".pin.hot")).to_have_count(1)


def test_url_is_updated_when_scrolling_stops(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p5")
    reader.until("location.hash === '#p5'")


def test_buttons_are_announced_and_scrolling_is_not(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p4")
    reader.settle()
    assert reader.page.locator("#status").inner_text() == ""
    reader.page.locator("#next").click()
    expect(reader.page.locator("#status")).to_have_text("Passage 5 of 24. On the map: Hokkaido")


def test_places_across_antimeridian_are_shown_together(open_page: Open) -> None:
    reader = open_page("pacific")
    reader.settle()
    xs = reader.page.evaluate("[...document.querySelectorAll('.pin')].map(e => e.getBoundingClientRect().left)")
    assert len(xs) == 3
    assert max(xs) - min(xs) < 900


def test_color_scheme_switch_is_applied_and_stored(open_page: Open) -> None:
    reader = open_page("ferry")
    sea = "getComputedStyle(document.documentElement).getPropertyValue('--sea').trim()"
    light = reader.page.evaluate(sea)
    reader.page.locator("#scheme").click()
    reader.until(f"{sea} !== argument", light)
    reader.page.reload()
    reader.until(f"{sea} !== argument", light)


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


def test_pins_that_would_overlap_are_one_pin_with_both_names(open_page: Open) -> None:
    reader = open_page("neighbours")
    reader.page.locator("#all").click()
    reader.settle()
    shown = reader.page.evaluate("[...document.querySelectorAll('.name.shown span')].map(name => name.textContent)")
    assert "Apia\nPago Pago" in shown
    pins = reader.page.evaluate("[...document.querySelectorAll('.pin:not(.merged)')].map(pin => pin.dataset.places)")
    assert sorted(pins) == ["apia pago-pago", "lima"]
