"""The start and the end of articles in pages: background images of titles, copies of images, notes and boxes."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts

LINE = "Photo: Bo Ek/Isles Images"


def read(before: str = "", after: str = "", inside: str = "", head: str = "") -> list[str]:
    article = f"<article><h1>Ferries</h1>{before}<div class='text'>{BODY}{inside}</div>{after}</article>"
    return texts(parse_page(page(article, head=head)))


@pytest.mark.parametrize(
    "figure",
    [
        "<div><noscript><img src='/a-640.jpg'></noscript><img class='lazy' data-srcset='/a-640.jpg 640w, /a-1200.jpg 1200w'></div>",
        "<div><img class='lazy' data-src='/a-1200.jpg' src='data:image/gif;base64,R0lGOD'><noscript><img src='/a-640.jpg'></noscript></div>",
        "<noscript><img src='/a-640.jpg'></noscript><span><img data-lazy-src='/a-1200.jpg'></span>",
        "<img src='/blank.gif'><noscript><img src='/a-640.jpg'></noscript>",
    ],
)
def test_image_and_its_copy_without_scripts_are_one_image_with_caption(figure: str) -> None:
    found = parse_page(
        page(f"<article><h1>Ferries</h1><figure>{figure}<figcaption>The quay</figcaption></figure>{BODY}</article>")
    )
    assert [f.caption for f in found.figures] == ["The quay"]


def test_credit_in_its_own_field_below_caption_is_part_of_caption() -> None:
    image = f"<div class='media'><div class='field-image'><img src='/a.jpg'></div><div class='field-caption'>The quay at noon.</div><div class='field-credit'>{LINE}</div></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{image}{BODY}</article>"))
    assert [(f.caption, f.credit) for f in found.figures] == [("The quay at noon.", LINE)]
    assert LINE not in found.text


@pytest.mark.parametrize(
    ("style", "sheet"),
    [
        ("style='background-image:url(/quay.jpg)'", ""),
        ("", ".e4f1{background: #fff url('/quay.jpg') center}"),
        ("id='top'", "#top { background-image: url(/quay.jpg) }"),
    ],
)
def test_background_behind_title_is_image_of_article(style: str, sheet: str) -> None:
    top = f"<section class='section e4f1' {style}><div><h1>Ferries</h1><p>3 May 2021</p></div></section>"
    found = parse_page(
        page(f"<div class='post'>{top}{BODY}</div>", head=f"<style>{sheet}</style><title>Ferries</title>")
    )
    assert [f.source for f in found.figures] == ["/quay.jpg"]


def test_background_of_whole_page_and_of_head_with_image_is_no_image() -> None:
    whole = f"<div style='background-image:url(/paper.jpg)'><h1>Ferries</h1><p>{ONE} {TWO}</p>{BODY}{BODY}</div>"
    own = f"<section style='background-image:url(/paper.jpg)'><h1>Ferries</h1><img src='/quay.jpg'></section>{BODY}"
    assert [f.source for f in parse_page(page(whole)).figures] == []
    assert [f.source for f in parse_page(page(own)).figures] == ["/quay.jpg"]


def test_text_of_toggle_that_style_hides_is_shown_below_its_label() -> None:
    toggle = f"<div class='my-toggle'><div class='tab-title'><a>How do I get there?</a></div><div class='tab-content' style='display:none'><p>{THREE}</p></div></div>"
    found = read(inside=toggle.replace(THREE, "By bus from the south terminal, in four hours, with a stop for water."))
    assert found[-2:] == [
        "How do I get there?",
        "By bus from the south terminal, in four hours, with a stop for water.",
    ]


def test_portrait_of_author_is_no_image_of_article() -> None:
    line = "<p class='byline'>By <a rel='author'>Ann Lee</a></p>"
    portrait = "<div class='contrib'><img src='/ann.png' alt='Ann Lee'><span>Ann Lee</span></div>"
    found = parse_page(page(f"<article><h1>Ferries</h1>{line}{portrait}{BODY}</article>"))
    assert (found.byline, found.figures) == ("Ann Lee", ())


@pytest.mark.parametrize("mark", ["-Ends-", "ENDS", "###", "– Ende –", "*** FIN ***", "-30-"])
def test_end_mark_of_press_release_is_left_out(mark: str) -> None:
    assert read(inside=f"<p>{mark}</p>") == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "label",
    [
        "Media contact",
        "Pressekontakt",
        "Contact presse",
        "Contacto de prensa",
        "Kontakt dla mediów",
        "Ansprechpartnerin",
    ],
)
def test_contact_for_journalists_is_left_out(label: str) -> None:
    box = f"<div class='field'><div class='label'>{label}</div><div class='item'><p>Sorcha Gerag<br>T: 091 555 0142</p></div></div>"
    assert read(after=box) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "<p><em>Buy issue eight in our shop.</em></p>",
        "<p><em>Bestellen Sie das Heft in unserem Shop.</em></p>",
        "<p><b>What do you think? Let us know in the comments below</b></p>",
        "<p><b>Was meinen Sie? Schreiben Sie es in die Kommentare</b></p>",
        "<p><b>Et vous, qu'en pensez-vous ? Dites-le en commentaire</b></p>",
        "<p><strong>¿Qué opinas? Déjanos tu comentario</strong></p>",
        "<p><strong>A co o tym myślicie? Dajcie znać w komentarzach</strong></p>",
    ],
)
def test_request_in_emphasis_after_text_is_left_out(line: str) -> None:
    assert read(inside=line) == ["Ferries", ONE, TWO, THREE]


def test_emphasised_sentence_without_request_is_kept_at_end() -> None:
    assert read(inside="<p><em>Buy a ticket on board, in cash.</em></p>")[-1] == "Buy a ticket on board, in cash."


@pytest.mark.parametrize(
    "line",
    [
        "This post contains affiliate links. I may earn a small commission at no cost to you.",
        "Dieser Beitrag enthält Affiliate-Links. Für dich ändert sich am Preis nichts, versprochen.",
        "Cet article contient des liens affiliés. Merci de soutenir le blog en passant par eux.",
        "Este artículo contiene enlaces de afiliado. Gracias por apoyar este blog con tus compras.",
    ],
)
def test_disclosure_of_affiliate_links_before_text_is_left_out(line: str) -> None:
    assert read(before=f"<p><em>{line}</em></p>") == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "note",
    [
        "<hr><p>Ann Lee reports on public land. Bo Ek is a fellow at the Desk, and he has a dog.</p>",
        "<p><em>Ann Lee reports on public land. Bo Ek is a fellow at the Desk.</em></p>",
    ],
)
def test_note_about_authors_at_end_is_left_out(note: str) -> None:
    head = '<script type="application/ld+json">{"@type":"Article","headline":"Ferries","author":{"name":"Ann Lee"}}</script>'
    assert read(inside=note, head=head) == ["Ferries", ONE, TWO, THREE]
    told = "<p>Ann Lee reports on public land, and so on the whole of it she has never been bored.</p>"
    assert len(read(inside=told, head=head)) == 5


def test_line_outside_text_with_own_class_and_without_full_stop_is_left_out() -> None:
    assert read(after="<p class='uyari'>Bu içerik yayın ilkelerimize uygundur</p>") == ["Ferries", ONE, TWO, THREE]
    assert (
        read(after="<p class='uyari'>Köprü mayıs ayında yayalara yeniden açıldı, dedi vali.</p>")[-1]
        == "Köprü mayıs ayında yayalara yeniden açıldı, dedi vali."
    )


def test_line_of_stamps_with_source_is_left_out_below_title() -> None:
    line = "<div class='bilgi'><span>Kaynak: İHA</span><span>Giriş: 03.03.2024 - 11:18</span><a>Abone Ol</a></div>"
    assert read(before=line) == ["Ferries", ONE, TWO, THREE]


def test_box_with_captioned_image_and_sentence_after_text_continues_it() -> None:
    box = "<div class='frame'><figure><img src='/plan.png'><figcaption>The detour</figcaption></figure><p>The market moves to the castle.</p></div>"
    inside = f"<div class='news'><div class='article'><h1>Ferries</h1><div itemprop='articleBody'>{BODY}</div></div>{box}</div>"
    found = parse_page(page(f"<main>{inside}</main>"))
    assert texts(found)[-1] == "The market moves to the castle."
    assert [f.caption for f in found.figures] == ["The detour"]
    other = box.replace("The market moves to the castle.", "<a href='/x'>The market moves to the castle.</a>")
    assert "castle" not in parse_page(page(f"<main>{inside.replace(box, other)}</main>")).text


def test_links_of_standfirst_are_left_out() -> None:
    standfirst = f"<div class='standfirst'><p>The ferries are late again, says {ONE[:30]}</p><ul><li><a href='#x'>What do storm warnings mean?</a></li></ul></div>"
    found = read(before=standfirst)
    assert "What do storm warnings mean?" not in found
    assert found[1].startswith("The ferries are late")


def test_maintenance_boxes_and_banner_of_wiki_guide() -> None:
    banner = "<div class='pagebanner noprint'><div class='topbanner'><div>Kythnos</div><a href='/wiki/Datei:Kyth_banner.jpg'><img src='//up.example/thumb/Kyth_banner.jpg/2800px-Kyth_banner.jpg'></a><div id='toc' class='toc'><h2>Contents</h2></div></div></div>"
    item = "<ul><li><bdi class='vcard'><b>Katafyki Cave</b>. Iron was mined here until 1939; a cart still stands on its rails.<span class='listing-metadata'>(updated Jul 2022)</span></bdi></li></ul>"
    stub = "<table class='stub'><tr><td>This guide is an outline and needs more content.</td></tr></table>"
    found = parse_page(
        page(f"<main><h1>Kythnos</h1><div class='mw-parser-output'>{banner}{BODY}{item}{stub}</div></main>")
    )
    assert texts(found) == [
        "Kythnos",
        ONE,
        TWO,
        THREE,
        "Katafyki Cave. Iron was mined here until 1939; a cart still stands on its rails.",
    ]
    assert [f.source for f in found.figures] == ["//up.example/thumb/Kyth_banner.jpg/2800px-Kyth_banner.jpg"]


def test_drupal_field_with_summary_is_text_and_no_standfirst() -> None:
    field = f"<div class='field--type-text-with-summary'><p>{ONE}</p><p>{TWO}</p><p>-Ends-</p></div>"
    contact = "<div><p>Sorcha Gerag, Press and Information Executive of the University, Corribside, County Galway, Ireland.</p></div>"
    found = texts(parse_page(page(f"<article><h1>Ferries</h1>{field}{contact}</article>")))
    assert found[:3] == ["Ferries", ONE, TWO]
    assert "-Ends-" not in found


BOXES_OF_SITE = [
    "<div class='xyz'><p>Dorak ven tis ulanti morik? Sel vari tok anim peri santo lek, varu minet oski tal.</p></div>",
    "<div class='abc'><h3>Tok anim</h3><p>Sel vari tok anim peri santo lek, varu minet oski tal dor.</p><button>Ven</button></div>",
    "<div class='who'><p>Ann Lee dorak ven tis ulanti morik sel vari tok anim peri santo lek, varu.</p></div>",
    "<div class='oth'><p>Tok</p><ul><li>Sel vari tok</li><li>Anim peri santo</li></ul></div>",
]


@pytest.mark.parametrize("box", BOXES_OF_SITE)
def test_box_with_sentences_beside_the_box_of_the_text_is_left_out(box: str) -> None:
    head = '<script type="application/ld+json">{"@type":"Article","headline":"Ferries","author":{"name":"Ann Lee"}}</script>'
    body = f"<article><h1>Ferries</h1><div class='t'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>{box}</article>"
    assert texts(parse_page(page(body, head=head))) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='facts'><h3>Getting there</h3><p>Sel vari tok anim peri santo lek, varu minet oski tal dor.</p></div>",
        "<div class='notes'><p>(1) Sel vari tok anim peri santo lek, varu minet oski tal dor ulanti.</p></div>",
        "<h3>Tok anim</h3><div id='s1'><p>Sel vari tok anim peri santo lek, varu minet oski tal dor ulanti.</p></div>",
    ],
)
def test_box_of_the_article_beside_the_box_of_the_text_is_kept(box: str) -> None:
    body = f"<article><h1>Ferries</h1><div class='t'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>{box}</article>"
    assert "Sel vari tok anim peri santo lek" in parse_page(page(body)).text
