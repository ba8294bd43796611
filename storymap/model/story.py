"""The composed story: places, scenes, cameras, labels, distances, and the edits from places.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model.article import Article, Figure, PassageKind
from storymap.model.geometry import BoundingBox, Footprint, Position
from storymap.model.place import Place
from storymap.model.resolution import Rejected, Resolution
from storymap.model.suggestion import Suggestion


class Role(StrEnum):
    """The role of a place in the story.

    SETTING is a country or state in which the story happens; PASSING is mentioned in passing.
    """

    MAIN = "main"
    SETTING = "setting"
    PASSING = "passing"


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place of the story, with what the story adds to it."""

    slug: str  # unique in the story: "hokkaido"; the anchor in the page is "place-hokkaido"
    place: Place
    label: str  # the name of the place in the article
    role: Role = Role.MAIN
    salience: float = 1.0  # importance in the article, from 0 to 1
    zoom: float = 9.0  # maximum zoom of the camera for this place
    note: str = ""  # the note from places.yaml
    figure: Figure | None = None  # the image that places.yaml adds to the place
    # The highest zoom of the map at this place if the story is about a group of neighbouring places and this place is
    # in the group. Otherwise 0.
    close_zoom: float = 0.0
    icon: str = ""  # path of the marker's image, as written in places.yaml; "" for the usual pin


@dataclass(frozen=True, slots=True)
class LayerSource:
    """An entry of places.yaml that adds a file with lines or areas to the map.

    `style` is "line", "front" or "flood".
    """

    file: str
    label: str = ""
    style: str = "line"
    credit: str = ""
    where: str = ""  # file and line of the entry in places.yaml


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Lines, areas and points from a file that places.yaml names, simplified for drawing.

    Longitudes of `lines` do not jump at the antimeridian, so they may be outside -180…180. `length_km` and `area_km2`
    are measured on the sphere, before the simplification.
    """

    id: str  # "layer-1"
    label: str
    style: str
    lines: tuple[tuple[Position, ...], ...] = ()
    area: Footprint | None = None
    points: tuple[Position, ...] = ()
    length_km: float = 0.0
    area_km2: float = 0.0
    start: str = ""  # name of the place nearest to the start of the lines, or to the middle of the area
    end: str = ""  # name of the place nearest to the end of the lines
    credit: str = ""
    file: str = ""  # path as written in places.yaml


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on a journey.

    `passage` is the passage in which the text reaches the place; `day` is the day, if the text gives one.
    """

    slug: str
    passage: str
    km: float = 0.0  # distance along great circles from the first stop to this one
    day: str = ""  # "Day 3", or an ISO 8601 date


@dataclass(frozen=True, slots=True)
class Camera:
    """The area that the map must show.

    The map fits `box` into the viewport, but does not zoom in further than `zoom`.
    """

    box: BoundingBox
    zoom: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of the story: passages and the places that they mention. If `camera` is None, the map does not move."""

    id: str  # id of a passage
    passages: tuple[str, ...]
    places: tuple[str, ...]  # slugs, most salient first
    camera: Camera | None
    framed: tuple[str, ...] = ()  # slugs of the places that the camera is fitted to; others may be outside its view
    title: str = ""  # the heading from places.yaml
    figures: tuple[Figure, ...] = ()  # images from places.yaml, which are shown instead of the map
    layers: tuple[str, ...] = ()  # ids of the layers that are shown only with this scene


@dataclass(frozen=True, slots=True)
class SceneEdit:
    """What places.yaml changes in the scene of a passage, and the line number of the entry."""

    line: int
    title: str = ""
    camera: Camera | None = None
    hidden: bool = False  # whether the passage is left out of the page
    joined: str = ""  # if this passage belongs to the scene of another passage: the id of that passage
    split: bool = False  # whether a new scene begins at this passage
    figures: tuple[Figure, ...] = ()
    layers: tuple[LayerSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Edits:
    """What places.yaml changes in the story, apart from decisions about places.

    The keys of `scenes` are passage ids; those of `shown`, `notes`, `zooms`, `figures` and `place_icons` are place ids.
    `icons` maps kinds of places to the paths of marker images. `journey` is None if the text decides whether there is a
    journey, and False for no journey. If the journey visits all main places in the order of the text, `journey` is
    True; otherwise, `journey` has the names of the stops.
    """

    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)  # place id -> label
    notes: Mapping[str, str] = field(default_factory=dict)
    zooms: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    place_icons: Mapping[str, str] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[LayerSource, ...] = ()  # the layers of the whole story
    journey: tuple[str, ...] | bool | None = None
    journey_at: str = ""  # file and line of `journey`


@dataclass(frozen=True, slots=True)
class Label:
    """A map label for orientation, which is shown if low <= zoom < high. `kind` is country, sea, land or city.

    Maps with streets also have the kinds quarter, stream and street.

    `course` is the line along which the name is drawn if there is enough space, or () for a horizontal label. For a
    narrow body of water, the course is the centre line. For a river, the course is a part of the river; `river` is then
    True, and the name is drawn beside the line. For a street or stream, the course is a straight part, and the name is
    shown only along this part.

    `home` says whether the label is that of the country of the most important place. On the overview, such a label
    comes before the labels of less important places.
    """

    text: str
    position: Position
    low: float
    high: float
    kind: str
    course: tuple[Position, ...] = ()
    river: bool = False
    home: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A distance that the text states between two places: "800 km away off the coast of Vladivostok".

    `stated_km` is the distance that the article gives, or None. `near_km` and `far_km` are the measured distances to
    the nearest and to the farthest point of the place's area; for a point, they are equal. `label_km` is the measured
    distance to the position of the place. Measured distances are geodesic (WGS 84).
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
    line: tuple[Position, ...] = ()  # positions on the great circle from the origin to the target, for drawing


@dataclass(frozen=True, slots=True)
class Attribution:
    """The credit for a source that the page uses."""

    name: str
    licence: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All data for the page and the exports. A Story does not say how the page looks."""

    article: Article
    scenes: tuple[Scene, ...]
    places: tuple[StoryPlace, ...]  # most salient first
    resolutions: tuple[Resolution, ...]  # in text order
    slugs: tuple[str | None, ...]  # for each resolution, the slug of its place in `places`
    overview: Camera
    rejected: tuple[Rejected, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[Label, ...] = ()
    ranking: tuple[str, ...] = ()  # slugs of the places that the overview may label, most important first
    attributions: tuple[Attribution, ...] = ()
    left_out: tuple[str, ...] = ()  # ids of passages that are not shown: boilerplate, bylines, hidden in places.yaml
    meridian: float = 0.0  # central longitude of the story; everything is drawn within 180° of it
    unused: tuple[str, ...] = ()  # a message for each entry of places.yaml that has no effect
    suggestions: tuple[Suggestion, ...] = ()  # names that are not on the map and may be places
    # Layers from files that places.yaml names. A layer that no scene names is always shown.
    layers: tuple[MapLayer, ...] = ()
    journey: tuple[Stop, ...] = ()  # stops in the order of travel; () if the text does not describe a journey

    @property
    def boilerplate(self) -> tuple[str, ...]:
        """The ids of the passages that are left out because they are boilerplate of the publisher."""
        kinds = {p.id: p.kind for p in self.article.passages}
        return tuple(passage for passage in self.left_out if kinds[passage] is PassageKind.BOILERPLATE)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The ids of the passages that places.yaml hides."""
        own = {p.id for p in self.article.passages if p.kind in (PassageKind.BOILERPLATE, PassageKind.BYLINE)}
        return tuple(passage for passage in self.left_out if passage not in own)
