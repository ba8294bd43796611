"""Group the mentions of an article for review.

A person makes one decision for all mentions with the same text and place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storymap.model import (
    UNSURE,
    Article,
    Candidate,
    Mention,
    MentionKind,
    Passage,
    Place,
    Reason,
    Resolution,
    Suggestion,
)
from storymap.tokens import sentences_of

# Codes of the reasons of names that were recognized as places but not resolved.
OPEN = frozenset({"unsure", "absent", "outside", "unknown"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One or more mentions with the same text and the same resolution."""

    surface: str  # the words of the mentions, with spaces instead of line breaks
    resolutions: tuple[Resolution, ...]  # the mentions, in the order of the article
    passages: tuple[str, ...]  # ids of the passages with the mentions, without duplicates

    @property
    def first(self) -> Resolution:
        return self.resolutions[0]

    @property
    def place(self) -> Place | None:
        return self.first.place

    @property
    def reason(self) -> Reason:
        return self.first.reason

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self.first.candidates

    @property
    def others(self) -> list[Place]:
        """Return the other candidate places, most likely first."""
        chosen = self.place.id if self.place else None
        return list({c.place.id: c.place for c in self.candidates if c.place.id != chosen}.values())

    @property
    def confidence(self) -> float:
        return max(r.confidence for r in self.resolutions)

    @property
    def is_open(self) -> bool:
        """Return whether the name was recognized as a place but not resolved, so that a decision is needed."""
        return self.place is None and self.reason.code in OPEN

    @property
    def is_suggestion(self) -> bool:
        """Return whether this is a suggestion: a name that may be a place and was not recognized as one."""
        return self.reason.code.startswith("suggested-")

    def needs_a_look(self, least: float = UNSURE) -> bool:
        """Return whether the decision should be reviewed: it is open, or its place has a confidence below `least`."""
        return self.is_open or (self.place is not None and self.confidence < least)


class Counts(NamedTuple):
    """The names that should be reviewed, without duplicates, in the order of the article."""

    unsure: tuple[str, ...]  # on the map with a confidence below `UNSURE`
    unresolved: tuple[str, ...]  # recognized as places, not on the map


def counts(listed: Sequence[Decision]) -> Counts:
    """Return the names of decisions that are uncertain or unresolved."""
    unsure = dict.fromkeys(d.surface for d in listed if d.place is not None and d.needs_a_look())
    return Counts(tuple(unsure), tuple(dict.fromkeys(d.surface for d in listed if d.is_open)))


def suggested(article: Article, suggestions: Sequence[Suggestion]) -> list[Decision]:
    """Return suggestions as decisions without a place, highest score first. The score becomes the confidence."""
    rows = []
    for s in sorted(suggestions, key=lambda s: -s.score):
        rows += decisions(
            article, [Resolution(mention, None, s.score, s.reason, s.candidates) for mention in s.mentions]
        )
    return rows


class Context(NamedTuple):
    """A mention in its sentence: the text before it, its own text, and the text after it."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def decisions(article: Article, resolutions: Sequence[Resolution]) -> list[Decision]:
    """Group resolutions into decisions, in the order of their first mentions. Demonyms are left out."""
    starts = [p.start for p in article.passages]
    groups: dict[tuple[str, str, str, str], list[Resolution]] = {}
    for r in resolutions:
        if r.mention.kind is not MentionKind.DEMONYM:
            key = (plain(r.mention.surface), r.place.id if r.place else "", r.reason.code, r.mention.kind.value)
            groups.setdefault(key, []).append(r)
    return [
        Decision(
            surface,
            tuple(group),
            tuple(dict.fromkeys(article.passages[bisect_right(starts, r.mention.start) - 1].id for r in group)),
        )
        for (surface, *_), group in groups.items()
    ]


def sentence(article: Article, mention: Mention) -> tuple[int, int]:
    """Return the half-open offsets (in the article) of the sentence that contains a mention.

    The sentence ends at the latest where the passage ends.
    """
    passage = _passage(article, mention)
    spans = sentences_of(article.text, passage.start, passage.end)
    first = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
    last = bisect_left(spans, mention.end, key=lambda span: span[1])
    start = spans[first][0] if first >= 0 else passage.start
    return start, spans[last][1] if last < len(spans) else passage.end


def context(article: Article, mention: Mention, width: int = 200) -> Context:
    """Return the sentence around a mention, with spaces instead of line breaks.

    A long sentence is shortened to about `width` characters with ellipses.
    """
    start, end = sentence(article, mention)
    before = plain(article.text[start : mention.start], edges=True)
    after = plain(article.text[mention.end : end], edges=True).rstrip()
    words = plain(mention.surface)
    available = max(20, width - len(words))
    if len(before) + len(after) > available:
        left = max(available // 2, available - len(after))
        before = before if len(before) <= left else "…" + before[-left:].partition(" ")[2]
        right = available - len(before)
        after = after if len(after) <= right else after[:right].rpartition(" ")[0] + " …"
    return Context(before.lstrip(), words, after)


def quote_around(article: Article, mention: Mention, words: int = 4) -> str:
    """Return a mention and some words of its passage before and after it, with spaces instead of line breaks.

    `words` is the number of words on each side. This number is doubled until the quote occurs only once in the article.
    """
    passage = _passage(article, mention)
    before, after = article.text[passage.start : mention.start], article.text[mention.end : passage.end]
    whole = plain(article.text)
    while True:
        left, right = _last_words(before, words), _first_words(after, words)
        quote = f"{left}{plain(mention.surface)}{right}".strip()
        if whole.count(quote) == 1 or (len(left) >= len(plain(before)) and len(right) >= len(plain(after))):
            return quote
        words *= 2


def _passage(article: Article, mention: Mention) -> Passage:
    return article.passages[bisect_right([p.start for p in article.passages], mention.start) - 1]


def _last_words(text: str, number: int) -> str:
    listed = text.split()[-number:]
    return " ".join(listed) + (" " if listed and text[-1].isspace() else "")


def _first_words(text: str, number: int) -> str:
    listed = text.split()[:number]
    return (" " if listed and text[0].isspace() else "") + " ".join(listed)


def plain(words: str, *, edges: bool = False) -> str:
    """Return the text with spaces instead of line breaks.

    White space at the start and end is removed, or replaced by one space if `edges` is true.
    """
    inside = " ".join(words.split())
    if not edges or not inside:
        return inside or (" " if edges and words else "")
    return f"{' ' if words[0].isspace() else ''}{inside}{' ' if words[-1].isspace() else ''}"
