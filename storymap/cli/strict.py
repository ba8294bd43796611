"""The checks of `storymap build --strict` and `--min-confidence`."""

from __future__ import annotations

from storymap.decisions import Decision, decisions
from storymap.errors import UnresolvedError
from storymap.model import STRICT_SUGGESTION, UNSURE, Story, Suggestion
from storymap.wording.english import counted

MAX_LISTED = 12  # maximum number of problems that the message lists


def check(story: Story, *, strict: bool, least: float | None, everything: bool = False) -> None:
    """Raise UnresolvedError if the story has places with a confidence below `least`.

    If `strict` is true, the default of `least` is UNSURE. The error is then also raised for unresolved places, for
    entries of places.yaml that match nothing, and for suggestions with a score of at least `STRICT_SUGGESTION`. If
    `everything` is true as well, the error is raised for all suggestions.
    """
    threshold = UNSURE if least is None else least
    problems = [
        _problem(d)
        for d in decisions(story.article, story.resolutions)
        if (d.is_open and strict) or (d.place is not None and d.confidence < threshold)
    ]
    if strict:
        lowest = 0.0 if everything else STRICT_SUGGESTION
        problems += [_suggested(s) for s in story.suggestions if s.score >= lowest]
        problems += list(story.unused)
    if problems:
        rest = [f"… and {len(problems) - MAX_LISTED} more"] if len(problems) > MAX_LISTED else []
        lines = "\n".join(f"  {line}" for line in [*problems[:MAX_LISTED], *rest])
        raise UnresolvedError(
            f"nothing was written: {counted(len(problems), 'problem')} found.\n{lines}\n"
            "  Decide with `storymap review` or `storymap edit`, or change places.yaml."
        )


def _problem(decision: Decision) -> str:
    where = ", ".join(decision.passages[:3])
    if decision.place is None:
        return f"“{decision.surface}” ({where}): unresolved"
    return f"“{decision.surface}” ({where}): {decision.place.name}, confidence {decision.confidence:.0%}"


def _suggested(suggestion: Suggestion) -> str:
    name = " ".join(suggestion.surface.split())
    return f"“{name}”: a possible place that is not on the map, score {suggestion.score:.0%}"
