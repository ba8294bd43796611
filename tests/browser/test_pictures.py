"""Pictures of scenes in Chromium: they replace the map and can be zoomed; without scripts, they are in the text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from storymap.basemap import open_basemap
from storymap.model import Figure, Story
from storymap.render.images import embed
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.test_access import violations
from tests.render import stories
from tests.render.pages import page_of


def drawing(colour: str, size: tuple[int, int] = (640, 400)) -> bytes:
    """Return a PNG of one colour."""
    into = io.BytesIO()
    Image.new("RGB", size, colour).save(into, "PNG")
    return into.getvalue()


PICTURES = (
    Figure("quay.png", 0, "Boats at the quay", "The quay in May", "A. Reader", content=drawing("teal")),
    Figure("ferry.png", 0, "The white ferry", content=drawing("white", (300, 600))),
)
POSTER = Figure(
    "poster.png", 0, "A captain", "The captain", content=drawing("navy"), medium="video", link="https://example.org/v"
)


def illustrated() -> tuple[Story, dict[str, object]]:
    """Return the ferry story with a gallery in the second and a video in the third scene, and the options of its page."""
    story = stories.ferry()
    first, second, third, *rest = story.scenes
    scenes = (first, replace(second, figures=PICTURES), replace(third, figures=(POSTER,)), *rest)
    pictures = embed([*PICTURES, POSTER], lambda name: None, remote=False, warn=pytest.fail)
    return replace(story, scenes=scenes), {"pictures": pictures}


@pytest.fixture(scope="module")
def html() -> str:
    story, options = illustrated()
    return page_of(story, basemap=open_basemap(), **options).html()


def at_picture(open_page: Open, html: str, **more: object) -> Reader:
    """Return the page with the gallery open."""
    passage = illustrated()[0].scenes[1].passages[0]
    reader = open_page("pictures", text=html, hash=f"#{passage}", **more)
    reader.settle()
    reader.until("!document.querySelector('.picture').hidden")
    return reader


def test_picture_fills_map_column_while_its_scene_is_read(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    box, stage = (reader.page.locator(part).bounding_box() for part in (".picture", ".stage"))
    assert box and stage
    assert abs(box["width"] - stage["width"]) <= 2
    assert abs(box["height"] - stage["height"]) <= 2
    assert reader.page.locator(".picture img").get_attribute("alt") == "Boats at the quay"
    assert "A. Reader" in reader.page.locator(".picture .about").inner_text()
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:", "data:"))] == []


def test_picture_closes_to_map_and_stays_closed_in_its_scene(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    reader.page.locator(".picture .view").focus()
    reader.page.keyboard.press("Escape")
    assert reader.page.locator(".picture").is_hidden()
    assert reader.page.locator("#map").is_visible()
    reader.page.mouse.wheel(0, 10)
    reader.settle()
    assert reader.page.locator(".picture").is_hidden()


def test_gallery_and_zoom_with_keys(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    view = reader.page.locator(".picture .view")
    view.focus()
    reader.page.keyboard.press("ArrowRight")
    assert reader.page.locator(".picture img").get_attribute("alt") == "The white ferry"
    reader.page.keyboard.press("+")
    assert "scale(1.5)" in str(reader.page.locator(".picture img").get_attribute("style"))
    reader.page.keyboard.press("ArrowDown")
    assert "translate(0px, 0px)" not in str(reader.page.locator(".picture img").get_attribute("style"))
    reader.page.keyboard.press("0")
    assert "scale(1)" in str(reader.page.locator(".picture img").get_attribute("style"))


def test_wheel_zooms_only_with_ctrl(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    reader.page.locator(".picture .view").hover()
    before = reader.page.evaluate("scrollY")
    reader.page.keyboard.down("Control")
    reader.page.mouse.wheel(0, -240)
    reader.page.keyboard.up("Control")
    reader.until("document.querySelector('.picture .view').classList.contains('zoomed')")
    assert reader.page.evaluate("scrollY") == before
    reader.page.mouse.wheel(0, 300)
    reader.until("scrollY > argument", before)


def test_button_in_text_shows_picture_again(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    reader.page.locator(".picture .tools button").last.click()
    assert reader.page.locator(".picture").is_hidden()
    reader.page.locator(".enlarge").first.focus()
    reader.page.keyboard.press("Enter")
    assert reader.page.locator(".picture").is_visible()
    assert reader.page.evaluate("document.activeElement.className") == "view"
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.className") == "enlarge"


def test_place_link_returns_to_map(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    reader.page.locator("#text .step[aria-current] [data-place]").first.click()
    assert reader.page.locator(".picture").is_hidden()
    assert reader.page.locator("#card").is_visible()


@pytest.mark.parametrize(("width", "dark"), [(1350, False), (390, True)])
def test_axe_finds_no_violations_beside_picture(open_page: Open, html: str, width: int, dark: bool) -> None:
    assert violations(at_picture(open_page, html, width=width, height=844, dark=dark).page) == []


def test_without_script_pictures_are_in_the_text(open_page: Open, html: str) -> None:
    reader = open_page("pictures", text=html, java_script_enabled=False)
    images = reader.page.locator(".lead img")
    assert [images.nth(i).get_attribute("alt") for i in range(3)] == [
        "Boats at the quay",
        "The white ferry",
        "A captain",
    ]
    assert images.first.bounding_box()["width"] > 300  # type: ignore[index]
    assert reader.page.locator(".recording a").get_attribute("href") == "https://example.org/v"
    assert reader.page.locator("video, audio, iframe").count() == 0


def test_print_has_pictures_in_their_place(open_page: Open, html: str) -> None:
    reader = at_picture(open_page, html)
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".picture").is_hidden()
    assert reader.page.locator(".lead img").first.is_visible()


def test_plain_page_has_no_code_for_pictures() -> None:
    html = page_of(stories.ferry()).html()
    assert "storymap.pictures=" not in html
    assert ".picture {" not in html and ".picture{" not in html


def test_slideshow_in_frame_shows_picture(open_page: Open, html: str, tmp_path: Path) -> None:
    (tmp_path / "story.html").write_text(html, encoding="utf-8")
    frame = '<!DOCTYPE html><title>Post</title><iframe src="story.html" title="Map" width="900" height="520"></iframe>'
    reader = open_page("post", text=frame)
    reader.settle(frame=1)
    inside = reader.page.frames[1]
    reader.page.wait_for_timeout(100)
    inside.evaluate("id => storymap.open(id)", illustrated()[0].scenes[1].passages[0])
    reader.settle(frame=1)
    reader.until("!document.querySelector('.picture').hidden", frame=1)
    assert inside.locator(".picture .about").is_visible()
    assert inside.locator(".text .lead").first.is_hidden()
    assert reader.complaints == []
