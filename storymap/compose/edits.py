"""Apply the labels, notes, cameras and other edits in places.yaml to composed places and scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storymap.model import Edits, Scene, StoryPlace


def edited_places(places: Sequence[StoryPlace], edits: Edits) -> tuple[StoryPlace, ...]:
    """Return the places with the labels, notes, zooms and images of `edits`."""
    return tuple(
        replace(
            p,
            label=edits.shown.get(p.place.id, p.label),
            note=edits.notes.get(p.place.id, p.note),
            zoom=edits.zooms.get(p.place.id, p.zoom),
            figure=edits.figures.get(p.place.id, p.figure),
        )
        for p in places
    )


def _parts(scene: Scene, edits: Edits) -> list[Scene]:
    """Return the scenes into which `split` divides a scene. All of them show its places."""
    parts: list[list[str]] = []
    for passage in scene.passages:
        if not parts or (passage in edits.scenes and edits.scenes[passage].split):
            parts.append([])
        parts[-1].append(passage)
    return [replace(scene, id=scene.id if scene.id in part else part[0], passages=tuple(part)) for part in parts]


def edited_scenes(scenes: Sequence[Scene], edits: Edits) -> tuple[Scene, ...]:
    """Return the scenes with the titles and cameras of `edits`. Passages that join another scene (`with`) are moved to it."""
    scenes = [part for scene in scenes for part in _parts(scene, edits)]
    by_passage = {passage: scene.id for scene in scenes for passage in scene.passages}
    moved = {
        name: by_passage[edit.joined]
        for name, edit in edits.scenes.items()
        if edit.joined in by_passage and name in by_passage
    }
    changed = []
    for scene in scenes:
        kept = tuple(p for p in scene.passages if p not in moved or moved[p] == scene.id)
        joined = tuple(p for p, goal in moved.items() if goal == scene.id and p not in kept)
        if kept or joined:
            own = [edits.scenes[p] for p in kept if p in edits.scenes]
            camera = next((edit.camera for edit in own if edit.camera), scene.camera)
            title = next((edit.title for edit in own if edit.title), "")
            changed.append(replace(scene, passages=(*kept, *joined), camera=camera, title=title))
    return tuple(changed)
