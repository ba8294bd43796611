"""Places of the gazetteer, with their names and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from storymap.language import primary_language
from storymap.model.geometry import BoundingBox, Footprint, Position


@dataclass(frozen=True, slots=True)
class SideName:
    """A name that a place has in one language, or that one side of a dispute uses for the place.

    `side` is a country code, or "" if the name belongs to no side. `language` is a BCP 47 tag, or "" for any language.
    """

    name: str
    language: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute about a place. Sides are countries: ISO 3166-1 alpha-2 codes, or place ids if there is no code."""

    status: str  # disputed, annexed, occupied, breakaway, indeterminate
    administered_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    since: str = ""  # a year, or empty
    note: str = ""  # one neutral sentence


# Feature codes of places whose area is land and ends at the coast.
_ISLANDS = frozenset({"ISL", "ISLS", "ATOL", "REEF", "VLC"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `feature_class` and `feature_code` are from GeoNames (https://www.geonames.org/export/codes.html)."""

    id: str  # "geonames:2127515", "storymap:south-kuril-islands"
    name: str
    position: Position
    feature_class: str = ""
    feature_code: str = ""
    names: tuple[SideName, ...] = ()
    country_codes: tuple[str, ...] = ()
    admin1: str = ""  # the name for display: "Hokkaido"
    radius_km: float = 0.0  # 0 if the place is drawn as a point
    bbox: BoundingBox | None = None
    footprint: Footprint | None = None
    population: int = 0
    years: tuple[int, int] | None = None  # first and last year of a historical place
    dispute: Dispute | None = None
    source: str = ""  # a key of SOURCES.toml
    licence: str = ""
    approximate: bool = False
    mouth: Position | None = None  # the mouth of a river
    admin1_names: tuple[SideName, ...] = ()  # the names of `admin1` in other languages

    @property
    def is_drawn_by_hand(self) -> bool:
        """Whether the gazetteer's area of the place is a rough outline or a body of water.

        The edge of such an area is not a border.
        """
        own = self.footprint is None and self.id.startswith("storymap:") and self.dispute is None
        return own and self.feature_class in "HLTV" and self.feature_code not in _ISLANDS

    def admin1_called(self, language: str) -> str:
        """Return the name of the admin-1 unit in a language, or `admin1` if no name in the language is known."""
        primary = primary_language(language)
        known = (n.name for n in self.admin1_names if n.language == primary and not n.side)
        return self.admin1 if primary == "en" else next(known, self.admin1)

    def called(self, language: str) -> str:
        """Return the name of the place in a language (BCP 47).

        A name in the language that belongs to no side of a dispute is returned if there is one. Otherwise, the names of
        all sides are joined: "one / the other". If no name in the language is known, `name` is returned.
        """
        primary = primary_language(language)
        spoken = [n for n in self.names if n.language == primary]
        neutral = next((n.name for n in spoken if not n.side), "")
        if neutral or primary == "en":
            return neutral or self.name
        sides = dict.fromkeys(n.side for n in spoken)
        return " / ".join(dict.fromkeys(next(n.name for n in spoken if n.side == side) for side in sides)) or self.name
