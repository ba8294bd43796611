"""Transcribe Russian and Ukrainian names into German and French, as newspapers do.

The rules come from the transcription tables of Duden (German) and of the Imprimerie nationale (French). The names of
well-known cities are listed in `facts/names/settlements.tsv` instead.
"""

from __future__ import annotations

_VOWELS = "аеёиоуыэюяєії"
_GERMAN = {
    "а": "a", "б": "b", "в": "w", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "jo", "є": "je", "ж": "sch", "з": "s", "и": "i",
    "і": "i", "ї": "ji", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "ju", "я": "ja",
}  # fmt: skip
_FRENCH = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "io", "є": "ie", "ж": "j", "з": "z", "и": "i",
    "і": "i", "ї": "ï", "й": "ï", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "ou", "ф": "f", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "iou", "я": "ia",
}  # fmt: skip


def transcriptions(name: str, language: str) -> dict[str, str]:
    """Return the German spelling and the French spelling of a name: {"de": …, "fr": …}.

    The language of the name is "ru" (Russian) or "uk" (Ukrainian).
    """
    if set(name.lower()) - _GERMAN.keys() - set(" -’'"):
        return {}
    return {"de": _spelled(name, language, french=False), "fr": _spelled(name, language, french=True)}


def _spelled(name: str, language: str, *, french: bool) -> str:
    lower = name.lower().replace("’", "").replace("'", "")
    found = []
    for i, letter in enumerate(lower):
        before, after = lower[i - 1 : i], lower[i + 1 : i + 2]
        latin = _letter(letter, before, after, language, french)
        found.append(latin.capitalize() if name[i : i + 1].isupper() else latin)
    return "".join(found).replace("ttch", "tch").replace("ttsch", "tsch")  # from тч


def _letter(letter: str, before: str, after: str, language: str, french: bool) -> str:
    """Return the spelling of a letter.

    `before` and `after` are the letters beside it, or "" at the beginning or end of the name.
    """
    first = before in ("", " ", "-")
    if language == "uk" and letter in "ги":
        return "h" if letter == "г" else "y"
    if letter == "с" and before and before in _VOWELS and after and after in _VOWELS:
        return "ss"
    if letter in " -":
        return letter
    if letter == "й" and before and before in "иы":
        return "" if language == "ru" else "ï" if french else "j"
    if letter == "е" and language == "ru" and (first or before in f"{_VOWELS}ьъ"):
        return "je" if not french else "ie" if first else "ïe" if before not in "ыьъ" else "e"
    if french:
        return _french(letter, before, after, first)
    if letter == "й" and first:
        return "j"
    if letter == "ё" and before and before in "жчшщ":
        return "o"
    return "j" if letter == "й" and after and after in _VOWELS else _GERMAN[letter]


def _french(letter: str, before: str, after: str, first: bool) -> str:
    if letter in "юяєё" and before and before in _VOWELS:
        return "ï" + _FRENCH[letter][1:]
    if letter == "и" and before and before in _VOWELS:
        return "ï"
    if letter in "їй" and first:
        return "i"
    if letter == "г" and after and after in "еиіэї":
        return "gu"
    return _FRENCH[letter]
