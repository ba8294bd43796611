"""Add blank lines around raw HTML, so that Markdown between its tags is parsed as Markdown."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.fences import FENCE, change_outside_code

_NAMES = "div|center|section|article|aside|figure|details|main|header|footer|td|th|li|blockquote|p|span|font"
_MARKED = lazy_pattern(
    rf"^(?P<tag>[^\S\n]*<(?:{_NAMES})\b[^>\n]*\bmarkdown\s*(?:=\s*[\"']?\w+[\"']?)?[^>\n]*>)[^\S\n]*\n?", re.M | re.I
)
_OPENING = lazy_pattern(rf"^(?P<tag> {{0,3}}<(?:{_NAMES})\b[^>\n]*>)[^\S\n]*\n(?=[^\S\n]{{0,3}}[^\s<])", re.M | re.I)
_CLOSING = lazy_pattern(rf"^(?P<tag>[^\S\n]*</(?:{_NAMES})>)[^\S\n]*\n(?=[^\S\n]*[^\s<])", re.M | re.I)
# Matches an element that ends on the line on which it begins, before a line of text. In Jekyll, the element ends there.
_WHOLE = lazy_pattern(
    r"^(?P<tag> {0,3}<(?P<name>div|center|figure|p|iframe|video|blockquote|table)\b[^\n]*</(?P=name)>(?:\s?<br\s*/?>)*)[^\S\n]*\n(?=[^\S\n]{0,3}[^\s<])",
    re.M | re.I,
)
# Matches a tag on several lines. A line of it may begin with `>`, which would otherwise begin a quotation.
_LONG_TAG = lazy_pattern(
    r"""^[^\S\n]{0,3}<[a-z][\w-]{0,30}(?:\s+[\w:@.-]{1,60}(?:=(?:"[^"<>]{0,1000}"|'[^'<>]{0,1000}'|[^\s"'<>=`]{1,300}))?){1,30}\s*/?>""",
    re.M | re.I,
)
# Matches an element of MDX on one line. Its content is Markdown.
_MDX_LINE = lazy_pattern(
    r"[^\S\n]*(<(summary|p|figcaption|h[1-6]|td|th|li|center|div)\b[^<>]*>)(.*[*_`\[].*)(</\2>)[^\S\n]*"
)
# Deeper quotations are reduced to 20 levels, because the parser drops text at 60 nested levels, which include those of
# lists.
_DEEP_QUOTE = lazy_pattern(r"^(?:[ ]{0,3}>[ ]?){20,}", re.M)
_TAG_LINE = lazy_pattern(r"[ \t]*<(/?)([a-z][\w-]*)\b[^<>\n]*(?<!/)>[^\S\n]*")


def separate_blocks(source: str) -> str:
    """Add an empty line after each line that is only an opening or closing tag. Code is not changed."""
    return change_outside_code(source, _separate)


def _separate(source: str) -> str:
    source = _DEEP_QUOTE.sub("> " * 20, source)
    source = _LONG_TAG.sub(lambda found: re.sub(r"\s*\n\s*", " ", found[0]), source)
    for pattern in (_MARKED, _OPENING, _CLOSING, _WHOLE):
        source = pattern.sub(lambda found: found["tag"] + "\n\n", source)
    return source


def dedent_elements(source: str) -> str:
    """Return MDX with the lines between an opening and a closing tag moved to the left. Code is not changed."""
    out: list[str] = []
    depth, indent, fence = 0, -1, ""
    for line in source.split("\n"):
        found = FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        tag = None if fence else _TAG_LINE.fullmatch(line)
        if not fence and (whole := _MDX_LINE.fullmatch(line)):
            out += ["", whole[1], "", whole[3].strip(), "", whole[4], ""]
        elif tag:
            depth = max(0, depth + (-1 if tag[1] else 1))
            indent = -1
            out += ["", line.strip(), ""]
        elif depth and line.strip():
            spaces = len(line) - len(line.lstrip(" \t"))
            indent = spaces if indent < 0 else indent
            out.append(line[min(indent, spaces) :])
        else:
            out.append(line)
    return "\n".join(out)
