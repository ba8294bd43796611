"""Feeds: each entry becomes an article, without the lines that sites add to entries."""

from __future__ import annotations

import json

import pytest

from storymap.errors import ArticleError
from storymap.model import PassageKind
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.formats.feed import read, sniff
from storymap.read.origin import Origin
from tests.read.formats.files import SENTENCE

ORIGIN = Origin("feed.xml", ".xml")


def rss(items: str, channel: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Weir</title>{channel}{items}</channel></rss>'.encode()


def test_entries_keep_title_author_date_and_html() -> None:
    item = (
        f"<item><title>Otley &amp;amp; Ilkley</title><link>https://weir.example/a/</link><author>p@weir.example (Priya Ostrander)</author><pubDate>Wed, 16 Nov 2022 23:30:00 -0500</pubDate>"
        f'<description>Short.</description><content:encoded><![CDATA[<p>{SENTENCE}</p><img src="b.png"><p>The post A appeared first on The Weir.</p>]]></content:encoded></item>'
    )
    (article,) = read(rss(item), ORIGIN)
    assert (article.title, article.byline, article.published) == ("Otley & Ilkley", "Priya Ostrander", "2022-11-16")
    assert article.text == SENTENCE
    assert [f.source for f in article.figures] == ["https://weir.example/a/b.png"]


@pytest.mark.parametrize(
    ("creator", "byline"), [("Weirin toimisto", ""), ("Weir Ostrander", "Weir Ostrander"), ("Priya Weir", "Priya Weir")]
)
def test_office_with_the_name_of_the_feed_is_no_author(creator: str, byline: str) -> None:
    named = f"<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>{creator}</dc:creator>"
    (article,) = read(rss(f"<item><title>A</title>{named}<description>{SENTENCE}</description></item>"), ORIGIN)
    assert article.byline == byline


def test_line_that_medium_adds_to_an_entry_is_left_out() -> None:
    added = "<p>A was originally published in B on Medium, where people are continuing the conversation.</p>"
    (article,) = read(
        rss(f"<item><title>A</title><description><![CDATA[<p>{SENTENCE}</p><hr>{added}]]></description></item>"), ORIGIN
    )
    assert article.text == SENTENCE


@pytest.mark.parametrize(
    "added",
    [
        "The post A appeared first on B.",
        "L'article A est apparu en premier sur B.",
        "L’article A est apparu en premier sur B.",
        "Der Beitrag A erschien zuerst auf B.",
    ],
)
def test_line_that_wordpress_adds_to_an_entry_is_left_out(added: str) -> None:
    entry = f"<item><title>A</title><description><![CDATA[<p>{SENTENCE}</p><p>{added}</p>]]></description></item>"
    assert read(rss(entry), ORIGIN)[0].text == SENTENCE


def test_paragraph_that_is_only_a_shortcode_is_left_out_and_reported() -> None:
    text = f'<p>[mappress mapid="7"]</p><p>{SENTENCE}</p><p>[sic]</p><p>He said "[a=b]".</p>'
    (article,) = read(rss(f"<item><title>A</title><description><![CDATA[{text}]]></description></item>"), ORIGIN)
    assert article.text.split("\n\n") == [SENTENCE, "[sic]", 'He said "[a=b]".']
    assert [(o.kind, o.what) for o in article.omitted] == [("shortcode", '[mappress mapid="7"]')]


def test_enclosed_audio_is_reported_and_enclosed_image_becomes_figure() -> None:
    item = f'<item><title>12</title><description>{SENTENCE}</description><enclosure url="https://a.example/12.mp3" type="audio/mpeg"/></item>'
    picture = f'<item><title>13</title><description>{SENTENCE}</description><enclosure url="https://a.example/13.png" type="image/png"/></item>'
    first, second = read(rss(item + picture), ORIGIN)
    assert [(o.kind, o.what) for o in first.omitted] == [("audio", "https://a.example/12.mp3")]
    assert [f.source for f in second.figures] == ["https://a.example/13.png"]


def test_json_feed_entry_without_author_has_author_of_the_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "authors": [{"name": "Jonah Pellworm"}],
        "items": [
            {
                "title": "28",
                "content_text": f"{SENTENCE}\n\n<b> is no tag.",
                "date_published": "2016-05-03T01:00:00+09:00",
            }
        ],
    }
    raw = json.dumps(feed).encode()
    assert sniff(raw)
    (article,) = read(raw, Origin("feed.json", ".json"))
    assert (article.byline, article.published) == ("Jonah Pellworm", "2016-05-03")
    assert article.text == f"{SENTENCE}\n\n<b> is no tag."


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (rss(""), "without entries"),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + rss("<item><description>&x;</description></item>"),
            "XML entities",
        ),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "damaged"),
    ],
)
def test_empty_damaged_or_dangerous_feed_raises_error(raw: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read(raw, ORIGIN)


def test_other_xml_is_not_a_feed() -> None:
    assert not sniff(b"<?xml version='1.0'?><urlset></urlset>")
    assert not sniff(b"<html><body><feed></feed></body></html>")


def test_names_with_surname_first_are_put_in_order_and_comment_link_is_boilerplate() -> None:
    item = f"<item><title>A</title><dc:creator>García López, Ana</dc:creator><description><![CDATA[<p>{SENTENCE}</p>]]></description></item>"
    feed = rss(item).replace(b"<rss ", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
    assert [article.byline for article in read(feed, ORIGIN)] == ["Ana García López"]
    entry = {
        "title": "A",
        "content_html": f"<p>{SENTENCE}</p><p><a href='https://a.example/1#comments'>Comments</a></p>",
    }
    entry["authors"] = [{"name": "O'Neill, Síle"}, {"name": "Brady, Conor"}]  # type: ignore[assignment]
    (article,) = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [entry]}).encode(), ORIGIN)
    assert article.byline == "Síle O'Neill, Conor Brady"
    assert mark_boilerplate(article).passages[-1].kind is PassageKind.BOILERPLATE
