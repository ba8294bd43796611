"""What facts change in the gazetteer: small values, each of which changes one thing of one place.

The modules of this package turn facts into patches; `World.apply` carries them out in order. Places are named by id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from storymap.forge.places.draft import Draft
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match

if TYPE_CHECKING:
    from storymap.forge.places.world import World

SEAT_FAME = 0.3  # added to the prominence of the seat of a first-order unit
CAPITAL_FAME = 1.0  # and to that of a capital


class Patch(Protocol):
    """A change of the world."""

    def apply(self, world: World) -> None:
        """Carries the change out."""


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Adds a place that the base does not have."""

    draft: Draft

    def apply(self, world: World) -> None:
        world.add(self.draft)


@dataclass(frozen=True, slots=True)
class AddName:
    """Adds a name to a place. If the place has the name already, the better match stays."""

    place: str
    name: str
    match: Match

    def apply(self, world: World) -> None:
        draft, folded = world.place(self.place), fold(self.name)
        if folded and self.match < draft.names.get(folded, len(Match)):
            world.set_name(draft, folded, self.match)


@dataclass(frozen=True, slots=True)
class SetMatch:
    """Sets how a name belongs to a place, better or worse than before."""

    place: str
    name: str
    match: Match

    def apply(self, world: World) -> None:
        world.set_name(world.place(self.place), fold(self.name), self.match)


@dataclass(frozen=True, slots=True)
class Rename:
    """Sets the name under which a place is shown; the old name keeps `match`."""

    place: str
    name: str
    match: Match

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        world.set_name(draft, fold(draft.name), self.match)
        draft.name = self.name
        AddName(self.place, self.name, Match.NAME).apply(world)


@dataclass(frozen=True, slots=True)
class Move:
    """Corrects the position of a place."""

    place: str
    lat: float
    lon: float

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.lat, draft.lon = self.lat, self.lon


@dataclass(frozen=True, slots=True)
class SetBox:
    """Corrects the bounding box of a place."""

    place: str
    box: BoundingBox

    def apply(self, world: World) -> None:
        world.place(self.place).box = self.box


@dataclass(frozen=True, slots=True)
class RaiseProminence:
    """Raises the prominence of a place to a value; a greater one stays."""

    place: str
    prominence: float

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.prominence = max(draft.prominence, self.prominence)


@dataclass(frozen=True, slots=True)
class MarkSeat:
    """Marks a settlement as the seat of a first-order unit, unless it is marked already."""

    place: str

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        if draft.code == "PPL":
            draft.code = "PPLA"
            draft.prominence += SEAT_FAME


@dataclass(frozen=True, slots=True)
class MarkCapital:
    """Marks a place as the capital of its country."""

    place: str

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.code = "PPLC"
        draft.prominence += CAPITAL_FAME


@dataclass(frozen=True, slots=True)
class MergePlace:
    """Makes an entry of the facts and a place of the base one place, under the place's id.

    Hokkaido the island and Hokkaido the prefecture are one: an admin-1 unit takes name, code, position and box of the
    entry. A country or a settlement keeps its own and gets names and details.
    """

    place: str
    entry: Draft

    def apply(self, world: World) -> None:
        target, entry = world.place(self.place), self.entry
        world.add_id(target, entry.id)
        if target.kind == "admin1":
            target.name, target.code, target.lat, target.lon = entry.name, entry.code, entry.lat, entry.lon
            target.box = entry.box or target.box
        target.prominence = max(target.prominence, entry.prominence)
        shown = dict.fromkeys(map(tuple, [*target.details.get("names", ()), *entry.details["names"]]))
        target.details = entry.details | target.details | {"names": [list(name) for name in shown]}
        for name, match in entry.names.items():
            world.set_name(target, name, min(match, target.names.get(name, match)))


@dataclass(frozen=True, slots=True)
class ShowNames:
    """Sets the names by language that are shown for a place: [name, language, side] each."""

    place: str
    names: Sequence[Sequence[str]]

    def apply(self, world: World) -> None:
        world.place(self.place).details["names"] = [list(name) for name in self.names]


@dataclass(frozen=True, slots=True)
class SetDispute:
    """Records a dispute about a place. `keep`: a dispute that is recorded already stays."""

    place: str
    dispute: dict[str, Any]
    keep: bool = False

    def apply(self, world: World) -> None:
        details = world.place(self.place).details
        if not (self.keep and "dispute" in details):
            details["dispute"] = self.dispute


@dataclass(frozen=True, slots=True)
class AddDemonym:
    """Records that a word ("Russian", "Parisians") stands for a country code or the id of a place."""

    word: str
    stands_for: str

    def apply(self, world: World) -> None:
        known = world.demonyms.setdefault(fold(self.word), [])
        if self.stands_for not in known:
            known.append(self.stands_for)


def demonyms(words: Sequence[str] | None, stands_for: str) -> list[AddDemonym]:
    """The patches for demonyms, singular and plural."""
    found = []
    for word in words or ():
        found.append(AddDemonym(word, stands_for))
        if not word.endswith(("s", "sh", "ch", "z", "ese", "men")):
            found.append(AddDemonym(f"{word}s", stands_for))
    return found
