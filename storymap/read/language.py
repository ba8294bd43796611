"""Detect the language of a text that does not declare its language."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from storymap.language import may_be_east_asian
from storymap.lazy_pattern import lazy_pattern

_LATIN = lazy_pattern(r"[A-Za-z\u00c0-\u024f]+")
_CJK = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_OTHER_SCRIPTS = lazy_pattern(r"[^\W\d_A-Za-z\u00c0-\u024f]+")
_QUOTED = lazy_pattern(r"[“„«][^“”„«»\n]{20,}[”“»]|\"[^\"\n]{20,}\"")
MOST = 4_000  # the language is detected from this many characters at the start of a text
_WORD = lazy_pattern(r"[^\W\d_]+")
# The most common English words. They are at least a sixth of an English text, and rare in other languages.
_COMMON = "the of and to that with by from it his are which were not but have they this"
_ENGLISH = frozenset(_COMMON.split())
_LEAST = 40  # To detect a language in Latin script, at least this many letters are needed. Other scripts need fewer.
_ENOUGH = 0.09  # a text is English without further checks if at least this share of its words is in _COMMON


def language_of(text: str) -> str:
    """Return the BCP 47 code of the language of a text, or "en" if the text is too short to tell."""
    words = _words(text[:MOST])
    letters = "".join(words)
    if sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words) or (
        len(letters) < _LEAST and max(letters, default="a") < "\u0250"
    ):
        return "en"
    return load_model()(" ".join(words))[0]


@cache
def load_model() -> Callable[[str], tuple[str, float]]:
    """Load the model that detects languages. Return its function, which maps a text to a language code and a score.

    Loading takes half a second and 70 MB, so it is done only once, and not for English texts.
    """
    import py3langid

    py3langid.classify("")  # this loads the model, which the library otherwise loads when it is first used
    return py3langid.classify  # type: ignore[no-any-return]


def _words(text: str) -> list[str]:
    """Return the words in the prevailing script, in lower case. The language is detected from these words.

    A Chinese or Japanese character counts as three letters. In Latin script, words in quotations are left out if enough
    letters remain.
    """
    others, latin = _count_letters(_OTHER_SCRIPTS, text), _count_letters(_LATIN, text)
    if may_be_east_asian(text):
        others += 2 * len(_CJK.findall(text))
    if others > latin:
        text = _LATIN.sub(" ", text)
    else:
        outside = _QUOTED.sub(" ", text)
        if _count_letters(_LATIN, outside) >= max(_LEAST, latin // 4):
            text = outside
    return [word.lower() for word in _WORD.findall(text)]


def _count_letters(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))
