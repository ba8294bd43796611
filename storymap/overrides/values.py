"""The content of places.yaml as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storymap.model import Figure, Place, SceneEdit

VERSION = 1


@dataclass(frozen=True, slots=True)
class Selector:
    """Which occurrences of a surface an override applies to. Without any field set: all of them."""

    passage: str = ""  # only occurrences in this passage
    nth: int = 0  # only this occurrence, counted from 1 (within `passage`, if set)
    quote: str = ""  # only the occurrence in this quote

    @property
    def is_specific(self) -> bool:
        """Whether it selects less than all occurrences."""
        return bool(self.passage or self.nth or self.quote)


@dataclass(frozen=True, slots=True)
class Override:
    """One entry under `places`, with its line in the file.

    At most one of `ignore`, `id` and `place` is set. With none of them the automatic decision stays, and only what is shown
    of the place changes.
    """

    surface: str
    line: int
    selector: Selector = Selector()
    ignore: bool = False
    id: str = ""
    place: Place | None = None
    label: str = ""  # what the map and the list of places call it
    note: str = ""
    approximate_km: float = 0.0  # radius of an approximate position; 0: unchanged
    zoom: float = 0.0  # maximum zoom of its camera; 0: unchanged
    figure: Figure | None = None  # an image for the list of places
    file: str = ""  # its file, if it is not that of the Overrides
    shared: bool = False  # its file belongs to several articles: it need not match anything in this one

    @property
    def decides(self) -> bool:
        """Whether it decides which place the mention is, or that it is not a place."""
        return self.ignore or bool(self.id) or self.place is not None

    @property
    def has_no_effect(self) -> bool:
        """Whether it changes nothing: it only records what `storymap init` suggested."""
        changes_display = self.label or self.note or self.approximate_km or self.zoom or self.figure
        return not (self.decides or changes_display)


@dataclass(frozen=True, slots=True)
class Overrides:
    """A whole places.yaml, or several merged. `file` is its name as messages show it; of several, that of the last."""

    file: str = "places.yaml"
    entries: tuple[Override, ...] = ()
    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    home: str = ""
    names_first: str = ""  # country code: its names of disputed places are shown first
    shared_scenes: Mapping[str, str] = field(default_factory=dict)  # passage -> file, of scenes from a shared file
    remarks: tuple[str, ...] = ()  # sentences about the files themselves
