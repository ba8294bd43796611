"""Render a story as a page. This is the fifth stage of the pipeline. Importing this package does not import folium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.model import Story
from storymap.ports import Basemap
from storymap.render.options import PageOptions
from storymap.wording import Wording

if TYPE_CHECKING:
    from storymap.render.page import Page as Page


def render(story: Story, *, basemap: Basemap, wording: Wording, options: PageOptions | None = None) -> Page:
    """Return the page of a story.

    The caller can add layers of folium to the attribute `map` of the page. The method `html()` of the page returns the
    finished file as text.
    """
    from storymap.render.page import Page

    return Page(story, basemap=basemap, wording=wording, options=options or PageOptions())


__all__ = ["PageOptions", "render"]
