"""What comes back: what mentions shall mean from now on, and how places shall be shown."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from storymap.model import Place, Position, position
from storymap.sphere import normal

SAME_DEG = 2e-6  # coordinates that differ by less were only rounded
Offsets = tuple[int, int]
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mention shall mean: the place of an id, a place of the editor's own at a position, or (neither) no place.

    `name` and `like` are of a place of one's own: what it is called, and which one it is but for where it lies.
    """

    id: str = ""
    position: Position | None = None
    name: str = ""
    like: Place | None = None

    def met_by(self, place: Place | None) -> bool:
        """Whether a mention that means `place` (None: not on the map) means this already."""
        if self.position is not None:
            return place is not None and same(place.position, self.position)
        return (place.id if place else "") == self.id


@dataclass(frozen=True, slots=True)
class Look:
    """How a place shall be shown: its name and the note on it; None leaves it, "" takes the note back."""

    slug: str
    shown: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Brought:
    """All that a file says, by where it stands in the text; `remarks` says in sentences what could not be understood or is lost."""

    wanted: dict[Offsets, Wanted] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    gone: set[Offsets] = field(default_factory=set)  # mentions of which the file says nothing any more
    remarks: list[str] = field(default_factory=list)

    def lose(self, span: Offsets) -> None:
        """A mention of which nothing is said: it is no place any more, unless something else of the file is said there."""
        if span not in self.wanted:
            self.gone.add(span)
            self.wanted[span] = Wanted()

    def keep_gone(self) -> None:
        """Leaves alone what the file says nothing of: it was but a part."""
        for span in self.gone:
            del self.wanted[span]
        self.gone.clear()


def exported(line: Any) -> tuple[str, Position] | None:
    """The id and the position of a place when the file was written (`gather.as_exported`); None where the file lost them."""
    parts = line.rsplit(" ", 2) if isinstance(line, str) else []
    try:
        return parts[0], position(float(parts[1]), float(parts[2]))
    except (IndexError, ValueError):
        return None


def same(one: Position, other: Position) -> bool:
    """Whether two positions are one but for rounding."""
    lon = abs(normal(one.lon - other.lon))
    return abs(one.lat - other.lat) < SAME_DEG and min(lon, 360 - lon) < SAME_DEG


def point(geometry: Any) -> Position | None:
    """The position of a GeoJSON point; longitudes beyond 180° are turned back. None for all else."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    lon, lat = coordinates[:2]
    if any(isinstance(v, bool) or not isinstance(v, int | float) or not math.isfinite(v) for v in (lon, lat)):
        return None
    try:
        return position(lat, lon if -180 <= lon <= 180 else normal(lon))
    except ValueError:
        return None
