"""Scrolling, the camera, and what text and map tell each other."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.reader import Reader

# The line rests at 45 %, on phones at 35 % of what the map leaves; over the first screen it comes down from the text's
# beginning. The scroll position that brings a passage to it is found by halving.
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
# To the end within 0.4 s, as a flick of the finger does, however fast the machine is.
FLICK = """() => new Promise(done => {
  const start = performance.now(), end = document.getElementById('p24').offsetTop;
  requestAnimationFrame(function step() {
    const part = Math.min(1, (performance.now() - start) / 400);
    scrollTo({ top: end * part, behavior: 'instant' });
    if (part < 1) requestAnimationFrame(step); else done();
  });
})"""
WATCH = "() => { window.moves = 0; storymap.leaflet.on('story:move', () => { window.moves += 1; }); }"


def current(reader: Reader) -> str | None:
    found = reader.page.locator("[aria-current]")
    return found.first.get_attribute("id") if found.count() else None


def read(reader: Reader, passage: str) -> None:
    """Scrolls until the middle of a passage lies on the reading line, wherever the line is by then."""
    reader.page.evaluate(SCROLL, passage)
    reader.page.wait_for_timeout(60)


def test_the_overview_holds_until_the_reader_scrolls(open_page: Open) -> None:
    reader = open_page("voyage")
    reader.settle()
    assert current(reader) is None
    reader.page.mouse.move(200, 500)
    reader.page.mouse.wheel(0, 60)
    reader.settle()
    assert current(reader) is not None


def test_every_passage_triggers_before_and_after_a_resize(open_page: Open) -> None:
    reader = open_page("voyage")
    for width, height in ((1350, 900), (800, 700), (420, 800), (675, 450)):  # the last: 1350 at 200 % zoom
        reader.page.set_viewport_size({"width": width, "height": height})
        reader.page.wait_for_timeout(400)
        triggered = reader.page.evaluate(WALK, [f"p{i}" for i in range(1, 25)])
        assert [(asked, read) for asked, read in triggered if asked != read] == [], width


def test_a_fast_scroll_moves_the_camera_twice_at_most_and_leaves_no_history(open_page: Open) -> None:
    reader = open_page("voyage")
    reader.settle()
    reader.page.evaluate(WATCH)
    before = reader.page.evaluate("history.length")
    reader.page.evaluate(FLICK)
    reader.settle()
    assert reader.page.evaluate("moves") <= 2
    assert reader.page.evaluate("history.length") == before
    assert reader.page.evaluate("scrollY") > 2000


def test_the_map_shows_what_is_read(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p8")
    reader.settle()
    assert [name.inner_text() for name in reader.page.locator(".leaflet-names-pane .shown").all()] == ["Korsakov"]
    near = reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])")
    assert near < 30_000


def test_a_place_in_view_does_not_move_the_camera(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    reader.page.evaluate(WATCH)
    reader.page.evaluate("storymap.leaflet.fire('story:place', { slug: 'wakkanai', how: 'click' })")
    reader.settle()
    assert reader.page.evaluate("moves") == 0


def test_after_free_exploring_there_is_a_way_back(open_page: Open) -> None:
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


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(open_page: Open) -> None:
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


def test_reduced_motion_gets_no_flight(open_page: Open) -> None:
    reader = open_page("voyage", reduced_motion="reduce")
    read(reader, "p8")
    reader.settle()
    assert reader.page.evaluate("storymap.leaflet.distance(storymap.leaflet.getCenter(), [46.64, 142.78])") < 30_000


def test_a_mention_lights_its_place_and_a_place_its_mentions(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.settle()
    reader.page.locator('#text [data-place="wakkanai"]').first.hover()
    assert reader.page.locator(".pin.hot").count() == 1
    assert reader.page.locator('#text [data-place="wakkanai"].hot').count() == 2
    reader.page.evaluate("storymap.leaflet.fire('story:place', { slug: 'korsakov', how: 'over' })")
    assert reader.page.locator('#text [data-place="korsakov"].hot').count() == 2
    assert reader.page.locator('#text [data-place="wakkanai"].hot').count() == 0


def test_a_mention_opens_the_places_card_and_escape_closes_it(open_page: Open) -> None:
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


def test_a_distance_is_drawn_with_both_figures(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    assert reader.page.locator("path.line.on").count() == 1
    assert "160 km in the article; 162 km measured" in reader.page.locator(".name.distance").inner_text()


def test_a_disputed_area_is_hatched_and_bears_both_names(open_page: Open) -> None:
    reader = open_page("ferry", hash="#p4")
    reader.settle()
    assert 'url("#hatch")' in reader.page.locator("path.area.disputed.on").evaluate("e => getComputedStyle(e).fill")
    names = [name.inner_text() for name in reader.page.locator(".leaflet-names-pane .shown").all()]
    assert "Southern Kuril Islands\nNorthern Territories" in names


def test_no_name_lies_on_another(open_page: Open) -> None:
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
def test_a_deep_link_opens_at_its_passage(open_page: Open, hash_: str, step: str) -> None:
    reader = open_page("voyage", hash=hash_)
    reader.settle()
    assert current(reader) == step


def test_a_link_to_a_place_shows_it(open_page: Open) -> None:
    reader = open_page("ferry", hash="#place-nemuro")
    reader.settle()
    expect(reader.page.locator("#card")).to_be_visible()
    expect(reader.page.locator("#card")).to_contain_text("also considered")
    expect(reader.page.locator("#place-nemuro h3")).to_be_in_viewport()
    expect(reader.page.locator(".pin.hot")).to_have_count(1)


def test_the_address_follows_a_reader_who_rests(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p5")
    reader.until("location.hash === '#p5'")


def test_buttons_speak_and_scrolling_does_not(open_page: Open) -> None:
    reader = open_page("voyage")
    read(reader, "p4")
    reader.settle()
    assert reader.page.locator("#status").inner_text() == ""
    reader.page.locator("#next").click()
    expect(reader.page.locator("#status")).to_have_text("Passage 5 of 24. On the map: Hokkaido")


def test_a_story_across_the_antimeridian_keeps_its_places_together(open_page: Open) -> None:
    reader = open_page("pacific")
    reader.settle()
    xs = reader.page.evaluate("[...document.querySelectorAll('.pin')].map(e => e.getBoundingClientRect().left)")
    assert len(xs) == 3
    assert max(xs) - min(xs) < 900


def test_the_switch_turns_page_and_map_dark_and_is_remembered(open_page: Open) -> None:
    reader = open_page("ferry")
    sea = "getComputedStyle(document.documentElement).getPropertyValue('--sea').trim()"
    light = reader.page.evaluate(sea)
    reader.page.locator("#scheme").click()
    reader.until(f"{sea} !== argument", light)
    reader.page.reload()
    reader.until(f"{sea} !== argument", light)


def test_a_close_view_says_where_in_the_world_it_is(open_page: Open) -> None:
    reader = open_page("ferry", hash="#p4")
    reader.settle()
    assert reader.page.locator(".inset.shown path.frame").count() == 1


def test_the_inset_shows_the_world_beside_a_text_from_right_to_left(open_page: Open) -> None:
    reader = open_page("arabic")
    reader.settle()
    lefts = reader.page.evaluate(
        "[...document.querySelectorAll('.inset, .inset > div')].map(e => e.getBoundingClientRect().left)"
    )
    assert len(lefts) == 2 and lefts[0] == lefts[1]


def test_no_pin_stands_between_a_name_and_its_own(open_page: Open) -> None:
    """Of two pins that touch the western one has its name in the west."""
    reader = open_page("neighbours")
    reader.page.locator("#all").click()
    reader.settle()
    middle = """Object.fromEntries([...document.querySelectorAll('.name.shown span')].map(name => {
        const box = name.getBoundingClientRect();
        return [name.textContent, (box.left + box.right) / 2];
    }))"""
    west = reader.page.evaluate(middle)
    assert west["Apia"] < west["Pago Pago"]
