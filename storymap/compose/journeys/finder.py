"""Find in a text the places that a person reaches, leaves or stays in.

A verb of motion alone does not make a stop. A company also moves its office, an epidemic reaches towns, and a railway
runs through towns. Therefore the subject of the verb must be a person, or the passage must begin with the place and a
date.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from storymap.compose.journeys.vocabulary import NAME, Vocabulary, tells_of_person
from storymap.lazy_pattern import lazy_pattern
from storymap.model import MentionKind, Passage, Resolution
from storymap.tokens import sentences_of

LEAST_STOPS = 3  # Minimum number of different stops. Two are not enough, because often the author lives in one of them.
_SETTLED = 2  # a text with at least this many biographical words is a biography, not a journey
_PREPOSED = 24  # a place at the beginning of a sentence has at most this many characters before it: "A week later, in"
_AFTER = 60  # if a sentence begins with a place, the verb must be at most this many characters after the place
_DATELINE = 30  # the date of a dateline must be at most this many characters after the place
_OPENING = 40  # a day or a dateline must be in this many characters at the beginning of a passage
REACH = 400  # maximum number of characters that are read before and after a place in its sentence

_QUOTED = lazy_pattern(r'“[^”]*”|„[^“]*“|«[^»]*»|"[^"]*"')

Row = tuple[Resolution, str, Passage]  # a mention, the slug of its place, and its passage


class Reached(NamedTuple):
    """A stop: its place, its passage and its day in the words of the text."""

    slug: str
    passage: str
    day: str
    # Whether there is a dateline or a verb of motion. Otherwise, the text only says that a person was there.
    strong: bool


@lru_cache(2)  # the editor composes the same article repeatedly
def finder_of(text: str, words: Vocabulary) -> Finder:
    """Return the Finder of a text."""
    return Finder(text, words)


class Finder:
    """Finds the places that a person reaches, leaves or stays in."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.words, self.text = words, text
        lower = text.lower()
        self.in_first_person = words.first.search(lower) is not None
        self.has_narrator = words.narrator.search(lower) is not None
        # whether there is a narrator outside of quotations
        self.is_narrated = words.narrator.search(_QUOTED.sub(" ", lower)) is not None
        self.about_person = self.in_first_person or tells_of_person(text)
        self.is_biography = len(words.settled.findall(lower)) >= _SETTLED
        self._travels = lru_cache(None)(self._is_travel)

    def stops(self, named: Sequence[Row]) -> list[Reached | None]:
        """Return for each named place the stop, or None if the text does not say that a person is there."""
        dated = {slug for r, slug, p in named if self._is_dateline(r, p)}
        return [self._stop(r, slug, passage, len(dated) >= LEAST_STOPS) for r, slug, passage in named]

    def _stop(self, r: Resolution, slug: str, passage: Passage, has_datelines: bool) -> Reached | None:
        if r.mention.kind is MentionKind.METONYM:
            return None
        strong = (has_datelines and self._is_dateline(r, passage)) or self._travels(
            r.mention.start, r.mention.end, passage
        )
        if strong or (self.about_person and self._is_presence(r, passage)):
            return Reached(slug, passage.id, self.day(r, passage), strong)
        return None

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

        Each part has at most REACH characters.
        """
        spans = sentences_of(self.text, passage.start, passage.end) or ((passage.start, passage.end),)
        first, _ = spans[max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)]
        _, last = spans[min(bisect_left(spans, end, key=lambda span: span[1]), len(spans) - 1)]
        return self.text[max(first, start - REACH) : start], self.text[end : min(last, end + REACH)]

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
        """Return whether the subject of a verb is a person. `before` is the part of the sentence before the verb.

        If the text has a narrator, only the narrator and the narrator's company count: in "now they go to Seoul", Seoul is
        not a stop.
        """
        if (
            self.has_narrator
            and self.words.first.search(low + later[:_AFTER]) is None
            and self.words.person.search(low)
        ):
            return False
        if self.words.person.search(low) or self.words.person.search(later[:_AFTER]):
            return True
        subject = re.sub(r"\b\w+\s*$", "", before) if self.words.reach.search(low) else before
        if not subject.strip():
            return self.in_first_person  # the sentence has no subject: "Left Porto at dawn."
        first = " ".join(subject.split()[:2]) + " "
        return self.about_person and (NAME.match(first) is not None or NAME.match(subject.split()[0] + " ") is not None)

    def _denied(self, text: str) -> bool:
        return self.words.negation.search(text) is not None

    def day(self, r: Resolution, passage: Passage) -> str:
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
