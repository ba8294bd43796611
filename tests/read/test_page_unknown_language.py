"""Bylines and boxes of the site on pages in an invented language, for which no reader has words."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from tests.read.test_page import page

LEAD = "Korun vel matas ilu zem dorak, tem vel ilu siras."
ONE = "Korun vel matas ilu zem dorak pon ulis, tem vel ilu siras mon kelu, pon vel tarun."
TWO = "Zem dorak ilu siras vel matas, pon ulis mon kelu vel tarun zem ilu, korun tem dorak."
THREE = "Tarun mon kelu ilu zem dorak, vel matas pon ulis tem siras, korun vel ilu zem matas."
DATE = "<span>14.3.2026 09:15</span>"


def read(head: str = "", between: str = "", after: str = "", meta: str = "") -> tuple[str, str]:
    """Return byline and text of a page with some HTML below the title, between the paragraphs and after them."""
    body = f"<article><h1>Dorak vel Siras</h1>{head}<p>{ONE}</p>{between}<p>{TWO}</p><p>{THREE}</p>{after}</article>"
    article = parse_page(page(body, meta))
    return article.byline, article.text


@pytest.mark.parametrize(
    "line",
    [
        f"<div>pel Anta Moruk {DATE}</div>",
        f"<div><span>Anta Moruk</span> {DATE}</div>",
        f"<p>Vel Anta Moruk</p><p>{DATE}</p>",
        f"<div><span>Sirat Anta Moruk, fozat Belo Karis</span> {DATE}</div>",
        f"<div><b>Anta Moruk</b> <small>zirat</small> {DATE}</div>",
        f"<div><div><span>Sirat: Anta Moruk</span> <span>Fozat: Belo Karis</span></div><div>{DATE}</div></div>",
        "<div>Zem pon <a href='/x/anta-moruk'>Anta Moruk</a></div>",
        f"<div><span>Anta Moruk (sirat), Belo Karis (fozat)</span> {DATE}</div>",
        "<p><strong>Vel Anta Moruk</strong></p>",
    ],
)
def test_author_is_found_without_knowing_the_label(line: str) -> None:
    assert read(line)[0] == "Anta Moruk"


@pytest.mark.parametrize(
    "line",
    [
        f"<div>Sirat <b>Anta Moruk</b> <b>Ulis Tem</b> Fozat <b>Belo Karis</b> {DATE}</div>",
        f"<div>Vel Anta Moruk pon Ulis Tem {DATE}</div>",
        f"<div>vel <a href='/p/anta-moruk'>Anta Moruk</a>, <a href='/p/ulis-tem'>Ulis Tem</a> {DATE}</div>",
        f"<dl><dt>Sirat vel</dt><dd>Anta Moruk pon Ulis Tem</dd><dt>Fozat</dt><dd>Belo Karis</dd></dl><p>{DATE}</p>",
    ],
)
def test_two_authors_are_found_without_the_photographer(line: str) -> None:
    assert read(line)[0] == "Anta Moruk, Ulis Tem"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Sirat: Anta Moruk<br>Fozat: Belo Karis</p>",
        "<p>Sirat: Anta Moruk</p><p>Fozat: Belo Karis</p><p>14.3.2026</p>",
        "<p style='text-align:right'><b>Sirat: Anta Moruk</b></p>",
    ],
)
def test_author_is_found_in_the_last_lines(line: str) -> None:
    assert read(after=line)[0] == "Anta Moruk"
    assert read(after="<p>Sirat: Anta Moruk</p>")[0] == ""


def test_names_near_the_title_are_preferred_to_hidden_metadata() -> None:
    line = f"<div>vel Anta Moruk {DATE}</div>"
    assert read(line, meta='<meta name="author" content="Tem Zug Ulis">')[0] == "Anta Moruk"
    assert (
        read(line, after="<p>Tem Zug Ulis.</p>", meta='<meta name="author" content="Tem Zug Ulis">')[0]
        == "Tem Zug Ulis"
    )


@pytest.mark.parametrize(
    "line",
    [
        "<div>Dorak Siras</div>",
        f"<div><div>Korun Matas & Siras</div><div>{DATE}</div></div>",
        f"<div>Dorak vel Siras {DATE}</div>",
        f"<div>Zem pon ulis tem korun Anta Moruk {DATE}</div>",
    ],
)
def test_other_names_near_the_title_are_not_authors(line: str) -> None:
    assert read(line)[0] == ""


def test_account_with_the_name_of_the_site_is_not_the_author() -> None:
    said = '<meta property="og:site_name" content="Zem Dorak"><meta name="author" content="Zem Dorak Media">'
    assert read(f"<div>pel Anta Moruk {DATE}</div>", meta=said)[0] == "Anta Moruk"


@pytest.mark.parametrize(
    "line",
    [
        f"<div>Sirat Anta Moruk, fozat Belo Karis {DATE} <span>Ulis 5 mon</span></div>",
        "<div>Matas ulis</div>",
        "<p class='zug'>Tem mon</p>",
        f"<div class='bar'><time>2026-03-14</time> <span>Ulis 5 mon</span></div><p class='lead'>{LEAD}</p>",
    ],
)
def test_short_lines_below_the_title_are_left_out(line: str) -> None:
    text = read(line)[1]
    assert not any(words in text for words in ("Ulis 5", "Matas ulis", "Tem mon", "Sirat"))
    assert ONE in text
    assert LEAD in text or "lead" not in line


BOXES = [
    "<div class='zug'><a href='/1'>Matas kelu zem</a></div>",
    "<div class='zug'><b>Pon:</b> <a href='/1'>Matas kelu zem</a></div>",
    "<div class='zug'><h4>Pon ulis</h4><ul><li><a href='/1'>Matas kelu zem</a></li><li><a href='/2'>Siras mon</a></li></ul></div>",
    "<p><a href='/1'>Matas kelu zem dorak</a></p>",
    "<div class='zug'><h4>Matas kelu zem</h4><p>Pon ulis</p><button>Tarun</button></div>",
    "<div class='zug'><p>Matas kelu zem dorak pon</p><a href='/1'>Tarun</a></div>",
    "<section><h3>Matas kelu zem</h3><input type='email'><button>Tarun</button></section>",
    "<div class='zug'>Matas kelu zem dorak</div>",
    "<div class='zug'><h4>Zug</h4><p>Matas kelu zem dorak?</p></div>",
]
LAST_BOXES = [
    "<p class='zug'>Matas kelu zem dorak</p>",
    "<p class='zug'><a href='https://creativecommons.org/licenses/by/4.0/'>CC</a> Matas kelu zem.</p>",
    "<div class='zug'><h4>Matas kelu zem</h4><p>Anta Moruk, 0555 123 45 67</p></div>",
    "<p>Matas kelu zem Instagram dorak</p>",
    "<div class='zug'><a href='/t/1'>Matas kelu</a> <a href='/t/2'>Siras</a></div>",
]


@pytest.mark.parametrize("box", BOXES)
def test_box_of_the_site_between_paragraphs_is_left_out(box: str) -> None:
    text = read(between=box)[1]
    assert "Matas kelu" not in text
    assert ONE in text
    assert TWO in text


@pytest.mark.parametrize("box", [*BOXES, *LAST_BOXES])
def test_box_of_the_site_after_the_text_is_left_out(box: str) -> None:
    text = read(after=box)[1]
    assert "Matas kelu" not in text
    assert THREE in text


@pytest.mark.parametrize(
    "part",
    [
        "<div class='zug'><h3>Pon ulis</h3><ul><li>Matas kelu 1833.</li><li>Zem 14 dorak.</li></ul></div>",
        "<div class='quote'>Matas kelu zem dorak</div>",
        "<p class='zug'>Matas kelu</p>",
        "<blockquote><p>Matas kelu zem dorak</p></blockquote>",
        "<div class='zug'>«Matas kelu zem dorak»</div>",
        "<table><tr><td>Matas kelu</td><td><a href='/1'>14</a></td></tr></table>",
        "<p><a href='https://other.example/1'>Matas kelu zem dorak</a></p>",
        "<p>Matas kelu, <a href='/1'>zem dorak</a>, pon.</p>",
        "<div class='zug'><p>Matas kelu zem dorak pon ulis.</p></div>",
        "<div class='toggle'><h4>Zug?</h4><p>Matas kelu zem dorak pon ulis.</p></div>",
    ],
)
def test_parts_that_authors_write_between_paragraphs_are_kept(part: str) -> None:
    assert "Matas kelu" in read(between=part)[1]


def test_lines_of_one_class_between_paragraphs_are_kept() -> None:
    lines = "<div class='zug'>Matas kelu</div><p>Korun vel matas ilu.</p><div class='zug'>Siras mon</div>"
    text = read(between=lines)[1]
    assert "Matas kelu" in text
    assert "Siras mon" in text


def test_note_about_the_author_after_the_text_is_left_out() -> None:
    note = "<div class='zug'><p>Anta Moruk matas kelu zem dorak.</p></div>"
    byline, text = read(f"<div>pel Anta Moruk {DATE}</div>", after=note)
    assert byline == "Anta Moruk"
    assert "matas kelu zem dorak." not in text.replace(TWO, "").replace(THREE, "")


def test_text_that_is_hidden_until_a_script_runs_is_read() -> None:
    body = f"<h1>Dorak</h1><div id='js' style='visibility: hidden;'><p>{ONE}</p><p>{TWO}</p></div><p>Tarun mon</p>"
    text = parse_page(page(f"<div>{body}</div>")).text
    assert ONE in text
    assert TWO in text
    menu = "<div style='display:none'><p>Matas kelu zem dorak.</p></div>"
    assert "Matas kelu" not in parse_page(page(f"<article><h1>Dorak</h1><p>{ONE}</p><p>{TWO}</p>{menu}</article>")).text
