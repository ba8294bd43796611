"""The seams of the house: what a stage asks of the room it is given. Built-ins first; plugins through entry points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol

from storymap.model import BoundingBox, Camera, Footprint, Place, Position, Story


class Match(IntEnum):
    """How a name belongs to a place: lower is better."""

    NAME = 0  # its English or everyday name
    OFFICIAL = 1  # another name it is known by: a side's, a former, a native one, a newspaper's abbreviation
    ALTERNATE = 2  # one of GeoNames' many alternates
    WEAK = 3  # only with other evidence ("the Gulf", "LA")


class Entry(NamedTuple):
    """A row of the gazetteer as the resolver sees it: light, without names. `Gazetteer.place` makes a Place of it."""

    number: int  # row
    match: Match
    lat: float
    lon: float
    population: int
    prominence: float  # log10 of population, or what a feature of that fame is worth on the same scale (0–9)
    feature_code: str  # GeoNames'
    country: str  # ISO 3166-1 alpha-2 of the (first) country, "" for none
    admin1: str  # GeoNames code with country, "JP.12"; "" for none
    kind: str  # country, admin1, admin2, city, sea, island, land, water, region, historical, site, dispute


class Gazetteer(Protocol):
    """Names to places. Look-ups fold case, diacritics, full stops and hyphens (`gazetteer.fold`)."""

    def find(self, name: str) -> Sequence[Entry]:
        """All places known under `name`, best first: by prominence, less a handicap for weaker matches; may be empty."""

    def best(self, name: str) -> tuple[str, float] | None:
        """Kind and prominence of what `find` puts first, several times faster; None when nothing bears the name."""

    def place(self, entry: Entry | str) -> Place:
        """The whole Place of an entry or an id, without its footprint. GazetteerError when the id is unknown."""

    def footprint(self, place_id: str) -> Footprint | None:
        """The area of a place, or None where only a point or a box is known."""

    def demonym(self, word: str) -> tuple[str, ...]:
        """The country codes (or place ids) that "Russian", "Parisian" stands for; empty: no demonym."""

    def negative(self, name: str) -> str | None:
        """Why `name` must never match on its own; None when it may."""

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """The most prominent places of `kinds` inside `box`, best first: for orientation labels."""

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        """The places of `kinds` no farther than `radius_km` from a position, nearest first; no kinds: all of them."""

    def country_name(self, code: str) -> str:
        """The everyday English name of a country code; the code itself when it is unknown."""

    def admin1_name(self, code: str) -> str:
        """The name of an admin-1 unit by GeoNames code ("JP.12"); "" when it is unknown."""

    def country_place(self, code: str) -> str:
        """The id of a country or territory by its code; "" when there is none."""

    def disputes(self) -> Sequence[DisputedArea]:
        """Every disputed area, with what descriptions of it are read by."""


class DisputedArea(NamedTuple):
    """What "the disputed islands off Hokkaido" is matched against."""

    id: str
    heads: frozenset[str]  # the nouns it is described by, singular and lower case: island, territory
    words: frozenset[str]  # the modifiers that fit it: disputed, annexed, self-ruled, "russian-held"
    countries: frozenset[str]  # every side
    holders: frozenset[str]  # who administers it
    anchors: frozenset[str]  # ids of places it is "off" or "near"


class Geocoder(Protocol):
    def find(self, name: str) -> Sequence[Place]:
        """Places an online service knows under `name`, best first. GeocodeError when it cannot be asked."""


class Basemap(Protocol):
    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        """The vector tiles that `cameras` can show, as JSON values for the page, within about `budget` bytes."""


class Aspect(StrEnum):
    """What a story is made of, as far as a format can keep it or drop it. The values are read by people."""

    TEXT = "the text"
    MENTIONS = "mentions"  # where the text speaks of a place: its words and offsets
    DESCRIPTIONS = "descriptions"  # mentions that are no names: "the islands off Hokkaido"
    POSITIONS = "positions"
    AREAS = "areas"
    DISPUTES = "disputes"  # status, sides, and what each side calls the place
    CONFIDENCE = "confidence"
    REASONS = "reasons"
    CANDIDATES = "other candidates"
    ABSENT = "what is not on the map"
    SCENES = "scenes"  # with their cameras
    DISTANCES = "distances"
    NOTES = "notes"  # the editor's
    SOURCES = "sources"  # whom a place is from, and the credits


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say of a format: its name on the command line and among people, and what it keeps."""

    name: str
    title: str
    suffix: str
    keeps: frozenset[Aspect]
    opened_by: str
    remark: str = ""  # what else one should know before choosing it
    extra: str = ""  # the extra of the package that it needs

    @property
    def drops(self) -> tuple[Aspect, ...]:
        """What it has no room for."""
        return tuple(aspect for aspect in Aspect if aspect not in self.keeps)


class Lookups(NamedTuple):
    """What an exporter may look up besides the Story: the area of a place by its id, a country's name by its code."""

    footprint: Callable[[str], Footprint | None]
    country: Callable[[str], str]


class Exporter(Protocol):
    """A format of the outside world: a module of `storymap.export`, or what an entry point `storymap.exporters` names."""

    ABOUT: About

    def write(self, story: Story, lookups: Lookups) -> bytes:
        """The whole file; the same story gives the same bytes. OutputError when the format cannot hold it."""
