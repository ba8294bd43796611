"""What there is to tell of a place, in sentences: for formats that give a place a description and little else."""

from __future__ import annotations

from storymap.export.gather import Gathered, PlaceRow, rounded
from storymap.wording.phrases import Phrases


def told(row: PlaceRow, words: Phrases) -> list[str]:
    """What it is, who disputes it and what they call it, the editor's note, how sure we are and why, what else it may be."""
    place = row.place
    what = words.text("comma").join(part for part in (row.kind, row.where) if part)
    lines = [what, *disputed(row, words), row.story_place.note, f"{percent(row.confidence)}: {row.reason}"]
    lines += [words.text("approximate") if place.approximate else "", considered(row, words)]
    return [line for line in lines if line]


def disputed(row: PlaceRow, words: Phrases) -> list[str]:
    """The sentences about a dispute: status and sides, what each side calls the place, the neutral note."""
    dispute = row.place.dispute
    if dispute is None:
        return []
    sides = [f"{words.sides([side])}: {', '.join(names.values())}" for side, names in row.sides.items()]
    return [line for line in (row.dispute, *sides, dispute.note) if line]


def considered(row: PlaceRow, words: Phrases) -> str:
    """What else it may be; "" for nothing."""
    others = [words.full_name(other) for other in row.candidates]
    return words.text("considered", places=words.listed(others)) if others else ""


def percent(confidence: float) -> str:
    """How sure we are."""
    return f"{round(confidence * 100)} %"


def off_the_map(gathered: Gathered) -> list[str]:
    """What is not on the map and why, each once."""
    return list(dict.fromkeys(f"{row.surface}: {row.reason}" for row in gathered.absent))


def on_osm(row: PlaceRow) -> str:
    """The address of OpenStreetMap's page with a mark on the place."""
    lat, lon = rounded(row.place.position.lat), rounded(row.place.position.lon)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={round(row.story_place.zoom)}/{lat}/{lon}"
