"""Find institutions that are named after saints: "St. Luke's in Rathgar", "St Mary's, Kilburn".

Such a name is that of a church, a school or a hospital, although towns far away have the same name. The place that
follows is where the institution is.
"""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.word_lists import word_lists

AN_INSTITUTION = "a church, a school or another institution named after a saint"

_GAP = r"[^\S\n]"
_WORD = r"[A-ZÀ-Þ][\w-]*"
_SAINT = lazy_pattern(
    rf"(?P<possessive>(?:St|Saint|SS)\.?{_GAP}(?P<name>{_WORD})(?:{_GAP}(?:and|&){_GAP}(?:St\.?{_GAP})?{_WORD})?(?:(?<=s)[’'](?!s)|[’']s))(?!\w)"
    rf"|(?:All{_GAP}(?:Saints|Souls)|Holy{_GAP}(?:Cross|Family|Name|Redeemer|Rosary|Spirit|Trinity)|Our{_GAP}Lady{_GAP}of{_GAP}(?:the{_GAP})?{_WORD})[’']?(?!\w)"
)
# Matches the words before the name of an institution: "was educated at", "the choir of".
_BEFORE = lazy_pattern(
    r"(?i)\b(?:(?:baptis|buri|christen|confirm|educat|marri|ordain|treat|admitt|wedd)ed|(?:bells?|buses|choir|chaplain|chapel|choirmaster|church|clergy|crypt|curate|dean|doctors|funeral|funeral[^\S\n]mass|headmaster|mass|matron|nave|nurses|organ|organist"
    r"|parish|parishioners|patients|priest|pupils|rector|rectory|requiem|service|services|spire|sister|staff|steeple|students|surgeon|surgeons|tower|vespers|vestry|vicar|ward|wards|wedding)(?:[^\S\n](?:will|is|was|took)[^\S\n](?:be[^\S\n]|place[^\S\n])?(?:held[^\S\n])?)?"
    r"|taught|studied|preached|prayed|worshipped|boarded|boarder|(?:beat|beating|defeated|against|drew[^\S\n]with|lost[^\S\n]to|played[^\S\n]for|cricket[^\S\n]for))(?:,)?(?:[^\S\n](?:at|by|in|of|from|on|with))?[^\S\n](?:the[^\S\n])?$"
)
_SCORES = lazy_pattern(rf"{_GAP}(?:beat|defeated|drew{_GAP}with|lost{_GAP}to|\d+[–-]\d+)\b")
# Matches the place where the institution is. A list of towns does not match: "St. John's, Halifax and Sydney".
_LOCATED = lazy_pattern(
    rf"(?:(?P<comma>,){_GAP}|,?{_GAP}(?:in|at|near|on|outside){_GAP}(?:the{_GAP})?)(?P<place>{_WORD}(?:{_GAP}{_WORD}){{0,2}})(?P<list>,?{_GAP}and{_GAP}[A-ZÀ-Þ]|,{_GAP}[A-ZÀ-Þ][\w’'-]*(?:,|{_GAP}and{_GAP}[A-ZÀ-Þ]))?"
)
_ABBREVIATED = lazy_pattern(rf",{_GAP}(?:[A-Z]{{2}}\b|(?:[A-Z]\.{_GAP}?)+|[A-Z][a-z]{{1,5}}\.)")
_NOUN_AFTER = lazy_pattern(
    rf"{_GAP}(?!(?:after|and|as|at|before|but|by|did|for|from|had|has|in|into|is|lies|near|of|on|or|that|to|under|until|was|were|when|where|which|who|will|with|won|lost|beat|[a-z]+ed)\b)[a-zA-Z]"
)
_AT = lazy_pattern(r"\b[Aa]t[^\S\n]$")
_PLACED = lazy_pattern(r"(?i)\b(?:from|in|into|near|reach(?:ed)?|to|for|left|via)[^\S\n]$")
_MONTH = lazy_pattern(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter)\b"
)
# The saints after whom most churches, schools and hospitals are named.
_SAINTS = frozenset(word_lists("people.toml")["saints"])
_LOOK_BACK = 60  # characters
_WELL_KNOWN = 5.0  # a town with at least this prominence (100,000 people) needs words that show the institution
_KNOWN = 3.5  # a town with a lower prominence is less likely than an institution, if nothing shows that a town is meant


def institution_of_saint(text: str, start: int, end: int, gazetteer: Gazetteer) -> str:
    """Return the name of the institution that text[start:end] is, or is part of, or "" if it is not an institution."""
    match = _SAINT.match(text, start)
    if match is None or match.end() < end or (not match["possessive"] and match.end() > end + 1):
        return ""
    whole = match.group()
    if _is_in_unit(text, match, gazetteer) or _ABBREVIATED.match(text, match.end()):
        return ""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _BEFORE.search(before) or _is_located(text, match, gazetteer):
        return whole
    if not match["possessive"] or match["name"] not in _SAINTS:
        return ""
    if _SCORES.match(text, match.end()):
        return whole
    towns = _towns(whole, gazetteer)
    most = max((e.prominence for e in towns), default=0.0)
    if _NOUN_AFTER.match(text, match.end()) or most >= _WELL_KNOWN:
        return ""  # "St. Paul's mayor", "St. John's has a good harbour"
    if _AT.search(before):
        return whole
    return whole if most < _KNOWN and not _PLACED.search(before) else ""


def name_of_saint(text: str, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Return the end of the name of a town that includes the possessive ("St. John's"), or `end` if it does not."""
    match = _SAINT.match(text, start)
    if match is None or not match["possessive"] or match.end() <= end or _NOUN_AFTER.match(text, match.end()):
        return end
    return match.end() if _towns(match.group(), gazetteer) else end


def _towns(name: str, gazetteer: Gazetteer) -> list[Entry]:
    return [e for e in gazetteer.find(name) if e.match <= Match.OFFICIAL]


def _is_in_unit(text: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Return whether a larger unit with a town called so follows the name: "St. John's, Newfoundland"."""
    where = _LOCATED.match(text, match.end())
    if where is None:
        return False
    places = [e for name in _prefixes(where["place"]) for e in gazetteer.find(name)[:5]]
    units = [
        e for e in places if e.kind in ("country", "admin1", "admin2", "island", "region") and e.match < Match.WEAK
    ]
    bare = match.group().rstrip("’'").removesuffix("’s").removesuffix("'s")
    towns = [e for name in (match.group(), bare) for e in gazetteer.find(name)]
    return any(
        (town.country == unit.country and unit.kind in ("country", "island")) or town.admin1 == unit.admin1 != ""
        for unit in units
        for town in towns
    ) and (where["list"] is None or not any(e.kind == "city" for e in places))


def _is_located(text: str, match: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Return whether a town, a suburb or a street follows, in which the institution is."""
    where = _LOCATED.match(text, match.end())
    if where is None or _MONTH.match(where["place"]):
        return False
    if where["comma"] and where["list"]:
        return False
    if where["comma"]:
        known = any(e.kind in ("city", "site") for name in _prefixes(where["place"]) for e in gazetteer.find(name)[:3])
        return known or where["place"].endswith(("Street", "Square", "Road", "Lane", "Hill", "Garden", "Gardens"))
    return True


def _prefixes(name: str) -> list[str]:
    """Return a name, and the name without its last words."""
    words = name.split()
    return [" ".join(words[:size]) for size in range(len(words), 0, -1)]
