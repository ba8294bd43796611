"""Notices, offers and boxes of pages in many languages, and text of articles that resembles them."""

from __future__ import annotations

import pytest

from storymap.read.formats.web_page import parse_page
from tests.read.test_page import BODY, ONE, THREE, TWO, page, texts

PICTURE = "<img src='https://lock.example/a.jpg' alt='Quay'>"


@pytest.mark.parametrize(
    "extra",
    [
        "<div class='box'><p>【関連ニュース】</p><a href='/1'>港のカニ</a></div>",
        "<h3>相關報導</h3><ul><li><a href='/1'>夜市</a></li></ul>",
        "<h3>Lignende artikler</h3><p><a href='/1'>Færgen er syg</a></p>",
        "<div class='zobacz-tez'>ZOBACZ TEŻ: <a href='/1'>Prom stoi</a></div>",
        "<div class='qr-code'><img src='/q.png'><p>Scan the QR code to follow us</p></div>",
        "<div class='promo-line'>Scannen Sie den QR-Code, um uns zu folgen</div>",
        "<p class='qr'>扫码关注公众号</p>",
        "<p>Suivez-nous sur <a href='https://www.instagram.com/lock'>Instagram</a> et abonnez-vous à notre newsletter.</p>",
        "<p>Síguenos en Facebook y <a href='/newsletter/'>apúntate a nuestra newsletter</a>.</p>",
        "<div class='c-hint'><p>Folgen Sie uns auf Mastodon und abonnieren Sie unseren Newsletter.</p></div>",
        "<p>Bizi <a href='https://instagram.com/lock'>Instagram</a>'da takip edin.</p>",
        "<p>Haben Sie einen Hinweis für uns? Schreiben Sie uns: <a href='mailto:tipp@lock.example'>tipp@lock.example</a></p>",
        "<p class='tip'>Got a story? E-mail desk@lock.example</p>",
        "<p>Heb je een tip? <a href='mailto:tip@lock.example'>Mail ons</a>.</p>",
        "<div>Scroll down ↓</div>",
        "<div>1x 2x 4x</div>",
        "<div>May 3, 2022, 09:15 · 12 boosts · 30 favourites</div>",
        "<p class='disclosure'>We may earn a small commission if you book through these links.</p>",
        "<p><a href='/x'>Read the full story</a></p>",
        "<div class='affiliate'><p>Book it: <a href='/x'>A tour of the lock, €12</a></p></div>",
        "<div><a href='/a'>rope_and_tar</a> reblogged this from <a href='/b'>quayside</a> and added:</div>",
        "<div class='recommend'><h3>热门文章：</h3><a href='/1'>夜市</a></div>",
        "<div class='komentarze'><h4>Komentarze (2)</h4><p>Prom jest za drogi, napisał czytelnik z Elbląga w nocy.</p></div>",
    ],
)
def test_notices_of_the_page_are_left_out(extra: str) -> None:
    for body in (
        f"<article><h1>Ferries</h1><p>{ONE}</p>{extra}<p>{TWO}</p><p>{THREE}</p></article>",
        f"<article><h1>Ferries</h1>{BODY}{extra}</article>",
    ):
        assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "extra",
    [
        "<ul class='actions-list'><li>Speichern</li><li>Vorlesen</li></ul>",
        "<p>Guardar</p>",
        "<p>This trip was hosted by the Tourist Office of Otaru. All opinions are our own.</p>",
        "<h3>Tribute Wall (3)</h3><p>We will miss your soup. Kaj</p>",
        "<p>Kerze anzünden</p>",
        "<div class='visit'><h3>Dein Besuch</h3><p>Dienstag bis Sonntag</p></div>",
        "<section class='paywall'><h2>Continue reading with Harbour+</h2><p>3 months for $1.</p><p>Cancel anytime.</p></section>",
        "<div class='offer'><p>Accès illimité : 1 mois pour 1 €</p><p>Sans engagement</p><p>Déjà abonné ? Connectez-vous</p></div>",
    ],
)
def test_notices_after_the_text_are_left_out(extra: str) -> None:
    assert texts(parse_page(page(f"<article><h1>Ferries</h1>{BODY}{extra}</article>"))) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "By the river they had put up a board: walk, do not run, and greet the goats before you cross.",
        "QR codes are on all the graves in Otaru now; you hold the telephone to the stone and it speaks.",
        "Follow the coast on foot as we did, and let the newsletter of the ferry company tell you when to stop.",
        "Like our grandparents, who never heard of Facebook, they met on the quay and talked about nets.",
        "Seguimos a nuestro guía por WhatsApp hasta que la niebla se comió el faro y el teléfono.",
        "Besucher sehen auf Instagram nur unsere Boote, nie die Mole, und so sind wir zufrieden mit ihnen.",
        "Have you got a story? Everyone in Wakkanai has one, and most of them begin with snow.",
        "The trip was paid for by the mayor of Otaru, who wanted to know how many goats there were.",
        "Our opinions of the soup were divided, and the captain said that opinions are free in the harbour.",
        "In winter 12 boosts from the tug were needed until the ferry came free of the ice again.",
        "Cancel anytime, says the poster of the swimming club, and nobody in Wakkanai ever has done it.",
        "„Jetzt testen“, stand auf dem Schild am Fährhaus, und darunter lag die alte Maschine im Regen.",
    ],
)
def test_sentences_that_resemble_notices_are_kept(line: str) -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><p>{line}</p><p>{TWO}</p><p>{THREE}</p></article>"
    assert texts(parse_page(page(body))) == ["Ferries", ONE, line, TWO, THREE]


def test_short_quotations_and_lists_that_resemble_notices_are_kept() -> None:
    body = (
        f"<article><h1>Ferries</h1><p>{ONE}</p><blockquote><p>Read the full story</p></blockquote>"
        f"<ul><li>Light a candle</li><li>Plant a tree</li><li>12 notes</li></ul><p>{TWO}</p>"
        f"<h2>Plan your visit</h2><p>The museum opens at noon, and the goats are fed at one.</p><p>{THREE}</p></article>"
    )
    found = texts(parse_page(page(body)))
    for line in ("Read the full story", "Light a candle", "Plant a tree", "12 notes", "Plan your visit"):
        assert line in found


def test_counter_of_gallery_is_left_out_and_metre_of_music_is_kept() -> None:
    slides = "".join(
        f"<div class='slide'><div class='n'>{i}/3</div><img src='/{i}.jpg' alt=''><p>{text}</p></div>"
        for i, text in enumerate((ONE, TWO, THREE), 1)
    )
    found = parse_page(page(f"<main><h1>Ferries</h1>{slides}</main>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]
    assert len(found.figures) == 3
    music = (
        f"<article><h1>Ferries</h1><p>{ONE}</p><ul><li>2/4</li><li>3/4</li></ul><p>{TWO}</p><p>{THREE}</p></article>"
    )
    assert "2/4" in texts(parse_page(page(music)))


def test_emphasised_words_are_kept_whatever_their_class() -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><p>The keeper says <mark class='AdV'>that the sea is tired</mark> and goes in to sleep.</p><p>{TWO}</p></article>"
    assert "that the sea is tired" in parse_page(page(body)).text


def test_image_of_article_about_qr_codes_is_kept() -> None:
    body = f"<article class='post'><h1>Ferries</h1><p>{ONE}</p><figure class='qr-code'>{PICTURE}<figcaption>A code on a grave</figcaption></figure><p>{TWO}</p><p>{THREE}</p></article>"
    found = parse_page(page(body))
    assert [f.caption for f in found.figures] == ["A code on a grave"]


def test_paid_article_in_element_named_paywall_is_kept() -> None:
    body = f"<article><h1>Ferries</h1><div class='paywall'>{BODY}</div></article>"
    assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE]


def test_facts_of_event_are_kept() -> None:
    body = (
        f"<article><h1>Ferries</h1>{BODY}<div class='event-meta'><h3>Where</h3><p>Old quay, Otaru</p>"
        "<a href='/m'>+ Google Map</a></div></article>"
    )
    assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE, "Where", "Old quay, Otaru"]


def test_credits_on_lines_below_title_are_left_out() -> None:
    body = (
        "<section><h1>Ferries</h1><p>By Ann Lee in Otaru<br>Photographs by Bo Ek<br>Graphics by the Data Desk</p></section>"
        f"<section>{BODY}</section>"
    )
    head = "<meta name='author' content='Ann Lee'>"
    assert texts(parse_page(page(body, head))) == ["Ferries", ONE, TWO, THREE]
