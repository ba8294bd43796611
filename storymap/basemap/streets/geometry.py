"""Round lines to a grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def rounded_lines(lines: Sequence[BaseGeometry], grid: float) -> list[BaseGeometry]:
    """Return lines with coordinates rounded to multiples of `grid`, so that ends that meet have equal coordinates.

    Lines that are too short for the grid are left out.
    """
    rounded = shapely.get_parts(shapely.set_precision(np.array(lines, dtype=object), grid))
    return [line for line in rounded if line.geom_type == "LineString" and not line.is_empty]
