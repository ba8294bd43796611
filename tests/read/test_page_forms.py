"""Parts of pages that their form shows, without known words: bylines with several roles, captions, copies, boxes."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from storymap.read.page.head_lines import Part, names_in_links
from storymap.read.page.signatures import _reporter
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


def _byline(head: str, body: str = BODY) -> str:
    return parse_page(page(f"<article><h1>Ferries</h1>{head}{body}</article>")).byline


def _read(body: str) -> list[str]:
    return texts(parse_page(page(f"<article><h1>Ferries</h1>{body}</article>")))


@pytest.mark.parametrize(("label", "byline"), [("W/Q:", "Ann Lee"), ("T/F:", "Ann Lee")])
def test_abbreviated_label_with_a_slash_is_before_an_author(label: str, byline: str) -> None:
    assert _byline(f"<p><strong>{label} Ann Lee</strong></p>") == byline


def test_link_after_the_label_of_a_photographer_is_no_author() -> None:
    writer, photographer = Part("Ann Lee", "/authors/lee"), Part("Bo Ek", "/authors/ek")
    words, photos = Part("Words:", ""), Part("photos:", "")
    assert names_in_links([words, writer, photos, photographer], frozenset()) == ["Ann Lee"]
    assert names_in_links([photos, photographer, words, writer], frozenset()) == ["Ann Lee"]
    assert names_in_links([writer, photographer], frozenset()) == ["Ann Lee", "Bo Ek"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김하늘·박바다 기자", ["김하늘", "박바다"]),
        ("김하늘 기자", ["김하늘"]),
        ("입력 김하늘·박바다 기자 |", ["김하늘", "박바다"]),
    ],
)
def test_reporters_before_one_role_are_all_authors(line: str, names: list[str]) -> None:
    assert _reporter(line, frozenset()) == names


def test_all_reporters_are_authors_if_only_one_has_a_box() -> None:
    line = "<ul><li>김하늘·박바다 기자</li><li>2024.05.09 11:31</li></ul>"
    assert _byline(line, f"{BODY}<div class='writer'><strong class='name'>김하늘</strong></div>") == "김하늘, 박바다"


@pytest.mark.parametrize(
    "office", ["Department of Roads and Bridges", "Department of Roads, Leeds", "Institute of Salt & Tides"]
)
def test_last_word_of_an_office_is_no_person(office: str) -> None:
    assert persons(office) == []
    assert persons("Ann Lee and Bo Ek") == ["Ann Lee", "Bo Ek"]


def test_list_that_is_named_a_byline_has_author_in_its_first_item() -> None:
    portrait = "<span><img src='/people/160/lee.png' alt=''></span>"
    items = (
        f"<li>{portrait}<span><i class='vh'>Zolu, </i><span class='n'>Ann Lee</span></span></li>"
        "<li><span><i class='vh'>Tarak, </i><span class='n'>Voice Mira, Leeds</span></span></li>"
        "<li><i class='vh'>Menu:</i> Mino 3</li>"
    )
    section = f"<section aria-labelledby='page-byline'><strong class='vh'>Kolo</strong><ul>{items}</ul></section>"
    article = parse_page(page(f"<main><h1>Ferries</h1>{section}{BODY}</main>"))
    assert article.byline == "Ann Lee"
    assert texts(article) == ["Ferries", ONE, TWO, THREE]
    assert not article.figures


def test_line_with_class_of_the_picture_before_it_is_its_caption() -> None:
    def shown(text_class: str) -> list[str]:
        picture = (
            f"<div class='card__pic'><img src='/photos/a.jpg' alt=''></div><div class='{text_class}'>Quay at ten.</div>"
        )
        article = parse_page(
            page(f"<article><h1>Ferries</h1><p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p></article>")
        )
        return [f.caption for f in article.figures]

    assert shown("card__pic-text") == ["Quay at ten."]
    assert shown("note") == shown("card__pic") == [""]


def test_box_that_repeats_a_sentence_of_the_paragraph_beside_it_is_left_out() -> None:
    assert _read(f"<p>{ONE}</p><div class='pull'>{TWO}</div><p>{TWO} {THREE}</p>") == ["Ferries", ONE, f"{TWO} {THREE}"]
    assert TWO in _read(f"<p>{ONE}</p><div class='pull'>{TWO}</div><p>{THREE}</p><p>{ONE[:60]}.</p>")


def _gallery(first: str, second: str) -> str:
    small = "".join(
        f"<a href='/p/{name}.jpg'><img src='/p/{name}_min.jpg' width='90' alt=''></a>" for name in (first, second)
    )
    return f"<div class='gal'><h4>Galo (2)</h4>{small}</div>"


def test_gallery_with_copies_of_the_pictures_is_left_out() -> None:
    pictures = "".join(
        f"<figure><img src='/p/{name}.jpg' alt=''></figure><p>{text}</p>" for name, text in (("a", ONE), ("b", TWO))
    )
    body = f"{pictures}<p>{THREE}</p>"
    shown = [
        f.source for f in parse_page(page(f"<article><h1>Ferries</h1>{body}{_gallery('a', 'b')}</article>")).figures
    ]
    assert shown == ["/p/a.jpg", "/p/b.jpg"]
    assert "Galo (2)" not in _read(body + _gallery("a", "b"))
    other = parse_page(page(f"<article><h1>Ferries</h1>{body}{_gallery('c', 'd')}</article>")).figures
    assert len(other) == 4


def test_row_of_links_that_run_scripts_is_left_out() -> None:
    row = "<a class='x' href='#'>Stampu</a><a class='y' href='#'>Salvu</a>"
    recipe = f"<div class='recipe-card'><div>{row}</div><h3>Needed</h3><ul><li>Salt</li><li>Herring</li></ul></div>"
    assert _read(f"<p>{ONE}</p>{recipe}<p>{TWO}</p><p>{THREE}</p>") == [
        "Ferries",
        ONE,
        "Needed",
        "Salt",
        "Herring",
        TWO,
        THREE,
    ]
    assert "Stampu" in " ".join(
        _read(f"<p>{ONE}</p><p>{TWO}</p><ul><li><a href='#'>Stampu</a></li></ul><p>{THREE}</p>")
    )


def test_second_half_of_text_in_a_box_of_its_own_is_kept() -> None:
    half = f"<div class='z1'><p class='p1'>{TWO}</p><div class='em'><a href='/27'>Talk 27</a></div><p class='p1'>{THREE}</p></div>"
    more = f"<p class='p1'>{ONE}</p><p class='p1'>{ONE[:70]}.</p>"
    assert _read(f"<div class='bd'>{more}{half}</div>")[-2:] == [TWO, THREE]


def test_list_of_terms_in_a_field_beside_the_text_is_kept() -> None:
    body = f"<div class='field field--name-body'>{BODY}</div>"
    terms = "<dl><dt>Maker</dt><dd>B. Ek, Leeds</dd></dl>"
    assert _read(f"{body}<div class='field field--name-object'>{terms}</div>")[-2:] == ["Maker", "B. Ek, Leeds"]


@pytest.mark.parametrize(
    "after",
    [
        "<section class='wa'><h2>Mi sur WhatsApp</h2><p>Tap here now.</p></section>",
        "<p><b>Follow our channel</b> — it is faster than the ferry.</p>",
    ],
)
def test_request_to_follow_the_site_after_the_text_is_left_out(after: str) -> None:
    assert _read(BODY + after) == ["Ferries", ONE, TWO, THREE]


def test_notes_for_editors_with_an_address_are_left_out() -> None:
    notes = "<div class='notes'><h3>Notes to editors</h3><ol><li>The paper is in Nets.</li></ol><p>More: press@nets.example</p></div>"
    assert texts(
        parse_page(page(f"<main><div class='n'><h1>Ferries</h1><div class='rte'>{BODY}</div>{notes}</div></main>"))
    ) == ["Ferries", ONE, TWO, THREE]


def _old_page(menu: str) -> str:
    name, title = "<font size='5'>Snow notes</font>", "<font size='5'><b>Timetables of the ferry</b></font>"
    table = f"<table><tr><td colspan='2'>{name}</td></tr><tr><td>{menu}</td><td>{title}<br>{BODY}</td></tr></table>"
    return parse_page(page(table, "<title>Snow notes Timetables of the ferry</title>")).title


def test_large_text_before_the_menu_of_an_old_page_is_the_site() -> None:
    assert _old_page("<a href='i.html'>Home</a><br><a href='l.html'>Links</a>") == "Timetables of the ferry"
    assert _old_page("") == "Snow notes"
