"""Find names of towns that the tagger labels as people, although the words around them show that they are places.

Examples: "After Figeac the rock turns white", "Bilbao won 2–0", "Calais fell to the French", "said Kyiv would get them".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Gazetteer, Match
from storymap.recognize.languages import language_data
from storymap.recognize.tagger import Span

# The name of a capital with at least this prominence (a million people) is rarely a surname.
CAPITAL = 6.0
# Minimum prominence of a town (4.0: 10,000 people) if only the words around its name show that the name is a place.
TOWN = 4.0

_GAP = r"[^\S\n]"
# Matches a verb and a score after a name: "Bilbao won 2–0", "Sunderland lost 3-1".
SCORES = lazy_pattern(
    rf"{_GAP}(?:won|lost|drew|led|trailed|beat{_GAP}[A-Z]\w+|lost{_GAP}to{_GAP}[A-Z]\w+|drew{_GAP}with{_GAP}[A-Z]\w+){_GAP}(?:by{_GAP})?\d{{1,3}}[–-]\d{{1,3}}\b"
)
_PASSED = lazy_pattern(
    rf"(?:^|[.!?”\"]{_GAP}+|\n)(?:After|Beyond|Past|Below|Above|Before|Beneath|Behind|Leaving|Around|Approaching){_GAP}$"
)
_ROUTE = lazy_pattern(
    rf",?{_GAP}(?:the{_GAP}(?:\w+{_GAP})?(?:bus|canal|climb|coast|country|forest|gorge|ground|highway|hills?|land|landscape|line|mountains?|path|plain|railway|river|road|rock|route|slope|soil|terrain|track|trail|train|valley|way|woods)\b|we\b(?![’']))"
)
# Matches the words after a name in "Hallstatt, a village of 800 people" and "Goma is a city on Lake Kivu".
IS_PLACE = lazy_pattern(
    rf"(?:,|{_GAP}is){_GAP}(?:an?|the){_GAP}(?:[a-z’'-]+{_GAP}){{0,3}}?(?:capital|city|hamlet|harbou?r|island|municipality|oasis|port|resort|settlement|suburb|town|township|village)(?:{_GAP}(?:of|in|on|near|at|where|that{_GAP}(?:has|is)|north|south|east|west|between|outside|along|below|above)\b|,)"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = rf"(?:in|on|by){_GAP}(?:early{_GAP}|late{_GAP})?(?:(?:{_MONTH})\b|\d|the{_GAP}(?:spring|summer|autumn|winter|fall|\d))"
# Matches what happens to a town after its name: "Calais fell to the French", "Derry was besieged for a hundred days".
FATE = lazy_pattern(
    rf"{_GAP}(?:(?:also|soon|then|at{_GAP}last|itself){_GAP})?(?:capitulated|seceded|surrendered(?!{_GAP}(?:h|to{_GAP}(?!the{_GAP}[A-Z]|[A-Z])))|gave{_GAP}up{_GAP}without|held{_GAP}out{_GAP}(?:against|for|till|until)|(?:opened|closed|shut){_GAP}its{_GAP}gates"
    rf"|(?:fell|had{_GAP}fallen|has{_GAP}fallen){_GAP}(?:to{_GAP}the{_GAP}[A-Z]\w*|{_WHEN}|without|within)|(?:burned|burnt){_GAP}(?:that{_GAP}night|to{_GAP}the{_GAP}ground|{_WHEN})"
    rf"|(?:(?:is|was|lay|has{_GAP}been|had{_GAP}been){_GAP}(?:(?:again|also|now|soon|twice|then|still|once){_GAP})?)(?:(?:besieged|blockaded|bombarded)(?!{_GAP}(?:by{_GAP}(?!the{_GAP}[A-Z]|[A-Z])|with{_GAP}))|captured{_GAP}by{_GAP}the{_GAP}[A-Z]\w*|depopulated|evacuated|garrisoned|in{_GAP}ruins|looted|overrun|rebuilt|retaken"
    rf"|sacked{_GAP}(?:by{_GAP}the{_GAP}[A-Z]\w*|{_WHEN})|shelled|under{_GAP}(?:siege|water)|without{_GAP}(?:power|water|electricity|trains)|founded{_GAP}(?:by|in)|ceded{_GAP}to))\b"
)
_BEFORE = 24  # characters
# A preposition that the tagger takes for a first name: "At Montreal, of cholera"
_PREPOSITION = lazy_pattern(rf"(?:At|From|In|Near|To){_GAP}")
_AFTER_PREPOSITION = lazy_pattern(rf"(?:^|[.!?”\"—]{_GAP}*|\n){_PREPOSITION.pattern}$")


def without_prepositions(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans, with those of people shortened if they begin with a preposition."""
    found = []
    for span in spans:
        match = _PREPOSITION.match(text, span.start, span.end) if span.label == "PER" else None
        found.append(span._replace(start=match.end()) if match else span)
    return found


def is_town(text: str, span: Span, people: Collection[str], gazetteer: Gazetteer) -> bool:
    """Return whether a span that is tagged as a person is a capital, or a town in a position typical of towns."""
    name = text[span.start : span.end]
    if span.label != "PER" or name in people or not name.isalpha():
        return False
    best = gazetteer.find(name)[:1]
    if not best or best[0].match > Match.OFFICIAL:
        return False
    if best[0].feature_code == "PPLC" and best[0].prominence >= CAPITAL and not gazetteer.negative(name):
        return True
    if IS_PLACE.match(text, span.end):
        return True
    return (
        best[0].prominence >= TOWN and name.lower() not in language_data("en").given_names and _in_position(text, span)
    )


def _in_position(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _BEFORE) : span.start]
    if SCORES.match(text, span.end) or FATE.match(text, span.end) or _AFTER_PREPOSITION.search(before):
        return True
    return _PASSED.search(before) is not None and _ROUTE.match(text, span.end) is not None
