"""Estimate the probability that a name is a place and that the chosen place is right: the confidence of a Resolution.

The tagger's probability that a name is a place and the resolver's probability that the place is right depend on each
other, so their product is too low for most names. A logistic model therefore combines both with signs of doubt:

- the words around the name: an article before a town ("the Ilala"), above all if no noun follows, "another", a
  capitalised word after the name, a qualifier that was not understood (`Doubt` lists most of them);
- the name: a first name, a less usual name of the place, a name that needs other evidence (`Match.WEAK`), a name in
  another spelling than that of the place, or a name that the text gives to several places;
- other places with the name: one that is nearer to the article's other places, as well known, or in the country that
  the article is about, or a lead over the second candidate that is small;
- no support: a name that the tagger doubts, and no other place of the article near the place;
- a little-known place that is much farther from the article's other places than these are from each other: the right
  place is often missing from the gazetteer;
- an admin-1 unit of a country that nothing else in the article is in;
- the article: few names of places in many words.

The model is trained on the outcomes of all stages on annotated texts and on generated local news
(`storymap.forge.training.certainty`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from storymap.model import Doubt, Mention
from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group
from storymap.resolve.features import FEATURES, Array
from storymap.resolve.surroundings import LARGE, Surroundings
from storymap.sphere import distance_km

CERTAINTY_FEATURES = (
    "bias", "product", "place", "right", "lead", "unread", "one-of-several", "only-small", "small", "given-name", "part", "alias",
    "weak", "ambiguous", "foreign", "rival", "comparable", "contested", "abroad", "unclear-unit", "unsupported", "placed",
    "article", "other", "at-unit", "of", "quoted", "longer", "sparse", "stray", "stray-local", "lone-unit",
    "bare", "respelled",
)  # fmt: skip
# The sign that each weight must have, as in `confidence.SIGNS`.
CERTAINTY_SIGNS = {name: -1 for name in CERTAINTY_FEATURES if name != "bias"} | {
    "product": 1, "place": 1, "right": 1, "lead": 1, "placed": 1,
}  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_COULD = _COLUMN["could-60"]
_NEAR = [_COLUMN[name] for name in ("near-50", "near-150", "could-60", "admin1")]
_AROUND = [_COLUMN[name] for name in ("country", "holds", "demonym")]  # support for a place that is too large for _NEAR
_ABROAD = [_COLUMN[name] for name in ("country", "admin1", "demonym")]
_COUNTRY = [_COLUMN[name] for name in ("country", "demonym")]
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
_UNITS = frozenset({"country", "admin1"})
_TAGGER = (0.05, 0.995)  # the tagger's probability is limited to this range, because it is never certain
_RIGHT = (0.02, 0.985)  # the resolver's probability is limited to this range
_LEAST = 1e-3  # shares of other candidates below this are not distinguished
_FULL_LEAD = 7.0  # nats; about the largest possible lead: the logarithm of 1 / _LEAST
_CLEAR = 4.0  # logit of a tagger's probability (0.982) at which a name is hardly doubtful
# Different names of places in 100 words. In articles with fewer, a name is less often the name of a place, and other
# places of the article show less often which one is meant.
_DENSE = 8.0
_LEAST_DENSE = 0.1  # lower densities are not distinguished
# Prominence (10,000 people) from which a place may be far from the article's other places. The doubt about a smaller
# place is full; it decreases to 0 at two more (a million people).
_KNOWN = 4.0
_HALF = 0.5  # support by this share of the other names counts as full support


def certainty_features(
    mention: Mention,
    group: Group,
    number: int,
    share: float,
    shares: Array,
    values: Array,
    surroundings: Surroundings,
) -> Array:
    """Return the values of CERTAINTY_FEATURES for a mention and its best candidate.

    `number`: the index of the group in the article. `share`: the probability that the candidate is right if the name is
    a place (`confidence.probability`). `shares`: the share of each candidate (see `Ranking`). `values`: an array with a
    row for each candidate and a column for each of `FEATURES`.
    """
    best = int(shares.argmax())
    entry, row, context = group.candidates[best], values[best], mention.context
    place, right = _limited(mention.confidence, _TAGGER), _limited(share, _RIGHT)
    told = bool(row[_COLUMN["cue"]] > 0)
    support = values[:, _NEAR].max(axis=1)
    near = float(support[best])
    others = [] if told else _elsewhere(group.candidates, best)
    unit = entry.kind in _UNITS
    unclear = _unclear(float(shares[best]))
    found = {
        "bias": 1.0, "product": _logit(_limited(place * right, (0.02, 0.98))), "place": _logit(place), "right": _logit(right),
        "lead": _lead(shares, best), "unread": context.unread,
        "one-of-several": group.is_one_of_several and not (context.admin or (group.landmark and context.landmark)),
        "given-name": context.given_name and not told, "part": bool(group.part),
        "alias": entry.match >= Match.ALTERNATE and bool(others), "weak": entry.match == Match.WEAK,
        "unclear-unit": unclear * unit,
        "unsupported": 0.0 if told else _unsupported(entry, _logit(place), near, float(row[_AROUND].max())),
        "placed": context.placed, **_size(group, entry, told=told),
    }  # fmt: skip
    if not told:
        found |= _rivals(group, values, others, support, best)
        found["abroad"] = found["abroad"] * unclear
        found |= _stray(number, entry, surroundings)
        found["lone-unit"] = (1.0 - float(row[_COUNTRY].max())) * (entry.kind == "admin1")
    doubts, density = context.doubts, surroundings.density
    found |= {
        "article": Doubt.ARTICLE in doubts and (unit or entry.kind in _SETTLED), "other": Doubt.OTHER in doubts,
        "at-unit": Doubt.AT in doubts and not told and (entry.kind in LARGE or entry.kind == "admin2"),
        "of": Doubt.OF in doubts, "quoted": Doubt.QUOTED in doubts, "longer": Doubt.LONGER in doubts,
        "bare": Doubt.BARE in doubts and (unit or entry.kind in _SETTLED), "respelled": group.is_respelled,
        "sparse": float(np.log(_DENSE / max(density, _LEAST_DENSE))) if density < _DENSE else 0.0,
    }  # fmt: skip
    return np.array([float(found.get(name, 0.0)) for name in CERTAINTY_FEATURES])


def _size(group: Group, entry: Entry, *, told: bool) -> dict[str, float]:
    """Return the features of a place that is little known."""
    # If a river or mountain has a name of several words, other places rarely have this name, even if the river or
    # mountain is little known.
    if " " in group.surface and entry.kind != "city":
        return {}
    only = len(group.candidates) == 1 and entry.prominence < _ONLY and not told
    return {"small": min(max(_SMALL - entry.prominence, 0.0), 1.5), "only-small": float(only)}


def _rivals(group: Group, values: Array, others: Sequence[int], support: Array, best: int) -> dict[str, float]:
    """Return the features that compare a candidate with the other ones.

    `others`: the indices of the candidates elsewhere. `support`: the support of each candidate by places near it.
    """
    entry, row, near = group.candidates[best], values[best], float(support[best])
    comparable = sum(group.candidates[i].prominence > entry.prominence - _COMPARABLE for i in others)
    could = values[:, _COULD]
    countries = values[:, _ABROAD].max(axis=1)
    own = max(float(countries[best]), float(row[_COLUMN["holds"]]))
    return {
        "ambiguous": float(np.log(len(group.candidates))) * (1.0 - near),
        "foreign": -float(row[_COLUMN["dialect"]]) / 3 * (1.0 - float(row[_COLUMN["country"]])),
        "rival": max(float(np.delete(support, best).max(initial=0.0)) - near, 0.0),
        "comparable": float(np.log1p(comparable)) if entry.kind in _SETTLED else 0.0,
        "contested": float(could[best] > 0 and any(could[i] >= could[best] for i in others)),
        "abroad": max(max((float(countries[i]) for i in others), default=0.0) - own, 0.0),
    }


def _stray(number: int, entry: Entry, surroundings: Surroundings) -> dict[str, float]:
    """Return the features of a little-known place that is farther from the article's other places than usual.

    "stray" is 0 if the article names the country or the admin-1 unit of the place. "stray-local" is larger if the other
    places are in one area. `number`: the index of the group of the name.
    """
    if entry.kind in LARGE:
        return {}
    known = _limited((entry.prominence - _KNOWN) / 2, (0.0, 1.0)) if entry.match <= Match.OFFICIAL else 0.0
    stray = surroundings.stray(number, entry) * (1.0 - known)
    if stray == 0:
        return {}
    named = surroundings.names_unit(number, entry)
    return {"stray": 0.0 if named else stray, "stray-local": stray * surroundings.tightness(number, entry)}


def _unsupported(entry: Entry, place: float, near: float, around: float) -> float:
    """Return the doubt of the tagger (0–2), multiplied by the lack of support from the article's other places (0–1).

    `place`: the logit of the tagger's probability. `near`, `around`: the support from places near the entry, and from its
    country.
    """
    support = max(near, around) if entry.kind in LARGE else near
    return min(max(_CLEAR - place, 0.0) / 2, 2.0) * (1.0 - min(support / _HALF, 1.0))


def _lead(shares: Array, best: int) -> float:
    """Return the lead of the best candidate over the second one (0–1), on a logarithmic scale."""
    second = max(float(np.delete(shares, best).max(initial=0.0)), _LEAST)
    return float(np.log(max(float(shares[best]), _LEAST) / second)) / _FULL_LEAD


def _unclear(share: float) -> float:
    """Return 0 if the other candidates together have a share of at most 0.001, 1 from 0.1, and a value between for others."""
    return _limited((float(np.log10(max(1.0 - share, 1e-6))) + 3) / 2, (0.0, 1.0))


def _elsewhere(candidates: Sequence[Entry], best: int) -> list[int]:
    """Return the indices of candidates far from the best one. Only candidates whose usual or official name is the
    searched name are included."""
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
