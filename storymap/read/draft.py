"""An article while it is being written down: text, passages and spans grow together, so that offsets are right by construction."""

from __future__ import annotations

from dataclasses import replace

from storymap.model import Article, Figure, Home, Markup, MarkupKind, Passage, PassageKind


class Draft:
    """Passages are put down one after the other; white space between two belongs to the one before, so that they tile the text."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self.length = 0  # code points so far
        self.passages: list[Passage] = []
        self.markup: list[Markup] = []
        self.figures: list[Figure] = []

    def put(self, piece: str) -> None:
        """Appends text to the passage that is being written."""
        self._text.append(piece)
        self.length += len(piece)

    def begin(self) -> int:
        """Begins a passage and returns its offset."""
        if self.passages:
            last = self.passages.pop()
            self.put("\n\n")
            self.passages.append(replace(last, end=self.length))
        return self.length

    def end(self, start: int, kind: PassageKind, level: int = 0, number: int = 0) -> None:
        """Ends the passage that began at `start`."""
        self.passages.append(Passage(f"p{len(self.passages) + 1}", start, self.length, kind, level, number))

    def mark(self, start: int, kind: MarkupKind, target: str = "") -> None:
        """Marks what was put since `start`; nothing when that is nothing."""
        if start < self.length:
            self.markup.append(Markup(start, self.length, kind, target))

    def article(
        self, *, title: str = "", byline: str = "", published: str = "", language: str = "", home: Home | None = None
    ) -> Article:
        """The finished Article; its boilerplate is not marked yet."""
        return Article(
            title=title.strip(),
            text="".join(self._text),
            passages=tuple(self.passages),
            byline=byline.strip(),
            published=published[:10],
            language=language,
            home=home,
            markup=tuple(self.markup),
            figures=tuple(self.figures),
        )
