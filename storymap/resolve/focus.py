"""Find the places mentioned before a position in an article, and the country or admin-1 unit that it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from storymap.kinds import is_country
from storymap.model import Article, Mention, MentionKind, Place, Resolution

K = TypeVar("K")
DOMINANT = 0.6  # An article is about a country or admin-1 unit if at least this share of the mentions is in it.
# At most this many mentions are searched backwards, so that the time is linear in the length of the article
MAX_POINTS = 400
DECAY = 0.6  # for each passage after a mention, the weight of the mention is multiplied by this
MIN_MENTIONS = 3  # minimum number of mentions of the article's main place
STRONG_LEAD = 4.0  # another country nearby is ignored if the article's country has this many times its mentions
# A place is clearly ahead if its number of mentions, or its score, is at least this many times that of the next place.
MIN_LEAD = 2.0


class Point(NamedTuple):
    """A resolved mention that a later description may refer to."""

    start: int
    passage: int
    place: Place
    metonym: bool = False  # whether the name is used for a government, not for the place


class Focus:
    """The resolved mentions of an article (points), in text order. Descriptions are added when they are resolved."""

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
        """Return the number of the passage at an offset."""
        return bisect_right(self._starts, offset) - 1

    def add(self, start: int, place: Place) -> None:
        """Add a resolved description."""
        insort(self.points, Point(start, self.passage(start), place), key=lambda p: p.start)
        self.ids.add(place.id)

    def before(self, start: int, passages: int, fits: Callable[[Place], bool] = lambda place: True) -> list[Point]:
        """Return the points before an offset for which `fits` is true, in text order.

        Only the passage at the offset and `passages` passages before it are searched.
        """
        last = bisect_left(self.points, start, key=lambda p: p.start)
        here, found = self.passage(start), []
        for point in reversed(self.points[max(0, last - MAX_POINTS) : last]):
            if here - point.passage > passages:
                break
            if fits(point.place):
                found.append(point)
        return found[::-1]

    def between(self, start: int, end: int) -> list[Point]:
        """Return the points in text[start:end]."""
        first, after = (bisect_left(self.points, edge, key=lambda p: p.start) for edge in (start, end))
        return self.points[first:after]

    def country(self, start: int) -> str:
        """Return the code of the country that "the country" refers to at an offset, or "" if it is ambiguous.

        This is the country that the article is about, unless another country was named nearby. If the article is not
        about one country, return the only country named nearby, if it also has the most mentions.
        """
        near: set[str] = set()
        for passages in (0, 1):
            near = near or {p.place.country_codes[0] for p in self.before(start, passages, _is_country)}
        leading = dominant(self.countries, "")
        rare = max((self.countries[code] for code in near), default=0)
        if leading and (near <= {leading} or self.countries[leading] >= STRONG_LEAD * rare):
            return leading
        most = self.countries.most_common(1)
        if not leading and most and near == {most[0][0]}:
            return most[0][0]
        recent = self.recent_country(start)
        return recent if leading in ("", recent) else ""

    def recent_country(self, start: int) -> str:
        """Return the country that is clearly named most in this passage and the two before it, or "".

        Towns count for their country.
        """
        points = self.before(start, 2, lambda place: bool(place.country_codes))
        if not points:
            return ""
        scores: Counter[str] = Counter()
        for point in points:
            weight = (0.4 if point.metonym else 1.0) * DECAY ** (points[-1].passage - point.passage)
            scores[point.place.country_codes[0]] += weight  # type: ignore[assignment]
        ordered = scores.most_common(2)
        clear = len(ordered) == 1 or ordered[0][1] >= MIN_LEAD * ordered[1][1]
        return ordered[0][0] if clear and ordered[0][1] >= 1.5 else ""

    def only(self, start: int, fits: Callable[[Place], bool]) -> Place | None:
        """Return the only fitting place before an offset, or None if there is not exactly one."""
        last = bisect_left(self.points, start, key=lambda p: p.start)
        places = {p.place.id: p.place for p in self.points[max(0, last - MAX_POINTS) : last] if fits(p.place)}
        return next(iter(places.values())) if len(places) == 1 else None

    def unit(self, start: int) -> tuple[str, str]:
        """Return country code and name of the admin-1 unit that "the state" refers to.

        Return ("", "") if this is ambiguous.
        """
        near = {(p.place.country_codes[0], p.place.admin1) for p in self.before(start, 1, _in_unit)}
        leading = dominant(self.units, ("", ""))
        if len(near) == 1 and leading in (("", ""), *near):
            return near.pop()
        return leading if leading in near or not near else ("", "")

    def most_named(self, start: int, fits: Callable[[Place], bool]) -> set[str]:
        """Return the ids of the fitting places that were named most often before an offset.

        There are several if the places were named equally often.
        """
        last = bisect_left(self.points, start, key=lambda p: p.start)
        counts = Counter(p.place.id for p in self.points[max(0, last - MAX_POINTS) : last] if fits(p.place))
        top = max(counts.values(), default=0)
        return {key for key, count in counts.items() if count == top}

    def times(self, place: Place, start: int) -> int:
        """Return how often a place was named before an offset."""
        last = bisect_left(self.points, start, key=lambda p: p.start)
        return sum(p.place.id == place.id for p in self.points[max(0, last - MAX_POINTS) : last])

    def main(self, start: int, fits: Callable[[Place], bool]) -> Place | None:
        """Return the main fitting place before an offset, or None.

        This is the place in the dateline, or else the one with at least MIN_MENTIONS mentions and MIN_LEAD times as
        many as any other place.
        """
        last = bisect_left(self.points, start, key=lambda p: p.start)
        points = [p for p in self.points[max(0, last - MAX_POINTS) : last] if fits(p.place)]
        for point in points[:3]:
            if point.start in self.datelines:
                return point.place
        counts = Counter(p.place.id for p in points).most_common(2)
        if not counts or counts[0][1] < MIN_MENTIONS or (len(counts) > 1 and counts[0][1] < MIN_LEAD * counts[1][1]):
            return None
        return next(p.place for p in points if p.place.id == counts[0][0])

    def leading(self, points: Iterable[Point]) -> Place | None:
        """Return the place with the highest score if it is at least MIN_LEAD times the second highest, else None.

        The score of a place is the number of its points (resolved mentions). Older points and metonyms count less.
        """
        scores: dict[str, float] = {}
        places: dict[str, Place] = {}
        listed = list(points)
        if not listed:
            return None
        latest = listed[-1].passage
        for point in listed:
            places[point.place.id] = point.place
            weight = (0.4 if point.metonym else 1.0) * DECAY ** (latest - point.passage)
            scores[point.place.id] = scores.get(point.place.id, 0.0) + weight
        best, *others = sorted(scores, key=lambda key: -scores[key])
        return places[best] if not others or scores[best] >= MIN_LEAD * scores[others[0]] else None


def dominant(votes: Counter[K], otherwise: K) -> K:
    """Return the key that has at least the share `DOMINANT` of the votes, or `otherwise` if there is none."""
    total = sum(votes.values())
    key, count = votes.most_common(1)[0] if total else (otherwise, 0)
    return key if total and count >= DOMINANT * total else otherwise


def _in_unit(place: Place) -> bool:
    return bool(place.admin1 and place.country_codes) and not is_country(place.feature_code)


def _is_country(place: Place) -> bool:
    return is_country(place.feature_code) and bool(place.country_codes)
