"""Recognise the names of ships that are also names of places: "the frigate Portland", "the Dundee, from Hull, sailed".

The nouns for ships are in `things.toml`.
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.word_lists import any_of, word_lists

_GAP = r"[^\S\n]"
_LOOK_BACK = 40  # characters
_NOUNS = any_of(word_lists("things.toml")["ships"])
_NOUN_BEFORE = lazy_pattern(rf"(?:^|[^\w-])(?:{_NOUNS}),?{_GAP}[“\"‘']?$")
# Matches the words before the name in "his father's boat, the Two Rivers", but not those in "by boat, the islands".
_NOUN_AND_ARTICLE = lazy_pattern(
    rf"(?:\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Mm]y|[Oo]ur|[Tt]heir|[Tt]hat|[Tt]his){_GAP}|[’']s?{_GAP})(?:[a-z-]+{_GAP}){{0,3}}?(?:{_NOUNS}),{_GAP}the{_GAP}[“\"‘']?$"
)
# Matches the words for a ship after a name: "the Worcester, Indiaman", "the Sarah Sands (steamer)".
_NOUN_AFTER = lazy_pattern(
    rf",?{_GAP}\(?(?:{_NOUNS})(?=[,;.)]|{_GAP}(?:from|bound|for|of|which|sailed|arrived|sprung)\b)"
)
_ARTICLE = lazy_pattern(rf"\b[Tt]he{_GAP}[“\"‘']?$")
_NOT_AFTER_NAME = lazy_pattern(rf"[-–/]|[’']s\b|,{_GAP}[A-Z]|{_GAP}(?:to|and){_GAP}[A-Z]")
# Matches verbs of which only ships are the subject.
_SAILS = lazy_pattern(
    rf"{_GAP}(?:(?:can|could|did|had|has|may|might|must|never|now|often|once|should|still|then|was|will|would|have|be|been|not|safely){_GAP}){{0,3}}"
    r"(?:anchored|beached|berth(?:ed|s)?|capsized|dock(?:ed|s)|foundered|moored|sailed|scuttled|torpedoed|wrecked"
    rf"|(?:dropped|weighed|rode{_GAP}at|lay{_GAP}at|came{_GAP}to){_GAP}anchor|(?:ran|went){_GAP}aground|put{_GAP}(?:back|in{_GAP}at|to{_GAP}sea)|set{_GAP}sail|steamed)\b"
)
# Matches the state or the destination of a ship in a list of arrivals: "the Dundee, beset", "the Ann and Eliza, for Lisbon".
_BOUND = lazy_pattern(
    rf"(?:{_GAP}and{_GAP}[A-Z][a-z]+)?,{_GAP}(?:(?:for|from|bound{_GAP}for|bound{_GAP}to){_GAP}(?:the{_GAP})?[A-ZÀ-Þ]|(?:all{_GAP}well|beset|clean|disabled|dismasted|in{_GAP}ballast|laden|in{_GAP}distress)\b)"
)
# Kinds of places whose names have no article
_CAN_BE_SHIPS = frozenset({"city", "admin1", "admin2", "site"})
_WITH_ARTICLE = frozenset({"island", "land", "water"})  # kinds of places that may have an article themselves


def is_ship(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether the words next to a name show that it is the name of a ship."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    kind = _usual_kind(mention, gazetteer)
    if kind not in _CAN_BE_SHIPS | _WITH_ARTICLE:
        return False
    if _ARTICLE.search(before) and _SAILS.match(text, mention.end):
        return True
    if kind in _WITH_ARTICLE:
        return False
    if (_NOUN_BEFORE.search(before) or _NOUN_AND_ARTICLE.search(before)) and not _NOT_AFTER_NAME.match(
        text, mention.end
    ):
        return True
    if _ARTICLE.search(before) is None:
        return False
    if _NOUN_AFTER.match(text, mention.end):
        return True
    return kind == "city" and _BOUND.match(text, mention.end) is not None


def _usual_kind(mention: Mention, gazetteer: Gazetteer) -> str:
    """Return the kind of the best-known place with a name; "" if a place has the name with an article: "The Hague"."""
    found = [e for e in gazetteer.find(mention.name) if e.match <= Match.OFFICIAL]
    with_article = gazetteer.find(f"The {mention.name}")[:1]
    if not found or any(gazetteer.place(e).name.startswith("The ") for e in with_article):
        return ""
    return found[0].kind
