"""Import edited GeoJSON: points that were moved, and features that were renamed, deleted or added.

A feature is found by its id, or by its property `place_id`, because GDAL and QGIS may turn the id into a property. A changed
outline becomes the `area` of a custom place. The name of a new point must occur in the article.

A feature counts as changed if it differs from the exported feature. The export records the id and the position of each
feature in `exported_as`, and all places in a list of the collection. If a tool dropped these members, features are
compared with the current story.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from storymap.errors import ImportFileError
from storymap.export.csv import unsafe
from storymap.export.gather import Gathered, PlaceRow, passage_at, rounded
from storymap.export.layers import is_layer
from storymap.importers.changes import (
    Display,
    ImportedChanges,
    IsKnownId,
    Offsets,
    Target,
    parse_exported_as,
    point_position,
    same_area,
    same_position,
)
from storymap.importers.collection import is_absent, is_area, point
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
    changes = ImportedChanges()
    areas: list[tuple[dict[str, Any], Any]] = []
    existing: dict[str, list[tuple[int, dict[str, Any], Position]]] = {}
    reader = _FeatureReader(gathered, is_known, changes)
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise ImportFileError(f"feature {number} is not a GeoJSON feature")
        properties, geometry = _plain(feature.get("properties") or {}), feature.get("geometry")
        if is_layer(properties) or is_absent(properties):
            continue  # layers can only be changed in their own files
        if properties.get("area_of"):
            areas.append((properties, geometry))
            continue
        row = reader.find_row(feature, properties)
        if row and is_area(geometry):  # in Linked Places, the geometry of such a place is its area, not its point
            areas.append(({"area_of": row.slug}, geometry))
            geometry = _point_of(properties, row.place.position)
        at = point_position(geometry)
        if at is None:
            named = f" (“{name}”)" if (name := _text(properties, "name")) else ""
            changes.remarks.append(f"feature {number}{named} has no point with longitude and latitude in degrees.")
        elif row is None:
            reader.read_new(number, properties, at)
        if row:
            existing.setdefault(row.slug, []).extend([(number, properties, at)] if at else [])
    for slug, repeated in existing.items():
        reader.read_repeated(reader.by_slug[slug], repeated)
    seen = set(existing)
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
        labels = Counter(row.label for row in gathered.places)
        self.by_label = {row.label: row for row in gathered.places if labels[row.label] == 1}
        self.by_position: dict[tuple[float, float], list[PlaceRow]] = {}
        for row in gathered.places:
            self.by_position.setdefault(_key(row.place.position), []).append(row)

    def find_row(self, feature: dict[str, Any], properties: dict[str, Any]) -> PlaceRow | None:
        """Return the row of the story's place that a feature represents, or None if the feature is a new place.

        A feature without ids is found by its name, because many programs keep only the names of points. If the name
        does not occur in the article, the place was renamed, and is found by its position.
        """
        for name in (feature.get("id"), properties.get("id")):
            if isinstance(name, str) and name in self.by_slug:
                return self.by_slug[name]
        name = properties.get("place_id")
        if isinstance(name, str) and name in self.by_id:
            return self.by_id[name]
        label, at = _text(properties, "name"), point_position(feature.get("geometry"))
        if not label or parse_exported_as(properties.get("exported_as")):
            return None  # an exported feature has ids, so its place is not on the map any more
        if label in self.by_label:
            return self.by_label[label]
        here = self.by_position.get(_key(at), []) if at else []
        return here[0] if len(here) == 1 and not self._spans(label) else None

    def read_repeated(self, row: PlaceRow, features: list[tuple[int, dict[str, Any], Position]]) -> None:
        """Read the features (number, properties, position) that represent one place.

        A table has a row for each mention of a place. If some of them were changed, the first of these is used.
        """
        changed: list[tuple[int, ImportedChanges]] = []
        for number, properties, at in features:
            found = self.read_existing(row, properties, at)
            if found != ImportedChanges() and found not in [other for _, other in changed]:
                changed.append((number, found))
        if changed:
            self.changes.merge(changed[0][1])
        self.changes.remarks += [f"feature {number} repeats {row.label}." for number, _ in changed[1:]]

    def read_existing(self, row: PlaceRow, properties: dict[str, Any], at: Position) -> ImportedChanges:
        """Return the changes of a feature that represents a place of the story.

        The id, position, name or note of the feature may have been changed.
        """
        found = ImportedChanges()
        place_id = _text(properties, "place_id")
        old_id, old_position = parse_exported_as(properties.get("exported_as")) or (row.place.id, row.place.position)
        if place_id and place_id != old_id and self.is_known(place_id):
            found.targets |= _targets(row, Target(id=place_id))
        elif place_id and place_id != old_id:
            found.remarks.append(f"{row.label}: no place has the id `{place_id}`.")
        elif not same_position(at, old_position) and not same_position(at, row.place.position):
            found.targets |= _targets(row, Target(position=at, name=row.place.name, template=row.place))
            if row.footprint:
                found.remarks.append(f"{row.label} was moved; its area was not.")
        label, note = _text(properties, "name"), _text(properties, "note")
        display = Display(
            row.slug,
            label=label if label and label != row.label else None,
            note=note if note != row.story_place.note and "note" in properties else None,
        )
        if display != Display(row.slug):
            found.displays.append(display)
        return found

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
        self.changes.targets |= _targets(row, Target(position=at, name=row.place.name, template=row.place, area=area))

    def read_new(self, number: int, properties: dict[str, Any], at: Position) -> None:
        """Read a feature that is not yet a place of the story."""
        name, place_id = _text(properties, "name"), _text(properties, "place_id")
        exported = parse_exported_as(properties.get("exported_as"))
        if exported and place_id == exported[0] and same_position(at, exported[1]):
            return  # after the export, an override removed this place from the map
        spans = self._spans(name) if name else []
        if not spans:
            problem = f"its name “{name}” does not occur in the article" if name else "it has no name"
            self.changes.remarks.append(
                f"feature {number} is new, but {problem}. Give it a `name` that occurs in the article."
            )
        target = Target(id=place_id) if place_id and self.is_known(place_id) else Target(position=at, name=name)
        self.changes.targets.update(dict.fromkeys(spans, target))

    def _spans(self, name: str) -> list[Offsets]:
        """Return where a name occurs in the passages that are shown."""
        spans = occurrences(self.gathered.story.article.text, name)
        return [span for span in spans if passage_at(self.gathered.passages, span[0])]


def _targets(row: PlaceRow, target: Target) -> dict[Offsets, Target]:
    """Return the target for all mentions of a place."""
    return {(m.mention.start, m.mention.end): target for m in row.mentions}


def _key(at: Position) -> tuple[float, float]:
    """Return a position as exports write it."""
    return rounded(at.lat), rounded(at.lon)


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a feature.

    If they come from a CSV export, the apostrophes before texts that look like formulas are removed.
    """
    if "mention_kind" not in properties:
        return properties
    return {key: unsafe(value) if isinstance(value, str) else value for key, value in properties.items()}


def _point_of(properties: dict[str, Any], default: Position) -> dict[str, Any]:
    """Return the point in the properties `lat` and `lon`, or `default` if the properties have no point."""
    try:
        return point(float(properties["lon"]), float(properties["lat"]))
    except (KeyError, TypeError, ValueError):
        return point(default.lon, default.lat)


def _text(properties: dict[str, Any], key: str) -> str:
    value = properties.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
