"""Formats that are read with pandoc (OpenDocument, RTF, LaTeX and others), and how files are prepared for pandoc."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, PassageKind
from storymap.read import pandoc
from storymap.read.formats import light_markup, open_document, rich_text
from storymap.read.origin import Origin
from storymap.read.rtf import regular
from tests.read.formats.files import SENTENCE, odt


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


def test_open_document_keeps_title_caption_and_alternative_text() -> None:
    picture = '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A bridge</svg:desc></draw:frame>'
    body = (
        f'<text:p text:style-name="Title">Why it hums</text:p><text:p>Neža Kralj, 18 May 2021</text:p><text:p>{SENTENCE}</text:p>'
        f'<text:p>{picture}</text:p><text:p text:style-name="Illustration">Illustration 1: The railing</text:p><text:p>{SENTENCE}</text:p>'
    )
    article = open_document.read(odt(body), Origin("bridge.odt", ".odt"))
    assert (article.title, article.byline, article.published) == ("Why it hums", "Neža Kralj", "2021-05-18")
    assert [(f.alt, f.caption, f.content[:4]) for f in article.figures] == [
        ("A bridge", "Illustration 1: The railing", b"\x89PNG")
    ]


def test_open_document_drops_hidden_text_and_keeps_text_boxes() -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    box = "<draw:frame><draw:text-box><text:p>In one sentence.</text:p></draw:text-box></draw:frame>"
    hidden = '<text:section text:display="none"><text:p>Unused.</text:p></text:section>'
    body = f'<text:p>{SENTENCE}<text:span text:style-name="T1"> check this</text:span>{box}</text:p>{hidden}<text:p>{SENTENCE}</text:p>'
    assert texts(open_document.read(odt(body, styles), Origin("a.odt", ".odt"))) == [
        SENTENCE,
        "In one sentence.",
        SENTENCE,
    ]


def test_open_document_with_password_raises_error() -> None:
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(ArticleError, match="password"):
        open_document.read(odt("", others={"META-INF/manifest.xml": manifest}), Origin("a.odt", ".odt"))


def test_rtf_is_read_in_its_code_pages_without_hidden_and_deleted_text() -> None:
    raw = (
        b"{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Calibri;}{\\f1\\fcharset238 Times;}}{\\stylesheet{\\s1 Title;}}{\\info{\\author Admin}}"
        b"{\\header Weekly\\par}\\pard\\s1 \\f0 \\'c1\\'e0\\'e9\\'ea\\'e0\\'eb\\par\\pard\\plain\\f1 Z Krakowa do \\u321\\'a3odzi{\\deleted  przez Radom}{\\v  TODO}"
        b"{\\*\\footnote Uwaga.} pojechali\\'9cmy rano, a potem dalej do Gda\\u324?ska i na Hel.\\par}"
    )
    article = rich_text.read(raw, Origin("a.rtf", ".rtf"))
    assert article.title == "Байкал"
    assert texts(article)[1:] == [
        "Z Krakowa do Łodzi[1] pojechaliśmy rano, a potem dalej do Gdańska i na Hel.",
        "Uwaga.",
    ]


def test_truncated_rtf_raises_error() -> None:
    with pytest.raises(ArticleError, match="end is missing"):
        rich_text.read(b"{\\rtf1 The ferry left", Origin("a.rtf", ".rtf"))


def test_regular_rtf_has_no_binary_data_and_double_bytes_as_unicode() -> None:
    # "\'8e\'44\'96y" is 札幌 in Shift JIS. In this encoding, the second byte of a character can be an ASCII letter.
    found = regular(b"{\\rtf1{\\fonttbl{\\f0\\fcharset128 MS;}}\\f0 \\'8e\\'44\\'96y{\\pict\\bin3 }}}\\par}")
    assert found.raw.startswith(b"{\\rtf1 ")
    assert b"\\u26413\\'3f\\u24140\\'3f" in found.raw


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (
            ".tex",
            "\\documentclass{article}\\title{A Mill}\\author{Tom Fair}\\date{2 March 2021}\\begin{document}\\maketitle\n"
            + SENTENCE
            + "\\end{document}",
        ),
        (".rst", f"A Mill\n======\n\n:Author: Tom Fair\n:Date: 2021-03-02\n\n.. hidden\n\n{SENTENCE}\n"),
        (".adoc", f"= A Mill\nTom Fair <t@example.org>\n2021-03-02\n\n// hidden\n{SENTENCE}\n"),
        (".org", f"#+TITLE: A Mill\n#+AUTHOR: Tom Fair\n#+DATE: <2021-03-02 Tue>\n\n# hidden\n{SENTENCE}\n"),
    ],
)
def test_title_author_and_date_are_read_from_light_markup(suffix: str, source: str) -> None:
    article = light_markup.read(source.encode(), Origin(f"mill{suffix}", suffix))
    assert (article.title, article.byline, article.published) == ("A Mill", "Tom Fair", "2021-03-02")
    assert [texts(article)[i] for i, p in enumerate(article.passages) if p.kind is PassageKind.PARAGRAPH] == [SENTENCE]


def test_included_files_are_reported_and_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("a secret", encoding="utf-8")
    source = f"\\documentclass{{article}}\\begin{{document}}{SENTENCE}\n\n\\input{{{secret}}}\n\\end{{document}}"
    article = light_markup.read(source.encode(), Origin("a.tex", ".tex"))
    assert "secret" not in article.text
    assert [(o.kind, o.what) for o in article.omitted] == [("include", str(secret))]


def test_missing_pandoc_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_bundled", lambda: "")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ArticleError, match=r"pip install 'storymap-leaflet\[pandoc\]'"):
        pandoc.to_html(b"x", "rst", "a.rst")


def test_pandoc_that_takes_too_long_raises_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 60)

    monkeypatch.setattr(pandoc, "_program", lambda source: "pandoc")
    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(ArticleError, match="60 seconds"):
        pandoc.to_html(b"x", "rst", "a.rst")


def test_caption_below_an_image_in_a_frame_is_kept() -> None:
    picture = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    frame = f"<draw:frame><draw:text-box><text:p>{picture}</text:p><text:p>Porters at seven</text:p></draw:text-box></draw:frame>"
    article = open_document.read(
        odt(f"<text:p>{SENTENCE}</text:p><text:p>{frame}</text:p>"), Origin("market.odt", ".odt")
    )
    assert [f.caption for f in article.figures] == ["Porters at seven"]
    assert texts(article) == [SENTENCE]


def test_directives_of_sphinx_without_content_are_left_out() -> None:
    source = f"A Mill\n======\n\n.. index::\n   single: mill\n\n.. toctree::\n   :maxdepth: 1\n\n   other\n\n{SENTENCE}\n\n.. note:: Closed.\n"
    article = light_markup.read(source.encode(), Origin("mill.rst", ".rst"))
    assert texts(article) == ["A Mill", SENTENCE, "Closed."]


@pytest.mark.skipif(not shutil.which("pandoc") and not pandoc._bundled(), reason="needs pandoc")
@pytest.mark.parametrize(
    "head",
    [
        ":orphan:\n\n.. |w| replace:: weir\n\nThe weir\n========\n\n:Author: Eva Malá\n:Author: Jan Novák\n:Date: 2018-03-04\n\n",
        ":author: Eva Malá, Jan Novák\n:date: 2018-03-04\n\n========\nThe weir\n========\n\n.. |w| replace:: weir\n\n",
    ],
)
def test_fields_around_the_title_of_restructured_text_are_metadata(head: str) -> None:
    article = light_markup.read(f"{head}By the |w|.\n".encode(), Origin("a.rst", ".rst"))
    assert (article.title, article.byline, article.published) == ("The weir", "Eva Malá, Jan Novák", "2018-03-04")
    assert texts(article)[1:] == ["By the weir."]


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def light(source: str, suffix: str = ".adoc") -> Article:
    return light_markup.read(source.encode(), Origin(f"weir{suffix}", suffix))


@needs_pandoc
@pytest.mark.parametrize(("suffix", "heading"), [(".adoc", "== At the weir"), (".org", "* At the weir")])
def test_front_matter_is_read_before_other_markup(suffix: str, heading: str) -> None:
    source = f"---\ntitle: The lock\nauthor: Neža Kralj\ndate: 2024-03-02\nlang: en\n---\n\nWe waited.\n\n{heading}\n\nWe slept.\n"
    article = light(source, suffix)
    assert (article.title, article.byline, article.published) == ("The lock", "Neža Kralj", "2024-03-02")
    assert texts(article) == ["We waited.", "At the weir", "We slept."]


@needs_pandoc
def test_raw_html_in_asciidoc_is_kept() -> None:
    raw = '++++\n</div><div><h3>Times</h3><p>At <b>ten</b></p>\n<img src="a.png" alt="Weir">\n++++'
    article = light(f"= The lock\n\nWe waited.\n\n{raw}\n\nWe slept.\n")
    assert texts(article)[-4:] == ["We waited.", "Times", "At ten", "We slept."]
    assert [f.source for f in article.figures] == ["a.png"]


@needs_pandoc
def test_comment_and_closed_heading_of_asciidoc() -> None:
    source = "= The lock =\n\nWe waited.\n////\nsecret\n\n== Secret ==\n////\n== Later ==\n\nWe slept.\n\n== Notes\n[1]\nhttps://example.org[Times]\n"
    article = light(source)
    assert article.title == "The lock"
    assert texts(article)[-5:-1] == ["We waited.", "Later", "We slept.", "Notes"]
    assert texts(article)[-1] == "[1] Times"


@needs_pandoc
def test_latex_in_code_of_org_can_be_read() -> None:
    article = light("#+TITLE: The lock\n\nBlocks (src_LaTeX{\\begin{} ... \\end{}} blocks) are kept.\n", ".org")
    assert texts(article)[-1].startswith("Blocks (\\begin{}")
