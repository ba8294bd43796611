"""Decode web pages with the encoding that browsers would use."""

from __future__ import annotations

import codecs
import re

from storymap.lazy_pattern import lazy_pattern

# Labels of https://encoding.spec.whatwg.org/#names-and-labels for which Python has no codec, or a codec with fewer
# characters than the encoding in the standard.
# The labels of UTF-16 mean UTF-8 here. If the declaration in a page can be read as ASCII, the page is not in UTF-16.
_CODECS = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ansi_x3.4-1968"), "cp1252"
    ),
    **dict.fromkeys(("iso-8859-9", "latin5", "iso8859-9"), "cp1254"),
    **dict.fromkeys(("tis-620", "windows-874", "iso-8859-11"), "cp874"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "csshiftjis"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese", "csgb2312", "gb18030"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("x-euc-jp", "euc-jp", "cseucpkdfmtjapanese"), "euc_jp"),
    **dict.fromkeys(("macintosh", "mac", "x-mac-roman"), "mac_roman"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac_cyrillic"),
    **dict.fromkeys(("koi", "koi8", "koi8-r", "cskoi8r"), "koi8_r"),
    **dict.fromkeys(("unicode-1-1-utf-8", "utf8", "unicode", "utf-16", "utf-16le", "utf-16be", "ucs-2"), "utf-8"),
    **dict.fromkeys(("iso-8859-8-i", "logical"), "iso8859_8"),
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Codecs of Python that no browser supports. They raise errors other than UnicodeDecodeError, or decode letters in
# another way.
_NO_CODECS = frozenset(["idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape", "unicode-escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"])  # fmt: skip
_ASCII = b"<html lang='en'>"
_META = lazy_pattern(rb"<meta\b[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = lazy_pattern(rb"\A\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_COMMENT = lazy_pattern(rb"<!--.{0,4000}?-->", re.S)
# A declaration is searched for in this many bytes. HTML allows only the first 1,024, but some pages have it later.
_HEAD = 16_384


def decode_page(raw: bytes, declared: str = "") -> str:
    """Decode a web page by its byte order mark, or by the encoding that its server, `meta` or XML declares.

    Bytes that are valid UTF-8 are decoded as UTF-8, whatever is declared, except for encodings such as ISO-2022-JP. If
    nothing is declared, the page is decoded
    as UTF-8, else with a guessed encoding, else as Windows-1252, as browsers do.
    """
    marked = next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), "") or _wide(raw)
    if marked:
        return raw.decode(marked, errors="replace").removeprefix("\ufeff")
    head = _COMMENT.sub(b"", raw[:_HEAD])
    said = [declared, *(found[1].decode("ascii") for found in (_META.search(head), _XML.search(head)) if found)]
    encodings = [codec for codec in map(codec_of, said) if codec]
    if not raw.isascii() and "utf-8" not in encodings[:1] and _is_utf8(raw) and not _is_shifted(encodings):
        return raw.decode("utf-8")
    for encoding in [*encodings, "utf-8"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if _is_mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    return raw.decode(encodings[0] if encodings and encodings[0] != "utf-8" else _guess(raw), errors="replace")


def codec_of(label: str) -> str:
    """Return the name of the Python codec for an encoding label, or "" if there is none."""
    name = label.strip().strip("\"'").lower()
    name = _CODECS.get(name, name)
    if name.startswith(("x-cp", "windows-")):
        name = "cp" + name.removeprefix("x-cp").removeprefix("windows-")
    try:
        info = codecs.lookup(name)
        usable = info._is_text_encoding and _ASCII.decode(info.name) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return ""
    return info.name if usable and info.name not in _NO_CODECS else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_shifted(encodings: list[str]) -> bool:
    """Return whether an encoding writes non-Latin scripts with ASCII bytes (ISO-2022-JP).

    Text in such an encoding is always valid UTF-8. Valid UTF-8 therefore does not show that a page is in UTF-8.
    """
    return any(encoding.startswith(("iso2022", "hz")) for encoding in encodings)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Return whether nearly all non-ASCII bytes are valid UTF-8.

    A single broken character must not change the encoding of a page.
    """
    other = sum(byte > 127 for byte in raw[:200_000])
    broken = raw[:200_000].decode("utf-8", errors="replace").count("\ufffd")
    return other > 0 and broken * 20 < other


def _wide(raw: bytes) -> str:
    """Return the UTF-16 codec of a text without byte order mark, judging by the zero bytes at its start, or ""."""
    head = raw[:64]
    if head[1::2] and not any(head[1::2]) and all(head[0:16:2]):
        return "utf-16-le"
    return "utf-16-be" if head[::2] and not any(head[::2]) and all(head[1:16:2]) else ""


def _guess(raw: bytes) -> str:
    """Guess the encoding of bytes without a declaration, using charset-normalizer (a dependency of trafilatura)."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return "cp1252"
    text = re.sub(rb"<(script|style)\b.*?</\1|<[^>]*>", b" ", raw[:200_000], flags=re.S | re.I)
    others, letters = sum(byte > 127 for byte in text), len(re.findall(rb"[A-Za-z]", text))
    if others * 8 < letters:  # most letters are ASCII, so the text is in Latin script
        central = re.search(rb"<html[^>]{0,200}\blang\s*=\s*[\"']?(?:pl|cs|sk|hu|sl|hr|ro|bs)\b", raw[:4096], re.I)
        return "cp1250" if central else "cp1252"
    best = from_bytes(text[:20_000]).best()
    return codec_of(best.encoding) or "cp1252" if best else "cp1252"
