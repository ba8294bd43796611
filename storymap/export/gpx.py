"""GPX 1.1 for phones and GPS receivers: a waypoint for each place, and tracks and waypoints for layers of places.yaml.

The description of a waypoint contains the values for which GPX has no element. Its extensions contain the values that
`storymap import` needs; GDAL and QGIS read them as columns. The format drops areas of places,
scenes, distances, offsets of mentions, unmapped names and pictures. An area in a layer of places.yaml is written as its
outline.
"""

from __future__ import annotations

from storymap.export.descriptions import description_lines
from storymap.export.gather import PlaceRow, address, as_exported, credits_of, gather, rounded
from storymap.export.layers import LAYER_TYPE, geometries
from storymap.export.xmltext import Element, document, put
from storymap.model import MapLayer, Story
from storymap.ports import About, Aspect, Lookups
from storymap.version import __version__
from storymap.wording.phrases import Phrases

ABOUT = About(
    "gpx",
    "GPX 1.1 waypoints",
    ".gpx",
    frozenset(
        [
            *(Aspect.POSITIONS, Aspect.DISPUTES, Aspect.CONFIDENCE, Aspect.REASONS, Aspect.CANDIDATES),
            *(Aspect.NOTES, Aspect.LAYERS, Aspect.SOURCES),
        ]
    ),
    "OsmAnd, Organic Maps, Garmin, QGIS, gpxpy, GDAL",
    remark="disputes, confidence and reasons are sentences in the description",
)
_COLUMNS = "http://osgeo.org/gdal"  # namespace of the extensions that GDAL reads and writes as columns


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the document. The waypoints of the most salient places come first."""
    gathered = gather(story, lookups)
    root = Element(
        "gpx",
        {"xmlns": "http://www.topografix.com/GPX/1/1", "xmlns:ogr": _COLUMNS}
        | {"version": "1.1", "creator": f"storymap {__version__}"},
    )
    meta = put(root, "metadata")
    put(meta, "name", story.article.title)
    put(meta, "desc", "\n".join(credits_of(story)))
    if story.article.byline:
        put(put(meta, "author"), "name", story.article.byline)
    for row in gathered.places:
        _waypoint(root, row, gathered.words)
    for layer in story.layers:  # in GPX, all waypoints must be before the tracks
        _points(root, layer)
    for layer in story.layers:
        _track(root, layer)
    return document(root)


def _points(root: Element, layer: MapLayer) -> None:
    """Add the points of a layer of places.yaml as waypoints."""
    for lat, lon in layer.points:
        point = put(root, "wpt", lat=str(rounded(lat)), lon=str(rounded(lon)))
        put(point, "name", layer.label)
        if layer.credit:
            put(point, "src", layer.credit)
        put(point, "type", LAYER_TYPE)


def _track(root: Element, layer: MapLayer) -> None:
    """Add a track for a layer of places.yaml.

    The track contains the lines of the layer and the outlines of its areas.
    """
    import shapely

    shapes = [shape for shape in geometries(layer) if shape.geom_type != "MultiPoint"]
    lines = [shape if shape.geom_type == "MultiLineString" else shape.boundary for shape in shapes]
    if not lines:
        return
    track = put(root, "trk")
    put(track, "name", layer.label)
    if layer.credit:
        put(track, "src", layer.credit)
    for line in shapely.get_parts(lines):
        segment = put(track, "trkseg")
        for lon, lat in line.coords:
            put(segment, "trkpt", lat=str(rounded(lat)), lon=str(rounded(lon)))


def _waypoint(root: Element, row: PlaceRow, words: Phrases) -> None:
    place = row.place
    point = put(root, "wpt", lat=str(rounded(place.position.lat)), lon=str(rounded(place.position.lon)))
    put(point, "name", row.label)
    put(point, "cmt", "; ".join(dict.fromkeys(" ".join(m.quote.exact.split()) for m in row.mentions)))
    put(point, "desc", "\n".join([words.full_name(row.place), *description_lines(row, words)]))
    put(point, "src", row.source)
    if address(place.id).startswith("https:"):
        put(put(point, "link", href=address(place.id)), "text", place.name)
    put(point, "type", row.kind or row.story_place.role.value)
    columns = {"slug": row.slug, "place_id": place.id, "exported_as": as_exported(place), "note": row.story_place.note}
    extensions = put(point, "extensions")
    for column, value in columns.items():
        if value:
            put(extensions, f"ogr:{column}", value)
