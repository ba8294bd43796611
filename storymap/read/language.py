"""The language of a text that does not say its own."""

from __future__ import annotations

import re

MOST = 4_000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]+")
# The commonest words of English: a sixth and more of any English text, and hardly in others.
_COMMON = "the of and to that with by from it his are which were not but have they this"
_ENGLISH = frozenset(_COMMON.split())
_LEAST = 40  # Latin letters; other scripts tell the language sooner
_ENOUGH = 0.09  # share of those words in a text that needs no closer look


def language_of(text: str) -> str:
    """BCP 47 of the language a text is written in; "en" when there is too little to tell."""
    words = [word.lower() for word in _WORD.findall(text[:MOST])]
    letters = "".join(words)
    if sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words) or (
        len(letters) < _LEAST and max(letters, default="a") < "\u0250"
    ):
        return "en"
    import py3langid  # half a second, which English texts do without

    code, _ = py3langid.classify(" ".join(words))
    return str(code)
