"""Read the text of PDF files with pypdf. `storymap.read.paged` turns pages and lines into paragraphs."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storymap.errors import ArticleError
from storymap.extras import install
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Omitted
from storymap.read.dates import date_in
from storymap.read.formats.documents import declared, is_title
from storymap.read.heads import take_head
from storymap.read.libraries import need
from storymap.read.origin import Origin

if TYPE_CHECKING:
    from storymap.read.formats.pdf_pictures import Drawn
    from storymap.read.paged.lines import Fragment
    from storymap.read.paged.pictures import Picture

NAME = "PDF"
SUFFIXES = (".pdf",)

_MOST_PAGES = 1_000  # maximum number of pages
_LEAST_LETTERS = 20  # minimum average number of letters per page; scanned pages have none
_MOST_UNREADABLE = 0.1  # maximum share of characters that the fonts cannot map to Unicode
_BOLD = ("bold", "black", "heavy", "semibold", "demi")  # words in the names of fonts
_ITALIC = ("italic", "oblique", "kursiv")
_UNREADABLE = lazy_pattern("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def sniff(raw: bytes) -> bool:
    """Return whether the PDF signature is at or near the start of the data."""
    return b"%PDF-" in raw[:1024]


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a PDF.

    Raise ArticleError if it is scanned, protected or damaged, or pypdf is not installed.
    """
    from storymap.read.formats.pdf_pictures import read_pictures

    pypdf = need("pypdf", "pdf", "A PDF")
    if b"%%EOF" not in raw[-4096:]:
        raise ArticleError(
            f"{origin.name} is a PDF that is damaged or incomplete: its end is missing. Download or copy it again."
        )
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        _unlock(reader, origin)
        if len(reader.pages) > _MOST_PAGES:
            raise ArticleError(
                f"{origin.name} has {len(reader.pages):,} pages; the limit for a PDF is {_MOST_PAGES:,} pages. Split it and try again."
            )
        contents = [_content(page) for page in reader.pages]
        pages = [fragments for fragments, _ in contents]
        sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]
        pictures, omitted = read_pictures([picture for _, found in contents for picture in found], sizes)
        omitted += [link for page in reader.pages for link in _links(page)]
        about, language = reader.metadata or {}, str(reader.trailer["/Root"].get("/Lang") or "")
    except pypdf.errors.DependencyError as error:
        raise ArticleError(f"{origin.name} is an encrypted PDF, which needs cryptography: {install('pdf')}") from error
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        AssertionError,
    ) as error:
        raise ArticleError(
            f"{origin.name} is a PDF that is damaged ({error}). Save it again from the program that made it."
        ) from error
    _check_text(pages, origin)
    article = _article(pages, pictures, {key: str(value) for key, value in about.items()}, language)
    return replace(article, omitted=(*article.omitted, *omitted))


def _unlock(reader: Any, origin: Origin) -> None:
    """Decrypt a PDF that is only protected against changes. Raise ArticleError if it needs a password to open."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError(
            f"{origin.name} is a PDF that is protected with a password. Save it without one and try again."
        )


def _content(page: Any) -> tuple[list[Fragment], list[Drawn]]:
    """Return the text fragments and the pictures of a page in file order.

    Positions are in points from the lower left corner.
    """
    from storymap.read.formats.pdf_pictures import drawn
    from storymap.read.paged.lines import Fragment

    found: list[Fragment] = []
    pictures: list[Drawn] = []

    def keep(text: str, outer: list[float], matrix: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip():
            x = matrix[4] * outer[0] + matrix[5] * outer[2] + outer[4]
            y = matrix[4] * outer[1] + matrix[5] * outer[3] + outer[5]
            height = abs(size * (matrix[3] or matrix[1]) * (outer[3] or outer[1])) or 1.0
            name = str((font or {}).get("/BaseFont", "")).lower()
            bold, italic = (any(word in name for word in words) for words in (_BOLD, _ITALIC))
            found.append(Fragment(x, y, height, text, bold, italic=italic))

    def look(operator: bytes, operands: list[Any], outer: list[float], _matrix: list[float]) -> None:
        if operator == b"Do" and operands and (picture := drawn(page, str(operands[0]), outer)) is not None:
            pictures.append(picture)

    page.extract_text(visitor_text=keep, visitor_operand_before=look)
    top, bottom = float(page.mediabox.top), float(page.mediabox.bottom)
    return [replace(f, y=f.y - bottom, page_height=top - bottom) for f in found], pictures


def _links(page: Any) -> list[Omitted]:
    """Return the links of a page whose address is not in its text."""
    found: list[Omitted] = []
    annotations = page.get("/Annots")
    for reference in annotations.get_object() if annotations is not None else ():
        action = reference.get_object().get("/A")
        address = action.get_object().get("/URI") if action is not None else None
        if address:
            found.append(Omitted("link", str(address)))
    return found


def _check_text(pages: list[list[Fragment]], origin: Origin) -> None:
    text = "".join(f.text for page in pages for f in page)
    letters = sum(c.isalnum() for c in text)
    if letters < _LEAST_LETTERS * min(len(pages), 5):
        raise ArticleError(
            f"{origin.name} is a PDF of scanned pages or pictures: it has no text. Run text recognition (OCR) on it, "
            "for instance with ocrmypdf, or build its text as .txt or .docx."
        )
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(text):
        raise ArticleError(
            f"{origin.name} is a PDF whose fonts do not map their glyphs to letters, so its text cannot be read. "
            "Run text recognition (OCR) on it, or build the document it was made from."
        )


def _article(pages: list[list[Fragment]], pictures: list[Picture], about: dict[str, str], language: str) -> Article:
    from storymap.read.paged.layout import write_pages

    draft = write_pages(pages, pictures)
    title = draft.title or (about.get("/Title", "") if is_title(about.get("/Title", "")) else "")
    article = take_head(draft.article(title=title), author=about.get("/Author", ""))
    printed = next((found.iso for head in draft.heads if (found := date_in(head))), "")
    return replace(article, published=article.published or printed, language=declared([language], article.text))
