"""Find demonyms ("Russian", "Texans"), which are evidence for the resolver.

The results list demonyms, but the map does not show them.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer
from storymap.recognize.tagger import Tagging

_PERSON = 0.5  # minimum probability of the name of a person

_WORD = lazy_pattern(r"[^\W\d_][^\W\d_’'.]*(?:[’'.][^\W\d_]+)*")


def full_names(text: str, tagging: Tagging) -> list[tuple[int, int]]:
    """Return the spans of the names of people that have a first name and a surname, such as "Norman Lewis"."""
    return [
        (s.start, s.end)
        for s in tagging.spans
        if s.label == "PER" and s.probability >= _PERSON and len(text[s.start : s.end].split()) > 1
    ]


def find_demonyms(
    text: str, names: Sequence[Mention], people: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> list[Mention]:
    """Return the capitalized demonyms that are not part of names of places and `people`.

    `stands_for` lists their country codes or place ids.
    """
    taken = {i for start, end in (*((m.start, m.end) for m in names), *people) for i in range(start, end)}
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
