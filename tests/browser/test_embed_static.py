"""Embeds at full height: the host gives the frame the height that its page requests, within limits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storymap.embed.page_info import PageInfo
from storymap.embed.snippets import Embed, figure
from tests.browser.conftest import NewReader
from tests.browser.server import Server


@pytest.mark.parametrize("name", ["placeless", "voyage"])
def test_frame_has_height_of_its_page_within_limits(
    name: str, new_reader: NewReader, server: Server, html: Callable[[str], str]
) -> None:
    server.put("/still.html", html(name))
    reader = new_reader(width=900)
    snippet = figure(PageInfo("still.html", name), Embed(server.other + "/still.html", still=True))
    reader.page.goto(server.put("/static.html", f"<!DOCTYPE html><title>x</title>{snippet}"))
    reader.until("window.storymap?.current", frame=1)
    asked = "Math.min(2000, Math.max(520, document.body.getBoundingClientRect().height))"
    reader.until(f"Math.abs(innerHeight - {asked}) <= 1", frame=1)
    high = reader.page.evaluate("document.querySelector('iframe').offsetHeight")
    before = reader.page.evaluate("scrollY")
    reader.page.evaluate(
        "() => { addEventListener('message', ({ data }) => { if (data === 'the last') window.heard = true });"
        "postMessage({ type: 'storymap:height', v: 1, height: 300 }, '*'); postMessage('the last', '*') }"
    )
    reader.until("window.heard")
    assert reader.page.evaluate("document.querySelector('iframe').offsetHeight") == high
    assert reader.page.evaluate("scrollY") == before
    assert reader.complaints == []
