"""Interfaces that the stages use: gazetteer, geocoder, basemap and exporters. The package implements each of them.

Other packages can add exporters with the entry point `storymap.exporters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol

from storymap.model import Article, BoundingBox, Camera, Footprint, Place, Position, Story


class Match(IntEnum):
    """How a name is related to a place; lower is better."""

    NAME = 0  # its English or everyday name
    OFFICIAL = 1  # another common name: of one side of a dispute, former, native, or an abbreviation in newspapers
    ALTERNATE = 2  # one of GeoNames' alternate names
    WEAK = 3  # matches only with other evidence: "the Gulf", "LA"


class Entry(NamedTuple):
    """A row of the gazetteer without its names; small. `Gazetteer.place` returns its Place."""

    number: int  # of the row
    match: Match
    lat: float
    lon: float
    population: int
    prominence: float  # log10 of the population, or an estimate on the same scale for other features (0–9)
    feature_code: str  # GeoNames'
    country: str  # ISO 3166-1 alpha-2 of the (first) country, "" for none
    admin1: str  # GeoNames code with country, "JP.12"; "" for none
    kind: str  # country, admin1, admin2, city, sea, island, land, water, region, historical, site, dispute


class Gazetteer(Protocol):
    """Finds places by name. Lookups ignore case, diacritics, full stops and hyphens (`gazetteer.fold`)."""

    def find(self, name: str) -> Sequence[Entry]:
        """All places with this name, best first: by prominence, minus a penalty for weaker matches; may be empty."""

    def best(self, name: str) -> tuple[str, float] | None:
        """Kind and prominence of the first result of `find`, several times faster; None for no result."""

    def place(self, entry: Entry | str) -> Place:
        """The Place of an entry or an id, without its footprint. GazetteerError: the id is unknown."""

    def footprint(self, place_id: str) -> Footprint | None:
        """The area of a place; None if only a point or a box is known."""

    def demonym(self, word: str) -> tuple[str, ...]:
        """The country codes or place ids of a demonym such as "Russian"; () for other words."""

    def negative(self, name: str) -> str | None:
        """Why `name` is never a place without other evidence; None if it can be."""

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """The most prominent places of `kinds` in `box`, best first; used for orientation labels."""

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """The places of `kinds` within `radius_km` of a position, nearest first. No kinds: all kinds."""

    def country_name(self, code: str) -> str:
        """The common English name of a country by its code; the code itself if it is unknown."""

    def admin1_name(self, code: str) -> str:
        """The name of an admin-1 unit by its GeoNames code ("JP.12"); "" if it is unknown."""

    def country_place(self, code: str) -> str:
        """The id of a country or territory by its code; "" for none."""

    def disputes(self) -> Sequence[DisputedArea]:
        """All disputed areas, with the words that describe them."""


class DisputedArea(NamedTuple):
    """A disputed area, to be matched with descriptions such as "the disputed islands off Hokkaido"."""

    id: str
    heads: frozenset[str]  # nouns that describe it, singular and lower case: island, territory
    words: frozenset[str]  # modifiers that apply to it: disputed, annexed, self-ruled, "russian-held"
    countries: frozenset[str]  # all sides
    holders: frozenset[str]  # the countries that administer it
    anchors: frozenset[str]  # ids of the places that it is "off" or "near"


class Geocoder(Protocol):
    def find(self, name: str) -> Sequence[Place]:
        """The places that an online service finds for `name`, best first. GeocodeError: the request failed."""


class Basemap(Protocol):
    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        """The vector tiles for the views of `cameras`, as JSON values for the page, in about `budget` bytes.

        `keep`: positions that the tiles must include.
        """


class Aspect(StrEnum):
    """A part of a story that a format can keep or drop. The values are shown to users."""

    TEXT = "the text"
    MENTIONS = "mentions"  # words and offsets
    DESCRIPTIONS = "descriptions"  # mentions that are not names: "the islands off Hokkaido"
    POSITIONS = "positions"
    AREAS = "areas"
    DISPUTES = "disputes"  # status, sides and the names that each side uses
    CONFIDENCE = "confidence"
    REASONS = "reasons"
    CANDIDATES = "other candidates"
    ABSENT = "what is not on the map"
    SCENES = "scenes"  # with their cameras
    DISTANCES = "distances"
    NOTES = "notes"  # the editor's
    SOURCES = "sources"  # of the places, with credits


@dataclass(frozen=True, slots=True)
class About:
    """A description of a format: its name on the command line, its title, and the parts of a story that it keeps."""

    name: str
    title: str
    suffix: str
    keeps: frozenset[Aspect]
    opened_by: str
    remark: str = ""  # shown in the list of formats
    extra: str = ""  # the extra of this package that it needs

    @property
    def drops(self) -> tuple[Aspect, ...]:
        """The parts of a story that it cannot hold."""
        return tuple(aspect for aspect in Aspect if aspect not in self.keeps)


class Lookups(NamedTuple):
    """Lookups for exporters: the area of a place by its id, the name of a country by its code."""

    footprint: Callable[[str], Footprint | None]
    country: Callable[[str], str]


class Exporter(Protocol):
    """An export format: a module of `storymap.export`, or the object of an entry point `storymap.exporters`."""

    ABOUT: About

    def write(self, story: Story, lookups: Lookups) -> bytes:
        """The content of the file; the same story gives the same bytes. OutputError: the format cannot hold the story."""


class Origin(Protocol):
    """Where the bytes of an article come from: `storymap.read.origin.Origin`."""

    @property
    def name(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def charset(self) -> str: ...
    @property
    def stem(self) -> str: ...


class Reader(Protocol):
    """A format of articles: a module of `storymap.read.formats`, or what an entry point `storymap.readers` names."""

    NAME: str  # for people: "Word document"
    SUFFIXES: Sequence[str]  # in lower case, with the dot

    def sniff(self, raw: bytes, /) -> bool:
        """Whether the content of a file shows that it has this format; fast, without parsing it."""

    def read(self, raw: bytes, origin: Origin, /) -> Article | Sequence[Article]:
        """The article of a file, or several. ArticleError: it cannot be read."""
