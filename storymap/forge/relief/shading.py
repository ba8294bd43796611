"""Extract the shading of slopes from an image of the world. The result is an array in the plate carrée projection.

The colours of the image show both the land cover and the light on slopes. Land cover is similar over long distances,
but slopes differ over short distances. Therefore the shading is computed as the brightness minus its local mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

Grid = NDArray[np.float32]

MEAN_PX = 14  # Radius of the local mean. It is 28 arc minutes: wider than a valley and narrower than a mountain range.
# The shading is extended this far beyond the coast of the image, because this coast is less accurate than that of the
# basemap.
FILL_PX = 4
_PASSES = 3  # a box filter that is applied three times is nearly a Gaussian filter


def shading(picture: Path, land: Iterable[BaseGeometry], lakes: Iterable[BaseGeometry]) -> Grid:
    """Return the shading of the land. The shading is 0 for flat land and negative in shadows.

    Water within FILL_PX of the coast has the mean shading of the land nearby. The shading of other water is 0. `land`
    and `lakes` are polygons in degrees (lon, lat).
    """
    # Pillow's limit for large images is switched off: the image is not from a user, but from a pinned package
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(picture) as image:
        brightness = np.asarray(image.convert("L"), dtype=np.float32)
    mask = _mask(brightness.shape, land, lakes)
    relief = np.where(mask > 0, brightness - _mean(brightness, mask, MEAN_PX), np.float32(0))
    return np.where(mask > 0, relief, _mean(relief, mask, FILL_PX)).astype(np.float32)


def _mask(shape: tuple[int, ...], land: Iterable[BaseGeometry], lakes: Iterable[BaseGeometry]) -> Grid:
    """Return a grid that is 1 on land and 0 on water.

    Pixels on the coast are treated as water, because they mix the colours of land and water.
    """
    height, width = shape
    canvas = Image.new("L", (width, height))
    draw = ImageDraw.Draw(canvas)
    for value, areas in ((1, land), (0, lakes)):
        for area in areas:
            for ring, inside in ((area.exterior, value), *((hole, 1 - value) for hole in area.interiors)):
                points = np.add(shapely.get_coordinates(ring), (180, -90)) * (width / 360, -height / 180)
                draw.polygon([(float(x), float(y)) for x, y in points], fill=inside, outline=0)
    return np.asarray(canvas, dtype=np.float32)


def _mean(values: Grid, weights: Grid, radius: int) -> Grid:
    """Return the weighted mean of the values around each pixel, or 0 where all weights are 0."""
    total, share = _smooth(values * weights, radius), _smooth(weights, radius)
    return np.where(share > 1e-3, total / np.maximum(share, 1e-3), np.float32(0))


def _smooth(values: Grid, radius: int) -> Grid:
    for _ in range(_PASSES):
        values = _boxed(_boxed(values, radius, 0), radius, 1)
    return values


def _boxed(values: Grid, radius: int, axis: int) -> Grid:
    """Return the mean of 2 × radius + 1 values along an axis. The world wraps around from west to east."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (radius + 1, radius)
    wide = np.pad(values, pad, mode="wrap" if axis else "edge")
    sums = np.cumsum(wide, axis=axis, dtype=np.float64)
    size = 2 * radius + 1
    high, low = (sums[size:], sums[:-size]) if axis == 0 else (sums[:, size:], sums[:, :-size])
    return ((high - low) / size).astype(np.float32)
