"""Rank the candidates of suggestions together with those of mentions, and find suggestions that can become mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from math import exp, log

from storymap.language import is_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Mention, Suggestion
from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.candidates import Group, gather
from storymap.resolve.promotion import ISLANDS_KM, NEAR_KM
from storymap.resolve.ranker import Ranking
from storymap.resolve.short_names import ShortNames
from storymap.sphere import distance_km

AROUND_KM = 60.0  # The support is strong if at least MANY different places in the article are at most this far away.
MANY = 3
PROMOTED_SCORE = 0.4  # minimum score of a suggestion that becomes a mention
PROMOTED_SHARE = 0.6  # a suggestion becomes a mention only if its best candidate has at least this share
# At most this many places in the article are compared, so that the time is linear in the length of the article
_PLACES = 200
_LONGEST = 300  # maximum number of characters in a mention
_IN = "suggested-in"  # the name is after a preposition that is used only before places
_POSITIONS = frozenset({_IN, "suggested-before", "suggested-list"})
_KNOWN = "suggested-known"  # the only reason for the suggestion is that the gazetteer has the name
_AFTER = "suggested-after"  # the name is after a preposition that is also used before names of people: "of", "for"


class Support(IntEnum):
    """How well the places in an article support a candidate of a suggestion."""

    FAR = 0  # all places of the article are far from the candidate
    UNKNOWN = 1  # the article has no other places
    NEAR = 2  # at least one place is near the candidate
    STRONG = 3  # several places are around the candidate


# For each support, the nats that are added to the log-odds of the score.
_BONUS = {Support.FAR: -0.5, Support.UNKNOWN: 0.0, Support.NEAR: 0.8, Support.STRONG: 2.0}
# These characters after a name show that it may be part of a longer one: "Sydney Festival"
_LONGER = lazy_pattern(r"[^\S\n](?:[A-ZÀ-Þ]|\d)|[-/–]")


def suggested_groups(
    suggestions: Sequence[Suggestion],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    home: tuple[float, float] | None,
) -> list[Group]:
    """Return a group for each suggestion. It has no mentions and no weight, so it does not affect the other groups.

    `mentions`: the mentions of the article.
    """
    short_names = ShortNames([m.name for m in mentions], gazetteer)
    return [replace(gather([s.mentions[0]], gazetteer, home, short_names)[0], mentions=[]) for s in suggestions]


def points_of(winners: Sequence[Entry | None]) -> list[Entry]:
    """Return at most _PLACES distinct places of the article. The distance of suggestions to these places is measured.

    `winners`: the best candidates of the article's names. Countries, seas and regions are left out.
    """
    distinct = {w.number: w for w in winners if w is not None and w.kind not in ("country", "sea", "region")}
    return list(distinct.values())[:_PLACES]


def suggested_points(groups: Sequence[Group], rankings: Sequence[Ranking | None]) -> list[Entry]:
    """Return the likely places of suggestions. In languages without a tagger, suggestions support each other."""
    likely = [
        g.candidates[int(r.shares.argmax())]
        for g, r in zip(groups, rankings, strict=True)
        if r is not None and float(r.shares.max()) >= PROMOTED_SHARE
    ]
    return points_of(likely)


def support_of(entry: Entry, points: Sequence[Entry], *, other_name: bool = False) -> Support:
    """Return how well the places of the article support a candidate.

    `other_name`: whether no mention of the article has this name. If the candidate is nevertheless one of the places, the
    article names it in two ways, such as "Fanning Island" and "Fanning". The two names are strong support.
    """
    if not points:
        return Support.UNKNOWN
    is_island = entry.kind == "island"
    near_km, around_km = (ISLANDS_KM, ISLANDS_KM) if is_island else (NEAR_KM, AROUND_KM)
    degrees = near_km / 110
    near = [
        km
        for p in points
        if p.number != entry.number
        and abs(entry.lat - p.lat) <= degrees
        and (km := distance_km(entry.lat, entry.lon, p.lat, p.lon)) <= near_km
    ]
    is_named = any(p.number == entry.number for p in points)
    if (is_named and other_name) or sum(km <= around_km for km in near) >= MANY:
        return Support.STRONG
    return Support.NEAR if near or is_named else Support.FAR


def may_be_supported(suggestion: Suggestion, best: Entry, article: Article) -> bool:
    """Return whether a weak name can become a suggestion if the article names places near it."""
    least = Match.OFFICIAL if is_language(article.language, "en") else Match.ALTERNATE
    return suggestion.reason.code in _POSITIONS | {_AFTER, _KNOWN} and best.match <= least


def with_context(score: float, support: Support) -> float:
    """Return the score (0–1) of a name, adjusted to the support for its best candidate.

    It is raised if places in the article are near the candidate, and lowered if all of them are far from it.
    """
    if not _BONUS[support]:
        return score
    score = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + exp(-(log(score / (1 - score)) + _BONUS[support]))), 4)


def is_sure(suggestion: Suggestion, best: Entry, share: float, article: Article, support: Support) -> bool:
    """Return whether score and places nearby support a suggestion well enough to make it a mention.

    This is for languages other than English, in which the positions of names are not known. For English, see
    `storymap.resolve.promotion`.
    """
    # If the support is strong, an alternate name is enough. For example, "Sterzing" is an alternate name of Vipiteno,
    # but in German it is the usual one.
    least = Match.ALTERNATE if support is Support.STRONG else Match.OFFICIAL
    return (
        (support is Support.STRONG or (support is Support.NEAR and suggestion.reason.code in _POSITIONS))
        and not suggestion.reason.params.get("words", "").endswith("the")
        and not suggestion.surface.isupper()
        and not any(_LONGER.match(article.text, m.end) for m in suggestion.mentions)
        and best.match <= least
        and share >= PROMOTED_SHARE
        and suggestion.score >= PROMOTED_SCORE
    )


def crosses(mention: Mention, mentions: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Return whether a name overlaps a mention without being inside it. `starts`: the sorted starts of the mentions."""
    near = mentions[bisect_left(starts, mention.start - _LONGEST) : bisect_left(starts, mention.end)]
    return any(m.end > mention.start and not (m.start <= mention.start and mention.end <= m.end) for m in near)
