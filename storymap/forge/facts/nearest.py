"""Suggest the known name that is most similar to an unknown one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_ALIKE = 0.75  # minimum difflib ratio; "irelnd" and "ireland" have 0.92


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'ireland'?`, or "" if no known name is similar."""
    near = get_close_matches(wrong, known, n=1, cutoff=_ALIKE)
    return f"; did you mean {near[0]!r}?" if near else ""
