"""Find the candidates of names.

Mentions of the same name in the same larger unit are resolved together ("one sense per discourse").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from storymap.gazetteer.fold import fold
from storymap.kinds import EDGE, MODEST_TYPES, NEIGHBORHOOD, STREAM
from storymap.model import Mention, MentionKind, TownSign
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.containment import inside, within_holders
from storymap.resolve.joined_names import hints, towns_beside
from storymap.resolve.likely_entries import LARGE, MAX_CANDIDATES, shorten, without_foreign_names
from storymap.resolve.look_up import look_up
from storymap.resolve.namesakes import (
    followers_of,
    is_district,
    is_far_from_landmark,
    is_listed_with,
    names_of_several,
    names_only_state,
    near_landmark,
    units_named_after_seat,
    with_towns_only,
)
from storymap.resolve.short_names import ShortNames
from storymap.resolve.spellings import Spellings
from storymap.resolve.type_words import in_city, of_type, towns_on_stream, without_former_names
from storymap.sphere import distance_km

_EVIDENCE = 0.5  # weight of a name in the name of an organisation, as evidence: "Georgia Bureau of Investigation"
_CITY_KM = 25.0  # maximum distance between a part of a city and the centre of the city
_INITIALS = 3  # a name in capitals, such as "US", is compared as it is if it has at most this many letters

# The key of a group contains this string if the group's name is the larger unit of another name, or a state in a list
# of states.
_UNIT = "unit"
_TOWN = "town"  # the key contains this string if only towns are candidates, although a state or country has the name
_DESCRIBED = MODEST_TYPES.keys() - {STREAM}  # nouns that describe a named place as small: "Granby, a hamlet"
_BESIDE = "\0"  # this character before a name shows that it is a landmark, not a larger unit
# A neighborhood or stream is searched for near other places of the text. For each of their names, at most this many
# entries are used.
_OTHERS = 3
# Such an entry is used only if its prominence is at most this much lower than that of the best-known entry with its
# name.
_LESS_KNOWN = 1.5


@dataclass(slots=True)
class Group:
    """Mentions that are resolved together. `mentions` contains their indices in the list of all mentions.

    `part`: words removed from the surface to find the name ("northern"). `holders`: gazetteer entries for the larger
    unit that the text gives. A group without mentions is evidence for the other groups, or a suggestion.
    """

    surface: str
    mentions: list[int]
    candidates: list[Entry]
    part: str = ""
    holders: list[Entry] = field(default_factory=list)
    excluded: list[Entry] = field(default_factory=list)  # entries that do not fit the larger unit or the type word
    evidence: float = 0.0  # weight as evidence, for a group without mentions
    siblings: set[int] = field(default_factory=set)  # indices of the other groups that are in a list with this one
    outside: bool = False  # whether the gazetteer has this name only for places outside the larger unit
    type_word: str = ""  # type word that excludes the best-known place with the name: "the state of Washington"
    # whether the name gives the larger unit of the name before it ("Spokane, Washington"), which excludes the
    # best-known place with the name
    qualifies: bool = False
    landmark: str = ""  # the name of a nearby place, which excludes places elsewhere: "Newcastle, on the Tyne"
    # Whether the text gives the name with different larger units: "Springfield, Ill." and "Springfield, Mass."
    is_one_of_several: bool = False
    # numbers of the units that are less likely than their seat, because the seat is also a candidate
    named_after_seat: frozenset[int] = frozenset()
    is_area: bool = False  # whether the words around the name mean a unit, not its seat: "northern Fukushima"
    is_respelled: bool = False  # whether the candidates only have another spelling of the name
    is_district: bool = False  # whether the name is "D.C." after "Washington", which does not count as another mention
    starts: list[int] = field(default_factory=list)  # ascending offsets of the mentions in the text

    @property
    def bare(self) -> str:
        """The name in folded form, without the removed words.

        Groups with the same `bare` are no evidence for each other.
        """
        return fold(self.surface.replace(self.part, "") if self.part else self.surface)

    @property
    def weight(self) -> float:
        """The weight of the group as evidence for other groups, which is the square root of its number of mentions."""
        return 0.0 if self.is_district else sqrt(len(self.mentions)) or self.evidence


def gather(
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    home: tuple[float, float] | None = None,
    short_names: ShortNames | None = None,
) -> list[Group]:
    """Return groups of all mentions that are names or metonyms, in order of first mention.

    Groups without candidates are included. `home`: (lat, lon) of the publisher, or None. `short_names`: finds features
    and towns by short names; by default, it is made from the names of the mentions.
    """
    short_names = short_names or ShortNames([m.name for m in mentions], gazetteer)
    found = _Gatherer(mentions, gazetteer, home, short_names).run()
    for group in found:
        group.starts = [mentions[i].start for i in group.mentions]
        group.is_district = bool(group.mentions) and all(is_district(mentions, i) for i in group.mentions)
    _connect_lists(found, mentions)
    return found


class _Gatherer:
    def __init__(
        self,
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        home: tuple[float, float] | None,
        short_names: ShortNames,
    ) -> None:
        self.short_names = short_names
        self.spellings = Spellings([m.name for m in mentions], gazetteer)
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.home = home
        # Name -> the larger unit that the text gives at its last mention. A landmark follows the character _BESIDE.
        self.known_units = {_spelling(m.name): m.context.admin for m in reversed(mentions) if m.context.admin}
        self.datelines = {_spelling(m.name) for m in mentions if m.context.dateline}
        self.towns = {_spelling(m.name): m.context.town for m in mentions if m.context.town}
        self.several = names_of_several(mentions)
        self.states = _listed_states(mentions, gazetteer)
        self.units = self.states | _qualifying_units(mentions, gazetteer)
        self.followers = followers_of(mentions)
        self.at = {m.start: m for m in mentions}
        self.groups: dict[tuple[str, str, str, str], Group] = {}

    def run(self) -> list[Group]:
        for i, mention in enumerate(self.mentions):
            if mention.kind in (MentionKind.NAME, MentionKind.METONYM):
                self.add(i, mention)
        return list(self.groups.values())

    def add(self, i: int, mention: Mention) -> None:
        """Add a mention to its group. Create the group if this is its first mention."""
        name, context = mention.name, mention.context
        entries, part = look_up(name, self.gazetteer)
        respelled = [] if entries else towns_beside(name, self.gazetteer) or self.spellings.of(name)
        entries = entries or respelled
        if entries[:1] and entries[0].match >= Match.ALTERNATE and not respelled:
            known = {e.number for e in entries}
            entries += [e for e in self.spellings.of(name) if e.number not in known]
        entries = self.short_names.with_features(without_former_names(entries, name, self.gazetteer), name)
        admin, landmark, beside = self.qualifier(i, mention, entries)
        typed = self.units.get(i) or self.of_type(i, entries, part)
        # A type word is ignored if it does not exclude the best-known place ("Paris City Hall"). However, it is used if
        # it excludes a well-known state: "the country of Georgia".
        telling = typed[:1] != entries[:1] or (context.type_is_sure and _excludes_state(typed, entries))
        telling = telling or (context.type_word == EDGE and len(typed) < len(entries))
        word = (_UNIT if i in self.units else context.type_word) if telling else ""
        if not (word or part) and (towns := self.towns_only(i, mention, entries)):
            typed, word = towns, _TOWN
        fitting = typed if word or part else entries
        if beside:
            fitting = [e for e in fitting if e in beside] or beside
        elif context.type_word in _DESCRIBED and is_far_from_landmark(fitting, context.landmark, self.gazetteer):
            fitting, word = [], context.type_word
        seats = frozenset[int]()
        if not (word or part):
            seats = units_named_after_seat(entries, is_dateline=_spelling(name) in self.datelines)
        if seats and self.is_unit(i, mention, seats, entries):
            seats, word = frozenset(), _UNIT
        key = (_spelling(name), admin, word, landmark)
        if key not in self.groups:
            group = self.group(name, entries, fitting, admin)
            group.part, group.landmark, group.named_after_seat = part, landmark, seats
            group.type_word = word if word not in (_UNIT, _TOWN) else ""
            group.qualifies = telling and i in self.units and i not in self.states
            group.is_one_of_several, group.is_respelled = name in self.several, bool(respelled)
            group.is_area = word == _UNIT
            self.groups[key] = group
        self.groups[key].mentions.append(i)

    def towns_only(self, i: int, mention: Mention, entries: Sequence[Entry]) -> list[Entry]:
        """Return the towns with a name that a state or country also has, if the words around it mean the town.

        The name of a state then means the town everywhere in the text, except where it is an area or a larger unit.
        """
        sign = mention.context.town
        if not sign and names_only_state(entries) and not (mention.context.is_area or i in self.followers):
            sign = self.towns.get(_spelling(mention.name), TownSign.NONE)
        return with_towns_only(entries, mention.name, sign, self.gazetteer) if sign else []

    def of_type(self, i: int, entries: list[Entry], part: str) -> list[Entry]:
        """Return the entries that fit the type word next to a name."""
        mention = self.mentions[i]
        if mention.context.type_word == NEIGHBORHOOD:
            return in_city(entries, self.others(mention))
        fitting = of_type(entries, mention.name, part, mention.context, self.gazetteer)
        if mention.context.type_word == STREAM and not fitting:
            return towns_on_stream(entries, mention.name, self.others(mention))
        return fitting

    def others(self, mention: Mention) -> list[Entry]:
        """Return the best-known places with the names of other mentions.

        If the name has a landmark, use only the landmark.
        """
        landmark = mention.context.landmark
        names = [landmark] if landmark else dict.fromkeys(m.name for m in self.mentions if m.name != mention.name)
        found = (self.gazetteer.find(name)[:_OTHERS] for name in names)
        return [e for entries in found for e in entries if e.prominence >= entries[0].prominence - _LESS_KNOWN]

    def qualifier(self, i: int, mention: Mention, entries: Sequence[Entry]) -> tuple[str, str, list[Entry]]:
        """Return (larger unit, landmark, entries near the landmark) of a mention, from its words or an earlier mention.

        After "Paris, Texas", "Paris" alone is the same place until the text names another unit or a landmark. A river
        ("the Columbia") is another place than the town "Columbia, Missouri".
        """
        admin = mention.context.admin
        if i in self.units:
            return admin, "", []
        landmark = mention.context.landmark if not admin else ""
        beside = near_landmark(entries, landmark, self.gazetteer) if landmark else []
        if not admin and not beside and mention.context.type_word != STREAM:
            admin = self.known_units.get(_spelling(mention.name), "")
            if admin.startswith(_BESIDE):
                landmark, admin = admin.removeprefix(_BESIDE), ""
                beside = near_landmark(entries, landmark, self.gazetteer)
        if (admin or beside) and mention.context.type_word != STREAM:
            self.known_units[_spelling(mention.name)] = admin or f"{_BESIDE}{landmark}"
        return admin, landmark if beside else "", beside

    def is_unit(self, i: int, mention: Mention, seats: frozenset[int], entries: Sequence[Entry]) -> bool:
        """Return whether the words around a name show that it means a unit, not the unit's seat with that name."""
        if i in self.followers or mention.context.is_area:
            return True
        return is_listed_with(seats, entries, mention, self.at, self.gazetteer)

    def group(self, name: str, entries: Sequence[Entry], fitting: list[Entry], admin: str) -> Group:
        """Return a new group without mentions. `fitting`: the entries that fit the words next to the name."""
        found = self.gazetteer.find(admin)[:8] if admin else ()
        holders = [e for e in found if e.kind != "city" or e.match < 2]
        kept, outside = within_holders(fitting, holders, self.gazetteer)
        if outside and holders and found[0].kind == "city":
            kept, outside, holders = list(fitting), False, []  # the two names are towns in a list
        candidates = shorten(without_foreign_names(kept), holders, self.home)
        numbers = {e.number for e in kept}
        others = entries or hints(name, self.spellings.others, self.gazetteer)
        excluded = [e for e in others if e.number not in numbers]
        return Group(name, [], candidates, "", holders, excluded, outside=outside)


def _spelling(name: str) -> str:
    """Return a key that is equal for spellings of a name: "COLUMBUS" in a dateline and "Columbus". Initials are kept."""
    return name if name.isupper() and len(name) <= _INITIALS else fold(name) or name


def _qualifying_units(mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[int, list[Entry]]:
    """Return the entries for each name that follows a place and names a larger unit that contains it. The keys are indices in
    `mentions`.

    A name is only included if its best-known place cannot be that unit: "Washington" in "Spokane, Washington" is the
    state. After a part of a city, the unit may be the city: "Brooklyn, New York".
    """
    names = [i for i, m in enumerate(mentions) if m.kind in (MentionKind.NAME, MentionKind.METONYM)]
    found = {}
    for i, j in pairwise(names):
        mention, unit = mentions[i], mentions[j]
        if not mention.context.admin or mention.context.admin != unit.name or unit.context.admin:
            continue
        inner, outer = gazetteer.find(mention.surface), gazetteer.find(unit.name)[:MAX_CANDIDATES]
        holding = [e for e in outer if e.match < Match.WEAK and any(_holds(e, place) for place in inner)]
        if holding and holding[0].number != outer[0].number:
            found[j] = holding
    return found


def _holds(outer: Entry, inner: Entry) -> bool:
    if outer.kind == "city":
        return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= _CITY_KM
    # Other kinds do not count: `inside` compares countries and admin-1 units by code, but counties only by distance.
    return outer.kind in ("country", "admin1") and inside(inner, outer)


def _listed_states(mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[int, list[Entry]]:
    """Return the admin-1 units for names in lists of such units, by index in `mentions`.

    Only names that have a larger unit after them elsewhere in the article are included: "Washington" is the state in
    "Idaho, Oregon and Washington", even if the article also names "Washington, D.C.".
    """
    qualified = {m.name for m in mentions if m.context.admin}
    at = {m.start: m for m in mentions}
    found = {}
    for i, mention in enumerate(mentions):
        others = [at[s].name for s in mention.context.siblings if s in at and at[s].name != mention.name]
        if mention.name not in qualified or mention.context.admin or not others:
            continue
        own = _states(mention.name, gazetteer)
        same = [name for name in others if {e.country for e in _states(name, gazetteer)} & {e.country for e in own}]
        if own and len(same) * 2 > len(others):
            found[i] = own
    return found


def _excludes_state(typed: Sequence[Entry], entries: Sequence[Entry]) -> bool:
    """Return whether only countries are left in `typed`, although a well-known admin-1 unit has the same name."""
    only = all(e.kind == "country" for e in typed)
    return only and any(e.kind == "admin1" and e.match <= Match.OFFICIAL for e in entries[:3])


def _states(name: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the admin-1 units among the two best-known places with a name."""
    return [e for e in gazetteer.find(name)[:2] if e.kind == "admin1" and e.match <= Match.OFFICIAL]


def _connect_lists(groups: Sequence[Group], mentions: Sequence[Mention]) -> None:
    """Set the siblings of groups whose names are in the same list."""
    at = {mentions[i].start: number for number, group in enumerate(groups) for i in group.mentions}
    for number, group in enumerate(groups):
        starts = (start for i in group.mentions for start in mentions[i].context.siblings)
        group.siblings = {at[start] for start in starts if start in at} - {number}


def gather_evidence(names: Iterable[str], groups: Sequence[Group], gazetteer: Gazetteer) -> list[Group]:
    """Return a group without mentions for each name of a country, unit or large city that no other group has."""
    known = {g.surface for g in groups}
    found = ((name, gazetteer.find(name)) for name in dict.fromkeys(names) if name not in known)
    return [
        Group(name, [], list(entries[:MAX_CANDIDATES]), evidence=_EVIDENCE)
        for name, entries in found
        if _is_evidence(entries)
    ]


def _is_evidence(entries: Sequence[Entry]) -> bool:
    """Return whether a name within an organisation's name is evidence.

    Its best-known place must be a unit or a large place.
    """
    if not entries or entries[0].match > Match.OFFICIAL:
        return False
    return entries[0].kind in ("country", "admin1", "admin2") or entries[0].prominence >= LARGE
