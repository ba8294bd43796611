"""The image that social networks show."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from storymap.basemap import open_basemap
from storymap.embed.share_image import share_png, share_svg, title_lines
from storymap.wording import Wording
from tests.render import stories


def card(title: str) -> str:
    story = stories.ferry()
    story = replace(story, article=replace(story.article, title=title))
    return share_svg(story, open_basemap(), wording=Wording("en"), theme="paper")


def test_the_card_is_a_drawing_of_its_own_with_the_title_as_text() -> None:
    svg = card('Ferries <script> & "friends"')
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("1200", "630")
    assert [e.text for e in root.iter("{http://www.w3.org/2000/svg}text") if e.get("class") == "title"] == [
        'Ferries <script> & "friends"'
    ]
    assert "var(" not in svg and "<script" not in svg and "http://www.w3.org/2000/svg" in svg


def test_the_png_has_the_size_that_networks_ask_for() -> None:
    png = share_png(card("Ferries"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)


@pytest.mark.parametrize("title", ["Short", "word " * 40, "日本は北海道で米軍と" * 9, "x" * 200])
def test_a_title_takes_two_lines_at_most(title: str) -> None:
    lines = title_lines(title)
    assert 1 <= len(lines) <= 2
    assert "".join(lines).replace("…", "").replace(" ", "") in title.replace(" ", "")
