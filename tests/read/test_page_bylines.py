"""Bylines of pages: among names of outlets, in links to author pages, in boxes, below the text, in old layouts."""

from __future__ import annotations

import pytest

from storymap.read.credits import credits_in
from storymap.read.formats.web_page import parse_page
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts

SITES = frozenset(["swr", "lemonde", "himvani", "сибирьсегодня", "سبوبريس"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Berg, SWR Aktuell", ["Anna Berg"]),
        ("Anna Berg und Kai Lenz, SWR Studio, Mainz", ["Anna Berg", "Kai Lenz"]),
        ("Anna Berg, SWR, Mainz und Kai Lenz, SWR, Trier", ["Anna Berg", "Kai Lenz"]),
        ("Ana Lima e Rui Sá, N1 SC", ["Ana Lima", "Rui Sá"]),
        ("Le Monde - Jean Perrin (Lyon)", ["Jean Perrin"]),
        ("Reuters – Jane Doe", ["Jane Doe"]),
        ("Paris – Jean Perrin", ["Jean Perrin"]),
        ("حديبو - نادية بن بريك", ["نادية بن بريك"]),
        ("Από Ελένη Μαστορή", ["Ελένη Μαστορή"]),
        ("سبو بريس - سلمى الغرباوي (القنيطرة)", ["سلمى الغرباوي"]),
        ("Сибирь Сегодня | Олег Крот", ["Олег Крот"]),
        ("İHA", []),
        ("ČTK", []),
        ("AFP", []),
        ("Jo Hart (now) and Ann Lee (earlier)", ["Jo Hart", "Ann Lee"]),
        ("Ann Lee (text), Bo Ek (photos)", ["Ann Lee"]),
        ("Ann Lee (Text) und Bo Ek (Fotos)", ["Ann Lee"]),
        ("Published by: Ann Lee", ["Ann Lee"]),
        ("Meera Rao | Published by: Ann Lee", ["Meera Rao"]),
        ("Written by: Meera Rao | Edited by: Ann Lee", ["Meera Rao"]),
        ("Redaktion - Politik", []),
    ],
)
def test_outlets_agencies_remarks_and_publishers_are_no_authors(line: str, names: list[str]) -> None:
    assert persons(line, SITES) == names


def test_label_of_publisher_is_told_from_label_of_author() -> None:
    found = list(credits_in("Written by: Meera Rao|Published by: Ann Lee|Photos: Bo Ek"))
    assert [(c.role, c.names) for c in found] == [("author", "Meera Rao"), ("publisher", "Ann Lee"), ("other", "Bo Ek")]


@pytest.mark.parametrize("folder", ["author", "autor", "auteurs", "yazarlar", "reporter", "profile", "redakteure"])
def test_link_to_page_about_author_names_author_below_title(folder: str) -> None:
    line = f"<div class='x9'><span><a href='/{folder}/17.html'>Ann Lee</a></span> <span>3 May 2021, 9:00</span></div>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>")).byline == "Ann Lee"


def test_name_without_space_is_author_if_it_links_to_page_about_author() -> None:
    line = "<div class='y_Q'><a href='{}'>三宅はるか</a><time datetime='2023-12-05'>2023年12月5日</time></div>"
    authors = [
        parse_page(page(f"<article><h1>Ferries</h1>{line.format(address)}{BODY}</article>")).byline
        for address in ("/reporter/12.html", "/area/chugoku.html")
    ]
    assert authors == ["三宅はるか", ""]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='author-box'><h4 class='author-box__name'>Marta Quill</h4><p>Marta has missed buses since 2011.</p></div>",
        "<div class='post-author-card'><span class='card-name'>Marta Quill</span><p class='bio'>Marta has missed buses.</p></div>",
        "<section class='box'><h3>About the author</h3><p>Marta Quill</p></section>",
        "<section class='box'><h3>Über die Autorin</h3><div><strong>Marta Quill</strong></div></section>",
        "<section class='box'><h3>À propos de l’auteure</h3><p>Marta Quill</p></section>",
    ],
)
def test_box_about_author_names_author_if_account_is_no_name(box: str) -> None:
    head = "<meta name='author' content='admin'>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{BODY}{box}</article>", head=head))
    assert found.byline == "Marta Quill"


def test_many_boxes_about_authors_are_list_of_people() -> None:
    boxes = "".join(f"<div class='author-box'><b class='name'>Marta Q{letter}</b></div>" for letter in "uvwxyz")
    assert parse_page(page(f"<article><h1>Ferries</h1>{BODY}{boxes}</article>")).byline == ""


@pytest.mark.parametrize(
    "line",
    [
        "<p style='text-align: right;'><em>Tekst: Weronika Zdroj, fot. Marek Gien</em></p>",
        "<p><em>Text: Weronika Zdroj, Fotos: Marek Gien</em></p>",
        "<p>Texte : Weronika Zdroj</p>",
    ],
)
def test_credits_below_text_name_author_instead_of_account(line: str) -> None:
    account = "<dd itemprop='author'>Autor: <span itemprop='name'>Super User</span></dd>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{account}{BODY}{line}</article>"))
    assert found.byline == "Weronika Zdroj"


def test_title_in_box_below_title_is_not_read_as_authors() -> None:
    title = "Three Days in Gjiro: Roofs, Byrek and a Cold Tunnel"
    head = f"<div><div><h1>{title}</h1></div><ul><li>May 18, 2022</li></ul></div>"
    assert parse_page(page(f"<article>{head}{BODY}</article>", head=f"<title>{title}</title>")).byline == ""


def test_byline_shown_gives_order_of_authors_in_data() -> None:
    data = '{"@type":"LiveBlogPosting","headline":"Ferries","author":[{"@type":"Person","name":"Jo Hart"},{"@type":"Person","name":"Ann Lee"}]}'
    line = "<address><a rel='author' href='/a'>Ann Lee</a> and <a rel='author' href='/b'>Jo Hart</a></address>"
    head = f"<script type='application/ld+json'>{data}</script>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>", head=head)).byline == "Ann Lee, Jo Hart"


def test_old_page_has_title_in_smaller_font_than_name_of_site() -> None:
    site = "<tr><td><font size=5><b>The Tunnel Pages</b></font></td></tr>"
    line = "<font size=1><i>by Geoff Tunn, 11 August 2003</i></font><br><br>"
    body = f"<font size=2>{ONE}<p>{TWO}<p>{THREE}</font>"
    table = f"<table>{site}<tr><td><font size=4><b>Over the Barriers</b></font><br>{line}{body}</td></tr></table>"
    found = parse_page(f"<html><head><title>Over the Barriers</title></head><body>{table}</body></html>")
    assert (found.title, found.byline, found.published) == ("Over the Barriers", "Geoff Tunn", "2003-08-11")
    assert texts(found)[-3:] == [ONE, TWO, THREE]
    assert "Tunnel Pages" not in found.text


@pytest.mark.parametrize(
    "line",
    [
        "Tekst agus dealbhan: Mairi Bhàn",
        "អត្ថបទ និងរូបថត៖ សុខ ចាន់ថា",
        "เรื่องและภาพ: สมชาย ใจดี",
        "نص وصور: أحمد علي",
        "लेखन व छायाचित्र: राम कदम",
    ],
)
def test_label_for_text_and_pictures_may_have_an_unknown_word_for_and(line: str) -> None:
    name = line.replace("៖", ":").partition(":")[2].strip()
    assert [(credit.role, credit.names) for credit in credits_in(line)] == [("author", name)]


def test_name_of_the_site_in_its_heading_is_no_author() -> None:
    head = "<meta property='article:author' content='Circle of Travel'>"
    top = "<header><h1><a href='/'>Circle of Travel</a></h1></header>"
    assert parse_page(page(f"{top}<article><h2>Ferries</h2>{BODY}</article>", head=head)).byline == ""
