"""What a caller may choose about the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storymap.model import Footprint


def no_footprint(place_id: str) -> Footprint | None:
    """The provider that knows no areas: places are drawn as points and soft circles."""
    return None


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The page's settings.

    `footprint` gives the area of a place by its id, `country` the name of an ISO 3166-1 alpha-2 code in the reader's
    language. `max_bytes` is what the page should weigh: the basemap gets what the rest leaves of it, and never less
    than it needs for the overview.
    """

    theme: str = "paper"
    footprint: Callable[[str], Footprint | None] = no_footprint
    country: Callable[[str], str] = str
    max_bytes: int = 398_000
    canonical: str = ""  # address the page will be published at
    css: str = ""  # the caller's own styles, after ours
