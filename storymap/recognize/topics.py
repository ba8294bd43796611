"""Recognise names that mean something else than a place in a text about a topic: "Europa" next to "Jupiter's moons".

The topics, their names and their words are in `topics.toml`. Places that an author invented are recognised by the words
around one of their mentions: "the fictional town of Hawkins", "Middlemarch, a town that George Eliot invented".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer
from storymap.recognize.positions import is_located
from storymap.recognize.word_lists import any_of, word_lists

IN_A_STORY = "a place in a story or a game"

_GAP = r"[^\S\n]"
_AROUND = 350  # characters before and after a name in which the words of a topic are counted
_EVERY = 1500  # in a text about a topic, one of its words is in at most this many characters on average
_PLACES = r"(?:city|country|county|island|kingdom|land|planet|province|state|suburb|town|township|village|world)"
_INVENTED = r"(?:fictional|fictitious|imaginary|imagined|invented|made-up|mythical|nonexistent|non-existent)"
_NAME = rf"(?P<name>[A-ZÀ-Þ][\w’'-]*(?:{_GAP}[A-ZÀ-Þ][\w’'-]*){{0,2}})"
# Matches the words around the name of an invented place: "the fictional town of Hawkins", "Barchester, an imaginary city".
_FICTIONAL = (
    lazy_pattern(rf"\b{_INVENTED}{_GAP}(?:[a-z-]+{_GAP}){{0,2}}?{_PLACES}{_GAP}(?:of|called|named|known{_GAP}as){_GAP}{_NAME}"),
    lazy_pattern(rf"\b{_INVENTED},?{_GAP}(?:[a-z-]+{_GAP}){{0,2}}?{_PLACES},{_GAP}{_NAME}"),
    lazy_pattern(rf"{_NAME}(?:,|{_GAP}is|{_GAP}was){_GAP}(?:an?|the){_GAP}(?:[a-z-]+,?{_GAP}){{0,2}}?{_INVENTED}{_GAP}(?:[a-z-]+{_GAP}){{0,2}}?{_PLACES}\b"),
    lazy_pattern(rf"{_NAME},{_GAP}(?:an?|the){_GAP}(?:[a-z-]+{_GAP}){{0,2}}?{_PLACES}{_GAP}(?:(?:that|which){_GAP})?(?:[A-ZÀ-Þ][\w.’'-]*{_GAP}|he{_GAP}|she{_GAP}|the{_GAP}(?:author|novelist|writer){_GAP}){{1,3}}(?:invented|made{_GAP}up|imagined|dreamed{_GAP}up)\b"),
)  # fmt: skip
_TOWN_OF = lazy_pattern(r"(?i)\b(?:city|hamlet|municipality|port|suburb|town|township|village)[^\S\n]of[^\S\n]$")
_LOOK_BACK = 20  # characters
_NEXT = lazy_pattern(rf",{_GAP}(?:in{_GAP})?(?P<unit>[A-Z][\w.’'-]*(?:{_GAP}[A-Z][\w.’'-]*)?)")
_UNITS = frozenset({"country", "admin1", "admin2"})


class _Topic(NamedTuple):
    why: str
    words: re.Pattern[str]
    few: int
    located: bool


def other_meaning(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return what a name means in a text about a topic, such as "a team", or "" if it may be a place."""
    name = mention.surface
    if name in _invented(text):
        return IN_A_STORY
    for topic in _topics().get(name, ()):
        if not topic.located and _is_place(text, mention):
            continue
        if _is_about(text, topic, mention) and not _has_unit(text, name, gazetteer):
            return topic.why
    return ""


def _is_place(text: str, mention: Mention) -> bool:
    """Return whether the words before a name show that it is a place here: "in Jupiter", "the town of Jupiter"."""
    start = mention.start
    return is_located(text, start) or _TOWN_OF.search(text, max(0, start - _LOOK_BACK), start) is not None


@cache
def _topics() -> Mapping[str, list[_Topic]]:
    """Return the topics of each name."""
    found: dict[str, list[_Topic]] = {}
    for table in word_lists("topics.toml")["topics"]:
        either = "|".join([*map(_with_capital, table["words"]), any_of(table["names"])])
        words = re.compile(rf"(?<![\w’'-])(?:{either})(?![\w-])")
        topic = _Topic(table["why"], words, table["few"], table.get("located", False))
        for name in table["names"]:
            found.setdefault(name, []).append(topic)
    return found


def _with_capital(pattern: str) -> str:
    """Return a pattern that also matches a word at the beginning of a sentence."""
    return f"[{pattern[0]}{pattern[0].upper()}]{pattern[1:]}" if pattern[0].islower() else pattern


def _is_about(text: str, topic: _Topic, mention: Mention) -> bool:
    """Return whether a topic has enough words near a mention, or in the whole text. The mention's own name does not count."""
    near = topic.words.findall(text, max(0, mention.start - _AROUND), mention.end + _AROUND)
    if sum(word != mention.surface for word in near) >= topic.few:
        return True
    words = _words_of(text, topic.words)
    return sum(word != mention.surface for word in words) >= max(topic.few, len(text) / _EVERY)


@lru_cache(64)
def _words_of(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(pattern.findall(text))


@lru_cache(16)
def _invented(text: str) -> frozenset[str]:
    """Return the names of the places that the text calls fictional."""
    if _ANY_INVENTED.search(text) is None:
        return frozenset()
    return frozenset(match["name"] for pattern in _FICTIONAL for match in pattern.finditer(text))


_ANY_INVENTED = lazy_pattern(rf"\b(?:{_INVENTED}|made{_GAP}up|dreamed{_GAP}up)\b")


def _has_unit(text: str, name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a larger unit follows the name anywhere in the text: "Disney, Oklahoma"."""
    at = text.find(f"{name}, ")
    while at >= 0:
        if match := _NEXT.match(text, at + len(name)):
            words = match["unit"]
            for unit in dict.fromkeys((words, words.split()[0], words.split()[0].rstrip("."))):
                if any(e.kind in _UNITS for e in gazetteer.find(unit)[:3]):
                    return True
        at = text.find(f"{name}, ", at + 1)
    return False
