"""The composed story: its places, scenes, cameras, labels and distances, and what places.yaml changes in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model.article import Article, Figure, PassageKind
from storymap.model.geometry import BoundingBox, Position
from storymap.model.place import Place
from storymap.model.resolution import Rejected, Resolution


class Role(StrEnum):
    """The role of a place in the story: a main place, the setting (countries, states), or mentioned in passing."""

    MAIN = "main"
    SETTING = "setting"
    PASSING = "passing"


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place as this story uses it."""

    slug: str  # unique in the story: "hokkaido"; the page's anchor is "place-hokkaido"
    place: Place
    label: str  # the article's own words for it
    role: Role = Role.MAIN
    salience: float = 1.0  # 0–1
    zoom: float = 9.0  # the deepest zoom of the camera for this place
    note: str = ""  # the editor's note
    figure: Figure | None = None  # the editor's image of it


@dataclass(frozen=True, slots=True)
class Camera:
    """What the map must show: it fits `box` into its viewport and zooms in no deeper than `zoom`."""

    box: BoundingBox
    zoom: float


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story: its passages, the places they show, and the camera (None: the map stays as it is)."""

    id: str  # the id of a passage
    passages: tuple[str, ...]
    places: tuple[str, ...]  # slugs, most salient first
    camera: Camera | None
    framed: tuple[str, ...] = ()  # the slugs that the camera fits; the others may be outside the view
    title: str = ""  # the editor's heading


@dataclass(frozen=True, slots=True)
class SceneEdit:
    """The editor's changes to the scene of a passage, and their line in places.yaml."""

    line: int
    title: str = ""
    camera: Camera | None = None
    hidden: bool = False  # the passage is left out of the page
    joined: str = ""  # the passage whose scene this one shares


@dataclass(frozen=True, slots=True)
class Edits:
    """The editor's changes to scenes, by passage id, and to how places are shown, by place id."""

    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)  # the label of a place
    notes: Mapping[str, str] = field(default_factory=dict)
    zooms: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """An orientation label of the map, shown at low <= zoom < high. kind: country, sea, land, city."""

    text: str
    position: Position
    low: float
    high: float
    kind: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A distance that the text states between two places: "800 km away off the coast of Vladivostok".

    `stated_km` is the article's figure (None: it gave none). `near_km` and `far_km` are measured to the nearest and
    farthest point of an area (equal for points), `label_km` to the place's own position. All are geodesic, WGS 84.
    """

    kind: str  # off, from, north of…
    start: int
    end: int
    origin: str  # slug
    target: str  # slug
    stated: str = ""  # "800 km", as written
    stated_km: float | None = None
    near_km: float = 0.0
    far_km: float = 0.0
    label_km: float = 0.0
    line: tuple[Position, ...] = ()  # along the great circle from origin to target, for drawing


@dataclass(frozen=True, slots=True)
class Attribution:
    """The credit of a source that the page uses."""

    name: str
    licence: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the page and the exports need, without presentation."""

    article: Article
    scenes: tuple[Scene, ...]
    places: tuple[StoryPlace, ...]  # most salient first
    resolutions: tuple[Resolution, ...]  # in text order
    slugs: tuple[str | None, ...]  # for each resolution, the slug of its place in `places`
    overview: Camera
    rejected: tuple[Rejected, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[Label, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    left_out: tuple[str, ...] = ()  # ids of passages that are not shown: boilerplate, bylines, hidden by the editor
    meridian: float = 0.0  # the story's central longitude; draw everything within 180° of it
    unused: tuple[str, ...] = ()  # a message for each entry of places.yaml that applies to nothing

    @property
    def boilerplate(self) -> tuple[str, ...]:
        """The ids of the passages left out as boilerplate of the publisher."""
        kinds = {p.id: p.kind for p in self.article.passages}
        return tuple(passage for passage in self.left_out if kinds[passage] is PassageKind.BOILERPLATE)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The ids of the passages that the editor hides."""
        own = {p.id for p in self.article.passages if p.kind in (PassageKind.BOILERPLATE, PassageKind.BYLINE)}
        return tuple(passage for passage in self.left_out if passage not in own)
