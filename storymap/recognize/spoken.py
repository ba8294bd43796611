"""Find the parts of subtitles that are not said: the labels of speakers, sounds in brackets, and words that are sung."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article

# Matches words that are not spoken: "JOAN MADRAS:" in "JOAN MADRAS: I had never …", "[music: Istanbul]", "♪ New York,
# New York ♪".
_UNSAID = lazy_pattern(
    r"(?:(?<=\s)|^)[^\W\d_a-zß-ÿ][^\Wa-z]*(?:[ .'’-]{1,2}[^\W\d_a-zß-ÿ][^\Wa-z]*){0,3}:(?=\s)|\[[^\[\]\n]*\]|♪[^♪\n]*(?:♪|$)",
    re.M,
)


def unsaid_parts(article: Article) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part of an article that is not said. Only passages from subtitles are searched."""
    for passage in article.passages:
        if passage.seconds is not None:
            for match in _UNSAID.finditer(article.text, passage.start, passage.end):
                yield match.span()
