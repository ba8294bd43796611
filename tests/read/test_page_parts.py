"""Parts of pages that belong to the article although their names suggest otherwise, and parts that do not."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.read.formats.web_page import parse_page
from storymap.read.page import parts
from storymap.read.page.measure import Node
from storymap.read.page.teasers import leads_elsewhere
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts

HEAD = "<header><h1>Ferries</h1></header>"
LEAD = "Nobody expected that the boat would bring a piano."


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (f"<p class='article__teaser'>{LEAD}</p>", LEAD),
        (f"<div class='teaser-text' itemprop='description'><p>{LEAD}</p></div>", LEAD),
        ("<p class='hero__dates'>12 March to 4 September</p>", "12 March to 4 September"),
        ("<div class='scoreboard'><span>Otaru</span> <b>2</b> <span>Rishiri</span> <b>1</b></div>", "Otaru 2 Rishiri 1"),
    ],
)  # fmt: skip
def test_lines_below_the_title_are_kept(markup: str, kept: str) -> None:
    found = parse_page(page(f"<main><article>{HEAD}{markup}<div class='article__body'>{BODY}</div></article></main>"))
    assert texts(found) == ["Ferries", kept, ONE, TWO, THREE]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='box'><h2>Sign up for The Post</h2><p>A weekly letter. <a href='/x'>Take a look.</a></p></div>",
        "<section class='more_info'><h3>Más información</h3><ul><li><a href='/x'>El lobo vuelve</a></li></ul></section>",
        "<div class='td-a-rec'><span>- Pubblicità -</span></div>",
        "<aside class='odds'><p>Bet responsibly. 18+</p></aside>",
        "<p class='disclosure'><em>This post may contain affiliate links.</em></p>",
        "<div class='Deals_d__2'><h3>Where to stay</h3><p>Our editors choose.</p><a href='/x'>Check prices</a></div>",
        "<div class='Map_m__4'>Loading map…</div>",
        "<div class='slick-slide slick-cloned'><figure><img src='a.jpg'><figcaption>A copy</figcaption></figure></div>",
        "<p><span class='govuk-visually-hidden'>Warning</span></p>",
    ],
)
def test_boxes_and_labels_of_pages_are_left_out(markup: str) -> None:
    found = parse_page(page(f"<article>{HEAD}<p>{ONE}</p>{markup}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert not found.figures


def test_line_with_site_author_date_and_reading_time_is_a_byline() -> None:
    line = "<div class='infos'><span>Cap-Ouest</span> <span class='author'>Ana RUIZ</span> <time datetime='2022-02-05'>Publié le 05/02/2022 à 07h15</time> <span>Temps de lecture : 3 min</span></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>"))
    assert (found.byline, texts(found)) == ("Ana Ruiz", ["Ferries", ONE, TWO, THREE])


def test_author_in_a_block_next_to_the_date_is_the_byline() -> None:
    head = "<h1>Ferries</h1><div class='post-info'><div>June 2020</div><div>Ana Ruiz</div></div>"
    assert parse_page(page(f"<div>{head}<div class='rich-text'>{BODY}</div></div>")).byline == "Ana Ruiz"


def test_initial_of_a_surname_keeps_its_full_stop() -> None:
    assert persons("Posted by Vlado K.") == ["Vlado K."]
    assert persons("By Ann Lee.") == ["Ann Lee"]


def test_heading_of_a_panel_is_kept_although_it_is_named_button() -> None:
    panel = "<div class='panel'><h2><span class='accordion__section-button'>Anglers</span></h2><p>Pegs stay valid.</p></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{panel}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(found) == ["Ferries", ONE, "Anglers", "Pegs stay valid.", TWO, THREE]


def test_heading_after_a_line_with_related_articles_is_kept() -> None:
    related = "<div><ul><li><b>Veja também:</b> <a href='/x'>Outro</a></li></ul></div><div class='title'><h2>Nove alunos</h2></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{related}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(found) == ["Ferries", ONE, "Nove alunos", TWO, THREE]


def test_menu_in_a_layout_table_is_left_out() -> None:
    menu = "<td><a href='i.htm'>Main page</a><br><a href='g.htm'>Guestbook!</a><br>You are visitor no. 7</td>"
    found = parse_page(page(f"<h1>Ferries</h1><table><tr>{menu}<td>{BODY}</td></tr></table>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "markup",
    [
        "<center><table border=1><tr><td><img src='a.jpg'></td></tr><tr><td><i>The pier</i></td></tr></table></center>",
        "<div class='content-media'><div><figure><img src='a.jpg'></figure></div><p class='media__description'>The pier</p></div>",
        "<div class='thumb'><div><a><img src='a.jpg'></a><div class='thumbcaption'>The pier</div></div></div>",
        "<div class='featured'><figure><a class='td-modal-image'><img src='a.jpg'></a><figcaption>The pier</figcaption></figure></div>",
        "<figure><img data-lazy='a.jpg' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><figcaption>The pier</figcaption></figure>",
    ],
)  # fmt: skip
def test_captions_of_images_are_found(markup: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{markup}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "The pier")]
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


def test_slider_after_the_text_belongs_to_the_article() -> None:
    slider = (
        "<div class='slider'><div class='mask'><div><img src='a.jpg'></div><div><img src='b.jpg'></div></div></div>"
    )
    found = parse_page(page(f"<div><h1>Ferries</h1><div class='rich-text'>{BODY}</div>{slider}</div>"))
    assert [f.source for f in found.figures] == ["a.jpg", "b.jpg"]


def test_infobox_of_an_encyclopedia_is_a_table() -> None:
    box = "<table class='infobox vcard'><tr><td colspan=2><img src='a.jpg'><div class='infobox-caption'>The pier</div></td></tr><tr><th class='infobox-label'>Opened</th><td>1884</td></tr></table>"
    found = parse_page(page(f"<div class='mw-parser-output'>{box}{BODY}</div>", "<title>Ferries</title>"))
    assert texts(found) == ["Opened · 1884", ONE, TWO, THREE]
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "The pier")]


@pytest.mark.parametrize("title", ["Index of /photos/2009", "Directory listing for /photos/"])
def test_list_of_files_is_not_an_article(title: str) -> None:
    rows = "<li><a href='a.jpg'>a.jpg</a></li><li><a href='b.jpg'>b.jpg</a></li>"
    with pytest.raises(ArticleError, match="list of the files"):
        parse_page(page(f"<h1>{title}</h1><ul>{rows}</ul>", f"<title>{title}</title>"))


def test_names_of_element_include_names_of_parts_but_no_other_data() -> None:
    from lxml.html import fragment_fromstring

    from storymap.read.page.clutter import names_of

    def names(markup: str) -> list[str]:
        return names_of(fragment_fromstring(markup))

    assert names("<div data-gu-name='standfirst'></div>") == ["standfirst"]
    assert names("<div class='b c' id='a' data-file-name='ad' data-x='y'></div>") == ["a", "b", "c", "ad"]
    assert names("<p id='a' class='b' data-gu-name='x'></p>") == ["b"]
    assert names("<my-box></my-box>") == ["my-box"]
    assert names("<div></div>") == []


def test_list_is_not_examined_again_for_each_of_its_items(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = list[Node]()

    def counted(node: Node) -> bool:
        calls.append(node)
        return leads_elsewhere(node)

    monkeypatch.setattr(parts, "leads_elsewhere", counted)
    items = "".join(f"<li>Otaru, <a href='https://example{i}.org/'>day {i}</a></li>" for i in range(300))
    read = parse_page(page(f"<h1>Trains</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><ul>{items}</ul>"))
    assert "Otaru, day 299" in read.text
    assert 0 < len(calls) < 10
