"""What a places.yaml says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storymap.model import Figure, Place, SceneEdit

VERSION = 1


@dataclass(frozen=True, slots=True)
class Where:
    """Which occurrences of a surface are meant: those of a passage, the nth (from 1), or the one in a quote; all: every one."""

    passage: str = ""
    nth: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What the editor says of a surface, and the line it is said in.

    At most one of `ignore`, `id` and `place` is set; with none of them the decision stays ours: only its looks change, if anything.
    """

    surface: str
    line: int
    where: Where = Where()
    ignore: bool = False
    id: str = ""
    place: Place | None = None
    shown: str = ""  # what the map and the list call it
    note: str = ""
    approximate_km: float = 0.0  # radius; 0: as it is
    zoom: float = 0.0  # deepest zoom; 0: as it is
    figure: Figure | None = None  # an image for the list of places

    @property
    def decides(self) -> bool:
        """Whether it says which place the words mean, or that they mean none."""
        return self.ignore or bool(self.id) or self.place is not None

    @property
    def says_nothing(self) -> bool:
        """Whether it only keeps what was suggested."""
        looks = self.shown or self.note or self.approximate_km or self.zoom or self.figure
        return not (self.decides or looks)


@dataclass(frozen=True, slots=True)
class Overrides:
    """A whole places.yaml; `file` is its name as people know it."""

    file: str = "places.yaml"
    entries: tuple[Override, ...] = ()
    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    home: str = ""
    names_first: str = ""  # the country code of a side
