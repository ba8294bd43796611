"""Recognise mistakes that other programs leave in text files, such as the marks of a merge conflict."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern

_CONFLICT = lazy_pattern(r"^(?:<{7}|>{7})(?: .*)?$", re.M)
_MINUS = str.maketrans("−–—－", "----")
_CURLY = "“”„«»‘’"


class Mistake(NamedTuple):
    """A mistake in a text file, with the number of its line, counted from 1."""

    line: int
    problem: str


def merge_conflict(text: str) -> Mistake | None:
    """Return the first mark of a merge conflict in a text, or None."""
    found = _CONFLICT.search(text)
    if found is None:
        return None
    return Mistake(
        text.count("\n", 0, found.start()) + 1,
        "the file has a merge conflict: keep one of the two versions, and remove the lines <<<<<<<, ======= and >>>>>>>",
    )


def comment_with_slashes(text: str) -> Mistake | None:
    """Return the first comment that begins with // instead of #, or None."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"(?:^|\s)//(?:\s|$)", line):
            return Mistake(number, "a comment begins with #, not with //")
    return None


def unusual_space(text: str) -> str:
    """Return advice if a text begins or ends with an unusual space, such as a no-break space, otherwise ""."""
    edges = [character for character in (text[:1], text[-1:]) if character.isspace() and character not in " \t\n"]
    if not edges:
        return ""
    name = unicodedata.name(edges[0], "another space").lower()
    return f" There is a {name} (U+{ord(edges[0]):04X}) at its edge: indent with ordinary spaces."


def wide_colon(text: str) -> str:
    """Return advice if a text contains a full-width colon, which YAML does not recognise, otherwise ""."""
    return " Write an ordinary colon (:) and a space instead of “：”." if "：" in text else ""


def missing_colon(text: str) -> str:
    """Return advice if a key contains the brace of its value, because a colon is missing before it, otherwise ""."""
    name, brace, _ = text.partition("{")
    return f" Write a colon after the name: `{name.strip()}: {{`." if brace and name.strip() else ""


def plain_minus(text: str) -> str:
    """Return a text in which all kinds of minus signs and dashes are hyphens."""
    return text.translate(_MINUS)


def curly_quotes(text: str) -> str:
    """Return advice if a text is enclosed in typographic quotation marks, otherwise ""."""
    if len(text) > 2 and text[0] in _CURLY and text[-1] in _CURLY:
        return ' Quotation marks such as “ are part of the text: write straight ones (") or none.'
    return ""
