"""Find known names with a low tagger probability that are supported by their position or the rest of the text.

Such a name is not inside the name of a person or organisation, and

- is accepted elsewhere in the text, even if its case differs ("MANSFIELD — …" after the headline "Mansfield OKs …"), or
- has no other capitalised word next to it, and is after a preposition of place ("In Bled the coffee was good"), in a
  list ("Erie, Utica and Albany"), before a noun ("a Kettering man", "the Toronto plant"), or in any other position if
  it is well known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.languages import language_data
from storymap.recognize.relabelled import FATE, IS_PLACE, SCORES
from storymap.recognize.tagger import Tagging
from storymap.recognize.word_lists import any_of, word_lists

CONFIDENCE = 0.6  # about two in three of the supported names are places, as measured on annotated texts
_ELSEWHERE = 0.8  # a name is supported by an equal name elsewhere in the text that has at least this confidence
_MIN_PROMINENCE = 3.0  # minimum prominence of the place: 1,000 people
_KNOWN = 4.5  # a name is accepted in any position if its place has at least this prominence (30,000 people)
# A name is accepted after any preposition of place if its place has at least this prominence (100,000 people).
_WELL_KNOWN = 5.0
_LEAST = 0.05  # minimum probability (from the tagger); a name with a lower one is usually not a place
_ACRONYM = 5  # maximum number of characters in an abbreviation
_LONGEST = 3  # maximum number of words in a name

_WORD = r"(?:St\.|[A-ZÀ-Þ][\w’'-]*)"
_RUN = lazy_pattern(rf"(?<![\w’'.&-]){_WORD}(?:[^\S\n]{_WORD})*")
_PIECE = lazy_pattern(r"\S+")
_POSSESSIVE = lazy_pattern(r"[’']s?$")
_PREPOSITION = lazy_pattern(
    r"\b(?:in|In|near|Near|to|from|From|at|At|(?<=[a-z]\s)of|outside|around|across|over|through|towards?|between|via)\s+(?:(?:the|north|south|east|west|downtown|nearby|central|greater)\s+)?$"
)
_LISTED = lazy_pattern(r"[\w.],[^\S\n]$|[A-Z]\w+[^\S\n]and[^\S\n]$|[A-Z]\w+/$")
_LIST_AFTER = lazy_pattern(r",[^\S\n](?:and[^\S\n])?[A-Z]|[^\S\n](?:and|or)[^\S\n][A-Z]|/[A-Z]")
_START = lazy_pattern(r"(?:^|[.!?][”\"’')]*\s+|\n\s*|[“\"‘])$")
# In "Unlike Bruges, it has", the comparison is with a thing, not with a person. "Take Bruges." is a whole sentence.
_COMPARED = lazy_pattern(r"(?:^|[.!?”\"][^\S\n]+|\n)(?P<word>Like|Unlike|Take)[^\S\n]$")
_WITH_THING = lazy_pattern(
    r",[^\S\n](?:(?:it|this|that|these|they|there)\b(?![’'])|(?:the|our|this)[^\S\n](?:\w+[^\S\n])?(?:borough|city|coast|country|district|harbou?r|hamlet|island|place|port|region|resort|state|suburb|town|valley|village)\b|[A-Z]\w+[^\S\n](?:has|is|was|lies|sits)\b)"
)
_SENTENCE_END = lazy_pattern(r"[.:][^\S\n]+[A-Z]|,[^\S\n](?:where|which|a[^\S\n](?:city|port|town|village|place))\b")
_NOUN = lazy_pattern(
    r"(?:[’']s)?[^\S\n](?:area|attorney|boy|boys|businessman|campus|chamber|church|coast|commuters|community|couple|councillors?|council|court|democrat|democrats|Democrats?"
    r"|district|doctor|driver|factory|family|farmer|firefighters|girl|girls|government|harbou?r|home|hospitals?|jury|lawmakers|lawyer|leaders|library|man|men|mayor|mill|mine|motorist"
    r"|native|neighbou?rhood|officers?|officials|office|pensioner|plant|police|port|reservoir|Republicans?|residents?|restaurants?|schools?|senior|settlers?|shop|store|streets|student|students"
    r"|suburb|taxpayers|teacher|teen|teenager|voters|woman|women)\b"
)

_CURRENCY = lazy_pattern(r"\$|[^\S\n](?:dollars|cents)\b")
_FAMILY = any_of(word_lists("people.toml")["family"])
_NOT_BEFORE = lazy_pattern(
    rf"(?:@|\b(?:[Bb]attles?|[Ww]ar|[Tt]reaty|[Ss]iege)[^\S\n](?:of|at)[^\S\n]|(?:\d\w*|\b(?:{_FAMILY})s?,?)[^\S\n])$"
)

# Words with a capital at the start of a sentence. They are not part of the name after them.
STARTERS = frozenset(
    [
        "A",
        "After",
        "Against",
        "Among",
        "An",
        "And",
        "Around",
        "As",
        "At",
        "Before",
        "Between",
        "But",
        "By",
        "Even",
        "For",
        "From",
        "Here",
        "How",
        "If",
        "In",
        "Inside",
        "Into",
        "Like",
        "Meanwhile",
        "Missing",
        "Near",
        "Nearby",
        "No",
        "Not",
        "Now",
        "Of",
        "Off",
        "On",
        "Once",
        "Only",
        "Or",
        "Other",
        "Outside",
        "Over",
        "Past",
        "So",
        "Some",
        "Soon",
        "Still",
        "Take",
        "That",
        "The",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Through",
        "Throughout",
        "To",
        "Today",
        "Toward",
        "Towards",
        "Two",
        "Three",
        "Unlike",
        "Until",
        "Up",
        "Via",
        "We",
        "What",
        "When",
        "Where",
        "While",
        "Who",
        "Why",
        "With",
        "Without",
        "Yet",
        "You",
    ]
)


def find_supported(
    text: str,
    names: Sequence[Mention],
    taken: Iterable[tuple[int, int]],
    people: Iterable[str],
    tagging: Tagging,
    gazetteer: Gazetteer,
) -> Iterator[Mention]:
    """Yield further mentions that are not in `names`, in text order.

    `people`: the words of people's names. `taken`: spans that are skipped, such as those of people and organisations.
    """
    accepted = {n.surface.lower() for n in names if n.confidence >= _ELSEWHERE}
    covered = bytearray(len(text))
    for start, end in (*((n.start, n.end) for n in names), *taken):
        covered[start:end] = b"\1" * (end - start)
    bearers = frozenset(people)
    for run in _RUN.finditer(text):
        words = [(run.start() + m.start(), run.start() + m.end()) for m in _PIECE.finditer(run.group())]
        while len(words) > 1 and text[slice(*words[0])] in STARTERS:
            del words[0]
        i = 0
        while i < len(words):
            found = None if covered[words[i][0]] else _longest(text, words[i : i + _LONGEST], gazetteer)
            if found is None:
                i += 1
                continue
            start, (end, size, entry) = words[i][0], found
            i += size
            if 1 in covered[start:end]:
                continue
            surface = text[start:end]
            if (
                not bearers.isdisjoint(surface.split())
                or gazetteer.demonym(surface)
                or _is_other(text, start, end, entry)
            ):
                continue
            alone = start == words[0][0] and words[-1][0] < end
            if _is_supported(text, start, end, alone, entry, surface.lower() in accepted, tagging, gazetteer):
                yield Mention(surface, start, end, confidence=CONFIDENCE)


def _longest(text: str, words: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[int, int, Entry] | None:
    """Return (end, number of words, place) of the longest known name that begins with the first word, or None."""
    for size in range(len(words), 0, -1):
        start, end = words[0][0], words[size - 1][1]
        tail = _POSSESSIVE.search(text[start:end])
        end = start + tail.start() if tail else end
        name = text[start:end]
        if gazetteer.best(name) is None or gazetteer.negative(name):
            continue
        entry = gazetteer.find(name)[0]
        least = _MIN_PROMINENCE if IS_PLACE.match(text, end) is None else 0.0
        if entry.match <= Match.OFFICIAL and entry.prominence >= least:
            return end, size, entry
    return None


def _is_supported(
    text: str, start: int, end: int, alone: bool, entry: Entry, elsewhere: bool, tagging: Tagging, gazetteer: Gazetteer
) -> bool:
    """Return whether the position of a name, or the rest of the text, shows that it is a place."""
    before = text[max(0, start - 30) : start]
    placed = _PREPOSITION.search(before) is not None
    listed = _LISTED.search(before) is not None or _LIST_AFTER.match(text, end) is not None
    modifier = _NOUN.match(text, end) is not None
    begins = _START.search(before) is not None
    if elsewhere and (alone or placed or listed or modifier or begins):
        return True
    if alone and FATE.match(text, end):
        return entry.prominence >= _KNOWN and text[start:end].lower() not in _given_names()
    if not (placed or listed) and gazetteer.negative(text[start:end].lower()):
        return False  # the name is an everyday word with a capital
    if alone and _is_compared(text, before, start, end):
        return entry.prominence >= _KNOWN and text[start:end].lower() not in _given_names()
    if alone and IS_PLACE.match(text, end):
        return True
    if begins and alone and SCORES.match(text, end):
        return entry.prominence >= _KNOWN and text[start:end].lower() not in _given_names()
    likely = tagging.place(start, end) >= _LEAST or (" " in text[start:end] and entry.prominence >= _KNOWN)
    if modifier:
        return likely or not begins
    if not alone:
        return False
    if placed:
        return likely or entry.prominence >= _WELL_KNOWN
    if text[start:end].lower() in _given_names():
        return False
    if listed:
        return likely
    return likely and entry.prominence >= _KNOWN


def _is_compared(text: str, before: str, start: int, end: int) -> bool:
    """Return whether a name follows "Unlike", "Like" or "Take" at the start of a sentence: "Unlike Bruges, it has…".

    Another example is "Take Bruges. The old…".
    """
    match = _COMPARED.search(before)
    if match is None:
        return False
    return (_SENTENCE_END if match["word"] == "Take" else _WITH_THING).match(text, end) is not None


def _is_other(text: str, start: int, end: int, entry: Entry) -> bool:
    """Return whether a name is not a place here, but an abbreviation, currency, numbered street or family member.

    Examples: "US$", "51st Street", "a son, Troy".
    """
    surface = text[start:end]
    if surface.isupper() and len(surface) <= _ACRONYM and entry.kind not in ("country", "admin1"):
        return True
    return _CURRENCY.match(text, end) is not None or _NOT_BEFORE.search(text[max(0, start - 20) : start]) is not None


@cache
def _given_names() -> frozenset[str]:
    return language_data("en").given_names
