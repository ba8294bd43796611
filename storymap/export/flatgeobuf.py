"""FlatGeobuf 3: the points of the places, with a spatial index. A file has one layer, so the format drops the areas.

The format also drops the text of the article, scenes, distances, and names that are not on the map.
"""

from __future__ import annotations

import shapely

from storymap.export.gather import gather, rounded
from storymap.export.vector_file import point_values, write_layers
from storymap.model import Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "flatgeobuf",
    "FlatGeobuf",
    ".fgb",
    frozenset(Aspect)
    - {Aspect.TEXT, Aspect.AREAS, Aspect.SCENES, Aspect.DISTANCES, Aspect.ABSENT, Aspect.LAYERS, Aspect.PICTURES},
    "QGIS, GDAL, GeoPandas, MapLibre, OpenLayers",
    remark="mentions, candidates and disputes are JSON in text columns",
    extra="geoparquet",
)


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the file. Raise OutputError if pyogrio is not installed."""
    rows = gather(story, lookups).places
    points = [shapely.Point(rounded(row.place.position.lon), rounded(row.place.position.lat)) for row in rows]
    return write_layers([("places", [point_values(row) for row in rows], points, "Point")], "FlatGeobuf", ABOUT.suffix)
