"""The lines that `storymap build` prints after writing a page."""

from __future__ import annotations

from pathlib import Path

from storymap.model import UNSURE, MentionKind, Story


def summary(story: Story, path: Path) -> str:
    """ "story.html: 14 places, 1 unsure, 3 unresolved, 312 KB", then lines about passages left out and what to do next."""
    confidences: dict[str, float] = {}
    for resolution, slug in zip(story.resolutions, story.slugs, strict=True):
        if slug is not None:
            confidences[slug] = max(confidences.get(slug, 0.0), resolution.confidence)
    unsure = sum(1 for confidence in confidences.values() if confidence < UNSURE)
    unresolved = {
        r.mention.surface for r in story.resolutions if r.place is None and r.mention.kind is not MentionKind.DEMONYM
    }
    size = path.stat().st_size / 1000
    lines = [
        f"{path}: {_count(len(story.places), 'place')}, {unsure} unsure, {len(unresolved)} unresolved, {size:.0f} KB"
    ]
    if story.hidden:
        lines.append(f"  {_count(len(story.hidden), 'passage')} hidden by places.yaml")
    if story.boilerplate:
        number = _count(len(story.boilerplate), "passage")
        lines.append(f"  {number} about the publisher left out (--keep-boilerplate keeps them)")
    if not story.places:
        lines.append("  no places found: the page shows the article without a map")
    elif unsure or unresolved:
        lines.append("  list them with `storymap places`; decide with `storymap review` or `storymap edit`")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
