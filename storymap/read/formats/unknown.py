"""Identify files in formats that no reader supports, and tell the user what to do with them."""

from __future__ import annotations

import io
import json
import re
import zipfile

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.read.encodings import MARKS, encoding_of, mend
from storymap.read.origin import Origin

_EXPORT = "Export it as .docx, PDF or text and build that file."
_TRANSCRIPT = "Build its transcript or its subtitles (.srt, .vtt, .txt) instead."
_DATA = "storymap builds articles; save the text of the article as .txt, .md or .docx."
# The signatures of formats that puremagic does not know or confuses with similar formats.
_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (60, b"BOOKMOBI", "a Kindle e-book (MOBI)", "Convert it to EPUB, for instance with calibre, and build that file."),
    (0, b"TPZ", "a Kindle e-book", "Convert it to EPUB, for instance with calibre, and build that file."),
    (0, b"SQLite format 3\0", "an SQLite database", _DATA),
    (0, b"PAR1", "a Parquet table", _DATA),
    (0, b"\x1f\x8b", "a gzip archive", "Unpack it (gunzip) and build the file inside."),
    (0, b"BZh", "a bzip2 archive", "Unpack it and build the file inside."),
    (0, b"\xfd7zXZ\0", "an xz archive", "Unpack it and build the file inside."),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it and build the file inside."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and build the file inside."),
    (0, b"Rar!", "a RAR archive", "Unpack it and build the file inside."),
    (257, b"ustar", "a tar archive", "Unpack it and build the file inside."),
    (0, b"AT&TFORM", "a DjVu document, which contains scanned pages", "Run text recognition (OCR) and build its text."),
    (0, b"\x7fELF", "a program (ELF binary)", _DATA),
    (0, b"RIFF", "a media file", _DATA),  # after this match, puremagic finds the exact format
)
_LEAST_CONFIDENCE = 0.2  # minimum confidence of a match, which matches of only two bytes just reach
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "a password-protected Office document (Word or other)", "Remove the password in Word (File > Info > Protect Document) and save it again."),
    ("WordDocument", "an old Word document (.doc)", "Open it in Word or LibreOffice and save it as .docx."),
    ("Workbook", "an old Excel spreadsheet (.xls)", _DATA),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)", _EXPORT),
    ("__properties_version1.0", "an Outlook e-mail (.msg)", "Copy its text into a .txt or .docx file."),
)  # fmt: skip
# A member of the zip file, the name of the format, and what the user can do.
_ZIP_MEMBERS = (
    ("xl/", "an Excel spreadsheet (.xlsx)", _DATA),
    ("ppt/", "a PowerPoint presentation (.pptx)", _EXPORT),
    ("Index/Document.iwa", "a Pages, Numbers or Keynote document", "Export it from Pages as Word (.docx) or PDF and build that file."),
    ("Index.zip", "a Pages, Numbers or Keynote document", "Export it from Pages as Word (.docx) or PDF and build that file."),
    ("doc.kml", "a Google Earth map (.kmz)", _DATA),
)  # fmt: skip
_MIMETYPES = (
    ("opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", _DATA),
    ("opendocument.presentation", "an OpenDocument presentation (.odp)", _EXPORT),
    ("opendocument", "an OpenDocument drawing", _EXPORT),
)
# Matches the first fields of a saved e-mail: https://www.rfc-editor.org/rfc/rfc5322#section-3.6
_MAIL = lazy_pattern(
    rb"\A(?:From .*\r?\n)?(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|From|To|Date|Subject|Reply-To)\s*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}",
    re.I,
)
_VOBJECTS = ((b"BEGIN:VCALENDAR", "a calendar (iCalendar, .ics)"), (b"BEGIN:VCARD", "an address card (vCard, .vcf)"))
_XML_DATA = {
    "gpx": "a GPX track",
    "kml": "a KML map",
    "svg": "an SVG drawing",
    "urlset": "an XML site map",
    "opml": "a list of feeds (OPML)",
}


def refuse_binary(raw: bytes, name: str, note: str = "") -> None:
    """Raise ArticleError if the content is binary. The message names the format of the content.

    `note`: a sentence that is added to the message.
    """
    if raw.startswith(tuple(mark for mark, _ in MARKS)):
        return
    found = _named(raw)
    if found is None and not _is_text(raw):
        found = _by_magic(raw)
        if found is None:
            raise ArticleError(
                f"{name} is not a text file but binary data of an unknown kind. Export the article as .docx, PDF or text.{note}"
            )
    if found:
        raise ArticleError(f"{name} cannot be read as an article: it is {found[0]}. {found[1]}{note}")


def refuse_data(raw: bytes, origin: Origin, note: str = "") -> None:
    """Raise ArticleError if a text is data (JSON, XML, a table, configuration, source code) or a saved e-mail.

    `note`: a sentence that is added to the message.
    """
    head = raw[:4096].decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n")
    found = next(
        (kind for mark, kind in _VOBJECTS if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].upper().startswith(mark)), ""
    )
    if found:
        pass
    elif origin.suffix in (".csv", ".tsv", ".tab") and _is_table(head):
        found = "a table of data (CSV)"
    elif head[:1] in "{[" and _is_json(raw):
        found = "GeoJSON data" if '"FeatureCollection"' in head or '"Feature"' in head else "JSON data"
    elif origin.suffix in (".json", ".geojson", ".jsonl", ".ndjson"):
        found = "JSON data"
    elif head.startswith("<?xml") or origin.suffix in (".xml", ".kml", ".gpx", ".svg"):
        root = re.search(r"<(?:\w+:)?([A-Za-z]\w*)", re.sub(r"(?s)<\?.*?\?>|<!--.*?-->|<![^>]*>", "", head))
        found = _XML_DATA.get(root[1].lower() if root else "", "XML data") + (
            " (XML)" if root and root[1].lower() in _XML_DATA else ""
        )
    elif origin.suffix in (".yaml", ".yml", ".toml", ".ini"):
        if re.search(r"(?m)^(?:places|scenes)\s*:", head):
            raise ArticleError(
                f"{origin.name} is a places file, not an article. Pass the article first, and this file to --places: "
                f"storymap build ARTICLE --places {origin.name}.{note}"
            )
        found = "a configuration file"
    elif origin.suffix in (".py", ".js", ".ts", ".css", ".java", ".c", ".cpp", ".go", ".rs", ".sh", ".sql"):
        found = "source code"
    elif _MAIL.match(raw[:2000]) and b"\n\n" in raw[:100_000].replace(b"\r", b""):
        raise ArticleError(
            f"{origin.name} is a saved e-mail, a format that is not supported. Copy its text into a .txt or .docx file and build that.{note}"
        )
    if found:
        raise ArticleError(f"{origin.name} is {found}, not an article. {_DATA}{note}")


def _named(raw: bytes) -> tuple[str, str] | None:
    if raw.startswith(b"PK\x03\x04"):
        return _zip(raw)
    if raw.startswith(_OLE):
        # The directory of the file contains the names of streams in UTF-16.
        return next(
            ((kind, do) for stream, kind, do in _OLE_STREAMS if stream.encode("utf-16-le") in raw),
            ("an old Office document (.doc, .xls, .ppt)", "Open it in the program that made it and save it as .docx."),
        )
    for at, signature, kind, do in _SIGNATURES:
        if raw[at : at + len(signature)] == signature and not _is_text(raw):
            return _by_magic(raw) or (kind, do) if signature == b"RIFF" else (kind, do)
    return None


def _zip(raw: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()[:2_000]
            mimetype = archive.read("mimetype")[:200].decode("ascii", "replace") if "mimetype" in names else ""
    except Exception:  # zipfile raises various exceptions for damaged files
        if b"word/" in raw[:200_000]:
            return "a Word document (.docx) that is damaged: its end is missing", "Download or copy it again."
        if b"application/epub+zip" in raw[:200]:
            return "an EPUB that is damaged: its end is missing", "Download or copy it again."
        if b"opendocument" in raw[:200]:
            return "an OpenDocument file that is damaged: its end is missing", "Download or copy it again."
        return "a zip archive that is damaged: its end is missing", "Download or copy it again."
    for part, kind, do in _MIMETYPES:
        if part in mimetype:
            return kind, do
    for member, kind, do in _ZIP_MEMBERS:
        if any(name.startswith(member) for name in names):
            return kind, do
    return "a zip archive", "Unpack it and build the file inside."


def _by_magic(raw: bytes) -> tuple[str, str] | None:
    """Return (name of the format that puremagic finds, what to do), or None if it finds no format.

    Media formats are preferred, because their signatures are the longest.
    """
    import puremagic

    try:
        found = [match for match in puremagic.magic_string(raw[:65_536]) if match.confidence >= _LEAST_CONFIDENCE]
    except (puremagic.PureError, ValueError):
        return None
    best = next(
        (match for match in found if match.mime_type.startswith(("image/", "audio/", "video/"))),
        found[0] if found else None,
    )
    if best is None:
        return None
    kind, extension = best.mime_type.split("/")[0], best.extension.lstrip(".").upper()
    extension = {
        "JFIF": "JPEG",
        "JPG": "JPEG",
        "JPEG": "JPEG",
        "TIF": "TIFF",
        "WEBP": "WebP",
        "MPGA": "MP3",
        "M4V": "MP4",
    }.get(extension, extension)
    if kind == "image":
        return f"an image ({extension})", "Give the path of the article; the page shows images that its text refers to."
    if kind in ("audio", "video"):
        return f"a recording ({extension} {kind})", _TRANSCRIPT
    if kind == "font":
        return f"a font ({extension})", _DATA
    return f"binary data ({best.name})", _EXPORT


def _is_text(raw: bytes) -> bool:
    sample = raw[:65_536]
    if b"\0" not in sample:
        try:
            sample.decode("utf-8")
        except UnicodeDecodeError as error:
            cut = error.start >= len(sample) - 4 and len(raw) > len(sample)
            return cut or mend(sample) is not None or encoding_of(sample) is not None or _mostly_printable(sample)
        return not any(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in sample)
    return encoding_of(sample) is not None


def _mostly_printable(sample: bytes) -> bool:
    """Return whether bytes may be text in an unknown encoding: no control characters, and some white space."""
    return not any(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in sample) and sample.count(
        b" "
    ) * 50 > len(sample)


def _is_table(head: str) -> bool:
    """Return whether a text is probably a table of data.

    In a table, nearly all of the first 20 lines have at least as many commas, semicolons or tabs as the first line.
    """
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    counts = [[line.count(separator) for line in lines] for separator in ",;\t"]
    return len(lines) > 1 and any(row[0] and sum(n >= row[0] for n in row) >= 0.8 * len(row) for row in counts)


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
