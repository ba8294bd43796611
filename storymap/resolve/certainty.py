"""Estimate the probability that a name is a place and that the chosen place is right: the confidence of a Resolution.

The tagger's probability that a name is a place and the resolver's probability that the place is right depend on each
other, so their product is too low for most names. A logistic model therefore combines both with signs of doubt. For
example, the words after the name were not understood, the text gives the name to several places, the only candidate is
small, another place with the name is about as well known, or the words of a local article exclude the country. The
model is trained on the outcomes of all stages on annotated texts and on generated local news
(`storymap.forge.training.certainty`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from storymap.model import Mention
from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES, Array
from storymap.sphere import distance_km

CERTAINTY_FEATURES = (
    "bias", "product", "place", "right", "unread", "one-of-several", "only-small", "small", "given-name", "part", "alias",
    "ambiguous", "foreign", "rival", "comparable", "contested", "placed", "leads",
)  # fmt: skip
# The sign that each weight must have, as in `confidence.SIGNS`.
CERTAINTY_SIGNS = {
    "product": 1, "place": 1, "right": 1, "unread": -1, "one-of-several": -1, "only-small": -1, "small": -1, "given-name": -1,
    "part": -1, "alias": -1, "ambiguous": -1, "foreign": -1, "rival": -1, "comparable": -1, "contested": -1, "placed": 1, "leads": -1,
}  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_COULD = _COLUMN["could-60"]
_NEAR = [_COLUMN[name] for name in ("near-50", "near-150", "could-60", "admin1")]
_SMALL = 3.5  # prominence of a place with 3,000 people; names refer to smaller places less often
# If the gazetteer has only one place with a name, and its prominence is lower than this (4,000 people), the name often
# refers to another place.
_ONLY = 3.6
_ELSEWHERE_KM = 100.0  # candidates are different places if they are farther apart than this
# A candidate is about as well known as the best one if its prominence is lower by at most this difference (a tenth of
# the population).
_COMPARABLE = 1.0
_KM = 110.0  # kilometres in a degree of latitude
_SETTLED = frozenset({"city", "admin2"})  # in these kinds, many places have the same name
_TAGGER = (0.05, 0.995)  # the tagger's probability is limited to this range, because it is never certain
_RIGHT = (0.02, 0.985)  # the resolver's probability is limited to this range


def certainty_features(mention: Mention, group: Group, share: float, values: Array, best: int) -> Array:
    """Return the values of CERTAINTY_FEATURES for a mention and its best candidate, which has the index `best`.

    `share`: the probability that the candidate is right if the name is a place (`confidence.probability`). `values`: an
    array with a row for each candidate and a column for each of `FEATURES`.
    """
    entry, row, context = group.candidates[best], values[best], mention.context
    place, right = _limited(mention.confidence, _TAGGER), _limited(share, _RIGHT)
    told = row[_COLUMN["cue"]] > 0
    support = values[:, _NEAR].max(axis=1)
    near = float(support[best])
    rival = max(float(np.delete(support, best).max(initial=0.0)) - near, 0.0)
    foreign = -float(row[_COLUMN["dialect"]]) / 3 * (1.0 - float(row[_COLUMN["country"]]))
    qualified = bool(context.admin or (group.landmark and context.landmark))
    # If a river or mountain has a name of several words, other places rarely have this name, even if the river or
    # mountain is little known.
    specific = " " in group.surface and entry.kind != "city"
    small = 0.0 if specific else min(max(_SMALL - entry.prominence, 0.0), 1.5)
    only = len(group.candidates) == 1 and entry.prominence < _ONLY and not told and not specific
    ambiguous = 0.0 if told else float(np.log(len(group.candidates))) * (1.0 - near)
    others = [] if told else _elsewhere(group.candidates, best)
    comparable = sum(group.candidates[i].prominence > entry.prominence - _COMPARABLE for i in others)
    could = values[:, _COULD]
    contested = float(could[best]) > 0 and any(could[i] >= could[best] for i in others)
    return np.array([
        1.0, _logit(_limited(place * right, (0.02, 0.98))), _logit(place), _logit(right),
        float(context.unread), float(group.is_one_of_several and not qualified), float(only), small,
        float(context.given_name and not told), float(bool(group.part)), float(entry.match >= Match.ALTERNATE and bool(others)),
        ambiguous, 0.0 if told else foreign, 0.0 if told else rival,
        float(np.log1p(comparable)) if entry.kind in _SETTLED else 0.0, float(contested),
        float(context.placed), float(context.leads),
    ])  # fmt: skip


def _elsewhere(candidates: Sequence[Entry], best: int) -> list[int]:
    """Return the indices of candidates far from the best one. The name is their usual or official name."""
    entry = candidates[best]
    return [
        i
        for i, other in enumerate(candidates)
        if other.match <= Match.OFFICIAL
        and other.number != entry.number
        and (
            abs(other.lat - entry.lat) * _KM > _ELSEWHERE_KM
            or distance_km(entry.lat, entry.lon, other.lat, other.lon) > _ELSEWHERE_KM
        )
    ]


def _limited(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _logit(value: float) -> float:
    return float(np.log(value / (1.0 - value)))
