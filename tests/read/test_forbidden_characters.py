"""Control characters in HTML, which XML forbids, and lone surrogates in plain text."""

from __future__ import annotations

import storymap
from storymap.read import read_content
from storymap.read.html.tree import document
from storymap.read.origin import Origin


def test_control_characters_and_references_to_them_become_spaces() -> None:
    page = document("<p>a\x14b&#20;c&#x1F;d&#31 e&#311;f&#8211;g&#x9;h</p>")
    assert page.text_content() == "a b c d  eķf–g\th"


def test_page_with_references_to_control_characters_is_complete() -> None:
    html = "<html><body><article><h1>Rain&#20;</h1><p>It rained in Oslo&#x1F; all day, and nobody minded.</p></article></body></html>"
    [article] = read_content(html.encode(), Origin("x", ".html", in_file=False))
    assert "It rained in Oslo all day, and nobody minded." in article.text


def test_lone_surrogates_in_a_text_keep_the_offsets() -> None:
    places = storymap.places("Half \ud83d a flag. Rain in 2\udfff Oslo.")
    [found] = [r.mention for r in places if r.place is not None]
    assert (found.surface, found.start) == ("Oslo", 26)
