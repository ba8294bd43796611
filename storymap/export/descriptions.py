"""Descriptions of places in sentences, for formats with a description field."""

from __future__ import annotations

from storymap.export.gather import Gathered, PlaceRow, rounded
from storymap.wording.phrases import Phrases


def description_lines(row: PlaceRow, words: Phrases) -> list[str]:
    """Return all lines about a place: `reader_lines` and `detail_lines`."""
    return [*reader_lines(row, words), *detail_lines(row, words)]


def reader_lines(row: PlaceRow, words: Phrases) -> list[str]:
    """Return the lines about a place that are meant for readers: kind, dispute and note."""
    what = words.text("comma").join(part for part in (row.kind, row.where) if part)
    return [line for line in (what, *disputed(row, words), row.story_place.note) if line]


def detail_lines(row: PlaceRow, words: Phrases) -> list[str]:
    """Return the lines about a place that most readers do not need: confidence, reason and other candidates."""
    approximate = words.text("approximate") if row.place.approximate else ""
    lines = [f"{percent(row.confidence)}: {row.reason}", approximate, considered(row, words)]
    return [line for line in lines if line]


def disputed(row: PlaceRow, words: Phrases) -> list[str]:
    """Return sentences about a dispute: its status and parties, the names each party uses, and the neutral note."""
    dispute = row.place.dispute
    if dispute is None:
        return []
    sides = [f"{words.sides([side])}: {', '.join(names.values())}" for side, names in row.sides.items()]
    return [line for line in (row.dispute, *sides, dispute.note) if line]


def considered(row: PlaceRow, words: Phrases) -> str:
    """Return the sentence about other candidates, or "" if there are none."""
    others = [words.full_name(other) for other in row.candidates]
    return words.text("considered", places=words.listed(others)) if others else ""


def percent(confidence: float) -> str:
    """Return the confidence as a percentage."""
    return f"{round(confidence * 100)} %"


def off_the_map(gathered: Gathered) -> list[str]:
    """Return the names that are not on the map, each once and with the reason."""
    return list(dict.fromkeys(f"{row.surface}: {row.reason}" for row in gathered.absent))


def on_osm(row: PlaceRow) -> str:
    """Return the URL of an OpenStreetMap page with a marker on the place."""
    lat, lon = rounded(row.place.position.lat), rounded(row.place.position.lon)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={round(row.story_place.zoom)}/{lat}/{lon}"
