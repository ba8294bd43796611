"""An article goes in, a story map comes out.

import storymap
storymap.build("article.txt").save("story.html")
storymap.places("Japan began exercises in Hokkaido.").to_dict()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storymap.version import __version__

__all__ = ["Places", "StoryMap", "__version__", "build", "places"]

if TYPE_CHECKING:
    from storymap.pipeline import Places, StoryMap, build, places


def __getattr__(name: str) -> Any:
    """The public names, loaded when they are first used: `storymap --help` needs none of them (PEP 562)."""
    if name in __all__:
        from storymap import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'storymap' has no attribute {name!r}")
