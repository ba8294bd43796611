"""Find clubs and university teams that are named after places ("Leeds United", "Ohio State"), and their opponents.

A place that plays under its own name only ("Kenya won") is a mention of the place.
"""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer

_NAMES = (
    "49ers Angels Argonauts Astros Athletics Avalanche Bears Bengals Bills Blackhawks Blue[^\\S\\n]Jackets Blue[^\\S\\n]Jays Blues Braves Brewers Broncos Browns Bruins Buccaneers"
    " Bucks Bulls Canadiens Canucks Capitals Cardinals Cavaliers Celtics Chargers Chiefs Clippers Colts Commanders Cowboys Coyotes Cubs Devils Diamondbacks Dodgers Dolphins Ducks"
    " Eagles Falcons Flames Flyers Grizzlies Guardians Hawks Hornets Hurricanes Islanders Jaguars Jazz Jets Kings Knicks Lakers Lightning Lions Magic Maple[^\\S\\n]Leafs Mariners"
    " Marlins Mavericks Mets Nationals Nets Nuggets Oilers Orioles Packers Padres Pacers Panthers Patriots Pelicans Penguins Phillies Pirates Pistons Predators Raiders Rams Rangers"
    " Raptors Ravens Rays Red[^\\S\\n]Sox Red[^\\S\\n]Wings Reds Rockets Rockies Royals Sabres Saints Seahawks Senators Sharks Spurs Steelers Suns Texans Thunder Timberwolves Titans"
    " Trail[^\\S\\n]Blazers Twins Vikings White[^\\S\\n]Sox Wild Wizards Yankees"
)
_GAP = r"[^\S\n]"
# A name with one of these words at the end is always the name of a club: "Leeds United", "Boston Red Sox".
_FIRST_CLUBS = "United Rovers Wanderers Albion Hotspur Athletic"
CLUBS = "|".join([*_FIRST_CLUBS.split(), r"F\.?C\.?", *_NAMES.split()])
_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:[^\S\n][A-ZÀ-Þ][\w’'-]*)?"
# Words at the end of a club's name that can also be part of a place name. They count only near words about sport.
_LAST = rf"Town|City|County|Villa|Palace|Orient|Vale|North{_GAP}End|Argyle|Wednesday|Alexandra|Stanley|Thistle|Forest|Academical"
_BEATS = (
    "beats?|beaten|crushed|defeated|downed|drew|drubbed|edged|eliminated|face[ds]?|hammered|held|hosted|hosts?|knocked{g}out|lost|loses?|meets?|met|outplayed|play(?:ed|s)?|routed"
    "|squeezed{g}past|stunned|thrashed|tied|topped|trounced|upset|visit(?:ed|s)?|won"
).replace("{g}", _GAP)
_LINK = rf"(?:{_GAP}(?:will|would|could|have|had|has|also|then|to|were|was)){{0,2}}{_GAP}(?:{_BEATS})(?:{_GAP}(?:at{_GAP}home{_GAP})?(?:to|at|against|with|over|by|past|off))?{_GAP}"
_PLAYS = lazy_pattern(
    rf"(?:[’']s)?{_GAP}(?:{_BEATS}|clinched|coach|coaches|defender|equali[sz]ed|fans|fired{_GAP}its|forward|freshman|goalkeeper|head{_GAP}coach|hired|midfielder|missed|player|players|quarterback"
    rf"|relegated|scored|sign(?:ed|s)?|striker|supporters|sophomore|winger|were{_GAP}(?:beaten|relegated|promoted))\b|{_GAP}\d{{1,3}}\b"
)
_PLAYED = lazy_pattern(
    rf"\b(?:{_BEATS}|against|over|signed{_GAP}(?:for|from)|joined|striker|coach|midfielder|goalkeeper|versus|vs?\.?)(?:{_GAP}(?:to|at|against|with|over|by|past|for|from|of))?{_GAP}$"
)
# Clubs whose name is also the name of a place.
_OWN_NAMES = frozenset(
    [
        "Ajax",
        "Arsenal",
        "Benfica",
        "Besiktas",
        "Beşiktaş",
        "Botafogo",
        "Celtic",
        "Chelsea",
        "Corinthians",
        "Everton",
        "Fenerbahçe",
        "Flamengo",
        "Fluminense",
        "Galatasaray",
        "Juventus",
        "Lazio",
        "Millwall",
        "Olympiacos",
        "Palmeiras",
        "Rangers",
        "Sporting",
        "Tottenham",
        "Vasco",
    ]
)
# "Michigan State" is a university. However, "Washington State" and "New York State" are the states, which have this
# name to distinguish them from the cities.
_STATE = lazy_pattern(rf"(?:{_GAP}(?:State|Tech|A&M)(?!{_GAP}[A-ZÀ-Þ]|{_GAP}of\b|[\w’'-]))")
_ALSO_STATES = frozenset({"Washington", "New York"})
_REST = lazy_pattern(rf"(?:{_GAP}[A-Z][\w’'-]*){{0,2}}")
_SPORTING = lazy_pattern(rf"(?:^|{_GAP})(?:{_LAST}|State|Tech|A&M)$")
_CLUB_AFTER = lazy_pattern(rf"{_LINK}(?:the{_GAP})?(?:{_NAME}{_GAP}(?:{_LAST}|{CLUBS}|State|Tech)\b)")
_CLUB_BEFORE = lazy_pattern(rf"{_NAME}{_GAP}(?:{_LAST}|{CLUBS}|State|Tech){_LINK}(?:the{_GAP})?$")
# the last words of the names of clubs that `_CLUB_BEFORE` matches
_LAST_WORDS = frozenset(
    name.split(_GAP)[-1] for name in [*_NAMES.split(), *_LAST.split("|"), *_FIRST_CLUBS.split(), "State", "Tech"]
) | {"FC", "FC.", "F.C", "F.C."}
_LOOK_BACK = 60  # characters


def club_around(text: str, mention: Mention, gazetteer: Gazetteer) -> str:
    """Return the name of the club or university team that a mention names, alone or as a part of the name.

    Return "" if the mention means the place.
    """
    start, end = mention.start, mention.end
    before = text[max(0, start - _LOOK_BACK) : start]
    rest = _REST.match(text, end)
    after = rest.end() if rest else end
    whole = " ".join(text[start:after].split())
    longer = " " in whole and _SPORTING.search(whole) is not None
    if (longer or mention.surface in _OWN_NAMES) and (_PLAYS.match(text, after) or _PLAYED.search(before)):
        if longer and not _is_county(whole, gazetteer):
            return whole
        if mention.surface in _OWN_NAMES:
            return mention.surface
    inner = text[start:end].removesuffix(" State").removesuffix(" Tech")
    state = _STATE.match(text, start + len(inner))
    if state is not None and inner not in _ALSO_STATES and _is_american(inner, gazetteer):
        return text[start : state.end()]
    if _CLUB_AFTER.match(text, end):
        return mention.surface
    return mention.surface if not _LAST_WORDS.isdisjoint(before.split()) and _CLUB_BEFORE.search(before) else ""


def _is_county(name: str, gazetteer: Gazetteer) -> bool:
    return name.endswith(" County") and any(e.kind == "admin2" for e in gazetteer.find(name))


def _is_american(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name belongs to a US state or town, and not to a state of another country."""
    found = gazetteer.find(name)[:1]
    return bool(found) and found[0].country == "US"
