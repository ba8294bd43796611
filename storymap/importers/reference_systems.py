"""Transform coordinates of other reference systems to longitude and latitude (WGS 84)."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storymap import sphere
from storymap.errors import ImportFileError
from storymap.importers.changes import parse_exported_as, point_position
from storymap.importers.collection import point

_WGS84 = ("EPSG:4326", "OGC:CRS84", "EPSG:4979")


@dataclass(frozen=True, slots=True)
class Transformation:
    """A transformation of GeoJSON geometries to longitude and latitude.

    `project` takes x and y and returns longitude and latitude; it is None for WGS 84. `tolerance_m` is how far, in
    metres, the results of two programs can differ.
    """

    project: Callable[[float, float], tuple[float, float]] | None = None
    tolerance_m: float = 0.0

    def __call__(self, geometry: Any) -> Any:
        """Return a geometry in longitude and latitude, or None if `geometry` is not a GeoJSON object."""
        if self.project is None:
            return geometry
        if not isinstance(geometry, dict):
            return None
        return {**geometry, "coordinates": self._moved(geometry.get("coordinates"))}

    def feature(self, feature: dict[str, Any]) -> dict[str, Any]:
        """Return a feature with its geometry in longitude and latitude.

        A point that is nearly at its exported position was not moved. It gets exactly this position.
        """
        geometry, properties = self(feature.get("geometry")), feature.get("properties")
        at = point_position(geometry)
        exported = parse_exported_as(properties.get("exported_as")) if isinstance(properties, dict) else None
        if at and exported and sphere.distance_km(*at, *exported[1]) * 1000 <= self.tolerance_m:
            geometry = point(exported[1].lon, exported[1].lat)
        return {**feature, "geometry": geometry}

    def _moved(self, value: Any) -> Any:
        if isinstance(value, list) and len(value) > 1 and all(isinstance(number, int | float) for number in value[:2]):
            return [float(number) for number in self.project(*value[:2])] if self.project else value
        return [self._moved(part) for part in value] if isinstance(value, list) else value


def to_degrees(document: dict[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON document with all coordinates transformed to longitude and latitude.

    The member `crs` of the document names the coordinate system of its coordinates. GDAL writes this member (GeoJSON
    2008).
    """
    crs = document.get("crs")
    about = crs.get("properties") if isinstance(crs, dict) else None
    name = about.get("name") if isinstance(about, dict) else None
    found = document.get("features")
    if not name or not isinstance(found, list):
        return document
    transform = transformation(str(name))
    features = [transform.feature(f) if isinstance(f, dict) else f for f in found]
    return {**{key: value for key, value in document.items() if key != "crs"}, "features": features}


def transformation(name: str) -> Transformation:
    """Return the transformation from a coordinate system to longitude and latitude.

    Raise ImportFileError if the coordinate system is unknown, or if it needs pyproj and pyproj is not installed.
    """
    code = _code(name)
    if code in _WGS84:
        return Transformation()
    try:
        import pyproj
    except ImportError as error:
        raise ImportFileError(
            f"its coordinates are in {code}, not in longitude and latitude; install pyproj (python -m pip install pyproj), or "
            "save the file again in EPSG:4326"
        ) from error
    try:
        project = pyproj.Transformer.from_crs(code, "EPSG:4326", always_xy=True).transform
        return Transformation(project, _tolerance_m(code))
    except pyproj.exceptions.ProjError as error:  # this exception includes CRSError
        raise ImportFileError(f"unknown coordinate system {name!r}; save the file again in EPSG:4326") from error


def _tolerance_m(code: str) -> float:
    """Return how far, in metres, the results of two programs can differ.

    For old national systems, PROJ has several operations, and the best one needs a grid that many programs do not have.
    Two programs can therefore choose different operations, which differ by about the sum of their inaccuracies.
    """
    from pyproj.transformer import TransformerGroup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # pyproj warns that a grid is missing
        group = TransformerGroup(code, "EPSG:4326", always_xy=True)
    operations = [*(o.accuracy for o in group.transformers), *(o.accuracy for o in group.unavailable_operations)]
    known = sorted(accuracy for accuracy in operations if accuracy >= 0)
    return sum(known[:2]) if len(known) > 1 else 0.0


def _code(name: str) -> str:
    """Return the short name of a coordinate system: "EPSG:3857" for "urn:ogc:def:crs:EPSG::3857"."""
    if name.lower().startswith("urn:ogc:def:crs:"):
        parts = name.split(":")
        return f"{parts[4]}:{parts[-1]}".upper() if len(parts) > 4 else name
    return name
