"""The values that walk through the house. Frozen, without I/O, without third-party imports.

Positions are (lat, lon) in degrees WGS 84. Text offsets are half-open and count code points of `Article.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from storymap.language import primary_language


class Position(NamedTuple):
    """A point: lat -90…90, lon -180…180. Build untrusted ones with `position()`, which refuses what is out of range."""

    lat: float
    lon: float


def position(lat: float, lon: float) -> Position:
    """A checked Position. Raises ValueError when a value is out of range or not a number."""
    if not -90 <= lat <= 90:
        raise ValueError(f"latitude {lat} is not between -90 and 90")
    if not -180 <= lon <= 180:
        raise ValueError(f"longitude {lon} is not between -180 and 180")
    return Position(float(lat), float(lon))


class BoundingBox(NamedTuple):
    """West, south, east, north in degrees; west > east means that it crosses the antimeridian (RFC 7946 §5.2)."""

    west: float
    south: float
    east: float
    north: float


class PassageKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    BOILERPLATE = "boilerplate"
    BYLINE = "byline"  # said in the head of the page, and not again
    TABLE_ROW = "table row"  # level 1: its cells are headings
    PREFORMATTED = "preformatted"  # code, verse: line breaks and spaces count


class MentionKind(StrEnum):
    NAME = "name"
    DESCRIPTION = "description"
    DEMONYM = "demonym"
    METONYM = "metonym"


class MarkupKind(StrEnum):
    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    DELETED = "deleted"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    CELL = "cell"  # of a table row; between two cells stands " · "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading… of the article. Passages tile the text; white space between belongs to the one before."""

    id: str  # "p1", "p2"…: also the anchor in the page
    start: int
    end: int
    kind: PassageKind
    level: int = 0  # headings: 1-6; list items: depth
    number: int = 0  # of an item of a numbered list; 0: none
    seconds: float | None = None  # in subtitles and transcripts: when it is said, from the beginning of the recording


@dataclass(frozen=True, slots=True)
class Markup:
    """A span of the text that was marked up, such as emphasis; `target` is the address of a link ("#p7": a passage)."""

    start: int
    end: int
    kind: MarkupKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the article. `source` is a path or URL as written; `after` is its offset in the text.

    `content` holds the file of an image that the document itself contains; `source` is then only a name, unique in the article.
    """

    source: str
    after: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something in the file that the article does not show: `kind` is "shortcode", "video" …, `what` how it was written."""

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the article's outlet is at home: a name to be looked up, or a position."""

    name: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """A place that the article's front matter gives by its position; `name` may be empty."""

    position: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    text: str
    passages: tuple[Passage, ...]
    byline: str = ""
    published: str = ""  # ISO 8601 date, or empty
    language: str = "en"  # BCP 47
    home: Home | None = None
    source: str = ""  # file name or address it came from, for people
    markup: tuple[Markup, ...] = ()
    figures: tuple[Figure, ...] = ()
    untitled: bool = False  # the title was made up from the file's name or the first sentence
    description: str = ""  # one or two sentences about it, from its front matter or head
    draft: bool = False  # its front matter says that it is not to be published yet
    locations: tuple[Location, ...] = ()  # from its front matter
    omitted: tuple[Omitted, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names or describes a place. Mentions may nest, never cross; `text[start:end] == surface`.

    `confidence` (0–1) says how sure the recognizer is that this is a place at all.
    `cue` holds what the words around it say, for the resolver: {"head": "islands", "modifiers": "disputed"} of a
    description, {"admin": "Hokkaido"} of "Chitose, Hokkaido", {"speaks_for": "government"} of a metonym…
    """

    surface: str
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    confidence: float = 1.0
    cue: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of `wording/*.toml` under [reason] and the parameters of its sentence."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that looked like a place and is held not to be one."""

    surface: str
    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class SideName:
    """A name as one side of a dispute, or one language, uses it. `side` is a country code, `language` BCP 47; "": any."""

    name: str
    language: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is contested about a place; country codes are ISO 3166-1 alpha-2 (or the id of a place without one)."""

    status: str  # disputed, annexed, occupied, breakaway, indeterminate
    administered_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    since: str = ""  # a year, or empty
    note: str = ""  # one neutral sentence


# A closed line of positions, the first not repeated at the end.
Ring = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Footprint:
    """The area of a place: polygons, each an outer ring and its holes; rings are not closed, longitudes not unwrapped."""

    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the world. `feature_class`, `feature_code` are GeoNames' (https://www.geonames.org/export/codes.html)."""

    id: str  # "geonames:2127515", "storymap:south-kuril-islands"
    name: str
    position: Position
    feature_class: str = ""
    feature_code: str = ""
    names: tuple[SideName, ...] = ()
    country_codes: tuple[str, ...] = ()
    admin1: str = ""  # its name, for people: "Hokkaido"
    radius_km: float = 0.0  # 0: a point as far as a map is concerned
    bbox: BoundingBox | None = None
    footprint: Footprint | None = None
    population: int = 0
    years: tuple[int, int] | None = None  # a historical place: first and last year
    dispute: Dispute | None = None
    source: str = ""  # a key of SOURCES.toml
    licence: str = ""
    approximate: bool = False

    def called(self, language: str) -> str:
        """Its name in a language (BCP 47), as no side in particular calls it, else as each side does that has a name in it:
        "one / the other"; its own name where none is known."""
        primary = primary_language(language)
        spoken = [n for n in self.names if n.language == primary]
        neutral = next((n.name for n in spoken if not n.side), "")
        if neutral or primary == "en":
            return neutral or self.name
        sides = dict.fromkeys(n.side for n in spoken)
        return " / ".join(dict.fromkeys(next(n.name for n in spoken if n.side == side) for side in sides)) or self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    place: Place
    score: float  # 0–1 within one mention; higher is better
    evidence: Mapping[str, float] = field(default_factory=dict)  # name of the evidence -> contribution


UNSURE = 0.6  # a decision below this confidence is shown as unsure


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided about a mention. `place` None: held to be a place but not put on the map; `reason` says why.

    `confidence` (0–1) is calibrated: of the decisions at 0.8, four in five should be right.
    """

    mention: Mention
    place: Place | None
    confidence: float
    reason: Reason
    candidates: tuple[Candidate, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether it is on the map with so little confidence that readers and editors must be told."""
        return self.place is not None and self.confidence < UNSURE


class Role(StrEnum):
    """What a place is to the story: it carries it, it is where it is set (countries), or it is only passed."""

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
    zoom: float = 9.0  # the camera never goes deeper for this place
    note: str = ""  # the editor's words on it
    figure: Figure | None = None  # the editor's image of it


@dataclass(frozen=True, slots=True)
class Camera:
    """What a reader's map must show: it fits `box` into its own viewport and goes no deeper than `zoom`."""

    box: BoundingBox
    zoom: float


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story: contiguous passages, the places they show, and the camera (None: as before)."""

    id: str  # that of its first passage
    passages: tuple[str, ...]
    places: tuple[str, ...]  # slugs, most salient first
    camera: Camera | None
    framed: tuple[str, ...] = ()  # the slugs that the camera fits; the others stay where they are
    title: str = ""  # the editor's heading


@dataclass(frozen=True, slots=True)
class SceneEdit:
    """What the editor says of the scene of a passage, and the line of places.yaml it is said in."""

    line: int
    title: str = ""
    camera: Camera | None = None
    hidden: bool = False  # the passage is left out of the page
    joined: str = ""  # the passage whose scene this one shares


@dataclass(frozen=True, slots=True)
class Edits:
    """What the editor says of the story besides which places it speaks of: by passage, and by place id."""

    scenes: Mapping[str, SceneEdit] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)  # what a place is called
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
    """What the text says between two places: "800 km away off the coast of Vladivostok".

    `stated_km` is the article's figure (None: it gave none), `near_km` and `far_km` ours to the nearest and farthest
    point of an area (both equal for points), `label_km` to the place's own position. All geodesic, WGS 84.
    """

    kind: str  # distance, off, between, north of…
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
    """Whom the page thanks: name, licence and address of a source that was really used."""

    name: str
    licence: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the page and the exports need, and nothing of how they look."""

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
    left_out: tuple[str, ...] = ()  # ids of passages that are not shown: the publisher's own words, what the editor hid
    meridian: float = 0.0  # the story's central longitude; draw everything within 180° of it
    unused: tuple[str, ...] = ()  # what places.yaml says of words that the article does not have, a sentence each

    @property
    def boilerplate(self) -> tuple[str, ...]:
        """The ids of what is left out because it is the publisher's, not the article's."""
        kinds = {p.id: p.kind for p in self.article.passages}
        return tuple(passage for passage in self.left_out if kinds[passage] is PassageKind.BOILERPLATE)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The ids of what is left out because the editor says so."""
        own = {p.id for p in self.article.passages if p.kind in (PassageKind.BOILERPLATE, PassageKind.BYLINE)}
        return tuple(passage for passage in self.left_out if passage not in own)
