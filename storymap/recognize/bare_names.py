"""Find rivers and other natural features that a text names with an article only: "the Murray", "on the Wash".

The gazetteer has them with a longer name: "Murray River", "The Wash". Names of towns have no article, so "the Murray" is
not the town of Murray.
"""

from __future__ import annotations

from enum import IntEnum

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.water_words import is_surely_watery, is_watery

_GAP = r"[^\S\n]"
_KNOWN_RIVER = 3.5  # minimum prominence of a river whose name is read without the word "River"
_NATURAL = frozenset({"sea", "water", "land", "region", "island"})
_TOWNS = frozenset({"city", "admin1", "admin2", "site"})  # kinds of places whose names usually have no article
# Kinds of places that are less likely than a river after an article.
_SMALL = frozenset({"city", "admin2", "site"})
# Countries and states have no article, except the countries with these codes and their states.
_UNITS = frozenset({"country", "admin1"})
_WITH_ARTICLE = frozenset({"CD", "CG", "GM", "SD", "UA", "IN", "PK", "ZA", "CH", "AT", "FR", "ES", "RU"})
_WELL_KNOWN = 4.0  # minimum prominence of a river that is meant rather than a state or country
# A river after an article may have a lower prominence than a town with the name, by at most this much: the town may have
# up to ten times as many people.
_LARGER = 1.0
_ARTICLE = lazy_pattern(rf"(?:^|[^\w’'])[Tt]he{_GAP}$")
# Matches what may follow the name. No noun may follow: "the Murray house". No list of names may follow either.
_CLOSED = lazy_pattern(
    rf"[.;:!?)]|[—–](?![A-ZÀ-Þ])|$|\n|,(?!{_GAP}[A-ZÀ-Þ])|{_GAP}and{_GAP}(?![A-ZÀ-Þ])|{_GAP}(?:above|after|again|as|at|before|below|bends?|but|by|divides?|during|empties|floods?|flooded|flows?|flowed|for|forms|from|froze|has|had|here|in|into|is|meets|met|near|now|on|or|past|reaches|rises|rose"
    rf"|runs|ran|so|to|toward|towards|under|until|was|were|when|where|which|while|with|without|carried|closed|divided|drained|emptied|ended|powered|separated|silted|turned|widened)\b"
)
# Matches a name of one word, which a direction or an adjective may precede: "the South Saskatchewan".
BRANCH = "North|South|East|West|Upper|Lower|Middle|Big|Great|Little|Black|Blue|Red|White"
_SHORT = lazy_pattern(rf"(?:(?:{BRANCH}){_GAP})?[^\W\d_]+")
_LOOK_BACK = 20  # characters
# A river that is not well known needs a preposition before the article, and no town with the name may have more than this
# prominence (30,000 people).
_SMALL_TOWN = 4.5
_PLACED = lazy_pattern(
    rf"(?i)\b(?:above|across|along|below|beside|between|beyond|by|down|into|near|of|off|on|over|past|then|through|to|towards?|up){_GAP}the{_GAP}$"
)
_BEFORE = lazy_pattern(rf"\b[Tt]he{_GAP}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{{2,}})(?:,|,?{_GAP}(?:and|or|nor)){_GAP}the{_GAP}$")
_AFTER = lazy_pattern(rf",?{_GAP}and{_GAP}the{_GAP}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{{2,}})")
_LONGEST = 40  # characters in which `_BEFORE` is searched for


class RiverSign(IntEnum):
    """What shows that a name after "the" is a river."""

    NONE = 0
    ARTICLE = 1
    WATER = 2  # words for water, or another river; then the name may also be an everyday word


def full_name(name: str, gazetteer: Gazetteer) -> str:
    """Return the gazetteer's name of the only well-known feature that a text may call "the" with a name, or "".

    Examples: "River Tay" for "Tay", "The Wash" for "Wash".
    """
    if river := _river(name, gazetteer):
        return river if gazetteer.best(name) is None else ""
    longer, shorter = gazetteer.find(f"The {name}")[:1], gazetteer.find(name)[:1]
    if not longer or longer[0].kind not in _NATURAL or longer[0].match > Match.NAME:
        return ""
    return f"The {name}" if not shorter or shorter[0].kind in _TOWNS else ""


def is_bare_river(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether a name after "the" means a river (see `river_sign`)."""
    return river_sign(text, start, end, gazetteer) > RiverSign.NONE


def river_sign(text: str, start: int, end: int, gazetteer: Gazetteer) -> RiverSign:
    """Return what shows that a name after "the" means a river, although a town may have the name.

    A well-known river needs no other sign, because names of towns have no article. Only large cities are not compared:
    "the Moscow". Other rivers need words for water ("fished the Ugie"), another river before the name ("the Calder and
    the Colne"), or a preposition of place if only small towns have the name.
    """
    if _ARTICLE.search(text, max(0, start - _LOOK_BACK), start) is None or _CLOSED.match(text, end) is None:
        return RiverSign.NONE
    name = text[start:end]
    rivers = _rivers(name, gazetteer) if _SHORT.fullmatch(name) else []
    if not rivers:
        return RiverSign.NONE
    rivals = [e for e in gazetteer.find(name) if e.match < Match.ALTERNATE and e.kind != "water"]
    best = max(e.prominence for e in rivers)
    units = [e for e in rivals if e.kind in _UNITS]
    if all(_is_less_likely(e, best) for e in units):
        listed = _follows_river(text, start, gazetteer) or _precedes_river(text, end)
        if listed or is_surely_watery(text, start, end):
            return RiverSign.WATER
        if is_watery(text, start, end):
            return RiverSign.ARTICLE
    known = gazetteer.best(_river(name, gazetteer))
    if known is not None and all(_is_less_likely(e, known[1]) for e in rivals):
        return RiverSign.ARTICLE
    is_placed = _PLACED.search(text, max(0, start - _LOOK_BACK), start) is not None
    small = all(e.kind in _SMALL and e.prominence <= _SMALL_TOWN for e in rivals)
    return RiverSign.ARTICLE if is_placed and small and not units else RiverSign.NONE


def _follows_river(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Return whether a list joins the name to a river before it: "the Fraser, the Thompson and the Peace"."""
    match = _BEFORE.search(text, max(0, start - _LONGEST), start)
    return match is not None and is_bare_river(text, *match.span("name"), gazetteer)


def _precedes_river(text: str, end: int) -> bool:
    """Return whether a list joins the name to a river after it: "The Arun and the Adur flow"."""
    match = _AFTER.match(text, end)
    return match is not None and is_surely_watery(text, *match.span("name"))


def _is_less_likely(entry: Entry, river: float) -> bool:
    """Return whether a place is less likely after an article than a river with the prominence `river`."""
    if entry.kind in _UNITS:
        return river >= _WELL_KNOWN and entry.country not in _WITH_ARTICLE
    return entry.kind in _SMALL and entry.prominence <= river + _LARGER


def _rivers(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the rivers with a short name: "River Tay" and "Tay River" for "Tay"."""
    found = [e for form in (f"River {name}", f"{name} River") for e in gazetteer.find(form)]
    return [e for e in found if e.kind == "water" and e.match <= Match.OFFICIAL]


def _river(name: str, gazetteer: Gazetteer) -> str:
    """Return the name of the only well-known river with a short name ("Tay" -> "River Tay"), or ""."""
    known: dict[int, str] = {}
    for form in (f"River {name}", f"{name} River"):
        best = gazetteer.find(form)[:1]
        if best and best[0].kind == "water" and best[0].prominence >= _KNOWN_RIVER:
            known.setdefault(best[0].number, form)
    return next(iter(known.values())) if len(known) == 1 else ""
