"""GPX 1.1: one waypoint per place, and tracks for the lines in places.yaml's layers, for phones and GPS receivers.

Values for which GPX has no element are in the description.
The format drops areas, scenes, distances, offsets of mentions, and unmapped names.
"""

from __future__ import annotations

from storymap.export.descriptions import description_lines
from storymap.export.gather import PlaceRow, address, credits_of, gather, rounded
from storymap.export.layers import geometries
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
            *(Aspect.NOTES, Aspect.SOURCES),
        ]
    ),
    "OsmAnd, Organic Maps, Garmin, QGIS, gpxpy, GDAL",
    remark="disputes, confidence and reasons are sentences in the description",
)


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the waypoints, most salient first."""
    gathered = gather(story, lookups)
    root = Element(
        "gpx",
        {"xmlns": "http://www.topografix.com/GPX/1/1", "version": "1.1", "creator": f"storymap {__version__}"},
    )
    meta = put(root, "metadata")
    put(meta, "name", story.article.title)
    put(meta, "desc", "\n".join(credits_of(story)))
    if story.article.byline:
        put(put(meta, "author"), "name", story.article.byline)
    for row in gathered.places:
        _waypoint(root, row, gathered.words)
    for layer in story.layers:
        _track(root, layer)
    return document(root)


def _track(root: Element, layer: MapLayer) -> None:
    """Add the lines of a layer of places.yaml as a track."""
    lines = [shape for shape in geometries(layer) if shape.geom_type == "MultiLineString"]
    if not lines:
        return
    track = put(root, "trk")
    put(track, "name", layer.label)
    if layer.credit:
        put(track, "src", layer.credit)
    for line in lines[0].geoms:
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
