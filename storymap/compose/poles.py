"""Choose where the map shows the poles and places near them.

Web Mercator cannot show the poles, and a pole has no longitude of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storymap.model import Place, Position, Role, StoryPlace
from storymap.sphere import central_meridian

DRAWN_LAT = 85.0  # places at higher latitudes are drawn at this latitude, see assets/place-marker.js
_POLE_LAT = 89.95  # a place at a higher latitude is a pole: the distance from the pole is less than about 6 km
POLE_ZOOM = 3.5  # highest zoom of a pole, because the map shows nothing else there at higher zooms
_POLAR_LAT = 60.0  # from this latitude, a place is in the polar region


def drawn(position: Position) -> Position:
    """Return the position at which the map shows a place."""
    return Position(max(-DRAWN_LAT, min(DRAWN_LAT, position.lat)), position.lon)


def is_pole(place: Place) -> bool:
    """Return whether a place is the North Pole or the South Pole."""
    return abs(place.position.lat) >= _POLE_LAT


def with_pole_longitudes(places: Sequence[StoryPlace]) -> tuple[StoryPlace, ...]:
    """Return the places. The poles get a longitude, and their zoom is limited to POLE_ZOOM.

    The longitude is the central longitude of the other places in the same polar region. If the polar region has no
    other places, it is the central longitude of all other places. Places with the role "setting" are ignored. With a
    fixed longitude, such as 0°, a map with the pole and a place at 170° E would have to show half of the world.
    """
    return tuple(_moved(p, places) if is_pole(p.place) else p for p in places)


def _moved(pole: StoryPlace, places: Sequence[StoryPlace]) -> StoryPlace:
    lat = pole.place.position.lat
    others = [p.place.position for p in places if not is_pole(p.place) and p.role is not Role.SETTING]
    near = [at for at in others if at.lat * lat > 0 and abs(at.lat) >= _POLAR_LAT] or others
    lon = round(central_meridian(at.lon for at in near), 3)
    return replace(pole, zoom=min(pole.zoom, POLE_ZOOM), place=replace(pole.place, position=Position(lat, lon)))
