"""The share image for social networks (SVG and PNG)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from storymap.basemap import open_basemap
from storymap.embed.share_image import share_png, share_svg, title_lines
from storymap.wording import Wording
from tests.render import stories


def share_image(title: str) -> str:
    story = stories.ferry()
    story = replace(story, article=replace(story.article, title=title))
    return share_svg(story, open_basemap(), wording=Wording("en"), theme="paper")


def test_share_image_is_standalone_svg_with_escaped_title() -> None:
    svg = share_image('Ferries <script> & "friends"')
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("1200", "630")
    assert [e.text for e in root.iter("{http://www.w3.org/2000/svg}text") if e.get("class") == "title"] == [
        'Ferries <script> & "friends"'
    ]
    assert "var(" not in svg and "<script" not in svg and "http://www.w3.org/2000/svg" in svg


def test_png_is_1200_by_630_pixels() -> None:
    png = share_png(share_image("Ferries"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)


@pytest.mark.parametrize("title", ["Short", "word " * 40, "日本は北海道で米軍と" * 9, "x" * 200])
def test_title_has_at_most_two_lines(title: str) -> None:
    lines = title_lines(title)
    assert 1 <= len(lines) <= 2
    assert "".join(lines).replace("…", "").replace(" ", "") in title.replace(" ", "")
