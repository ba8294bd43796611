"""Candidates of suggestions, ranked together with the article's mentions, and the suggestions that are sure enough to be mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from storymap.model import Mention, Suggestion
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.candidates import Group, gather
from storymap.sphere import distance_km

NEAR_KM = 100.0  # from a place of the article; within it a name is more likely a place
NEAR_BONUS = 0.8  # nats that a candidate nearby adds to the score
FAR_PENALTY = 0.5  # nats that a candidate far from all places of the article takes away
PROMOTED_SCORE = 0.4  # score from which a name in a place's position near other places becomes a mention
PROMOTED_SHARE = 0.6  # share of its best candidate
_PLACES = 200  # of the article that are compared; keeps the time linear in its length
_LONGEST = 300  # characters of a mention
_POSITIONS = frozenset({"suggested-in", "suggested-before", "suggested-list"})
_LONGER = re.compile(r"[^\S\n](?:[A-ZÀ-Þ]|\d)|[-/–]")  # the name may be part of a longer one: "Sydney Festival"


def suggested_groups(
    suggestions: Sequence[Suggestion], gazetteer: Gazetteer, home: tuple[float, float] | None
) -> list[Group]:
    """A group for each suggestion. They have no mentions, so no weight: the other groups are ranked as without them."""
    return [replace(gather([s.mentions[0]], gazetteer, home)[0], mentions=[]) for s in suggestions]


def points_of(winners: Sequence[Entry | None]) -> list[Entry]:
    """The places of the article that nearness is measured from: not countries, which are near everything in them."""
    distinct = {w.number: w for w in winners if w is not None and w.kind not in ("country", "sea", "region")}
    return list(distinct.values())[:_PLACES]


def is_near(entry: Entry, points: Sequence[Entry]) -> bool:
    """Whether a place is within `NEAR_KM` of one of the points."""
    degrees = NEAR_KM / 110
    return any(
        abs(entry.lat - p.lat) <= degrees and distance_km(entry.lat, entry.lon, p.lat, p.lon) <= NEAR_KM for p in points
    )


def with_context(score: float, *, near: bool, alone: bool) -> float:
    """The score of a name with the nearness of its best candidate. `alone`: the article has no places to compare."""
    if alone:
        return score
    score = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + exp(-(log(score / (1 - score)) + (NEAR_BONUS if near else -FAR_PENALTY)))), 4)


def is_sure(suggestion: Suggestion, best: Entry, share: float, text: str, *, near: bool) -> bool:
    """Whether a name is so well supported that it is a mention: its position, its score and the places around agree."""
    return (
        near
        and not suggestion.reason.params.get("words", "").endswith("the")
        and not suggestion.surface.isupper()
        and not any(_LONGER.match(text, m.end) for m in suggestion.mentions)
        and suggestion.reason.code in _POSITIONS
        and best.match <= Match.OFFICIAL
        and share >= PROMOTED_SHARE
        and suggestion.score >= PROMOTED_SCORE
    )


def crosses(mention: Mention, mentions: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Whether a name overlaps one of the mentions without being inside of it. `starts`: of the mentions, in order."""
    near = mentions[bisect_left(starts, mention.start - _LONGEST) : bisect_left(starts, mention.end)]
    return any(m.end > mention.start and not (m.start <= mention.start and mention.end <= m.end) for m in near)
