"""Word documents (.docx), by mammoth."""

from __future__ import annotations

import io

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read.html import Walk, fragment
from storymap.read.libraries import need
from storymap.read.origin import Origin

NAME = "Word document"
SUFFIXES = (".docx",)


def sniff(head: bytes) -> bool:
    """Whether it is a zip file that begins as Word documents do."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


def read(raw: bytes, origin: Origin) -> Article:
    """The Article of a .docx document. ArticleError: it is none, or mammoth is not installed."""
    mammoth = need("mammoth", "docx", "A .docx document")
    try:
        html = mammoth.convert_to_html(io.BytesIO(raw)).value
    except Exception as error:  # whatever zipfile, the XML parser or mammoth make of a broken file
        raise ArticleError(f"{origin.name} is not a .docx document, or it is damaged: {error}.") from error
    walk = Walk()
    walk.content(fragment(html))
    walk.close()
    return walk.article()
