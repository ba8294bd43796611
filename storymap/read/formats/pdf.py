"""Read the text of PDF files with pypdf. `storymap.read.layout` turns pages and lines into paragraphs."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from storymap.errors import ArticleError
from storymap.extras import install
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Omitted
from storymap.read.formats.documents import declared, is_title
from storymap.read.heads import take_head
from storymap.read.layout import Fragment, write_pages
from storymap.read.libraries import need
from storymap.read.origin import Origin

NAME = "PDF"
SUFFIXES = (".pdf",)

_MOST_PAGES = 1_000  # maximum number of pages
_LEAST_LETTERS = 20  # minimum average number of letters per page; scanned pages have none
_MOST_UNREADABLE = 0.1  # maximum share of characters that the fonts cannot map to Unicode
_UNREADABLE = lazy_pattern("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def sniff(raw: bytes) -> bool:
    """Return whether the PDF signature is at or near the start of the data."""
    return b"%PDF-" in raw[:1024]


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a PDF.

    Raise ArticleError if it is scanned, protected or damaged, or pypdf is not installed.
    """
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
        pages = [_fragments(page) for page in reader.pages]
        omitted = [item for page in reader.pages for item in _left_out(page)]
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
    article = _article(pages, {key: str(value) for key, value in about.items()}, language)
    return replace(article, omitted=(*article.omitted, *omitted))


def _unlock(reader: Any, origin: Origin) -> None:
    """Decrypt a PDF that is only protected against changes. Raise ArticleError if it needs a password to open."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError(
            f"{origin.name} is a PDF that is protected with a password. Save it without one and try again."
        )


def _fragments(page: Any) -> list[Fragment]:
    """Return the text fragments of a page in file order. Positions are in points from the lower left corner."""
    found: list[Fragment] = []

    def keep(text: str, outer: list[float], matrix: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip():
            x = matrix[4] * outer[0] + matrix[5] * outer[2] + outer[4]
            y = matrix[4] * outer[1] + matrix[5] * outer[3] + outer[5]
            height = abs(size * (matrix[3] or matrix[1]) * (outer[3] or outer[1])) or 1.0
            name = str((font or {}).get("/BaseFont", "")).lower()
            found.append(
                Fragment(
                    x, y, height, text, any(word in name for word in ("bold", "black", "heavy", "semibold", "demi"))
                )
            )

    page.extract_text(visitor_text=keep)
    top, bottom = float(page.mediabox.top), float(page.mediabox.bottom)
    return [replace(f, y=f.y - bottom, page_height=top - bottom) for f in found]


def _left_out(page: Any) -> list[Omitted]:
    """Return the pictures of a page, and the links whose address is not in its text."""
    found: list[Omitted] = []
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for name, reference in (objects.get_object() if objects is not None else {}).items():
        if reference.get_object().get("/Subtype") == "/Image":
            found.append(Omitted("image", f"page {page.page_number + 1}: {str(name).lstrip('/')}"))
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


def _article(pages: list[list[Fragment]], about: dict[str, str], language: str) -> Article:
    draft = write_pages(pages)
    title = draft.title or (about.get("/Title", "") if is_title(about.get("/Title", "")) else "")
    article = take_head(draft.article(title=title), author=about.get("/Author", ""))
    return replace(article, language=declared([language], article.text))
