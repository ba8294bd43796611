"""Find the town that "this city" means in newspapers and letters: where the text was written, or its newspaper is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Mention, Place, Rejected, Resolution
from storymap.ports import Gazetteer, Match
from storymap.resolve.home import home_of
from storymap.sphere import distance_km

# A town within this distance of a stated home is the home town.
_HOME_KM = 15.0
_TOWN = frozenset({"city"})
# Matches the rest of the first line of a letter after the place: "Virginia City, Nev., March 3."
_DATE_AFTER = lazy_pattern(
    r"[^\n]{0,30}?\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)[a-z]*\.?,?[^\n]{0,16}(?:\d|[.\n—–-])"
)
_OUTLET = lazy_pattern(
    r"(?:Advertiser|Advocate|Argus|Chronicle|Courier|Enterprise|Examiner|Express|Gazette|Guardian|Herald|Independent|Intelligencer|Journal|Leader|Mercury|Post|Record|Reporter|Republican|Star|Sun|Telegraph|Times|Tribune)\b"
)


class HomeTowns:
    """The towns in which the parts of an article were written."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[Mention],
        decided: Mapping[int, Resolution],
        rejected: Sequence[Rejected],
        gazetteer: Gazetteer,
    ) -> None:
        self._gazetteer = gazetteer
        self._starts = [p.start for p in article.passages]
        starts, text = set(self._starts), article.text
        self._datelines = [
            (m.start, place)
            for i, m in enumerate(mentions)
            if i in decided
            and (place := decided[i].place) is not None
            and place.feature_class == "P"
            and (m.context.dateline or (m.start in starts and _DATE_AFTER.match(text, m.end)))
        ]
        self._home = self._stated(article) or self._of_outlet(text, rejected, decided)

    def at(self, start: int) -> Place | None:
        """Return the town in which the text at an offset was written, or None if the article does not show it.

        A dateline of the same passage comes first. The only dateline of an article holds for all passages after it. If
        there are several, the other passages are from the home of the publisher.
        """
        before = bisect_left(self._datelines, start, key=lambda dateline: dateline[0])
        if not before:
            return self._home
        last, town = self._datelines[before - 1]
        here = self._starts[bisect_right(self._starts, start) - 1]
        return town if last >= here or len(self._datelines) == 1 else self._home or town

    def _stated(self, article: Article) -> Place | None:
        home, _ = home_of(article, self._gazetteer)
        if home is None:
            return None
        towns = self._gazetteer.within(*home, radius_km=_HOME_KM, kinds=_TOWN, limit=40)
        nearest = min(towns, key=lambda e: distance_km(e.lat, e.lon, *home), default=None)
        return self._gazetteer.place(nearest) if nearest is not None else None

    def _of_outlet(self, text: str, rejected: Sequence[Rejected], decided: Mapping[int, Resolution]) -> Place | None:
        """Return the town in the name of the only newspaper that the text names: "the Limerick Chronicle"."""
        papers = {r.surface for r in rejected if _OUTLET.match(text, r.end + 1)}
        if len(papers) != 1:
            return None
        countries = {r.place.country_codes[:1] for r in decided.values() if r.place is not None}
        towns = [
            e
            for e in self._gazetteer.find(papers.pop())
            if e.kind == "city" and e.match <= Match.OFFICIAL and (e.country,) in countries
        ]
        return self._gazetteer.place(max(towns, key=lambda e: e.prominence)) if towns else None
