"""Find entries of places.yaml that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from storymap.model import SceneEdit
from storymap.overrides.values import Override


def replaced_entries(entries: Sequence[Override], file: str) -> Iterator[str]:
    """Yield a sentence for each entry that replaces an earlier entry because both are for all mentions of a name."""
    deciding: dict[str, Override] = {}
    for entry in entries:
        if entry.selector.is_specific or not entry.decides:
            continue
        earlier = deciding.get(entry.surface)
        if earlier is not None:
            yield (
                f"{file}:{entry.line}: {entry.surface}: this entry and the one in line {earlier.line} are both for all mentions, so "
                "this one replaces the other. Select mentions with `in`, `nth` or `quote`, or remove one of the entries."
            )
        deciding[entry.surface] = entry


def undecided_scenes(scenes: Mapping[str, SceneEdit], file: str) -> Iterator[str]:
    """Yield a sentence for each passage with both `split` and `with`.

    `split` begins a scene with the passage, but `with` moves the passage to another scene.
    """
    for passage, edit in scenes.items():
        if edit.split and edit.joined:
            yield (
                f"{file}:{edit.line}: {passage}: `split` begins a scene with this passage, but `with` moves the passage to the "
                f"scene of {edit.joined}. Remove one of them."
            )


def circle_of(passage: str, scenes: Mapping[str, SceneEdit]) -> list[str]:
    """Follow the `with` keys from `passage`. Return the passages of the loop if they lead back to it, otherwise []."""
    chain = [passage]
    while (edit := scenes.get(chain[-1])) is not None and edit.joined:
        if edit.joined == passage:
            return [*chain, passage]
        if edit.joined in chain:
            return []
        chain.append(edit.joined)
    return []
