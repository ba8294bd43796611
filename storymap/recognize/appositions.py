"""Find words that show the kind of a place: "Granby, a hamlet of forty people", "the farm at Zion", "down the Wye".

Such words rule out some of the places with the name: a hamlet is not a city, and "the Wye" after "down" is a river, not
a town.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storymap.kinds import MODEST_TYPES, SPOT, STREAM
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.recognize.nicknames import is_nickname
from storymap.recognize.qualifiers import TypeWord

_GAP = r"[^\S\n]"
_NOUNS = "|".join(sorted(MODEST_TYPES, key=len, reverse=True))
_NOT_MODIFIER = r"(?!(?:and|at|by|for|from|in|is|of|on|or|that|the|to|was|where|which|who|with)\b)"
# Matches what may follow the noun. The noun must end its phrase, which it does not in "a farm worker" and "a village
# hall".
_ENDS = (
    rf"(?=[,;:.)—–]|$|\n|{_GAP}and{_GAP}an?\b|{_GAP}(?:of|where|that|which|whose|above|below|near|outside|beside|between|among|beyond|at{_GAP}the|on|with|without|along|under|about)\b"
    rf"|{_GAP}in{_GAP}(?:the|a|an|[A-ZÀ-Þ]\w+)\b|{_GAP}\w+{_GAP}(?:miles|kilometres|kilometers|km)\b)"
)
_PHRASE = rf"(?:an?|the){_GAP}(?:{_NOT_MODIFIER}[a-z’'-]+{_GAP}){{0,3}}(?P<noun>{_NOUNS}){_ENDS}"
_APPOSITION = lazy_pattern(rf"(?:,{_GAP}|{_GAP}(?:is|remains|\(){_GAP}?){_PHRASE}")
# A comma after an adverbial does not introduce an apposition, because a new phrase begins: "In Leeds, a farm of …".
_ADVERBIAL = lazy_pattern(r"(?:^|[.!?”\"][^\S\n]+|\n)(?:At|Around|From|In|Near|Off|On|Outside)[^\S\n](?:the[^\S\n])?$")
_CALLED = lazy_pattern(
    rf"(?i)\b(?:an?|the|this|that|one|its|our|their|tiny|small|little|old)\s(?:[a-z’'-]+\s){{0,2}}?(?P<noun>{_NOUNS})"
    r"\s(?:called|named|known\sas|by\sthe\sname\sof)\s(?:the\s)?[“\"‘']?$"
)
_AT = lazy_pattern(
    r"(?i)\b(?P<noun>farm|ranch|homestead|farmstead|croft|sheep\sstation|cattle\sstation)\s(?:at|of|called)\s$"
)
_OF = lazy_pattern(r"(?i)\b(?P<noun>hamlet)\s+of\s+$")

_ADJECTIVE = (
    rf"(?:(?:upper|lower|middle|broad|brown|frozen|icy|muddy|narrow|nearby|shallow|slow|swollen|wide|young){_GAP})?"
)
# "over" is included only after a word such as "bridge", because it also precedes names of countries and regions with an
# article.
_ALONG = lazy_pattern(
    rf"(?i)\b(?:along|alongside|beside|down|up|across|crosse[ds]|cross|crossing|ford(?:ed|s|ing)?|swam|swim|paddled|rafted|canoed|upstream{_GAP}on|navigate[ds]?|dammed"
    rf"|(?:bank|banks|bend|bends|bed|bridge|confluence|course|gorge|gorges|headwaters|meanders|mouth|reaches|shores?|source|tributary|valley|valleys|waters){_GAP}of"
    rf"|(?:bridge|bridges|ferry|ford){_GAP}(?:over|across|on)|flow(?:s|ed)?{_GAP}into|joins?|confluence{_GAP}with|meets?){_GAP}the{_GAP}{_ADJECTIVE}$"
)
_FLOWS = lazy_pattern(
    rf"{_GAP}(?:(?:had|has|have|then|now|also|slowly|quickly){_GAP})?(?:flow(?:s|ed)?|meanders?|winds?|burst{_GAP}its|overflow(?:s|ed)|runs{_GAP}(?:high|low|fast|slow|deep|brown)|was{_GAP}(?:in{_GAP}flood|in{_GAP}spate|swollen)|is{_GAP}in{_GAP}(?:flood|spate)|froze|silts)\b"
)
_ARTICLE = lazy_pattern(rf"\b[Tt]he{_GAP}{_ADJECTIVE}$")
# Matches names that end like this, because they are not names of rivers: "crossed the Fern Pass".
_NOT_WATER = lazy_pattern(
    r"\b(?:Alps|Bay|Border|Bridge|Canyon|Channel|Desert|Gap|Gorge|Gulf|Heights|Hills?|Islands?|Line|Moor|Mountains?|Ocean|Pass|Peninsula|Plains?|Plateau|Range|Ridge|Sea|Sound|Straits?|Valley)$"
)
# Matches what may follow the name. The name must end its phrase, which it does not in "across the Ohio border".
_CLOSED = lazy_pattern(
    rf"[’']s\b|[,;:.!?)”\"—–]|$|\n|{_GAP}(?:after|again|and|as|at|before|below|beyond|but|by|during|for|from|here|in|into|near|now|on|or|or|past|so|that|then|there|to|toward|towards|under|until|when|where|which|while|with|without"
    rf"|above|all|twice|today|yesterday|at|is|was|were|had|has|[a-z]+ed)\b"
)
# In `described`, the name may follow one of these words.
_INTRODUCES = frozenset({"called", "named", "as", "of", "at", "the"})
_LOOK_BACK = 60  # characters


def described(text: str, mention: Mention) -> TypeWord | None:
    """Return the noun of a phrase that describes a name as a small place ("Granby, a hamlet of forty people"), or None."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    introduced = before.rstrip("“\"‘' ").rpartition(" ")[2] in _INTRODUCES
    for pattern in (_CALLED, _AT, _OF) if introduced else ():
        if match := pattern.search(before):
            return TypeWord(match["noun"].lower().split()[-1], True)
    match = _APPOSITION.match(text, mention.end)
    if match is None or (match.group().startswith(",") and _ADVERBIAL.search(before)):
        return None
    return TypeWord(match["noun"].lower(), True)


def stream(text: str, mention: Mention) -> TypeWord | None:
    """Return a TypeWord if the words around "the X" show that it is a river: "down the Wye", "the Teme flows"."""
    if _ARTICLE.search(text[max(0, mention.start - 20) : mention.start]) is None or _NOT_WATER.search(mention.surface):
        return None
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    if _ALONG.search(before) and _CLOSED.match(text, mention.end):
        return TypeWord(STREAM, True)
    if _FLOWS.match(text, mention.end):
        return TypeWord(STREAM, True)
    return None


def _spot(text: str, mention: Mention) -> TypeWord | None:
    return TypeWord(SPOT, True) if is_nickname(text, mention) else None


def repeated(text: str, mention: Mention, words: Mapping[str, TypeWord]) -> TypeWord | None:
    """Return the TypeWord that the name of a mention has elsewhere in the text, or None if it has none.

    `words`: the TypeWord of each name that has one. If the TypeWord is that for a river, "the" must be before the
    mention.
    """
    word = words.get(mention.surface)
    if word is None or word.word != STREAM:
        return word
    return word if _ARTICLE.search(text[max(0, mention.start - 20) : mention.start]) else None


def type_words(text: str, mentions: Iterable[Mention]) -> dict[int, TypeWord]:
    """Return the TypeWords of names that are described as a small place or used for a river, by start offset."""
    names = list(mentions)
    found = {m.start: word for m in names if (word := described(text, m) or stream(text, m) or _spot(text, m))}
    words = {m.surface: found[m.start] for m in reversed(names) if m.start in found}
    if words:
        found.update((m.start, word) for m in names if m.start not in found and (word := repeated(text, m, words)))
    return found
