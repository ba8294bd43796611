"""Bylines, images and additional text in the HTML of particular kinds of sites."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.read.formats.web_page import parse_page
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Seraina Caduff, Chur", ["Seraina Caduff"]),
        ("By Maria Nowak and Tom Reid, Gdansk", ["Maria Nowak", "Tom Reid"]),
        ("By Hana Novak in Prague", ["Hana Novak"]),
        ("Von Lena Vogt, Wien, und Kai Mohr, Graz", ["Lena Vogt", "Kai Mohr"]),
        ("Kasia & Bo Lindqvist", ["Kasia & Bo Lindqvist"]),
        ("Ida und Per Holm", ["Ida und Per Holm"]),
        ("Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("Jane Doe, Tom Reid", ["Jane Doe", "Tom Reid"]),
        ("Pilar Royo noviembre 21, 2017", ["Pilar Royo"]),
        ("noviembre 21, 2017", []),
        ("Sarah Jones July 21, 2015", ["Sarah Jones"]),
        ("松江支局・岸本遥", ["岸本遥"]),
        ("社会部 山田太郎記者", ["山田太郎"]),
        ("Текст: Варвара Кузьмина Фото: Илья Дроздов 17 июля 2022", ["Варвара Кузьмина"]),
        ("Text: Jana Klein, Fotos: Ute Roth", ["Jana Klein"]),
        ("Words: Ann Lee | Photos: Bo Ek", ["Ann Lee"]),
        ("Testo: Carla Sala", ["Carla Sala"]),
        ("Post by Gav_1500 » Tue Mar 12, 2013 9:14 pm", ["Gav_1500"]),
    ],
)
def test_byline_gives_names_of_persons_only(line: str, names: list[str]) -> None:
    assert persons(line) == names


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<div data-testid='byline-new'><span>Ann Lee</span><div>North reporter</div></div>", "Ann Lee"),
        ("<p class='byline'><a href='/a'>Ann Lee</a> <span>Chief correspondent</span></p>", "Ann Lee"),
        ("<p class='author'>by <a class='username'>snow_leopard 42</a> » Tue Mar 12, 2013</p>", "snow_leopard 42"),
        (
            "<span class='byline author'>Ann Lee</span> <span class='byline post-timestamp'>May 3, 2017</span>",
            "Ann Lee",
        ),
        ("<p><em>Words:</em> Ann Lee<br><em>Photos:</em> Bo Ek<br>3 May 2017</p>", "Ann Lee"),
        ("<p>Text: Ann Lee · Fotos: Bo Ek</p>", "Ann Lee"),
    ],
)
def test_byline_of_page_is_found_in_various_markup(line: str, byline: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>"))
    assert found.byline == byline
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "extra",
    [
        "<div role='button'><span>Press enter or click to view image in full size</span><div></div></div>",
        "<p>Tap to enlarge</p>",
        "<p>Zum Vergrößern anklicken</p>",
        "<p class='member'>この記事は有料会員記事です。残り210文字</p>",
        "<p>Il vous reste 62 % de cet article à lire.</p>",
        "<p>Dieser Artikel ist nur für Abonnenten</p>",
        "<div><a href='/x'><div><h2>Every lift in Zagreb, rated</h2><h3>Going up</h3><p>medium.example</p></div></a></div>",
        "<figure class='kg-bookmark-card'><a href='/x'><div>A tram for nobody</div><div>From our archive</div></a></figure>",
        "<section><h2>Highlights</h2><ol><li><a href='#a'>Bridge reopens in Aust</a></li><li><a href='#b'>Good morning</a></li></ol></section>",
        "<dl class='postprofile'><dt>Gav</dt><dd>Posts: 1204</dd><dd>Joined: Sun May 04, 2008</dd></dl>",
        "<div class='message-user'><h4>Gav</h4><span>Veteran</span></div>",
        "<div>niva.jpg (112.4 KiB) Viewed 903 times</div>",
    ],
)
def test_notices_teasers_and_profiles_inside_the_text_are_left_out(extra: str) -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p>{extra}<p>{TWO}</p><p>{THREE}</p></article>"
    assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "Wed 17 May 2023 06.00 BST Last modified on Wed 17 May 2023 11.41 BST",
        "Fri 18 Feb 2022 19.30 GMT First published on Fri 18 Feb 2022 06.02 GMT",
        "by Ann Lee · 14. Sept. 2021 · 3 Min. Lesezeit",
    ],
)
def test_dates_below_the_title_are_left_out(line: str) -> None:
    head = "<meta name='author' content='Ann Lee'>"
    assert texts(parse_page(page(f"<article><h1>Ferries</h1><p>{line}</p>{BODY}</article>", head)))[1] == ONE


@pytest.mark.parametrize(
    "extra",
    [
        "<h2>Documents</h2><ul><li><a href='/d/1.pdf'>Map of the diversion (PDF, 310 KB)</a></li></ul>",
        "<div class='recipe-card'><div class='recipe-meta'>Prep Time 20 minutes</div></div>",
        "<dl><dt>When</dt><dd>10 August 2024, 21 h</dd></dl>",
        "<div class='accordion'><button aria-expanded='false'>How it steers</button><div hidden class='accordion-panel'><p>With the left foot, as the iron runner is worn on that side.</p></div></div>",
        "<h3><button aria-expanded='false' aria-controls='s1'>How it steers</button></h3><div id='s1' style='display:none'><p>With the left foot, as the iron runner is worn on that side.</p></div>",
        "<div hidden='until-found'><p>With the left foot, as the iron runner is worn on that side.</p></div>",
    ],
)
def test_unusual_parts_of_the_article_are_kept(extra: str) -> None:
    from storymap.read.html.tree import fragment

    wanted = [word for e in fragment(extra).iter("p", "dt", "dd", "a", "button") for word in (e.text or "").split()]
    for body in (f"{BODY}{extra}", f"{extra}{BODY}"):
        found = parse_page(page(f"<article><h1>Ferries</h1>{body}</article>")).text
        assert [word for word in wanted if word not in found] == []


def test_menu_behind_a_button_stays_hidden() -> None:
    menu = "<button aria-expanded='false'>3 languages</button><div class='dropdown panel' hidden><a href='/cs'>Čeština ve které je vše napsáno</a></div>"
    assert texts(parse_page(page(f"<article><h1>Ferries</h1>{menu}{BODY}</article>"))) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("image", "source"),
    [
        (
            "<a href='https://x.example/s1600/a.JPG'><img src='https://x.example/s400/a.JPG' width='400'></a>",
            "https://x.example/s1600/a.JPG",
        ),
        (
            "<a href='https://x.example/up/a.jpg'><img src='https://x.example/up/a-300x200.jpg'></a>",
            "https://x.example/up/a.jpg",
        ),
        (
            "<a href='https://x.example/up/a.jpg'><img src='https://x.example/up/a-1024x683.jpg'></a>",
            "https://x.example/up/a-1024x683.jpg",
        ),
        (
            "<a href='https://x.example/other.jpg'><img src='https://x.example/up/a.jpg' width='300'></a>",
            "https://x.example/up/a.jpg",
        ),
        ("<img srcset='/240/a.jpg 240w, /1024/a.jpg 1024w, /4000/a.jpg 4000w' src='/480/a.jpg'>", "/1024/a.jpg"),
        ("<img srcset='/a-300.jpg 300w, /a.jpg 900w' src='/a.jpg'>", "/a.jpg"),
        ("<img src='/grey-placeholder.png'><img src='/a.jpg'>", "/a.jpg"),
        ("<img src='/bar.gif' width='400' height='5'><img src='/a.jpg'>", "/a.jpg"),
    ],
)
def test_image_file_of_suitable_size_is_chosen(image: str, source: str) -> None:
    found = parse_page(
        page(f"<article><h1>Ferries</h1><p>{ONE}</p><div>{image}</div><p>{TWO}</p><p>{THREE}</p></article>")
    )
    assert [f.source for f in found.figures] == [source]


@pytest.mark.parametrize(
    "block",
    [
        "<div><figure><img src='a.jpg'><span class='visually-hidden'>Image source, </span><span>Bo Ek</span></figure></div><div><figcaption>The till</figcaption></div>",
        "<dl class='attachbox'><dt>Attachments</dt><dd><dl class='file'><dt><img src='a.jpg'></dt><dd><em>The till</em></dd><dd>a.jpg (112.4 KiB) Viewed 903 times</dd></dl></dd></dl>",
    ],
)
def test_caption_in_block_next_to_image_is_found(block: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{block}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "The till")]
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


def test_main_image_before_the_article_is_kept_with_its_caption() -> None:
    hero = "<section class='hero'><img src='a.jpg' alt='A sledge'><p class='hero__caption'>Sledge, 1890</p></section>"
    found = parse_page(page(f"<main>{hero}<article><h1>Ferries</h1>{BODY}</article></main>"))
    assert [(f.source, f.caption) for f in found.figures] == [("a.jpg", "Sledge, 1890")]


def test_large_text_is_the_title_of_a_page_without_headings() -> None:
    body = f"<center><font size=7><b>A Ceilidh on Eigg</b></font><br><font size=2>by Donnie Ross, 3rd January 1999</font></center>{BODY}"
    found = parse_page(page(body, "<title>The Isle of Eigg Page - Ceilidh</title>"))
    assert (found.title, found.byline, found.published) == ("A Ceilidh on Eigg", "Donnie Ross", "1999-01-03")


def test_banner_of_a_web_archive_is_left_out() -> None:
    banner = "<div id='wm-ipp-base'><div id='wm-ipp'>14 captures <div>12 Feb 1999 - 3 Mar 2004</div></div></div>"
    found = parse_page(page(f"{banner}<h1>Ferries</h1>{BODY}"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert found.published == ""


def test_text_hidden_by_styles_of_the_page_is_left_out() -> None:
    head = (
        "<style>/* .note { } */ .editor-note, #draft { color: red; display: none }"
        " @media print { .kept { display: none } } .menu { display: none } .menu.open { display: block }"
        " .accordion-panel { display: none }</style>"
    )
    extra = (
        "<p class='editor-note'>Ask Duarte for the price of the taxi to the harbour before we print this.</p><p id='draft'>Not for print, says the editor of the weekly paper in Otaru.</p>"
        "<p class='kept'>The boat to Rishiri takes two hours when there is no wind.</p><div class='accordion-panel'><p>The iron runner is worn on that side, as the left foot steers it.</p></div>"
    )
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{extra}<p>{TWO}</p></article>", head))
    assert "Duarte" not in found.text and "Not for print" not in found.text
    assert "Rishiri takes two hours" in found.text and "iron runner" in found.text


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote class='pullquote'><p>“Whoever wants to see Sakhalin has to come back”</p></blockquote>",
        "<figure class='wp-block-pullquote'><blockquote><p>Whoever wants to see Sakhalin has to come back.</p></blockquote></figure>",
        "<aside><p>whoever wants to see Sakhalin has to come back on a clear day</p></aside>",
    ],
)
def test_pull_quote_that_repeats_the_text_is_left_out(quote: str) -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p>{quote}<p>{TWO}</p><p>{THREE}</p></article>"
    assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE]


def test_quotation_is_kept() -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><blockquote class='pullquote'><p>I never saw Sakhalin in my life</p></blockquote><p>{TWO}</p><p>{THREE}</p></article>"
    assert "I never saw Sakhalin in my life" in texts(parse_page(page(body)))


def test_front_page_raises_error() -> None:
    teasers = "".join(
        f"<article><a href='/a/{i}'><h3>Ferry number {i} leaves Otaru for the north</h3></a><p>The island of Rebun gets a new boat in spring, says the mayor.</p></article>"
        for i in range(12)
    )
    with pytest.raises(ArticleError, match="front page"):
        parse_page(
            page(f"<header><h1>The Otaru Times</h1></header><main>{teasers}</main>", "<title>The Otaru Times</title>")
        )


def test_article_with_teasers_around_it_is_not_a_front_page() -> None:
    teasers = "".join(
        f"<article><h3><a href='/a/{i}'>Ferry number {i} leaves Otaru</a></h3></article>" for i in range(12)
    )
    body = f"<article><h1>Ferries</h1><p>{ONE} {TWO}</p><p>{TWO} {THREE}</p><p>{THREE} {ONE}</p></article><section class='related'>{teasers}</section>"
    assert parse_page(page(body)).title == "Ferries"


def test_description_has_no_markup() -> None:
    head = "<meta property='og:description' content='&lt;p&gt;A slow &amp;amp; wet journey&lt;/p&gt;'>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{BODY}</article>", head)).description == "A slow & wet journey"
