"""What was found in an annotated text, held against what should have been: one Outcome each.

A finding and an expectation are paired one to one when they share a character; the same kind and the same span go
first. Every pair, every expectation without a finding and every finding without an expectation is an Outcome.
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
    WRONG = "wrong"  # another place than the writer meant
    ABSTAINED = "abstained"  # found, not put on the map
    MISSED = "missed"  # not found
    MAPPED = "mapped"  # put on the map where nothing should be: a demonym, an unmapped place, no place at all
    LEFT = "left off"  # nothing was to be put on the map, and nothing was
    SPURIOUS = "spurious"  # put on the map where the text says nothing of a place
    NEUTRAL = "neutral"  # repeats what another finding already says


@dataclass(frozen=True, slots=True)
class Finding:
    """A mention of the places document. `place` None: held to be a place, not on the map."""

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
        """Something was put on the map (as evidence, a demonym may carry a place without a pin)."""
        return self.found is not None and self.found.place is not None and self.found.kind != Kind.DEMONYM


def findings(document: Mapping[str, Any]) -> list[Finding]:
    """The mentions of a `storymap-places/1` document."""
    return [
        Finding(m["surface"], m["start"], m["end"], m["kind"], m["confidence"], m["place"])
        for m in document["mentions"]
    ]


def judge(text: AnnotatedText, found: Sequence[Finding]) -> list[Outcome]:
    """Every outcome of one text, in text order of the expectations; findings without one follow."""
    pairs = _pairs(text.expectations, found)
    outcomes = [_expected(text, e, found[pairs[i]] if i in pairs else None) for i, e in enumerate(text.expectations)]
    paired = set(pairs.values())
    return outcomes + [_unexpected(text, f) for i, f in enumerate(found) if i not in paired]


def _pairs(expected: Sequence[Expectation], found: Sequence[Finding]) -> dict[int, int]:
    """Index of expectation -> index of finding."""
    ranked = sorted(
        (_distance(e, f), i, j) for i, e in enumerate(expected) for j, f in enumerate(found) if _may_pair(e, f)
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _may_pair(expected: Expectation, found: Finding) -> bool:
    """They overlap; and a name is not found by a description or a demonym."""
    overlap = min(expected.end, found.end) > max(expected.start, found.start)
    return overlap and (found.named or expected.kind not in NAMED)


def _distance(expected: Expectation, found: Finding) -> tuple[bool, bool, int, int]:
    """How ill they fit: another kind, another span, few characters in common, many apart."""
    common = min(expected.end, found.end) - max(expected.start, found.start)
    apart = abs(expected.start - found.start) + abs(expected.end - found.end)
    return _family(expected.kind) != _family(found.kind), not _exact(expected, found), -common, apart


def _family(kind: str) -> str:
    return "name" if kind in NAMED else "description" if kind == Kind.RELATION else kind


def _exact(expected: Expectation, found: Finding) -> bool:
    """The same span, but for a leading "the", a possessive and punctuation at the edges."""
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
    """The place is the one meant: near enough or, for a country, the country itself or within half its radius."""
    if expected.position is not None:
        return distance_km(*expected.position, place["lat"], place["lon"]) <= expected.tolerance_km
    code: str = place["feature_code"]
    if code.startswith("PCL") and code != "PCLH" and expected.country in place["country_codes"][:1]:
        return True
    centre, radius_km = countries()[expected.country]
    return distance_km(*centre, place["lat"], place["lon"]) <= max(TOLERANCE_KM, radius_km / 2)


@cache
def countries() -> dict[str, tuple[Position, float]]:
    """Code -> centre, and the radius in km of the circle of its area."""
    table = tomllib.loads(Path(__file__).with_name("countries.toml").read_text(encoding="utf-8"))
    return {code: (Position(lat, lon), radius) for code, (lat, lon, radius) in table.items()}
