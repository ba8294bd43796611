"""Find people with the name of a place by what they do: "Wellington dined", "Sumner crossed", "Bedford drew his sword".

Towns and countries also act ("Bristol surrendered", "Belgium marched into the final"). Three signs distinguish people:

- verbs whose subject is hardly ever a place ("dined", "galloped"), and the possessions and relatives of a person;
- a movement or a possession with "his" or "her": the word for those of a town is "its";
- verbs of officers, but only in a text about an army, and only with names that no well-known place has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.word_lists import any_of, word_lists
from storymap.recognize.words_near import last_words, words_of

_GAP = r"[^\S\n]"
_LISTS = word_lists("people.toml")
# A name of one word that no capitalised word precedes. A capitalised word that begins a sentence may precede it.
_NAME = r"(?<![\w’'&-])(?P<name>[A-ZÀ-Þ](?:c[A-Z]|[’'][A-Z])?[a-zà-ÿ]+)"
_ADVERB = rf"(?:(?:again|also|alone|at{_GAP}once|himself|herself|never|now|once|soon|still|then|therefore){_GAP})?"
_WITH_HAD = rf"(?:(?:had|has){_GAP})?"
# Verbs whose subject is hardly ever a place.
_PERSONAL = (
    "breakfasted|dined|dismounted|fainted|galloped|groped|kneeled|knelt|limped|mumbled|shaved|squinted|strolled|supped|trotted|undressed|wheezed"
    "|was{g}(?:arrested|attainted|baptised|baptized|buried{g}(?:at|in|beside)|executed|fined|handcuffed|imprisoned|jailed|knighted|sentenced|widowed)"
    "|(?:had|has){g}gone{g}to{g}bed|(?:rode|ridden){g}(?:ahead|all|at|away|back|down|forward|from|home|into|north|off|on|over|south|through|to|toward|towards|up|with)|drank{g}(?:coffee|tea|wine|from)"
    "|(?:is|was){g}(?:(?:back|down|out|over|up){g})+at{g}[A-Z]\\w*|sat{g}(?:down|up)|slept{g}(?:badly|beside|under|with|on{g}the{g}(?:floor|ground))|woke{g}(?:at|before|early|late|up)"
).replace("{g}", _GAP)  # fmt: skip
# Verbs that journalists also use for cities: "Vienna shrugged".
_HUMAN = "bowed|coughed|dallied|danced|dawdled|dithered|dozed|frowned|grinned|hurried|muttered|nodded|prayed|quarrelled|shrugged|smiled|sobbed|swore|wept|whispered|whistled|winked|yawned"
# Verbs that need "his", "her", "himself" or "herself" after them. Others are left out: "Paris broke his heart".
_WITH_OWN = (
    "bit|blew|brushed|buttoned|cleared|clenched|closed|clutched|combed|crossed|dipped|dragged|drank|drew|drained|dried|dropped|ate|emptied|ended|finished|folded|gathered|glanced{g}at|halted|held|kissed|laid|leaned|left"
    "|lifted|lit|looked{g}at|loosened|lowered|mounted|opened|packed|paid|picked{g}up|placed|poured|pressed|prided|pulled|put|raised|reached{g}for|resigned|rolled{g}up|rubbed|saddled|scratched|sent|set|shook|sold"
    "|spread|stretched|stroked|threw|tied|took{g}(?:off|out|up)|tucked|tugged|turned|unbuttoned|unpacked|washed|wiped|withdrew|wore|wrapped"
).replace("{g}", _GAP)  # fmt: skip
_OWN = rf"{_GAP}(?:(?:off|on|out|up|down|back|aside|away|over){_GAP})?(?:his|her|himself|herself)\b"
_POSSESSIONS = "boots|breeches|brother|coat|cousin|daughter|diary|eyes|face|father|hat|horse|husband|lips|moustache|mother|nephew|niece|pipe|pocket|saddle|sister|sleeve|son|sword|tent|uniform|voice|whiskers|widow|wife"
_NODS = lazy_pattern(rf"{_NAME}{_GAP}{_ADVERB}(?:{_HUMAN})(?![\w-])")
_ACTS = lazy_pattern(
    rf"{_NAME}(?:{_GAP}{_ADVERB}{_WITH_HAD}{_ADVERB}(?:(?:{_PERSONAL})(?![\w-])|(?:{_WITH_OWN}){_OWN})|[’']s?{_GAP}(?:(?:own|late|old){_GAP})?(?:{_POSSESSIONS})\b(?!{_GAP}of{_GAP}arms))"
)
# Verbs of officers and their units. Places are rarely their subject.
_COMMANDED = (
    "advanced|attacked|bivouacked|burn(?:ed|t){g}(?:the|his|every)|charged|commanded|commands|crossed|encamped|entered{g}[A-Z]\\w*|fell{g}back|fled|followed|halted|intends|joined|landed|led|marched"
    "|met{g}(?:him|the|them|us|with|[A-Z]\\w*)|moved{g}(?:against|by|down|off|on|to|toward|towards|up)|ordered|overtook|pressed{g}on|pursued|pushed|rallied|reached{g}[A-Z]\\w*|reconnoitred|retreated|routed"
    "|sailed|sent{g}(?:a|back|for|him|his|me|orders|them|to|us|word)|stormed|struck{g}(?:at|camp|the)|took{g}(?:command|his|off|the|[A-Z]\\w*)|turned{g}(?:back|on|upon)|withdrew|wrote"
).replace("{g}", _GAP)  # fmt: skip
_HAS = "advanced|arrived|burned|burnt|come|crossed|encamped|fallen{g}back|gone|joined|landed|left|marched|moved|ordered|resigned|retreated|sailed|sent|superseded|taken{g}(?:command|his|the)|turned{g}back|withdrawn".replace("{g}", _GAP)  # fmt: skip
_IS = "(?:(?:down|here|now|over|still|up|back){g})*(?:at{g}[A-Z]|here\\b)|camped|dead|expected|gone\\b|relieved|superseded|wounded|to{g}command|with{g}(?:us|him|the)".replace("{g}", _GAP)  # fmt: skip
_COMMANDS = lazy_pattern(
    rf"{_NAME}(?:{_GAP}{_ADVERB}(?:(?:{_COMMANDED})(?![\w-])|(?:has|had){_GAP}{_ADVERB}(?:{_HAS})\b|(?:is|was){_GAP}{_ADVERB}(?:{_IS}))"
    rf"|[’']s?{_GAP}(?:advance|army|artillery|batteries|battery|brigade|brigades|cavalry|column|command|corps|division|divisions|flank|force|guns|headquarters|horse|infantry|men|pickets|scouts|staff|troopers|troops|wing)\b)"
)
# Words about an army. Words that reports of games also use are left out, such as "attack", "campaign" and "division".
_WAR = lazy_pattern(
    r"\b(?:(?i:artillery|army|armies|battalions?|bayonets?|cannon|cavalry|dragoons|gunboats|hussars|infantry|muskets?|rebels|redoubts?|regiments?|sentries|troops|(?:hundred|thousand)[^\S\n](?:men|horse|foot))"
    r"|besieged|(?<!fire[^\S\n])brigades?|encamped|enemy|foragers|garrison|marched|pickets|reinforcements|skirmish\w*|soldiers|surrendered|Genl?\.|Col\.|Lieut\.|Maj\.|Corpl?\.|General[^\S\n][A-Z])"
)
_FEW, _EVERY = 2, 900  # a text is about an army if it has _FEW such words, and one in _EVERY characters on average
_VOCATIVE = lazy_pattern(
    rf"[“\"‘](?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)!(?:{_GAP}[^”\"’\n]{{0,40}})?[”\"’]{_GAP}(?:bawled|bellowed|called|cried|screamed|shouted|yelled)\b"
)
_ROLE = lazy_pattern(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir){_GAP}(?:[a-z]+{_GAP})?(?:{any_of(_LISTS['roles'])}),{_GAP}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+),{_GAP}(?:who\b|(?:has|had|is|was|would|could|[a-z]+ed)\b(?!{_GAP}by\b))"
)
_CAPITAL_BEFORE = lazy_pattern(rf"[\w,;’'][^\S\n](?:[A-ZÀ-Þ][\w’'-]*|[A-Z]\.){_GAP}$")
# Words of which each match of a pattern contains one. A pattern is not searched for in a text without such a word.
_NEEDED = {
    _NODS: frozenset(_HUMAN.split("|")),
    _VOCATIVE: frozenset(["bawled", "bellowed", "called", "cried", "screamed", "shouted", "yelled"]),
    _ROLE: last_words(_LISTS["roles"]),
}
_WORDS_OF_WAR = frozenset(
    [
        "artillery",
        "army",
        "armies",
        "battalion",
        "battalions",
        "bayonet",
        "bayonets",
        "cannon",
        "cavalry",
        "dragoons",
        "gunboats",
        "hussars",
        "infantry",
        "musket",
        "muskets",
        "rebel",
        "rebels",
        "redoubt",
        "redoubts",
        "regiment",
        "regiments",
        "sentries",
        "troops",
        "men",
        "horse",
        "foot",
        "besieged",
        "brigade",
        "brigades",
        "encamped",
        "enemy",
        "foragers",
        "garrison",
        "marched",
        "pickets",
        "reinforcements",
        "soldiers",
        "surrendered",
        "gen",
        "genl",
        "col",
        "lieut",
        "maj",
        "corp",
        "corpl",
        "general",
    ]
)
# a place with this prominence (100,000 people) may be the subject of verbs such as "march" and "shrug", as Vienna and
# Rome may
_WELL_KNOWN = 5.0
_LOOK_BACK = 40  # characters


class Actor(NamedTuple):
    """The name of a person who does something, its position in the text, and the words from the name to the verb."""

    start: int
    end: int
    name: str
    whole: str


def find_actors(text: str, gazetteer: Gazetteer) -> Iterator[Actor]:
    """Yield the names that the words around them show to be people, unless a country, state or well-known place with
    the name may be meant."""
    first_names = frozenset(_LISTS["first_names"])
    known, doubtful = words_of(text), [_NODS, *([_COMMANDS] if _is_about_an_army(text) else [])]
    for pattern in (_ACTS, _VOCATIVE, _ROLE, *doubtful):
        if pattern in _NEEDED and known.isdisjoint(_NEEDED[pattern]):
            continue
        for match in pattern.finditer(text):
            name, start = match["name"], match.start("name")
            if _CAPITAL_BEFORE.search(text, max(0, start - _LOOK_BACK), start):
                continue
            best = next((e for e in gazetteer.find(name)[:1] if e.match <= Match.OFFICIAL), None)
            if best is None or _may_be_person(best, name in first_names, doubtful=pattern in doubtful):
                yield Actor(start, match.end("name"), name, " ".join(text[start : match.end()].split()))


def _may_be_person(best: Entry, first_name: bool, *, doubtful: bool) -> bool:
    """Return whether a person may be meant, although the best-known place with the name is `best`.

    `doubtful`: whether well-known places also do what the text says.
    """
    if best.kind in ("country", "admin1"):
        return first_name and not doubtful
    return not doubtful or best.prominence < _WELL_KNOWN


@lru_cache(64)
def _is_about_an_army(text: str) -> bool:
    """Return whether words about armies are frequent in a text."""
    if words_of(text).isdisjoint(_WORDS_OF_WAR) and "skirmish" not in text:
        return False
    return sum(1 for _ in _WAR.finditer(text)) >= max(_FEW, len(text) / _EVERY)
