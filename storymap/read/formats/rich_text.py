"""Read Rich Text Format (.rtf) with pandoc, after `storymap.read.rtf` has normalised it."""

from __future__ import annotations

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read.formats.documents import MEANINGS, mark_styles, read_document, squeezed
from storymap.read.html import document
from storymap.read.html.tree import body
from storymap.read.origin import Origin
from storymap.read.pandoc import to_html
from storymap.read.rtf import regular

NAME = "Rich Text document"
SUFFIXES = (".rtf",)


def sniff(raw: bytes) -> bool:
    """Return whether the data begins with the RTF signature."""
    return raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] == b"{\\rtf"


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of an RTF document. Raise ArticleError if it is damaged or pandoc is not installed."""
    found = regular(raw)
    if not raw.rstrip(b" \r\n\t\0").endswith(b"}"):
        raise ArticleError(
            f"{origin.name} is a Rich Text document (RTF) that is damaged: its end is missing. Download or copy it again."
        )
    page = document(to_html(found.raw, "rtf", origin.name, embed=True))
    meanings = {
        squeezed(words): MEANINGS[style] for style, words in found.paragraphs if style in MEANINGS and words.strip()
    }
    mark_styles(body(page), meanings)
    for image in page.iter("img"):
        image.attrib.pop("alt", None)  # pandoc adds this text, which does not describe the image
    return read_document(body(page), title=found.title, author=found.author)
