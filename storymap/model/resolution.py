"""Decisions about mentions: the resolved place, confidence, reason and candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storymap.model.mention import Mention
from storymap.model.place import Place

UNSURE = 0.8  # decisions with a confidence below this are shown as uncertain


@dataclass(frozen=True, slots=True)
class OverrideEntry:
    """The file and the line of an override."""

    file: str  # name of the file in messages: "places.yaml"
    line: int  # line number, from 1


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason for a decision.

    `code` is the key of a sentence under [reason] in `wording/*.toml`; `params` are the values in the sentence.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    override: OverrideEntry | None = None  # the override that made the decision, or None for an automatic decision


@dataclass(frozen=True, slots=True)
class Rejected:
    """A span that looked like a place name but is not one."""

    surface: str
    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may refer to."""

    place: Place
    score: float  # 0–1, relative to the mention's other candidates; higher is better
    evidence: Mapping[str, float] = field(default_factory=dict)  # type of evidence -> contribution to the score


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision about a mention. If `place` is None, the mention is not on the map, and `reason` says why.

    `confidence` (0–1) is calibrated: about four in five decisions with a confidence of 0.8 are correct.
    """

    mention: Mention
    place: Place | None
    confidence: float
    reason: Reason
    candidates: tuple[Candidate, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether the mention is on the map, but with a confidence below `UNSURE`.

        The page and the editor mark uncertain places.
        """
        return self.place is not None and self.confidence < UNSURE
