"""GeoJSON values that the readers of the other formats return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storymap.export.csv import NO_PLACE, UNRESOLVED

Collection = dict[str, Any]
Geometry = dict[str, Any]


def collection(features: list[dict[str, Any]], remarks: list[str] | None = None) -> Collection:
    """Return a GeoJSON FeatureCollection with the further member `remarks`."""
    return {"type": "FeatureCollection", "features": features, "remarks": remarks or []}


def feature(properties: Mapping[str, Any], geometry: dict[str, Any] | None) -> dict[str, Any]:
    """Return a GeoJSON feature. The values of its properties are text, numbers or None."""
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def point(lon: float, lat: float) -> dict[str, Any]:
    """Return a GeoJSON Point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def is_area(geometry: Any) -> bool:
    """Return whether a geometry is a Polygon or a MultiPolygon."""
    return isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon")


def is_absent(properties: Mapping[str, Any]) -> bool:
    """Return whether a feature comes from a row of a CSV export, and the row is for a name that was not on the map."""
    return properties.get("status") in (UNRESOLVED, NO_PLACE)
