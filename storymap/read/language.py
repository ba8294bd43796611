"""Detect the language of a text that does not declare its language."""

from __future__ import annotations

import re

MOST = 4_000  # number of characters that are checked
_WORD = re.compile(r"[^\W\d_]+")
# The most common English words. They are at least a sixth of an English text, and rare in other languages.
_COMMON = "the of and to that with by from it his are which were not but have they this"
_ENGLISH = frozenset(_COMMON.split())
_LEAST = 40  # minimum number of letters to detect a language in Latin script; other scripts need fewer
_ENOUGH = 0.09  # share of these words above which a text is English without further checks


def language_of(text: str) -> str:
    """Return the BCP 47 code of the language of a text, or "en" if the text is too short to tell."""
    words = [word.lower() for word in _WORD.findall(text[:MOST])]
    letters = "".join(words)
    if sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words) or (
        len(letters) < _LEAST and max(letters, default="a") < "\u0250"
    ):
        return "en"
    import py3langid  # imported here because it takes half a second, and English texts do not need it

    code, _ = py3langid.classify(" ".join(words))
    return str(code)
