"""Recognise things that are called by the name of a place: "a lurcher named Benghazi", "they call the well Baghdad".

The noun shows what has the name. If it is a noun for a kind of place ("a village called Paris"), the name is kept,
because it may be the place.
"""

from __future__ import annotations

import re

from storymap.kinds import HEADS, MODEST_TYPES, NAME_TYPES
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import word_before

_GAP = r"[^\S\n]"
_LOOK_BACK = 70  # characters
_MORE_PLACES = (
    "airfield airport anchorage archipelago base beach borough castle cathedral cave church colony commune community cove estate forest fort fortress "
    "garden gardens glacier harbor harbour headland highland home junction location metropolis mission moor moorland municipality neighborhood "
    "neighbourhood oasis outskirts park part place plain plantation point port quarter rapids resort ruin ruins settlement shire site spot spring square stadium station "
    "stop stretch strip suburb swamp temple township tract waterfall wetland wilderness wood woods"
)
_PLACES = frozenset(
    {
        *(word for head in HEADS for word in head.split("-")),
        *NAME_TYPES,
        *(word for word, (kinds, _) in MODEST_TYPES.items() if kinds != {"site"}),  # not a hut or a tree
        *_MORE_PLACES.split(),
    }
)
# Nouns for places that are often called by the name of a place elsewhere: "call the camp Bagdad"
_NOT_THE_PLACE = frozenset({"spring", "church", "wood", "woods", "stop", "home", "garden", "point", "square", "ford", "bridge", "camp", "row", "tarn", "pond", "gully", "hollow", "clearing"})  # fmt: skip
_CALLS = r"(?:call(?:s|ed|ing)?|nam(?:e|es|ed|ing)|nicknam(?:e|es|ed)|dubb(?:ed|s)|christen(?:s|ed)?)"
_OWN = r"(?:an?|another|each|every|her|his|its|my|one|our|that|the|their|this|two|three)"
_ADJECTIVES = rf"(?:(?!(?:and|but|is|of|or|that|was|who)\b)[a-z][a-z’'-]*{_GAP}){{0,3}}?"
# Excludes words that are no nouns: "the man who called Berlin his home", "the town now called Gdańsk".
_NO_NOUN = (
    r"(?!(?:who|that|which|they|he|she|we|you|it|i|also|always|are|be|been|being|better|both|commonly|first|formerly|had|has|have|is|it|itself|later|locally|never|not|now|officially|often|once|originally|otherwise"
    r"|people|previously|since|sometimes|still|then|today|usually|was|were)\b)"
)
# Matches the words before the name in "a lurcher named Benghazi".
_NAMED = lazy_pattern(rf"(?i)\b{_OWN}{_GAP}{_ADJECTIVES}{_NO_NOUN}(?P<noun>[a-z][a-z’'-]+),?{_GAP}(?:called|named|nicknamed|christened|dubbed|known{_GAP}as){_GAP}[“\"‘']?$")  # fmt: skip
# Matches the words before the name in "call the well Baghdad".
_CALL = lazy_pattern(rf"(?i)\b{_CALLS}{_GAP}{_OWN}{_GAP}{_ADJECTIVES}{_NO_NOUN}(?P<noun>[a-z][a-z’'-]+){_GAP}[“\"‘']?$")
# Matches the words for the thing that has the name, up to the noun: "the dry gully" in "the dry gully behind the
# mosque". A part of a place is not matched: "this
# corner of France".
_WHAT = (
    rf"{_OWN}{_GAP}{_ADJECTIVES}{_NO_NOUN}(?P<noun>[a-z][a-z’'-]+)"
    rf"(?=[,.;)]|$|{_GAP}(?:above|at|back|behind|below|beside|by|near|on|outside|under|where|with)\b|{_GAP}of{_GAP}(?!(?:the{_GAP})?[A-ZÀ-Þ]))"
)
# Matches the words after the name in "Moscow, as the herders call their one tree".
_AS_CALLED = lazy_pattern(
    rf",{_GAP}as{_GAP}(?:\w+{_GAP}){{1,4}}?(?:call|calls|called|know|knew|named?|nicknamed){_GAP}{_WHAT}"
)
# Matches the words after the name in "Geneva, which is what the herders call a row of wagons" and "Palermo, our name for
# the wet corner of the vineyard".
_NAME_FOR = lazy_pattern(
    rf",{_GAP}(?:(?:which|that){_GAP}(?:is|was|being){_GAP})?(?:what{_GAP}(?:[\w’'-]+{_GAP}){{1,9}}?(?:call|calls|called|name|named|nicknamed)"
    rf"|(?:[Oo]ur|[Tt]heir|[Mm]y|[Hh]is|[Hh]er|the|a|(?:the{_GAP})?[\w-]+[’']s?){_GAP}(?:[a-z-]+{_GAP}){{0,2}}?(?:nick)?name{_GAP}(?:for|of)){_GAP}{_WHAT}"
)
# Animals, ships and machines are often called by the name of a place: "a mule, Cairo, who", "Their horses were Vienna
# and Prague".
_LISTS = word_lists("things.toml")
_ANIMALS = any_of(_LISTS["animals"])
_NAMED_THINGS = f"{_ANIMALS}|{any_of(_LISTS['ships'])}|daughter|engine|ferrie|locomotive|ponie|son|twin"
_NAME = r"[A-ZÀ-Þ][\w’'-]+"
_FORMER = rf"(?:{_NAME}(?:,{_GAP}|{_GAP}and{_GAP}|,{_GAP}and{_GAP})){{0,5}}"
_ARE = rf"(?:is|are|was|were){_GAP}"
# Matches the words before the name in "The dogs were called Kenya and Malta" and "the three ferries were Bergen".
_ARE_CALLED = lazy_pattern(
    rf"(?i:\b{_OWN}{_GAP}{_ADJECTIVES}{_NO_NOUN}(?P<noun>[a-z][a-z’'-]+){_GAP}{_ARE}(?:called|named|nicknamed|christened)){_GAP}{_FORMER}$"
)
_ARE_NAMED_THINGS = lazy_pattern(rf"(?i:\b{_OWN}{_GAP}{_ADJECTIVES}(?:{_NAMED_THINGS})s?(?:es)?{_GAP}{_ARE}){_FORMER}$")
# Matches the words before the name in "the parrot's name is Karachi".
_NAME_IS = lazy_pattern(rf"(?i)\b(?P<noun>[a-z]+)[’']s{_GAP}name{_GAP}(?:is|was){_GAP}[“\"‘']?$")
# Matches the words before the name in "He had a mule, Cairo, who".
_ANIMAL = lazy_pattern(rf"\b(?:{_OWN}|[a-z]+[’']s){_GAP}{_ADJECTIVES}(?:{_ANIMALS}),{_GAP}$")
_APPOSED = lazy_pattern(r"[,.;)]")
# Matches the words before and after the name in "And then there was Calumet, who was part husky".
_THERE_WAS = lazy_pattern(rf"\b[Tt]here{_GAP}was{_GAP}(?:also{_GAP}|always{_GAP})?$")
_WHO = lazy_pattern(rf",{_GAP}who{_GAP}")
_ORDER = lazy_pattern(
    rf"[“\"‘](?:Bad|Be{_GAP}quiet|Come{_GAP}here|Down|Fetch|Go{_GAP}home|Good{_GAP}(?:boy|dog|girl)|Heel|Hush|Shut{_GAP}up|Sit|Stay|Stop{_GAP}it),?{_GAP}$"
)
_ORDERED = lazy_pattern(r"[!.,?]")
# The last words that the patterns for the words before a name can match. The other patterns are not searched for.
_CALLED = frozenset({"called", "named", "nicknamed", "christened", "dubbed"})
_VERBS = frozenset({"is", "are", "was", "were"})
_ORDERS = frozenset({"bad", "quiet", "here", "down", "fetch", "home", "boy", "dog", "girl", "heel", "hush", "up", "sit", "stay", "it"})  # fmt: skip
_PARTS_OF_CALLS = ("call", "nam", "dubb", "christen")  # `_CALL` contains one of these


def is_naming(text: str, mention: Mention) -> bool:
    """Return whether the words next to a name give it to a person, an animal or a thing that is not a place."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    last = word_before(text, mention.start)
    after_comma = before.rstrip().endswith(",")
    listed = last == "and" or after_comma  # other names may be before the name
    if match := _noun_before(before, last, listed):
        return not _is_place(match["noun"])
    if (listed or last in _VERBS) and _ARE_NAMED_THINGS.search(before):
        return True
    if after_comma and _ANIMAL.search(before) and _APPOSED.match(text, mention.end):
        return True
    if last in ("was", "also", "always") and _THERE_WAS.search(before) and _WHO.match(text, mention.end):
        return True
    if last in _ORDERS and _ORDER.search(before) and _ORDERED.match(text, mention.end):
        return True
    match = _noun_around(text, before, mention.end)
    return match is not None and (not _is_place(match["noun"]) or match["noun"].lower() in _NOT_THE_PLACE)


def _noun_before(before: str, last: str, listed: bool) -> re.Match[str] | None:
    """Return the match whose group `noun` is the noun for what is called by the name, or None.

    `last`: the last word before the name; `listed`: whether other names may be before the name.
    """
    if (last in _CALLED or last == "as") and (match := _NAMED.search(before)):
        return match
    if (last in _CALLED or listed) and (match := _ARE_CALLED.search(before)):
        return match
    return _NAME_IS.search(before) if last in _VERBS else None


def _noun_around(text: str, before: str, end: int) -> re.Match[str] | None:
    """Return the match whose group `noun` is the noun for what people call by the name, or None."""
    lower = before.lower()
    if any(part in lower for part in _PARTS_OF_CALLS) and (match := _CALL.search(before)):
        return match
    return (_AS_CALLED.match(text, end) or _NAME_FOR.match(text, end)) if text.startswith(",", end) else None


def _is_place(noun: str) -> bool:
    noun = noun.lower()
    return noun in _PLACES or noun.removesuffix("s") in _PLACES or noun.endswith(("town", "land", "side", "ville"))
