"""Read Word documents (.docx) with mammoth.

mammoth does not recognize hidden text and tables of contents, so these are removed first.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from storymap.model import Article
from storymap.read.formats.documents import read_document
from storymap.read.formats.packages import Package, is_zip_with
from storymap.read.html import fragment
from storymap.read.libraries import need
from storymap.read.origin import Origin

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "Word document"
SUFFIXES = (".docx", ".docm", ".dotx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Style names in Word and LibreOffice. Word stores English style names in the file, regardless of the language.
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p.StorymapTitle => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Byline'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
p[style-name='FigureCaption'] => p.caption:fresh
p[style-name='Figure'] => p:fresh
p[style-name='Illustration'] => p.caption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Quotations'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name^='toc '] => p.toc:fresh
p[style-name^='TOC '] => p.toc:fresh
p[style-name^='Contents '] => p.toc:fresh
p[style-name='table of figures'] => p.toc:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
"""


def sniff(raw: bytes) -> bool:
    """Return whether the data is a zip file that contains the main part of a Word document."""
    return is_zip_with(raw, "word/document.xml") or (raw.startswith(b"PK\x03\x04") and b"word/" in raw[:4096])


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a .docx document.

    Raise ArticleError if it is invalid or damaged, or mammoth is not installed.
    """
    mammoth = need("mammoth", "docx", "A .docx document")
    package = Package(raw, origin.name, "Word document (.docx)")
    parts = {name: package.xml(name) for name in sorted(package.names) if _is_text_part(name)}
    if "word/document.xml" not in parts:
        package.xml("word/document.xml")
    for part in parts.values():
        _drop_hidden(part)
    _mark_title(parts["word/document.xml"])
    converted = mammoth.convert_to_html(
        io.BytesIO(_packed(package, parts)), style_map=_STYLES, ignore_empty_paragraphs=True
    )
    properties = _properties(package)
    return read_document(
        fragment(converted.value),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        languages=(properties.get("language", ""), _language(package)),
    )


def _is_text_part(name: str) -> bool:
    return name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def _packed(package: Package, parts: dict[str, _Element]) -> bytes:
    """Return the document as an uncompressed zip file. `parts`: the changed parts, by name."""
    from lxml import etree

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(package.names):
            archive.writestr(name, etree.tostring(parts[name]) if name in parts else package.read(name))
    return packed.getvalue()


def _drop_hidden(part: _Element) -> None:
    """Remove hidden text, text that was moved elsewhere, and the table of contents."""
    for run in list(part.iter(f"{_W}r")):
        hidden = run.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false") and run.getparent() is not None:
            run.getparent().remove(run)
    for moved in list(part.iter(f"{_W}moveFrom")):
        if moved.getparent() is not None:
            moved.getparent().remove(moved)
    for block in list(part.iter(f"{_W}sdt")):
        gallery = block.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        if gallery is not None and gallery.get(f"{_W}val") == "Table of Contents" and block.getparent() is not None:
            block.getparent().remove(block)
    for style in list(part.iter(f"{_W}pStyle")):
        # The style id is also checked. mammoth finds styles by name, but a style that is used without being defined has
        # only an id.
        if str(style.get(f"{_W}val")).upper().startswith("TOC"):
            paragraph = style.getparent().getparent()
            if paragraph.getparent() is not None:
                paragraph.getparent().remove(paragraph)


def _mark_title(part: _Element) -> None:
    """Give the first paragraph the title style if it has no style and its letters are larger than those of the text."""
    paragraphs = [p for p in part.iter(f"{_W}p") if "".join(t.text or "" for t in p.iter(f"{_W}t")).strip()]
    if not paragraphs or any(p.find(f"{_W}pPr/{_W}pStyle") is not None for p in paragraphs[:1]):
        return
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs[1:]:
        sizes[_size(paragraph)] += sum(len(t.text or "") for t in paragraph.iter(f"{_W}t"))
    usual = sizes.most_common(1)[0][0] if sizes else 0
    size = _size(paragraphs[0])
    if size > max(usual, 24):  # the sizes are in half points; body text usually has 12 points, which are 24 half points
        from lxml import etree

        properties = paragraphs[0].find(f"{_W}pPr")
        if properties is None:
            properties = etree.Element(f"{_W}pPr")
            paragraphs[0].insert(0, properties)
        properties.insert(0, etree.Element(f"{_W}pStyle", {f"{_W}val": "StorymapTitle"}))


def _size(paragraph: _Element) -> int:
    """Return the font size of a paragraph's first run in half points, or 0 if its style sets the size."""
    size = paragraph.find(f"{_W}r/{_W}rPr/{_W}sz")
    written = str(size.get(f"{_W}val")) if size is not None else ""
    return int(written) if written.isdecimal() else 0


def _properties(package: Package) -> dict[str, str]:
    """Return the document's core properties, such as title, creator and language, by name."""
    if "docProps/core.xml" not in package.names:
        return {}
    core = package.xml("docProps/core.xml")
    return {str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in core if isinstance(e.tag, str)}


def _language(package: Package) -> str:
    """Return the language that the styles declare for the whole document, or "" if they declare none."""
    if "word/styles.xml" not in package.names:
        return ""
    found = package.xml("word/styles.xml").find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    return str(found.get(f"{_W}val") or "") if found is not None else ""
