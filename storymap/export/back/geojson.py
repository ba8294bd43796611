"""GeoJSON that was edited: points moved, features renamed or deleted, and new ones.

A feature is known by its id, else by `place_id`: GDAL and QGIS may make a property of the one and keep the other. Areas are not
brought back: places.yaml has no room for an outline. A new point must be called as the article calls it.
"""

from __future__ import annotations

from typing import Any

from storymap.errors import BroughtBackError
from storymap.export.back.values import Brought, Known, Look, Wanted, point, same
from storymap.export.gather import Gathered, PlaceRow, passage_at
from storymap.model import Position
from storymap.overrides.apply import occurrences


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
            continue
        row = reader.row(feature, said)
        at = point(feature.get("geometry"))
        if at is None:
            brought.unclear.append(f"feature {number} has no point with a longitude and a latitude in degrees.")
        elif row is None:
            reader.new(number, said, at)
        elif row.slug in seen:
            brought.unclear.append(f"feature {number} is {row.label} a second time.")
        else:
            reader.edited(row, said, at)
        if row is not None:
            seen.add(row.slug)
    if gathered.places and features and not seen:
        raise BroughtBackError("none of its features is a place of this article")
    for row in gathered.places:
        if row.slug not in seen:
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
        if chosen and chosen != row.place.id and self.known(chosen):
            self.want(row, Wanted(id=chosen))
        elif chosen and chosen != row.place.id:
            self.brought.unclear.append(f"{row.label}: no place has the id `{chosen}`.")
        elif not same(at, row.place.position):
            self.want(row, Wanted(position=at, name=row.place.name, like=row.place))
        shown, note = _words(said, "name"), _words(said, "note")
        look = Look(
            row.slug,
            shown=shown if shown and shown != row.label else None,
            note=note if note != row.story_place.note and "note" in said else None,
        )
        if look != Look(row.slug):
            self.brought.looks.append(look)

    def new(self, number: int, said: dict[str, Any], at: Position) -> None:
        name = _words(said, "name")
        spans = occurrences(self.gathered.story.article.text, name) if name else []
        spans = [span for span in spans if passage_at(self.gathered.passages, span[0])]
        if not spans:
            called = f"“{name}”, which is not in the article" if name else "nothing"
            self.brought.unclear.append(
                f"feature {number} is new and called {called}: give it a `name` as the article has it."
            )
        chosen = _words(said, "place_id")
        wanted = Wanted(id=chosen) if chosen and self.known(chosen) else Wanted(position=at, name=name)
        self.brought.wanted.update(dict.fromkeys(spans, wanted))

    def gone(self, row: PlaceRow) -> None:
        """A place without a feature is no place any more, unless a new feature has its name."""
        for m in row.mentions:
            self.brought.wanted.setdefault((m.mention.start, m.mention.end), Wanted())

    def want(self, row: PlaceRow, wanted: Wanted) -> None:
        for m in row.mentions:
            self.brought.wanted[m.mention.start, m.mention.end] = wanted


def _words(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
