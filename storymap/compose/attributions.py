"""Credits for the sources that a page uses."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.model import Attribution, StoryPlace
from storymap.wording.phrases import sources

_ALWAYS = ("naturalearth", "leaflet")


def attributions(places: Sequence[StoryPlace]) -> tuple[Attribution, ...]:
    """Return an Attribution for each source, including the basemap and Leaflet, in a fixed order."""
    keys = sorted({p.place.source for p in places if p.place.source} | set(_ALWAYS))
    table = sources()
    return tuple(
        Attribution(table[k]["name"], table[k].get("licence", ""), table[k].get("url", ""), table[k].get("credit", ""))
        for k in keys
        if k in table
    )
