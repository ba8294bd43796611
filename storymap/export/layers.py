"""The layers of places.yaml for export.

Each kind of shape has one geometry, which is cut at the antimeridian (RFC 7946 §3.1.9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from storymap.export.areas import GRID_DEG, cut
from storymap.model import MapLayer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LAYER_TYPE = "layer"  # type of the waypoints that are points of layers, not places


def geometries(layer: MapLayer) -> Iterator[BaseGeometry]:
    """Yield a MultiLineString, a MultiPolygon and a MultiPoint in (lon, lat).

    Kinds of shapes that the layer does not have are left out.
    """
    import shapely

    if layer.lines:
        drawn = shapely.MultiLineString([[(at.lon, at.lat) for at in line] for line in layer.lines])
        parts: list[BaseGeometry] = []
        for turn in (-360, 0, 360):
            inside = shapely.intersection(drawn, shapely.box(turn - 180, -90, turn + 180, 90))
            back = shapely.transform(inside, lambda lonlat, turn=turn: lonlat - (turn, 0))
            parts += [part for part in shapely.get_parts(back) if part.geom_type == "LineString" and part.length]
        if parts:
            yield shapely.set_precision(shapely.MultiLineString(parts), GRID_DEG, mode="pointwise")
    if layer.area and not (area := cut(layer.area)).is_empty:
        yield area
    if layer.points:
        yield shapely.MultiPoint([(at.lon, at.lat) for at in layer.points])


def values(layer: MapLayer) -> dict[str, Any]:
    """Return everything about a layer except its geometry.

    The property `layer_style` marks a feature as a part of a layer, not a place.
    """
    return {
        "name": layer.label,
        "layer_style": layer.style,
        "length_km": layer.length_km,
        "area_km2": layer.area_km2,
        "credit": layer.credit,
    }


def is_layer(properties: Mapping[str, Any]) -> bool:
    """Return whether a feature with these properties is a part of a layer."""
    return bool(properties.get("layer_style"))
