"""Add blank lines around raw HTML, so that Markdown between its tags is parsed as Markdown."""

from __future__ import annotations

import re

_NAMES = "div|center|section|article|aside|figure|details|main|header|footer|td|th|li|blockquote|p|span|font"
_MARKED = re.compile(
    rf"^(?P<tag>[^\S\n]*<(?:{_NAMES})\b[^>\n]*\bmarkdown\s*(?:=\s*[\"']?\w+[\"']?)?[^>\n]*>)[^\S\n]*\n?", re.M | re.I
)
_OPENING = re.compile(rf"^(?P<tag> {{0,3}}<(?:{_NAMES})\b[^>\n]*>)[^\S\n]*\n(?=[^\S\n]{{0,3}}[^\s<])", re.M | re.I)
_CLOSING = re.compile(rf"^(?P<tag>[^\S\n]*</(?:{_NAMES})>)[^\S\n]*\n(?=[^\S\n]*[^\s<])", re.M | re.I)
_DEEP_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?){20,}", re.M)  # the parser would drop quotations that are nested deeper
_FENCE = re.compile(r"^[ >\t]*(`{3,}|~{3,})", re.M)


def separate_blocks(source: str) -> str:
    """Add an empty line after each line that is only an opening or closing tag. Code is not changed."""
    pieces, inside = [], ""
    at = 0
    for found in _FENCE.finditer(source):
        if inside:
            if found[1].startswith(inside):
                pieces.append(source[at : found.end()])
                at, inside = found.end(), ""
        else:
            pieces.append(_separate(source[at : found.start()]))
            at, inside = found.start(), found[1]
    pieces.append(source[at:] if inside else _separate(source[at:]))
    return "".join(pieces)


def _separate(source: str) -> str:
    source = _DEEP_QUOTE.sub("> " * 20, source)
    for pattern in (_MARKED, _OPENING, _CLOSING):
        source = pattern.sub(lambda found: found["tag"] + "\n\n", source)
    return source
