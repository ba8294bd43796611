"""Small gazetteer entries and groups for tests of single rules."""

from __future__ import annotations

from typing import Any

from storymap.ports import Entry, Match
from storymap.resolve.candidates import Group

KM = 1 / 111.195  # degrees of latitude


def entry(
    number: int, lat: float = 50.0, lon: float = 10.0, kind: str = "city", prominence: float = 5.0, **values: Any
) -> Entry:
    """Return a town in Germany, changed by `values`."""
    found = Entry(number, Match.NAME, lat, lon, 0, prominence, "PPL", "DE", "DE.01", kind)
    return found._replace(**values)


def group(*entries: Entry, number: int = 0, **values: Any) -> Group:
    """Return a group of one mention, with the entries as its candidates."""
    return Group(f"name {number}", [number], list(entries), **values)
