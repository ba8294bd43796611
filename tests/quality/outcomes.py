"""Compare the mentions found in an annotated text with the expectations; each comparison is an Outcome.

A finding and an expectation that share a character are paired one to one; pairs of the same kind and with the same span
are formed first. Every pair, every expectation without a finding and every finding without an expectation is an Outcome.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from storymap.model import Position
from storymap.sphere import distance_km
from tests.quality.annotated import NAMED, PLACED, TOLERANCE_KM, AnnotatedText, Expectation, Kind

_SPARE = re.compile(r"^(?:the\s+)|(?:['’]s?)$|^\W+|[\s,;:!?]+$", re.IGNORECASE)


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"  # the mention was put at another place than the annotated one
    ABSTAINED = "abstained"  # the mention was found, but not put on the map
    MISSED = "missed"  # the mention was not found
    MAPPED = "mapped"  # the mention was put on the map, but its annotation is `demonym`, `unmapped` or `not`
    LEFT = "left off"  # the mention was not put on the map, and its annotation is `demonym`, `unmapped` or `not`
    SPURIOUS = "spurious"  # the mention was put on the map, but has no annotation
    # the mention has no annotation, and is not on the map, or has the same place as an overlapping mention
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Finding:
    """A mention in the places document. `place` is None if the mention is unresolved."""

    surface: str
    start: int
    end: int
    kind: str
    confidence: float
    place: Mapping[str, Any] | None

    @property
    def named(self) -> bool:
        return self.kind in NAMED


class Outcome(NamedTuple):
    text: AnnotatedText
    expected: Expectation | None
    found: Finding | None
    verdict: Verdict
    exact: bool = False

    @property
    def decided(self) -> bool:
        """Whether something was put on the map. The place of a demonym is only evidence and not on the map."""
        return self.found is not None and self.found.place is not None and self.found.kind != Kind.DEMONYM


def findings(document: Mapping[str, Any]) -> list[Finding]:
    """Return the mentions of a `storymap-places/1` document."""
    return [
        Finding(m["surface"], m["start"], m["end"], m["kind"], m["confidence"], m["place"])
        for m in document["mentions"]
    ]


def judge(text: AnnotatedText, found: Sequence[Finding]) -> list[Outcome]:
    """Return the outcomes of one text: those of expectations in text order, then those of unpaired findings."""
    pairs = _pairs(text.expectations, found)
    outcomes = [_expected(text, e, found[pairs[i]] if i in pairs else None) for i, e in enumerate(text.expectations)]
    paired = set(pairs.values())
    return outcomes + [_unexpected(text, f) for i, f in enumerate(found) if i not in paired]


def _pairs(expected: Sequence[Expectation], found: Sequence[Finding]) -> dict[int, int]:
    """Return the pairs as a mapping from the index of the expectation to the index of the finding."""
    ranked = sorted(
        (_distance(e, f), i, j) for i, e in enumerate(expected) for j, f in enumerate(found) if _may_pair(e, f)
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _may_pair(expected: Expectation, found: Finding) -> bool:
    """Return whether an expectation and a finding overlap. An expected name is not paired with a description or a
    demonym that was found."""
    overlap = min(expected.end, found.end) > max(expected.start, found.start)
    return overlap and (found.named or expected.kind not in NAMED)


def _distance(expected: Expectation, found: Finding) -> tuple[bool, bool, int, int]:
    """Return a sort key for pairs, best first: same kind, same span, most characters in common, closest edges."""
    common = min(expected.end, found.end) - max(expected.start, found.start)
    apart = abs(expected.start - found.start) + abs(expected.end - found.end)
    return _family(expected.kind) != _family(found.kind), not _exact(expected, found), -common, apart


def _family(kind: str) -> str:
    return "name" if kind in NAMED else "description" if kind == Kind.RELATION else kind


def _exact(expected: Expectation, found: Finding) -> bool:
    """Return whether the spans are equal without a leading "the", a possessive ending and punctuation at the edges."""
    return _trimmed(expected) == _trimmed(found)


def _trimmed(span: Expectation | Finding) -> tuple[int, int]:
    start, end, surface = span.start, span.end, span.surface
    while (match := _SPARE.search(surface)) and match[0] and match[0] != surface:
        start, end = (start + match.end(), end) if match.start() == 0 else (start, end - len(match[0]))
        surface = surface[match.end() :] if match.start() == 0 else surface[: match.start()]
    return start, end


def _expected(text: AnnotatedText, expected: Expectation, found: Finding | None) -> Outcome:
    exact = found is not None and _exact(expected, found)
    on_map = found is not None and found.place is not None and found.kind != Kind.DEMONYM
    if expected.kind not in PLACED:
        return Outcome(text, expected, found, Verdict.MAPPED if on_map else Verdict.LEFT, exact)
    if found is None:
        return Outcome(text, expected, None, Verdict.MISSED)
    if found.place is None:
        return Outcome(text, expected, found, Verdict.ABSTAINED, exact)
    return Outcome(text, expected, found, Verdict.RIGHT if is_right(expected, found.place) else Verdict.WRONG, exact)


def _unexpected(text: AnnotatedText, found: Finding) -> Outcome:
    over = overlapped(text, found)
    placed = found.place if found.kind != Kind.DEMONYM else None
    repeats = any(e.kind in PLACED and placed is not None and is_right(e, placed) for e in over)
    harmless = placed is None or repeats
    return Outcome(text, None, found, Verdict.NEUTRAL if harmless else Verdict.SPURIOUS)


def overlapped(text: AnnotatedText, found: Finding) -> list[Expectation]:
    return [e for e in text.expectations if min(e.end, found.end) > max(e.start, found.start)]


def is_right(expected: Expectation, place: Mapping[str, Any]) -> bool:
    """Return whether a place is the expected one.

    If a position is expected, the place must be within the tolerance. If a country is expected, the place must be this
    country, or be at most half the radius of the country from its centre (at least 50 km).
    """
    if expected.position is not None:
        return distance_km(*expected.position, place["lat"], place["lon"]) <= expected.tolerance_km
    code: str = place["feature_code"]
    if code.startswith("PCL") and code != "PCLH" and expected.country in place["country_codes"][:1]:
        return True
    centre, radius_km = countries()[expected.country]
    return distance_km(*centre, place["lat"], place["lon"]) <= max(TOLERANCE_KM, radius_km / 2)


@cache
def countries() -> dict[str, tuple[Position, float]]:
    """Return country code -> (centre, radius in km of the circle with the country's area)."""
    table = tomllib.loads(Path(__file__).with_name("countries.toml").read_text(encoding="utf-8"))
    return {code: (Position(lat, lon), radius) for code, (lat, lon, radius) in table.items()}
