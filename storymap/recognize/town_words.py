"""Find words that show that a name means a town, and not the state or country with the same name.

Examples: "landed at Quebec", "the streets of Guatemala", "sailed for New York".
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, TownSign
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import find_words, last_words, word_before

_GAP = r"[^\S\n]"
# Matches the words before the name of a town: "at Panama", "the walls of Kuwait".
_TOWN_BEFORE = lazy_pattern(
    rf"\b(?:[Aa]t|(?:anchored|lay|moored){_GAP}off|(?:[Aa]rchbishop|[Aa]lderm[ae]n|[Bb]azaars?|[Bb]ishop|[Cc]athedral|[Cc]itadel|[Dd]ocks?|[Gg]ates?|[Hh]arbou?r|[Mm]ayor|[Oo]utskirts|[Pp]ort|[Qq]uays?|[Rr]oofs|[Ss]lums|[Ss]treets?|[Ss]uburbs?|[Ww]alls|[Ww]harf|[Ww]harves){_GAP}of"
    rf"|[Tt]he{_GAP}(?:[a-z]+{_GAP})?(?:coach|diligence|mail|night{_GAP}boat|railway|stage|stagecoach|steamboat|steamer|train|tram){_GAP}(?:to|from|for)){_GAP}$"
)
_YEAR = lazy_pattern(rf"{_GAP}(?:1[89]|20)\d\d\b")
# Matches the words after the name of a town that somebody leaves or reaches: "left Mexico by the diligence".
_MOVED = lazy_pattern(rf"\b(?:[Aa]pproached|[Ee]ntered|[Ll]eaving|[Ll]eft|[Qq]uitted|[Rr]eached|[Rr]eaching){_GAP}$")
_BY_COACH = lazy_pattern(
    rf"{_GAP}(?:\w+{_GAP}){{0,2}}?(?:by|in|on){_GAP}(?:an?|the){_GAP}(?:[a-z]+{_GAP}){{0,2}}?(?:barge|boat|brig|cars|coach|diligence|ferry|mail|packet|ship|schooner|stage|stagecoach|steamboat|steamer|train)\b"
)
_FALL = lazy_pattern(rf"{_GAP}(?:fell{_GAP}(?:to|in)|was{_GAP}(?:besieged|shelled|bombarded|sacked))\b")
_PREPOSITION = lazy_pattern(rf"\b(?:[Ff]rom|[Tt]o|for|of){_GAP}$")
# Words about a voyage. Goods that are shipped may come from a whole country, so "ship" as a verb is not included.
_VOYAGE = lazy_pattern(
    rf"\b(?:(?i:{any_of(word_lists('things.toml')['ships'])})s?|bound|cleared|days|embarked|harbou?r|landed|passage|passengers|sailed|sailing|sails|steamed|voyage)\b"
)
_SENTENCE = lazy_pattern(r"[.!?][^\S\n]+(?=[A-ZÀ-Þ])|\n")
# Words of which each match of a pattern contains one; for the patterns for the words before a name, it is the last word.
_LAST_OF_TOWN = frozenset({"at", "off", "of", "to", "from", "for"})
_MOVES = frozenset({"approached", "entered", "leaving", "left", "quitted", "reached", "reaching"})
_PREPOSITIONS = frozenset({"from", "to", "for", "of"})
_SHIPS = last_words(word_lists("things.toml")["ships"])
_VOYAGES = frozenset({*_SHIPS, *(f"{ship}s" for ship in _SHIPS), "bound", "cleared", "days", "embarked", "harbor", "harbour", "landed", "passage", "passengers", "sailed", "sailing", "sails", "steamed", "voyage"})  # fmt: skip
_LOOK_BACK = 50  # characters
_AROUND = 120  # characters before and after a name in which words about a voyage are searched for


def town_sign(text: str, mention: Mention) -> TownSign:
    """Return what the words around a name show about the town with this name."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    last = word_before(text, mention.start)
    if last in _LAST_OF_TOWN and _TOWN_BEFORE.search(before) and not _YEAR.match(text, mention.end):
        return TownSign.TOWN
    if last in _MOVES and _MOVED.search(before) and _BY_COACH.match(text, mention.end):
        return TownSign.TOWN
    if _FALL.match(text, mention.end):
        return TownSign.TOWN
    if last in _PREPOSITIONS and _PREPOSITION.search(before) and _is_about_voyage(text, mention):
        return TownSign.VOYAGE
    return TownSign.NONE


def _is_about_voyage(text: str, mention: Mention) -> bool:
    """Return whether the sentence around a name has words about a voyage."""
    before = _SENTENCE.split(text[max(0, mention.start - _AROUND) : mention.start])[-1]
    after = _SENTENCE.split(text[mention.end : mention.end + _AROUND])[0]
    return any(not find_words(part).isdisjoint(_VOYAGES) and _VOYAGE.search(part) for part in (before, after))
