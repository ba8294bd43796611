"""Credits for the sources that a page uses."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.basemap.streets.levels import has_streets
from storymap.model import Attribution, StoryPlace
from storymap.ports import StreetMap
from storymap.wording.phrases import attribution, sources

_ALWAYS = ("naturalearth", "leaflet")


def attributions(places: Sequence[StoryPlace], streets: StreetMap | None = None) -> tuple[Attribution, ...]:
    """Return an Attribution for each source, including the basemap, the street archive if it is used, and Leaflet."""
    keys = sorted({p.place.source for p in places if p.place.source} | set(_ALWAYS))
    own = (streets.attribution,) if streets is not None and any(map(has_streets, places)) else ()
    return own + tuple(attribution(key) for key in keys if key in sources())
