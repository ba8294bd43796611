"""The lines that `storymap build` prints after writing a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from storymap.decisions import counts, decisions
from storymap.model import Omitted, Story, Suggestion
from storymap.read.titles import shorten
from storymap.wording.english import counted

MAX_NAMES = 4  # maximum number of suggestions that the summary names
# Kind of a left-out part -> its plural, if this is not the kind with an "s".
_PLURALS = {
    "audio": "audio files",
    "math": "formulas",
    "iframe": "frames",
    "code": "pieces of code",
    "include": "included files",
}
_SINGULARS = {
    "audio": "audio file",
    "math": "formula",
    "iframe": "frame",
    "code": "piece of code",
    "include": "included file",
}


def left_out_lines(omitted: Sequence[Omitted], *, verbose: bool = False) -> list[str]:
    """Return a line such as "left out: 3 shortcodes, 1 video"; with `verbose`, also a line for each item."""
    if not omitted:
        return []
    kinds = Counter(item.kind for item in omitted)
    found = ", ".join(
        counted(number, _SINGULARS.get(kind, kind), _PLURALS.get(kind, "")) for kind, number in kinds.items()
    )
    if not verbose:
        return [f"  left out of the article: {found} (--verbose lists them)"]
    return [
        f"  left out of the article: {found}",
        *(f"    {item.kind}: {shorten(item.what, 100)}" for item in omitted),
    ]


def summary(story: Story, path: Path, *, verbose: bool = False) -> str:
    """Return a line such as "story.html: 14 places, 1 unsure, 3 unresolved, 312 KB", and lines about what was left out.

    If the story has no places, or unsure or unresolved ones, the last line says what to do next.
    """
    unsure, unresolved = counts(decisions(story.article, story.resolutions))
    size = path.stat().st_size / 1000
    parts = [counted(len(story.places), "place"), f"{len(unsure)} unsure", f"{len(unresolved)} unresolved"]
    parts += [counted(len(story.suggestions), "suggestion")] if story.suggestions else []
    lines = [f"{path}: {', '.join(parts)}, {size:.0f} KB"]
    if story.suggestions:
        lines.append(_suggested(story.suggestions))
    if story.hidden:
        lines.append(f"  {counted(len(story.hidden), 'passage')} hidden by places.yaml")
    if story.boilerplate:
        number = counted(len(story.boilerplate), "passage")
        lines.append(f"  {number} about the publisher left out (--keep-boilerplate keeps them)")
    lines += left_out_lines(story.article.omitted, verbose=verbose)
    if story.article.draft:
        lines.append("  the article is marked as a draft")
    if not story.places:
        lines.append(
            "  no places found: the page shows the article without a map. Add places with `storymap edit`, or in places.yaml"
        )
    elif unsure or unresolved:
        lines.append("  list them with `storymap places`; decide with `storymap review` or `storymap edit`")
    return "\n".join(lines)


def _suggested(suggestions: Sequence[Suggestion]) -> str:
    """Return a line such as "4 possible places are not on the map: Tokyo, Bled, Erie, …; see `storymap review`"."""
    best = sorted(suggestions, key=lambda s: -s.score)
    names = [shorten(" ".join(s.surface.split()), 40) for s in best[:MAX_NAMES]]
    names += ["…"] if len(best) > MAX_NAMES else []
    what = "possible place is" if len(best) == 1 else "possible places are"
    return f"  {len(best)} {what} not on the map: {', '.join(names)}; see `storymap review`"
