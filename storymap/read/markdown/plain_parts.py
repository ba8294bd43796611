"""Handle the parts of a Markdown text without template tags: code, verbatim elements, comments, tasks, marked words."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.brackets import BracketTags
from storymap.read.markdown.patterns import DIAGRAMS, HIDDEN_ENDS
from storymap.read.markdown.scanner import is_comment_line

_GAP = lazy_pattern(r"(?<=\S)(?:[^\S\n]+|[^\S\n]*\n)\Z")
_TAB_COMMENT = lazy_pattern(r"\s*tab\s+(\S.*?)(?:@\S+)?\s*")  # matches a comment of Hexo: `<!-- tab Label@icon -->`
# Matches the beginning of another paragraph, list item or heading, where inline code ends.
_NEXT_BLOCK = r"\n[^\S\n]*(?:\n|(?:[-*+]|\d{1,9}[.)]|\#{1,6})[^\S\n])"


class PlainParts(BracketTags):
    """Copies code and verbatim elements unchanged, and removes comments, diagrams and tasks."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._has_tabs = "{% tabs" in source

    def _without_gap(self, piece: str, before: list[str]) -> str:
        """Return `piece`, which replaces a tag. If it is empty and a comma or full stop follows, remove the space before."""
        if not piece and self._source[self._at : self._at + 1] in tuple(",.;") and before:
            before[-1] = _GAP.sub("", before[-1])
        return piece

    def _fence(self, found: re.Match[str]) -> str:
        ticks = found["ticks"]
        start = found.start()
        if self._until(rf"^[ >\t]*{re.escape(ticks[0])}{{{len(ticks)},}}[^\S\n]*$") is None:
            self._at = len(self._source)
        language = re.match(r"[^\S\n]*\{?\.?([\w-]+)", self._source[found.end("ticks") : found.end()])
        if language and language[1].lower() in DIAGRAMS:
            self._omit("widget", found[0])
            return "\n"
        return self._source[start : self._at]

    def _code(self, found: re.Match[str]) -> str:
        ticks = found["code"]
        end = re.compile(rf"(?<!`){ticks}(?!`)|{_NEXT_BLOCK}").search(self._source, self._at)
        if end is None or end[0] != ticks:
            return ticks
        start, self._at = found.start(), end.end()
        return self._source[start : self._at]

    def _verbatim(self, found: re.Match[str]) -> str:
        start = found.start()
        self._until(rf"(?i)</{found['element']}\s*>")
        return self._source[start : self._at]

    def _hidden(self, found: re.Match[str]) -> str:
        """Skip a comment. A comment after a `%%` in the middle of a line ends at the end of that line at the latest."""
        begin = found["hidden"]
        start = found.start()
        if begin == "%%" and (start > 0 and self._source[start - 1] != "\n"):
            line = self._source.find("\n", self._at)
            inside = self._inside("%%", (line if line >= 0 else len(self._source)) - self._at)
        elif begin == "%%" and is_comment_line(self._source, self._at):
            # a comment of the writing program Ulysses ends at the end of the paragraph
            self._until(r"\n[^\S\n]*(?=\n|\Z)|\Z")
            return "\n"
        else:
            inside = self._inside(HIDDEN_ENDS[begin])
        if inside is None:
            return begin
        tab = _TAB_COMMENT.fullmatch(inside) if self._has_tabs else None
        return f"\n**{tab[1]}**\n\n" if tab else ""

    def _task(self, found: re.Match[str]) -> str:
        self._omit("task", found[0].strip())
        return ""

    def _spaced_image(self, found: re.Match[str]) -> str:
        """Write `![alt](my photo (1).jpg)` as an image. This is not CommonMark, but common in articles."""
        return found["before"] + found["path"].strip().replace(" ", "%20")

    def _marked(self, found: re.Match[str]) -> str:
        return f"<mark>{found['words']}</mark>"
