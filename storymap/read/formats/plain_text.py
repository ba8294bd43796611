"""Read plain text files."""

from __future__ import annotations

from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Markup, MarkupKind
from storymap.read.files import decode
from storymap.read.formats import markdown
from storymap.read.heads import take_head
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain

NAME = "plain text"
_UNDERLINE = lazy_pattern(r"(?m)^(?=\S)([^\r\n]{1,100})\r?\n(?:={3,}|-{3,}|~{3,})[^\S\n]*$\n?")
# Matches a line of asterisks or similar characters between two sections. The blank lines around it remain.
_BREAK = lazy_pattern(r"(?m)^[^\S\r\n]*(?:\*(?:[^\S\r\n]*\*){2,}|#(?:[^\S\r\n]+#){2,}|~{3,}|-{3,}|_{3,}|⁂)[^\S\r\n]*$")
_EMPHASIS = lazy_pattern(r"(?<![\w_/.@])_(?=[^\W_])((?:[^_\n]|\n(?!\s*\n)){1,200}(?<=[^\s_]))_(?![\w_])")
SUFFIXES = (".txt", ".text", "")


def sniff(raw: bytes) -> bool:
    """Return False, because plain text is only used if no other format matches."""
    del raw
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a plain text, without lines that underline headings. Raise ArticleError if it is not text.

    A file with the suffix `.text` may be Markdown.
    """
    if origin.suffix == ".text" and markdown.is_written_in(raw):
        return markdown.read(raw, origin)
    text = decode(raw, origin.name)
    if "\r" in text and "\n" not in text:  # in files of classic Mac OS, lines end with "\r"
        text = text.replace("\r", "\n")
    plain, emphasised = _without_underscores(_BREAK.sub("", _UNDERLINE.sub(r"\1\n", text)))
    return replace(take_head(parse_plain(plain)), markup=emphasised)


def _without_underscores(text: str) -> tuple[str, tuple[Markup, ...]]:
    """Return a text without the underscores around emphasised words, and the spans of these words."""
    pieces: list[str] = []
    spans: list[Markup] = []
    at = length = 0
    for found in _EMPHASIS.finditer(text):
        pieces += [text[at : found.start()], found[1]]
        length += found.start() - at
        spans.append(Markup(length, length + len(found[1]), MarkupKind.EMPHASIS))
        length += len(found[1])
        at = found.end()
    return "".join([*pieces, text[at:]]), tuple(spans)
