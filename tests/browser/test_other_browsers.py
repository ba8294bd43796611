"""The page in Firefox and in WebKitGTK: it opens, scrolls, shows cards of places, and underlines links to places."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.other_browsers import firefox, missing, until, webkit

BROWSERS = {"firefox": firefox, "webkit": webkit}
PLAIN = """[...document.querySelectorAll('#text [data-place], .credits a[href]')]
  .filter(link => !getComputedStyle(link).textDecorationLine.includes('underline')).map(link => link.textContent)"""
UNSURE = "getComputedStyle(document.querySelector('#text .unsure')).textDecorationStyle"
SCROLL = """(() => {
  const box = document.getElementById('p4').getBoundingClientRect();
  scrollTo({ top: scrollY + box.top + box.height / 2 - innerHeight * .45, behavior: 'instant' });
})()"""


@pytest.mark.parametrize("name", BROWSERS)
def test_page_is_read_and_a_card_opens(name: str, html: Callable[[str], str], tmp_path: Path) -> None:
    if not find_spec("selenium"):
        missing("selenium is not installed")
    file = tmp_path / "ferry.html"
    file.write_text(html("ferry"), encoding="utf-8")
    profile = tmp_path / "profile"
    profile.mkdir()
    with BROWSERS[name](profile) as window:
        window.open(file.as_uri())
        until(window, "window.storymap && storymap.current && storymap.current().settled")
        assert window.evaluate(PLAIN) == []
        assert window.evaluate(UNSURE) == "dotted"
        window.evaluate(SCROLL)
        until(window, "storymap.current().step === 'p4' && storymap.current().settled")
        assert window.evaluate("document.querySelector('[aria-current]').id") == "p4"
        window.evaluate("document.querySelector('#p4 [data-place]').click()")
        until(window, "!document.getElementById('card').hidden")
        assert "p4" in window.evaluate("document.querySelector('#card .quotes a').getAttribute('href')")
