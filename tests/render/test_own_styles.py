"""Styles that a user adds: they cannot load files, and their text cannot end the element that contains it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.errors import PageError
from storymap.pipeline import build
from storymap.render.options import PageOptions
from storymap.render.own_styles import MAX_CHARACTERS, loaded_by_style, own_styles

LOADING = [
    "@import 'a.css';", "@\\69mport url(a.css);", "a{background:url(a.png)}", "a{background:url( 'a.png' )}", "a{background:\\75rl(a.png)}", "a{background:U\\52L(a)}",
    "a{background:image-set('a.png' 1x)}", "a{background:-webkit-image-set(url(a.png) 1x)}", "a{background:image('a.png')}", "@font-face{src:url(//a.example/b)}",
    "a{--x:url(a)}", "@media print{a{b{background:url(x)}}}", "a{background:url(/*x*/a.png)}", "a{background:ur\\6c\n(a.png)}", "a{background:src('a.png')}"
]  # fmt: skip
HARMLESS = [
    "a{color:red}", "a{background:url(data:image/png;base64,AA==)}", "a{fill:url(#x)}", "/* url(a.png) @import 'x' */", "a::after{content:'url(a.png)'}",
    "a::after{content:\"@import 'x'\"}", "@namespace x 'http://a.example/';", "a{background:URL(DATA:image/png,x)}",
]  # fmt: skip
BREAKING = [
    "</style><script>alert(1)</script>", '</style/><meta http-equiv="refresh" content="0;url=http://a.example/x">', "</STYLE\t>", "a::after{content:'</style >'}",
    "/* </style> */", "<!-- </style", "a{background:url(data:image/svg+xml,</style>)}", "</style\x0c><img src=x>", "</st\0yle>",
]  # fmt: skip


@pytest.mark.parametrize("css", LOADING)
def test_loading_rule_is_found(css: str) -> None:
    assert loaded_by_style(css)
    with pytest.raises(PageError, match="line 1 of the style sheet loads"):
        own_styles(css)


@pytest.mark.parametrize("css", HARMLESS)
def test_rule_that_loads_nothing_is_kept(css: str) -> None:
    assert own_styles(css) == css


@pytest.mark.parametrize("css", BREAKING)
def test_style_cannot_end_its_element(css: str) -> None:
    assert "</" not in own_styles(css)
    text = "A story\n\nA train left Sapporo for Otaru.\n"
    plain = build(text=text).html()
    html = build(text=text, page=replace(PageOptions(), css=css)).html()
    assert html.lower().count("</style") == plain.lower().count("</style") + 1
    assert html.lower().count("http-equiv") - html.lower().count("\\00003cmeta http-equiv") in (1, 2)


def test_line_of_the_rule_is_named() -> None:
    assert loaded_by_style("a{}\n\nb{background:url(x.png)}") == [("x.png", 3)]


@pytest.mark.parametrize("css", ["(" * 5000, "a{" * 5000, "x" * (MAX_CHARACTERS + 1)])
def test_style_sheet_has_limits(css: str) -> None:
    with pytest.raises(PageError):
        own_styles(css)
