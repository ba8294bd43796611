"""GeoPackage 1.3 (OGC 12-128): the points of the places, the areas of the places, and the layers of places.yaml.

The format drops the text of the article, scenes, distances, and names that are not on the map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from storymap.export.areas import cut
from storymap.export.gather import gather, rounded
from storymap.export.layers import geometries, values
from storymap.export.vector_file import Layer, area_values, point_values, write_layers
from storymap.model import Story
from storymap.ports import About, Aspect, Lookups

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ABOUT = About(
    "geopackage",
    "GeoPackage",
    ".gpkg",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.SCENES, Aspect.DISTANCES, Aspect.ABSENT, Aspect.PICTURES},
    "QGIS, ArcGIS, GDAL, GeoPandas",
    remark="layers `places` and `areas`; mentions, candidates and disputes are JSON in text columns",
    extra="geoparquet",
)


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the file. Raise OutputError if pyogrio is not installed."""
    rows = gather(story, lookups).places
    points = [shapely.Point(rounded(row.place.position.lon), rounded(row.place.position.lat)) for row in rows]
    layers: list[Layer] = [("places", [point_values(row) for row in rows], points, "Point")]
    areas = [(row, cut(row.footprint)) for row in rows if row.footprint]
    drawn = [(row, shape) for row, shape in areas if not shape.is_empty]
    if drawn:
        columns, shapes = [area_values(row) for row, _ in drawn], [shape for _, shape in drawn]
        layers.append(("areas", columns, shapes, "MultiPolygon"))
    layers += _own_layers(story)
    return write_layers(layers, "GPKG", ABOUT.suffix)


def _own_layers(story: Story) -> list[Layer]:
    """Return the layers of places.yaml as at most three layers: one for lines, one for areas and one for points."""
    found: dict[str, tuple[list[dict[str, Any]], list[BaseGeometry]]] = {}
    for layer in story.layers:
        for shape in geometries(layer):
            rows, shapes = found.setdefault(shape.geom_type, ([], []))
            rows.append(values(layer))
            shapes.append(shape)
    return [(f"layer_{kind.removeprefix('Multi').lower()}s", *found[kind], kind) for kind in sorted(found)]
