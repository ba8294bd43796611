"""Restore capitals in English passages that have almost none, such as transcripts.

A word gets a capital if it is usually capitalized, or if it is part of a known name. The length of the text does not
change, so that offsets stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer, Match
from storymap.recognize.tagger.vocabulary import WordTable

_LEAST_WORDS = 8  # a passage with fewer words does not show that the text has no capitals
_MOST_CAPITALS = 0.02  # a passage is left as it is if more than this share of its words is capitalized
# A passage with fewer characters for each capital has too many capitals. With this quick test, the words need not be
# counted.
_CHARACTERS = 200
# Codes of the usual case of a word: always in capitals, nearly always capitalized, mostly capitalized.
_ACRONYM, _NAME, _OFTEN = 9, 7, 6
# Minimum prominence (3,000 people) of a place whose name gets a capital. The name must be after a preposition, or not
# in the table of frequent words.
_KNOWN = 3.5
# Minimum prominence (100,000 people) of the place if its name is used about as often as an ordinary word and is not
# after a preposition.
_PROMINENT = 5.0
_MULTIWORD = 4.0  # minimum prominence (10,000 people) if the name has several words
_LONGEST = 5  # maximum number of words in a name
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "del",
        "la",
        "le",
        "du",
        "da",
        "do",
        "dos",
        "di",
        "on",
        "upon",
        "in",
        "al",
        "an",
        "a",
        "for",
        "at",
        "to",
    ]
)

_WORD = lazy_pattern(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_CAPITAL = lazy_pattern(r"\b[A-ZÀ-Þ]")
_GAP = lazy_pattern(r"[^\S\n]|\n(?!\n)|[-–]")
_START = lazy_pattern(r"(?:\A|[.!?]\s+|\n\s*\n)[\"“‘(]*([a-zà-þ])")
_PASSAGE = lazy_pattern(r"[^\n].*?(?=\n[^\S\n]*\n|\Z)", re.S)
_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "to", "across", "outside", "around", "through", "toward", "towards", "via", "off"]
)


# These names of places are also words for things. After an article, they mean the thing: "the china", "a turkey".
_ALSO_NOUNS = frozenset(["bordeaux", "champagne", "chile", "china", "cologne", "guinea", "java", "jersey", "turkey"])
_ARTICLES = frozenset(["the", "a", "an", "some", "my", "her", "his", "our", "that", "this"])
# Matches words before a preposition and the name of a town, if the name is also an everyday word: "flew to nice", "the
# bus from cork".
_TRAVEL = frozenset(
    ["back", "born", "bus", "came", "come", "coach", "drive", "driving", "drove", "ferry", "flew", "flight", "fly", "flying", "go", "going", "got", "live", "lived",
     "lives", "living", "move", "moved", "moving", "plane", "ran", "road", "stay", "stayed", "staying", "stuck", "train", "travelled", "traveled", "went"]
)  # fmt: skip
_CLOSING = frozenset(
    ["and", "at", "because", "before", "but", "by", "for", "from", "in", "last", "next", "on", "or", "so", "than", "that", "then", "to", "until", "via", "when",
     "where", "which", "while", "with", "yesterday"]
)  # fmt: skip
_EVERYDAY = "as often an English word as the town"
_WORD_OF_ENGLISH = "an English word"


def restore_capitals(text: str, table: WordTable, gazetteer: Gazetteer) -> str:
    """Return the text with capitals restored in passages that have almost none.

    Short passages are only restored if there is a longer one without capitals. If there is none, return the same object.
    """
    short: list[tuple[int, int]] = []
    long: list[tuple[int, int]] = []
    for passage in _PASSAGE.finditer(text):
        start, stop = passage.span()
        capitals = len(_CAPITAL.findall(text, start, stop))
        if capitals * _CHARACTERS > stop - start:
            continue
        words = len(_WORD.findall(text, start, stop))
        if capitals <= _MOST_CAPITALS * words:
            (long if words >= _LEAST_WORDS else short).append((start, stop))
    if not long:
        return text
    pieces, end = [], 0
    for start, stop in sorted([*short, *long]):
        pieces += [text[end:start], _restored(text[start:stop], table, gazetteer)]
        end = stop
    return "".join([*pieces, text[end:]])


def original(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the mentions as they are written in the original `text`.

    A name that was in lower case, or had scanning errors, gets the restored name as its lemma.
    """
    mapped = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if surface == mention.surface:
            mapped.append(mention)
        else:
            named = mention.kind in (MentionKind.NAME, MentionKind.METONYM)
            mapped.append(replace(mention, surface=surface, lemma=mention.name if named else mention.lemma))
    return mapped


def _restored(text: str, table: WordTable, gazetteer: Gazetteer) -> str:
    spans = [m.span() for m in _WORD.finditer(text)]
    words = [re.sub(r"[’']s?$", "", text[a:b]) for a, b in spans]
    usual = [case for *_, case in table.look_up(words)]
    letters = list(text)
    i = 0
    while i < len(words):
        size = _known_name(text, spans, words, usual, i, gazetteer)
        for at in range(i, i + size):
            if words[at] not in _SMALL:
                _capitalize(letters, spans[at][0])
        if not size:
            before = words[i - 1] if i else ""
            if usual[i] == _ACRONYM and words[i].isalpha():  # in the table, contractions such as "won't" are acronyms
                for at in range(spans[i][0], spans[i][0] + len(words[i])):
                    _capitalize(letters, at)
            elif words[i] in _ALSO_NOUNS and before in _ARTICLES:
                pass
            elif _has_capital(words[i], usual[i], before, gazetteer) or _is_visited(text, spans, words, i, gazetteer):
                _capitalize(letters, spans[i][0])
        i += max(size, 1)
    for match in _START.finditer(text):
        _capitalize(letters, match.start(1))
    return "".join(letters)


def _capitalize(letters: list[str], at: int) -> None:
    upper = letters[at].upper()
    if len(upper) == 1:
        letters[at] = upper


def _known_name(
    text: str, spans: list[tuple[int, int]], words: list[str], usual: list[int], first: int, gazetteer: Gazetteer
) -> int:
    """Return the number of words (at least two) in the longest known name that begins at `words[first]`, or 0."""
    if words[first] in _SMALL:
        return 0
    for size in range(min(_LONGEST, len(words) - first), 1, -1):
        last = first + size - 1
        if words[last] in _SMALL or not any(usual[i] >= _OFTEN or usual[i] == 0 for i in range(first, last + 1)):
            continue
        if not all(_GAP.fullmatch(text, spans[i][1], spans[i + 1][0]) for i in range(first, last)):
            continue
        name = text[spans[first][0] : spans[last][0] + len(words[last])]
        best = gazetteer.best(name)
        if best is None or best[1] < _MULTIWORD or gazetteer.negative(name):
            continue
        if gazetteer.find(name)[0].match <= Match.OFFICIAL:
            return size
    return 0


def _is_visited(text: str, spans: list[tuple[int, int]], words: list[str], i: int, gazetteer: Gazetteer) -> bool:
    """Return whether `words[i]`, an everyday word, means a town here.

    It does if somebody is, goes or comes from there, or if it is the end of a route ("belgrade to bar").
    """
    name = words[i][:1].upper() + words[i][1:]
    if i == 0 or words[i - 1] not in ("from", "in", "to"):
        return False
    why = gazetteer.negative(words[i])
    route = words[i - 1] == "to" and i > 1 and why == _WORD_OF_ENGLISH and _is_town(words[i - 2], gazetteer)
    if why != _EVERYDAY and not route:
        return False
    best = gazetteer.find(name)[:1]
    if not best or best[0].kind != "city" or best[0].prominence < _MULTIWORD:
        return False
    closed = i + 1 == len(words) or words[i + 1] in _CLOSING or not _GAP.fullmatch(text, spans[i][1], spans[i + 1][0])
    if words[i - 1] == "from" or (words[i - 1] == "in" and not words[i].endswith("ing")):
        return closed
    if i > 1 and _is_town(words[i - 2], gazetteer):
        return closed
    return closed and not _TRAVEL.isdisjoint(words[max(0, i - 3) : i - 1])


def _is_town(word: str, gazetteer: Gazetteer) -> bool:
    """Return whether a word is the name of a large town and is not also an everyday word or a first name."""
    best = gazetteer.best(word)
    return best is not None and best[0] == "city" and best[1] >= _PROMINENT and not gazetteer.negative(word)


def _has_capital(word: str, usual: int, before: str, gazetteer: Gazetteer) -> bool:
    """Return whether a single word gets a capital."""
    if usual >= _NAME:
        return True
    best = gazetteer.best(word)
    if best is None:
        return False
    if usual == 0:
        return best[1] >= _KNOWN and len(word) > 3
    if usual < _OFTEN - 1 or gazetteer.negative(word):
        return False
    return best[1] >= (_KNOWN if usual >= _OFTEN or before in _PREPOSITIONS else _PROMINENT)
