"""The changes that an imported file makes to the places of mentions, and to how places are displayed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from storymap.export.areas import cut
from storymap.importers.json_text import is_finite
from storymap.model import Footprint, Place, Position, position
from storymap.sphere import normal

_MIN_DIFFERENCE_DEG2 = 1e-3  # two outlines are the same if they differ by less than this, because outlines are rounded
TOLERANCE_DEG = 2e-6  # two coordinates are the same if they differ by less than this, because coordinates are rounded
Offsets = tuple[int, int]  # start and end of a mention in the article
IsKnownId = Callable[[str], bool]  # takes the id of a place; returns whether the gazetteer has it


@dataclass(frozen=True, slots=True)
class Target:
    """The place that a mention should refer to: a place id or a custom place at a position.

    If the id and the position are missing, the mention is not a place. `name` is the name of the custom place. The
    other values of the custom place, such as its kind, are taken from the place `template`.
    """

    id: str = ""
    position: Position | None = None
    name: str = ""
    template: Place | None = None
    # the outline of the custom place as GeoJSON; if it is "", the place has the outline of the template, if there is
    # one
    area: str = ""

    def is_met_by(self, place: Place | None) -> bool:
        """Return whether a mention that refers to `place` already has this target.

        `place` is None if the mention is not on the map.
        """
        if self.area:
            footprint = place.footprint if place else None
            return footprint is not None and same_area(json.loads(self.area), footprint)
        if self.position is not None:
            return place is not None and same_position(place.position, self.position)
        return (place.id if place else "") == self.id


@dataclass(frozen=True, slots=True)
class Display:
    """How a place should be shown. A field that is None does not change; an empty `note` removes the note."""

    slug: str
    label: str | None = None
    note: str | None = None


@dataclass(slots=True)
class ImportedChanges:
    """The changes that a file makes to a story. `remarks` are sentences about what could not be imported."""

    targets: dict[Offsets, Target] = field(default_factory=dict)
    displays: list[Display] = field(default_factory=list)
    missing: set[Offsets] = field(default_factory=set)  # mentions that are on the map, but missing from the file
    remarks: list[str] = field(default_factory=list)

    def add_missing(self, span: Offsets) -> None:
        """Record that a mention is missing from the file.

        The mention will be removed from the map, unless the file sets a target for it.
        """
        if span not in self.targets:
            self.missing.add(span)
            self.targets[span] = Target()

    def merge(self, other: ImportedChanges) -> None:
        """Add the changes of a part of the file."""
        self.targets.update(other.targets)
        self.displays += other.displays
        self.missing |= other.missing
        self.remarks += other.remarks

    def keep_missing(self) -> None:
        """Keep the missing mentions on the map. Call this if the file has only a part of the export."""
        for span in self.missing:
            del self.targets[span]
        self.missing.clear()


def parse_exported_as(value: Any) -> tuple[str, Position] | None:
    """Return the id and the position that a place had when it was exported (see `gather.as_exported`).

    Return None if `value` does not contain them.
    """
    parts = value.rsplit(" ", 2) if isinstance(value, str) else []
    try:
        return parts[0], position(float(parts[1]), float(parts[2]))
    except (IndexError, ValueError):
        return None


def same_position(one: Position, other: Position) -> bool:
    """Return whether two positions are equal, apart from rounding."""
    lon = abs(normal(one.lon - other.lon))
    return abs(one.lat - other.lat) < TOLERANCE_DEG and min(lon, 360 - lon) < TOLERANCE_DEG


def same_area(geometry: Any, footprint: Footprint) -> bool:
    """Return whether a GeoJSON geometry is the same as the outline of a place, apart from rounding."""
    import shapely
    from shapely.errors import ShapelyError

    try:
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)))
        return bool(shapely.symmetric_difference(shape, cut(footprint)).area <= _MIN_DIFFERENCE_DEG2)
    except (ShapelyError, TypeError, ValueError, AttributeError):
        return False


def point_position(geometry: Any) -> Position | None:
    """Return the position of a GeoJSON Point, or None if the geometry is not a valid Point.

    A MultiPoint with a single point counts as a Point, because GIS programs convert points to it. The longitude is
    normalized to -180–180°.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Point", "MultiPoint"):
        return None
    coordinates = geometry.get("coordinates")
    if geometry["type"] == "MultiPoint":
        coordinates = coordinates[0] if isinstance(coordinates, list) and len(coordinates) == 1 else None
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    lon, lat = coordinates[:2]
    if any(isinstance(v, bool) or not isinstance(v, int | float) or not is_finite(v) for v in (lon, lat)):
        return None
    try:
        return position(lat, lon if -180 <= lon <= 180 else normal(lon))
    except ValueError:
        return None
