"""Nested spans of a text as a tree, for formats with markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from storymap.export.gather import Gathered, MentionRow
from storymap.model import Markup, MarkupKind, Passage

V = TypeVar("V")


@dataclass(slots=True)
class Span(Generic[V]):
    """A half-open span of the text, and the spans that are inside it, in text order."""

    start: int
    end: int
    value: V
    inside: list[Span[V]] = field(default_factory=list)

    def pieces(self, text: str) -> Iterator[str | Span[V]]:
        """Yield the inner spans and the texts between them in order. Empty texts are left out."""
        at = self.start
        for span in self.inside:
            if at < span.start:
                yield text[at : span.start]
            yield span
            at = span.end
        if at < self.end:
            yield text[at : self.end]


def tree(root: Span[V], spans: Iterable[Span[V]]) -> Span[V]:
    """Return the root after each span has been put inside the smallest span that contains it.

    If two spans overlap and neither contains the other, only the first of them is kept. Empty spans and spans outside
    the root are left out.
    """
    kept: list[Span[V]] = []
    for span in spans:
        if root.start <= span.start < span.end <= root.end and not any(_cross(span, other) for other in kept):
            kept.append(span)
    path = [root]
    for span in sorted(kept, key=lambda s: (s.start, -s.end)):
        while span.start >= path[-1].end:
            path.pop()
        path[-1].inside.append(span)
        path.append(span)
    return root


def passage_tree(
    gathered: Gathered, passage: Passage, mentions: Iterable[MentionRow]
) -> Span[MentionRow | Markup | None]:
    """Return a passage without trailing white space, with its mentions and markup.

    Markup is left out if it overlaps a mention and neither contains the other.
    """
    end = passage.start + len(gathered.text(passage))
    root: Span[MentionRow | Markup | None] = Span(passage.start, end, None)
    spans: list[Span[MentionRow | Markup | None]] = [Span(m.mention.start, m.mention.end, m) for m in mentions]
    spans += [
        Span(m.start, m.end, m)
        for m in gathered.story.article.markup
        if m.kind is not MarkupKind.CELL and m.start < end and m.end > passage.start
    ]
    return tree(root, spans)


def _cross(span: Span[V], other: Span[V]) -> bool:
    return (
        span.start < other.end
        and other.start < span.end
        and not (other.start <= span.start and span.end <= other.end)
        and not (span.start <= other.start and other.end <= span.end)
    )
