"""Whom the page thanks: the sources of what it really shows."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from storymap.model import Attribution, StoryPlace
from storymap.resources import data

_ALWAYS = ("naturalearth", "leaflet")


@cache
def sources() -> dict[str, dict[str, Any]]:
    """The tables of SOURCES.toml by key."""
    return tomllib.loads(data("SOURCES.toml").read_text(encoding="utf-8"))


def attributions(places: Sequence[StoryPlace]) -> tuple[Attribution, ...]:
    """One Attribution a source, the basemap and Leaflet included, in a fixed order."""
    keys = sorted({p.place.source for p in places if p.place.source} | set(_ALWAYS))
    table = sources()
    return tuple(
        Attribution(table[k]["name"], table[k].get("licence", ""), table[k].get("url", ""), table[k].get("credit", ""))
        for k in keys
        if k in table
    )
