"""Find names with a noun for a stream, a landform or a neighborhood: "Paint Creek", "the river Mur", "the Hamilton neighborhood".

Such names are places even if they are not in the gazetteer or the tagger labels them as people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storymap.kinds import DOUBTFUL_STREAM_NOUNS, NEIGHBORHOOD, STREAM, STREAM_NOUNS
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.bare_names import BRANCH, RiverSign, full_name, is_bare_river, river_sign
from storymap.recognize.languages import language_data
from storymap.recognize.qualifiers import TypeWord
from storymap.recognize.support import STARTERS
from storymap.recognize.things import is_river
from storymap.recognize.water_words import is_watery

CONFIDENCE = 0.85  # about nine in ten of the names that this module finds are places
SURE = 0.9  # confidence of an everyday word that words for water show to be a river: "fished the Peace"

_GAP = r"[^\S\n]"
_WORD = r"[A-ZÀ-Þ][\w’'-]*"
# Nouns for streams. The sure ones rarely end other names. The doubtful ones need words for water next to them, which
# "a charity Fun Run" does not have.
_SURE_STREAMS = "|".join(STREAM_NOUNS)
_STREAMS = f"{_SURE_STREAMS}|{'|'.join(DOUBTFUL_STREAM_NOUNS)}"
_LANDFORMS = "Tarn|Gap|Knob|Crag|Hut|Mesa|Bothy|Corrie"
_TYPED = lazy_pattern(
    rf"(?<![\w’'.&-])(?:Bayou(?:{_GAP}{_WORD}){{1,2}}?|{_WORD}(?:{_GAP}{_WORD}){{0,2}}?{_GAP}(?P<noun>{_STREAMS}|{_LANDFORMS}))(?![\w’'-]*\w)(?!{_GAP}{_WORD})"
)
_STREAM_NAME = lazy_pattern(rf"(?:.*\s(?:{_STREAMS})|Bayou\s.*)$")
_BAYOU = "Bayou "

_RIVER = lazy_pattern(rf"\b[Tt]he{_GAP}rivers?{_GAP}(?P<name>{_WORD}(?:{_GAP}{_WORD})?)")

_NEIGHBORHOOD = lazy_pattern(
    rf"\b[Tt]he{_GAP}(?P<name>{_WORD}(?:{_GAP}{_WORD}){{0,2}}){_GAP}(?P<noun>neighbou?rhood|subdivision|suburb|section|quarter|district)\b"
    rf"(?:{_GAP}(?:of|in){_GAP}(?:(?P<parent>{_WORD}(?:{_GAP}{_WORD}){{0,2}})|the{_GAP}(?:city|town|borough)\b|(?:north|south|east|west|central|downtown)\w*{_GAP}(?P<part>{_WORD})))?"
)
_SURE_NOUNS = frozenset({"neighborhood", "neighbourhood", "subdivision", "suburb"})


def is_stream_name(name: str) -> bool:
    """Return whether a name has a noun for a stream: "Owl Creek", "Bayou Teche"."""
    return _STREAM_NAME.match(name) is not None


def find_typed_names(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield names of streams, landforms and neighborhoods in text order.

    A name that is also the name of a town ("Mill Creek") is a stream only if the words next to it show this. Otherwise
    the tagger decides.
    """
    for match in _TYPED.finditer(text):
        start, end = _without_starters(text, *match.span())
        surface = text[start:end]
        words = surface.split()
        if len(words) < 2 or words[0] in ("The", "A", "An"):
            continue
        noun = match["noun"] or "Bayou"
        wet = is_stream_name(surface) and is_watery(text, start, end)
        if noun not in f"{_SURE_STREAMS}|{_LANDFORMS}".split("|") and not wet:
            continue
        if not wet and (_is_town(surface, gazetteer) or words[0].lower() in language_data("en").given_names):
            continue
        yield Mention(surface, start, end, confidence=CONFIDENCE)
    yield from _rivers(text, gazetteer)
    for match in _NEIGHBORHOOD.finditer(text):
        surface = match["name"]
        if _is_neighborhood(match, gazetteer) and not gazetteer.demonym(surface):
            yield Mention(surface, match.start("name"), match.end("name"), confidence=CONFIDENCE)


def _rivers(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield known rivers after their type word ("the river Mur"), and features after an article ("on the Tay", "The Tweed").

    A name after the type word may also be an English word: "the river Test". After a preposition and an article ("on
    the Tay"), the `lemma` is the full name: "River Tay" (see `bare_names.full_name`). After an article alone ("The
    Tweed"), the name must be that of a river (see `bare_names.is_bare_river`), and there is no `lemma`.
    """
    for match in _RIVER.finditer(text):
        words = match["name"].removesuffix("’s").removesuffix("'s")
        for name in dict.fromkeys((words, words.split()[0])):
            if is_river(name, gazetteer):
                yield Mention(name, match.start("name"), match.start("name") + len(name), confidence=CONFIDENCE)
                break
    for match in _BARE_RIVER.finditer(text):
        name = match["name"]
        if whole := full_name(name, gazetteer):
            yield Mention(name, match.start("name"), match.end("name"), confidence=CONFIDENCE, lemma=whole)
    for match in _WITH_ARTICLE.finditer(text):
        name, (start, end) = match["name"], match.span("name")
        sign = river_sign(text, start, end, gazetteer)
        is_word = gazetteer.negative(name) or gazetteer.negative(name.lower()) or gazetteer.demonym(name)
        if sign > (RiverSign.ARTICLE if is_word else RiverSign.NONE):
            yield Mention(name, start, end, confidence=SURE if is_word else CONFIDENCE)


# Matches "of the Meghna" and "along the Tay", if no other capitalised word follows.
_BARE_RIVER = lazy_pattern(
    rf"\b(?:above|across|along|alongside|at|below|beside|between|beyond|by|cross|crosse[ds]|crossing|down|from|in|into|near|of|off|on|over|past|through|to|toward|towards|under|up){_GAP}the{_GAP}"
    rf"(?P<name>(?:(?:{BRANCH}){_GAP})?[A-ZÀ-Þ][a-zà-ÿ]{{2,}})(?![\w’-]|{_GAP}[A-ZÀ-Þ]|[’']s{_GAP}[A-ZÀ-Þ])"
)
# Matches "The Tweed" and "the Trent", if no other capitalised word follows.
_WITH_ARTICLE = lazy_pattern(
    rf"\b[Tt]he{_GAP}(?P<name>(?:(?:{BRANCH}){_GAP})?[A-ZÀ-Þ][a-zà-ÿ]{{2,}})(?![\w’-]|{_GAP}[A-ZÀ-Þ])"
)


def typed_names(text: str, mention: Mention, gazetteer: Gazetteer) -> TypeWord | None:
    """Return the TypeWord of a stream or a neighborhood, or None."""
    if is_stream_name(mention.surface) and is_watery(text, mention.start, mention.end):
        return TypeWord(STREAM, True)
    if is_bare_river(text, mention.start, mention.end, gazetteer):
        return TypeWord(STREAM, True)
    match = _around(text, mention)
    return TypeWord(NEIGHBORHOOD, True) if match and _is_neighborhood(match, gazetteer) else None


def city_of(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return the city of a neighborhood according to the words after it, or "".

    In "the Highland district of Denver", the city is Denver.
    """
    match = _around(text, mention)
    if match is None or not _is_neighborhood(match, gazetteer):
        return ""
    return _parent(match, gazetteer)


def is_district_of(text: str, mention: Mention) -> bool:
    """Return whether a name follows "the X district of". "district" is then the type word of X, not of the name."""
    before = text[max(0, mention.start - 80) : mention.start]
    return _DISTRICT_OF.search(before) is not None


_DISTRICT_OF = lazy_pattern(
    rf"\b[Tt]he{_GAP}{_WORD}(?:{_GAP}{_WORD}){{0,2}}{_GAP}(?:district|department|province|county|canton){_GAP}of{_GAP}(?:the{_GAP})?$"
)


def _around(text: str, mention: Mention) -> re.Match[str] | None:
    match = _NEIGHBORHOOD.match(text, max(0, mention.start - 4))
    return (
        match
        if match is not None and match.start("name") == mention.start and match.end("name") == mention.end
        else None
    )


def _parent(match: re.Match[str], gazetteer: Gazetteer) -> str:
    """Return the longest name of a known city with which the words after "of" begin."""
    words = (match["parent"] or match["part"] or "").split()
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).removesuffix("’s").removesuffix("'s")
        best = gazetteer.best(name)
        if best is not None and best[0] == "city":
            return name
    return ""


def _is_neighborhood(match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Return whether "the X section" names a part of a town.

    "section", "quarter" and "district" also have other meanings: "the Sports section", "the Kakamega district of Kenya".
    """
    if match["noun"] in _SURE_NOUNS:
        return True
    if _parent(match, gazetteer):
        return True
    said = match.group().endswith(("the city", "the town", "the borough"))
    known = gazetteer.best(match["name"])
    return said or (match["noun"] == "section" and " " in match["name"] and known is not None and known[0] == "city")


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a town has exactly this name."""
    return any(e.kind == "city" and e.match <= Match.OFFICIAL for e in gazetteer.find(name)[:3])


def _without_starters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without capitalised words that begin a sentence, such as "At" and "When"."""
    while True:
        space = text.find(" ", start, end)
        if space < 0 or text[start:space] not in STARTERS:
            return start, end
        start = space + 1
