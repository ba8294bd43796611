"""Pages of office programs, wikis, content management systems, AMP and social networks."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from storymap.read.persons import persons
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts


def test_comments_and_title_of_google_docs() -> None:
    body = (
        "<p class='c1 title' id='h.x1'><span>Two days in Otaru</span></p><h1 id='h.x2'>The harbour</h1>"
        f"<p><span>{ONE}</span><sup><a href='#cmnt2' id='cmnt_ref2'>[b]</a></sup></p><p>{TWO}</p><p>{THREE}</p>"
        "<div class='c9'><p><a href='#cmnt_ref2' id='cmnt2'>[b]</a><span>Kenji: is the goat ours?</span></p></div>"
    )
    found = parse_page(page(body))
    assert found.title == "Two days in Otaru"
    assert texts(found) == ["Two days in Otaru", "The harbour", ONE, TWO, THREE]


def test_title_comments_and_notes_of_word() -> None:
    body = (
        "<div class=WordSection1><p class=MsoTitle>Two days in Otaru</p><p class=MsoSubtitle>Ann Lee, červen 2019</p>"
        f"<h1>The harbour</h1><p>{ONE}<a href='#_ftn1' name='_ftnref1'>[1]</a></p><p>{TWO}"
        "<a class=msocomanchor id='_anchor_1' href='#_msocom_1'>[AL1]</a></p>"
        "<p><img src='a_files/image001.png'></p><p class=MsoCaption>Figure 1 The goats</p>"
        f"<p>{THREE}</p></div><div><hr><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Both of them.</p></div></div>"
        "<div class=msocomtxt id='_com_1'><p>Delete this</p></div>"
    )
    found = parse_page(page(body, "<title>Document2</title>"))
    assert (found.title, found.byline) == ("Two days in Otaru", "Ann Lee")
    assert found.figures[0].caption == "Figure 1 The goats"
    assert "Both of them." in found.text
    assert "Delete this" not in found.text
    assert "AL1" not in found.text


def test_title_of_libreoffice_is_the_paragraph_with_the_words_of_the_title_element() -> None:
    body = (
        f"<p align='center'><font size='6'><b>Two days in Otaru</b></font></p><h1>The harbour</h1>{BODY}"
        "<div title='footer'><p><sdfield type=PAGE>1</sdfield></p></div>"
    )
    found = parse_page(page(body, "<title>Two days in Otaru</title>"))
    assert found.title == "Two days in Otaru"
    assert texts(found) == ["Two days in Otaru", "The harbour", ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Boats : Two days in Otaru</title>", "<div id='breadcrumbs'><a href='/'>Boats</a></div><h1>Boats : Two days in Otaru</h1>", "Two days in Otaru"),
        ("<title>Otaru : a harbour</title>", "<h1>Otaru : a harbour</h1>", "Otaru : a harbour"),
        ("<title>Two days in Otaru : quayside</title>", "<div class='side'><h1>quayside</h1></div><p class='title'><a class='title' href='/x'>Two days in Otaru</a></p>", "Two days in Otaru"),
        ("<title>Upstream: a walk to the source</title>", "<h1>Upstream</h1>", "Upstream"),
        ("<title>Harbour News - Two days in Otaru</title>", "<p class='site'>Harbour News</p><h1>Two days in Otaru</h1>", "Two days in Otaru"),
    ],
)  # fmt: skip
def test_title_is_that_of_the_entry(head: str, body: str, title: str) -> None:
    assert parse_page(page(f"{body}<div>{BODY}</div>", head)).title == title


def test_calls_of_plugins_are_left_out_but_not_code_about_them() -> None:
    joomla = "<meta name='generator' content='Joomla! - Open Source Content Management'>"
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><p>{{loadposition ad-2}}</p><p>{TWO}</p>{{youtube}}abc{{/youtube}}<p>{THREE}</p></article>"
    assert texts(parse_page(page(body, joomla))) == ["Ferries", ONE, TWO, THREE]
    code = f"<article><h1>Ferries</h1><p>{ONE}</p><p>Write <code>{{loadposition ad-2}}</code> there and the goats will appear in the text.</p><p>{TWO}</p></article>"
    assert "{loadposition ad-2}" in parse_page(page(code, joomla)).text
    assert (
        "{source}" in parse_page(page(f"<article><h1>Ferries</h1><p>{ONE} {{source}}</p><p>{TWO}</p></article>")).text
    )


def test_images_of_amp_are_read_although_their_sides_are_proportions() -> None:
    figures = (
        "<figure><amp-img src='https://lock.example/a-1000.jpg' srcset='https://lock.example/a-1000.jpg 1000w' width='16' height='9'"
        " layout='responsive'></amp-img><figcaption>The quay</figcaption></figure>"
        "<amp-carousel type='slides'><figure><amp-img src='//lock.example/b.jpg' width='1' height='1'></amp-img>"
        "<figcaption>The lamp</figcaption></figure></amp-carousel><amp-img src='/icon.png' width='24' height='24'></amp-img>"
    )
    found = parse_page(
        page(f"<article><h1>Ferries</h1><p>{ONE}</p>{figures}<p>{TWO}</p><p>{THREE}</p></article>"),
        "https://lock.example/x",
    )
    assert [(f.source, f.caption) for f in found.figures] == [
        ("https://lock.example/a-1000.jpg", "The quay"),
        ("https://lock.example/b.jpg", "The lamp"),
    ]


@pytest.mark.parametrize(
    "hero",
    [
        "<div class='article-splash' style=\"background-image: url('https://lock.example/hero.jpg')\"></div>",
        "<div class='opener'><div data-bg='https://lock.example/hero.jpg' role='img'></div></div>",
        "<div class='lead-visual'><div data-background-image=\"url(https://lock.example/hero.jpg)\"></div></div>",
    ],
)
def test_background_image_at_the_head_is_an_image(hero: str) -> None:
    found = parse_page(page(f"<article>{hero}<h1>Ferries</h1>{BODY}</article>"))
    assert [f.source for f in found.figures] == ["https://lock.example/hero.jpg"]


def test_image_in_link_to_its_viewer_is_kept_and_logo_of_print_view_is_not() -> None:
    body = (
        "<table><tr><td><img src='/img/logo_druck.gif' alt='Bote'></td></tr></table><h1>Ferries</h1>"
        f"<p>{ONE}</p><div><a class='modal' href='/big.jpg'><img src='/small.jpg'></a></div><p>{TWO}</p><p>{THREE}</p>"
    )
    assert [f.source for f in parse_page(page(body)).figures] == ["/small.jpg"]
    inside = f"<article><h1>Ferries</h1><p>{ONE}</p><p><img src='/old-logo.png'></p><p>{TWO}</p></article>"
    assert [f.source for f in parse_page(page(inside)).figures] == ["/old-logo.png"]


@pytest.mark.parametrize(
    "figure",
    [
        "<center><img src='/a.jpg'><br><i>The quay in May</i></center>",
        "<p><img src='/a.jpg'></p><p style='text-align:center'><em>The quay in May</em></p>",
        "<p><img src='/a.jpg'></p><p><font size='2'><i>The quay in May</i></font></p>",
        "<table width='200'><tr><td><img src='/a.jpg'><br><font size='1'>The quay in May</font></td></tr></table>",
        "<dl><dt><img src='/a.jpg'></dt><dd>The quay in May</dd></dl>",
        "<div class='pic'><img src='/a.jpg'><span class='img_descr'>The quay in May</span></div>",
        "<picture><img src='/a.jpg'></picture><div class='photo-credit'>The quay in May</div>",
        "<div class='shot'><a href='/a-big.jpg'><img src='/a.jpg'></a><p class='cap'>The quay in May</p></div>",
        "<div class='foto'><img src='/a.jpg'><div class='img-title'>The quay in May</div></div>",
    ],
)
def test_caption_is_the_last_line_below_an_image(figure: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{figure}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert [f"{f.caption} {f.credit}".strip() for f in found.figures] == ["The quay in May"]


def test_long_text_named_caption_and_ordinary_paragraphs_after_images_are_text() -> None:
    post = f"<article><h1>Ferries</h1><div><img src='/a.jpg'></div><div class='caption'>{BODY}</div></article>"
    assert texts(parse_page(page(post))) == ["Ferries", ONE, TWO, THREE]
    plain = (
        f"<article><h1>Ferries</h1><p>{ONE}</p><p><img src='/a.jpg'></p><p>Then it rained.</p><p>{TWO}</p></article>"
    )
    assert "Then it rained." in texts(parse_page(page(plain)))


def test_credit_after_a_sentence_is_separated() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption><span>The quay, in May.</span><span class='who'>Bo Ek</span></figcaption></figure>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{figure}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert found.figures[0].caption == "The quay, in May. Bo Ek"


def test_thread_of_mastodon_has_only_posts_of_its_author() -> None:
    def post(name: str, account: str, text: str) -> str:
        return (
            f"<div class='status'><div class='status__info'><a class='status__display-name'><bdi><strong>{name}</strong></bdi>"
            f"<span>@{account}</span></a><time>3h</time></div><div class='status__content'><p>{text}</p></div></div>"
        )

    body = (
        "<div class='detailed-status'><a class='detailed-status__display-name'><strong>Ann Lee</strong><span>@ann@lock.example</span></a>"
        f"<div class='status__content'><p>{ONE}</p></div><div class='detailed-status__meta'>3 May 2022 · Web · 7 boosts</div></div>"
        + post("Ann Lee", "ann@lock.example", TWO)
        + post("Bo Ek", "bo@quay.example", "I was there too, on the other ferry, and I saw you wave to the goats.")
        + post("Ann Lee", "ann@lock.example", THREE)
    )
    found = parse_page(page(f"<div class='scrollable'>{body}</div>"))
    assert found.byline == "Ann Lee"
    assert [t for t in texts(found) if t != "Ann Lee"] == [ONE, TWO, THREE]


def test_label_of_recording_is_its_title() -> None:
    player = "<div class='audio-card'><audio src='https://lock.example/bell.mp3'></audio><div>The bell</div><span>0:00/1:12</span></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{player}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert texts(found) == ["Ferries", ONE, "The bell", TWO, THREE]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Verfasst von Ute Roth", ["Ute Roth"]),
        ("Von unserer Korrespondentin Ute Roth", ["Ute Roth"]),
        ("Ingediend door Piet de Wit op di, 04/11/2014 - 09:10", ["Piet de Wit"]),
        ("Af Karen Holm, arkivar · 3. maj 2017", ["Karen Holm"]),
        ("Γράφτηκε από την Ελένη Παππά", ["Ελένη Παππά"]),
        ("מאת: דנה לוי | צילום: רון בר", ["דנה לוי"]),
        ("Guest author Tom Beck", ["Tom Beck"]),
        ("Selin Kaya Tüm Yazıları", ["Selin Kaya"]),
        ("A cura di Carla Sala", ["Carla Sala"]),
        ("（松江支局　岸本遥）", ["岸本遥"]),
        ("Anne Le Roux, 12 May 2012", ["Anne Le Roux"]),
        ("Ann Lee, fotografías de Bo Ek", ["Ann Lee"]),
        ("Foto's: Bo Ek", []),
        ("Fot. Jan Nowak", []),
        ("Translated by Ann Lee", []),
        ("Photographs by Bo Ek", []),
        ("מערכת העמק", []),
    ],
)
def test_byline_in_other_languages(line: str, names: list[str]) -> None:
    assert persons(line) == names


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<div class='info'><span>2021-05-03</span> <span>来源：海港报</span> <span>作者：李文华</span></div>", "李文华"),
        ("<div class='submitted'><span property='dc:date'>Door <span rel='sioc:has_creator'>Piet de Wit</span></span></div>", "Piet de Wit"),
        ("<table class='properties'><tr><th>Author</th><td>Ann Lee</td></tr></table>", "Ann Lee"),
        ("<p class='kisha'>（松江支局　岸本遥）</p>", "岸本遥"),
        ("<p>Af Karen Holm, arkivar · 3. maj 2017</p>", "Karen Holm"),
        ("<div class='foto-auteur'>Foto's: Bo Ek</div>", ""),
    ],
)  # fmt: skip
def test_byline_of_page_in_other_languages(line: str, byline: str) -> None:
    assert parse_page(page(f"<article><h1>Ferries</h1>{line}{BODY}</article>")).byline == byline


def test_date_in_greek_and_in_line_with_address() -> None:
    greek = page(f"<article><h1>Ferries</h1><p>Σάββατο, 4 Ιουνίου 2016</p>{BODY}</article>")
    assert parse_page(greek).published == "2016-06-04"
    stamp = page(
        f"<div>URL: http://bote.example/lokal/art77,123 Datum: 04.06.2016</div><p><font size=5>Ferries</font></p>{BODY}"
    )
    assert parse_page(stamp).published == "2016-06-04"
