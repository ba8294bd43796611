"""An area whose coordinates are in an array, as they are stored in the package's file of areas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from storymap.model import Footprint, Position, Ring

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class StoredArea(Footprint):
    """A Footprint that makes its positions when they are first read.

    Countries have tens of thousands of positions, and most calculations need only their coordinates. Such an area is
    equal only to itself.
    """

    __slots__ = ("_made", "degrees", "ring_ends", "ring_of_polygon")

    degrees: NDArray[np.float64]  # shape (n, 2): the longitude and latitude of each position
    ring_ends: Sequence[int]  # for each ring, the index after its last position
    _made: tuple[tuple[Ring, ...], ...]  # the result of `polygons`, or () before the first call
    ring_of_polygon: Sequence[int]  # for each polygon, the index of its outer ring; then the number of rings

    def __init__(self, degrees: NDArray[np.float64], ring_ends: Sequence[int], ring_of_polygon: Sequence[int]) -> None:
        for name, value in (
            ("degrees", degrees),
            ("ring_ends", ring_ends),
            ("ring_of_polygon", ring_of_polygon),
            ("_made", ()),
        ):
            object.__setattr__(self, name, value)  # a Footprint is frozen

    @property
    def polygons(self) -> tuple[tuple[Ring, ...], ...]:
        """The rings of each polygon."""
        if not self._made:
            # tuple.__new__ takes half the time of Position(…)
            make = tuple.__new__
            lon, lat = self.degrees.T.tolist()
            positions = [make(Position, one) for one in zip(lat, lon, strict=True)]
            rings = [tuple(positions[start:end]) for start, end in pairwise([0, *self.ring_ends])]
            made = tuple(tuple(rings[first:last]) for first, last in pairwise(self.ring_of_polygon))
            object.__setattr__(self, "_made", made)
        return self._made

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return Footprint, (self.polygons,)

    def __repr__(self) -> str:
        return f"<area of {len(self.ring_of_polygon) - 1} polygons with {len(self.degrees)} positions>"
