"""Change Markdown, but not its fenced code."""

from __future__ import annotations

import re
from collections.abc import Callable

from storymap.lazy_pattern import lazy_pattern

# Matches the line of a fence. After backticks, other backticks on the line show that it is inline code.
FENCE = lazy_pattern(r"^[ >\t]*(`{3,}(?![^\n]*`)|~{3,})", re.M)


def change_outside_code(source: str, change: Callable[[str], str]) -> str:
    """Return Markdown with `change` applied to each part outside fenced code.

    Fenced code that is not closed extends to the end of the text.
    """
    pieces, inside, at = [], "", 0
    for found in FENCE.finditer(source):
        if inside:
            if found[1].startswith(inside):
                pieces.append(source[at : found.end()])
                at, inside = found.end(), ""
        else:
            pieces.append(change(source[at : found.start()]))
            at, inside = found.start(), found[1]
    pieces.append(source[at:] if inside else change(source[at:]))
    return "".join(pieces)
