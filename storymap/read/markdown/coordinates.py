"""Read coordinates from front matter, in the forms that site generators use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from storymap.model import Location, Position, position


class InvalidPositionError(ValueError):
    """A position in front matter is out of range or has no numbers. `key`: the key of the front matter."""

    def __init__(self, key: str, problem: object) -> None:
        super().__init__(f"front matter: {key}: {problem}.")
        self.key = key


def positions_in(value: Any, key: str) -> Iterator[Location]:
    """Yield the positions in a value: a pair, "lat, lon", a mapping with lat and lon, or lists or mappings of these."""
    if isinstance(value, str):
        if pair := re.fullmatch(r"\s*\(?\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?\s*", value):
            yield Location(checked(pair[1], pair[2], key))
    elif isinstance(value, Mapping):
        name = next(
            (str(v) for k in ("name", "title", "label", "place", "address") if isinstance(v := value.get(k), str)), ""
        )
        if found := position_in(value, key):
            yield Location(found, name)
            return
        for inner in value.values():
            if isinstance(inner, (Mapping, list, tuple)):
                for at in positions_in(inner, key):
                    yield at if at.name else Location(at.position, name)
    elif isinstance(value, (list, tuple)):
        if found := pair_in(value, key):
            yield Location(found)
            return
        for inner in value:
            yield from positions_in(inner, key)


def position_in(value: Mapping[str, Any], key: str = "") -> Position | None:
    """Return the position in a mapping with latitude and longitude in degrees, or None.

    `key`: the key of the mapping in the front matter; "" if the mapping is the whole front matter.
    Raise InvalidPositionError if the position is invalid.
    """
    lat = next((k for k in ("lat", "latitude", "Lat", "Latitude") if value.get(k) not in (None, "")), None)
    lon = next(
        (k for k in ("lon", "lng", "long", "longitude", "Lon", "Lng", "Longitude") if value.get(k) not in (None, "")),
        None,
    )
    return checked(value[lat], value[lon], key or lat) if lat and lon else None


def pair_in(value: list[Any] | tuple[Any, ...], key: str) -> Position | None:
    """Return the position of a pair [lat, lon] in degrees, or None. Raise InvalidPositionError if it is out of range."""
    numbers = len(value) == 2 and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value)
    return checked(value[0], value[1], key) if numbers else None


def checked(lat: Any, lon: Any, key: str) -> Position:
    """Return a position in degrees. `key`: the key of the front matter. Raise InvalidPositionError if it is invalid."""
    try:
        return position(float(lat), float(lon))
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidPositionError(key, error) from error
