"""Write text as passages: fold white space as browsers do, mark spans, and resolve links within the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from storymap.model import Article, MarkupKind, PassageKind
from storymap.read.draft import Draft
from storymap.read.html.media import short_address

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphens and similar characters inside words


class PassageWriter:
    """Writes text into a Draft, passage by passage. A passage begins with the first word that is written."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._kind, self._level, self._number = PassageKind.PARAGRAPH, 0, 0
        self._open: int | None = None  # offset of the current passage
        self._space = False  # whether the passage currently ends in white space
        self._verbatim = False  # whether the writer is inside `pre`
        self._row = False  # whether the writer is inside a table row, in which blocks do not end the passage
        # The spans that have not ended: kind, target, and a list with the start offset in the current passage, which is
        # empty before the passage begins.
        self._spans: list[tuple[MarkupKind, str, list[int]]] = []
        self._ids: list[str] = []  # ids seen since the start of the last passage
        self._passage_of: dict[str, int] = {}  # id -> index of the passage that it is in, or that follows it

    def article(self, **data: Any) -> Article:
        """Return the Article with everything written so far. Links to ids in the document point to their passages."""
        targets = {
            f"#{name}": f"#p{index + 1}" for name, index in self._passage_of.items() if index < len(self.draft.passages)
        }
        self.draft.markup = [
            replace(m, target=targets.get(m.target, "")) if m.target.startswith("#") else m for m in self.draft.markup
        ]
        return self.draft.article(**data)

    def words(self, text: str | None) -> None:
        """Add text with white space folded as browsers do, or unchanged inside `pre`."""
        if text and not text.isascii():
            text = text.translate(_INVISIBLE)
        if not text:
            return
        if self._verbatim:
            self._verbatim_words(text)
            return
        flat = " ".join(text.split())
        if text[0].isspace():
            self._put_space(" ")
        if flat:
            self._begin()
            self.draft.put(flat)
            self._space = False
            if text[-1].isspace():
                self._put_space(" ")

    def _verbatim_words(self, text: str) -> None:
        if self._open is None:
            text = text.lstrip("\n")
        if text.strip() or self._open is not None:
            self._begin()
            self.draft.put(text.replace("\r", "").expandtabs(4))
            self._space = text[-1:].isspace()

    def _begin(self) -> None:
        if self._open is not None:
            return
        self._open, self._space = self.draft.begin(), False
        for _, _, begun in self._spans:
            begun[:] = [self.draft.length]
        self._assign_ids(len(self.draft.passages))

    def _assign_ids(self, index: int) -> None:
        for name in self._ids:
            self._passage_of.setdefault(name, index)
        self._ids.clear()

    def _put_space(self, space: str) -> None:
        if self._open is not None and not self._space:
            self.draft.put(space)
            self._space = True

    def close(self) -> None:
        """End the open passage, if there is one. Inside a table row, only add a space."""
        if self._open is None:
            return
        if self._row:
            self._put_space(" ")
            return
        for span in reversed(self._spans):
            self._mark(span)
        self._assign_ids(len(self.draft.passages))
        number = self._number if self._kind is PassageKind.LIST_ITEM else 0
        self.draft.end(self._open, self._kind, self._level, number)
        self._open = None

    def link(self, address: str, title: str = "") -> None:
        """Write a passage that links to something that the article cannot show."""
        self.close()
        self._begin_span(MarkupKind.LINK, address)
        self.words(title or short_address(address))
        self._end_span()
        self.close()

    def _begin_span(self, kind: MarkupKind, target: str = "") -> None:
        """Mark the text from here up to `_end_span`, passage by passage."""
        self._spans.append((kind, target, [self.draft.length] if self._open is not None else []))

    def _end_span(self) -> None:
        self._mark(self._spans.pop())

    def _mark(self, span: tuple[MarkupKind, str, list[int]]) -> None:
        kind, target, begun = span
        if self._open is not None and begun:
            self.draft.mark(begun.pop(), kind, target)
