"""Turn an article into a story map: one HTML file in which the text scrolls and the map follows.

import storymap
storymap.build("article.txt").save("story.html")
storymap.places("Japan began exercises in Hokkaido.").to_dict()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storymap.version import __version__

__all__ = ["Places", "StoryMap", "__version__", "build", "places", "places_many", "tables"]

if TYPE_CHECKING:
    from storymap.archive.texts import tables
    from storymap.pipeline import Places, StoryMap, build, places, places_many


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562), so that `storymap --help` starts fast."""
    if name == "tables":
        from storymap.archive import texts

        return texts.tables
    if name in __all__:
        from storymap import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'storymap' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names of the package, for `dir(storymap)`."""
    return sorted(__all__)
