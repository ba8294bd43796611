"""Find mentions of places that a passage is not about.

They say where somebody or something is from ("campers from Leiden"), what something belongs to ("the cobbles of
Roubaix") or is compared with ("twice the size of Wales"), or where a person is who is not at the scene ("my
sister in Montreal").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from storymap.language import primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Mention, MentionKind, Resolution

_REACH = 80  # number of characters that are read before a mention
_BETWEEN = 12  # maximum number of characters between two mentions in a list: ", ", " and the "
LISTED = 3


class _Words(NamedTuple):
    """The patterns of a language. They match at the end of the text before a place.

    `origin` is a word and a preposition. It is not an origin if `way` matches the word: "the bus from Locarno".
    """

    origin: re.Pattern[str]
    way: re.Pattern[str]
    other: re.Pattern[str]
    joined: re.Pattern[str]  # the words between two places of a list


_NEVER = lazy_pattern(r"(?!)")
_PEOPLE = "sister|brother|son|daughter|cousin|uncle|aunt|friend"
_WORDS = {
    "en": _Words(
        lazy_pattern(r"(?:^|[\s“‘(])([\w’'-]+)\s(?:from|of)(?:\sthe)?\s$"),
        # Verbs of motion, means of transport, distances, and the parts and sides of a place.
        lazy_pattern(
            r"\w+(?:ed|ing|ern)|\d+|km|kilomet\w+|miles?|met(?:re|er)s|hours?|days?|minutes?|far|away|back|up|down|out|off|over|across|home|on|in|(?:(?:north|south)-?)?(?:north|south|east|west)"
            r"|went|came|comes?|goe?s?|gone|got|ran|runs?|rode|rides?|flew|fl(?:y|ies|own)|dr[oi]ves?|driven|sent|brought|took|taken|fle[de]|flee|leads?|led|swam|rose|beg[ai]ns?"
            r"|way|road|bus|buses|trains?|ferry|ferries|flights?|boats?|ships?|steamer|planes?|railway|routes?|lines?|track|path|trail|journey|trip|voyage|march|border|distance"
            r"|coast|shores?|edge|mouth|banks?|sides?|town|city|village|port|islands?|isles?|middle|centre|center|ends?|parts?|half|third|quarters?|districts?|most|all|some|many|one|none|people|residents|inhabitants|much|more|rest"
            r"|because|instead|ahead|short|streets?|states?|provinces?|gulf|bay|straits?|sea|lake|river|valley|kingdom|republic|outskirts|suburbs?|capitals?|battle|siege|hills?|mountains?|plains?|tip|top|foot"
        ),
        lazy_pattern(
            r"\bas\s\w+\sas(?:\s(?:the|greater))?\s$|\b(?:small|larg|bigg|wid|long|high)er\sthan\s(?:the\s)?$"
            r"|\b(?:size|length|width|area|height|times)\sof\s(?:the\s)?$"
            rf"|\b(?:an?|my|his|her|our|their|your)\s(?:[\w-]+\s)?(?:{_PEOPLE})s?\sin\s$|\b(?:the|an?)\suniversity\sin\s$",
            re.I,
        ),
        lazy_pattern(r",?\s(?:and|or)\s(?:the\s)?|,\s"),
    ),
    "de": _Words(
        lazy_pattern(r"(?:^|[\s„(])([A-ZÄÖÜ][\w-]+)\saus\s$"),
        lazy_pattern(r"bus|zug|fähre|flug|flugzeug|schiff|straße|strecke|weg|reise|fahrt|\w+meter", re.I),
        lazy_pattern(r"\bso\s\w+\swie\s(?:der\s|die\s|das\s)?$|\b(?:meine|seine|ihre|eine)[mnrs]?\s(?:Schwester|Bruder|Tochter|Sohn)\sin\s$"),
        lazy_pattern(r",?\s(?:und|oder)\s|,\s"),
    ),
    "fr": _Words(
        _NEVER,
        _NEVER,
        lazy_pattern(r"\baussi\s\w+\sque\s(?:l[ae]s?\s|l['’])?$|\b(?:originaires?|natifs?|natives?)\s(?:de\s|d['’])$"),
        lazy_pattern(r",?\s(?:et|ou)\s(?:de\s|d['’])?|,\s(?:de\s|d['’])?"),
    ),
    "es": _Words(
        _NEVER,
        _NEVER,
        lazy_pattern(r"\btan\s\w+\scomo\s(?:el\s|la\s)?$|\b(?:naturale?s?|oriund[oa]s?|procedentes?)\sde\s$"),
        lazy_pattern(r",?\s(?:y|o|e)\s(?:de\s)?|,\s(?:de\s)?"),
    ),
    "pl": _Words(
        lazy_pattern(r"(?:^|[\s„(])([\w-]+)\sze?\s$"),
        lazy_pattern(r"\d+|km|kilometr\w*|\w*(?:jecha\w+|jedzie\w*|jadą)|\w*pociąg\w*|autobus\w*|drog\w*|daleko|powrot\w*|\w*stamtąd|w|na|z", re.I),
        _NEVER,
        lazy_pattern(r",?\s(?:i|oraz|lub)\s(?:ze?\s)?|,\s"),
    ),
}  # fmt: skip
_ONWARD = lazy_pattern(r"\s(?:to|for|through|until|till|via|towards|into|bis|nach|do)\s")


def asides(article: Article, resolutions: Sequence[Resolution]) -> frozenset[int]:
    """Return the start offsets of mentions that a passage is not about.

    A description ("the whole town") is also such a mention, because it adds nothing to the places that have a name. A
    list of LISTED places or more is a subject: "orders from Addis Ababa, Kigali and Dar es Salaam".
    """
    words = _WORDS.get(primary_language(article.language))
    found = {r.mention.start for r in resolutions if r.mention.kind is MentionKind.DESCRIPTION}
    if words is None:
        return frozenset(found)
    text = article.text
    lists: list[list[Mention]] = []  # each begins with an origin, a comparison or somebody who is elsewhere
    for mention in (r.mention for r in resolutions):
        start, end = mention.start, mention.end
        if lists and words.joined.fullmatch(text[lists[-1][-1].end : start][:_BETWEEN]):
            lists[-1].append(mention)
        elif _is_aside(words, text[max(0, start - _REACH) : start], text[end : end + _REACH]):
            lists.append([mention])
    found.update(mention.start for listed in lists if len(listed) < LISTED for mention in listed)
    return frozenset(found)


@lru_cache(16384)  # the editor composes the same article after each change
def _is_aside(words: _Words, before: str, after: str) -> bool:
    """Return whether a mention between these texts names an origin, a comparison or somebody who is elsewhere."""
    if words.other.search(before):
        return True
    origin = words.origin.search(before)
    return origin is not None and words.way.fullmatch(origin[1].lower()) is None and _ONWARD.match(after) is None
