"""Which places a name may mean. Mentions of the same words under the same cue are decided together: one sense per discourse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from storymap.model import Mention, MentionKind
from storymap.ports import Entry, Gazetteer

MOST = 100  # candidates of one name, by match and prominence; those near home are kept besides
_HOME_KM = 150.0
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
    """Mentions decided together. `part` is what was cut off to find the name ("northern"); `held` the entries of its cue."""

    surface: str
    mentions: list[int]
    candidates: list[Entry]
    part: str = ""
    held: list[Entry] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """How much the group says about where the article is set: grows slowly with the number of mentions."""
        return sqrt(len(self.mentions))


def gather(mentions: Sequence[Mention], gazetteer: Gazetteer, home: tuple[float, float] | None = None) -> list[Group]:
    """The groups of all names and metonyms, in order of first mention. Groups without candidates are kept."""
    groups: dict[tuple[str, str], Group] = {}
    told = {m.name: m.context.admin for m in reversed(mentions) if m.context.admin}
    for i, mention in enumerate(mentions):
        if mention.kind not in (MentionKind.NAME, MentionKind.METONYM):
            continue
        # "Paris, Texas" makes a bare Paris the same one, until the text speaks of another.
        name = mention.name
        admin = mention.context.admin or told.get(name, "")
        if admin:
            told[name] = admin
        key = (name, admin)
        if key not in groups:
            entries, part = look_up(name, gazetteer)
            held = [e for e in gazetteer.find(admin)[:8] if e.kind != "city" or e.match < 2] if admin else []
            groups[key] = Group(name, [], _shorten(entries, held, home), part, held)
        groups[key].mentions.append(i)
    return list(groups.values())


def look_up(surface: str, gazetteer: Gazetteer) -> tuple[list[Entry], str]:
    """All entries of a name, and what had to be left off to find it ("northern", "Province"); ([], "") when nothing helps."""
    name = " ".join(surface.split())
    if entries := gazetteer.find(name):
        return list(entries), ""
    for pattern in (_PART, _GENERIC, _OF):
        bare = pattern.sub("", name).strip()
        if bare and bare != name and (entries := gazetteer.find(bare)):
            return list(entries), name.replace(bare, "").strip()
    return [], ""


def _shorten(entries: list[Entry], held: list[Entry], home: tuple[float, float] | None) -> list[Entry]:
    """At most MOST entries, and those that the cue or home speak for wherever they rank."""
    if len(entries) <= MOST:
        return entries
    return entries[:MOST] + [e for e in entries[MOST:] if any(inside(e, h) for h in held) or _near(e, home)]


def inside(inner: Entry, outer: Entry) -> bool:
    """Whether `outer` (a country, an admin-1 unit, a county, an island…) holds `inner`, as far as codes and distances say."""
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
