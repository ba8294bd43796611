"""Interfaces that the stages use: gazetteer, geocoder, basemap, exporters and readers.

The package implements all these interfaces.

Other packages can add exporters and readers with the entry points `storymap.exporters` and `storymap.readers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol

from storymap.model import Article, Attribution, BoundingBox, Camera, Footprint, Label, Place, Position, Story


class Match(IntEnum):
    """How a name is related to a place. A lower value is a better match."""

    NAME = 0  # the English or everyday name of the place
    # another common name: a former name, a native one, one of a side of a dispute, or an abbreviation in newspapers
    OFFICIAL = 1
    ALTERNATE = 2  # one of GeoNames' alternate names
    WEAK = 3  # a name that matches only if there is other evidence: "the Gulf", "LA"


class Entry(NamedTuple):
    """A row of the gazetteer. To save memory, an entry does not contain names.

    `Gazetteer.place` returns the Place of an entry.
    """

    number: int  # row number of the entry in the gazetteer
    match: Match
    lat: float  # in degrees (WGS 84), like `lon`
    lon: float
    population: int
    prominence: float  # log10 of the population, or an estimate on the same scale for other features (0–9)
    feature_code: str  # GeoNames feature code
    country: str  # ISO 3166-1 alpha-2 code of the first country; "" if there is none
    admin1: str  # GeoNames code of the admin-1 unit, with the country: "JP.12"; "" if there is none
    kind: str  # country, admin1, admin2, city, sea, island, land, water, region, historical, site, dispute


class Gazetteer(Protocol):
    """Finds places by name. Case, diacritics, full stops and hyphens are ignored (see `gazetteer.fold`)."""

    def find(self, name: str) -> Sequence[Entry]:
        """Return all places with a name, best first.

        Places are ordered by prominence, minus a penalty for weaker matches (see `Match`).
        """

    def best(self, name: str) -> tuple[str, float] | None:
        """Return the kind and the prominence of the first result of `find`, or None.

        `best` is several times faster than `find`.
        """

    def longer(self, name: str, most: int) -> Sequence[Entry]:
        """Return all places whose name is `name` and further words: "Melton Mowbray" for "Melton".

        If there are more than `most` such names, return ().
        """

    def place(self, entry: Entry | str) -> Place:
        """Return the Place of an entry or an id, without its footprint. Raise GazetteerError if the id is unknown."""

    def footprint(self, place_id: str) -> Footprint | None:
        """Return the area of a place, or None if only a point or a box is known."""

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the country codes or place ids of a demonym such as "Russian", or () for other words."""

    def negative(self, name: str) -> str | None:
        """Return the reason why `name` alone is never a place, or None if the name can be a place."""

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """Return the `limit` most prominent places of `kinds` in a box, most prominent first.

        Orientation labels are chosen from these places.
        """

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """Return at most `limit` places within `radius_km` of a position, nearest first.

        If `kinds` is not empty, return only places of these kinds.
        """

    def country_name(self, code: str) -> str:
        """Return the common English name of the country with a code, or the code itself if it is unknown."""

    def admin1_name(self, code: str) -> str:
        """Return the name of the admin-1 unit with a GeoNames code ("JP.12"), or "" if the code is unknown."""

    def country_place(self, code: str) -> str:
        """Return the id of the country or territory with a code, or "" if the code is unknown."""

    def disputes(self) -> Sequence[DisputedArea]:
        """Return all disputed areas, with the words that describe them."""


class DisputedArea(NamedTuple):
    """A disputed area that descriptions such as "the disputed islands off Hokkaido" can refer to."""

    id: str
    heads: frozenset[str]  # nouns that describe it, singular and lower case: island, territory
    words: frozenset[str]  # modifiers that apply to it: disputed, annexed, self-ruled, "russian-held"
    countries: frozenset[str]  # codes of all sides
    holders: frozenset[str]  # the countries that administer it
    anchors: frozenset[str]  # ids of places in descriptions such as "off Hokkaido"


class Geocoder(Protocol):
    """An online service that finds places by name. An online service is used only if the user asks for it."""

    def find(self, name: str) -> Sequence[Place]:
        """Return the places that the service finds for a name, best first.

        Raise GeocodeError if the request failed.
        """


class Basemap(Protocol):
    """The vector tiles of the world that are part of the package."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        """Return the vector tiles that the cameras can show, as JSON values for the page with about `budget` bytes.

        `keep` are the positions of the story's places. Tiny islands near these positions are included; other tiny
        islands are not.
        """


class StreetMap(Protocol):
    """Streets of a town or valley from the user's archive.

    Streets are drawn at zooms that are too high for the basemap.
    """

    name: str  # the file name or URL, for messages
    max_zoom: float  # highest zoom of a camera for which it has enough detail
    attribution: Attribution

    def covers(self, lat: float, lon: float) -> bool:
        """Return whether the archive covers a position."""

    def labels(self, box: BoundingBox, zoom: float, language: str) -> Sequence[Label]:
        """Return the names of streets, water and places in a box at a zoom. The most important names come first."""


class Aspect(StrEnum):
    """A part of a story that an export format can include or leave out. Users see the values."""

    TEXT = "the text"
    MENTIONS = "mentions"  # the words and the offsets of the mentions
    DESCRIPTIONS = "descriptions"  # mentions that are not names: "the islands off Hokkaido"
    POSITIONS = "positions"
    AREAS = "areas"
    DISPUTES = "disputes"  # the status of a dispute, its sides, and the names that each side uses
    CONFIDENCE = "confidence"
    REASONS = "reasons"
    CANDIDATES = "other candidates"
    ABSENT = "what is not on the map"
    SCENES = "scenes"  # the scenes with their cameras
    DISTANCES = "distances"
    NOTES = "notes"  # notes from places.yaml
    LAYERS = "layers"  # lines, areas and points from files that places.yaml names
    PICTURES = "pictures"  # pictures of the article and of places.yaml
    SOURCES = "sources"  # sources of the places, with credits


@dataclass(frozen=True, slots=True)
class About:
    """The description of an export format.

    `name` is the name of the format on the command line; `keeps` are the parts of a story that the format includes.
    """

    name: str
    title: str
    suffix: str
    keeps: frozenset[Aspect]
    opened_by: str
    remark: str = ""  # shown in the list of formats
    extra: str = ""  # the optional dependency ("extra") of this package that it needs

    @property
    def drops(self) -> tuple[Aspect, ...]:
        """The parts of a story that the format leaves out."""
        return tuple(aspect for aspect in Aspect if aspect not in self.keeps)


class Lookups(NamedTuple):
    """Functions that exporters can call. `footprint` returns the area of the place with an id.

    `country` returns the name of the country with a code.
    """

    footprint: Callable[[str], Footprint | None]
    country: Callable[[str], str]


class Exporter(Protocol):
    """An export format.

    An exporter is a module of `storymap.export`, or the object that an entry point `storymap.exporters` names.
    """

    ABOUT: About

    def write(self, story: Story, lookups: Lookups) -> bytes:
        """Return the content of the file. The same story must always give the same content.

        Raise OutputError if the format cannot represent the story.
        """


class Origin(Protocol):
    """Where the content of an article comes from. `storymap.read.origin.Origin` implements this interface."""

    @property
    def name(self) -> str:
        """The name of the file, or the URL, to show in messages."""

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with the dot, or "" if it has none."""

    @property
    def address(self) -> str:
        """The URL of the page, or "" for a file."""

    @property
    def charset(self) -> str:
        """The character set that the server states, or "" if it states none."""

    @property
    def stem(self) -> str:
        """The name without its suffix, to use as a title."""


class Reader(Protocol):
    """A file format of articles.

    A reader is a module of `storymap.read.formats`, or the object that an entry point `storymap.readers` names.
    """

    NAME: str  # the name of the format in messages: "Word document"
    SUFFIXES: Sequence[str]  # suffixes of file names, in lower case with the dot

    def sniff(self, raw: bytes, /) -> bool:
        """Return whether the content shows that a file has this format.

        This check must be fast, so it must not parse the file.
        """

    def read(self, raw: bytes, origin: Origin, /) -> Article | Sequence[Article]:
        """Return the article in a file, or all articles if there are several.

        Raise ArticleError if the file cannot be read.
        """
