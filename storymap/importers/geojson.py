"""GeoJSON that was edited: points moved, features renamed or deleted, and new ones.

A feature is known by its id, else by `place_id`: GDAL and QGIS may make a property of the one and keep the other. Outlines are not
brought back, and who changed one is told so: they are long, and `area` of places.yaml takes one by hand. A new point must be
called as the article calls it.

What counts is what was changed since the file was written, which its `exported_as` and the list of its places tell; where a tool
has dropped these, what differs from the story as it is.
"""

from __future__ import annotations

import json
import math
from typing import Any

from storymap.errors import BroughtBackError
from storymap.export.areas import cut
from storymap.export.gather import Gathered, PlaceRow, passage_at
from storymap.importers.values import Brought, Known, Look, Wanted, exported, point, same
from storymap.model import Position
from storymap.overrides.occurrences import occurrences

_LEAST_DEG2 = 1e-3  # square degrees by which outlines may differ that only were rounded


def read(document: Any, gathered: Gathered, known: Known) -> Brought:
    """What a FeatureCollection says of a story's places. BroughtBackError: it is broken, or of another story."""
    features = document.get("features")
    if not isinstance(features, list):
        raise BroughtBackError("`features` is not a list")
    brought, seen = Brought(), set[str]()
    reader = _Reader(gathered, known, brought)
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise BroughtBackError(f"feature {number} is not a GeoJSON feature")
        said = feature.get("properties") or {}
        if said.get("area_of"):
            reader.area(said, feature.get("geometry"))
            continue
        row = reader.row(feature, said)
        at = point(feature.get("geometry"))
        if at is None:
            brought.remarks.append(f"feature {number} has no point with a longitude and a latitude in degrees.")
        elif row is None:
            reader.new(number, said, at)
        elif row.slug in seen:
            brought.remarks.append(f"feature {number} is {row.label} a second time.")
        else:
            reader.edited(row, said, at)
        if row is not None:
            seen.add(row.slug)
    if features and not seen and not brought.wanted:
        raise BroughtBackError("none of its features is a place of this article")
    about = document.get("storymap")
    there = about.get("places") if isinstance(about, dict) else None
    for row in gathered.places:
        if row.slug not in seen and (not isinstance(there, list) or row.slug in there):
            reader.gone(row)
    return brought


class _Reader:
    def __init__(self, gathered: Gathered, known: Known, brought: Brought) -> None:
        self.gathered, self.known, self.brought = gathered, known, brought
        self.slugs = {row.slug: row for row in gathered.places}
        self.ids = {row.place.id: row for row in gathered.places}

    def row(self, feature: dict[str, Any], said: dict[str, Any]) -> PlaceRow | None:
        """The place of the story that a feature is."""
        for name in (feature.get("id"), said.get("id")):
            if isinstance(name, str) and name in self.slugs:
                return self.slugs[name]
        name = said.get("place_id")
        return self.ids.get(name) if isinstance(name, str) else None

    def edited(self, row: PlaceRow, said: dict[str, Any], at: Position) -> None:
        chosen = _words(said, "place_id")
        was, lay = exported(said.get("exported_as")) or (row.place.id, row.place.position)
        if chosen and chosen != was and self.known(chosen):
            self.want(row, Wanted(id=chosen))
        elif chosen and chosen != was:
            self.brought.remarks.append(f"{row.label}: no place has the id `{chosen}`.")
        elif not same(at, lay) and not same(at, row.place.position):
            self.want(row, Wanted(position=at, name=row.place.name, like=row.place))
            if row.footprint:
                self.brought.remarks.append(f"{row.label} was moved; its area stays behind.")
        shown, note = _words(said, "name"), _words(said, "note")
        look = Look(
            row.slug,
            shown=shown if shown and shown != row.label else None,
            note=note if note != row.story_place.note and "note" in said else None,
        )
        if look != Look(row.slug):
            self.brought.looks.append(look)

    def area(self, said: dict[str, Any], geometry: Any) -> None:
        """Remarks that an outline was changed."""
        import shapely
        from shapely.errors import ShapelyError

        row = self.slugs.get(_words(said, "area_of"))
        if row is None or row.footprint is None:
            return
        try:
            changed = shapely.symmetric_difference(shapely.from_geojson(json.dumps(geometry)), cut(row.footprint)).area
        except (ShapelyError, TypeError, ValueError, AttributeError):
            changed = math.inf
        if changed > _LEAST_DEG2:
            self.brought.remarks.append(
                f"{row.label}: its outline was changed, and outlines are not brought back; places.yaml takes one as `area`."
            )

    def new(self, number: int, said: dict[str, Any], at: Position) -> None:
        name = _words(said, "name")
        was = exported(said.get("exported_as"))
        if was and _words(said, "place_id") == was[0] and same(at, was[1]):
            return  # it was taken off the map here since, and nobody touched it there
        spans = occurrences(self.gathered.story.article.text, name) if name else []
        spans = [span for span in spans if passage_at(self.gathered.passages, span[0])]
        if not spans:
            called = f"“{name}”, which is not in the article" if name else "nothing"
            self.brought.remarks.append(
                f"feature {number} is new and called {called}: give it a `name` as the article has it."
            )
        chosen = _words(said, "place_id")
        wanted = Wanted(id=chosen) if chosen and self.known(chosen) else Wanted(position=at, name=name)
        self.brought.wanted.update(dict.fromkeys(spans, wanted))

    def gone(self, row: PlaceRow) -> None:
        """A place without a feature is no place any more, unless a new feature has its name."""
        for m in row.mentions:
            self.brought.lose((m.mention.start, m.mention.end))

    def want(self, row: PlaceRow, wanted: Wanted) -> None:
        for m in row.mentions:
            self.brought.wanted[m.mention.start, m.mention.end] = wanted


def _words(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
