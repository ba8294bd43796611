"""The closing line of a build, and what an editor should know besides."""

from __future__ import annotations

from pathlib import Path

from storymap.model import UNSURE, MentionKind, Story


def summary(story: Story, path: Path) -> str:
    """ "story.html: 14 places (1 unsure), 3 not mapped, 312 KB" and what was left out."""
    pinned = [(r, s) for r, s in zip(story.resolutions, story.slugs, strict=True) if s is not None]
    best: dict[str, float] = {}
    for resolution, slug in pinned:
        best[slug] = max(best.get(slug, 0.0), resolution.confidence)
    unsure = sum(1 for confidence in best.values() if confidence < UNSURE)
    unmapped = {
        r.mention.surface for r in story.resolutions if r.place is None and r.mention.kind is not MentionKind.DEMONYM
    }
    size = path.stat().st_size / 1000
    lines = [
        f"{path}: {_count(len(story.places), 'place')}, {unsure} unsure, {len(unmapped)} not mapped, {size:.0f} KB"
    ]
    if story.hidden:
        lines.append(f"  hid {_count(len(story.hidden), 'passage')}, as places.yaml says")
    if story.boilerplate:
        lines.append(
            f"  left out {_count(len(story.boilerplate), 'passage')} about the newspaper itself (--keep-boilerplate keeps them)"
        )
    if not story.places:
        lines.append("  no place was found that a map could show: the page is the article alone")
    elif unsure or unmapped:
        lines.append("  see them with `storymap places`, decide them with `storymap review`")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
