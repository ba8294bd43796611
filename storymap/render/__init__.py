"""The fifth stage: from a story to a page. folium comes late: importing this module does not import it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.model import Story
from storymap.ports import Basemap
from storymap.render.options import PageOptions
from storymap.wording import Wording

if TYPE_CHECKING:
    from storymap.render.page import Page as Page


def render(story: Story, *, basemap: Basemap, wording: Wording, options: PageOptions | None = None) -> Page:
    """The page of a story. Add folium layers to its `.map`; `.html()` is the finished file."""
    from storymap.render.page import Page

    return Page(story, basemap=basemap, wording=wording, options=options or PageOptions())


__all__ = ["PageOptions", "render"]
