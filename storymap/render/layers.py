"""The user's map layers as JSON values for the page. The layers are simplified until they fit a byte budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from storymap import shapes, sphere
from storymap.basemap.codec import Point, encode
from storymap.model import Footprint, MapLayer, Position
from storymap.render.areas import units_per_degree, unrolled

BUDGET = 40_000  # maximum number of bytes for all layers of a page; they are enough for about 16,000 points
# Levels of detail, which are tried in this order. A level is the zoom at which lines are accurate to half a pixel.
ZOOMS = range(12, 1, -1)
_HALF_PIXEL = 0.5


def layer_rows(layers: Sequence[MapLayer], meridian: float) -> list[dict[str, Any]]:
    """Return the layers with as much detail as fits into BUDGET, but with no more detail than is visible at zoom 12."""
    rows: list[dict[str, Any]] = []
    for zoom in ZOOMS:
        rows = [_row(layer, zoom, meridian) for layer in layers]
        if sum(len(text) for row in rows for key in ("lines", "areas") for text in row.get(key, ())) <= BUDGET:
            break
    return rows


def _row(layer: MapLayer, zoom: int, meridian: float) -> dict[str, Any]:
    scale = units_per_degree(zoom)
    lines = [encode([points]) for line in layer.lines if len(points := line_on_grid(line, zoom, meridian)) > 1]
    areas = _areas(layer.area, zoom, meridian) if layer.area else []
    dots = [[round(at.lat, 4), round(sphere.unwrap(at.lon, meridian), 4)] for at in layer.points]
    drawn = {"lines": lines, "areas": areas, "points": dots}
    return {
        "id": layer.id,
        "label": layer.label,
        "style": layer.style,
        "scale": scale,
        **{key: value for key, value in drawn.items() if value},
    }


def line_on_grid(line: Sequence[Position], zoom: int, meridian: float) -> list[Point]:
    """Return a simplified line in integer units. x increases to the east and y to the north.

    The middle of the line is within 180° of the meridian.
    """
    import shapely

    scale = units_per_degree(zoom)
    middle = (min(p.lon for p in line) + max(p.lon for p in line)) / 2
    shift = sphere.unwrap(middle, meridian) - middle
    simple = shapely.LineString([(p.lon + shift, p.lat) for p in line]).simplify(
        _HALF_PIXEL * 360 / (256 << zoom), preserve_topology=False
    )
    return _distinct([(round(lon * scale), round(lat * scale)) for lon, lat in simple.coords])


def _areas(footprint: Footprint, zoom: int, meridian: float) -> list[str]:
    scale = units_per_degree(zoom)
    found = []
    for rings in shapes.coarsen(footprint, zoom).polygons:
        grids = [
            _distinct([(round(lon * scale), round(lat * scale)) for lat, lon in unrolled(r, meridian)]) for r in rings
        ]
        if grids and len(grids[0]) > 2:
            found.append(encode(grid for grid in grids if len(grid) > 2))
    return found


def _distinct(points: Sequence[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        if not found or found[-1] != point:
            found.append(point)
    return found


def described(layer: MapLayer, text: Callable[..., str], number: Callable[[int], str]) -> str:
    """Return a sentence about a layer for readers who do not see the map: its kind, size and location."""
    parts = []
    if layer.lines:
        parts.append(text("layers.length", number=number(max(1, round(layer.length_km)))))
    if layer.area:
        parts.append(text("layers.area", number=number(max(1, round(layer.area_km2)))))
    if not parts:
        parts.append(text("layers.points", number=number(len(layer.points))))
    if layer.start and layer.end and layer.start != layer.end:
        parts.append(text("layers.between", start=layer.start, end=layer.end))
    elif layer.start:
        parts.append(text("layers.near", start=layer.start))
    return text("comma").join([text(f"layers.{layer.style}"), *parts])
