"""Find where an article's publisher is based, from what the article states or from the names in a local article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article
from storymap.ports import Gazetteer, Match
from storymap.positions import PositionError, looks_like_position, parse_position
from storymap.resolve.candidates import Group
from storymap.resolve.containment import inside
from storymap.resolve.dialect import NO_DIALECT, country_scores
from storymap.sphere import EARTH_KM

Array = NDArray[np.float64]

# Words that are frequent in local news, such as police, council, school and road.
_LOCAL = lazy_pattern(
    r"\b(?:[Pp]olice|[Ss]heriff|[Mm]ayor|City (?:Council|Hall|Manager)|[Cc]ouncil(?:man|woman|lors?|ors?)|(?:[Tt]own|[Vv]illage|[Bb]orough|[Pp]arish|[Dd]istrict|[Ss]hire|[Cc]ounty) [Cc]ouncil"
    r"|[Cc]ounty|[Cc]ommissioners?|[Ss]chool (?:[Dd]istrict|[Bb]oard)|(?:[Hh]igh|[Pp]rimary|Elementary|Middle|Grammar) [Ss]chool|Chamber of Commerce"
    r"|[Ff]ire (?:[Dd]epartment|[Ss]ervice|[Cc]hief|[Ss]tation)|[Ff]irefighters?|[Tt]ownship|[Dd]owntown|[Hh]igh [Ss]treet|[Pp]ublic [Ll]ibrary"
    r"|Ave\.|Avenue|St\.(?=,)|Street|Road|Rd\.|Interstate|Highway|Hwy\.?|I-\d+|Route \d+|A\d{2,4}|M\d{1,2}|Rotary|Lions Club|Legion|[Vv]olunteer|[Rr]esidents|[Pp]lanning [Cc]ommission)\b"
)
# An article is local if it has at least _LOCAL_SHARE matches of _LOCAL for each _LOCAL_WORDS words.
_LOCAL_WORDS = 100
_LOCAL_SHARE = 1.0
NUMBERS_SHARE = 0.5  # If an article has telephone numbers, which are also evidence, _LOCAL_SHARE is multiplied by this.

_KINDS = frozenset({"city", "admin2", "site", "water", "land", "island"})
_NAMES = 60  # only this many groups are used: those with the most mentions
_AREAS = 400  # only this many candidates are tried as the home: the most likely ones
_SCALE_KM = 40.0  # the gain of a candidate decreases with its distance from the home; this is the scale of the distance
# What the home adds to the score of a candidate at the home, in nats (differences of natural logarithms of
# probabilities): about the sum of the weights `home-50` and `home-300`.
_BOOST = 6.0
_SUPPORT = 0.25  # a name supports the home if its gain (in nats) is higher than this
MIN_GAIN = 2.0  # minimum sum of the gains (in nats) of all names for a home
MIN_NAMES = 2  # minimum number of different names that support the home


def home_of(article: Article, gazetteer: Gazetteer) -> tuple[tuple[float, float] | None, str]:
    """Return the publisher's home as (lat, lon), and its country code.

    The home may be given as a name or as a position. Return (None, "") if the article does not state the home or the
    gazetteer does not have it.
    """
    if article.home is None:
        return None, ""
    at = article.home.position
    if at is None and looks_like_position(article.home.name):
        # this error is only possible for front matter, because options and places.yaml have been checked
        with suppress(PositionError):
            at = parse_position(article.home.name, language=article.language)
    if at is not None:
        near = gazetteer.within(at.lat, at.lon, radius_km=60, kinds=frozenset({"city"}), limit=1)
        return (at.lat, at.lon), near[0].country if near else ""
    name, _, holder = article.home.name.partition(",")
    entries = gazetteer.find(name.strip())
    holders = gazetteer.find(holder.strip())[:4] if holder.strip() else []
    fitting = [e for e in entries if any(inside(e, h) for h in holders)]
    best = (fitting or list(entries))[:1]
    return ((best[0].lat, best[0].lon), best[0].country) if best else (None, "")


def is_local(text: str, share: float = _LOCAL_SHARE) -> bool:
    """Return whether an article is local news.

    Local news often mentions local authorities, schools and roads.

    `share`: minimum number of such words in _LOCAL_WORDS words.
    """
    words = text.count(" ") + 1
    return _count_local(text) * _LOCAL_WORDS >= share * words


@lru_cache(4)  # the count of an article is needed several times
def _count_local(text: str) -> int:
    return len(_LOCAL.findall(text))


def dialect_of(text: str) -> Mapping[str, float]:
    """Return the scores that the words of a local article in English give to countries.

    Return NO_DIALECT for other articles.
    """
    return country_scores(text) if is_local(text) else NO_DIALECT


def infer_home(groups: Sequence[Group], shares: Array) -> tuple[float, float] | None:
    """Return the home (lat, lon) that the names in a local article point to, or None.

    `shares`: the shares of the candidates of all groups, concatenated. Each likely candidate is tried as the home, and
    names that have a candidate nearby support it. A name with many candidates counts less, because it has one near
    almost every place.
    """
    groups = [g for g in groups if g.candidates]
    entries = [e for g in groups for e in g.candidates]
    owner = np.repeat(np.arange(len(groups)), [len(g.candidates) for g in groups])
    weight = np.array([min(g.weight, 2.0) for g in groups])
    chosen = np.argsort(-weight, kind="stable")[:_NAMES]
    local = np.array([e.kind in _KINDS and e.match < Match.WEAK for e in entries], dtype=bool)
    rows = np.flatnonzero(local & np.isin(owner, chosen))
    owners = owner[rows]
    first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if len(rows) else rows
    if len(first) < MIN_NAMES:
        return None
    lat, lon = np.radians([entries[i].lat for i in rows]), np.radians([entries[i].lon for i in rows])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    tried = np.argsort(-shares[rows], kind="stable")[:_AREAS]
    km = EARTH_KM * np.arccos(np.clip(unit[tried] @ unit.T, -1, 1))
    boosted = shares[rows] * np.expm1(_BOOST * np.exp(-km / _SCALE_KM))
    size = np.bincount(owner)[owners[first]]
    gain = np.log1p(np.add.reduceat(boosted, first, axis=1)) / np.log2(1.0 + size) * weight[owners[first]]
    total = np.where((gain > _SUPPORT).sum(axis=1) >= MIN_NAMES, gain.sum(axis=1), 0.0)
    best = int(total.argmax())
    if total[best] < MIN_GAIN:
        return None
    home = entries[rows[tried[best]]]
    return home.lat, home.lon
