"""The Python API: `dir`, type information and `repr`."""

from __future__ import annotations

from pathlib import Path

import storymap

TEXT = "The ferry left Otaru for Rishiri.\n\nIt came back to Otaru at night.\n"


def test_dir_lists_only_public_names() -> None:
    assert dir(storymap) == sorted(storymap.__all__)


def test_package_is_marked_as_typed() -> None:
    assert (Path(storymap.__file__).parent / "py.typed").is_file()


def test_repr_of_places_counts_mentions_and_places() -> None:
    assert repr(storymap.places(TEXT, title="By ferry")) == "<Places 'By ferry': 3 mentions, 2 places>"


def test_repr_of_story_map_is_short() -> None:
    shown = repr(storymap.build(TEXT, title="By ferry " * 50))
    assert shown.startswith("<StoryMap 'By ferry") and shown.endswith(" scenes>") and len(shown) < 160
