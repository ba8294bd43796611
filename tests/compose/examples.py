"""Places, mentions and streets for the tests of composition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storymap.model import (
    Attribution,
    BoundingBox,
    Label,
    Mention,
    Place,
    Position,
    Reason,
    Resolution,
    Role,
    StoryPlace,
)
from storymap.sphere import contains


def place(name: str, lat: float, lon: float, code: str = "PPL", **values: Any) -> Place:
    """Return a place with a feature class that fits its code."""
    kind = (
        "A"
        if code.startswith(("PCL", "ADM"))
        else "P"
        if code.startswith("PPL")
        else "H"
        if code in ("STM", "SEA")
        else "T"
    )
    return Place(name.lower(), name, Position(lat, lon), values.pop("feature_class", kind), code, **values)


def story_place(name: str, lat: float, lon: float, code: str = "PPL", **values: Any) -> StoryPlace:
    """Return a place of a story. `values` are fields of the StoryPlace or of its Place."""
    own = {key: values.pop(key) for key in ("role", "salience", "zoom", "close_zoom") if key in values}
    return StoryPlace(name.lower(), place(name, lat, lon, code, **values), name, **{"role": Role.MAIN, **own})


def mentions(text: str, *places: Place, **values: Any) -> list[Resolution]:
    """Return a resolution for each occurrence of the names of places, in text order."""
    found = []
    for one in places:
        at = text.find(one.name)
        while at >= 0:
            mention = Mention(one.name, at, at + len(one.name), **values)
            found.append(Resolution(mention, one, 1.0, Reason("only")))
            at = text.find(one.name, at + 1)
    return sorted(found, key=lambda r: r.mention.start)


WORLD = BoundingBox(-180, -90, 180, 90)
CREDIT = Attribution("OpenStreetMap", "ODbL", "", "")


@dataclass(eq=False)
class Streets:
    """A map of streets around a position, with some names."""

    names: Sequence[Label] = ()
    area: BoundingBox = WORLD
    max_zoom: float = 15.0
    name: str = "streets.pmtiles"
    attribution: Attribution = CREDIT

    def covers(self, lat: float, lon: float) -> bool:
        return contains(self.area, lat, lon)

    def labels(self, box: BoundingBox, zoom: float, language: str) -> Sequence[Label]:
        return [label for label in self.names if contains(box, *label.position)]
