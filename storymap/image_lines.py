"""In the file of an article, find the line that names an image. Messages about the image show this line."""

from __future__ import annotations

from functools import cached_property

from storymap.model import Figure
from storymap.source import Source

_TEXT_SUFFIXES = frozenset(
    (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".html", ".htm", ".rst", ".org", ".tex", ".txt")
)


class ImageLines:
    """Returns the file and the line that name an image.

    If the text of the file cannot be read, or does not contain the path of the image, only the file is returned.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def __call__(self, figure: Figure) -> str:
        name = self._source.name
        at = self._text.find(figure.source) if figure.source else -1
        return f"{name}:{self._text.count(chr(10), 0, at) + 1}" if at >= 0 and name else name

    @cached_property
    def _text(self) -> str:
        path = self._source.path
        if path is None or path.suffix.lower() not in _TEXT_SUFFIXES:
            return ""
        try:
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
