"""Guided posts in blogs with dark themes, wide images, CSS transforms, sticky headers or print styles, and in WordPress."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from storymap.embed.oembed import oembed_json
from storymap.embed.page_info import PageInfo
from storymap.embed.snippets import Embed, figure
from tests.browser import chromium, hosts
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_access import violations

MAP = "document.querySelector('iframe.storymap-companion')"
BOX = f"{MAP}.getBoundingClientRect()"


def test_map_is_dark_in_dark_blog(visit: Visit) -> None:
    reader = visit(css=hosts.LONG + "body.night { background: #111; color: #ddd }")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert reader.page.frames[1].evaluate("document.documentElement.dataset.scheme") is None
    light = reader.page.frames[1].evaluate("getComputedStyle(document.documentElement).backgroundColor")
    reader.page.evaluate("document.body.className = 'night'; scrollBy(0, 2)")
    reader.until("document.documentElement.dataset.scheme === 'dark'", frame=1)
    assert reader.page.frames[1].evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    name = reader.page.locator("article span[role=button]").first
    assert name.evaluate("span => getComputedStyle(span).color") == "rgb(221, 221, 221)"


def test_map_far_below_the_window_is_loaded_lazily(visit: Visit, server: Server) -> None:
    asked = len(server.asked)
    reader = visit(css=hosts.LONG + "h1 { padding-top: 9000px }", leads=0)
    reader.until("window.storymapCompanion")
    reader.drawn(5)
    assert "/led.html" not in server.asked[asked:]
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert hosts.quiet(reader, server)


def test_map_is_shown_after_jump_into_the_text(visit: Visit) -> None:
    css = hosts.LONG + "h1 { padding-top: 9000px } article > p:last-of-type { padding-top: 9000px }"
    reader = visit(css=css, leads=0)
    reader.until("window.storymapCompanion")
    reader.page.evaluate("scrollTo(0, 17000)")
    hosts.step(reader, "p4")
    reader.until(f"{BOX}.top === 16")


def test_wide_images_of_post_cover_the_map(visit: Visit) -> None:
    broad = (
        '<figure style="margin:0 calc(50% - 50vw)"><img id="broad" alt="" style="display:block;width:100%;height:300px;background:teal" src="data:,"><figcaption>The strait</figcaption></figure>'
        '<div style="overflow:auto"><table id="inside" style="width:1400px"><tr><td>Wider than the column, but scrolled in it</table></div>'
    )
    reader = visit([*hosts.BLOCKS[:2], broad, *hosts.BLOCKS[2:]], css=hosts.LONG)
    reader.page.evaluate("scrollBy(0, document.querySelector('#broad').getBoundingClientRect().top - 300)")
    reader.until(f"{MAP}.style.clipPath")
    where = (
        "(part) => { const { top, height } = document.querySelector('#broad').getBoundingClientRect(), { left, width } = "
        f"{BOX}; return document.elementFromPoint(left + width / 2, top + height * part).id || 'map' }}"
    )
    assert reader.page.evaluate(where, 0.1) == "broad"
    assert reader.page.evaluate(where, -0.1) == reader.page.evaluate(where, 1.1) == "map"
    hosts.read(reader, "No date was set", 0.05)
    reader.until(f"!{MAP}.style.clipPath && {BOX}.left > 1010")


def test_layout_is_stable_when_map_loads_and_while_reading(visit: Visit) -> None:
    reader = visit(css=hosts.LONG, leads=0)
    reader.until(f"{MAP}.style.margin === '0px'")  # at this moment, the loader has started
    reader.page.evaluate(
        "() => { window.shifts = 0; new PerformanceObserver(list => { for (const { value } of list.getEntries()) shifts += value })"
        ".observe({ type: 'layout-shift' }) }"
    )
    for words in ("Okhotsk coast", "The talks leave aside", "No date was set"):
        hosts.read(reader, words)
        hosts.step(reader, {"Okh": "p3", "The": "p4", "No ": "p5"}[words[:3]])
        reader.drawn(3)
    assert reader.page.evaluate("shifts") < 0.01


def test_map_sticks_to_top_of_window_in_transformed_wrapper(visit: Visit) -> None:
    reader = visit(css=hosts.LONG + "main { transform: translateY(0); overflow: hidden }")
    hosts.read(reader, "Okhotsk coast")
    reader.until(f"{BOX}.top === 0 && {BOX}.left === 390 && {BOX}.width === 620")
    hosts.read(reader, "No date was set", 0.6)
    reader.until(f"{BOX}.top === 0")
    hosts.step(reader, "p5")


def test_map_can_be_kept_above_the_text(visit: Visit, server: Server) -> None:
    snippet = figure(hosts.PAGE, Embed(server.other + "/led.html")).replace("<iframe", '<iframe data-beside="off"')
    reader = visit(snippet=snippet.replace("<iframe", '<iframe data-top="50"'), css=hosts.LONG)
    hosts.read(reader, "Okhotsk coast")
    reader.until(f"{BOX}.top === 50 && {BOX}.left === 390")


@pytest.mark.parametrize("width", [1400, 390])
def test_map_is_below_sticky_header(width: int, visit: Visit) -> None:
    reader = visit(width=width, css=hosts.LONG + ".site { position: sticky; top: 0; z-index: 4; height: 40px }")
    hosts.read(reader, "Okhotsk coast", 0.42 if width > 1000 else 0.6)
    reader.until(f"{BOX}.top === argument", 88 + 16 * (width > 1000))
    hosts.step(reader, "p3")


def test_anchor_and_focus_targets_are_not_covered_by_map(visit: Visit) -> None:
    reader = visit(width=390, height=844, css=hosts.LONG)
    hosts.read(reader, "No date was set", 0.6)
    reader.until(f"{BOX}.top === 0")
    for place in ("Korsakov", "Nemuro", "Wakkanai"):
        span = reader.page.locator("article span[role=button]", has_text=place).last
        span.focus()
        assert span.evaluate(f"span => span.getBoundingClientRect().top >= {BOX}.bottom")


def test_map_is_not_fixed_in_print(visit: Visit) -> None:
    reader = visit(css=hosts.LONG)
    hosts.read(reader, "Okhotsk coast")
    reader.until(f"{BOX}.top === 16")
    reader.page.evaluate(f"addEventListener('beforeprint', () => window.printed = {MAP}.style.position)")
    reader.page.pdf()
    assert reader.page.evaluate("printed") == ""
    reader.until(f"{BOX}.top === 16")


def test_repeated_text_follows_the_first_occurrence(visit: Visit) -> None:
    again = [block.replace("<p>", '<p class="print">') for block in hosts.BLOCKS]
    reader = visit([*hosts.BLOCKS, *again], css=hosts.LONG)
    assert reader.page.locator(".print span[role=button]").count() == 0
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")


def test_fields_and_lists_in_post_do_not_change_matching(visit: Visit) -> None:
    form = "<form><label>Your name <input></label><select><option>one<option>two<option>three</select></form>"
    reader = visit([*hosts.BLOCKS[:1], form, *hosts.BLOCKS[1:]], css=hosts.LONG)
    names = reader.page.locator("article span[role=button]").all_inner_texts()
    assert "Nemuro" in names and "Tokyo" in names


@pytest.mark.parametrize("width", [1400, 1100, 390])
def test_guided_post_is_valid_and_accessible(width: int, visit: Visit, tmp_path: Path) -> None:
    reader = visit(width=width, css=hosts.LONG + "html { color-scheme: light } a { color: #b0106a }")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert violations(reader.page) + violations(reader.page.frames[1]) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    article = reader.page.locator("article").evaluate("article => article.outerHTML").replace('async=""', "async")
    (tmp_path / "post.html").write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head><body>{article}</body></html>\n',
        encoding="utf-8",
    )
    # Inline styles are allowed, because they do not conflict with the blog's styles. The attribute width="100%" is
    # allowed for hosts that remove inline styles.
    off = ("no-inline-style", "attribute-allowed-values", "require-sri", "prefer-native-element", "script-type")
    rules = dict.fromkeys(off, "off")
    (tmp_path / ".htmlvalidate.json").write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": rules}), encoding="utf-8"
    )
    done = subprocess.run(
        [chromium.html_validate(), "--formatter", "text", "post.html"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("", 0)


def test_frame_has_article_and_static_map_without_javascript(visit: Visit) -> None:
    reader = visit(width=390, leads=0, browser_has={"java_script_enabled": False})
    map_ = reader.page.frame_locator("iframe")
    assert "Okhotsk coast" in map_.locator("#text").inner_text()
    expect(map_.locator(".plate svg")).to_be_visible()
    assert reader.page.locator("figcaption a").is_visible()


def test_wordpress_embeds_url_as_frame_with_requested_height(visit: Visit, server: Server, led: str) -> None:
    page = PageInfo("led.html", "Ferry talks", canonical=server.other + "/led.html", companion=True)
    snippet = hosts.wordpress_oembed(json.loads(oembed_json(page))["html"], "s3cret")
    reader = visit(snippet=snippet, leads=0, width=390)
    reader.until("document.querySelector('iframe').height === '620'")
    assert reader.page.frame_locator("iframe").locator(".slideshow-foot").is_visible()
    forged = re.sub("s3cret", "another", json.dumps({"message": "height", "value": 900, "secret": "s3cret"}))
    reader.page.frames[1].evaluate(f"() => parent.postMessage({forged}, '*')")
    reader.page.frames[1].evaluate("() => parent.postMessage('the last', '*')")
    reader.until("window.heard")
    assert reader.page.evaluate("document.querySelector('iframe').height") == "620"
    assert hosts.quiet(reader, server)
    reader.page.frame_locator("iframe").locator(".slideshow-foot a").click()
    reader.page.wait_for_url(server.other + "/led.html")
