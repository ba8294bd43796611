"""Clip areas to a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def cut(areas: Sequence[BaseGeometry], left: float, top: float, right: float, bottom: float) -> list[BaseGeometry]:
    """Return the areas clipped to a window.

    Areas completely inside the window are not clipped. Areas outside the window are left out. All returned areas are
    valid. `shapely.clip_by_rect` is not used, because it turns some narrow areas at the edge of the window into the
    whole window.
    """
    found: Any = np.array(list(areas), dtype=object)
    west, north, east, south = shapely.bounds(found).T if len(found) else np.empty((4, 0))
    near = (west < right) & (east > left) & (north < bottom) & (south > top)
    whole = (west >= left) & (east <= right) & (north >= top) & (south <= bottom)
    found[near] = shapely.make_valid(found[near])
    across = near & ~whole
    found[across] = shapely.intersection(found[across], shapely.box(left, top, right, bottom))
    return list(found[near])
