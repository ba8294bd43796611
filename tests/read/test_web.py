"""Reading web pages from files and URLs: text, metadata, markup, figures and errors."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, MarkupKind, PassageKind
from storymap.read import is_address, libraries, read

PAGE = """<!doctype html><html lang="de"><head><meta charset="{charset}"><title>Der Fluss | Die Zeitung</title>
<meta property="og:title" content="Der Fluss"><meta name="author" content="Ada Schreiber">
<meta property="article:published_time" content="2026-01-02T10:00:00Z"></head><body>
<nav><a href="/">Start</a> <a href="/sport">Sport</a></nav>
<article><h1>Der Fluss</h1>
<p>Die <em>Elbe</em> fließt durch <a href="/dresden">Dresden</a> und dann, nach vielen Schleifen, bis nach <strong>Hamburg</strong>.</p>
<figure><img src="elbe.jpg" alt="Ein Fluss"><figcaption>Die Elbe bei Pirna. <span class="credit">Foto: B. Bild</span></figcaption></figure>
<h2>Der zweite Teil</h2>
<blockquote><p>Wir fahren nach Magdeburg, sagte sie, und dann weiter nach Wittenberge, wo der Zug hält.</p></blockquote>
<ul><li>Meißen hat eine Burg und Porzellan</li></ul>
<table><tr><td>Ort</td><td>Lauenburg</td></tr></table>
<script>alert("Moskau")</script>
<p>Noch ein Absatz über Geesthacht, mit einigen Wörtern mehr, damit er lang genug ist.<br>Und eine Zeile.</p>
</article><aside>Lesen Sie auch: Rom</aside><footer>Impressum</footer></body></html>"""


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "fluss.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    return read(path)


def passages(article: Article) -> list[tuple[str, str]]:
    return [(str(p.kind), article.text[p.start : p.end].strip()) for p in article.passages]


def test_article_is_kept_and_rest_of_page_left_out(article: Article) -> None:
    found = passages(article)
    assert found[0] == ("heading", "Der Fluss")
    assert (
        "quote",
        "Wir fahren nach Magdeburg, sagte sie, und dann weiter nach Wittenberge, wo der Zug hält.",
    ) in found
    assert ("list item", "Meißen hat eine Burg und Porzellan") in found
    assert ("table row", "Ort · Lauenburg") in found
    assert found[-1][1].endswith("lang genug ist.\nUnd eine Zeile.")
    assert not any(word in article.text for word in ("Sport", "Moskau", "Rom", "Impressum"))


def test_metadata_of_page_is_read(article: Article) -> None:
    assert (article.title, article.byline, article.published) == ("Der Fluss", "Ada Schreiber", "2026-01-02")
    assert article.language == "de"


def test_markup_and_figures_keep_their_text(article: Article) -> None:
    marks = {article.text[m.start : m.end]: (m.kind, m.target) for m in article.markup}
    assert marks["Elbe"] == (MarkupKind.EMPHASIS, "")
    assert marks["Dresden"] == (MarkupKind.LINK, "/dresden")
    (figure,) = article.figures
    assert (figure.source, figure.alt) == ("elbe.jpg", "Ein Fluss")
    assert (figure.caption, figure.credit) == ("Die Elbe bei Pirna.", "Foto: B. Bild")


def test_passages_of_page_cover_text_without_gaps(article: Article) -> None:
    assert article.passages[0].start == 0 and article.passages[-1].end == len(article.text)
    assert all(a.end == b.start for a, b in zip(article.passages, article.passages[1:], strict=False))


def test_page_is_read_in_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "alt.html"
    path.write_bytes(PAGE.format(charset="iso-8859-1").encode("iso-8859-1"))
    assert "fließt durch Dresden" in read(path).text


def test_error_about_missing_library_has_pip_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(libraries, "import_module", missing)
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    with pytest.raises(ArticleError, match=r"pip install 'storymap-leaflet\[html\]'"):
        read(path)


def test_word_document_keeps_headings_and_emphasis(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(_docx())
    found = read(path)
    assert passages(found) == [("heading", "North"), ("paragraph", "The ferry left Otaru.")]
    (mark,) = found.markup
    assert (found.text[mark.start : mark.end], mark.kind) == ("ferry", MarkupKind.STRONG)


def _docx() -> bytes:
    """Return a minimal Word document."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document {w}><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>North</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ferry</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> left Otaru.</w:t></w:r></w:p></w:body></w:document>',
        "word/styles.xml": f'<w:styles {w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return raw.getvalue()


class _Site(BaseHTTPRequestHandler):
    """A site with an article, a redirect to the article, and an image URL."""

    def do_GET(self) -> None:
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/fluss.html")
            self.end_headers()
            return
        kind = {"/fluss.html": "text/html; charset=utf-8", "/a.png": "image/png"}.get(self.path)
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/html")
        self.end_headers()
        self.wfile.write(PAGE.format(charset="utf-8").encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parameter name in the base class
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_is_fetched_by_url_and_redirect_is_followed(site: str) -> None:
    found = read(f"{site}/old")
    assert found.source == f"{site}/fluss.html"
    assert found.title == "Der Fluss"
    assert [m.target for m in found.markup if m.kind is MarkupKind.LINK] == [f"{site}/dresden"]
    assert found.figures[0].source == f"{site}/elbe.jpg" and found.figures[0].caption


@pytest.mark.parametrize(("path", "says"), [("/nothing", "returned HTTP 404"), ("/a.png", "is image/png, not a page")])
def test_error_explains_url_without_article(site: str, path: str, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read(site + path)


def test_error_explains_unreachable_server() -> None:
    with pytest.raises(ArticleError, match=r"no connection.*Save the page"):
        read("http://127.0.0.1:9/article")


def test_text_with_url_is_not_a_url() -> None:
    assert (
        is_address("https://example.org/a")
        and not is_address("https://example.org/a\nand more")
        and not is_address("a.txt")
    )


def test_nested_list_items_have_greater_level(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    items = "<ul><li>Japan, where the journey begins<ul><li>Otaru, a port</li></ul></li></ul>"
    words = "A paragraph that is long enough to be what this page is about, with a few words more. " * 3
    path.write_text(
        f"<html><body><article><p>{words}</p>{items}<p>{words}</p></article></body></html>", encoding="utf-8"
    )
    found = read(path)
    assert [p.level for p in found.passages if p.kind is PassageKind.LIST_ITEM] == [1, 2]
