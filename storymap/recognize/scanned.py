"""Repair words in scanned texts, such as "T0ledo" for Toledo and "Moseow" for Moscow.

Only texts with many unknown words are repaired. A word is replaced if exchanging one or two similar letters gives a
known word. The length of the text does not change, so that offsets stay valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Gazetteer
from storymap.recognize.tagger.vocabulary import WordTable

_BEGINNING = 1_500  # unknown words are searched for in this many characters at the start of a text
# A text is not repaired if fewer than this many different lower-case words are in its first _BEGINNING characters.
_LEAST_WORDS = 20
# A text is repaired if at least this share of its words is unknown. In texts without errors, it is below 0.03.
_MANY_UNKNOWN = 0.06
_KNOWN = 4.0  # minimum prominence (10,000 people) of a place whose name replaces an unknown word with a capital
_LONGEST = 16  # a word with more letters is not repaired

_WORD = lazy_pattern(r"[^\W_]{4,}")
# Letter -> the letters with which text recognition confuses it.
_ALIKE: dict[str, str] = {}
for _pair in [
    "ec",
    "oc",
    "oa",
    "0o",
    "1l",
    "1i",
    "li",
    "5s",
    "nu",
    "hb",
    "ft",
    "rn",
    "8b",
    "6b",
    "9g",
    "il",
    "vy",
    "uv",
    "ae",
]:
    _ALIKE[_pair[0]] = _ALIKE.get(_pair[0], "") + _pair[1]
    _ALIKE[_pair[1]] = _ALIKE.get(_pair[1], "") + _pair[0]


def repair(text: str, table: WordTable, gazetteer: Gazetteer) -> str:
    """Return the text with repaired words if many words at its beginning are unknown, otherwise the same object."""
    if not _is_scanned(text[:_BEGINNING], table):
        return text
    matches = [m for m in _WORD.finditer(text) if not m.group().isdigit()]
    usual = [case for *_, case in table.look_up([m.group() for m in matches])]
    pieces, end = [], 0
    for match, case in zip(matches, usual, strict=True):
        if case == 0 and len(match.group()) <= _LONGEST and gazetteer.best(match.group()) is None:
            pieces += [text[end : match.start()], _repaired(match.group(), table, gazetteer)]
            end = match.end()
    return "".join([*pieces, text[end:]])


def _is_scanned(text: str, table: WordTable) -> bool:
    """Return whether many lower-case words of a text are unknown, which is typical of scanned texts."""
    words = list({word for word in _WORD.findall(text) if word[0].islower()})
    if len(words) < _LEAST_WORDS:
        return False
    unknown = sum(case == 0 for *_, case in table.look_up(words))
    return unknown >= _MANY_UNKNOWN * len(words)


def _repaired(word: str, table: WordTable, gazetteer: Gazetteer) -> str:
    """Return a known word that looks like `word`, or `word` itself if there is none."""
    capital = not word[0].islower()
    variants = list(_variants(word))
    if not variants:
        return word
    for variant, (*_, usual) in zip(variants, table.look_up(variants), strict=True):
        if usual and (usual > 4) >= capital:
            return variant
        if capital and (best := gazetteer.best(variant)) is not None and best[1] >= _KNOWN:
            return variant
    return word


def _variants(word: str) -> Iterator[str]:
    """Yield the variants of a word: first those with one letter exchanged, then those with two.

    Digits are exchanged in every variant.
    """
    low = word.lower()
    digits = [i for i, char in enumerate(low) if char.isdigit()]
    places = [i for i, char in enumerate(low) if char in _ALIKE]
    for size in (1, 2) if len(digits) < 2 else (2,):
        for chosen in combinations(places, size):
            if not set(digits) <= set(chosen):
                continue
            forms = [word]
            for at in chosen:
                forms = [
                    form[:at]
                    + (other.upper() if word[at].isupper() or (at == 0 and not low[0].isalpha()) else other)
                    + form[at + 1 :]
                    for form in forms
                    for other in _ALIKE[low[at]]
                ]
            yield from forms
