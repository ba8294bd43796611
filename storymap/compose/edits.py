"""Apply the labels, notes, cameras and other edits in places.yaml to the places and scenes of a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storymap.kinds import is_of_kind
from storymap.model import Edits, Place, Scene, StoryPlace


def edited_places(places: Sequence[StoryPlace], edits: Edits) -> tuple[StoryPlace, ...]:
    """Return the places with the labels, notes, zooms, images and markers of `edits`."""
    return tuple(
        replace(
            p,
            label=edits.shown.get(p.place.id, p.label),
            note=edits.notes.get(p.place.id, p.note),
            zoom=edits.zooms.get(p.place.id, p.zoom),
            figure=edits.figures.get(p.place.id, p.figure),
            icon=edits.place_icons.get(p.place.id, "") or _icon_of(p.place, edits),
        )
        for p in places
    )


def _icon_of(place: Place, edits: Edits) -> str:
    """Return the marker for the kind of a place, or "" if there is none."""
    fitting = (file for kind, file in edits.icons.items() if is_of_kind(kind, place.feature_class, place.feature_code))
    return next(fitting, "")


def _parts(scene: Scene, edits: Edits) -> list[Scene]:
    """Divide a scene into parts. A passage with `split`, pictures or layers in places.yaml begins a new part.

    All parts show the places of the scene.
    """
    parts: list[list[str]] = []
    for passage in scene.passages:
        edit = edits.scenes.get(passage)
        own = edit is not None and (edit.split or (passage != scene.id and bool(edit.figures or edit.layers)))
        if not parts or own:
            parts.append([])
        parts[-1].append(passage)
    return [replace(scene, id=scene.id if scene.id in part else part[0], passages=tuple(part)) for part in parts]


def edited_scenes(scenes: Sequence[Scene], edits: Edits) -> tuple[Scene, ...]:
    """Return the scenes with the titles, cameras and pictures of `edits`.

    A passage that has `with` in places.yaml is moved to the scene that `with` names.
    """
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
            shown = (edits.scenes[p] for p in (*kept, *joined) if p in edits.scenes)
            figures = tuple(figure for edit in shown for figure in edit.figures)
            changed.append(replace(scene, passages=(*kept, *joined), camera=camera, title=title, figures=figures))
    return tuple(changed)
