"""Word documents: styles, captions, and content that is removed (deletions, hidden text)."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.model import Article, PassageKind
from storymap.read.formats.docx import read
from storymap.read.origin import Origin
from tests.read.formats.files import PICTURE, SENTENCE, docx, paragraph


def parsed(body: str, creator: str = "") -> Article:
    found = read(docx(body, creator=creator), Origin("report.docx", ".docx"))
    assert isinstance(found, Article)
    return found


def texts(article: Article) -> list[str]:
    return [article.text[p.start : p.end].strip() for p in article.passages]


def test_title_is_found_by_style_and_byline_and_date_below_it() -> None:
    article = parsed(
        paragraph("Slow ferries", "Title") + paragraph("By Mirela Hadley, 14 June 2019") + paragraph(SENTENCE)
    )
    assert (article.title, article.byline, article.published) == ("Slow ferries", "Mirela Hadley", "2019-06-14")
    assert [p.kind for p in article.passages] == [PassageKind.HEADING, PassageKind.BYLINE, PassageKind.PARAGRAPH]


def test_large_first_paragraph_without_style_is_title() -> None:
    assert parsed(paragraph("Riding the 28", run='<w:sz w:val="40"/>') + paragraph(SENTENCE)).title == "Riding the 28"


def test_author_in_properties_is_used_only_if_it_is_a_person() -> None:
    body = paragraph("Slow ferries", "Title") + paragraph(SENTENCE)
    assert parsed(body, creator="Mirela Hadley").byline == "Mirela Hadley"
    assert parsed(body, creator="Microsoft Office User").byline == ""
    assert parsed(body, creator="Desk 4").byline == ""


def test_picture_keeps_content_alternative_text_and_caption() -> None:
    article = parsed(
        paragraph(SENTENCE) + PICTURE + paragraph("Figure 1: The harbour of Cres", "Caption") + paragraph(SENTENCE)
    )
    (figure,) = article.figures
    assert figure.content.startswith(b"\x89PNG")
    assert (figure.alt, figure.caption) == ("A harbour", "Figure 1: The harbour of Cres")
    assert "Figure 1" not in article.text


def test_insertions_are_kept_and_deletions_and_hidden_text_removed() -> None:
    changed = '<w:p><w:r><w:t xml:space="preserve">Voted by </w:t></w:r><w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins><w:r><w:t>51</w:t></w:r></w:ins></w:p>'
    article = parsed(
        paragraph("Method 2", "TOC1") + changed + paragraph("check this", run="<w:vanish/>") + paragraph(SENTENCE)
    )
    assert texts(article) == ["Voted by 51", SENTENCE]


def test_redirects_of_google_docs_are_resolved() -> None:
    from storymap.read.formats.documents import read_document
    from storymap.read.html import fragment

    page = fragment(
        f'<p>{SENTENCE} <a href="https://www.google.com/url?q=https://example.org/bees&amp;sa=D">bees</a></p>'
    )
    assert [m.target for m in read_document(page).markup] == ["https://example.org/bees"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (docx(paragraph(SENTENCE))[:-60], "damaged"),
        (docx(paragraph(SENTENCE), others={"word/media/bomb.bin": bytes(301_000_000)}), "unpacked"),
        (docx("", others={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "XML entities"),
        (docx("", others={"word/document.xml": "<w:document"}), "not well-formed"),
    ],
)
def test_damaged_or_dangerous_document_raises_error(raw: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read(raw, Origin("report.docx", ".docx"))
