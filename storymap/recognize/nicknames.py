"""Recognise local nicknames for small things and spots: "Niagara, a trickle behind the school".

A child or a worker gave them the name of a known place, which is not meant. The nouns are in `things.toml`.
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import word_before

_GAP = r"[^\S\n]"
_LOOK_BACK = 70  # characters
_LISTS = word_lists("things.toml")
_SPOTS = any_of(_LISTS["small_spots"])
_NAMERS = any_of(_LISTS["namers"])
_SEVERAL = rf"(?:(?:bit|clump|cluster|couple|group|heap|huddle|line|pair|patch|pile|row|strip|few){_GAP}(?:of{_GAP})?)"
_COUNTED = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a\sdozen|some|several)"
# Matches a description of a small thing after the name: "Niagara, a trickle behind the school", "Naples, which is two
# rocks and a rusty ring".
_SMALL = lazy_pattern(
    rf",{_GAP}(?:(?:which|that){_GAP}(?:is|was|were|being|meant|means){_GAP}(?:only{_GAP}|just{_GAP}|really{_GAP})?)?(?:(?:an?|one|{_COUNTED}){_GAP}|(?P<the>the{_GAP}))(?:{_SEVERAL})?(?:{_COUNTED}{_GAP})?"
    rf"(?:(?!(?:and|but|in|is|of|on|or|that|was|who)\b)[a-z][a-z’'-]*{_GAP}){{0,2}}?(?:(?:{_SPOTS})|(?:clump|heap|huddle|pile|row){_GAP}of{_GAP}[a-z]+)"
    rf"(?=[,.;)]|$|{_GAP}(?:above|across|and|at|back|behind|below|beneath|beside|between|beyond|by|full|in|near|no|on|opposite|outside|past|that|under|up|where|with)\b)"
)
# Matches the words before a nickname in "known to its skaters as Havana" and "the park that its tenants call Benidorm".
_NICKNAME = lazy_pattern(
    rf"\b(?:known{_GAP}(?:only{_GAP})?(?:to|by|among){_GAP}(?:all{_GAP})?(?:its|our|their){_GAP}(?:[a-z-]+{_GAP})?(?:{_NAMERS}){_GAP}as"
    rf"|(?:that|which|what){_GAP}(?:its|our|their){_GAP}(?:[a-z-]+{_GAP})?(?:{_NAMERS}){_GAP}(?:call|called|nickname|nicknamed|knew{_GAP}as|know{_GAP}as)){_GAP}[“\"‘']?$"
)
_WRITTEN = rf"(?:carved|chalked|daubed|inked|lettered|nailed|painted|scratched|scrawled|scribbled|stencilled|written){_GAP}(?:above|across|along|in|inside|on|onto|over|up|upon)"
# Matches the words around a name that somebody wrote on a thing: "Berlin was what the loggers had painted over the tent".
_IS_WRITTEN = lazy_pattern(
    rf"{_GAP}(?:is|was){_GAP}(?:what|the{_GAP}(?:name|word)(?:{_GAP}that)?){_GAP}(?:[a-z’'-]+{_GAP}){{1,5}}?{_WRITTEN}\b"
)
_WRITTEN_IS = lazy_pattern(
    rf"\b[Ww]hat{_GAP}(?:[a-z’'-]+{_GAP}){{1,5}}?{_WRITTEN}{_GAP}(?:[a-z’'-]+{_GAP}){{1,5}}?(?:is|was){_GAP}[“\"‘']?$"
)
_CALL = frozenset({"as", "call", "called", "nickname", "nicknamed"})
_SAY = frozenset({"say", "says", "said", "saying"})
# "the" begins a description only after such a word: "meant Rome, the dugout by the spring", but not "in Rome, the garden".
_MEAN = _SAY | {"called", "calls", "mean", "means", "meant", "named"}
# In "In Leeds, a tree fell", the words after the comma do not describe the town.
_ADVERBIAL = lazy_pattern(r"(?:^|[.!?”\"][^\S\n]+|\n)(?:At|Around|From|In|Near|Off|On|Outside)[^\S\n](?:the[^\S\n])?$")
# Matches the words after a name that somebody uses for something else: "When Grandad said Egypt he meant the bottom field".
_HE_MEANT = lazy_pattern(rf"[”\"’']?,?{_GAP}(?:he|she|they|we|it|I|you){_GAP}(?:[a-z]+{_GAP})?(?:mean|means|meant)\b")


def is_nickname(text: str, mention: Mention) -> bool:
    """Return whether the words around a name show that it is a nickname for a spot or a small thing."""
    before, last, end = (
        text[max(0, mention.start - _LOOK_BACK) : mention.start],
        word_before(text, mention.start),
        mention.end,
    )
    if last in _CALL and _NICKNAME.search(before):
        return True
    if last in ("is", "was") and _WRITTEN_IS.search(before):
        return True
    if text.startswith((" is ", " was "), end) and _IS_WRITTEN.match(text, end):
        return True
    if last in _SAY and _HE_MEANT.match(text, end):
        return True
    small = _SMALL.match(text, end) if text.startswith(", ", end) else None
    if small is None or _ADVERBIAL.search(before):
        return False
    return small["the"] is None or last in _MEAN
