"""Parts of pages that programs make: admonitions, media entities, tabs, blocked embeds, labels above the title."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from tests.read.test_page import BODY, ONE, TWO, page, texts


@pytest.mark.parametrize(
    ("title", "shown"),
    [("备注", False), ("Note", False), ("Achtung!", False), ("Before you sail", True), ("乗るまえに", True)],
)
@pytest.mark.parametrize("name", ["admonitionHeading_Gvgb", "admonition-title", "markdown-alert-title"])
def test_default_title_of_admonition_is_left_out(name: str, title: str, shown: bool) -> None:
    note = f"<div class='admonition'><div class='{name}'>{title}</div><p>Take warm clothes to the cape.</p></div>"
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{note}{BODY}</article>"))
    assert (title in article.text) is shown
    assert "Take warm clothes" in article.text


def test_fields_of_media_entity_are_caption() -> None:
    media = (
        "<article class='media media--type-image media--view-mode-wide'><div class='field'><img src='/bell.jpg'"
        " width='1440' height='810'></div><div class='field'>The bell of Otaru</div><div class='field'>Photo: Bo Ek</div></article>"
    )
    table = "<div class='paragraph paragraph--view-mode--default'><h3>Data</h3><table><tr><th>Weight</th><td>212 kg</td></tr></table></div>"
    article = parse_page(page(f"<main><h1>Ferries</h1>{media}<div>{BODY}{table}</div></main>"))
    assert [(f.source, f.caption) for f in article.figures] == [("/bell.jpg", "The bell of Otaru Photo: Bo Ek")]
    assert "Weight" in article.text


def test_picture_in_button_of_figure_is_kept() -> None:
    figure = "<figure><button><img src='/cape.jpg' width='900' height='600'></button><figcaption>The cape</figcaption></figure>"
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{figure}{BODY}</article>"))
    assert [(f.source, f.caption) for f in article.figures] == [("/cape.jpg", "The cape")]


def test_second_size_of_picture_is_left_out() -> None:
    pictures = "".join(
        f"<p><img src='/cape-{size}.jpg' width='300' height='300'></p>" for size in ("720x480", "150x150")
    )
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{pictures}{BODY}</article>"))
    assert [f.source for f in article.figures] == ["/cape-720x480.jpg"]


def test_panels_of_all_tabs_are_text() -> None:
    tabs = f"<div><div role='tabpanel'><p>{ONE}</p></div><div role='tabpanel' hidden><p>{TWO}</p></div></div>"
    article = parse_page(
        page(f"<article><h1>Ferries</h1>{tabs}<p>We slept in Wakkanai, above a shop for nets.</p></article>")
    )
    assert texts(article)[-3:-1] == [ONE, TWO]


@pytest.mark.parametrize("words", ["Dieser Inhalt ist blockiert.", "Para ver este contenido, acepta las cookies."])
def test_notice_of_blocked_embed_is_left_out(words: str) -> None:
    embed = f"<div class='embed embed--blocked'><p>{words}</p><button>OK</button></div>"
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{embed}{BODY}</article>"))
    assert words not in article.text


@pytest.mark.parametrize("words", ["12 minutos de leitura", "7 min čtení", "18 minuters läsning", "5 dakika okuma"])
def test_reading_time_in_list_below_title_is_left_out(words: str) -> None:
    makers = f"<ul class='makers'><li><span>Text</span> <span>Ann Lee</span></li><li>{words}</li></ul>"
    article = parse_page(page(f"<main><div><h1>Ferries</h1></div>{makers}<div class='body'>{BODY}</div></main>"))
    assert words not in article.text


@pytest.mark.parametrize("words", ["1. Minutes of the previous meeting", "20 minarets of the old town are left"])
def test_other_lines_with_number_are_text(words: str) -> None:
    items = f"<ul class='points'><li>{words}</li><li>The harbour was full of snow in the morning.</li></ul>"
    article = parse_page(page(f"<main><div><h1>Ferries</h1></div><p>{ONE}</p>{items}{BODY}</main>"))
    assert words in article.text


@pytest.mark.parametrize(
    ("head", "line"), [("Got a tip?", "Tell us on 555-0100."), ("Hast du einen Tipp?", "Schreib an a@b.example")]
)
def test_box_that_asks_for_tips_is_left_out(head: str, line: str) -> None:
    box = f"<div class='tip'><h3>{head}</h3><p>{line}</p></div>"
    article = parse_page(page(f"<article><h1>Ferries</h1>{BODY}{box}</article>"))
    assert head not in article.text


@pytest.mark.parametrize("line", ["Get the story of the bell", "Join the story", "Siga la historia del faro"])
def test_emphasised_line_about_story_is_text(line: str) -> None:
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p><p><b>{line}</b></p>{BODY}</article>"))
    assert line in article.text


def test_label_of_forum_before_title_is_left_out() -> None:
    head = "<title>Night train to Kars | Rails</title><meta property='og:title' content='Night train to Kars'>"
    heading = "<h1><span class='label'>Trip</span><span> </span>Night train to Kars</h1>"
    assert parse_page(page(f"<article>{heading}{BODY}</article>", head)).title == "Night train to Kars"


def test_first_publication_is_preferred_to_update() -> None:
    head = "<meta name='govuk:first-published-at' content='2026-06-03T10:00:00+01:00'>"
    history = "<p>Last updated <time datetime='2026-06-05'>5 June 2026</time></p>"
    article = parse_page(page(f"<main><h1>Ferries</h1>{BODY}{history}</main>", head))
    assert article.published == "2026-06-03"


def test_date_of_signature_with_mail_address_is_date_of_article() -> None:
    mail = "<a href='mailto:ann@example.com'>ann@example.com</a>"
    signature = f"<p align='right'>Ann Lee<br>Tromsø, 14 September 2002<br>{mail}</p>"
    article = parse_page(page(f"<h1>Ferries</h1>{BODY}{signature}"))
    assert (article.byline, article.published) == ("Ann Lee", "2002-09-14")
