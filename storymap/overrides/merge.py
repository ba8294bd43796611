"""Merge several places files into one. Entries of later files replace those of earlier files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from storymap.errors import OverrideError
from storymap.model import SceneEdit
from storymap.overrides.read import load_overrides
from storymap.overrides.values import Override, Overrides


class Layer(NamedTuple):
    """A places file of an article. An article can have several."""

    path: Path
    # Whether other articles also use the file. If so, it may have names that do not occur in this article.
    shared: bool = False
    missing: Callable[[], Exception] | None = None  # makes the error that is raised if the file does not exist
    remark: str = ""  # a sentence for the user about the file itself
    sibling: str = ""  # name of another article in the folder that also uses the file, although it is not a shared file


def names_of(layers: Sequence[Layer]) -> list[str]:
    """Return the name of each file for messages. The name is the full path only if two files have the same name."""
    times = Counter(layer.path.name for layer in layers)
    return [layer.path.name if times[layer.path.name] == 1 else str(layer.path) for layer in layers]


def load_layers(layers: Sequence[Layer]) -> list[tuple[Overrides, Layer]]:
    """Return (overrides, layer) for each file. Raise OverrideError if a file cannot be read or has a mistake, and the
    error of `missing` if the file does not exist."""
    loaded = []
    for layer, name in zip(layers, names_of(layers), strict=True):
        if layer.missing is not None and not layer.path.exists():
            raise layer.missing()
        found = load_overrides(layer.path, name)
        if found is None:
            raise OverrideError("the file cannot be read.", file=name)
        loaded.append((found, layer))
    return loaded


def merge(loaded: Sequence[tuple[Overrides, Layer]]) -> Overrides | None:
    """Merge all overrides into one object. Return None if `loaded` is empty.

    The entries for a name in a later file replace all entries for this name in earlier files, unless the later entries
    only record suggestions. If the later entries are all for single mentions, the earlier entry for all mentions stays.
    The scene of a passage, `home` and `names` are also taken from the last file that has them.
    """
    if len(loaded) == 1 and not loaded[0][1].shared and not loaded[0][1].remark:
        overrides, layer = loaded[0]
        return replace(overrides, remarks=_remarks(overrides, layer)) if layer.sibling else overrides
    entries: dict[str, list[Override]] = {}
    scenes: dict[str, tuple[SceneEdit, str]] = {}
    for overrides, layer in loaded:
        for name, group in _by_name(overrides.entries).items():
            if name not in entries or not all(entry.has_no_effect for entry in group):
                kept = entries.get(name, []) if all(e.selector.is_specific for e in group) else []
                own = [replace(e, file=e.file or overrides.file, shared=layer.shared) for e in group]
                entries[name] = [*(e for e in kept if not e.selector.is_specific), *own]
        for passage, edit in overrides.scenes.items():
            scenes[passage] = edit, overrides.file if layer.shared else ""
    if not loaded:
        return None
    return Overrides(
        loaded[-1][0].file,
        tuple(entry for group in entries.values() for entry in group),
        {passage: edit for passage, (edit, _) in scenes.items()},
        home=_last(overrides.home for overrides, _ in loaded),
        home_at=_last(overrides.home_at for overrides, _ in loaded if overrides.home),
        names_first=_last(overrides.names_first for overrides, _ in loaded),
        shared_scenes={passage: file for passage, (_, file) in scenes.items() if file},
        remarks=tuple(remark for overrides, layer in loaded for remark in _remarks(overrides, layer)),
        layers=tuple(source for overrides, _ in loaded for source in overrides.layers),
        icons={kind: file for overrides, _ in loaded for kind, file in overrides.icons.items()},
        journey=next((o.journey for o, _ in reversed(loaded) if o.journey is not None), None),
        journey_at=_last(overrides.journey_at for overrides, _ in loaded),
    )


def _remarks(overrides: Overrides, layer: Layer) -> tuple[str, ...]:
    """Return the remarks about a file that the user should see."""
    remarks = [*overrides.remarks, *([layer.remark] if layer.remark else [])]
    if layer.sibling and overrides.scenes:
        passage, edit = next(iter(overrides.scenes.items()))
        remarks.append(
            f"{overrides.file}:{edit.line}: the scenes of this file ({passage}, …) also apply to {layer.sibling} and other articles of "
            "the folder. Move them to ARTICLE.places.yaml, or name the article in the first lines, as `storymap init` does."
        )
    return tuple(remarks)


def _by_name(entries: Iterable[Override]) -> dict[str, list[Override]]:
    groups: dict[str, list[Override]] = {}
    for entry in entries:
        groups.setdefault(" ".join(entry.surface.split()), []).append(entry)
    return groups


def _last(values: Iterable[str]) -> str:
    """Return the last value that is not empty, or "" if there is none."""
    return next((value for value in reversed(list(values)) if value), "")
