"""Positions, boxes and areas in degrees WGS 84."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Position(NamedTuple):
    """A point with a latitude of -90…90 and a longitude of -180…180.

    The values are not checked; `position()` checks them.
    """

    lat: float
    lon: float


def position(lat: float, lon: float) -> Position:
    """Return a Position. Raise ValueError if a value is out of range or not a number."""
    if not -90 <= lat <= 90:
        raise ValueError(f"latitude {lat} is not between -90 and 90")
    if not -180 <= lon <= 180:
        raise ValueError(f"longitude {lon} is not between -180 and 180")
    return Position(float(lat), float(lon))


class BoundingBox(NamedTuple):
    """The edges of a box in degrees.

    If the box crosses the antimeridian, `west` is greater than `east` (RFC 7946 §5.2).
    """

    west: float
    south: float
    east: float
    north: float


# The corners of a polygon, in order. The last corner is joined to the first, which is not repeated at the end.
Ring = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Footprint:
    """The area of a place. The area consists of polygons; each polygon is an outer ring, followed by its holes.

    Longitudes are within -180…180, so two consecutive positions may be on different sides of the
    antimeridian.
    """

    polygons: tuple[tuple[Ring, ...], ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.polygons))

    def __hash__(self) -> int:
        """Return the stored hash.

        The hash is computed only once, because areas with 100,000 positions are keys of caches.
        """
        return self._hash
