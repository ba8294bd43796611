"""Boxes, feet and lists of a page that are no part of its article, and the names of authors beside them."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from storymap.read.persons import persons
from tests.read.test_page import BODY, page, texts

SHOP = "<ul><li><a rel='nofollow sponsored' href='https://shop.example/1'>Sieve</a></li><li><a rel='sponsored' href='https://shop.example/2'>Tray</a></li></ul>"


def read(inside: str = "", after: str = "") -> str:
    """Return the text of an article with HTML between its paragraphs and after them."""
    article = f"<article><h1>Ferries</h1><div class='text'>{BODY}{inside}{BODY}</div>{after}</article>"
    return "\n".join(texts(parse_page(page(article))))


def test_box_of_paid_links_is_left_out_with_its_heading() -> None:
    assert "Sieve" not in read(f"<div class='shop'><h4>What I use</h4>{SHOP}</div>")
    assert "What I use" not in read(f"<div class='shop'><h4>What I use</h4>{SHOP}</div>")


@pytest.mark.parametrize(
    "line",
    [
        "Disclosure: some links above are affiliate links. Strings are not cheap.",
        "In qualità di affiliata ricevo una piccola commissione su ogni acquisto.",
    ],
)
def test_disclosure_of_affiliate_links_after_text_is_left_out(line: str) -> None:
    assert line not in read(after=f"<p><em>{line}</em></p>")


def test_list_of_downloads_after_text_is_left_out_and_list_in_text_is_kept() -> None:
    files = "<h2>Papers</h2><ul><li><a href='/doc/plan.pdf'>Plan of the quay</a></li></ul>"
    box = f"<section class='downloads'>{files}</section>"
    found = parse_page(
        page(f"<article><h1>Ferries</h1><div class='lead'>{BODY}</div><div class='rich'>{BODY}</div>{box}</article>")
    )
    assert "Plan of the quay" not in found.text
    assert "Plan of the quay" in read(inside=files)


def test_person_with_telephone_number_is_no_author() -> None:
    contact = "<section class='contact'><h2>Questions</h2><address>Flurin Caduff, head of roads<br>tel. +41 81 257 00 00</address></section>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{BODY}{contact}</article>"))
    assert found.byline == ""
    assert "Caduff" not in found.text


def test_foot_in_cell_of_layout_table_is_left_out_and_date_above_it_is_found() -> None:
    foot = "<tr><td colspan='2'>Последнее обновление 20.08.2001. Пишите: <a href='mailto:v@karelia.example'>v@karelia.example</a><br>Лучше всего смотреть в разрешении 800x600 точек на хорошем экране</td></tr>"
    menu = "<td><a href='a.html'>Home</a><br><a href='b.html'>Boats</a><br><img src='c.png'><br>Visitor number</td>"
    table = (
        f"<table><tr>{menu}<td><h2>Ferries</h2>{BODY}<p align='right'>17 августа 2001 г.</p></td></tr>{foot}</table>"
    )
    found = parse_page(page(table))
    assert found.published == "2001-08-17"
    assert "обновление" not in found.text
    assert "Visitor number" not in found.text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Nga Arbër Krasniqi / Foto: Vesa Gashi", ["Arbër Krasniqi"]),
        ("Inaciu Fernández, Semeyes de Lluzía Álvarez", ["Inaciu Fernández"]),
        ("Írta: Szabó Márta, fotó: Kenyeres Gábor", ["Szabó Márta"]),
    ],
)
def test_byline_names_author_and_no_photographer(line: str, names: list[str]) -> None:
    assert persons(line) == names


def test_gallery_after_text_gives_images_and_captions_without_its_heading() -> None:
    slides = "".join(
        f"<li><a href='/{n}-full.jpg'><img src='/{n}.jpg' alt=''><span class='x-name'>{n} bells</span></a></li>"
        for n in ("Old", "New")
    )
    box = f"<section class='crossroad-gallery'><h2>Pictures <span>2</span></h2><ul>{slides}</ul></section>"
    found = parse_page(
        page(f"<article><h1>Ferries</h1><div class='lead'>{BODY}</div><div class='rich'>{BODY}</div>{box}</article>")
    )
    assert [f.caption for f in found.figures] == ["Old bells", "New bells"]
    assert "Pictures" not in found.text
