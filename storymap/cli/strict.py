"""What a build server must not publish: names that nobody could decide, and decisions below a confidence."""

from __future__ import annotations

from storymap.decisions import Decision, decisions
from storymap.errors import UnresolvedError
from storymap.model import UNSURE, Story

_NAMED = 12


def check(story: Story, *, strict: bool, least: float | None) -> None:
    """UnresolvedError names what is open or below `least` (default with `strict`: what the page calls unsure); with `strict`
    entries of places.yaml that found nothing to apply to count too."""
    wanted = UNSURE if least is None else least
    told = [
        _line(d)
        for d in decisions(story.article, story.resolutions)
        if (d.is_open and strict) or (d.place is not None and d.confidence < wanted)
    ]
    told += list(story.unused) if strict else []
    if told:
        rest = [f"… and {len(told) - _NAMED} more"] if len(told) > _NAMED else []
        lines = "\n".join(f"  {line}" for line in [*told[:_NAMED], *rest])
        raise UnresolvedError(
            f"nothing was written: {len(told)} of the decisions need an editor.\n{lines}\n"
            "  Decide them with `storymap review`, or in places.yaml."
        )


def _line(decision: Decision) -> str:
    where = ", ".join(decision.passages[:3])
    if decision.place is None:
        return f"“{decision.surface}” ({where}): nobody knows which place it is"
    return f"“{decision.surface}” ({where}): {decision.place.name}, {decision.confidence:.0%} sure"
