"""A place on its way into the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match

# rank of a fact -> prominence: 1 every newspaper reader knows it … 5 local. A rank up is worth ten times the people.
PROMINENCE_OF_RANK = {1: 7.5, 2: 6.6, 3: 5.6, 4: 4.7, 5: 3.8}


@dataclass(slots=True)
class Draft:
    """What a row of the gazetteer will be made of. `names` are folded."""

    id: str
    name: str
    kind: str
    code: str
    lat: float
    lon: float
    prominence: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    box: BoundingBox | None = None
    names: dict[str, Match] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    other_ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.know(self.name, Match.NAME)

    def know(self, name: str, match: Match) -> None:
        """Adds a name; of two ways in which it belongs to the place the better one stays."""
        folded = fold(name)
        if folded and match < self.names.get(folded, len(Match)):
            self.names[folded] = match

    def know_all(self, names: Any, match: Match) -> None:
        """Adds a name, or each of a list, or none."""
        for name in [names] if isinstance(names, str) else names or ():
            self.know(name, match)


@dataclass(slots=True)
class World:
    """Everything that goes into the file."""

    drafts: list[Draft]
    demonyms: dict[str, list[str]] = field(default_factory=dict)
    negative: dict[str, list[str]] = field(default_factory=dict)
    disputes: list[list[Any]] = field(default_factory=list)
    country_ids: dict[str, str] = field(default_factory=dict)
