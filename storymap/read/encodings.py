"""Detect the encoding of a text that does not declare it.

UTF-16 and UTF-32 are detected by their zero bytes. Older encodings are detected by the letters that they produce: these
must be letters of the text's language.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from storymap.lazy_pattern import lazy_pattern
from storymap.read.language import language_of

MARKS = (  # UTF-32 comes first, because its byte order mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_MARKS = tuple(mark for mark, encoding in MARKS if encoding != "utf-8")
_SAMPLE_BYTES = 65_536  # number of bytes at the start of a file from which the encoding is detected
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman")
# Encodings that browsers support (https://encoding.spec.whatwg.org) for scripts other than Latin.
_OTHERS = [
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "cp949",
    "cp1251",
    "koi8_r",
    "koi8_u",
    "cp866",
    "iso8859_5",
    "cp1253",
    "iso8859_7",
    "cp1255",
    "cp1256",
]
# Non-ASCII letters used in languages with Latin script, including those in common loanwords and names.
_LETTERS = {
    "en": "éèêëñöüäïôâàçáíóåøæ£", "de": "äöüßéèàáôñç", "fr": "àâæçèéêëîïôœùûüÿ", "es": "áéíñóúü¿¡ç", "pt": "áàâãçéêíóôõúü",
    "it": "àèéìíîòóùú", "ca": "àçèéíïòóúü·", "nl": "áéëèïóöüç", "da": "æøåéöäü", "no": "æøåéòôöä", "nb": "æøåéòôöä", "sv": "åäöéü",
    "fi": "åäöšž", "is": "áðéíóúýþæö", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ", "hr": "čćđšž", "bs": "čćđšž", "sl": "čšžćđ", "sr": "čćđšž", "tr": "çğıöşüİâîû", "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž", "et": "äõöüšž", "sq": "çë", "eu": "ñçü", "gl": "áéíñóúü", "cy": "âêîôûŵŷáéëïö", "ga": "áéíóú",
}  # fmt: skip
_SIGNS = frozenset("\u00a0«»„“”‚‘’‹›–—…•°§©®™€£½¼¾²³·×¿¡\u00ad")
_INSIDE = lazy_pattern(
    r"(?<=[a-zà-öø-ÿ])[À-ÖØ-Þ]"
)  # if there is a capital inside a word, the encoding is probably wrong
_MOST_WRONG = 0.1  # maximum share of non-ASCII characters that the language does not use
_FEWEST_HIGH = 16  # if a text has fewer non-ASCII bytes, no statistics are computed
# SUB and ESC are not included, because encodings and old editors use them.
_CONTROLS = lazy_pattern(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_FEWEST_PER_CONTROL = 50  # data with more control characters than one for this many bytes are not text
_MOST_HIGH = 0.3  # maximum share of non-ASCII bytes in a text with Latin letters


def encoding_of(raw: bytes) -> str | None:
    """Return the name of the Python codec of a text that is not UTF-8.

    Return None if the encoding is uncertain or the bytes are not text.
    """
    sample = raw[:_SAMPLE_BYTES]
    if b"\0" in sample:
        return next((encoding for encoding in _WIDE if _is_wide(raw, encoding)), None)
    if any(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in sample):
        # UTF-16 in Chinese or Japanese has no zero bytes if the text has no line breaks.
        return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _is_wide(raw, encoding)), None)
    high = sum(byte > 127 for byte in sample)
    if b"\x1b$" not in sample and high <= _MOST_HIGH * len(sample):
        return _latin(sample)
    return _by_statistics(sample) if b"\x1b$" in sample or high >= _FEWEST_HIGH else None


def without_control_characters(raw: bytes) -> bytes:
    """Return a text without stray control characters, which some programs leave in texts. Return other data unchanged.

    Word's non-breaking hyphen (U+001E) becomes a normal hyphen, and Word's optional hyphen (U+001F) is removed. Data is
    text if it is valid UTF-8, or if an older encoding is detected with certainty. It is binary data if it has more than
    one control character in 50 bytes (the first control character is not counted). PDF files are not changed, because
    they contain offsets.
    """
    number = len(_CONTROLS.findall(raw))
    if not number or (number - 1) * _FEWEST_PER_CONTROL > len(raw) or raw.startswith((b"%PDF", *_WIDE_MARKS)):
        return raw
    text = _CONTROLS.sub(b"", raw.replace(b"\x1e", b"-"))
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        if mend(text) is None and encoding_of(text) is None:
            return raw
    return text


def mend(raw: bytes) -> str | None:
    """Decode UTF-8 text that contains a few Windows-1252 bytes, for example in pasted words.

    Return None for other bytes.
    """
    text = raw.decode("utf-8", errors="surrogateescape")
    wrong = sum("\udc80" <= c <= "\udcff" for c in text)
    right = sum(c > "\x7f" for c in text) - wrong
    if b"\0" in raw or wrong * 2 > right or wrong > 20:
        return None
    return re.sub(r"[\udc80-\udcff]", lambda c: bytes([ord(c[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _is_wide(raw: bytes, encoding: str) -> bool:
    """Return whether bytes are text in `encoding`, which is a kind of UTF-16 or UTF-32.

    Text decodes to assigned characters, of only a few scripts.
    """
    width = 4 if "32" in encoding else 2
    if len(raw) % width:
        return False
    try:
        text = raw[: _SAMPLE_BYTES // 4].decode(encoding)
    except UnicodeDecodeError as error:
        # an error at the very end would only mean that the sample was cut inside a character
        if error.start < len(raw[: _SAMPLE_BYTES // 4]) - 4:
            return False
        text = raw[: error.start].decode(encoding)
    good = sum(c in "\r\n\t" or unicodedata.category(c)[0] in "LNPZSM" for c in text)
    scripts = {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}
    spaces = sum(c in " \n\r\t、。，" for c in text)
    return bool(text) and good >= 0.99 * len(text) and len(scripts) <= 6 and spaces * 50 >= len(text)


def _latin(sample: bytes) -> str | None:
    """Return the encoding that decodes the non-ASCII bytes to letters of the text's language.

    Return None if no encoding fits, or if two encodings fit equally well.
    """
    letters = _LETTERS.get(language_of(sample.decode("ascii", errors="ignore")).split("-")[0])
    if letters is None:
        return None
    allowed = _SIGNS | set(letters) | set(letters.upper())
    ranked: list[tuple[int, str, str]] = []
    for encoding in _LATIN:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [c for c in text if c > "\x7f"]
        ranked.append((sum(c not in allowed for c in beyond) + len(_INSIDE.findall(text)), encoding, text))
    if not ranked:
        return None
    least, encoding, text = min(ranked, key=lambda found: found[0])
    rivals = {other for wrong, _, other in ranked if wrong == least} - {text}
    certain = least <= _MOST_WRONG * sum(c > "\x7f" for c in text)
    return encoding if certain and not rivals else None


def _by_statistics(sample: bytes) -> str | None:
    """Return charset-normalizer's result if it is an encoding that browsers support, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHERS).best()
    return best.encoding if best is not None and best.chaos < 0.1 else None
