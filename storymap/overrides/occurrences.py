"""Find the occurrences of a name in the article, as whole words."""

from __future__ import annotations

import re

# Thai, Lao, Khmer, Japanese and Chinese do not separate words with spaces.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
Span = tuple[int, int]


def occurrences(text: str, surface: str, *, ignore_case: bool = False) -> list[Span]:
    """Return the half-open offsets of every occurrence of a surface (the text of a name) as whole words.

    In the text, a line break can replace a space. In languages without spaces between words, every occurrence counts.
    """
    words = surface.split()
    if not words:
        return []
    first = re.escape(words[0])
    # This check is after the first word, because a search is ten times faster if its pattern begins with plain
    # characters.
    before = "" if _UNSPACED.match(words[0][0]) else rf"(?<!\w{first})"
    after = "" if _UNSPACED.match(words[-1][-1]) else r"(?!\w)"
    pattern = first + before + "".join(rf"\s+{re.escape(word)}" for word in words[1:]) + after
    return [m.span() for m in re.finditer(pattern, text, re.IGNORECASE if ignore_case else 0)]
