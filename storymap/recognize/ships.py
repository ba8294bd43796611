"""Recognise the names of ships that are also names of places: "the frigate Portland", "the Dundee, from Hull, sailed".

The nouns for ships are in `things.toml`.
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import last_words, word_before

_GAP = r"[^\S\n]"
_LOOK_BACK = 40  # characters
_NOUNS = any_of(word_lists("things.toml")["ships"])
# Nouns that begin or end the names of ships: "the steamer City of Memphis", "the Bangor Belle".
_FIRST_NOUN = r"(?:City|Duchess|Duke|Earl|Empress|Maid|Pride|Queen|Spirit|Star|Town)"
_LAST_NOUN = r"(?:Belle|Lass|Maid|Merchant|Packet|Pride|Queen|Rover|Trader)"
_NOUN_BEFORE = lazy_pattern(rf"(?:^|[^\w-])(?:{_NOUNS}),?{_GAP}[“\"‘']?(?:{_FIRST_NOUN}{_GAP}of{_GAP}(?:the{_GAP})?)?$")
# Matches the words before the name of a ship that is named after an island or a river: "the ferry Isle of Lewis".
_NOUN_ALONE = lazy_pattern(rf"\b[Tt]he{_GAP}(?:[a-z-]+{_GAP}){{0,2}}?(?:{_NOUNS}){_GAP}[“\"‘']?$")
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
# Matches verbs whose subject is usually a ship.
_SAILS = lazy_pattern(
    rf"{_GAP}(?:(?:can|could|did|had|has|may|might|must|never|now|often|once|should|still|then|was|will|would|have|be|been|not|safely){_GAP}){{0,3}}"
    r"(?:anchored|beached|berth(?:ed|s)?|capsized|dock(?:ed|s)|foundered|moored|sailed|scuttled|torpedoed|wrecked"
    rf"|(?:dropped|weighed|rode{_GAP}at|lay{_GAP}at|came{_GAP}to){_GAP}anchor|(?:ran|went){_GAP}aground|put{_GAP}(?:back|in{_GAP}at|to{_GAP}sea)|set{_GAP}sail|steamed)\b"
)
# Matches the state or the destination of a ship in a list of arrivals: "the Dundee, beset", "the Ann and Eliza, for Lisbon",
# "the Rochester, Fenn, for Jamaica", where Fenn is the captain.
_BOUND = lazy_pattern(
    rf"(?:{_GAP}and{_GAP}[A-Z][a-z]+)?,{_GAP}(?:[A-Z][a-z]+{_GAP}to{_GAP}[A-Z]|(?:[A-Z][a-z]+,{_GAP})?(?:for|from|bound{_GAP}for|bound{_GAP}to){_GAP}(?:the{_GAP})?[A-ZÀ-Þ]|(?:all{_GAP}well|beset|clean|disabled|dismasted|in{_GAP}ballast|laden|in{_GAP}distress)\b)"
)
# Matches the words before the name of a ship that carries somebody: "aboard the Karanja".
_ABOARD = lazy_pattern(rf"(?i)\b(?:aboard|on{_GAP}board)(?:{_GAP}of)?{_GAP}the{_GAP}[“\"‘']?$")
# A ship runs aground on a sandbank, not on a ship: "on shore on the Goodwin".
_ON = lazy_pattern(
    rf"(?i)(?<!shore{_GAP})(?<!aground{_GAP})(?<!stranded{_GAP})\b(?:aboard|by|from|in|of|off|on|onto|upon|with){_GAP}the{_GAP}[“\"‘']?$"
)
# Matches the words before the name in "a stoker of the Tyne" and "late of the Sussex".
_CREW = "boatswain|bosun|crew|crewm[ae]n|deckhands?|gunners?|lookout|marines|mate|midshipm[ae]n|purser|quartermaster|sailors?|seam[ae]n|sinking|stewardess|stokers?"
_OF_CREW = lazy_pattern(rf"\b(?:{_CREW}|late){_GAP}of{_GAP}the{_GAP}[“\"‘']?$")
# Matches the words before the name in "sailed in the Geelong" and "the ship, which was the Odessa".
_SAILED_IN = lazy_pattern(
    rf"\b(?:(?:embarked|emigrated|sailed|shipped|signed{_GAP}on|served|(?:came|went){_GAP}(?:home|out|over))(?:{_GAP}(?:home|out|as{_GAP}a{_GAP}\w+))?{_GAP}(?:aboard|by|in|on)"
    rf"|(?:{_NOUNS}),?{_GAP}(?:(?:which|that){_GAP})?(?:is|was){_GAP}(?:called{_GAP}|named{_GAP})?){_GAP}?the{_GAP}[“\"‘']?$"
)
# Matches the words after the name in "the Hekla came in with her rail under".
_HER = lazy_pattern(
    rf"(?:{_GAP}[a-z’'-]+){{1,5}}?{_GAP}her{_GAP}(?:[a-z]+{_GAP})?(?:anchors?|boilers?|bows?|bowsprit|captain|cargo|convicts|crew|decks?|engines?|funnels?|hull|keel|lights|masts?|passengers|port|propeller|rail|rudder|sails|screw|shaft|sister{_GAP}ship|starboard|stern)\b"
)
# Words about ships. If several are near a name with "the", and a town has this name, the name is that of a ship.
_NAUTICAL = lazy_pattern(rf"(?i)\b(?:{_NOUNS}|{any_of(word_lists('things.toml')['nautical'])})s?\b")
_FEW = 2  # minimum number of words about ships
_AROUND = 200  # characters before and after a name in which words about ships are counted
_ENDS = lazy_pattern(
    rf"[.!?](?=[^\S\n]+[A-ZÀ-Þ“\"]|[”\"\n]|$)|[,;:)”\"]|$|\n|{_GAP}(?:and|at|before|for|from|had|in|into|mutinied|on|said|says|to|until|was|were|told|when|which|while|who|with)\b|{_GAP}{_LAST_NOUN}\b"
)
_LAST_OF_SHIPS = last_words(word_lists("things.toml")["ships"])
# Kinds of places whose names have no article
_CAN_BE_SHIPS = frozenset({"city", "admin1", "admin2", "site"})
_WITH_ARTICLE = frozenset({"island", "land", "water"})  # kinds of places that may have an article themselves


def is_ship(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether the words next to a name show that it is the name of a ship."""
    before, last = text[max(0, mention.start - _LOOK_BACK) : mention.start], word_before(text, mention.start)
    if last not in _LAST_OF_SHIPS and last not in ("of", "the"):
        return False
    kind = _usual_kind(mention, gazetteer)
    if kind and last == "the" and _OF_CREW.search(before) and _ENDS.match(text, mention.end):
        return True
    if kind not in _CAN_BE_SHIPS | _WITH_ARTICLE:
        return False
    with_article = last == "the" and _ARTICLE.search(before) is not None
    if with_article and (_SAILS.match(text, mention.end) or _HER.match(text, mention.end)):
        return True
    if last == "the" and _ABOARD.search(before):
        return True
    if kind in _WITH_ARTICLE:
        return _NOUN_ALONE.search(before) is not None and not _NOT_AFTER_NAME.match(text, mention.end)
    if (_NOUN_BEFORE.search(before) or _NOUN_AND_ARTICLE.search(before)) and not _NOT_AFTER_NAME.match(
        text, mention.end
    ):
        return True
    if not with_article:
        return False
    if _NOUN_AFTER.match(text, mention.end):
        return True
    if kind == "city" and _BOUND.match(text, mention.end):
        return True
    if _SAILED_IN.search(before) and _ENDS.match(text, mention.end):
        return not _is_natural(mention, gazetteer)
    return _ON.search(before) is not None and _is_nautical(text, mention, gazetteer)


def _is_natural(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a river, a mountain, an island or a sea has the name, alone or with the word "River"."""
    found = (
        *gazetteer.find(mention.name),
        *gazetteer.find(f"{mention.name} River"),
        *gazetteer.find(f"River {mention.name}"),
    )
    return any(e.kind not in _CAN_BE_SHIPS | {"country", "historical"} and e.match < Match.WEAK for e in found)


def _is_nautical(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether a one-word name that only towns, sites and units such as states have ends a phrase, and words
    about ships are near it."""
    found = (*gazetteer.find(mention.name), *gazetteer.find(f"{mention.name} River"))
    if (
        not mention.surface.isalpha()
        or _ENDS.match(text, mention.end) is None
        or not all(e.kind in _CAN_BE_SHIPS for e in found)
    ):
        return False
    around = text[max(0, mention.start - _AROUND) : mention.start], text[mention.end : mention.end + _AROUND]
    return sum(1 for part in around for _ in _NAUTICAL.finditer(part)) >= _FEW


def _usual_kind(mention: Mention, gazetteer: Gazetteer) -> str:
    """Return the kind of the best-known place with a name; "" if a place has the name with an article: "The Hague"."""
    found = [e for e in gazetteer.find(mention.name) if e.match <= Match.OFFICIAL]
    with_article = gazetteer.find(f"The {mention.name}")[:1]
    if not found or any(gazetteer.place(e).name.startswith("The ") for e in with_article):
        return ""
    return found[0].kind
