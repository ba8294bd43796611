"""Mentions: spans of text that name or describe a place, with information from the surrounding words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    """The way in which a mention refers to a place."""

    NAME = "name"
    DESCRIPTION = "description"
    DEMONYM = "demonym"
    METONYM = "metonym"  # a name used for a government: "Moscow said"


class Doubt(StrEnum):
    """A sign in the words around a name that the name may not mean its usual place."""

    ARTICLE = "article"  # an article precedes, as before a thing named after a place: "the Ilala sailed"
    OTHER = "other"  # "another Portland", "a cow named Dundee"
    AT = "at"  # "at Panama": usual before towns, not before countries
    OF = "of"  # a capitalised word and "of" precede, as in names of organisations: "District of Kansas"
    QUOTED = "quoted"  # a quotation mark or bracket precedes
    BARE = "bare"  # an article precedes, and no noun follows that the article may belong to: "the Punta Arenas, on"
    LONGER = "longer"  # a capitalised word follows, so the name may be part of a longer one: "Austin Rovers"


class TownSign(StrEnum):
    """What the words around a name show about the town with this name, if a state or a country has the same name."""

    NONE = ""
    TOWN = "town"  # the town is meant: "the streets of Guatemala"
    VOYAGE = "voyage"  # the town is meant if it has exactly this name: "sailed for Panama", but not "sailed for Mexico"


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance that the text states: "about 800 km away"."""

    km: float  # rounded to six significant digits
    words: str  # the distance as written, without "away": "about 800 km"
    away: bool = False  # whether the word "away" follows


@dataclass(frozen=True, slots=True)
class SpatialRelation:
    """The words before a name that say where something is relative to it: "off the coast of", "800 km away off"."""

    kind: str  # off, from, north of…
    start: int  # text offset of the first word
    distance: Distance | None = None


@dataclass(frozen=True, slots=True)
class NameContext:
    """What the words around a name say about it."""

    admin: str = ""  # the containing unit named next to it: "Hokkaido" in "Chitose, Hokkaido"
    dateline: bool = False  # whether the article begins with this name as its dateline
    relation: SpatialRelation | None = None
    type_word: str = ""  # lower case: "state" in "the state of Washington", "river" in "the Missouri river"
    type_is_sure: bool = False  # False if the type word may refer to something else: "Boston state officials"
    siblings: tuple[int, ...] = ()  # start offsets of the names in the same list, including this one
    landmark: str = ""  # a nearby place, named next to it: "Tyne" in "Newcastle, on the Tyne"
    is_area: bool = False  # whether the words before it show that it is an area, not a town: "throughout Veracruz"
    given_name: bool = False  # whether it is also a first name: "Florence"
    unread: bool = False  # whether the words after it seem to give its location, but contain no known place
    placed: bool = False  # whether a preposition shows that something is there or goes there: "in Austin"
    doubts: frozenset[Doubt] = frozenset()  # only in English texts
    town: TownSign = TownSign.NONE


@dataclass(frozen=True, slots=True)
class Description:
    """The parts of a definite description: "the small Russian-held islands off Hokkaido"."""

    head: str  # the noun, a key of `kinds.HEADS`: "islands"
    modifiers: tuple[str, ...] = ()  # lower case: "small", "russian-held"
    determiner: str = ""  # lower case
    plural: bool = False
    relation: str = ""  # off, near, north of, between, claimed, held, annexed…
    anchors: tuple[str, ...] = ()  # the names that `relation` refers to, or that follow "the capital of"
    year: str = ""  # "2014" in "annexed in 2014"
    holders: tuple[str, ...] = ()  # country codes: RU for "Russian-held"
    # country codes or place ids of the demonym or country before the noun: LY for "the Libyan port"
    peoples: tuple[str, ...] = ()
    demonym: str = ""  # the demonym or country in lower case; also one of `modifiers`


@dataclass(frozen=True, slots=True)
class RelativePoint:
    """A point that the text locates relative to other places: "30 miles north of Waco", "between Crete and Rhodes"."""

    relation: str  # between, north of, off…
    km: float | None = None  # None for "between"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names or describes a place.

    A mention can be inside another mention; other overlaps do not occur. `surface` is `text[start:end]`. `confidence`
    (0–1) is the probability, as estimated by the recognizer, that the span is a place. The resolver uses the other
    fields.
    """

    surface: str
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    confidence: float = 1.0
    lemma: str = (
        ""  # the base form of an inflected or prefixed name: "Kraków" for "Krakowie"; "" if it equals the surface
    )
    context: NameContext = NameContext()
    stands_for: tuple[str, ...] = ()  # country codes or place ids that a demonym refers to; () for other mentions
    description: Description | RelativePoint | None = None  # the parts of a description; None for names

    @property
    def name(self) -> str:
        """The name to look up in the gazetteer."""
        return self.lemma or self.surface
