"""The values of a place while the gazetteer is compiled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.ports import Match

# Rank of a fact -> prominence. Every newspaper reader knows the places of rank 1; places of rank 5 are only known
# locally. From one rank to the next, the population changes by a factor of about ten.
PROMINENCE_OF_RANK = {1: 7.5, 2: 6.6, 3: 5.6, 4: 4.7, 5: 3.8}


@dataclass(slots=True)
class Draft:
    """A place that becomes a row of the gazetteer.

    `names` are folded. If `names` is empty, it is set to the folded `name`.
    """

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
    row: int = -1  # row in the `World`; -1 before the draft is added to it

    def __post_init__(self) -> None:
        if not self.names:
            self.add_name(self.name, Match.NAME)

    def add_name(self, name: str, match: Match) -> None:
        """Add a name. If the place already has the name, the better match is kept."""
        folded = fold(name)
        if folded and match < self.names.get(folded, len(Match)):
            self.names[folded] = match

    def add_names(self, names: Any, match: Match) -> None:
        """Add one name, a list of names, or nothing (None)."""
        for name in [names] if isinstance(names, str) else names or ():
            self.add_name(name, match)
