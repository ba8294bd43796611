"""Build an article step by step. Text, passages and spans are added together, so that their offsets agree."""

from __future__ import annotations

from typing import Any

from storymap.model import Article, Figure, Markup, MarkupKind, Omitted, Passage, PassageKind


class Draft:
    """Text, passages and spans of an unfinished article.

    Passages cover the text without gaps. White space between two passages belongs to the first of them.
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self.length = 0  # number of code points that have been written
        self.passages: list[Passage] = []
        self.markup: list[Markup] = []
        self.figures: list[Figure] = []
        self.omitted: list[Omitted] = []

    def put(self, piece: str) -> None:
        """Append text to the current passage."""
        self._text.append(piece)
        self.length += len(piece)

    def trim_spaces(self) -> None:
        """Remove the spaces at the end of the current passage."""
        while self._text and self._text[-1] == " ":
            self._text.pop()
            self.length -= 1

    def ends_with(self, piece: str) -> bool:
        """Return whether the text ends with `piece`."""
        return bool(self._text) and self._text[-1].endswith(piece)

    def begin(self) -> int:
        """Begin a passage and return its offset."""
        if self.passages:
            self.put("\n\n")
            last = self.passages[-1]
            self.passages[-1] = Passage(
                last.id, last.start, self.length, last.kind, last.level, last.number, last.seconds
            )
        return self.length

    def end(self, start: int, kind: PassageKind, level: int = 0, number: int = 0, seconds: float | None = None) -> None:
        """End the passage that began at `start`."""
        self.passages.append(Passage(f"p{len(self.passages) + 1}", start, self.length, kind, level, number, seconds))

    def mark(self, start: int, kind: MarkupKind, target: str = "") -> None:
        """Mark the text from `start` to the current end as a span, unless it is empty."""
        if start < self.length:
            self.markup.append(Markup(start, self.length, kind, target))

    def omit(self, kind: str, what: str = "") -> None:
        """Record that a part of the file is not included in the article. `what` is the text of this part."""
        self.omitted.append(Omitted(kind, " ".join(what.split())))

    def article(self, *, title: str = "", byline: str = "", published: str = "", **others: Any) -> Article:
        """Return the finished Article. Boilerplate is not marked yet. `others` are further fields of Article."""
        return Article(
            title=" ".join(title.split()),
            text="".join(self._text),
            passages=tuple(self.passages),
            byline=" ".join(byline.split()),
            published=published[:10],
            language=others.pop("language", ""),
            markup=tuple(self.markup),
            figures=tuple(self.figures),
            omitted=(*others.pop("omitted", ()), *self.omitted),
            **others,
        )
