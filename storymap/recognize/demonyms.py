"""Find demonyms ("Russian", "Texans"), which are evidence for the resolver.

The results list demonyms, but the map does not show them.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind, Rejected
from storymap.ports import Gazetteer

_WORD = lazy_pattern(r"[^\W\d_][^\W\d_’'.]*(?:[’'.][^\W\d_]+)*")


def find_demonyms(
    text: str, names: Sequence[Mention], rejected: Sequence[Rejected], gazetteer: Gazetteer
) -> list[Mention]:
    """Return the capitalized demonyms that are not part of place names.

    `stands_for` lists their country codes or place ids.
    """
    taken = {i for m in names for i in range(m.start, m.end)}
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isupper() or match.start() in taken:
            continue
        countries = gazetteer.demonym(word)
        if not countries and len(word) > 3 and word[-2:] in ("’s", "'s"):
            word = word[:-2]
            countries = gazetteer.demonym(word)
        if countries:
            end = match.start() + len(word)
            found.append(Mention(word, match.start(), end, MentionKind.DEMONYM, stands_for=countries))
    return found
