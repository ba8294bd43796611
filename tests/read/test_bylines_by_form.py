"""Bylines that are recognised by their form: labels and names, signatures, links below a name, boxes with full names."""

from __future__ import annotations

import pytest

from storymap.read.byline import author_in, credited_in
from storymap.read.formats.web_page import parse_page
from storymap.read.markdown.front_names import names_in
from storymap.read.persons import persons
from tests.read.test_page import BODY, page


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김하늘 기자|기사 더보기", ["김하늘"]),
        ("Ann Lee|Weitere Artikel von Ann Lee", ["Ann Lee"]),
        ("Олег Крот|Все статьи автора", ["Олег Крот"]),
        ("Ana Lima|Outras matérias", ["Ana Lima"]),
        ("王小明|查看全部文章", ["王小明"]),
        ("热娜·艾合买提，王小明", ["热娜·艾合买提", "王小明"]),
        ("Marcel·lí Puig", ["Marcel·lí Puig"]),
        ("Ann Lee · Reporter", ["Ann Lee"]),
        ("dr hab. Ana Kos, mgr Jan Lis", ["Ana Kos", "Jan Lis"]),
        ("Équipe Lumière", []),
        ("Zespół Muzeum", []),
    ],
)
def test_names_without_links_degrees_and_teams(line: str, names: list[str]) -> None:
    assert persons(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Tekst Ann Lee Foto Bo Ek",
        "Texto Ann Lee, Fotos Bo Ek",
        "Words Ann Lee | Pictures Bo Ek",
        "By Ann Lee — Porto Alegre\nEditing: Bo Ek",
    ],
)
def test_author_is_named_beside_other_roles(line: str) -> None:
    assert credited_in(line) == ["Ann Lee"]


@pytest.mark.parametrize("line", ["Text Ann Lee", "Words And Pictures Of My Life", "Photos Bo Ek Ann Lee"])
def test_words_of_labels_without_two_names_are_no_credits(line: str) -> None:
    assert credited_in(line) == []


@pytest.mark.parametrize(
    "line", ["By Ann Lee – Porto Alegre", "Von Ann Lee — Linz", "Von Ann Lee, Linz (Text) und Bo Ek (Fotos)"]
)
def test_town_and_photographer_after_author_are_left_out(line: str) -> None:
    assert author_in(line) == "Ann Lee"


def test_second_person_after_dash_is_no_town() -> None:
    assert author_in("By Ann Lee – Peter Ek") == ""


def test_list_of_surnames_and_given_names_in_front_matter_is_split_at_semicolons() -> None:
    assert list(names_in("Łęcka, Zofia; Ek, Bo")) == ["Zofia Łęcka", "Bo Ek"]


@pytest.mark.parametrize("style", ["align='RIGHT'", "style='text-align: right'"])
@pytest.mark.parametrize("lines", ["ANN LEE,<br>Tromsø", "<i>Ann Lee<br>Tromsø, 3 May 2004<br>ann@example.com</i>"])
def test_first_line_of_signature_on_the_right_is_author(style: str, lines: str) -> None:
    meta = "<a rel='author' href='/author/redaktor'>Редактор</a>"
    article = f"<article><h1>Ferries</h1>{meta}{BODY}<p {style}>{lines}</p></article>"
    assert parse_page(page(article)).byline == "Ann Lee"


@pytest.mark.parametrize("lines", ["The ferry sails:<br>Ann Lee", "Ann Lee sails<br>to Tromsø"])
def test_other_lines_on_the_right_name_no_author(lines: str) -> None:
    article = f"<article><h1>Ferries</h1>{BODY}<p align='right'>{lines}</p></article>"
    assert parse_page(page(article)).byline == ""


def test_link_to_topic_in_byline_element_is_no_author() -> None:
    topics = "<span class='byline'><a rel='tag' href='/t/k'>कच्छ</a></span>"
    label = "<p style='text-align:right'><b>ಬರೆದವರು: ರಾಮ ಶೆಟ್ಟಿ</b></p>"
    picture = "<table><tr><td><img src='a.jpg' width='640' height='480'></td></tr><tr><td>The bazaar</td></tr></table>"
    article = f"<article><h1>Ferries</h1>{label}{picture}{BODY}{topics}</article>"
    assert parse_page(page(article)).byline == "ರಾಮ ಶೆಟ್ಟಿ"


def test_box_about_author_completes_first_name() -> None:
    line = "<p class='meta'>by <a rel='author' href='/author/ann'>Ann</a></p>"
    box = "<section class='author-box'><h4 class='author-box-title'>About Ann Lee</h4><p>She sails.</p></section>"
    assert parse_page(page(f"<main><article><h1>Ferries</h1>{line}{BODY}</article>{box}</main>")).byline == "Ann Lee"


def test_each_item_of_list_after_label_is_author() -> None:
    items = "".join(f"<div class='item'>{name}</div>" for name in ("dr Ann Lee", "mgr Bo Ek"))
    field = f"<div class='field-autorzy'><div class='label'>Autorzy</div><div class='items'>{items}</div></div>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{field}{BODY}</article>")).byline == "Ann Lee, Bo Ek"
