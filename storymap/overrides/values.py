"""The content of places.yaml as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storymap.model import Figure, LayerSource, Place, SceneEdit

VERSION = 1


@dataclass(frozen=True, slots=True)
class Selector:
    """Selects the occurrences of a name to which an override applies.

    If no field is set, all occurrences are selected.
    """

    passage: str = ""  # id of a passage; if it is not "", only occurrences in this passage are meant
    # Number of the occurrence that is meant, from 1 (within `passage`, if it is set). 0 means all occurrences.
    nth: int = 0
    quote: str = ""  # if it is not "", only the occurrence in this quote is meant

    @property
    def is_specific(self) -> bool:
        """Whether the selector selects only some of the occurrences."""
        return bool(self.passage or self.nth or self.quote)


@dataclass(frozen=True, slots=True)
class Override:
    """One entry under `places`, with its line in the file.

    At most one of `ignore`, `id` and `place` is set. If none is set, the automatic decision is kept and only the
    display of the place changes.
    """

    surface: str
    line: int
    selector: Selector = Selector()
    ignore: bool = False
    id: str = ""
    place: Place | None = None
    label: str = ""  # name of the place on the map and in the list of places
    note: str = ""
    approximate_km: float = 0.0  # radius of an approximate position; 0 means that the override does not change it
    zoom: float = 0.0  # highest zoom of the camera for this place; 0 means that the override does not change it
    figure: Figure | None = None  # an image for the list of places
    icon: str = ""  # path of the marker's image
    file: str = ""  # name of the places file that contains this entry; "" if it is `Overrides.file`
    shared: bool = False  # whether that file is used for several articles; if so, a missing match is not reported

    @property
    def decides(self) -> bool:
        """Whether the entry decides which place a mention refers to, or that the mention is not a place."""
        return self.ignore or bool(self.id) or self.place is not None

    @property
    def has_no_effect(self) -> bool:
        """Whether the entry changes nothing. An entry without effect only records a suggestion of `storymap init`."""
        changes_display = self.label or self.note or self.approximate_km or self.zoom or self.figure or self.icon
        return not (self.decides or changes_display)


@dataclass(frozen=True, slots=True)
class Overrides:
    """The content of one places file, or of several merged files. `file` is the name of the file in messages.

    If several files were merged, `file` is the name of the last one.
    """

    file: str = "places.yaml"
    entries: tuple[Override, ...] = ()
    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    home: str = ""
    names_first: str = ""  # Code of a country. The names that this country uses for disputed places are shown first.
    # Id of a passage -> name of the shared places file from which the settings of its scene come.
    shared_scenes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()  # sentences about the files themselves, and about entries that replace each other
    home_at: str = ""  # file and line of `home`
    layers: tuple[LayerSource, ...] = ()  # the layers of the whole story
    icons: Mapping[str, str] = field(default_factory=dict)  # kind of place -> path of the marker's image
    journey: tuple[str, ...] | bool | None = None  # None means that storymap decides this from the text
    journey_at: str = ""  # file and line of `journey`
