"""Find the context of names: "Chitose, Hokkaido", "800 km away off the coast of Vladivostok", "Moscow said"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Distance, Mention, MentionKind, NameContext, SpatialRelation
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.appositions import type_words
from storymap.recognize.landmarks import has_unread_qualifier, landmark
from storymap.recognize.languages import language_data
from storymap.recognize.positions import is_placed
from storymap.recognize.qualifiers import find_lists, has_edge, is_relative, type_word
from storymap.recognize.town_words import town_sign
from storymap.recognize.typed_names import city_of, is_district_of, typed_names
from storymap.recognize.words_near import word_before
from storymap.sphere import distance_km

KM = {
    "km": 1.0,
    "kilomet": 1.0,
    "kilometre": 1.0,
    "kms": 1.0,
    "mi": 1.609344,
    "mile": 1.609344,
    "nautical": 1.852,
    "league": 4.828,
}  # unit -> kilometres
# Confidence of a name that probably belongs to a family member ("a son, Troy"). Doubtful places have a much higher
# confidence.
RELATIVE = 0.3
# A site without a known admin-1 unit counts as inside a county or island if it is near: their latitudes and their
# longitudes differ by at most this many degrees.
_NEAR_DEG = 0.4
# In a list ("Devon, Cornwall, Dorset"), a name means its best-known place, not a place that is inside the place of the
# next name, if the best-known place has a prominence that is higher by at least this (30 times the population).
_BETTER_KNOWN = 1.5
_RANKS = 3  # for the other names of a list, the kinds of at most this many places of each name are compared
_LARGER_UNITS = frozenset({"country", "admin1", "admin2", "dispute", "island", "land", "region"})
_AREAS = frozenset({"island", "land", "region"})  # kinds of areas that contain places of several admin-1 units
_SMALL = frozenset({"city", "site"})
_MAX_AREA_DEG = 4.0  # maximum distance in latitude of a place from the centre of a region

# Matches "in" and "in the" in German, French, Spanish, Italian, Portuguese and Dutch. German phrases with an accusative
# are left out, because they name a destination: "von Halle in die Schweiz".
_IN_OTHER_LANGUAGES = (
    r"(?:(?:en[^\S\n]el|en[^\S\n]la|no|na)[^\S\n](?:comarca|departamento|estado|provincia|província|región|região)[^\S\n]d[aeo]"
    r"|im|in[^\S\n]der|in[^\S\n]den|am|an[^\S\n]der|auf|auf[^\S\n]der|dans[^\S\n](?:le|la|les)|à|à[^\S\n]la|en[^\S\n](?:el|la|los|las)"
    r"|nel|nella|nei|nelle|negli|sul|sulla|no|na|nos|nas|in[^\S\n](?:de|het)|op)[^\S\n]+|(?:dans[^\S\n]l|nell)[’']"
)
_COMMA = lazy_pattern(
    # This part matches "Columbia, the capital of South Carolina" and "Giethoorn, a village of 2,600 people in the
    # Netherlands".
    r"[^\S\n]*(?:,[^\S\n](?:the|an?)[^\S\n](?:[a-z’'-]+[^\S\n]){0,3}?(?:capital|city|hamlet|port|seat|settlement|town|village)[^\S\n](?:of[^\S\n][\d,]+[^\S\n]\w+[^\S\n])?(?:of|in)[^\S\n](?:(?:the|\w+ern|central)[^\S\n]+)?"
    rf"|(?P<other>,?[^\S\n](?:{_IN_OTHER_LANGUAGES})|[^\S\n]en[^\S\n]+)"
    r"|,[^\S\n]*(?:(?:in|en|em)[^\S\n]+(?:(?:the|\w+ern|central)[^\S\n]+)?)?|\([^\S\n]*|[^\S\n]in[^\S\n]+(?:(?:the|\w+ern|central)[^\S\n]+)?)"
)
# Matches "D.C." after "Washington". A rule is needed, because the gazetteer has "D.C." as a name of the city, not of
# the district.
_FEDERAL_DISTRICT = lazy_pattern(r"D\.?[^\S\n]?C\.?")
_POSSESSIVE = lazy_pattern(r"[’']s?[^\S\n]$")
_DATELINE = lazy_pattern(r"(?:^|\n)[^\S\n]*$")
_DATELINE_END = lazy_pattern(r"[^\n]{0,40}?(?:\([A-Z][\w ./]{1,20}\)[^\S\n]*)?[^\S\n]*(?:—|–|--|-[^\S\n])")
_DISTANCE = lazy_pattern(
    r"""(?xi)
    (?P<figure>(?:about\s+|some\s+|roughly\s+|nearly\s+|almost\s+|around\s+)?
      (?P<number>(?<!\w)(?:\d{1,3}(?:[,\s ]\d{3})+|\d+(?:\.\d+)?|(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten)\s+)?(?:hundred|thousand)|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty))\s*-?(?P<unit>nautical\s+miles?|kilomet(?:er|re)s?|kms?|leagues?|miles?|mi)\b)
    \s*(?:\([^)]{1,30}\)\s*)?(?P<away>away\s+)?
    (?P<way>(?:(?:due\s+)?(?:north|south|east|west)(?:-?(?:east|west))?\s+of|off|from|away\s+from|to\s+the\s+(?:north|south|east|west)\s+of
      |above|below|beyond|short\s+of|outside(?:\s+of)?|(?:upstream|downstream|upriver|downriver|inland|upwind|downwind|uphill|downhill|out)\s+(?:of|from)
      |(?:up|down)\s+(?:the\s+)?(?:river|road|coast|valley|line|track)\s+from)?)\s*
    (?P<coast>(?:off\s+)?(?:the\s+)?(?:\w+\s+)?(?:coast|shores?)\s+of\s+)?(?:the\s+)?$"""
)
_PARTS_OF_UNITS = ("mi", "km", "kilom", "league")  # `_DISTANCE` contains one of these
_DIRECTION = lazy_pattern(r"(?:north|south|east|west)[a-z-]*\s+of")
_OFF = lazy_pattern(r"(?i)\boff\s+(?:the\s+)?(?:(?:\w+\s+)?(?:coast|shores?)\s+of\s+)?(?:the\s+)?$")
_SPEAKS = lazy_pattern(
    r"""(?x)\s+(?:has\s+|have\s+|had\s+|also\s+|later\s+|repeatedly\s+|would\s+|will\s+|could\s+|may\s+)*
    (?:said|says|denied|denies|accused|accuses|announced|announces|condemned|condemns|insisted|insists|argued|argues|claimed|claims|warned|warns|
      agreed|agrees|refused|refuses|rejected|rejects|demanded|demands|imposed|imposes|backed|backs|wants|wanted|sees|considers|recogni[sz]e[ds]?|
      signed|responded|retaliated|threatened|vowed|urged|urges|called|calls|believes|hopes|fears|vetoed|welcomed|welcomes|hesitated|hesitates|protested|complained|pledged|promised|offered|offers|blamed|blames|expelled
      |summoned|recalled|severed|supports|supported|opposes|opposed|pressed|pushed|ordered|declared|declares|maintains|stressed|expects|deny|say|agree|insist|accuse|warn|want|refuse)\b"""
)
# Matches words before a name that a unit shares with its seat. They show that the name means the unit.
_AREA_BEFORE = lazy_pattern(
    r"(?i)\b(?:across|throughout|anywhere in|elsewhere in|everywhere in|all (?:of|over)|parts? of|rest of|rural|(?:(?:north|south)-?(?:east|west)?|east|west)(?:ern)|the coast of|(?:villages|farmers|farms|fields|mines|towns|municipalities|ranches|regions?) (?:in|of))[^\S\n](?:the[^\S\n])?$"
)
_LAST_OF_AREA = frozenset({"across", "throughout", "in", "of", "over", "rural", "the"})
_WITH_GOVERNMENTS = lazy_pattern(
    r"\b(?:talks|ties|relations|negotiations|summit|deal|pact|tensions|dispute|alliance|treaty)\s+(?:between|with)\s+$"
)


def add_cues(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield all mentions in the same order, with what the words around them show.

    A name gets a `NameContext`, for example with its larger unit, its type word and the list that it is in.

    The name of a capital that stands for a government ("Moscow said") becomes a metonym. The name of a family member
    gets a low confidence.
    """
    names = {m.start: m for m in mentions if m.kind is MentionKind.NAME}
    ends = {m.end: m for m in names.values()}
    lists = find_lists(text, mentions)
    implied = type_words(text, names.values())
    given_names, before = language_data("en").given_names, None
    for mention in mentions:
        if mention.kind is not MentionKind.NAME:
            yield mention
            continue
        word = typed_names(text, mention, gazetteer) or (
            None if is_district_of(text, mention) else type_word(text, mention) or implied.get(mention.start)
        )
        siblings = lists.get(mention.start, ())
        admin = _admin(text, mention, names, siblings, gazetteer) or _owner(text, mention, ends, gazetteer)
        near = "" if admin else city_of(text, mention, gazetteer) or landmark(text, mention, names, before, gazetteer)
        before = mention
        context = NameContext(
            admin,
            _is_dateline(text, mention),
            _relation(text, mention),
            word.word if word else "",
            bool(word and word.sure),
            siblings,
            near,
            _is_area(text, mention),
            mention.surface.lower() in given_names,
            not admin and not near and has_unread_qualifier(text, mention),
            is_placed(text, mention.start),
            town=town_sign(text, mention),
        )
        relative = not context.admin and is_relative(text, mention)
        metonym = not relative and _acts(text, mention) and _is_capital(mention, gazetteer)
        yield replace(
            mention,
            context=context,
            kind=MentionKind.METONYM if metonym else MentionKind.NAME,
            confidence=min(mention.confidence, RELATIVE) if relative else mention.confidence,
        )


def _admin(
    text: str, mention: Mention, names: dict[int, Mention], siblings: tuple[int, ...], gazetteer: Gazetteer
) -> str:
    """Return the name of the larger unit that follows a name, or "" if there is none.

    The unit follows after a comma, after "in" or in brackets. In a list of units of the same rank ("Oklahoma,
    Pennsylvania and Texas") the next name is not a larger unit. The unit may be returned even if the gazetteer has no
    place with the name in it: "Holliday, Missouri".
    """
    comma = _COMMA.match(text, mention.end)
    follower = names.get(comma.end()) if comma else None
    if follower is not None and follower.lemma and mention.lemma.split()[-1:] == follower.lemma.split()[-1:]:
        return ""  # both names are counties in a list
    if follower is None or "\n" in text[mention.end : follower.start]:
        return ""
    if mention.lemma and text[mention.end : follower.start].strip() == "in":
        return ""  # "v Celovcu in Trstu": in Slovene, which declines names, "in" means "and"
    if _FEDERAL_DISTRICT.fullmatch(follower.surface) and mention.surface == "Washington":
        return "District of Columbia"
    holders = [e for e in gazetteer.find(follower.name)[:6] if e.kind in _LARGER_UNITS]
    if not holders:
        return ""
    own = gazetteer.find(mention.name)
    contained = any(_within(e, h, gazetteer) for e in own for h in holders)
    if contained:
        equals = siblings and (_are_equals(own, holders) or _is_of_list(mention, follower, siblings, names, gazetteer))
        return "" if equals else follower.name
    if not own:
        return follower.name if comma is not None and not comma["other"] else ""
    told = comma is not None and not comma["other"] and not siblings
    return follower.name if told and _is_qualifier(text, follower, own, holders) else ""


def _owner(text: str, mention: Mention, ends: Mapping[int, Mention], gazetteer: Gazetteer) -> str:
    """Return the name of the country or state that a possessive gives for a town: "Texas" in "Texas's Paris", or ""."""
    match = _POSSESSIVE.search(text, max(0, mention.start - 4), mention.start)
    unit = ends.get(match.start()) if match else None
    if unit is None:
        return ""
    holders = [
        e for e in gazetteer.find(unit.name)[:2] if e.kind in ("country", "admin1") and e.match <= Match.OFFICIAL
    ]
    towns = [e for e in gazetteer.find(mention.name) if e.kind == "city" and e.match <= Match.OFFICIAL]
    return unit.name if any(_within(t, h, gazetteer) for t in towns for h in holders) else ""


def _are_equals(own: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Return whether two names next to each other can both be countries, or both admin-1 units of one country."""
    ranks = {_rank(e) for e in own[:3]} - {""}
    return any(_rank(e) in ranks for e in others[:3])


def _is_of_list(
    mention: Mention, follower: Mention, siblings: Sequence[int], names: Mapping[int, Mention], gazetteer: Gazetteer
) -> bool:
    """Return whether a name and the next name are items of a list, and the next name is not a larger unit.

    In "Devon, Cornwall, Dorset and Somerset", Cornwall is the county, not the village in a district called Dorset. At
    least two thirds of the other names in the list, including the next name, must also have a place of this kind in the
    same country.
    """
    own = gazetteer.find(mention.name)
    holders = [e for e in gazetteer.find(follower.name)[:6] if e.kind in _LARGER_UNITS]
    most = max((e.prominence for e in own if any(_within(e, h, gazetteer) for h in holders)), default=0.0)
    best = own[0]
    if best.match > Match.OFFICIAL or best.prominence < most + _BETTER_KNOWN:
        return False
    others = [names[s].name for s in siblings if s in names and s != mention.start]
    same = [name for name in others if any(_is_same_rank(best, e) for e in gazetteer.find(name)[:_RANKS])]
    return follower.name in same and len(same) * 3 >= len(others) * 2


def _is_same_rank(entry: Entry, other: Entry) -> bool:
    return other.match <= Match.OFFICIAL and other.kind == entry.kind and other.country == entry.country


def _rank(entry: Entry) -> str:
    """Return "country" for a country, the country code for an admin-1 unit, and "" for other places.

    Also return "" if the entry was found by an alternate name.
    """
    if entry.match > Match.OFFICIAL or entry.kind not in ("country", "admin1"):
        return ""
    return entry.kind if entry.kind == "country" else entry.country


def _is_qualifier(text: str, follower: Mention, own: Sequence[Entry], holders: Sequence[Entry]) -> bool:
    """Return whether `follower` is the larger unit of the name before it, although the gazetteer does not say so.

    The best-known place with the name (`own`) must be small, such as a town. The unit (`holders`) must be a country or
    an admin-1 unit, and punctuation or the end of the line must follow it.
    """
    closed = text[follower.end : follower.end + 1] in ("", ",", ".", ";", ":", ")", "\n")
    unit = holders[0].kind in ("country", "admin1") and holders[0].match <= Match.OFFICIAL
    return closed and unit and own[0].kind in ("city", "admin2", "site", "water", "island")


def _within(inner: Entry, outer: Entry, gazetteer: Gazetteer) -> bool:
    if inner.number == outer.number or inner.kind == outer.kind == "admin2":
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if not inner.admin1 and inner.kind == "site" and outer.kind in ("admin2", "island"):
        near = abs(inner.lat - outer.lat) <= _NEAR_DEG and abs(inner.lon - outer.lon) <= _NEAR_DEG
        return near and inner.country == outer.country
    if outer.kind in _AREAS and inner.kind in _SMALL:
        return _is_in_area(inner, outer, gazetteer)
    return bool(outer.admin1) and inner.admin1 == outer.admin1 and inner.kind not in ("country", "admin1")


def _is_in_area(inner: Entry, outer: Entry, gazetteer: Gazetteer) -> bool:
    """Return whether a town or site is in a region, a range or an island: its distance from the centre is at most the
    radius of the area, and at most _MAX_AREA_DEG."""
    if abs(inner.lat - outer.lat) > _MAX_AREA_DEG or abs(inner.lon - outer.lon) > 2 * _MAX_AREA_DEG:
        return False
    reach = min(gazetteer.place(outer).radius_km, _MAX_AREA_DEG * 111)
    return distance_km(inner.lat, inner.lon, outer.lat, outer.lon) <= reach


def _is_area(text: str, mention: Mention) -> bool:
    """Return whether the words before a name that a unit shares with its seat show that it means the unit."""
    last = word_before(text, mention.start)
    if last not in _LAST_OF_AREA and not last.endswith("ern"):
        return False
    return _AREA_BEFORE.search(text, max(0, mention.start - 30), mention.start) is not None


def _is_dateline(text: str, mention: Mention) -> bool:
    if mention.surface.isupper() and _DATELINE.search(text[max(0, mention.start - 3) : mention.start] or "\n"):
        return _DATELINE_END.match(text, mention.end) is not None
    return False


def _relation(text: str, mention: Mention) -> SpatialRelation | None:
    before = text[max(0, mention.start - 90) : mention.start]
    before = before[before.rfind("\n") + 1 :]
    offset = mention.start - len(before)
    lower = before.lower()
    match = _DISTANCE.search(before) if any(part in lower for part in _PARTS_OF_UNITS) else None
    # A distance from "the Kansas line" is measured from the border, not from the centre.
    if match and (match["way"] or match["coast"] or match["away"]) and not has_edge(text, mention):
        way = " ".join(match["way"].lower().removeprefix("due ").removeprefix("to the ").split())
        relation = "off" if match["coast"] else way if way == "off" or _DIRECTION.match(way) else "from"
        km = float(f"{_number(match['number']) * _unit(match['unit']):.6g}")
        distance = Distance(km, " ".join(match["figure"].split()), away=bool(match["away"]))
        return SpatialRelation(relation, offset + match.start(), distance)
    if "off" in lower and (match := _OFF.search(before)):
        return SpatialRelation("off", offset + match.start())
    return None


_WORDS = {
    **dict(
        zip(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
            range(1, 13),
            strict=True,
        )
    ),
    "a": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
    "thousand": 1000,
}


def _number(words: str) -> float:
    """Return the value of a number in digits or words: "1,200" or "two hundred"."""
    if words[0].isdigit():
        return float(re.sub(r"[,\s ]", "", words))
    return float(prod(_WORDS[word] for word in words.lower().split()))


def _unit(word: str) -> float:
    return next(km for unit, km in sorted(KM.items(), key=lambda u: -len(u[0])) if word.lower().startswith(unit))


_SAID_BEFORE = lazy_pattern(r"[”\"’'],?\s+(?:said|says)\s+$")


def _acts(text: str, mention: Mention) -> bool:
    """Return whether the words next to a name show that it stands for a government.

    Examples: "Moscow said", "talks between Washington and…".
    """
    before = text[max(0, mention.start - 40) : mention.start]
    return bool(_SPEAKS.match(text, mention.end) or _WITH_GOVERNMENTS.search(before) or _SAID_BEFORE.search(before))


def _is_capital(mention: Mention, gazetteer: Gazetteer) -> bool:
    best = gazetteer.find(mention.surface)[:1]
    return bool(best) and best[0].feature_code in ("PPLC", "GOVL", "BLDG", "PAL") and best[0].match < Match.ALTERNATE
