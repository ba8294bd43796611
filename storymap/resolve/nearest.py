"""Suggest a known name for a misspelled one."""

from __future__ import annotations

from collections.abc import Iterator

from storymap.ports import Gazetteer

MIN_LETTERS = 4  # a shorter name differs in only one letter from too many other names
_MAX_LETTERS = 30
# Letters with diacritics are not needed, because the gazetteer also finds names by their base letters
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nearest_name(name: str, gazetteer: Gazetteer) -> str:
    """Return the name of the most prominent place whose name differs from `name` in one letter, or "".

    One letter is missing, added or different, or two neighbouring letters are swapped.
    """
    if not MIN_LETTERS <= len(name) <= _MAX_LETTERS:
        return ""
    found = {variant: best[1] for variant in set(_variants(name)) if (best := gazetteer.best(variant)) is not None}
    for variant in sorted(found, key=lambda variant: -found[variant]):
        if entries := gazetteer.find(variant):
            return gazetteer.place(entries[0]).name
    return ""


def _variants(name: str) -> Iterator[str]:
    for i in range(len(name) + 1):
        before, after = name[:i], name[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS if i else _LETTERS.upper():
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
