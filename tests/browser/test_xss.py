"""Untrusted text never runs as a script: payloads through every channel, with and without the page's policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import storymap
from storymap.errors import StorymapError
from storymap.geocode.nominatim import Nominatim
from tests.browser.xss_payloads import PAYLOADS, markdown, overrides, plain_text, web_page
from tests.repetitions import every

SAMPLE = PAYLOADS[:: every(12)]
# Returns the elements and attributes that could run a script, except those of the page itself.
DANGEROUS = """() => [...document.querySelectorAll('*')].flatMap(e => [
  ...(/^(iframe|object|embed|form|base|portal|frame|marquee|math|video|audio|template)$/i.test(e.localName) ? [e.localName] : []),
  ...[...e.attributes].filter(a => /^on/i.test(a.name) || (/^(href|src|xlink:href|action|formaction|data)$/i.test(a.name)
    && /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i.test(a.value))).map(a => `${e.localName} ${a.name}=${a.value}`)])"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 800}, offline=True)
    context.add_init_script("window.alert = () => { window.__xss = 1 }")
    yield context.new_page()
    context.close()


def assert_harmless(page: Page, html: str, folder: Path) -> None:
    """Open a page first with its policy and then without it.

    Each time, no payload may have run, and no element may be able to run one.
    """
    without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html, count=1)
    assert without != html
    for number, text in enumerate((html, without)):
        file = folder / f"page{number}.html"
        file.write_text(text, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_timeout(250)
        assert page.evaluate(DANGEROUS) == []
        for link in page.locator("main a[href^='#'], main button").all()[:3]:  # a click opens the card of a place
            link.evaluate("element => element.click()")
        page.wait_for_timeout(100)
        assert page.evaluate("window.__xss") is None
        assert page.evaluate("document.scripts.length") == text.count("<script")
        assert page.evaluate(DANGEROUS) == []


@pytest.mark.slow
@pytest.mark.parametrize("channel", ["text", "markdown", "web page"])
def test_article_runs_no_script(channel: str, page: Page, tmp_path: Path) -> None:
    write, suffix = {"text": (plain_text, "txt"), "markdown": (markdown, "md"), "web page": (web_page, "html")}[channel]
    for first in range(0, len(SAMPLE), 60):
        article = tmp_path / f"article.{suffix}"
        article.write_text(write(SAMPLE[first : first + 60]), encoding="utf-8")
        html = storymap.build(path=article, warn=lambda message: None).html()
        assert_harmless(page, html, tmp_path)


@pytest.mark.slow
def test_overrides_run_no_script(page: Page, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20)).save(tmp_path / "x.png")
    article, places = tmp_path / "article.txt", tmp_path / "places.yaml"
    article.write_text("A title\n\nA train left Sapporo for Otaru in Hokkaido.\n", encoding="utf-8")
    built = 0
    for payload in SAMPLE[:: every(6)]:
        places.write_text(overrides(payload), encoding="utf-8")
        try:
            html = storymap.build(path=article, places=places, warn=lambda message: None).html()
        except StorymapError:
            continue  # this value is not allowed: `since` has a fixed form
        built += 1
        assert_harmless(page, html, tmp_path)
    assert built


@pytest.mark.slow
def test_answers_of_a_geocoder_run_no_script(page: Page, tmp_path: Path) -> None:
    for payload in SAMPLE[:: every(6)]:

        class Service:
            text = payload

            def geocode(self, query: str, **options: Any) -> Any:
                row = {"osm_type": self.text, "osm_id": self.text, "lat": "43", "lon": "141", "name": self.text, "display_name": self.text,
                       "addresstype": "city", "address": {"country_code": self.text, "state": self.text}}  # fmt: skip
                return [SimpleNamespace(raw=row)]

        geocoder = Nominatim("a@b.example", cache=tmp_path / "cache", service=Service(), pause_s=0)
        text = "A title\n\nA train left Sapporo for the town of Qyxburgh in Hokkaido.\n"
        assert_harmless(page, storymap.build(text=text, geocoder=geocoder).html(), tmp_path)


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 200


def test_check_finds_a_script_that_runs(page: Page, tmp_path: Path) -> None:
    html = storymap.build(text="A title\n\nA train left Sapporo for Otaru.\n").html()
    for payload in ("<script>window.__xss=1</script>", "<a href=' javascript:x'>x</a>", "<x onclick=y>"):
        with pytest.raises(AssertionError):
            assert_harmless(page, html.replace("</main>", f"{payload}</main>"), tmp_path)


@pytest.mark.slow
def test_exports_run_no_script(page: Page, tmp_path: Path) -> None:
    """Programs show descriptions of KML as HTML, and render Markdown with its raw HTML."""
    from xml.etree import ElementTree

    from markdown_it import MarkdownIt

    places = tmp_path / "places.yaml"
    for payload in SAMPLE[:: every(6)]:
        places.write_text(overrides(payload), encoding="utf-8")
        try:
            found = storymap.build(
                text="A title\n\nA train left Sapporo for Otaru in Hokkaido.\n",
                places=places,
                warn=lambda message: None,
            )
        except StorymapError:
            continue  # this value is not allowed: `since` has a fixed form
        kml = ElementTree.fromstring(found.export("kml"))
        parts = [e.text or "" for e in kml.iter() if e.tag.endswith("}description")]
        parts.append(MarkdownIt("commonmark", {"html": True}).render(found.export("markdown").decode()))
        page.goto("about:blank")
        page.evaluate("html => { document.body.innerHTML = html }", "".join(parts))
        assert page.evaluate(DANGEROUS) == []
        assert page.evaluate("window.__xss") is None


@pytest.mark.slow
def test_messages_of_hostile_host_run_no_script(page: Page, tmp_path: Path) -> None:
    """A hostile page around a guided post sends payloads in each field of the messages."""
    from storymap.render import PageOptions

    text = "A title\n\nA train left Sapporo for Otaru in Hokkaido.\n"
    html = storymap.build(text=text, page=PageOptions(companion=True)).html()
    (tmp_path / "frame.html").write_text(html, encoding="utf-8")
    host = tmp_path / "host.html"
    host.write_text("<!doctype html><iframe src=frame.html width=900 height=600></iframe>", encoding="utf-8")
    page.goto(host.as_uri())
    frame = page.frames[1]
    frame.wait_for_load_state()
    send = """payloads => { for (const text of payloads)
      for (const type of ['storymap:hello', 'storymap:goto', 'height', 'ready', text])
        for (const id of ['', 'p1', text, { toString: () => text }].slice(0, 3))
          for (const value of [text, [text], { text }, null, 1e400])
            frames[0].postMessage({ type, v: 1, id, text: value, place: value, dark: value, message: type, secret: value, value }, '*') }"""
    page.evaluate(send, SAMPLE)
    page.wait_for_timeout(500)
    assert frame.evaluate("window.__xss") is None
    assert frame.evaluate(DANGEROUS) == []
    assert frame.evaluate("document.scripts.length") == html.count("<script")
