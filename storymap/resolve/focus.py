"""What an article has spoken of up to a point: its places in order, and the country and unit that it is mostly about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from storymap.kinds import is_country
from storymap.model import Article, Mention, MentionKind, Place, Resolution

K = TypeVar("K")
DOMINANT = 0.6  # share of what was named that one country or unit must have for the article to be about it
REMEMBERED = 400  # points looked back at: keeps the work linear in the article's length
FADING = 0.6  # what a mention is worth, a passage later
OWN = 3  # times that a place must have been named to be what the article is about
CLEARLY = 2.0  # times the next one


class Point(NamedTuple):
    """A mention, named or described, that a description may refer back to."""

    start: int
    passage: int
    place: Place
    speaks: bool = False  # the name stands for a government, not for the place


class Focus:
    """The points of an article in text order; grows as descriptions are read."""

    def __init__(self, article: Article, mentions: Sequence[Mention], decided: Mapping[int, Resolution]) -> None:
        self._starts = [p.start for p in article.passages]
        self.points = [
            Point(m.start, self.passage(m.start), place, m.kind is MentionKind.METONYM)
            for i, m in enumerate(mentions)
            if i in decided and (place := decided[i].place) is not None
        ]
        self.points.sort(key=lambda p: p.start)
        demonyms = [c for m in mentions if m.kind is MentionKind.DEMONYM for c in m.stands_for]
        self.countries = Counter(c for p in self.points for c in p.place.country_codes[:1]) + Counter(demonyms)
        self.units = Counter((p.place.country_codes[0], p.place.admin1) for p in self.points if _in_unit(p.place))
        self.datelines = {m.start for m in mentions if m.context.dateline}
        self.ids = {p.place.id for p in self.points}

    def passage(self, offset: int) -> int:
        """The number of the passage that holds an offset."""
        return bisect_right(self._starts, offset) - 1

    def add(self, start: int, place: Place) -> None:
        """A description that was read: what follows may refer back to it."""
        insort(self.points, Point(start, self.passage(start), place), key=lambda p: p.start)
        self.ids.add(place.id)

    def before(self, start: int, passages: int, fits: Callable[[Place], bool] = lambda place: True) -> list[Point]:
        """The fitting points before an offset, in its passage and so many passages before it, in text order."""
        last = bisect_left(self.points, start, key=lambda p: p.start)
        here, found = self.passage(start), []
        for point in reversed(self.points[max(0, last - REMEMBERED) : last]):
            if here - point.passage > passages:
                break
            if fits(point.place):
                found.append(point)
        return found[::-1]

    def between(self, start: int, end: int) -> list[Point]:
        """The points of a stretch of text, half-open."""
        first, after = (bisect_left(self.points, edge, key=lambda p: p.start) for edge in (start, end))
        return self.points[first:after]

    def country(self, start: int) -> str:
        """The code of the country that is spoken of at an offset; "" when there is no telling.

        The one the article is about, unless another was named nearby; where it is about none, the only one named nearby, if none
        is named more often.
        """
        near: set[str] = set()
        for passages in (0, 1):
            near = near or {p.place.country_codes[0] for p in self.before(start, passages, _is_country)}
        leading = dominant(self.countries, "")
        if leading:
            return leading if near <= {leading} else ""
        most = self.countries.most_common(1)
        return most[0][0] if most and near == {most[0][0]} else ""

    def unit(self, start: int) -> tuple[str, str]:
        """Country code and name of the admin-1 unit that is spoken of at an offset; ("", "") when there is no telling."""
        near = {(p.place.country_codes[0], p.place.admin1) for p in self.before(start, 1, _in_unit)}
        leading = dominant(self.units, ("", ""))
        if len(near) == 1 and leading in (("", ""), *near):
            return near.pop()
        return leading if leading in near else ("", "")

    def most_named(self, start: int, fits: Callable[[Place], bool]) -> set[str]:
        """The ids of the fitting places that were named most often before an offset."""
        last = bisect_left(self.points, start, key=lambda p: p.start)
        counts = Counter(p.place.id for p in self.points[max(0, last - REMEMBERED) : last] if fits(p.place))
        top = max(counts.values(), default=0)
        return {key for key, count in counts.items() if count == top}

    def own(self, start: int, fits: Callable[[Place], bool]) -> Place | None:
        """The fitting place that the article is filed from, or that it had named far more often than any other."""
        last = bisect_left(self.points, start, key=lambda p: p.start)
        points = [p for p in self.points[max(0, last - REMEMBERED) : last] if fits(p.place)]
        for point in points[:3]:
            if point.start in self.datelines:
                return point.place
        counts = Counter(p.place.id for p in points).most_common(2)
        if not counts or counts[0][1] < OWN or (len(counts) > 1 and counts[0][1] < CLEARLY * counts[1][1]):
            return None
        return next(p.place for p in points if p.place.id == counts[0][0])

    def leading(self, points: Iterable[Point]) -> Place | None:
        """Of some points the place named last and most: it must lead the next one clearly. None when none does."""
        scores: dict[str, float] = {}
        places: dict[str, Place] = {}
        listed = list(points)
        if not listed:
            return None
        latest = listed[-1].passage
        for point in listed:
            places[point.place.id] = point.place
            worth = (0.4 if point.speaks else 1.0) * FADING ** (latest - point.passage)
            scores[point.place.id] = scores.get(point.place.id, 0.0) + worth
        best, *others = sorted(scores, key=lambda key: -scores[key])
        return places[best] if not others or scores[best] >= CLEARLY * scores[others[0]] else None


def dominant(votes: Counter[K], otherwise: K) -> K:
    """The key with most of the votes; `otherwise` when none has enough."""
    total = sum(votes.values())
    key, count = votes.most_common(1)[0] if total else (otherwise, 0)
    return key if total and count >= DOMINANT * total else otherwise


def _in_unit(place: Place) -> bool:
    return bool(place.admin1 and place.country_codes) and not is_country(place.feature_code)


def _is_country(place: Place) -> bool:
    return is_country(place.feature_code) and bool(place.country_codes)
