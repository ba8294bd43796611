"""Fold names: reduce different spellings of a name to the same form. The gazetteer stores and looks up folded names.

- Case is removed: "HOKKAIDO" = "Hokkaido".
- Diacritics of Latin, Greek and Cyrillic letters are removed: "Élysée" = "Elysee", "Łódź" = "Lodz". Diacritics of other
  scripts are kept.
- Full stops, apostrophes and similar characters are removed: "U.S." = "US", "Xi’an" = "Xian".
- Hyphens, commas, slashes and brackets become spaces: "Port-au-Prince" = "Port au Prince". "&" becomes "and".
- "St", "Ste", "Mt", "Ft" before another word become "saint", "sainte", "mount", "fort".
- "N.", "S.", "E.", "W." before a word of three or more letters become "north"…: "N. Korea" = "North Korea".
"""

from __future__ import annotations

import unicodedata

_ASCII: dict[int, str | None] = {
    **dict.fromkeys(map(ord, ".'`\""), None),
    **dict.fromkeys(map(ord, "-,/()[]_;:\n\r\t"), " "),
    ord("&"): " and ",
}
_OTHER: dict[int, str | None] = {
    **dict.fromkeys(range(0x300, 0x370), None),  # combining marks of Latin, Greek and Cyrillic
    **dict.fromkeys(map(ord, "’‘ʼʻʹʺʾʿˈ′´ʽ“”„ـ\u00ad\u200b\u200c\u200d\ufeff"), None),
    **dict.fromkeys(map(ord, "‐‑‒–—―−־・·،、，"), " "),
    **{ord(letter): plain for letter, plain in zip("øłđðħıŧƒςə", "olddhitfσa", strict=True)},
    ord("ß"): "ss",
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
}
_ALL = _ASCII | _OTHER
_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def fold(name: str) -> str:
    """Return the folded form of a name, or "" if nothing is left."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).lower().translate(_ALL))
    elif plain.isalpha():
        return plain
    elif not plain.replace(" ", "").isalpha():
        plain = plain.translate(_ASCII)
    words = plain.split()
    if len(words) > 1 and words[0] in _POINTS and len(words[1]) > 2:
        words[0] = _POINTS[words[0]]
    if not _SHORT.keys().isdisjoint(words):
        words = [*(_SHORT.get(word, word) for word in words[:-1]), words[-1]]
    return " ".join(words)
