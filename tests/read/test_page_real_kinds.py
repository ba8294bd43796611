"""Kinds of markup on real pages: galleries, posts, steps, drawings, shortened captions, sections in titles, dates."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from storymap.read.page.titles import without_site
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


def _read(body: str, head: str = "") -> list[str]:
    return texts(parse_page(page(f"<article><h1>Ferries</h1>{body}</article>", head)))


def _gallery(pictures: int, heading: str = "Markets in pictures") -> str:
    items = "".join(
        f"<li><h3>{i}/{pictures} Prices of salt rise</h3><p>The price of salt rose again in town {i}, said the guild.</p></li>"
        for i in range(1, pictures + 1)
    )
    return f"<div class='grid-x'><h2>{heading}</h2><ul>{items}</ul></div>"


def test_gallery_about_other_topics_is_left_out() -> None:
    text = 4 * BODY
    assert not any("salt" in part for part in _read(f"{text}{_gallery(40)}<p>{ONE}</p>"))


def test_short_gallery_of_the_article_is_kept() -> None:
    assert any("salt" in part for part in _read(f"{4 * BODY}{_gallery(9)}<p>{ONE}</p>"))


def test_post_of_social_network_is_kept() -> None:
    post = "The harbour is closed today, and nobody told the passengers. — Ann Lee (@annlee) 3 May 2021"
    box = f"<div class='social-media-embed'><blockquote class='post'><p>{post}</p></blockquote></div>"
    assert post in " ".join(_read(f"<p>{ONE}</p>{box}<p>{TWO}</p><p>{THREE}</p>"))
    links = "<div class='social-media-embed'><a href='https://x.example/ann'>Follow us on all networks today</a></div>"
    assert "Follow us" not in " ".join(_read(f"<p>{ONE}</p>{links}<p>{TWO}</p><p>{THREE}</p>"))


def test_headings_of_steps_in_spans_are_kept() -> None:
    steps = "".join(
        f"<div class='step'><div><span class='headline2 block'>Step {i}</span><p>{text}</p></div></div>"
        for i, text in enumerate((ONE, TWO, THREE), 1)
    )
    found = _read(f"<p>{ONE}</p><div>{steps}</div>")
    assert [part for part in found if part.startswith("Step")] == ["Step 1", "Step 2", "Step 3"]


@pytest.mark.parametrize("name", ["player-with-placeholder__caption", "slides-noscript robots-nocontent", "off-screen"])
def test_text_that_scripts_replace_or_that_is_no_content_is_left_out(name: str) -> None:
    note = f"<p class='{name}'>This player needs a newer device.</p>"
    assert _read(f"<p>{ONE}</p>{note}<p>{TWO}</p><p>{THREE}</p>") == ["Ferries", ONE, TWO, THREE]
    shown = note.replace(name, "plain")
    assert "This player needs a newer device." in _read(f"<p>{ONE}</p>{shown}<p>{TWO}</p><p>{THREE}</p>")


def test_labels_of_a_drawing_are_left_out() -> None:
    labels = "".join(
        f"<div style='top:{i}4.8%;margin-top:-9px;left:96%;width:60px'><p>{i}00</p></div>" for i in range(6)
    )
    assert "300" not in _read(f"<p>{ONE}</p><div class='drawing'>{labels}</div><p>{TWO}</p><p>{THREE}</p>")
    column = "".join(f"<div style='left:96%;width:60px'><p>{i}00</p></div>" for i in range(6))
    assert "300" in _read(f"<p>{ONE}</p><div class='drawing'>{column}</div><p>{TWO}</p><p>{THREE}</p>")


@pytest.mark.parametrize("order", [0, 1])
def test_shortened_copy_of_caption_is_left_out(order: int) -> None:
    whole = f"<div class='full'>{ONE} (Photo by Bo Ek)<a class='more-x'> less</a></div>"
    short = f"<div class='cut'>{ONE[:60]}<a class='more-x'> ... more</a></div>"
    boxes = [whole, short][:: -1 if order else 1]
    article = parse_page(
        page(f"<article><h1>Ferries</h1><p>{TWO}</p><div>{''.join(boxes)}</div><p>{THREE}</p></article>")
    )
    assert article.text.count(ONE[:60]) == 1
    assert "less" not in article.text.split()
    assert "more" not in article.text.split()


def test_copies_of_caption_and_photographer_outside_figure_are_left_out() -> None:
    figure = f"<figure><img src='/a.jpg' alt=''><figcaption>{ONE}</figcaption></figure>"
    copies = f"<div><div class='cut'><p>{ONE}</p></div><span class='c'>Photo: Bo Ek</span></div><p>{ONE[:70]} …</p>"
    other = f"{ONE[:-1]}, but not today."
    found = _read(f"{figure}<p>{TWO}</p>{copies}<p>{THREE}</p><p>{other}</p><p>Photo: a net</p>")
    assert found == ["Ferries", TWO, THREE, other, "Photo: a net"]


def test_caption_that_slide_and_image_have_is_shown_once() -> None:
    full, cut = (f"<div class='caption-{name}'><p>{ONE}</p></div>" for name in ("full", "cut"))
    image = "<div class='img-wrap'><img src='/photos/a.jpg' alt=''></div>"
    slide = f"<ul><li>{image}<div class='caption'>{full}{cut}<span class='credit'>Photo: Bo Ek</span></div></li></ul>"
    article = parse_page(page(f"<article><h1>Ferries</h1>{slide}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(article) == ["Ferries", TWO, THREE]
    assert [(f.caption, f.credit) for f in article.figures] == [(ONE, "Photo: Bo Ek")]


def test_counter_of_picture_with_a_word_is_left_out() -> None:
    picture = "<div class='g'><span class='count'>Image 1 of 5</span><figure><img src='/a.jpg' alt=''></figure></div>"
    assert "Image 1 of 5" not in _read(f"<p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p>")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("海外留学生看夜读：出国前后_教育频道_海边青年网", "海外留学生看夜读：出国前后"),
        ("茶厂变身图书馆 _探索者 _海边网", "茶厂变身图书馆"),
        ("ferry_time_table", "ferry_time_table"),
    ],
)
def test_section_and_site_after_underscores_are_not_part_of_title(title: str, shown: str) -> None:
    assert without_site(title, frozenset()) == shown


def test_title_in_metadata_is_not_the_site_after_the_number_of_a_document() -> None:
    head = "<title>draft-17 - Tidegate</title><meta name='DC.Title' content='Tidegate'>"
    assert parse_page(page(f"<article>{BODY}</article>", head)).title == "Tidegate"


DATED = "<p class='meta'>By Ann Lee on 9 May 2021</p>"


def _published(head: str, body: str, meta: str = "") -> str:
    return parse_page(page(f"<article>{head}<h1>Ferries</h1>{body}</article>", meta)).published


def test_date_of_quotation_above_title_is_not_that_of_the_article() -> None:
    quotation = "<p class='quote-meta'>— Bo Ek on 3 May 2019</p>"
    assert _published(quotation, DATED + BODY) == "2021-05-09"
    assert _published("<p class='meta'>3 May 2019</p>", BODY) == "2019-05-03"


def test_dates_about_the_subject_are_not_that_of_the_article() -> None:
    born = "28 February 1998 (<span class='bday dtstart published updated'>1998-02-28</span>)"
    assert not _published("", f"<div><table><tr><th>Founded</th><td>{born}</td></tr></table>{BODY}</div>")
    assert _published("", f"<div><table><tr><td>28 February 1998</td></tr></table>{BODY}</div>") == "1998-02-28"


def test_date_in_metadata_need_not_be_iso() -> None:
    assert _published("", BODY, "<meta name='publishdate' content='05/29/2007 09:49:00'>") == "2007-05-29"
