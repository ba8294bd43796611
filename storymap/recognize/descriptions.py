"""Definite descriptions of places: "the disputed islands", "the small Russian-held group of islands off Hokkaido", "the peninsula".

This module finds them and their parts. The resolver decides which place they refer to, if any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from storymap.kinds import HEADS, PLURAL
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Description, Mention, MentionKind, RelativePoint
from storymap.ports import Gazetteer, Match

_HEAD = "|".join(
    [
        r"(?:group|chain|string|cluster)\s+of\s+(?:\w+\s+)?(?:islands|islets|isles)",
        r"island\s+(?:group|chain|nation)",
        r"buffer\s+zone",
        *sorted((h for h in HEADS if "-" not in h), key=len, reverse=True),
    ]
)
# Function words. They are never modifiers, and a noun phrase ends before them.
_FUNCTION = (
    "of in on at to and or for from with by over about against into under is are was were be been has have had will would could can may might must should shall"
    " which that who whose where when while as after before since until but so nor than if because said says the a an this these those its their"
    " his her our no not also now then than there during through across around between within without near off"
)
# Matches a modifier. A full stop in it must be part of an abbreviation such as "U.S.", because a phrase does not
# continue in the next sentence.
_MODIFIER = rf"(?!(?i:{'|'.join(_FUNCTION.split())})\b)(?:(?:[A-Z]\.)+|[A-Za-zÀ-ÿ’']+(?:[-–][A-Za-zÀ-ÿ]+)*|[0-9]+)"
_NAME = (
    r"(?:the\s+)?(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w’'-]*(?:[^\S\n]+(?:of[^\S\n]+(?:the[^\S\n]+)?)?[A-ZÀ-Þ][\w’'-]*){0,3})"
)
_PHRASE = lazy_pattern(
    rf"""(?x)
    \b(?P<det>[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Tt]hat|[Tt]his)\s+
    (?P<mods>(?:{_MODIFIER}\s+){{0,5}}?)
    (?P<head>{_HEAD}|State(?!\s+(?:of\b|[A-Z])))\b(?!-|[’'](?!s\b)|[’']s\s+capital\b|\s+(?:capital|city|country|hamlet|town|village)\b)
    (?P<tail>\s+(?:
        (?P<rel>off(?:\s+the\s+(?:coast|shores?)\s+of)?|near|south\s+of|north\s+of|east\s+of|west\s+of|claimed\s+by|held\s+by|controlled\s+by
            |administered\s+by|occupied\s+by|annexed\s+by|seized\s+by|seized\s+from|taken\s+from)\s+(?P<anchor>{_NAME})
        (?:\s+and\s+(?P<anchor2>{_NAME}))?
      | between\s+(?P<one>{_NAME})\s+and\s+(?P<two>{_NAME})
      | (?:that\s+)?(?:(?:[A-Z]\w+|it)\s+)?(?:was\s+)?(?P<verb>annexed|occupied|seized|captured)\s+in\s+(?P<year>[12]\d{{3}})
    ))?"""
)
# These nouns often modify the next noun ("the state visit", "the city council"). They describe a place only if no other
# noun follows.
_QUALIFYING = frozenset(
    [
        "state",
        "city",
        "town",
        "area",
        "region",
        "capital",
        "border",
        "province",
        "county",
        "district",
        "territory",
        "country",
        "village",
        "hamlet",
        "port",
        "strip",
        "nation",
        "kingdom",
    ]
)
_UNIT_OF_CAPITAL = {
    "state’s": "state",
    "province’s": "provincial",
    "region’s": "regional",
    "country’s": "national",
    "nation’s": "national",
}
# Verbs that can follow one of these nouns. They show that the noun is the subject, and that its phrase ends.
_VERBS = (
    "became began brought built came comes did does fell gave goes got grew grows has held holds kept knows lay lies lost made needs owns paid plans put"
    " ran runs said says sent sits spent stands stood takes took wants went won"
    " accepts adds allows asks begins borrows builds buys calls considers counts decides denies expects fears feeds gives hires hopes includes insists joins keeps knows lets likes"
    " makes means owns prepares puts receives refuses rejects remembers seeks sees sells sends spends stays takes tells tries welcomes"
    " ate awoke bore borders bought broke burns caught celebrates chose closes complains depends drank drinks drove faces feels felt flew forgot fought froze"
    " grieves heard hid hung led lives looks loses loves met mourns opens paid relies remains rode rose sang sank saw seems shook shone shrank shut sings sleeps slept slid sold"
    " sought spoke spread stinks stole struck suffers swore taught thinks thought threw trembled waits wakes wept woke wore"
)
# Adverbs that can follow such a noun and end its phrase: "shelled the city yesterday"
_ADVERBS = "again ago alone altogether already always daily early forever here however itself last late next once only soon there today together tomorrow tonight too twice yesterday yet"
_NEXT_WORD = lazy_pattern(
    rf"\s+(?!(?:{'|'.join((_FUNCTION + ' ' + _VERBS + ' ' + _ADVERBS).split())}|[a-z]{{3,}}ed)\b)[a-z]|\s+of\s+[A-ZÀ-Þ]"
)
# Matches the words before a description that begin a sentence. No noun follows it: "In this city coals are scarce".
_OPENS = lazy_pattern(r"(?:^|[.!?;:”\"\n][^\S\n]*)(?:At|From|In)[^\S\n]$")
# Matches the words that say which place is meant, after a noun that has no modifiers. The text may not have named the
# place
# before: "the town of her birth", "the city where I was born".
_SAID_WHICH = lazy_pattern(r"\s+(?:of\s+(?!(?:the\s+)?[A-ZÀ-Þ])|(?:where|whose|in\s+which|to\s+which)\b)")
_COUNTRYSIDE = lazy_pattern(
    r"(?i)\b(?:moved?|moving|retired?|retiring|escaped?|escaping|houses?|home|cottages?|life|day|weekends?)\s+(?:to|in|into)\s+$"
)
# Matches compounds that do not describe a place: "the sea wall", "the island nation".
_COMPOUND = lazy_pattern(
    r"\s+(?:wall|level|banks?|shore|front|bed|roads?|trails?|villages?|towns?|people|life|nation|authorit(?:y|ies)|government|council|police"
    r"|communit(?:y|ies)|region|markets?|gains|flight|controls|routes?|water|side|floor|basin|chain|group|air|ice|traffic|crossing)\b"
)
_OF_NAME = lazy_pattern(rf"\s+of\s+(?:the\s+)?(?P<name>{_NAME})")
_CONFIDENCE = 0.9  # every description has this confidence
_RELATIONS = {"off the coast of": "off", "off the shore of": "off", "off the shores of": "off"}


def find_points(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return points that are described relative to named places: "30 miles north of Waco", "between Crete and Rhodes".

    Distances are read from the context of the named place. "between" is used only after a noun for something that has a
    location or a course, such as "waters" or "road".
    """
    found, names = [], {m.start: m for m in mentions if m.kind is MentionKind.NAME}
    for mention in names.values():
        relation = mention.context.relation
        if relation is not None and relation.distance is not None:
            point = RelativePoint(relation.kind, relation.distance.km)
            found.append(_description(text, relation.start, mention.end, point))
    for match in _BESIDE.finditer(text):
        name = names.get(match.end())
        if name is not None and (name.context.relation is None or name.context.relation.distance is None):
            way = " ".join((match["way"] or "from").lower().split())
            point = RelativePoint(way, _JUST_KM if match["just"] else _FEW_KM)
            found.append(_description(text, match.start("phrase"), name.end, point))
    for match in _BETWEEN.finditer(text) if "between" in text.lower() else ():
        one = names.get(match.end())
        rest = _AND.match(text, one.end) if one else None
        other = names.get(rest.end()) if rest else None
        if other:
            found.append(_description(text, match.start("between"), other.end, RelativePoint("between")))
    return found


def _description(text: str, start: int, end: int, description: Description | RelativePoint) -> Mention:
    return Mention(text[start:end], start, end, MentionKind.DESCRIPTION, _CONFIDENCE, description=description)


_BETWEEN = lazy_pattern(
    r"(?i)\b(?:waters?|seas?|air|sky|land|valley|hills|coast|shore|stretch|point|spot|way|road|highway|motorway|railway|rail|line|track|route|border|corridor"
    r"|crossing|island|place|village|town|somewhere|halfway|midway|closed|cut|blocked|adrift|patrols|area|craft)[^.,;:\n]{0,24}?\s(?P<between>between)\s+(?:the\s+)?"
)
# Matches the words before the name in "just north of Waco" and "a few miles outside Waco".
_BESIDE = lazy_pattern(
    r"(?i)\b(?P<phrase>(?:(?P<just>just|immediately)|(?:a\s+few|a\s+couple\s+of|several)\s+(?:miles|kilomet(?:er|re)s|km))\s+(?:to\s+the\s+)?"
    r"(?:(?P<way>(?:north|south|east|west)(?:-?(?:east|west))?\s+of)|outside(?:\s+of)?|(?<!just\s)from))\s+"
)
_JUST_KM, _FEW_KM = 4.0, 6.0
_AND = lazy_pattern(r"\s+and\s+(?:the\s+)?")


def find_descriptions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the definite descriptions as mentions with a `Description`, in text order."""
    found = []
    for match in _PHRASE.finditer(text):
        words, noun = match["mods"].split(), match["head"].lower()
        peoples, demonym = _peoples(words, noun, gazetteer)
        if words and noun != match["head"]:
            continue  # a name: "the Lone Star State"
        if "\n\n" in match.group() or (not peoples and _is_name(words, noun)):
            continue
        whole = _OF_NAME.match(text, match.end()) if noun == "capital" and not match["tail"] else None
        if (
            not peoples
            and noun in _QUALIFYING
            and not match["tail"]
            and not whole
            and not (match["det"] == "this" and _OPENS.search(text, max(0, match.start() - 8), match.start()))
            and _NEXT_WORD.match(text, match.end())
        ):
            continue
        if noun == "nation" and not words:
            continue  # "the nation" usually means the people of the country
        if not words and not match["tail"] and not whole and _SAID_WHICH.match(text, match.end()):
            continue
        if noun == "country" and not words and _COUNTRYSIDE.search(text, max(0, match.start() - 24), match.start()):
            continue
        if not match["tail"] and noun not in PLURAL and _COMPOUND.match(text, match.end()):
            continue
        relation, anchors = _tail(match)
        description = Description(
            head=_head(noun),
            modifiers=(
                *_modifiers(words[: len(words) - len(demonym)]),
                *([" ".join(demonym).lower()] if demonym else []),
            ),
            determiner=match["det"].lower(),
            plural=noun in PLURAL or " of " in noun,
            relation=relation,
            anchors=(whole["name"],) if whole else anchors,
            year=match["year"] or "",
            holders=_holders(words, gazetteer),
            peoples=peoples,
            demonym=" ".join(demonym).lower(),
        )
        end = whole.end() if whole else match.end() if match["tail"] else match.end("head")
        stripped = text[match.start() : end].rstrip(".,;:’'")
        found.append(_description(text, match.start(), match.start() + len(stripped), description))
    return found


def _modifiers(words: Sequence[str]) -> list[str]:
    """Return the modifiers in lower case: "provincial" for "province’s"."""
    return [_UNIT_OF_CAPITAL.get(w.replace("'", "’"), w) for w in (word.lower() for word in words)]


def _head(words: str) -> str:
    flat = " ".join(words.split())
    if " of " in flat or flat in ("island group", "island chain"):
        return "islands"
    return "island" if flat == "island nation" else flat.replace(" ", "-")


def _tail(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return (relation, names): the relation that follows the noun, such as "off", and the names after it.

    Return ("", ()) if there is no relation.
    """
    if match["rel"]:
        relation = " ".join(match["rel"].lower().split())
        anchors = [a for a in (match["anchor"], match["anchor2"]) if a]
        return (
            _RELATIONS.get(relation, relation.removesuffix(" by")),
            tuple(a.removeprefix("the ").rstrip(".") for a in anchors),
        )
    if match["one"]:
        return "between", (match["one"].removeprefix("the "), match["two"].removeprefix("the ").rstrip("."))
    return match["verb"] or "", ()


def _is_name(modifiers: list[str], head: str) -> bool:
    """Return whether the phrase is a proper name such as "the Taiwan strait". The tagger finds these."""
    if len(modifiers) != 1 or head == "islands":
        return False
    word = modifiers[0]
    return word[0].isupper() and "-" not in word and "–" not in word


def _peoples(modifiers: list[str], head: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], list[str]]:
    """Return (country codes or place ids, words) of a demonym before the noun: Libya's for "the Libyan port".

    Before "capital", the name of a country or state counts too: "the New Zealand capital". Return ((), []) if there is no
    demonym, or if the noun is not in `_BELONGING`.
    """
    if not modifiers or not modifiers[-1][0].isupper() or head not in _BELONGING:
        return (), []
    for length in (3, 2, 1):
        words = modifiers[-length:]
        if len(words) < length or not words[0][0].isupper():
            continue
        name = " ".join(words)
        if found := gazetteer.demonym(name) or (_unit_of_capital(name, gazetteer) if head == "capital" else ()):
            return found, words
    return (), []


def _unit_of_capital(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the place id of the country or state with a name. Return () if both have it, or a town: "Georgia"."""
    units = [e for e in gazetteer.find(name)[:3] if e.match <= Match.OFFICIAL]
    if not units or units[0].kind not in ("country", "admin1"):
        return ()
    if {units[0].kind, *(e.kind for e in units[1:])} >= {"country", "admin1"}:
        return ()
    return (gazetteer.place(units[0]).id,)


_BELONGING = frozenset(
    ["capital", "city", "town", "village", "port", "island", "peninsula", "river", "lake", "volcano", "mountain"]
)


def _holders(modifiers: list[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the country codes of demonyms in modifiers such as "Russian-held" and "Israeli-occupied"."""
    holders: list[str] = []
    for modifier in modifiers:
        demonym, hyphen, verb = modifier.replace("–", "-").partition("-")
        if hyphen and demonym[:1].isupper() and verb.lower() in HOLDING:
            holders += gazetteer.demonym(demonym) or ()
    return tuple(holders)


HOLDING = frozenset(
    [
        "held",
        "controlled",
        "administered",
        "occupied",
        "annexed",
        "ruled",
        "run",
        "governed",
        "seized",
        "claimed",
        "backed",
    ]
)
