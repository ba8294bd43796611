"""Authors, captions and addresses that are found by the structure of a page, as in the pages in
tests/read/inputs/fifth."""

from __future__ import annotations

import pytest

from storymap.model import Article, PassageKind
from storymap.read.formats import read_bytes_as_articles
from storymap.read.formats.web_page import parse_page
from storymap.read.markdown.article import parse_markdown
from storymap.read.origin import Origin
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<div class='author'>Toimittaja: Aino Lehto</div>", "Aino Lehto"),
        ("<div class='author'>Foto: Aino Lehto</div>", ""),
        ("<p><b>By Ann Lee</b><br>Thursday, 16 October 2003</p>", "Ann Lee"),
        ("<p class='author'>Ann Lee mercredi 3 mai 2017</p>", "Ann Lee"),
        ("<div class='by'><span>मीरा जोशी</span> <span>Updated 5 Jul 2022</span></div>", "मीरा जोशी"),
        ("<div>2009年10月18日 山城晚报 记者 王小溪 <a href='#'>打印</a></div>", "王小溪"),
        ("<p class='author'>Νίκος Π.</p>", "Νίκος Π."),
        ("<p class='author'>Redação</p>", ""),
    ],
)
def test_author_is_found_by_structure(line: str, byline: str) -> None:
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>")).byline == byline


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='articleAuthor' content='Ann Lee'>",
        "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Ann Lee</o:Author></o:DocumentProperties></xml><![endif]-->",
        "<!-- <rdf:RDF><rdf:Description dc:title='x' dc:creator=\"Ann Lee\" /></rdf:RDF> -->",
    ],
)
def test_author_is_found_in_other_metadata(head: str) -> None:
    assert parse_page(page(f"<h1>Ferries</h1>{BODY}", head)).byline == "Ann Lee"


def test_images_and_links_of_saved_page_get_its_published_address() -> None:
    head = "<link rel='canonical' href='https://lock.example/2020/ferries'>"
    body = f"<article><h1>Ferries</h1><p>{ONE} <a href='/map'>The map</a></p><img src='/img/a.jpg' alt='Quay'><img src='page_files/b.jpg'><p>{TWO}</p><p>{THREE}</p></article>"
    found = parse_page(page(body, head))
    assert [f.source for f in found.figures] == ["https://lock.example/img/a.jpg", "page_files/b.jpg"]
    assert [m.target for m in found.markup] == ["https://lock.example/map"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='imageblock'><div class='content'><img src='a.jpg'></div><div class='title'>The pier</div></div>",
        "<dl class='doc'><dt><img src='a.jpg'></dt><dt class='x'><strong>The pier</strong></dt></dl>",
        "<p><img src='a.jpg'></p><p><font color='#445566'><font size=2><b>The pier</b></font></font></p>",
    ],
)
def test_caption_is_found_by_structure(markup: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{markup}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "The pier")]


def test_small_print_after_rule_is_left_out_and_small_text_is_kept() -> None:
    small = "<hr><center><font size=1>Visitors: 12 since May<br>This page is part of the ring of islands and looks best in Netscape 4</font></center>"
    assert texts(parse_page(page(f"<h1>Ferries</h1>{BODY}{small}"))) == ["Ferries", ONE, TWO, THREE]
    body = "".join(f"<p><font size=1>{text}</font></p>" for text in (ONE, TWO, THREE))
    assert texts(parse_page(page(f"<h1>Ferries</h1><hr>{body}"))) == ["Ferries", ONE, TWO, THREE]


def test_teaser_line_is_left_out_and_reported_and_source_is_kept() -> None:
    teaser = "<p>Hier mehr: <a href='/soup'>Ten soups of Sapporo</a></p>"
    source = "<p>Source: <a href='https://sion.example/b'>The parish book of Sion</a></p>"
    found = parse_page(
        page(f"<article><h1>Ferries</h1><p>{ONE}</p>{teaser}{source}<p>{TWO}</p><p>{THREE}</p></article>")
    )
    assert texts(found) == ["Ferries", ONE, "Source: The parish book of Sion", TWO, THREE]
    assert [(o.kind, o.what) for o in found.omitted] == [("navigation", "Hier mehr: Ten soups of Sapporo")]


def test_list_of_sources_after_the_text_is_kept() -> None:
    links = "".join(
        f"<li><a href='https://{name}.example/x'>Book of {name}</a></li>" for name in ("sion", "bex", "aigle")
    )
    found = parse_page(page(f"<article><h1>Ferries</h1>{BODY}<h2>Sources</h2><ul>{links}</ul></article>"))
    assert texts(found)[-4:] == ["Sources", "Book of sion", "Book of bex", "Book of aigle"]


def test_label_of_panel_that_a_click_opens_is_a_heading() -> None:
    panel = "<div class='expand-control'><span>What we missed</span></div><div class='expand-content'><p>The pratincoles by a day, and the last boat to Otaru.</p></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{panel}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert "What we missed" in [
        found.text[p.start : p.end].strip() for p in found.passages if p.kind is PassageKind.HEADING
    ]


KIRBY = "Title: Ferries\n\n----\n\nDate: 2020-05-03\n\n----\n\nAuthor: Ann Lee\n\n----\n\nText:\n\nWe left **Otaru**.\n\n(image: quay.png caption: The quay)\n\nTake (link: https://ferry.example text: the ferry).\n\n----\n\nUuid: k3jf\n"
LEKTOR = "title: Ferries\n---\n_model: post\n---\npub_date: 2020-05-03\n---\nauthor: Ann Lee\n---\nbody:\n\nWe left **Otaru**.\n\nTake the ferry.\n"


def read_file(raw: bytes, suffix: str) -> Article:
    (article,) = read_bytes_as_articles(raw, Origin(f"article{suffix}", suffix, in_file=False))
    return article


@pytest.mark.parametrize(("raw", "suffix"), [(KIRBY, ".txt"), (LEKTOR, ".lr")])
def test_fields_of_kirby_and_lektor_are_metadata(raw: str, suffix: str) -> None:
    article = read_file(raw.encode(), suffix)
    assert (article.title, article.byline, article.published) == ("Ferries", "Ann Lee", "2020-05-03")
    assert texts(article) == ["We left Otaru.", "Take the ferry."]


def test_list_of_lines_with_colons_is_not_a_file_of_kirby() -> None:
    assert "Monday: rain." in read_file(b"Monday: rain.\n\n----\n\nWe left Otaru at noon.\n", ".txt").text


def test_size_of_image_in_hackmd_is_not_part_of_its_address() -> None:
    found = parse_markdown("We left.\n\n![Quay](https://a.example/q.jpg =200x)\n\nWe came.\n")
    assert [f.source for f in found.figures] == ["https://a.example/q.jpg"]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='q7'><h3>Letters by pigeon</h3><form><input><button>Yes</button></form></div>",
        "<section><p>Every Friday, in 300 words.</p><form><input type='email'></form></section>",
    ],
)
def test_box_with_a_form_is_left_out_with_its_heading(box: str) -> None:
    article = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{box}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert "pigeon" not in article.text and "Friday" not in article.text
    assert ONE in article.text and TWO in article.text


def test_article_in_the_form_of_the_whole_page_is_kept() -> None:
    article = parse_page(page(f"<form><input type='hidden'><div><h1>Ferries</h1>{BODY}</div></form>"))
    assert ONE in article.text and THREE in article.text
