"""Accessibility: axe, viewport widths, keyboard, pages without JavaScript, and print."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page
from pypdf import PdfReader

from storymap.render.options import Picture
from tests.browser import chromium
from tests.browser.conftest import NewReader, Open
from tests.browser.server import Server
from tests.render import stories
from tests.render.pages import page_of
from tests.repetitions import every

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The text spacing that a page must support (WCAG 2.2, 1.4.12).
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
WIDTHS = {1350: 900, 390: 844, 320: 640}
# In `.ci/slow`, all screens are tested in both colour schemes. Otherwise, each screen is tested in one scheme.
SCREENS = [(1350, False), (1350, True), (390, True), (390, False), (320, False), (320, True)][:: every(2)]


def violations(page: Page | Frame) -> list[str]:
    """Return the violations that axe finds, as "rule: element"."""
    page.evaluate(chromium.axe())
    found: Any = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })", TAGS
    )
    return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_axe_finds_no_violations_at_start_and_in_the_middle(open_page: Open, width: int, dark: bool) -> None:
    reader = open_page("ferry", width=width, height=WIDTHS[width], dark=dark)
    reader.settle()
    start = violations(reader.page)
    for _ in range(3):
        reader.page.locator("#next").click()
        reader.settle()
    reader.settle()
    reader.page.locator('#text [data-place="nemuro"]').first.focus()
    reader.page.keyboard.press("Enter")
    reader.settle()
    assert start + violations(reader.page) == []


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True][:: every(2)])
def test_axe_finds_no_violations_with_notes_and_images(open_page: Open, dark: bool) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    html = page_of(stories.edited(), pictures={"korsakov.png": Picture(dot, 600, 900)}).html()
    reader = open_page("edited", text=html, dark=dark)
    reader.settle()
    image = reader.page.locator("#place-korsakov img")
    image.scroll_into_view_if_needed()
    # One title fewer is in the text, because the title of the first scene is in the header.
    assert reader.page.locator(".scene-title").count() == len(stories.edited().scenes) - 1
    assert image.bounding_box()["height"] <= 18 * 15  # type: ignore[index]  # a tall image does not fill the list
    assert violations(reader.page) == []


def test_axe_finds_no_violations_in_right_to_left_story(open_page: Open) -> None:
    reader = open_page("arabic")
    reader.settle()
    assert violations(reader.page) == []


def test_axe_finds_no_violations_in_slideshow(
    new_reader: NewReader, server: Server, html: Callable[[str], str]
) -> None:
    server.put("/story.html", html("ferry"))
    reader = new_reader()
    frame = f'<iframe title="Map" style="width:900px;height:560px" src="{server.origin}/story.html"></iframe>'
    reader.page.goto(server.put("/deck.html", f'<!DOCTYPE html><html lang="en"><title>x</title>{frame}'))
    reader.page.frame_locator("iframe").locator("#next").click()
    reader.settle(frame=1)
    assert violations(reader.page.frames[1]) == []


def test_page_has_text_static_map_and_places_without_javascript(open_page: Open) -> None:
    reader = open_page("ferry", java_script_enabled=False)
    text = reader.page.locator("#text").inner_text()
    article, hidden = stories.ferry().article, stories.ferry().left_out
    wanted = " ".join(article.text[p.start : p.end] for p in article.passages[1:] if p.id not in hidden)
    assert text.split() == wanted.split()
    assert reader.page.locator(".plate svg").is_visible()
    assert reader.page.locator(".rows > li").count() == 9
    assert not reader.page.locator(".bar").is_visible()


def test_axe_finds_no_violations_without_javascript(open_page: Open, html: Callable[[str], str]) -> None:
    """Remove the page's scripts instead of disabling JavaScript, because axe needs JavaScript."""
    reader = open_page("bare", text=re.sub(r"<script>.*?</script>", "", html("ferry"), flags=re.S))
    assert not reader.page.locator(".bar").is_visible()
    assert violations(reader.page) == []


def test_html_is_valid(html: Callable[[str], str], tmp_path: Path) -> None:
    validator = chromium.html_validate()
    config = tmp_path / ".htmlvalidate.json"
    # Titles may be long. Scripts need no hash for their integrity, and may have a type.
    rules = {"long-title": "off", "no-inline-style": "error", "require-sri": "off", "script-type": "off"}
    config.write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": rules}), encoding="utf-8"
    )
    for name in ("ferry", "arabic", "placeless"):
        (tmp_path / f"{name}.html").write_text(html(name), encoding="utf-8")
    files = [str(file) for file in sorted(tmp_path.glob("*.html"))]
    done = subprocess.run(
        [validator, "--config", str(config), "--formatter", "text", *files], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("width", [320, 390, 800])
def test_page_has_no_horizontal_overflow(open_page: Open, width: int) -> None:
    reader = open_page("hostile", width=width, height=640)
    reader.settle()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_spacing_causes_no_horizontal_overflow(open_page: Open) -> None:
    reader = open_page("ferry", width=320, height=640)
    reader.page.evaluate(SPACED)
    reader.settle()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1350, 900)])
def test_focused_element_is_not_covered_by_map(open_page: Open, width: int, height: int) -> None:
    reader = open_page("ferry", width=width, height=height)
    reader.settle()
    hidden = []
    for _ in range(24):
        reader.page.keyboard.press("Tab")
        hidden += reader.page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body || e.closest('.stage')) return [];
              const r = e.getClientRects()[0], top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
              return top && (e.contains(top) || top.contains(e)) ? [] : [e.outerHTML.slice(0, 80)];
            }"""
        )
    assert hidden == []


def test_buttons_have_minimum_size(open_page: Open) -> None:
    reader = open_page("ferry", width=390, height=844)
    sizes = reader.page.evaluate(
        "[...document.querySelectorAll('.bar button:not([hidden]), #scheme')].map(e => [e.offsetWidth, e.offsetHeight])",
    )
    assert len(sizes) == 5  # without a journey, the page has no button for it
    assert min(min(size) for size in sizes) >= 44


def test_map_can_be_enlarged_on_phone(open_page: Open) -> None:
    reader = open_page("ferry", width=390, height=844, has_touch=True, is_mobile=True)
    high = reader.page.locator(".stage").evaluate("e => e.offsetHeight")
    reader.page.locator("#expand").click()
    reader.until("document.querySelector('.stage').offsetHeight > 1.8 * argument", high)
    reader.page.keyboard.press("Escape")
    reader.until("document.querySelector('.stage').offsetHeight === argument", high)


def test_one_finger_scrolls_the_page_on_touch_screen(open_page: Open) -> None:
    reader = open_page("ferry", width=390, height=844, has_touch=True, is_mobile=True)
    assert reader.page.evaluate("storymap.leaflet.dragging.enabled()") is False
    assert "pan-y" in reader.page.locator("#map").evaluate("e => getComputedStyle(e).touchAction")


def test_print_has_static_map_and_whole_text(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.page.locator("#next").click()
    reader.settle()
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".plate svg").bounding_box()["height"] > 200  # type: ignore[index]
    assert not reader.page.locator("#map").is_visible()
    assert not reader.page.locator(".bar").is_visible()
    assert reader.page.locator("#places .position").first.is_visible()
    assert not reader.page.locator("#places .quotes").first.is_visible()
    assert len(reader.page.pdf()) > 20_000


def test_print_has_maps_of_scenes_and_few_pages(open_page: Open) -> None:
    """Print shows the article, a map of the story, and a map of each scene. The screen does not show these maps."""
    reader = open_page("ferry")
    assert not reader.page.locator(".scene-map").first.is_visible()
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".scene-map").first.is_visible()
    pages = PdfReader(io.BytesIO(reader.page.pdf(format="A4"))).pages
    assert len(pages) <= 3
    text = "".join(page.extract_text() for page in pages)
    assert "Korsakov" in text and "loaded from other sites" in text
