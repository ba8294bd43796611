"""Scrolling: which passage is read, and links to passages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.scrolling import WALK, current, read


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
    for width, height in ((1350, 900), (800, 700), (420, 800), (675, 450)):  # the last size is 1350 x 900 at 200 % zoom
        reader.page.set_viewport_size({"width": width, "height": height})
        reader.page.wait_for_timeout(400)
        reader.drawn(3)
        triggered = reader.page.evaluate(WALK, [f"p{i}" for i in range(1, 25)])
        assert [(asked, read) for asked, read in triggered if asked != read] == [], width


@pytest.mark.parametrize(("hash_", "step"), [("#p4", "p4"), ("#p3", "p3")])
def test_deep_link_opens_at_passage(open_page: Open, hash_: str, step: str) -> None:
    reader = open_page("voyage", hash=hash_)
    reader.settle()
    assert current(reader) == step


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


def test_color_scheme_switch_is_applied_and_stored(open_page: Open) -> None:
    reader = open_page("ferry")
    sea = "getComputedStyle(document.documentElement).getPropertyValue('--sea').trim()"
    light = reader.page.evaluate(sea)
    reader.page.locator("#scheme").click()
    reader.until(f"{sea} !== argument", light)
    reader.page.reload()
    reader.until(f"{sea} !== argument", light)
