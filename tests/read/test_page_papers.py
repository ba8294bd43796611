"""Boxes, notes and captions in the form that large newspapers, newsletters and forums write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.read import read
from storymap.read.formats.web_page import parse_page
from storymap.site import image_file
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


def paragraphs(article: str, head: str = "") -> list[str]:
    return texts(parse_page(page(f"<article><h1>Ferries</h1>{article}</article>", head=head)))


def test_title_beside_a_label_in_one_heading_is_title_without_the_label() -> None:
    heading = "<h2><span>Traffic on the Elbe</span> <span>A village waits for its chain</span></h2>"
    found = parse_page(
        page(
            f"<article><header>{heading}</header>{BODY}</article>",
            head="<meta property='og:title' content='A village waits for its chain'>",
        )
    )
    assert (found.title, texts(found)[0]) == ("A village waits for its chain", "A village waits for its chain")


def test_only_h1_is_title_although_its_header_has_the_class_of_an_offer() -> None:
    head = "<meta property='og:title' content='An island is lost fast: Tatihou without its ferry'>"
    article = (
        "<header class='article__header--premium'><h1>An island is lost fast: Tatihou without its ferry</h1></header>"
    )
    found = parse_page(
        page(f"<article>{article}{BODY}<h2>An island is lost fast</h2><p>{ONE}</p></article>", head=head)
    )
    assert found.title == "An island is lost fast: Tatihou without its ferry"


@pytest.mark.parametrize(
    "note",
    [
        "<p><a href='/by/ann'>Ann Lee</a> is a reporter based in Columbia, covering agriculture and rivers for us.</p>",
        "<p>A version of this article appears in print on April 19 of the New York edition. <a href='/r'>Order Reprints</a> | <a href='/t'>Today's Paper</a> | <a href='/s'>Subscribe</a></p>",
    ],
)
def test_note_of_the_paper_after_the_text_is_left_out(note: str) -> None:
    byline = "<p class='byline'>By <a href='/by/ann'>Ann Lee</a></p>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{byline}<section>{BODY}</section><div>{note}</div></article>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert found.byline == "Ann Lee"


def test_sources_with_bars_between_them_are_kept() -> None:
    sources = "Sources of the figures: <a href='https://a.example/1'>port office</a> | <a href='https://b.example/2'>weather service</a>"
    assert "port office" in paragraphs(f"<div>{BODY}<p>{sources}</p></div>")[-1]


def test_figure_that_links_to_another_article_is_left_out_but_linked_picture_is_kept() -> None:
    card = "<figure><div><a href='/farm'><img src='/s.jpg'><div>The sea takes a farm</div><span>Read more</span></a></div></figure>"
    picture = "<figure><a href='/photos'><img src='/quay.jpg'></a></figure>"
    found = parse_page(
        page(f"<article><h1>Ferries</h1>{picture}<p>{ONE}</p>{card}<p>{TWO}</p><p>{THREE}</p></article>")
    )
    assert [f.source for f in found.figures] == ["/quay.jpg"]
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "picture",
    [
        "<div><figure><img src='/quay.jpg'></figure><label for='c'>View image in fullscreen</label><figcaption>The quay</figcaption></div>",
        "<div class='module'><span><img src='/quay.jpg' title='quay'></span></div><div class='module'><div><p><em>The quay</em></p></div></div>",
        "<div class='module'><span><img src='/quay-1024x683.jpg' title='quay'></span></div><div class='module'><div><div><p><em>The quay</em></p></div></div></div>",
    ],
)
def test_caption_in_the_box_after_a_picture_is_its_caption(picture: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [f.caption for f in found.figures] == ["The quay"]
    assert "The quay" not in texts(found)


def test_file_name_as_title_of_an_image_is_no_caption() -> None:
    found = parse_page(
        page(f"<article><h1>Ferries</h1>{BODY}<img src='/up/IMG_0042-1024x768.jpg' title='IMG_0042'></article>")
    )
    assert [f.caption for f in found.figures] == [""]


def test_square_after_the_last_sentence_is_left_out() -> None:
    last = "The ferry will be repaired in May, says the owner of the yard<span aria-hidden='true'>■</span>"
    assert paragraphs(f"{BODY}<p>{last}</p>")[-1][-4:] == "yard"


def test_footer_of_a_newsletter_in_a_table_is_left_out() -> None:
    foot = "<td id='templateFooter'><p>© 2026 The Quay. All rights reserved.</p><p>You get this letter because you asked for it on our site or on board.</p></td>"
    rows = f"<tr><td><h1>Ferries</h1>{BODY}</td></tr><tr>{foot}</tr>"
    assert texts(parse_page(page(f"<table>{rows}</table>"))) == ["Ferries", ONE, TWO, THREE]


def test_reporter_in_the_first_words_of_a_chinese_report_is_byline() -> None:
    first = "本报敦煌9月14日电(记者马晓军)鸣沙山北麓的最后一支驼队昨天换了新路线。四十三峰骆驼不再绕行月牙泉,改从村西的老水渠出发。"
    body = f"<h1>敦煌驼队改道</h1><p>{first}</p><p>新路线全长五公里,途经一座清代的烽燧,十月起向游客开放。</p>"
    assert parse_page(page(f"<article>{body}</article>", attributes='lang="zh-CN"')).byline == "马晓军"


def test_image_of_page_without_address_is_found_from_the_folder_of_the_site(tmp_path: Path) -> None:
    for name in ("walter/index.html", "walter/photos/well.jpg", "secret.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    story = tmp_path / "walter" / "2025" / "well.html"
    story.parent.mkdir()
    story.write_text(
        page(f"<h1>Ferries</h1><img src='/photos/well.jpg'><img src='/../secret.jpg'>{BODY}"), encoding="utf-8"
    )
    sources = [f.source for f in read(story).figures]
    assert [image_file(source, story) for source in sources] == [tmp_path / "walter" / "photos" / "well.jpg", None]


def test_image_of_page_without_address_has_the_host_of_the_site() -> None:
    head = "<link rel='alternate' type='application/rss+xml' href='https://quay.example/feed.xml'>"
    found = parse_page(
        page(f"<article><h1>Ferries</h1>{BODY}<img src='/a/quay.jpg'><img src='b.jpg'></article>", head=head)
    )
    assert [f.source for f in found.figures] == ["https://quay.example/a/quay.jpg", "b.jpg"]


@pytest.mark.parametrize(
    "request_",
    [
        "<p><i>Mitä ajatuksia juttu herätti? Voit keskustella aiheesta 4.6. klo 23:een saakka.</i></p>",
        "<p><em>For more stories from where you live, visit <a href='/area'>our map</a>.</em></p>",
    ],
)
def test_emphasised_request_to_readers_at_the_end_is_left_out(request_: str) -> None:
    assert paragraphs(f"<div>{BODY}{request_}</div>") == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "last",
    [
        "<p><em>The author lives in Kendal and keeps two goats and a piano.</em></p>",
        "<p>Will the ferry come back? Nobody in the harbour of Wakkanai would say.</p>",
    ],
)
def test_emphasised_note_and_question_of_the_author_at_the_end_are_kept(last: str) -> None:
    assert len(paragraphs(f"<div>{BODY}{last}</div>")) == 5


def test_picture_in_a_list_with_title_and_description_is_a_figure_with_both() -> None:
    picture = "<dl><dt><img src='/b.jpg' width='500'></dt><dt><strong>The boats</strong></dt><dd>Photo Bo Ek</dd></dl>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [f.caption for f in found.figures] == ["The boats Photo Bo Ek"]


def test_instruction_beside_the_caption_of_a_picture_is_left_out() -> None:
    picture = "<figure><div role='button'><span>Press enter or click to view image in full size</span><img src='/b.jpg'></div><figcaption>The boats</figcaption></figure>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{picture}{BODY}</article>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert [f.caption for f in found.figures] == ["The boats"]


def test_date_below_the_credits_at_the_end_is_date_of_article() -> None:
    credits_ = "<div><strong>Text:</strong> Ann Lee<br><strong>Photos:</strong> Bo Ek<br>17 September 2026</div>"
    found = parse_page(page(f"<div class='page'><h1>Ferries</h1><div>{BODY}</div>{credits_}</div>"))
    assert (found.byline, found.published) == ("Ann Lee", "2026-09-17")


def test_account_in_the_byline_of_a_forum_is_byline_and_its_category_is_not() -> None:
    category = "<div class='topic-category'><a><span>Trip Reports</span></a></div>"
    byline = "<div><span itemprop='author'><a href='/u/nikos'><span>nikos_k</span></a></span></div>"
    found = parse_page(page(f"<div><h1>Ferries</h1>{category}<div>{byline}<div class='post'>{BODY}</div></div></div>"))
    assert found.byline == "nikos_k"


def test_size_of_a_file_is_no_part_of_the_caption() -> None:
    picture = "<div class='box'><a href='/b.jpg'><img src='/b.jpg' width='690'><div class='meta'><span>Leaving Pothia</span><span>1600×1067 214 KB</span></div></a></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [f.caption for f in found.figures] == ["Leaving Pothia"]


def test_words_of_an_icon_font_are_left_out_and_mark_the_author() -> None:
    icons = "<ul><li><i class='material-icons'>timer</i> <span>1 min</span></li><li><i class='material-icons'>person</i> <span>Durita Poulsen</span></li></ul>"
    found = parse_page(page(f"<article><h1>Ferries <i class='material-icons'>create</i></h1>{icons}{BODY}</article>"))
    assert (found.title, found.byline) == ("Ferries", "Durita Poulsen")
    assert "person" not in found.text


def test_town_in_its_own_element_is_apart_from_the_first_word() -> None:
    assert (
        paragraphs(f"<p><span class='stamp'>Quảng Ngãi</span>Một tiệm nhỏ giữ giờ cho cả bến tàu.</p>{BODY}")[1][:14]
        == "Quảng Ngãi Một"
    )
