from __future__ import annotations

import re

import pytest

from storymap.errors import PageError
from storymap.render.policy import csp
from storymap.render.validation import check
from tests.render import stories
from tests.render.pages import page_of

SCRIPT, STYLE = "let a = 1;", "p { color: red }"


def page(body: str = "", *, script: str = SCRIPT, style: str = STYLE, policy: str = "") -> str:
    policy = policy or csp([script], [style])
    return (
        f'<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{style}</style>{body}<script>{script}</script>"
    )


def test_valid_page_passes() -> None:
    check(
        page('<a href="https://example.org/" id="a">x</a><a href="#a" id="b">y</a><img src="data:image/png;base64,AA">')
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<img src="https://example.org/x.png">', "loads 'https://example.org/x.png'"),
        ('<img srcset="x.png 2x">', "loads"),
        ('<script src="x.js"></script>', "loads 'x.js'"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "points to"),
        ('<iframe srcdoc="x"></iframe>', "<iframe>"),
        ('<base href="/">', "<base>"),
        ('<form action="/x"></form>', "<form>"),
        ('<svg><use xlink:href="other.svg#a"/></svg>', "points to"),
        ('<svg><image href="https://example.org/x.png"/></svg>', "points to"),
        ('<p onclick="x()">', "inline handler onclick"),
        ('<p style="color:red">', "style attribute"),
        ('<a href="javascript:x()">x</a>', "points to 'javascript:x()'"),
        ('<p id="a"><p id="a">', "the id 'a' is used 2 times"),
        ("<script>other()</script>", "a script does not match"),
        ("<style>b { color: blue }</style>", "a style does not match"),
    ],
)
def test_invalid_page_raises_error(body: str, words: str) -> None:
    with pytest.raises(PageError, match="the page was not written") as error:
        check(page(body))
    assert words in str(error.value)


@pytest.mark.parametrize(
    "style", ["p { background: url(x.png) }", "p { background: url('https://a.b/c') }", '@import "x.css";']
)
def test_style_that_loads_a_file_raises_error(style: str) -> None:
    with pytest.raises(PageError, match="style"):
        check(page(style=style))


def test_style_can_use_data_urls_and_fragments() -> None:
    check(page(style="p { background: url(data:image/png;base64,AA); fill: url(#hatch) }"))


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src *",
        "default-src 'none'; script-src 'unsafe-inline'",
        "default-src 'none'; img-src *",
        "default-src 'none'; connect-src https:",
    ],
)
def test_permissive_policy_raises_error(policy: str) -> None:
    with pytest.raises(PageError):
        check(page(policy=policy or "script-src 'none'"))


def test_hash_of_style_with_crlf_does_not_match() -> None:
    with pytest.raises(PageError, match="a style does not match"):
        check(page(style="p {\r\n}"))


def test_tile_hosts_are_allowed_only_if_requested() -> None:
    html = page(policy=csp([SCRIPT], [STYLE], ["https://tiles.example.org"]))
    check(html, hosts=["https://tiles.example.org"])
    with pytest.raises(PageError, match=r"img-src allows https://tiles\.example\.org"):
        check(html)


def test_layer_that_needs_jquery_raises_error() -> None:
    with pytest.raises(PageError, match="jQuery"):
        check(page(), glue='var html_1 = $(`<div id="html_1">x</div>`)[0];')


@pytest.mark.parametrize("name", ["ferry", "hostile", "pacific", "arabic", "placeless"])
def test_rendered_pages_are_valid(name: str) -> None:
    assert page_of(getattr(stories, name)()).html()


PARTS = [f'\n<p id="p{n}0">Text {n}</p>' for n in range(1, 6)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (["", '<img src="x.png">', "", "", ""], "<img> loads 'x.png'"),
        (['<a id="here">x</a>', "", "", "", '<a id="here">x</a>'], "the id 'here' is used 2 times"),
        (["", '<script type="application/json">', "", "</script>", '<p onclick="x()">'], "inline handler onclick"),
        (["<!-- ", "", "", " -->", "<iframe>"], "<iframe>"),
    ],
)
def test_page_is_checked_across_the_parts_in_which_it_is_read(body: list[str], words: str) -> None:
    html = page("".join(part + more for part, more in zip(PARTS, body, strict=True)))
    for _ in range(2):  # after the first time, the contents of the parts come from a cache
        with pytest.raises(PageError, match=re.escape(words)):
            check(html)


def test_tags_in_scripts_and_comments_across_parts_are_no_violations() -> None:
    hidden = "".join(f"{part}<iframe>" for part in PARTS)
    check(page(f'<!-- {hidden} --><script type="application/json">{hidden}</script>'))
