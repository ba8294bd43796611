"""Decide which suggestions in English text become mentions.

A logistic model combines the score of an occurrence of the name, which depends on the words around it, with the rest of
the article: how many of its places are near the best candidate, and how clearly this candidate is the best one. The
result is the probability that the occurrence means this candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log, log1p

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Entry, Match
from storymap.sphere import distance_km

# Minimum probability of a suggestion that becomes a mention. It is above 0.5, because the shares of the ranker are now
# clearer than those to which the weights were fitted.
PROMOTED = 0.52
NEAR_KM = 100.0  # a place of the article is near a candidate if it is at most this far from it
ISLANDS_KM = 150.0  # for an island, this distance replaces NEAR_KM, because the islands of a group are farther apart
CLOSE_KM = 30.0  # the feature "close" counts the places in this distance
_KM = 110.0  # kilometres in a degree of latitude
_LOOK_BACK = 30  # characters
_LIMITS = (1e-3, 1 - 1e-3)  # scores and shares are limited to this range, because they are never certain
_LEAST_SHARE = 0.12  # lower shares of the best candidate are not distinguished
_WORD_OF_ENGLISH = "an English word"
# kinds of places whose names rarely follow "the"
_WITHOUT_ARTICLE = frozenset({"city", "admin1", "admin2", "site", "country"})

# The weights of the features, in nats: what each adds to the natural logarithm of the odds.
# `python -m tests.quality.promotion` fits them to the annotated texts.
WEIGHTS: Mapping[str, float] = {
    "bias": -0.72,
    "score": 1.02,
    "near": 0.15,
    "close": 0.46,
    "country": 1.02,
    "far": -1.85,
    "named": -1.30,
    "share": 0.19,
    "alias": -0.60,
    "longer-after": -1.34,
    "longer-before": -1.43,
    "article": -0.46,
    "word": -0.79,
    "several": 0.78,
}

# Matches the characters after a name that show that it may be part of a longer one: "Sydney Festival", "the Duke of".
_LONGER = lazy_pattern(r"[^\S\n](?:of[^\S\n](?:the[^\S\n])?)?[A-ZÀ-Þ]|-")
# Matches a capitalised word before a name that does not begin a sentence: "Red" in "a piece of Red Leicester".
_CAPITAL_BEFORE = lazy_pattern(r"[\w,;:’'][^\S\n](?:[A-ZÀ-Þ][\w’'-]*|[A-Z]\.)[^\S\n]$")
_DETERMINER = lazy_pattern(r"\b(?:[Aa]n?|his|her|its|my|our|their)\s$")
_THE = lazy_pattern(r"\b[Tt]he\s$")


def promotion_features(
    text: str, mention: Mention, best: Entry, share: float, country: float, points: Sequence[Entry], why: str | None
) -> dict[str, float]:
    """Return the features of an occurrence of a suggested name.

    `best`: its best candidate. `share`: the probability of this candidate among the candidates of the name. `country`:
    the share of the article's names that are in the
    country of this candidate. `points`: the places of the article. `why`: the reason why the name alone is usually not a
    place, or None.
    """
    radius = ISLANDS_KM if best.kind == "island" else NEAR_KM
    others = [p for p in points if p.number != best.number and abs(p.lat - best.lat) * _KM <= radius]
    near = [km for p in others if (km := distance_km(best.lat, best.lon, p.lat, p.lon)) <= radius]
    named = any(p.number == best.number for p in points)
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    article = _DETERMINER.search(before) or (best.kind in _WITHOUT_ARTICLE and _THE.search(before))
    return {
        "bias": 1.0,
        "score": _logit(mention.confidence),
        "near": log1p(len(near)),
        "close": log1p(sum(km <= CLOSE_KM for km in near)),
        "country": country,
        "far": float(not near and not named),
        "named": float(named),
        "share": _logit(max(share, _LEAST_SHARE)),
        "alias": float(best.match >= Match.ALTERNATE),
        "longer-after": float(_LONGER.match(text, mention.end) is not None),
        "longer-before": float(_CAPITAL_BEFORE.search(before) is not None),
        "article": float(bool(article)),
        "word": float(why == _WORD_OF_ENGLISH),
        "several": float(" " in mention.surface),
    }


def promotion_probability(features: Mapping[str, float]) -> float:
    """Return the probability that the occurrence of a name with these features means its best candidate."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def _logit(value: float) -> float:
    value = min(max(value, _LIMITS[0]), _LIMITS[1])
    return log(value / (1 - value))
