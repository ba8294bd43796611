"""Decisions about mentions: which place one means, with confidence, reason and candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storymap.model.mention import Mention
from storymap.model.place import Place

UNSURE = 0.6  # a decision below this confidence is shown as unsure


@dataclass(frozen=True, slots=True)
class OverrideEntry:
    """Where an override is written."""

    file: str  # as messages show it: "places.yaml"
    line: int  # from 1


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code under [reason] of `wording/*.toml`, and the parameters of its sentence."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    override: OverrideEntry | None = None  # the override that decided it; None for an automatic decision


@dataclass(frozen=True, slots=True)
class Rejected:
    """A span that looked like a place and was judged not to be one."""

    surface: str
    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may mean."""

    place: Place
    score: float  # 0–1 within one mention; higher is better
    evidence: Mapping[str, float] = field(default_factory=dict)  # name of the evidence -> contribution


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision about a mention. `place` None: it is a place but not on the map; `reason` says why.

    `confidence` (0–1) is calibrated: of the decisions at 0.8, about four in five are right.
    """

    mention: Mention
    place: Place | None
    confidence: float
    reason: Reason
    candidates: tuple[Candidate, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether it is on the map with a confidence below `UNSURE`, which readers and editors are shown."""
        return self.place is not None and self.confidence < UNSURE
