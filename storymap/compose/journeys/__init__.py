"""Find the journey in a text: the stops that a person reaches, leaves or stays in, in text order.

A verb of motion alone does not make a stop. A company also moves its office, an epidemic reaches towns, and a railway
runs through towns. Therefore the subject of the verb must be a person, or the passage must begin with the place and a
date. A text is a journey only if at least half of its towns are stops.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from storymap import sphere
from storymap.compose.journeys.vocabulary import NAME, Vocabulary, tells_of_person, vocabulary
from storymap.compose.places import affiliations
from storymap.decisions import plain
from storymap.kinds import is_setting
from storymap.language import primary_language
from storymap.model import Article, Edits, MentionKind, Passage, PassageKind, Resolution, Stop, StoryPlace
from storymap.tokens import sentences_of
from storymap.wording.phrases import SURE

LEAST_STOPS = 3  # Minimum number of different stops. Two are not enough, because often the author lives in one of them.
SHARE = 0.5  # minimum share of the text's towns that are stops; below it, the journey is only a part of the story
LEAST_STRONG = 2  # minimum number of different stops with a verb of motion or a dateline
SETTLED = 2  # a text with at least this many biographical words is a biography, not a journey
WRONG = 5  # a detour of this many times the longest leg, to a place that is not sure, is probably to a wrong place
MAX_STOPS = 60  # maximum number of stops; a line with more stops would be hard to read on the map
_PREPOSED = 24  # a place at the beginning of a sentence has at most this many characters before it: "A week later, in"
_AFTER = 60  # if a sentence begins with a place, the verb must be at most this many characters after the place
_DATELINE = 30  # the date of a dateline must be at most this many characters after the place
_OPENING = 40  # a day or a dateline must be in this many characters at the beginning of a passage
_REACH = 400  # maximum number of characters that are read before and after a place in its sentence


class _Reached(NamedTuple):
    slug: str
    passage: str
    day: str
    # Whether there is a dateline or a verb of motion. Otherwise, the text only says that a person was there.
    strong: bool


def find_journey(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    edits: Edits,
) -> tuple[tuple[Stop, ...], tuple[str, ...]]:
    """Return the stops of the journey, and the messages about names that cannot be used.

    If the article has no journey, the result has no stops. The result has a message for each name under `journey` in
    places.yaml that is not a place on the map.
    """
    if edits.journey is False:
        return (), ()
    towns = {p.slug for p in places if not is_setting(p.place.feature_code)}
    passage_of = _passages(shown)
    named = [
        (r, slug, passage)
        for r, slug in zip(resolutions, slugs, strict=True)
        if slug in towns and slug and (passage := passage_of(r.mention.start)) is not None
    ]
    if isinstance(edits.journey, tuple):
        return _given(edits, named, places)
    if edits.journey:
        return _stops([_Reached(slug, p.id, "", True) for _, slug, p in named], places), ()
    words = vocabulary(primary_language(article.language))
    origins = affiliations(article, resolutions)
    travelled = [row for row in named if row[0].mention.start not in origins]
    found = list(_finder(article.text, words).stops(travelled)) if words else []
    distinct, strong = {one.slug for one in found}, {one.slug for one in found if one.strong}
    main = {slug for r, slug, _ in named if r.mention.kind is not MentionKind.METONYM}
    if len(distinct) < LEAST_STOPS or len(strong) < LEAST_STRONG or len(distinct) < SHARE * len(main):
        return (), ()
    if words and _finder(article.text, words).is_biography:
        return (), ()
    sure = {slug for r, slug, _ in named if r.confidence >= SURE}
    return _stops(_without_detours([*_origin(article, named, found[0], words), *found], places, sure), places), ()


def _without_detours(reached: Sequence[_Reached], places: Sequence[StoryPlace], sure: Container[str]) -> list[_Reached]:
    """Leave out each doubtful stop that would add a long detour.

    A stop is doubtful if it has neither a verb of motion nor a dateline. It is also doubtful if its place is not sure:
    the name may mean a place that the gazetteer does not have. A detour is long if it is longer than the longest leg
    between two stops that are not doubtful; for a stop with a verb of motion or a dateline, WRONG times as long.
    `sure` contains the slugs of the places that are sure. If few of the stops are sure, all places count as sure.
    """
    at = {p.slug: p.place.position for p in places}
    strong = [one.slug for one in reached if one.strong]
    firm = [slug for slug in strong if slug in sure]
    firm = firm if len(firm) >= LEAST_STOPS else strong
    longest = max((sphere.distance_km(*at[a], *at[b]) for a, b in pairwise(firm)), default=0.0)
    kept: list[_Reached] = []
    for i, one in enumerate(reached):
        later = next((other.slug for other in reached[i + 1 :] if other.strong and other.slug in firm), None)
        if not (one.strong and one.slug in firm) and kept and later:
            before, here, after = at[kept[-1].slug], at[one.slug], at[later]
            detour = sphere.distance_km(*before, *here) + sphere.distance_km(*here, *after)
            if detour - sphere.distance_km(*before, *after) > (WRONG if one.strong else 1) * longest:
                continue
        kept.append(one)
    return kept


def _origin(
    article: Article,
    named: Sequence[tuple[Resolution, str, Passage]],
    first: _Reached,
    words: Vocabulary | None,
) -> list[_Reached]:
    """Return the place where the journey starts as a list of one stop, or [] if the text does not name it.

    The words before the first place of the text say that it is the start, for example "the night train from Hanoi".
    """
    first_named = next((row for row in named if row[2].kind is not PassageKind.HEADING), None)
    if first_named is None:
        return []
    r, slug, passage = first_named
    before = article.text[max(passage.start, r.mention.start - _REACH) : r.mention.start]
    found = words.goal.search(before.lower()) if words else None
    if slug == first.slug or found is None or not any(found.groupdict().values()):
        return []
    return [_Reached(slug, passage.id, "", True)]


def _passages(shown: Sequence[Passage]) -> Callable[[int], Passage | None]:
    starts = [p.start for p in shown]

    def passage_of(offset: int) -> Passage | None:
        at = bisect_right(starts, offset) - 1
        return shown[at] if at >= 0 and offset < shown[at].end else None

    return passage_of


def _given(
    edits: Edits, named: Sequence[tuple[Resolution, str, Passage]], places: Sequence[StoryPlace]
) -> tuple[tuple[Stop, ...], tuple[str, ...]]:
    """Return the stops that places.yaml lists, and messages.

    The passage of a stop is the first passage that names the stop and that is not before the passage of the previous
    stop.
    """
    assert isinstance(edits.journey, tuple)
    by_name = {plain(p.label): p.slug for p in places} | {p.slug: p.slug for p in places}
    by_name |= {plain(r.mention.surface): slug for r, slug, _ in named}
    found, unused, last = [], [], 0
    for name in edits.journey:
        slug = by_name.get(plain(name))
        if slug is None:
            unused.append(f"{edits.journey_at}: `journey`: “{name}” is not a place on the map.")
            continue
        at = [(r.mention.start, p) for r, one, p in named if one == slug]
        start, passage = next((row for row in at if row[0] >= last), at[-1] if at else (last, named[0][2]))
        last = max(last, start)
        found.append(_Reached(slug, passage.id, "", True))
    return _stops(found, places), tuple(unused)


def _stops(reached: Sequence[_Reached], places: Sequence[StoryPlace]) -> tuple[Stop, ...]:
    """Return the stops, each with the distance from the start. Successive stops at the same place are merged."""
    at = {p.slug: p.place.position for p in places}
    stops: list[Stop] = []
    for slug, group in groupby(reached, key=lambda one: one.slug):
        rows = list(group)
        km = stops[-1].km + sphere.distance_km(*at[stops[-1].slug], *at[slug]) if stops else 0.0
        stops.append(Stop(slug, rows[0].passage, round(km, 1), next((row.day for row in rows if row.day), "")))
    return tuple(stops[:MAX_STOPS]) if len({stop.slug for stop in stops}) > 1 else ()


@lru_cache(2)  # the editor composes the same article repeatedly
def _finder(text: str, words: Vocabulary) -> _Finder:
    return _Finder(text, words)


class _Finder:
    """Finds the places that a person reaches, leaves or stays in."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.words, self.text = words, text
        lower = text.lower()
        self.in_first_person = words.first.search(lower) is not None
        self.has_narrator = words.narrator.search(lower) is not None
        self.about_person = self.in_first_person or tells_of_person(text)
        self.is_biography = len(words.settled.findall(lower)) >= SETTLED
        self._travels = lru_cache(None)(self._is_travel)

    def stops(self, named: Sequence[tuple[Resolution, str, Passage]]) -> Iterator[_Reached]:
        """Yield the stops in the order of the text."""
        dated = {slug for r, slug, p in named if self._is_dateline(r, p)}
        for r, slug, passage in named:
            if r.mention.kind is MentionKind.METONYM:
                continue
            strong = (len(dated) >= LEAST_STOPS and self._is_dateline(r, passage)) or self._travels(
                r.mention.start, r.mention.end, passage
            )
            if strong or (self.about_person and self._is_presence(r, passage)):
                yield _Reached(slug, passage.id, self._day(r, passage), strong)

    def _is_dateline(self, r: Resolution, passage: Passage) -> bool:
        """Return whether a passage begins with the place and a date, as in "Gori, June 3."."""
        if r.mention.start > passage.start + _OPENING:
            return False
        start = self.text[passage.start : r.mention.start].strip()
        after = self.text[r.mention.end : min(passage.end, r.mention.end + _DATELINE)].lower()
        day = self.words.day.match(start.lower()) or self.words.date.match(start.lower())
        if day is not None:  # the passage begins with a date: "Day 3: Gori", "3 June, Gori"
            return len(start) < day.end() + 4
        return not start and after[:1] in ",:" and self.words.date.search(after) is not None

    def _around(self, start: int, end: int, passage: Passage) -> tuple[str, str]:
        """Return the part of the sentence before a place and the part after it.

        Each part has at most _REACH characters.
        """
        spans = sentences_of(self.text, passage.start, passage.end) or ((passage.start, passage.end),)
        first, _ = spans[max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)]
        _, last = spans[min(bisect_left(spans, end, key=lambda span: span[1]), len(spans) - 1)]
        return self.text[max(first, start - _REACH) : start], self.text[end : min(last, end + _REACH)]

    def _is_presence(self, r: Resolution, passage: Passage) -> bool:
        """Return whether a person does something in the place, as in "In Burgos I lost my hat"."""
        low, later = (text.lower() for text in self._around(r.mention.start, r.mention.end, passage))
        goal = self.words.goal.search(low)
        if goal is None or goal.groupdict().get("start") or self._denied(low + later[:_AFTER]):
            return False
        near = low if len(low) > _PREPOSED else low + later[:_AFTER]
        # If the text is in the first person ("I", "we"), a place where somebody else does something is not a stop: "he
        # sold one in Toronto".
        return (self.words.first if self.has_narrator else self.words.person).search(near) is not None

    def _is_travel(self, start: int, end: int, passage: Passage) -> bool:
        """Return whether the sentence says that a person reaches, leaves or stays in the place."""
        words = self.words
        before, after = self._around(start, end, passage)
        low, later = before.lower(), after.lower()
        if words.reach.search(low):
            return not self._denied(low) and self._by_person(before, low, later)
        if words.transport.search(low) and self.in_first_person:
            return not self._denied(low)
        if not words.goal.search(low):
            return False
        if words.follows:
            verb = words.motion.search(low) or words.motion.search(later)
            return (
                verb is not None
                and not self._denied(low + later.partition(",")[0])
                and words.person.search(low + later) is not None
            )
        if verb := _last(words.motion, low):
            return not self._denied(low[: verb.end()]) and self._by_person(before[: verb.start()], low, "")
        if len(low) > _PREPOSED:
            return False
        near = later[:_AFTER]
        return (
            words.motion.search(near) is not None and words.person.search(near) is not None and not self._denied(near)
        )

    def _by_person(self, before: str, low: str, later: str) -> bool:
        """Return whether the subject of a verb is a person. `before` is the part of the sentence before the verb."""
        if self.words.person.search(low) or self.words.person.search(later[:_AFTER]):
            return True
        subject = re.sub(r"\b\w+\s*$", "", before) if self.words.reach.search(low) else before
        if not subject.strip():
            return self.in_first_person  # the sentence has no subject: "Left Porto at dawn."
        first = " ".join(subject.split()[:2]) + " "
        return self.about_person and (NAME.match(first) is not None or NAME.match(subject.split()[0] + " ") is not None)

    def _denied(self, text: str) -> bool:
        return self.words.negation.search(text) is not None

    def _day(self, r: Resolution, passage: Passage) -> str:
        """Return the day of a stop in the words of the text, or "".

        The day is at the beginning of the passage or in the sentence.
        """
        opening = self.text[passage.start : min(passage.end, passage.start + _OPENING)].lstrip()
        if day := self.words.day.match(opening.lower()):
            return opening[: day.end()]
        before, after = self._around(r.mention.start, r.mention.end, passage)
        near = self.text[r.mention.end : min(passage.end, r.mention.end + _DATELINE)]
        whole = before + r.mention.surface + max(after, near, key=len)
        found = self.words.date.search(whole.lower())
        return whole[found.start() : found.end()] if found else ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match of a pattern in a text, or None."""
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found
