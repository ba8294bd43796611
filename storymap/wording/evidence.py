"""Describe the evidence for and against a candidate, for users who check places."""

from __future__ import annotations

from collections.abc import Callable

from storymap.model import Candidate


def evidence(candidate: Candidate, describe: Callable[[str], str]) -> list[tuple[str, float]]:
    """Return (description, weight) of each piece of evidence, largest weight first.

    Evidence with a negative weight is evidence against the candidate. `describe` returns the description for the name
    of a kind of evidence.
    """
    ranked = sorted(candidate.evidence.items(), key=lambda pair: -abs(pair[1]))
    return [(describe(name), weight) for name, weight in ranked]
