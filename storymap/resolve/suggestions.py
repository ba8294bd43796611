"""Rank the candidates of suggestions together with those of mentions, and find suggestions that can become mentions."""

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

NEAR_KM = 100.0  # a name is more likely a place if its best candidate is this near to a place in the article
NEAR_BONUS = 0.8  # nats that are added to the log-odds of the score if the candidate is near
FAR_PENALTY = 0.5  # nats that are subtracted from them if the candidate is far from all places in the article
PROMOTED_SCORE = 0.4  # minimum score of a suggestion that becomes a mention
PROMOTED_SHARE = 0.6  # minimum share of its best candidate
_PLACES = 200  # maximum number of places in the article that are compared; keeps the time linear in its length
_LONGEST = 300  # maximum number of characters in a mention
_POSITIONS = frozenset({"suggested-in", "suggested-before", "suggested-list"})
_LONGER = re.compile(r"[^\S\n](?:[A-ZÀ-Þ]|\d)|[-/–]")  # the name may be part of a longer one: "Sydney Festival"


def suggested_groups(
    suggestions: Sequence[Suggestion], gazetteer: Gazetteer, home: tuple[float, float] | None
) -> list[Group]:
    """Return a group for each suggestion. It has no mentions and no weight, so it does not affect the other groups."""
    return [replace(gather([s.mentions[0]], gazetteer, home)[0], mentions=[]) for s in suggestions]


def points_of(winners: Sequence[Entry | None]) -> list[Entry]:
    """Return the distinct places to which the distance of suggestions is measured: at most _PLACES of the winners.

    `winners`: the best candidates of the article's names. Countries, seas and regions are left out.
    """
    distinct = {w.number: w for w in winners if w is not None and w.kind not in ("country", "sea", "region")}
    return list(distinct.values())[:_PLACES]


def is_near(entry: Entry, points: Sequence[Entry]) -> bool:
    """Return whether a place is within `NEAR_KM` of one of the points."""
    degrees = NEAR_KM / 110
    return any(
        abs(entry.lat - p.lat) <= degrees and distance_km(entry.lat, entry.lon, p.lat, p.lon) <= NEAR_KM for p in points
    )


def with_context(score: float, *, near: bool, alone: bool) -> float:
    """Return the score (0–1) of a name, raised if its best candidate is near and lowered if it is far.

    `alone`: whether the article has no places to compare; if so, the score is returned unchanged.
    """
    if alone:
        return score
    score = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + exp(-(log(score / (1 - score)) + (NEAR_BONUS if near else -FAR_PENALTY)))), 4)


def is_sure(suggestion: Suggestion, best: Entry, share: float, text: str, *, near: bool) -> bool:
    """Return whether position, score and places nearby support a suggestion well enough to make it a mention."""
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
    """Return whether a name overlaps a mention without being inside it. `starts`: the sorted starts of the mentions."""
    near = mentions[bisect_left(starts, mention.start - _LONGEST) : bisect_left(starts, mention.end)]
    return any(m.end > mention.start and not (m.start <= mention.start and mention.end <= m.end) for m in near)
