"""Import edited GeoJSON: points that were moved, and features that were renamed, deleted or added.

A feature is found by its id, or by its property `place_id`, because GDAL and QGIS may turn the id into a property. A changed
outline becomes the `area` of a custom place. The name of a new point must occur in the article.

A feature counts as changed if it differs from the exported feature. The export records the id and the position of each
feature in `exported_as`, and all places in a list of the collection. If a tool dropped these members, features are
compared with the current story.
"""

from __future__ import annotations

import json
from typing import Any

from storymap.errors import ImportFileError
from storymap.export.gather import Gathered, PlaceRow, passage_at
from storymap.export.layers import is_layer
from storymap.importers.changes import (
    Display,
    ImportedChanges,
    IsKnownId,
    Target,
    parse_exported_as,
    point_position,
    same_area,
    same_position,
)
from storymap.model import Position
from storymap.overrides.areas import parse_area
from storymap.overrides.occurrences import occurrences

TITLE = "a GeoJSON FeatureCollection"


def accepts(document: Any) -> bool:
    """Return whether a document is a FeatureCollection."""
    return isinstance(document, dict) and document.get("type") == "FeatureCollection"


def read(document: Any, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
    """Return the changes that a FeatureCollection makes to the places of a story.

    Raise ImportFileError if the document is invalid or about another article.
    """
    features = document.get("features")
    if not isinstance(features, list):
        raise ImportFileError("`features` is not a list")
    changes, seen = ImportedChanges(), set[str]()
    areas: list[tuple[dict[str, Any], Any]] = []
    reader = _FeatureReader(gathered, is_known, changes)
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise ImportFileError(f"feature {number} is not a GeoJSON feature")
        properties = feature.get("properties") or {}
        if is_layer(properties):
            continue  # this feature belongs to a layer, which can only be changed in the file of the layer
        if properties.get("area_of"):
            areas.append((properties, feature.get("geometry")))
            continue
        row = reader.find_row(feature, properties)
        at = point_position(feature.get("geometry"))
        if at is None:
            changes.remarks.append(f"feature {number} has no point with longitude and latitude in degrees.")
        elif row is None:
            reader.read_new(number, properties, at)
        elif row.slug in seen:
            changes.remarks.append(f"feature {number} repeats {row.label}.")
        else:
            reader.read_existing(row, properties, at)
        if row is not None:
            seen.add(row.slug)
    # the areas are read after all points, because a place may have been moved and have a new area
    for properties, geometry in areas:
        reader.read_area(properties, geometry)
    if features and not seen and not changes.targets:
        raise ImportFileError("no feature is a place of this article")
    _add_missing(document, gathered, seen, changes)
    return changes


def _add_missing(document: dict[str, Any], gathered: Gathered, seen: set[str], changes: ImportedChanges) -> None:
    """Record the places that were exported but have no feature in the file, so that they are removed from the map."""
    metadata = document.get("storymap")
    exported = metadata.get("places") if isinstance(metadata, dict) else None
    for row in gathered.places:
        if row.slug not in seen and (not isinstance(exported, list) or row.slug in exported):
            for m in row.mentions:
                changes.add_missing((m.mention.start, m.mention.end))


class _FeatureReader:
    """Reads the features of a file one by one, and adds their changes to `changes`."""

    def __init__(self, gathered: Gathered, is_known: IsKnownId, changes: ImportedChanges) -> None:
        self.gathered, self.is_known, self.changes = gathered, is_known, changes
        self.by_slug = {row.slug: row for row in gathered.places}
        self.by_id = {row.place.id: row for row in gathered.places}

    def find_row(self, feature: dict[str, Any], properties: dict[str, Any]) -> PlaceRow | None:
        """Return the row of the story's place that a feature represents, or None if the feature is a new place."""
        for name in (feature.get("id"), properties.get("id")):
            if isinstance(name, str) and name in self.by_slug:
                return self.by_slug[name]
        name = properties.get("place_id")
        return self.by_id.get(name) if isinstance(name, str) else None

    def read_existing(self, row: PlaceRow, properties: dict[str, Any], at: Position) -> None:
        """Read a feature that represents a place of the story.

        The id, position, name or note of the feature may have been changed.
        """
        place_id = _text(properties, "place_id")
        old_id, old_position = parse_exported_as(properties.get("exported_as")) or (row.place.id, row.place.position)
        if place_id and place_id != old_id and self.is_known(place_id):
            self._set_target(row, Target(id=place_id))
        elif place_id and place_id != old_id:
            self.changes.remarks.append(f"{row.label}: no place has the id `{place_id}`.")
        elif not same_position(at, old_position) and not same_position(at, row.place.position):
            self._set_target(row, Target(position=at, name=row.place.name, template=row.place))
            if row.footprint:
                self.changes.remarks.append(f"{row.label} was moved; its area was not.")
        label, note = _text(properties, "name"), _text(properties, "note")
        display = Display(
            row.slug,
            label=label if label and label != row.label else None,
            note=note if note != row.story_place.note and "note" in properties else None,
        )
        if display != Display(row.slug):
            self.changes.displays.append(display)

    def read_area(self, properties: dict[str, Any], geometry: Any) -> None:
        """Read the outline of a place.

        If the outline was changed, the place becomes a custom place with the new outline.
        """
        row = self.by_slug.get(_text(properties, "area_of"))
        if row is None or row.footprint is None or same_area(geometry, row.footprint):
            return
        try:
            parse_area(geometry)
        except (ValueError, TypeError) as error:
            self.changes.remarks.append(f"{row.label}: its outline was changed, but it is invalid: {error}.")
            return
        first = row.mentions[0].mention
        moved = self.changes.targets.get((first.start, first.end))
        at = moved.position if moved and moved.position else row.place.position
        area = json.dumps({"type": geometry["type"], "coordinates": geometry["coordinates"]})
        self._set_target(row, Target(position=at, name=row.place.name, template=row.place, area=area))

    def read_new(self, number: int, properties: dict[str, Any], at: Position) -> None:
        """Read a feature that is not yet a place of the story."""
        name, place_id = _text(properties, "name"), _text(properties, "place_id")
        exported = parse_exported_as(properties.get("exported_as"))
        if exported and place_id == exported[0] and same_position(at, exported[1]):
            return  # after the export, an override removed this place from the map
        spans = occurrences(self.gathered.story.article.text, name) if name else []
        spans = [span for span in spans if passage_at(self.gathered.passages, span[0])]
        if not spans:
            problem = f"its name “{name}” does not occur in the article" if name else "it has no name"
            self.changes.remarks.append(
                f"feature {number} is new, but {problem}. Give it a `name` that occurs in the article."
            )
        target = Target(id=place_id) if place_id and self.is_known(place_id) else Target(position=at, name=name)
        self.changes.targets.update(dict.fromkeys(spans, target))

    def _set_target(self, row: PlaceRow, target: Target) -> None:
        for m in row.mentions:
            self.changes.targets[m.mention.start, m.mention.end] = target


def _text(properties: dict[str, Any], key: str) -> str:
    value = properties.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
