"""Web pages: parts that are kept, parts that are left out, metadata, images and encodings."""

from __future__ import annotations

import time

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, PassageKind
from storymap.read.formats import web_page
from storymap.read.formats.web_page import parse_page, sniff
from storymap.read.origin import Origin

ONE = "The first ferry leaves Otaru at noon and carries eleven cars, two goats and a piano to Rishiri."
TWO = "On Rebun the road ends at the cape; whoever wants to see Sakhalin has to come back on a clear day."
THREE = "We slept in Wakkanai, above a shop for nets, and in the morning the harbour was full of snow."
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def page(body: str, head: str = "", attributes: str = 'lang="en"') -> str:
    return f"<!doctype html><html {attributes}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


def read_bytes(raw: bytes, charset: str = "") -> Article:
    return web_page.read(raw, Origin("page.html", ".html", charset=charset))


AROUND = [
    '<nav><a href="/">Sapporo news</a> <a href="/s">Sport</a></nav>',
    '<div class="share-buttons"><a href="https://twitter.com/intent/tweet?text=x">Tweet Sapporo</a></div>',
    "<div class='newsletter-signup'><p>Get Sapporo in your inbox every week</p></div>",
    "<div id='cookie-banner'>We use cookies in Sapporo. <button>Accept</button></div>",
    "<section id='comments'><h2>3 comments</h2><p>I have been to Sapporo as well and it was cold there in the winter, wrote a reader.</p></section>",
    "<aside class='related'><h3>Related articles</h3><ul><li><a href='/a'>Ten soups of Sapporo</a></li></ul></aside>",
    "<h3>You may also like</h3><ul><li><a href='/a'>Ten soups of Sapporo</a></li></ul>",
    "<div class='ad-slot'><span>Advertisement</span><p>Buy a house in Sapporo</p></div>",
    "<p class='tags'>Tags: <a href='/t'>Sapporo</a></p>",
    "<footer>© 2024 Sapporo Media</footer>",
    "<div class='author-bio'><p>Jane Doe lives in Sapporo and writes about trains.</p></div>",
]


@pytest.mark.parametrize("extra", AROUND)
def test_parts_of_page_that_are_not_article_are_left_out(extra: str) -> None:
    """These parts are left out wherever they are: before, inside or after the text."""
    for body in (
        f"{extra}<article><h1>Ferries</h1>{BODY}</article>",
        f"<article><h1>Ferries</h1><p>{ONE}</p>{extra}<p>{TWO}</p><p>{THREE}</p></article>",
        f"<article><h1>Ferries</h1>{BODY}{extra}</article>",
        f"<article><h1>Ferries</h1>{BODY}</article>{extra}",
    ):
        assert texts(parse_page(page(body))) == ["Ferries", ONE, TWO, THREE]


def test_standfirst_table_box_and_footnotes_of_the_article_are_kept() -> None:
    body = (
        "<article><header><h1>Ferries</h1><p class='standfirst'>A slow journey north</p><p class='byline'>By Jane Doe</p>"
        f"<time datetime='2024-03-02'>2 March 2024</time></header><div class='entry-content'>{BODY}"
        "<table><tr><th>Port</th><th>Hours</th></tr><tr><td>Rishiri</td><td>5</td></tr></table>"
        f"<aside><p>{TWO} That is also the northernmost village.</p></aside>"
        "<section class='footnotes'><ol><li>Except in February.</li></ol></section></div></article>"
    )
    found = parse_page(page(body))
    assert texts(found)[:2] == ["Ferries", "A slow journey north"]
    assert "Port · Hours" in texts(found) and "Rishiri · 5" in texts(found) and "Except in February." in texts(found)
    assert any("northernmost" in text for text in texts(found))
    assert "2 March" not in found.text and "Jane Doe" not in found.text
    assert (found.byline, found.published) == ("Jane Doe", "2024-03-02")


def test_text_without_blocks_before_the_title_is_left_out() -> None:
    body = f"<a href='g.html'>Guest book</a> | <a href='l.html'>Links</a><h1>Ferries</h1>{BODY}<hr>Visitors: 1024"
    assert texts(parse_page(page(body, "<title>Ferries</title>"))) == ["Ferries", ONE, TWO, THREE]


def test_entries_of_a_live_blog_are_kept_in_order_with_their_times() -> None:
    entries = "".join(
        f"<article class='entry'><time>{hour}:00</time><h2>Part {hour}</h2><p>{text}</p></article>"
        for hour, text in ((12, ONE), (11, TWO), (10, THREE))
    )
    data = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Storm"}</script>'
    found = texts(parse_page(page(f"<main><h1>Storm</h1><div>{entries}</div></main>", data)))
    assert found == ["Storm", "12:00", "Part 12", ONE, "11:00", "Part 11", TWO, "10:00", "Part 10", THREE]


def test_older_entries_below_an_entry_are_left_out() -> None:
    old = "<div class='post'><h2><a href='/old'>Puffins</a></h2><p>On Lunga they stand at your feet like waiters in a good restaurant.</p></div>"
    body = f"<h1><a href='/'>Mull Diary</a></h1><div class='post'><h2><a href='/f'>Ferries</a></h2>{BODY}</div>{old}"
    found = parse_page(page(body, "<title>Ferries « Mull Diary</title>"))
    assert found.title == "Ferries" and "Lunga" not in found.text


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The long way north | The Post</title>", "", "The long way north"),
        (
            "<title>The long way north - The Post</title><meta property='og:site_name' content='The Post'>",
            "",
            "The long way north",
        ),
        (
            "<title>The Post: The long way north</title><meta property='og:site_name' content='The Post'>",
            "",
            "The long way north",
        ),
        ("<title>Trains – and ferries</title>", "<h1>Trains – and ferries</h1>", "Trains – and ferries"),
        ("<title>North | Post</title>", "<h1>The Post</h1><h1>Share</h1><h2 class='entry-title'>North</h2>", "North"),
        (
            "<meta property='og:title' content='SEO: long way north, ferries'>",
            "<h1>The long way north</h1>",
            "The long way north",
        ),
        ("<title>North</title>", "<h1><span>Travel</span> <span>North</span></h1>", "North"),
        ("", "<h1>Ferries</h1>", "Ferries"),
        ("<title>North</title>", "<svg><title>Follow us on Mastodon</title></svg>", "North"),
    ],
)
def test_title_is_title_of_article_without_name_of_site(head: str, body: str, title: str) -> None:
    assert parse_page(page(f"<main>{body}{BODY}</main>", head)).title == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ana Ruiz"},{"@type":"Person","name":"Bo Li"}]}</script>', "", "Ana Ruiz, Bo Li"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"The Post"}}</script>', "", ""),
        ("<meta name='author' content='The Post'><meta property='og:site_name' content='The Post'>", "", ""),
        ("<meta name='author' content='Redaktion'>", "", ""),
        ("", "<p class='byline'>By <a href='/j'>Jane Doe</a>, Staff Writer | 2 March 2024 | Share</p>", "Jane Doe"),
        ("", "<p>By Jane Doe and John Roe</p>", "Jane Doe, John Roe"),
        ("", "<address>Олег Маслов, 28.03.1999</address>", "Олег Маслов"),
        ("", "<div class='post-meta'>July 1, 2019 · 1 min · Ingrid Solheim, Per Aas</div>", "Ingrid Solheim, Per Aas"),
        ("", "<span class='author'>Share</span>", ""),
    ],
)  # fmt: skip
def test_byline_contains_only_persons(head: str, body: str, byline: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1>{body}{BODY}</article>", head))
    assert found.byline == byline
    assert texts(found)[0:2] == ["Ferries", ONE]


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (
            "<meta property='article:published_time' content='2024-03-02T10:00:00Z'>",
            "<time datetime='2023-01-01'>x</time>",
            "2024-03-02",
        ),
        ("", "<time datetime='2024-03-02T10:00'>yesterday</time>", "2024-03-02"),
        ("", "<p class='date'>Updated 5 May 2024</p><p class='date'>Published on March 2nd, 2024</p>", "2024-03-02"),
        ("", "<p>2. März 2024</p>", "2024-03-02"),
        ("", "<p>2024年3月2日</p>", "2024-03-02"),
        ("", "<p class='date'>3/4/2024</p>", ""),
        ("", "", ""),
    ],
)
def test_date_is_publication_date(head: str, body: str, date: str) -> None:
    assert parse_page(page(f"<article><h1>Ferries</h1>{body}{BODY}</article>", head)).published == date


CAPTION = "Ferry in the ice."
FIGURES = [
    f"<figure><img src='a.jpg'><figcaption>{CAPTION} <span class='credit'>Photo: B.</span></figcaption></figure>",
    f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption><small class='credit'>Photo: B.</small></figure>",
    f"<figure><img src='a.jpg'><p>{CAPTION} <span class='credit'>Photo: B.</span></p></figure>",
    f"<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{CAPTION} <span class='credit'>Photo: B.</span></p></div>",
    f"<div class='image'><img src='a.jpg'><div class='image-caption'>{CAPTION} <span class='credit'>Photo: B.</span></div></div>",
    f"<table class='tr-caption-container'><tr><td><img src='a.jpg'></td></tr><tr><td class='tr-caption'>{CAPTION} <span class='credit'>Photo: B.</span></td></tr></table>",
    f"<figure><amp-img src='a.jpg' width='640' height='480'></amp-img><figcaption>{CAPTION} <span class='credit'>Photo: B.</span></figcaption></figure>",
    f"<figure><picture><source srcset='a.webp' type='image/webp'><source srcset='b.avif'><img src='a.jpg'></picture><figcaption>{CAPTION} <span class='credit'>Photo: B.</span></figcaption></figure>",
    f"<figure><img class='lazy' src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='a.jpg'><noscript><img src='a.jpg'></noscript><figcaption>{CAPTION} <span class='credit'>Photo: B.</span></figcaption></figure>",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_image_has_its_caption_and_credit(figure: str) -> None:
    found = parse_page(page(f"<article><h1>Ferries</h1><p>{ONE}</p>{figure}<p>{TWO}</p><p>{THREE}</p></article>"))
    assert [(f.source, f.caption, f.credit) for f in found.figures] == [("a.jpg", CAPTION, "Photo: B.")]
    assert CAPTION not in found.text


def test_avatars_logos_and_images_of_other_stories_are_left_out() -> None:
    images = "<img class='avatar' src='me.jpg'><img src='dot.gif' width='1' height='1'><img class='site-logo' src='logo.png'><a href='/other'><img src='t.jpg'>Another story</a>"
    assert parse_page(page(f"<article><h1>Ferries</h1>{BODY}{images}</article>")).figures == ()


def test_image_above_the_text_belongs_to_the_article() -> None:
    body = f"<article><header><h1>Ferries</h1></header><figure><img src='hero.jpg'><figcaption>North</figcaption></figure><div class='entry-content'>{BODY}</div></article>"
    assert [(f.source, f.caption) for f in parse_page(page(body)).figures] == [("hero.jpg", "North")]


def test_base_url_applies_to_links_but_not_to_images_saved_with_page() -> None:
    head = "<base href='https://example.org/a/'>"
    body = f"<article><h1>Ferries</h1><img src='./Ferries_files/a.jpg'><p>{ONE} <a href='b'>More.</a></p><p>{TWO}</p></article>"
    found = parse_page(page(body, head))
    assert [f.source for f in found.figures] == ["./Ferries_files/a.jpg"]
    assert [m.target for m in found.markup] == ["https://example.org/a/b"]


def test_form_around_whole_page_is_not_removed() -> None:
    found = parse_page(page(f"<form action='/'><input type='hidden'><h1>Ferries</h1><div>{BODY}</div></form>"))
    assert texts(found) == ["Ferries", ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("encoding", "declaration", "words"),
    [
        ("cp1252", "<meta charset=iso-8859-1>", "Café “Köln” – naïve"),
        (
            "shift_jis",
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">',
            "稚内駅の先に線路はない",
        ),
        ("koi8_r", "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>", "Поезд из Мурманска"),
        ("gb18030", "<meta charset=gb2312>", "长城上的自行车"),
        ("euc_kr", "<meta charset=euc-kr>", "부산에서 서울까지"),
        ("utf-8", "<meta charset=iso-8859-1>", "Zürich – Genève"),  # the declaration in the page is wrong
        ("utf-16", "", "Zürich – Genève"),
        ("cp1252", "", "Zürich – Genève"),
        ("cp1251", "", "Поезд из Мурманска пришёл в Апатиты в пять утра, и до базы шли два дня через перевал."),
    ],
)
def test_page_is_read_in_its_encoding(encoding: str, declaration: str, words: str) -> None:
    raw = f"<html><head>{declaration}<title>T</title></head><body><h1>Ferries</h1><p>{words}</p>{BODY}</body></html>".encode(
        encoding
    )
    assert words in read_bytes(raw).text


def test_charset_of_server_takes_precedence() -> None:
    raw = f"<html><head><meta charset=koi8-r></head><body><p>Москва</p>{BODY}</body></html>".encode("cp1251")
    assert "Москва" in read_bytes(raw, "windows-1251").text


def test_xhtml_with_declarations_is_a_web_page() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?>\n<?xml-stylesheet href="a.css"?>\n<!-- saved -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
    raw = f"{head}<html xmlns='http://www.w3.org/1999/xhtml' xml:lang='sv'><head><title>T</title></head><body><p>Från Kiruna</p>{BODY}</body></html>".encode(
        "latin-1"
    )
    assert sniff(raw) and not sniff(b"<?xml version='1.0'?><rss>") and not sniff(b"Plain text")
    found = read_bytes(raw)
    assert "Från Kiruna" in found.text and found.language == "sv"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<div id='root'></div><script src='app.js'></script>", "loaded by a script"),
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=app>Loading…</div><script></script>",
            "loaded by a script",
        ),
        (
            "<h1>Log in</h1><form><input name=u><input type=password> <label>Password</label><button>Sign in</button></form>",
            "log in",
        ),
        (
            "<h1>Before you continue</h1><p>We and our partners use cookies. Choose Accept all to consent to cookies.</p>",
            "asks for consent",
        ),
        (
            "<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist. Try the search.</p>",
            "not found",
        ),
        (
            "<h1>post.example</h1><p>post.example needs to review the security of your connection before proceeding.</p>",
            "whether visitors are human",
        ),
        ("", "no text on it"),
    ],
)
def test_page_without_article_raises_error(body: str, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        parse_page(page(body))


def test_image_file_with_suffix_html_raises_error() -> None:
    with pytest.raises(ArticleError, match=r"not a web page"):
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")


def test_text_in_structured_data_is_read_if_page_shows_no_text() -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferries", "articleBody": "{ONE}\\n{TWO}"}}</script>'
    found = parse_page(page("<div id='root'></div>", data))
    assert (found.title, texts(found)) == ("Ferries", [ONE, TWO])


def test_headings_with_ids_similar_to_page_parts_are_kept() -> None:
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><h2 id='comments-of-the-captain'>What the captain says</h2><p>{TWO}</p><p>{THREE}</p></article>"
    assert "What the captain says" in texts(parse_page(page(body)))


def test_author_of_a_quote_is_kept() -> None:
    body = (
        f"<article><h1>Ferries</h1>{BODY}<blockquote><p>{ONE}</p><footer>A man in Otaru</footer></blockquote></article>"
    )
    found = parse_page(page(body))
    assert (PassageKind.QUOTE, "A man in Otaru") in [
        (p.kind, found.text[p.start : p.end].strip()) for p in found.passages
    ]


def test_page_too_large_for_trafilatura_is_read_without_its_clutter() -> None:
    paragraphs = "".join(f"<p>{ONE} <a href=/{i}>{i}</a></p>" for i in range(4_500))
    around = "<div class=sidebar><p>Our reporters choose ten hotels near the harbour for you every week of the year.</p></div>"
    text = parse_page(page(f"<article><h1>Ferries</h1>{paragraphs}</article>{around}")).text
    assert text.count(ONE) == 4_500
    assert "hotels" not in text


@pytest.mark.parametrize(
    "unit",
    [
        "<div class='a b'><div><span>one two three</span></div></div>",
        "<h2>Related articles</h2>",
        "one two<br><br>",
        "<div><img src=a.jpg><p class=caption>one two</p></div>",
        "<figure><img src=a.jpg><small class=credit>x</small></figure>",
        "<picture><source srcset=a.jpg></picture>",
        "<span class=author>By Jane Doe</span>",
    ],
)
def test_run_time_is_linear_in_page_size(unit: str) -> None:
    """The time for 12 times as large a page may grow by a factor of 40; a quadratic time would grow by a factor of 144.

    One of three runs must be fast enough, because other programs can slow down a run.
    """

    def seconds(size: int) -> float:
        begun = time.process_time()
        parse_page(page(f"<article>{unit * (size // len(unit))}{BODY}</article>"))
        return time.process_time() - begun

    seconds(2_000)
    assert any(seconds(120_000) < 40 * seconds(10_000) + 0.5 for _ in range(3))


def test_each_image_of_a_gallery_has_its_own_caption() -> None:
    inner = "".join(f"<figure><img src='{n}.jpg'><figcaption>Port {n}</figcaption></figure>" for n in (1, 2))
    body = f"<article><h1>Ferries</h1><p>{ONE}</p><figure class='gallery'>{inner}<figcaption>Two ports</figcaption></figure><p>{TWO}</p></article>"
    found = parse_page(page(body))
    assert [(f.source, f.caption) for f in found.figures] == [("1.jpg", "Port 1"), ("2.jpg", "Port 2")]
    assert "Two ports" in texts(found)
