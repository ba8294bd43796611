"""Suggest the known name, key or code that a misspelled word probably means."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

# Minimum ratio (of difflib) between a word and a suggestion. The ratio of "Kyiv" and "Kiev" is 0.75, that of "Tokyo"
# and "Kyoto" is 0.6.
MIN_RATIO = 0.7


def nearest(word: str, known: Iterable[str], *, prefix: bool = False) -> str:
    """Return the known word with the most similar spelling, or "" if none is similar. Case is ignored.

    If `prefix` is true and no spelling is similar, return a known word with which `word` starts: "lat" for "latitude".
    """
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(fold(one), one)
    wanted = fold(word)
    near = difflib.get_close_matches(wanted, folded, 1, MIN_RATIO)
    if prefix and not near:
        near = [one for one in folded if wanted.startswith(one)]
    return folded[near[0]] if near else ""


def did_you_mean(near: object, quotes: str = "“”") -> str:
    """Return a question to add to a message ("Did you mean …?"), or "" if there is no suggestion.

    `quotes` are the marks around the suggestion.
    """
    if not near:
        return ""
    return f" Did you mean {quotes[:1]}{near}{quotes[-1:]}?"


def fold(word: str) -> str:
    """Return a word in the form in which words are compared: in lower case, with composed letters."""
    return unicodedata.normalize("NFC", word).casefold()
