"""Functions that return small files in each format, with the structure that common programs write."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SENTENCE = "The ferry left Otaru at six in the morning and reached Rishiri in the afternoon."


def png() -> bytes:
    """Return an image that is too large to be taken for a placeholder."""
    rows = b"".join(b"\0" + bytes((i * j * 37) % 256 for i in range(24)) for j in range(1, 25))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def package(parts: Mapping[str, str | bytes], mimetype: str = "") -> bytes:
    """Return a zip file with these parts. If `mimetype` is given, it is stored first and uncompressed."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, content in parts.items():
            file.writestr(name, content)
    return raw.getvalue()


def paragraph(words: str, style: str = "", run: str = "") -> str:
    """Return a paragraph of WordprocessingML. `run`: XML of the properties of its run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="a" descr="A harbour"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    f'<pic:blipFill><a:blip xmlns:r="{_REL}" r:embed="pic"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def docx(body: str, *, creator: str = "", others: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with this body and Word's styles for titles, headings, captions and contents."""
    names = {"Title": "Title", "Subtitle": "Subtitle", "Heading1": "heading 1", "Caption": "caption", "TOC1": "toc 1"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
            "word/media/a.png": png(),
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/><Relationship Id="pic" Type="{_REL}/image" Target="media/a.png"/></Relationships>',
            "docProps/core.xml": f'<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator></c:coreProperties>',
            **(others or {}),
        }
    )


def odt(body: str, styles: str = "", others: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an OpenDocument text with this body and these automatic styles."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "svg": "svg-compatible",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    empty = f"<office:document-styles {names}/>"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package(
        {
            "content.xml": content,
            "styles.xml": empty,
            "META-INF/manifest.xml": manifest,
            "Pictures/a.png": png(),
            **(others or {}),
        },
        "application/vnd.oasis.opendocument.text",
    )


def epub(
    chapters: Mapping[str, str],
    metadata: str = "<dc:title>Ferries</dc:title>",
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an EPUB 3 book. `chapters`: file name -> content of `body`, in reading order."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f'<manifest>{items}<item id="c" href="cover.png" media-type="image/png" properties="cover-image"/></manifest><spine>{spine}</spine></package>'
    )
    pages = {
        f"book/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{name}</title></head><body>{body}</body></html>'
        for name, body in chapters.items()
    }
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf"/></rootfiles></container>'
    return package(
        {"META-INF/container.xml": container, "book/package.opf": opf, "book/a.png": png(), **pages, **(others or {})},
        "application/epub+zip",
    )


def pdf(*pages: str, trailer: str = "") -> bytes:
    """Return a PDF. Each page is given as PDF operators. `/P Do` draws a picture of 24 x 24 pixels."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, operators in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources << /Font << /F1 3 0 R >> /XObject << /P {4 + 2 * len(pages)} 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(operators)} >>\nstream\n{operators}\nendstream")
    pixels = "".join(chr(n % 251) for n in range(24 * 24 * 3))
    objects.append(
        "<< /Type /XObject /Subtype /Image /Width 24 /Height 24 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        f"/Length {len(pixels)} >>\nstream\n{pixels}\nendstream"
    )
    written, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + end).encode("latin-1")


def lines(x: int, y: int, *texts: str, size: int = 10, leading: int = 12) -> str:
    """Return PDF operators that write lines from a position downwards."""
    return "".join(f"BT /F1 {size} Tf {x} {y - n * leading} Td ({text}) Tj ET\n" for n, text in enumerate(texts))


def picture(x: int, y: int, width: int, height: int) -> str:
    """Return PDF operators that draw the picture with its lower left corner at a position."""
    return f"q {width} 0 0 {height} {x} {y} cm /P Do Q\n"


def data_url(content: bytes, kind: str = "image/png") -> str:
    """Return an image as a data: URL."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
