"""Functions that only tests need: the area of a footprint, and whether a position is inside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from storymap.model import Footprint, Position
from storymap.shapes import to_shapely
from storymap.sphere import EARTH_KM


def area_km2(footprint: Footprint) -> float:
    """Return the area on a sphere (Lambert's cylindrical equal-area projection), accurate to about 0.5 %."""

    def project(degrees: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.column_stack([np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))]) * EARTH_KM

    return float(shapely.transform(to_shapely(footprint), project).area)


def contains(footprint: Footprint, position: Position) -> bool:
    """Return whether a position is inside the footprint or on its boundary."""
    turns = (shapely.Point(position.lon + turn, position.lat) for turn in (-360, 0, 360))
    return any(to_shapely(footprint).covers(point) for point in turns)
