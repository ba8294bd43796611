"""Find the script (writing system) of a name, and the scripts of the languages of a country."""

from __future__ import annotations

import unicodedata
from functools import cache

# First word of a character's Unicode name -> name of the script.
_SCRIPTS = {
    "LATIN": "Latn", "FULLWIDTH": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr",
    "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "KATAKANA-HIRAGANA": "Jpan", "HANGUL": "Hang",
    "ARMENIAN": "Armn", "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "MYANMAR": "Mymr", "KHMER": "Khmr", "TIBETAN": "Tibt",
    "ETHIOPIC": "Ethi", "MONGOLIAN": "Mong", "THAANA": "Thaa",
}  # fmt: skip

# Script -> languages that are written in it. Languages that use only Latin script are left out.
_WRITTEN = {
    "Cyrl": "ru uk be bg sr mk kk ky mn tg tt ba cv ce os ab tk uz bs",
    "Arab": "ar fa ur ps ckb ku sd ug ks bal az pa",
    "Hebr": "he yi iw", "Grek": "el", "Hani": "zh yue wuu ja ko nan hak", "Jpan": "ja", "Hang": "ko",
    "Armn": "hy", "Geor": "ka", "Deva": "hi mr ne sa mai bho kok doi", "Beng": "bn as mni", "Guru": "pa",
    "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th",
    "Laoo": "lo", "Mymr": "my", "Khmr": "km", "Tibt": "bo dz", "Ethi": "am ti", "Mong": "mn", "Thaa": "dv",
}  # fmt: skip
ALL_SCRIPTS = frozenset(_SCRIPTS.values())
_SCRIPTS_OF: dict[str, frozenset[str]] = {
    language: frozenset(script for script, languages in _WRITTEN.items() if language in languages.split())
    for languages in _WRITTEN.values()
    for language in languages.split()
}


def script(name: str) -> str:
    """Return the script of the letters of a name, such as "Latn", or "" if they have no common script.

    Kana and Han together are Japanese.
    """
    found = {_script_of(letter) for letter in name if letter.isalpha()}
    if "Jpan" in found:
        found.discard("Hani")
    return found.pop() if len(found) == 1 else ""


@cache
def _script_of(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "?").split()[0], "?")


def native_scripts(languages: str) -> frozenset[str]:
    """Return the scripts of the languages of a country ("ru,tt,xal-RU"), except Latin."""
    codes = {language.split("-")[0] for language in languages.split(",")}
    return frozenset().union(*(_SCRIPTS_OF.get(code, frozenset()) for code in codes))
