"""Suggestions: names that may be places but were not recognized with enough confidence."""

from __future__ import annotations

from dataclasses import dataclass

from storymap.model.mention import Mention
from storymap.model.resolution import Candidate, Reason

STRICT_SUGGESTION = 0.5  # suggestions with at least this score count for `--strict`: more likely a place than not


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is not on the map but may be a place. `mentions` are the occurrences of the name in text order.

    There is at least one. `score` (0–1) is the probability that the name is a place. `candidates` are the places to
    which the name may refer, best first; there are none if the name is not in the gazetteer.
    """

    mentions: tuple[Mention, ...]
    reason: Reason
    score: float
    candidates: tuple[Candidate, ...] = ()

    @property
    def surface(self) -> str:
        """The name as it is written at its first occurrence."""
        return self.mentions[0].surface

    @property
    def start(self) -> int:
        """The text offset of the start of the first occurrence."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """The text offset after the end of the first occurrence."""
        return self.mentions[0].end
