"""A style for MapLibre GL that contains its data: storymap's basemap, and the places, areas and distances of a story.

A style follows https://maplibre.org/maplibre-style-spec/. All sources are GeoJSON inside the style, so that the map
needs no tile server and no key. Coordinates are (lon, lat) in degrees, WGS 84. Only glyphs (letter shapes) are
downloaded (`GLYPHS`). The style names a source of glyphs, because MapLibre before version 5.11 rejects a style that has
labels but no `glyphs`. Later versions draw letters with local fonts if the download fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import atan, degrees, pi, sinh
from typing import Any

from storymap.basemap import open_basemap
from storymap.basemap.codec import decode
from storymap.basemap.levels import LEVELS, Level
from storymap.export.areas import coordinates
from storymap.export.gather import Gathered, PlaceRow, credits_of, rounded
from storymap.model import Role

GLYPHS = "https://demotiles.maplibre.org/font/{fontstack}/{range}.pbf"
FONT = ["Noto Sans Regular"]  # one of the fonts at GLYPHS
BASEMAP_BYTES = 60_000  # maximum number of bytes of the encoded tiles; as GeoJSON, they need about five times as much
_SEA, _LAND, _LINE, _DISPUTED_LINE = "#cfdfe6", "#f5f2ea", "#a59c8c", "#b0602a"
_COLOURS = {Role.MAIN: "#c44f2d", Role.SETTING: "#6a7a8a", Role.PASSING: "#6a7a8a"}
_DISPUTED, _UNSURE = "#d07f1f", "#808080"
_FINENESS = 1 / 3000  # areas are simplified with this tolerance, as a share of their size
# At the same scale, Leaflet's zoom (for tiles of 256 px) is higher than MapLibre's zoom by this number.
_ZOOMS_APART = 1
_ORDER = {Role.MAIN: 0, Role.SETTING: 1, Role.PASSING: 2}

Feature = dict[str, Any]
Ring = list[list[float]]


def style(gathered: Gathered) -> dict[str, Any]:
    """Return the style.

    For each scene with places, the style has a layer that emphasises these places. The layer is invisible at first (see
    `scene_layer`).
    """
    ground_sources, ground_layers = _ground(gathered)
    story_sources = {
        "areas": _source(_area(row) for row in gathered.places if row.footprint),
        "distances": _source(_distances(gathered)),
        "places": _source(_point(row) for row in gathered.places),
        # Labels have a source of their own: without a network, old versions of MapLibre draw nothing from a source that
        # needs glyphs (letter shapes).
        "labels": _source(_point(row) for row in gathered.places),
    }
    return {
        "version": 8,
        "name": gathered.story.article.title,
        "glyphs": GLYPHS,
        "sources": ground_sources | story_sources,
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": _SEA}},
            *ground_layers,
            *_story_layers(),
            *_scene_layers(gathered),
            _labels(),
        ],
    }


def scene_layer(scene: str) -> str:
    """Return the id of the layer that emphasises the places of a scene."""
    return f"scene-{scene}"


def _source(features: Iterable[Feature], **others: Any) -> dict[str, Any]:
    return {"type": "geojson", "data": {"type": "FeatureCollection", "features": list(features)}, **others}


def _feature(kind: str, parts: object, **properties: object) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": parts}}


def _layer(name: str, kind: str, source: str, paint: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "source": source, **others, "paint": dict(paint)}


# The basemap


def _ground(gathered: Gathered) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a source for each level of the basemap, and the layers of all levels. Less detailed levels come first.

    For each tile, a level draws a square of sea and then the land. The square hides the less detailed levels below it.
    """
    story = gathered.story
    cameras = [story.overview, *(scene.camera for scene in story.scenes if scene.camera)]
    tiles: Any = open_basemap().tiles(cameras, [row.place.position for row in gathered.places], BASEMAP_BYTES)["tiles"]
    sources: dict[str, Any] = {}
    layers: list[dict[str, Any]] = []
    for level in LEVELS:
        mine = {key: tile for key, tile in tiles.items() if key.startswith(f"{level.number}/")}
        if not mine:
            continue
        name = f"ground-{level.number}"
        features = [feature for key, tile in mine.items() for feature in _tile(level, key, tile)]
        sources[name] = _source(features, attribution=" | ".join(credits_of(story)), tolerance=0)
        layers += _ground_layers(name, max(0.0, level.number - 0.5 - _ZOOMS_APART))
    return sources, layers


def _ground_layers(source: str, least_zoom: float) -> Iterator[dict[str, Any]]:
    looks: list[tuple[str, str, dict[str, Any]]] = [
        ("sea", "fill", {"fill-color": _SEA, "fill-antialias": False}),
        ("land", "fill", {"fill-color": _LAND, "fill-antialias": False}),
        ("lakes", "fill", {"fill-color": _SEA, "fill-antialias": False}),
        ("rivers", "line", {"line-color": _SEA, "line-width": 1}),
        ("borders", "line", {"line-color": _LINE, "line-width": 0.8}),
        ("disputed-lines", "line", {"line-color": _DISPUTED_LINE, "line-width": 1, "line-dasharray": [3, 2]}),
        ("islets", "circle", {"circle-color": _LAND, "circle-radius": 1.2}),
    ]
    for layer, kind, paint in looks:
        only = ["==", ["get", "layer"], layer]
        yield _layer(f"{source}-{layer}", kind, source, paint, filter=only, minzoom=least_zoom)


def _tile(level: Level, key: str, tile: Mapping[str, str]) -> Iterator[Feature]:
    """Yield the features of one tile, one for each layer."""
    x, y = (int(number) for number in key.split("/")[1:])

    def parts(layer: str) -> list[Ring]:
        unit = level.units
        return [[_lon_lat((x + a / unit) / level.tiles, (y + b / unit) / level.tiles) for a, b in part]
                for part in decode(tile.get(layer, ""))]  # fmt: skip

    if level.number:
        corners = [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
        square = [_lon_lat((x + a) / level.tiles, (y + b) / level.tiles) for a, b in corners]
        yield _feature("Polygon", [square], layer="sea")
    for letter, name in (("l", "land"), ("w", "lakes")):
        if polygons := _polygons(parts(letter)):
            yield _feature("MultiPolygon", polygons, layer=name)
    for letter, name in (("r", "rivers"), ("b", "borders"), ("d", "disputed-lines")):
        if lines := [part for part in parts(letter) if len(part) > 1]:
            yield _feature("MultiLineString", lines, layer=name)
    if points := [point for part in parts("i") for point in part]:
        yield _feature("MultiPoint", points, layer="islets")


def _lon_lat(x: float, y: float) -> list[float]:
    """Return the (lon, lat) of a point of the Web Mercator square, to about 10 m.

    The longitude of a point in the margin of a tile may be beyond ±180°.
    """
    return [round(x * 360 - 180, 4), round(degrees(atan(sinh(pi * (1 - 2 * y)))), 4)]


def _polygons(rings: list[Ring]) -> list[list[Ring]]:
    """Return the rings of a layer as polygons. Rings are closed, and the outer ring of a polygon comes first.

    In a tile, an outer ring is followed by its holes. An outer ring has a positive area in the coordinates of a tile,
    whose y increases to the south. `rings` are in degrees. Latitudes increase to the north, so that the area of an
    outer ring is negative.
    """
    polygons: list[list[Ring]] = []
    for ring in rings:
        if len(ring) < 3:
            continue
        closed = [*ring, ring[0]]
        if _area_of(closed) < 0 or not polygons:
            polygons.append([closed[::-1]])
        else:
            polygons[-1].append(closed[::-1])
    return polygons


def _area_of(ring: Ring) -> float:
    """Return twice the signed area of a ring in square degrees.

    The area is positive if the ring is counter-clockwise.
    """
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


# The story


def _point(row: PlaceRow) -> Feature:
    lat, lon = row.place.position
    order = _ORDER[row.story_place.role]
    return _feature(
        "Point", [rounded(lon), rounded(lat)], id=row.slug, label=row.label, colour=_colour(row), unsure=row.unsure, order=order
    )  # fmt: skip


def _area(row: PlaceRow) -> Feature:
    assert row.footprint is not None  # the caller has checked this
    fill = 0.05 if row.story_place.role is Role.SETTING else 0.2
    return _feature("MultiPolygon", coordinates(row.footprint, _FINENESS), id=row.slug, colour=_colour(row), fill=fill)


def _colour(row: PlaceRow) -> str:
    return _DISPUTED if row.place.dispute else _UNSURE if row.unsure else _COLOURS[row.story_place.role]


def _distances(gathered: Gathered) -> Iterator[Feature]:
    """Yield the lines of distances.

    The longitudes of a line that crosses the antimeridian continue beyond ±180°, which MapLibre permits in GeoJSON.
    """
    for relation in gathered.story.relations:
        line: list[list[float]] = []
        for lat, lon in relation.line:
            turn = round((line[-1][0] - lon) / 360) * 360 if line else 0
            line.append([rounded(lon + turn), rounded(lat)])
        if len(line) > 1:
            yield _feature("LineString", line, label=gathered.words.distance(relation))


def _story_layers() -> Iterator[dict[str, Any]]:
    yield _layer("areas", "fill", "areas", {"fill-color": ["get", "colour"], "fill-opacity": ["get", "fill"]})
    yield _layer("area-outlines", "line", "areas", {"line-color": ["get", "colour"], "line-width": 1})
    yield _layer(
        "distances", "line", "distances", {"line-color": "#444444", "line-width": 1.5, "line-dasharray": [3, 2]}
    )
    looks = {
        "circle-radius": ["match", ["get", "order"], 0, 5, 3.5],
        "circle-color": ["case", ["get", "unsure"], "#ffffff", ["get", "colour"]],
        "circle-stroke-color": ["case", ["get", "unsure"], ["get", "colour"], "#ffffff"],
        "circle-stroke-width": 1.5,
    }
    yield _layer("places", "circle", "places", looks)


def _scene_layers(gathered: Gathered) -> Iterator[dict[str, Any]]:
    for scene in gathered.story.scenes:
        if not scene.places:
            continue
        paint = {
            "circle-radius": 9,
            "circle-color": ["get", "colour"],
            "circle-stroke-color": "#ffffff",
            "circle-stroke-width": 2.5,
            "circle-opacity": 0,
            "circle-stroke-opacity": 0,
        }
        only = ["in", ["get", "id"], ["literal", sorted(scene.places)]]
        yield _layer(scene_layer(scene.id), "circle", "places", paint, filter=only)


def _labels() -> dict[str, Any]:
    layout = {
        "text-field": ["get", "label"],
        "text-font": FONT,
        "text-size": ["match", ["get", "order"], 0, 14, 12],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.8,
        "text-justify": "auto",
        "symbol-sort-key": ["get", "order"],
    }
    paint = {"text-color": "#222222", "text-halo-color": "#ffffff", "text-halo-width": 1.4}
    return _layer("labels", "symbol", "labels", paint, layout=layout)
