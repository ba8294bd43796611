"""Links between text and map, and the card of a place."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.scrolling import SCROLL

# The share of the map that buttons and other controls cover.
COVERED = """() => {
  const map = document.getElementById('map').getBoundingClientRect();
  const parts = [...document.querySelectorAll('.bar, #back, #card, .leaflet-control')].map(e => e.getBoundingClientRect());
  const inside = r => Math.max(0, Math.min(r.right, map.right) - Math.max(r.left, map.left))
    * Math.max(0, Math.min(r.bottom, map.bottom) - Math.max(r.top, map.top));
  return parts.reduce((sum, r) => sum + inside(r), 0) / (map.width * map.height);
}"""


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
    expect(card.locator(".pager span")).to_have_text("2 / 2")  # the card shows first the passage in which the link is
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


def test_link_to_place_shows_the_place(open_page: Open) -> None:
    reader = open_page("ferry", hash="#place-nemuro")
    reader.settle()
    expect(reader.page.locator("#card")).to_be_visible()
    expect(reader.page.locator("#card")).to_contain_text("also considered")
    expect(reader.page.locator("#place-nemuro h3")).to_be_in_viewport()
    expect(reader.page.locator(".pin.hot")).to_have_count(1)
