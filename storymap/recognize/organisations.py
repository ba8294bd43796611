"""Decide which place names inside the names of organisations are mentions of the place. The rules:

If a public body acts for the place in its name or serves it, the place is a mention: police and fire departments,
councils, courts, school districts, departments, ministries, agencies, commissions, forces, hospitals, libraries, jails,
airports, civic centres ("Waco Police", "Texas Department of Transportation", "US Army", "US Centers for Disease
Control"). The same holds for offices (mayor, sheriff, senator), governments and parliaments.

In the name of any other organisation, the place is rejected as part of that name: universities and colleges, companies
and banks ("Bank of Canada"), newspapers, clubs, parties, churches, museums, associations.

The name of a school mentions a place only if the article names that place elsewhere, because schools are also named
after people and things. The last noun decides the kind: the "Georgia School Boards Association" is an association.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match

_GAP = r"[^\S\n]"
_MIN_PROMINENCE = 3.0  # minimum prominence of the place: 1,000 people
_MAX_BETWEEN = 4  # maximum number of words between the place and the noun for the organisation

# Nouns for public bodies.
_PUBLIC = (
    "Administration|Agency|Airport|Air{g}Force|Armed{g}Forces|Army|Authority|Board(?:{g}of{g}(?:Education|Finance))?|Bureau|Census|Centers{g}for"
    "|(?:Civic|Community|Convention|Correctional|Detention|Government|Justice|Medical|Recreation|Senior|Seniors){g}(?:Center|Centre)"
    "|Chamber{g}of{g}Commerce|City{g}(?:Council|Hall|Manager|Schools)|Coast{g}Guard|Commission|Commissioners?|Council|Council{g}of{g}Governments"
    "|(?:Circuit|County|Crown|District|Family|Federal|High|Juvenile|Magistrates[’']?|Municipal|Probate|Sheriff|Superior|Supreme){g}Court|Courthouse"
    "|Department|Dept\\.|Directorate|District{g}Attorney|Embassy|Fairgrounds|Fire|Forest{g}Service|Forestry{g}Service|Geological{g}Survey|Government"
    "|Hospital|House{g}of{g}Representatives|Jail|Legislature|Library|Lottery|Marine{g}Corps|Marines?|Mayor|Ministry|National{g}Guard|Navy|Office"
    "|Parks{g}and{g}Recreation|Parliament|Police|Prison|Public{g}Schools|School{g}(?:Boards?|Districts?)|Schools|Selectman|Senate|Sheriff(?:[’']s)?"
    "|Special{g}Forces|State{g}Police|Supervisors|Town{g}(?:Council|Board|Hall)|Water{g}District|Wildlife{g}Service"
).replace("{g}", _GAP)
_OTHER = (
    "Academy|Airlines|Airways|Alliance|Automotive|Biotech|Energy|Electric|Financial|Foods|Holdings|Industries|Instruments|Insurance|Motors|Mutual|Petroleum|Pharmaceuticals|Scientific|Software|Steel|Systems|Technologies|Association|Baptist|Bank|Brewery|Brewing|Chargers|Church|Club|Coalition|College|Company"
    "|Corp\\.?|Corporation|Cathedral|Diocese|F\\.?C\\.?|Federation|Festival|Foundation|Front|Gazette|Group|Herald|Hotel|Inc\\.?"
    "|Institute|Journal|League|Liberation|Ltd\\.?|Monitor|Museum|Network|News|Opera|Orchestra|Party|Post|Press|Project|Railroad|Railways?"
    "|Registry|Seminary|Society|Star|State{g}University|Sun|Symphony|Telecom|Telegraph|Television|Theatre|Theater|Times|Tribune|Trust|TV|Union|University"
).replace("{g}", _GAP)
_SCHOOL = r"Elementary|School|High{g}School|Middle{g}School".replace("{g}", _GAP)
_HEADS = lazy_pattern(rf"{_GAP}(?:(?P<public>{_PUBLIC})|(?P<school>{_SCHOOL})|(?P<other>{_OTHER}))(?![\w-])")
_WORD = r"(?:St\.|(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w’'-]*)"
_RUN = lazy_pattern(
    rf"(?<![\w’'.-]){_WORD}(?:{_GAP}(?:(?:of|for|&|and(?={_GAP}(?:Recreation|Wildlife))){_GAP})?{_WORD})+"
)
# Only companies are named after places of these kinds: "Lehigh Valley Railroad".
_NATURAL = frozenset({"land", "water", "sea"})
_BEARERS = frozenset({"city", "admin1", "admin2", "country", "region", "island"}) | _NATURAL
_COMPANY = lazy_pattern(r"[^\S\n](?:Bank|Energy|Electric|Foods|Railroad|Railways?|Steel)\b")
_ROMAN = lazy_pattern(r"[IVX]+")
_PIECE = lazy_pattern(r"\S+")
_SKIPPED = frozenset(  # these words may be capitalised, but do not begin a name
    [
        "The",
        "A",
        "An",
        "At",
        "In",
        "For",
        "From",
        "But",
        "And",
        "Former",
        "Interim",
        "Acting",
        "Chief",
        "Assistant",
        "Deputy",
        "Officer",
        "On",
        "By",
        "To",
        "When",
        "While",
        "As",
        "If",
        "This",
        "That",
        "Last",
        "All",
    ]
)
# Matches names of organisations with one of these nouns and "of". The place in them is not a mention: "University of
# Maine".
_OF = lazy_pattern(
    rf"(?<![\w-])(?:Academy|Archdiocese|(?P<army>Army)|Association|Bank|BlueShield|Cathedral|Church|College|Corporation|Diocese|Federation|Institute|Museum|School|Society|Universities|University)"
    rf"{_GAP}of{_GAP}(?:the{_GAP})?(?:(?:North|South|East|West|Western|Eastern|Central|Northern|Southern){_GAP})?(?P<name>{_WORD}(?:{_GAP}{_WORD}){{0,2}})"
)


class Bearer(NamedTuple):
    """The name of a place inside the name of an organisation."""

    start: int
    end: int
    whole: str  # the name of the organisation, or the part of it that was recognised
    is_mention: bool  # whether the place in the name is a mention
    school: bool = False  # whether the place in the name is a mention only if the text also names it elsewhere


def is_public_body(text: str, end: int) -> bool:
    """Return whether the name that ends at an offset is followed by the noun of a public body: "Waco Police"."""
    return public_body(text, end) != ""


def public_body(text: str, end: int) -> str:
    """Return the noun of a public body after the name that ends at an offset ("Police"), or "" if there is none."""
    head = _HEADS.match(text, end)
    return (head["public"] or "") if head is not None else ""


def find_organisations(text: str, gazetteer: Gazetteer) -> Iterator[Bearer]:
    """Yield place names that are the first words of an organisation's name, or are after "University of".

    The rules in the module's docstring decide which of them are mentions.
    """
    for run in _RUN.finditer(text):
        if _HEADS.search(run.group()) is None:
            continue
        bearer = _read(text, run, gazetteer)
        if bearer is not None:
            yield bearer
    for match in _OF.finditer(text):
        end = _longest(text, match.start("name"), match.end("name"), gazetteer)
        best = _place(text[match.start("name") : end], gazetteer) if end and match["army"] else None
        if end and not (best is not None and best.kind == "country"):
            yield Bearer(match.start("name"), end, _flat(text[match.start() : end]), False)


def _read(text: str, run: re.Match[str], gazetteer: Gazetteer) -> Bearer | None:
    """Return the place at the start of a run of capitalised words, or None if the run does not name an organisation."""
    words = [m.span() for m in _PIECE.finditer(text, *run.span())]
    while len(words) > 1 and text[slice(*words[0])] in _SKIPPED:
        words = words[1:]
    start = words[0][0]
    limit = words[min(3, len(words) - 1)][1]
    end = _longest(text, start, limit, gazetteer)
    best = _place(text[start:end], gazetteer) if end else None
    if best is not None and best.kind in _NATURAL and not _COMPANY.match(text, end):
        end = _longest(text, start, limit, gazetteer, natural=False)
    heads = list(_HEADS.finditer(text, end, run.end())) if end else []
    if not heads or len(text[end : heads[0].start()].split()) > _MAX_BETWEEN:
        return None
    last = heads[0]
    for head in heads[1:]:
        if text[last.end() : head.start()].strip() not in ("", "&"):
            break
        last = head
    return Bearer(start, end, _flat(text[start : last.end()]), last["public"] is not None, last["school"] is not None)


def _longest(text: str, start: int, end: int, gazetteer: Gazetteer, *, natural: bool = True) -> int:
    """Return the end of the longest known name at `start`, or 0 if there is none.

    A noun such as "City Council" after the name does not belong to it.
    """
    for word in reversed(list(_PIECE.finditer(text, start, end))):
        best = _place(text[start : word.end()], gazetteer)
        if best is not None and (natural or best.kind not in _NATURAL) and not _splits_head(text, start, word.end()):
            return word.end()
    return 0


def _splits_head(text: str, start: int, end: int) -> bool:
    """Return whether the last word of a name belongs to the noun after it, as in Dublin "City Council"."""
    last = text.rfind(" ", start, end)
    head = _HEADS.match(text, last) if last > start else None
    return head is not None and head.end() > end


def _place(name: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the best place with a name if it is well known and is a town, unit, country, region, island, landform or
    body of water, otherwise None."""
    if gazetteer.negative(name) or gazetteer.best(name) is None:
        return None
    best = gazetteer.find(name)[0]
    known = best.match <= Match.OFFICIAL and best.prominence >= _MIN_PROMINENCE and not _ROMAN.fullmatch(name)
    return best if known and best.kind in _BEARERS else None


def _flat(words: str) -> str:
    return " ".join(words.split())
