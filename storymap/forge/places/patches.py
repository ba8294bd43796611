"""Patches for the gazetteer. Each patch changes one property of a place.

The modules of this package turn facts into patches, and `World.apply` applies them in order. Patches identify places by
their ids.
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

SEAT_FAME = 0.3  # this is added to the prominence of the seat of an admin-1 unit
CAPITAL_FAME = 1.0  # this is added to the prominence of a capital


class Patch(Protocol):
    """A change to a `World`, the data from which the gazetteer is compiled."""

    def apply(self, world: World) -> None:
        """Apply the change."""


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Add a place that the base does not have."""

    draft: Draft

    def apply(self, world: World) -> None:
        world.add(self.draft)


@dataclass(frozen=True, slots=True)
class AddName:
    """Add a name to a place. If the place already has the name, the better match is kept."""

    place: str
    name: str
    match: Match

    def apply(self, world: World) -> None:
        draft, folded = world.place(self.place), fold(self.name)
        if folded and self.match < draft.names.get(folded, len(Match)):
            world.set_name(draft, folded, self.match)


@dataclass(frozen=True, slots=True)
class SetMatch:
    """Set the `Match` of a name of a place, even if the old match was better."""

    place: str
    name: str
    match: Match

    def apply(self, world: World) -> None:
        world.set_name(world.place(self.place), fold(self.name), self.match)


@dataclass(frozen=True, slots=True)
class Rename:
    """Set the display name of a place. The old display name is kept as a further name with the given `Match`."""

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
    """Correct the position of a place."""

    place: str
    lat: float
    lon: float

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.lat, draft.lon = self.lat, self.lon


@dataclass(frozen=True, slots=True)
class SetUnit:
    """Record the admin-1 unit of a place, as a code such as "US.NV"."""

    place: str
    unit: str

    def apply(self, world: World) -> None:
        world.place(self.place).admin1 = self.unit


@dataclass(frozen=True, slots=True)
class SetBox:
    """Correct the bounding box of a place."""

    place: str
    box: BoundingBox

    def apply(self, world: World) -> None:
        world.place(self.place).box = self.box


@dataclass(frozen=True, slots=True)
class RaiseProminence:
    """Raise the prominence of a place to at least a given value."""

    place: str
    prominence: float

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.prominence = max(draft.prominence, self.prominence)


@dataclass(frozen=True, slots=True)
class MarkSeat:
    """Mark a settlement as the seat of an admin-1 unit, unless it is already marked as a seat or capital."""

    place: str

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        if draft.code == "PPL":
            draft.code = "PPLA"
            draft.prominence += SEAT_FAME


@dataclass(frozen=True, slots=True)
class MarkCapital:
    """Mark a place as the capital of its country."""

    place: str

    def apply(self, world: World) -> None:
        draft = world.place(self.place)
        draft.code = "PPLC"
        draft.prominence += CAPITAL_FAME


@dataclass(frozen=True, slots=True)
class MergePlace:
    """Merge an entry of the facts into a place of the base. The merged place keeps the id of the place in the base.

    For example, the island Hokkaido and the prefecture Hokkaido are the same place. If the place is an admin-1 unit, it
    gets the name, code, position and box of the entry. Countries and settlements only get further names and details. A
    village whose position is only known roughly also gets the position and the units of the entry.
    """

    place: str
    entry: Draft

    def apply(self, world: World) -> None:
        target, entry = world.place(self.place), self.entry
        world.add_id(target, entry.id)
        if target.kind == "admin1":
            target.name, target.code, target.lat, target.lon = entry.name, entry.code, entry.lat, entry.lon
            target.box = entry.box or target.box
        if world.rough_km.pop(target.row, None):
            target.lat, target.lon = entry.lat, entry.lon
            if entry.admin1:
                target.admin1, target.admin2 = entry.admin1, entry.admin2
        target.prominence = max(target.prominence, entry.prominence)
        shown = dict.fromkeys(map(tuple, [*target.details.get("names", ()), *entry.details["names"]]))
        target.details = entry.details | target.details | {"names": [list(name) for name in shown]}
        for name, match in entry.names.items():
            world.set_name(target, name, min(match, target.names.get(name, match)))


@dataclass(frozen=True, slots=True)
class ShowNames:
    """Set the localized names that are displayed for a place, as [name, language, side]."""

    place: str
    names: Sequence[Sequence[str]]

    def apply(self, world: World) -> None:
        world.place(self.place).details["names"] = [list(name) for name in self.names]


@dataclass(frozen=True, slots=True)
class SetDispute:
    """Record a dispute about a place. If `keep` is true and the place already has a dispute, nothing changes."""

    place: str
    dispute: dict[str, Any]
    keep: bool = False

    def apply(self, world: World) -> None:
        details = world.place(self.place).details
        if not (self.keep and "dispute" in details):
            details["dispute"] = self.dispute


@dataclass(frozen=True, slots=True)
class AddDemonym:
    """Record that a word such as "Russian" or "Parisians" refers to a country or place.

    `stands_for` is a country code or place id.
    """

    word: str
    stands_for: str

    def apply(self, world: World) -> None:
        known = world.demonyms.setdefault(fold(self.word), [])
        if self.stands_for not in known:
            known.append(self.stands_for)


def demonyms(words: Sequence[str] | None, stands_for: str) -> list[AddDemonym]:
    """Return patches that add each demonym and its regular plural.

    `stands_for` is a country code or place id. For a word without a regular plural, such as "British", only the word
    itself is added.
    """
    found = []
    for word in words or ():
        found.append(AddDemonym(word, stands_for))
        if not word.endswith(("s", "sh", "ch", "z", "ese", "men")):
            found.append(AddDemonym(f"{word}s", stands_for))
    return found
