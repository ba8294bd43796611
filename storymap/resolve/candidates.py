"""The candidates of names. Mentions of the same name in the same larger unit are resolved together ("one sense per discourse")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from storymap.model import Mention, MentionKind
from storymap.ports import Entry, Gazetteer

MAX_CANDIDATES = 100  # of a name; those near home and in its larger unit are added
_HOME_KM = 150.0
_EVIDENCE = 0.5  # weight of a name inside the name of an organisation: "Georgia Bureau of Investigation"
_PART = re.compile(
    r"(?i)^(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|downtown|greater|upstate|mainland|inner|outer"
    r"|metropolitan|metro|suburban|rural|coastal|upper|lower|old|the)[\s-]+(?=\S)"
)
_GENERIC = re.compile(
    r"(?:\s+(?:city|town|village|township|municipality|metropolitan\s+area|area|region|province|state|prefecture|district|borough|county|oblast|krai"
    r"|governorate|department|canton|island|islands|peninsula|river|valley|airport|international\s+airport|proper|suburbs?|coast))+$"
)
_OF = re.compile(
    r"(?i)^(?:(?:city|town|village|port|province|state|county|district|island|isle|republic|kingdom|municipality|borough|commune)\s+of|lake|mount|mt\.?|cape)\s+(?:the\s+)?"
)


@dataclass(slots=True)
class Group:
    """Mentions that are resolved together.

    `part`: words removed from the surface to find the name ("northern"). `holders`: entries of the larger unit in the text.
    A group without mentions is only evidence for the others.
    """

    surface: str
    mentions: list[int]
    candidates: list[Entry]
    part: str = ""
    holders: list[Entry] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """The weight of the group as evidence for other groups: the square root of its number of mentions."""
        return sqrt(len(self.mentions)) or _EVIDENCE


def gather(mentions: Sequence[Mention], gazetteer: Gazetteer, home: tuple[float, float] | None = None) -> list[Group]:
    """Group all names and metonyms, in order of first mention. Groups without candidates are included."""
    groups: dict[tuple[str, str], Group] = {}
    known_units = {m.name: m.context.admin for m in reversed(mentions) if m.context.admin}
    for i, mention in enumerate(mentions):
        if mention.kind not in (MentionKind.NAME, MentionKind.METONYM):
            continue
        # After "Paris, Texas", "Paris" alone is the same place until the text names another unit.
        name = mention.name
        admin = mention.context.admin or known_units.get(name, "")
        if admin:
            known_units[name] = admin
        key = (name, admin)
        if key not in groups:
            entries, part = look_up(name, gazetteer)
            holders = [e for e in gazetteer.find(admin)[:8] if e.kind != "city" or e.match < 2] if admin else []
            groups[key] = Group(name, [], _shorten(entries, holders, home), part, holders)
        groups[key].mentions.append(i)
    return list(groups.values())


def gather_evidence(names: Iterable[str], groups: Sequence[Group], gazetteer: Gazetteer) -> list[Group]:
    """A group without mentions for each name that no group has; names without candidates are left out."""
    known = {g.surface for g in groups}
    found = ((name, gazetteer.find(name)) for name in dict.fromkeys(names) if name not in known)
    return [Group(name, [], list(entries[:MAX_CANDIDATES])) for name, entries in found if entries]


def look_up(surface: str, gazetteer: Gazetteer) -> tuple[list[Entry], str]:
    """The entries of a name, and the words removed to find them ("northern", "Province"); ([], "") if there are none."""
    name = " ".join(surface.split())
    if entries := gazetteer.find(name):
        return list(entries), ""
    for pattern in (_PART, _GENERIC, _OF):
        bare = pattern.sub("", name).strip()
        if bare and bare != name and (entries := gazetteer.find(bare)):
            return list(entries), name.replace(bare, "").strip()
    return [], ""


def _shorten(entries: list[Entry], holders: list[Entry], home: tuple[float, float] | None) -> list[Entry]:
    """At most `MAX_CANDIDATES` entries, plus those in the larger unit or near home."""
    if len(entries) <= MAX_CANDIDATES:
        return entries
    return entries[:MAX_CANDIDATES] + [
        e for e in entries[MAX_CANDIDATES:] if any(inside(e, h) for h in holders) or _near(e, home)
    ]


def inside(inner: Entry, outer: Entry) -> bool:
    """Whether `outer` (a country, admin-1 unit, county, island…) contains `inner`, by their codes and distance."""
    if inner.number == outer.number:
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "admin1":
        return inner.admin1 == outer.admin1 and inner.kind not in ("country", "admin1")
    return (
        abs(inner.lat - outer.lat) < 1.0
        and abs(inner.lon - outer.lon) < 1.5
        and inner.prominence <= outer.prominence + 1
    )


def _near(entry: Entry, home: tuple[float, float] | None) -> bool:
    if home is None:
        return False
    return abs(entry.lat - home[0]) * 111 < _HOME_KM and abs(entry.lon - home[1]) * 70 < _HOME_KM
