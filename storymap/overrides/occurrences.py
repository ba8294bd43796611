"""Find the occurrences of a name in the article, as whole words."""

from __future__ import annotations

import re

from storymap.collapsed import collapsed
from storymap.lazy_pattern import lazy_pattern

# Thai, Lao, Khmer, Japanese and Chinese do not separate words with spaces.
_UNSPACED = lazy_pattern(r"[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
Span = tuple[int, int]


def occurrences(text: str, surface: str, *, ignore_case: bool = False) -> list[Span]:
    """Return the half-open offsets at which a surface (the text of a name) occurs as whole words.

    In the text, a line break can replace a space. In languages without spaces between words, every occurrence counts.
    """
    words = surface.split()
    if not words:
        return []
    is_free_before, is_free_after = _UNSPACED.match(words[0][0]), _UNSPACED.match(words[-1][-1])
    if ignore_case:
        return _found_by_pattern(text, words, bool(is_free_before), bool(is_free_after))
    article, wanted = collapsed(text), " ".join(words)
    if not (is_free_before or is_free_after or article.may_contain(wanted)):
        return []
    spans = []
    inside = article.text
    at = inside.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if (is_free_before or not _is_word(inside[at - 1 : at])) and (
            is_free_after or not _is_word(inside[end : end + 1])
        ):
            spans.append(article.span(at, end))
            at = inside.find(wanted, end)
        else:
            at = inside.find(wanted, at + 1)
    return spans


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _found_by_pattern(text: str, words: list[str], is_free_before: bool, is_free_after: bool) -> list[Span]:
    first = re.escape(words[0])
    # This check is after the first word, because a search is ten times faster if its pattern begins with plain characters.
    before = "" if is_free_before else rf"(?<!\w{first})"
    after = "" if is_free_after else r"(?!\w)"
    pattern = first + before + "".join(rf"\s+{re.escape(word)}" for word in words[1:]) + after
    return [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
