"""EPUB books: order of chapters, links between files, and parts that are left out."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, MarkupKind
from storymap.read.formats.epub import read
from storymap.read.origin import Origin
from tests.read.formats.files import SENTENCE, epub

ORIGIN = Origin("book.epub", ".epub")
ABOUT = "<dc:title>Ferries</dc:title><dc:creator>Mirela Hadley</dc:creator><dc:date>2019-06-14</dc:date><dc:language>en-GB</dc:language>"


def test_chapters_become_one_article_in_the_order_of_the_spine() -> None:
    raw = epub(
        {
            "b.xhtml": f"<h1>North</h1><p>{SENTENCE}</p>",
            "a.xhtml": "<h1>South</h1><p>Then we went back to the sea.</p>",
        },
        ABOUT,
    )
    article = read(raw, ORIGIN)
    assert isinstance(article, Article)
    assert (article.title, article.byline, article.published, article.language) == (
        "Ferries",
        "Mirela Hadley",
        "2019-06-14",
        "en-GB",
    )
    assert article.text.index("North") < article.text.index("South")


def test_link_to_another_file_becomes_link_to_passage() -> None:
    raw = epub(
        {
            "a.xhtml": f'<p>{SENTENCE}<a href="notes.xhtml#n1" epub:type="noteref">1</a></p>',
            "notes.xhtml": '<p id="n1">The parish, page 41.</p>',
        }
    )
    article = read(raw, ORIGIN)
    assert isinstance(article, Article)
    (link,) = [m for m in article.markup if m.kind is MarkupKind.LINK]
    assert (article.text[link.start : link.end], link.target) == ("[1]", "#p2")


def test_cover_contents_and_imprint_are_left_out_and_images_are_kept() -> None:
    raw = epub(
        {
            "cover.xhtml": '<section epub:type="cover"><img src="cover.png" alt="Ferries"/></section>',
            "imprint.xhtml": "<p>© 2019 Weir Press. All rights reserved.</p>",
            "toc.xhtml": '<p><a href="a.xhtml">North</a></p><p><a href="a.xhtml#s">South</a></p><p><a href="a.xhtml#e">East</a></p>',
            "a.xhtml": f'<p>{SENTENCE}</p><figure><img src="a.png" alt="A harbour"/><figcaption>The harbour</figcaption></figure><p><span/>More of the sea.</p>',
        },
        ABOUT,
    )
    article = read(raw, ORIGIN)
    assert isinstance(article, Article)
    assert article.text == f"{SENTENCE}\n\nMore of the sea."
    assert [(f.source, f.alt, f.caption, f.content[:4]) for f in article.figures] == [
        ("book/a.png", "A harbour", "The harbour", b"\x89PNG")
    ]


def test_title_page_with_the_imprint_is_left_out() -> None:
    def shown(heading: str) -> str:
        title = f"<h1>{heading}</h1><p>Ann Lee</p><p>© 2019 Weir Press. All rights reserved.</p>"
        article = read(epub({"title.xhtml": title, "a.xhtml": f"<p>{SENTENCE}</p>"}, ABOUT), ORIGIN)
        assert isinstance(article, Article)
        return article.text

    assert shown("Ferries") == SENTENCE
    assert "Weir Press" in shown("Before the weir")


def test_caption_in_a_block_with_its_image_belongs_to_the_image() -> None:
    picture = '<div class="fig"><img src="a.png" alt="A weir"/><p class="caption">The weir in May</p></div>'
    raw = epub({"a.xhtml": f"<p>{SENTENCE}</p>{picture}<p>More of the sea.</p>"}, ABOUT)
    article = read(raw, ORIGIN)
    assert isinstance(article, Article)
    assert [f.caption for f in article.figures] == ["The weir in May"]
    assert article.text == f"{SENTENCE}\n\nMore of the sea."


def test_chapters_with_different_authors_become_separate_articles() -> None:
    story = '<h1>{}</h1><p class="author">By {}</p><p>' + SENTENCE + "</p>"
    articles = read(
        epub({"a.xhtml": story.format("Bees", "Sanne Kuipers"), "b.xhtml": story.format("Whales", "Agnes Thorold")}),
        ORIGIN,
    )
    assert isinstance(articles, list)
    assert [(a.title, a.byline) for a in articles] == [("Bees", "Sanne Kuipers"), ("Whales", "Agnes Thorold")]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (
            epub(
                {"a.xhtml": "x"},
                others={
                    "META-INF/encryption.xml": "<e><EncryptedData><EncryptionMethod Algorithm='aes128-cbc'/></EncryptedData></e>"
                },
            ),
            "DRM",
        ),
        (epub({"a.xhtml": SENTENCE})[:-40], "damaged"),
        (epub({"a.xhtml": "<p></p>"}), "without text"),
    ],
)
def test_protected_or_damaged_book_raises_error(raw: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read(raw, ORIGIN)
