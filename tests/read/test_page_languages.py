"""Bylines, dates and notices in languages that are rarely tested, and rules that need no words of a language."""

from __future__ import annotations

import pytest

from storymap.read.dates import written_date
from storymap.read.formats.web_page import parse_page
from storymap.read.persons import is_capital, persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts

SITES = frozenset(["cymrunawr", "portalnorte"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 მარტი, 2024", "2024-03-17"),
        ("Հոկ 9, 2022", "2022-10-09"),
        ("9 հոկտեմբերի, 2022", "2022-10-09"),
        ("2021. gada 8. jūlijs", "2021-07-08"),
        ("2021 m. liepos 8 d.", "2021-07-08"),
        ("2023ko irailaren 5a", "2023-09-05"),
        ("2021. július 8.", "2021-07-08"),
        ("২১ আগস্ট ২০২৩", "2023-08-21"),
        ("12 अगस्त 2023", "2023-08-12"),
        ("5 सप्टेंबर 2023", "2023-09-05"),
        ("14 ก.พ. 2565", "2022-02-14"),
        ("14 กุมภาพันธ์ 2022", "2022-02-14"),
        ("03 جون 2023", "2023-06-03"),
        ("5 қыркүйек 2023", "2023-09-05"),
        ("Thứ ba, 5 tháng 9 năm 2023", "2023-09-05"),
        ("12 மார்ச் 2024", "2024-03-12"),
        ("14 giugno 2026", "2026-06-14"),
        ("2026. március 14.", "2026-03-14"),
        ("2026. 03. 14.", "2026-03-14"),
        ("14. travnja 2026.", "2026-04-14"),
        ("14. července 2026", "2026-07-14"),
        ("14 Meán Fómhair 2026", "2026-09-14"),
        ("ಜನವರಿ 14, 2026", "2026-01-14"),
        ("14-yanvar, 2026", "2026-01-14"),
        ("2026 ж. 14 қаңтар", "2026-01-14"),
        ("14 มกราคม ค.ศ. 2026", "2026-01-14"),
        ("2026 оны 1 дүгээр сарын 14", "2026-01-14"),
        ("٧ أيار/مايو ٢٠٢٦", "2026-05-07"),
        ("9. listopada 2026.", "2026-10-09"),
        ("9 listopada 2026", "2026-11-09"),
        ("令和8年4月2日(木) 9時00分", "2026-04-02"),
        ("令和元年五月一日", "2019-05-01"),
        ("民國115年3月4日(三)", "2026-03-04"),
        ("二〇二六年十月三十一日 星期六", "2026-10-31"),
        ("2026년 5월 3일 (일)", "2026-05-03"),
        ("in 2021. Then 8 men came", ""),
        ("30 февраля 2023", ""),
    ],
)
def test_date_is_read_in_many_languages(text: str, day: str) -> None:
    assert written_date(text) == day


@pytest.mark.parametrize(
    ("code", "day"), [("vi", "2026-08-07"), ("en-GB", "2026-08-07"), ("en-US", ""), ("en", ""), ("", "")]
)
def test_order_of_numbers_in_date_depends_on_language(code: str, day: str) -> None:
    body = f"<article><h1>Ferries</h1><div class='date'>07/08/2026 06:12</div>{BODY}</article>"
    assert parse_page(page(body, attributes=f'lang="{code}"')).published == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Even Langset Even Langset", ["Even Langset"]),
        ("Gan Lowri Meredydd|Gohebydd Cymru Nawr, Ceredigion", ["Lowri Meredydd"]),
        ("Por Raimundo Sena, Portal Norte — Santarém", ["Raimundo Sena"]),
        ("Na|Hamisi Mtoro|hmtoro@pwani.example", ["Hamisi Mtoro"]),
        ("প্রতিনিধি, সুনামগঞ্জ", []),
        ("संवाददाता", []),
        ("Editor, Anna Lee", ["Anna Lee"]),
        ("ავტორი: ნინო ბერიძე", ["ნინო ბერიძე"]),
        ("Հեղինակ՝ Անի Սարգսյան", ["Անի Սարգսյան"]),
        ("Autors: Ilze Ozoliņa", ["Ilze Ozoliņa"]),
        ("เรื่อง: วรรณา ศรีสมุทร|ภาพ: ธนกร ใจดี", ["วรรณา ศรีสมุทร"]),
        ("เรื่อง วรรณา ศรีสมุทร / ภาพ ธนกร ใจดี", ["วรรณา ศรีสมุทร"]),
        ("എഴുതിയത്|ലീലാമ്മ ചാക്കോ", ["ലീലാമ്മ ചാക്കോ"]),
        ("राकेश रावत, देहरादून", ["राकेश रावत"]),
        ("خديجة الوزاني من شفشاون", ["خديجة الوزاني"]),
        ("Anna Huber aus Bad Ischl", ["Anna Huber"]),
        ("Mette Lund i Esbjerg", ["Mette Lund"]),
        ("Иван Петров из Томска", ["Иван Петров"]),
        ("Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("Gerard de Vries en Piet Bakker", ["Gerard de Vries", "Piet Bakker"]),
        ("Leonardo da Vinci", ["Leonardo da Vinci"]),
    ],
)
def test_byline_in_many_languages(line: str, names: list[str]) -> None:
    assert persons(line, SITES) == names


def test_scripts_without_capitals() -> None:
    assert [is_capital(char) for char in "Aნवข王ñԱա"] == [True, True, True, True, True, False, True, False]


def test_links_to_authors_in_byline_are_preferred_to_its_other_words() -> None:
    line = "<p class='byline'><a href='/authors/91/gul'>گل نواز</a> <span>شائع <b>03 جون 2023</b></span></p>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>")).byline == "گل نواز"
    two = "<p class='byline'><a href='/authors/a'>Ann Lee</a>, <a href='/x'>Bo Ek</a></p>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{two}{BODY}</article>")).byline == "Ann Lee, Bo Ek"


def test_first_line_of_standfirst_is_not_first_paragraph() -> None:
    standfirst = f"<div class='perex'><p>{ONE}</p></div>"
    line = "<div class='info'><span>Jana Malá</span> <span>17. 9. 2026, 6:30</span></div>"
    assert (
        parse_page(page(f"<article><h1>Ferries</h1>{standfirst}{line}<div>{BODY}</div></article>")).published
        == "2026-09-17"
    )


@pytest.mark.parametrize(("shown", "byline"), [("Hamisi Mtoro", "Hamisi Mtoro"), ("Our Writer", "Our Writer")])
def test_author_in_data_that_page_does_not_show_is_not_preferred_to_byline(shown: str, byline: str) -> None:
    data = '{"@type":"NewsArticle","headline":"Ferries","author":{"@type":"Person","name":"Mwanda Wetu"}}'
    line = f"<p class='author'>{shown}</p>"
    head = f"<script type='application/ld+json'>{data}</script>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>", head=head)).byline
    assert found == ("Mwanda Wetu" if shown == "Our Writer" else byline)


def test_label_with_vowel_signs_names_author() -> None:
    line = "<p><strong>อักษร: วรรณา ศรีสมุทร<br>ภาพ: ธนกร ใจดี</strong></p>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>")).byline == "วรรณา ศรีสมุทร"


@pytest.mark.parametrize(
    "line",
    [
        "<div class='err'>Pamanīji kļūdu? Iezīmē tekstu un spied Ctrl+Enter!</div>",
        "<p class='hint'>Заметили опечатку? Выделите её и нажмите Ctrl + Enter</p>",
        "<p class='end-note'>Text vyšiel v tlačenom vydaní denníka Severník</p>",
        "<div class='c-support'><p>Irakurtzen ari zaren hori libre da.</p><a href='/lagun'>Egin zaitez lagun</a></div>",
        "<p><em>Կարդացեք նաև՝ <a href='/2'>Սևանի վերջին ձկնորսը</a></em></p>",
    ],
)
def test_notice_of_page_is_left_out_in_any_language(line: str) -> None:
    assert texts(parse_page(page(f"<article><h1>Ferries</h1><div class='t'>{BODY}{line}</div></article>"))) == [
        "Ferries",
        ONE,
        TWO,
        THREE,
    ]


def test_short_list_of_links_within_site_is_left_out_between_paragraphs() -> None:
    one, two = (f"<div><p>{text}</p></div>" for text in (ONE, TWO))
    links = "<ul><li><a href='/n/1'>Eog yn brin yn afon Tywi</a></li><li><a href='/n/2'>Pont ar gau eto</a></li></ul>"

    def read(before: str, items: str) -> str:
        body = f"{one}{two}{before}<div>{items}</div><div><p>{THREE}</p></div>"
        return parse_page(page(f"<article><h1>Ferries</h1>{body}</article>")).text

    assert "Eog yn brin" not in read("", links)
    assert "Eog yn brin" in read("", links.replace("/n/", "https://other.example/"))
    assert "Eog yn brin" in read("<div><h2>Sources</h2></div>", links)
    assert "Eog yn brin" in read("<div><p>These two were written before:</p></div>", links)
