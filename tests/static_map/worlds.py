"""A small basemap and functions that create small stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storymap.basemap.codec import encode
from storymap.model import (
    Article,
    BoundingBox,
    Camera,
    Dispute,
    Footprint,
    Label,
    Place,
    Position,
    Relation,
    Role,
    Story,
    StoryPlace,
)

WEST_AFRICA = BoundingBox(-20, -30, 40, 40)
CONTINENT = [(400, 300), (400, 700), (700, 700), (700, 300)]


class OneContinent:
    """A Basemap with one tile: a square continent with a lake, borders and an islet."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        continent = encode([CONTINENT[::-1], [(500, 400), (500, 420), (520, 420), (520, 400)]])
        tile = {
            "l": continent,
            "w": encode([[(600, 600), (600, 640), (640, 640), (640, 600)][::-1]]),
            "b": encode([[(550, 300), (550, 700)]]),
            "d": encode([[(400, 500), (550, 500)]]),
            "i": encode([[(300, 500)]]),
        }
        return {"levels": [{"level": 0, "top": 2, "units": 1024}], "tiles": {"0/0/0": tile}}


class NoBasemap:
    """A Basemap without tiles."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, object]:
        return {"levels": [], "tiles": {}}


def no_areas(place_id: str) -> Footprint | None:
    return None


def square(south: float, west: float, size: float = 4.0) -> Footprint:
    """Return a square footprint of `size` degrees with this south-west corner."""
    north, east = south + size, west + size
    east = east if east <= 180 else east - 360
    return Footprint((((Position(south, west), Position(south, east), Position(north, east), Position(north, west)),),))


def place(
    name: str,
    lat: float,
    lon: float,
    *,
    role: Role = Role.MAIN,
    area: Footprint | None = None,
    disputed: bool = False,
) -> StoryPlace:
    """Return a place of a story. Its slug is its name."""
    dispute = Dispute("disputed", ("AA",), ("BB",)) if disputed else None
    return StoryPlace(
        name, Place(f"test:{name}", name, Position(lat, lon), footprint=area, dispute=dispute), name, role
    )


def story(
    *places: StoryPlace,
    box: BoundingBox = WEST_AFRICA,
    title: str = "A story",
    labels: tuple[Label, ...] = (),
    relations: tuple[Relation, ...] = (),
) -> Story:
    """Return a story with these places; `box` is the box of its overview."""
    camera = Camera(box, 9)
    return Story(Article(title, "text", ()), (), places, (), (), camera, relations=relations, labels=labels)
