"""Find words next to a name that help to choose between places with that name.

These are type words ("the state of Washington", "Missouri river") and lists ("Georgia, Oklahoma and Pennsylvania").
Words for family members ("a son, Troy") show that the name is not a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from storymap.kinds import EDGE, NAME_TYPES
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import last_words, word_before

_TYPES = "|".join(sorted(NAME_TYPES, key=len, reverse=True))
_TYPE_BEFORE = lazy_pattern(rf"(?i)(?<![\w-])({_TYPES})\s+of\s+(?:the\s+)?$")
_TYPE_AFTER = lazy_pattern(rf"[^\S\n]({_TYPES})(?![\w-])", re.IGNORECASE)
# Matches the words before the name in "the country of Georgia". After a name, "country" means something else: "Texas
# country music".
_COUNTRY_BEFORE = lazy_pattern(r"(?i)(?<![\w-])(?:country|nation)\s+of\s+$")
# Matches the words before the names in "the river Mur" and "the rivers Enns and Steyr". With a capital, "River" is part
# of the name: "the River Tyne".
_RIVER_BEFORE = lazy_pattern(r"\b[Tt]he[^\S\n]rivers?[^\S\n]$")
# After a name, these type words certainly belong to the name. Others may belong to the next word: "Boston state
# officials" does not mean a state called Boston, and "Banbridge parish priest" does not mean a parish of a state.
_SURE_AFTER = frozenset({"river", "lake", "island", "islands", "isle", "isles"})
# Matches the words around the name of an area that has a border or a coast: "the Leitrim border", "the Donegal side of".
_THE = lazy_pattern(r"\b[Tt]he[^\S\n]$")
_EDGE_AFTER = lazy_pattern(
    r"[^\S\n](?:borders?|coast|coastline|(?:county|state)[^\S\n]line|line(?![^\S\n](?:of|from|to|between)\b)|shoreline|side[^\S\n]of)(?![\w-])"
)
# The words "and" and "or" in English and in the other well-supported languages with capital letters.
_AND = "and|or|&|y|et|und|oder|e|o|ou|en|i|oraz|lub|и|или|і|та|й"
_SEPARATOR = lazy_pattern(rf"\s*(?:,|;|/|,?\s+(?:{_AND})|,\s+(?:and|or)\s+in)\s+(?:the\s+|in\s+)?|\s*/\s*")


class TypeWord(NamedTuple):
    """A word for a kind of place next to a name. `sure`: the word can only refer to this name."""

    word: str  # the type word in lower case: "state", "river"
    sure: bool


def type_word(text: str, mention: Mention) -> TypeWord | None:
    """Return the type word next to a name, or None. Examples: "the state of X", "the river X", "X state".

    For "the country of X", the word is "republic".
    """
    if match := _TYPE_BEFORE.search(text, max(0, mention.start - 40), mention.start):
        return TypeWord(match[1].lower(), True)
    if _COUNTRY_BEFORE.search(text, max(0, mention.start - 20), mention.start):
        return TypeWord("republic", True)
    if _RIVER_BEFORE.search(text, max(0, mention.start - 20), mention.start):
        return TypeWord("river", True)
    if match := _TYPE_AFTER.match(text, mention.end):
        word = match[1].lower()
        return TypeWord(word, word in _SURE_AFTER)
    return TypeWord(EDGE, False) if has_edge(text, mention) else None


def has_edge(text: str, mention: Mention) -> bool:
    """Return whether the words around a name mean the border or the coast of the place: "a mile from the Kansas line"."""
    if _EDGE_AFTER.match(text, mention.end) is None:
        return False
    return _THE.search(text, max(0, mention.start - 5), mention.start) is not None


_FAMILY = any_of(word_lists("people.toml")["family"])
_RELATIVES = last_words(word_lists("people.toml")["family"])
_RELATIVE_BEFORE = lazy_pattern(
    rf"(?i)\b(?:his|her|my|our|their|your|[ao]|an|one|two|three|eldest|elder|younger|youngest|late|infant|\w+[’']s?)\s+(?:{_FAMILY})(?P<comma>,)?\s$"
)
LONGEST_LIST = 100  # maximum number of names in a list
_CLOSED = lazy_pattern(r"[,;.:)]|\s(?:and|who|whose|said|says|was|is|died)\b")


def is_relative(text: str, mention: Mention) -> bool:
    """Return whether a name belongs to a family member: "her husband, Austin, who", "a son, Troy, in Boston"."""
    if word_before(text, mention.start) not in _RELATIVES:
        return False
    before = _RELATIVE_BEFORE.search(text, max(0, mention.start - 40), mention.start)
    if before is None or _CLOSED.match(text, mention.end) is None:
        return False
    return not before["comma"] or text[mention.end : mention.end + 1] in (",", ";", ".", ")")


def find_lists(text: str, mentions: Sequence[Mention]) -> dict[int, tuple[int, ...]]:
    """Return a mapping from the start offset of a name to the list that contains the name.

    A list is given as the start offsets of all its names, in text order.

    A list consists of two names joined by "and" or "or", or of three or more names. A list that is longer than
    LONGEST_LIST is divided, because the names of a list are compared with each other.
    """
    names = [m for m in mentions if m.kind in (MentionKind.NAME, MentionKind.METONYM)]
    found: dict[int, tuple[int, ...]] = {}
    run: list[Mention] = []
    joined = False

    def close() -> None:
        if len(run) > 2 or (len(run) == 2 and joined):
            starts = tuple(m.start for m in run)
            found.update((start, starts) for start in starts)

    for name in names:
        between = text[run[-1].end : name.start] if run else ""
        if run and _SEPARATOR.fullmatch(between):
            if len(run) == LONGEST_LIST:
                close()
                run = []
            joined = joined or "," not in between
            run.append(name)
        else:
            close()
            run, joined = [name], False
    close()
    return found
