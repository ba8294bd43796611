"""Select the features of an archive that the map draws.

Archives use the schema of Protomaps (version 4) or OpenMapTiles.

Sources: https://docs.protomaps.com/basemaps/layers and https://openmaptiles.org/schema/. The schemas have different
names of layers, and different keys for the kind of a feature: "kind" in Protomaps, "class" in OpenMapTiles. In both
schemas, the kinds are mostly the values of OpenStreetMap, so the tables below are for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from storymap.basemap.streets.mvt import Feature, Value
from storymap.language import primary_language


class Drawn(StrEnum):
    """A layer of the tiles that storymap draws.

    The values are the keys of the layers in the page (see assets/streets.js).
    """

    GREEN = "g"  # parks and woods
    BUILT_UP = "u"  # residential, commercial and industrial areas
    WATER = "w"
    STREAM = "r"  # lines of rivers, canals and streams
    BUILDING = "h"
    MOTORWAY = "1"  # motorways and trunk roads
    PRIMARY = "2"
    SECONDARY = "3"  # secondary and tertiary roads
    STREET = "4"  # minor roads and pedestrian streets
    PATH = "5"  # paths, tracks and service roads
    RAIL = "t"


ROADS = (Drawn.MOTORWAY, Drawn.PRIMARY, Drawn.SECONDARY, Drawn.STREET, Drawn.PATH)
AREAS = frozenset([Drawn.GREEN, Drawn.BUILT_UP, Drawn.WATER, Drawn.BUILDING])

_GREEN = frozenset(
    [
        "park",
        "forest",
        "wood",
        "garden",
        "grass",
        "grassland",
        "meadow",
        "cemetery",
        "golf_course",
        "recreation_ground",
        "village_green",
        "allotments",
        "scrub",
        "orchard",
        "vineyard",
        "pitch",
        "playground",
        "dog_park",
        "zoo",
        "wetland",
        "heath",
    ]
)
_BUILT_UP = frozenset(
    [
        "residential",
        "commercial",
        "industrial",
        "retail",
        "suburb",
        "quarter",
        "neighbourhood",
        "urban_area",
        "railway",
        "hospital",
        "school",
        "university",
        "college",
        "kindergarten",
        "military",
    ]
)
_NO_WATER = frozenset(["swimming_pool", "fountain", "ditch", "drain", "dam", "weir"])
_ROADS: Mapping[str, Drawn] = {
    **dict.fromkeys(["motorway", "trunk", "highway", "motorway_link", "trunk_link"], Drawn.MOTORWAY),
    **dict.fromkeys(["primary", "primary_link"], Drawn.PRIMARY),
    **dict.fromkeys(
        ["secondary", "tertiary", "secondary_link", "tertiary_link", "major_road", "medium_road"], Drawn.SECONDARY
    ),
    **dict.fromkeys(
        ["residential", "unclassified", "living_street", "road", "minor", "minor_road", "pedestrian", "busway"],
        Drawn.STREET,
    ),
    **dict.fromkeys(["service", "track", "path", "footway", "cycleway", "steps", "bridleway", "pier"], Drawn.PATH),
    **dict.fromkeys(["rail", "narrow_gauge", "funicular", "light_rail", "preserved"], Drawn.RAIL),
}
_SIDE_ROADS = frozenset(["parking_aisle", "driveway", "alley", "drive-through", "siding", "spur", "yard", "crossover"])
_SIDEWALKS = frozenset(["sidewalk", "crossing", "corridor", "platform"])
# The layers that are known, with the type of geometry that is drawn.
_LINES, _POLYGONS = ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")
_ROAD_LAYERS = frozenset(["roads", "transportation", "transit"])
_AREA_LAYERS = frozenset(["landuse", "landcover", "natural", "park"])
_NAME_LAYERS = frozenset(["places", "place", "transportation_name", "water_name", "mountain_peak", "pois", "poi"])
DRAWN_LAYERS = (
    _ROAD_LAYERS
    | _AREA_LAYERS
    | _NAME_LAYERS
    | frozenset(["water", "waterway", "physical_line", "buildings", "building"])
)
# Borders are not drawn, because archives show disputed borders as OpenStreetMap does. The other layers here are not
# useful.
_IGNORED = frozenset(
    [
        "earth",
        "boundaries",
        "boundary",
        "housenumber",
        "aeroway",
        "aerodrome_label",
        "globallandcover",
        "physical_point",
        "mask",
    ]
)
KNOWN_LAYERS = DRAWN_LAYERS | _IGNORED


def drawn_as(feature: Feature) -> Drawn | None:
    """Return the layer to which a feature belongs, or None if the map does not draw the feature."""
    layer, of = feature.layer, feature.properties
    line = feature.geometry.geom_type in _LINES
    area = feature.geometry.geom_type in _POLYGONS
    kind = kind_of(of)
    if line and layer in _ROAD_LAYERS:
        return _road(of)
    if layer in ("water", "waterway", "physical_line") and kind not in _NO_WATER and not _is_tunnel(of):
        return Drawn.WATER if area else Drawn.STREAM if line else None
    if not area:
        return None
    if layer in ("buildings", "building"):
        return Drawn.BUILDING if kind != "building_part" else None
    if layer in _AREA_LAYERS and layer != "park":
        kinds = {kind, _text(of, "subclass")}
        return Drawn.GREEN if kinds & _GREEN else Drawn.BUILT_UP if kinds & _BUILT_UP else None
    return None


def kind_of(properties: Mapping[str, Value]) -> str:
    """Return the kind (Protomaps) or class (OpenMapTiles) of a feature."""
    return _text(properties, "kind") or _text(properties, "class")


def road_class(properties: Mapping[str, Value]) -> Drawn | None:
    """Return the layer of a road or railway. Return None for trams, underground railways, ferries and aerialways."""
    detail = _text(properties, "kind_detail") or _text(properties, "subclass")
    kind = kind_of(properties)
    if kind in ("rail", "transit") or (_text(properties, "subclass") in _ROADS and kind == "rail"):
        return Drawn.RAIL if _ROADS.get(detail or "rail") is Drawn.RAIL else None
    return _ROADS.get(detail) or _ROADS.get(kind)


def _road(properties: Mapping[str, Value]) -> Drawn | None:
    found = road_class(properties)
    side = {_text(properties, "service"), _text(properties, "kind_detail"), _text(properties, "subclass")}
    if side & (_SIDE_ROADS | _SIDEWALKS) or (found is Drawn.RAIL and _is_tunnel(properties)):
        return None
    return found


def _is_tunnel(properties: Mapping[str, Value]) -> bool:
    return bool(properties.get("is_tunnel")) or properties.get("brunnel") == "tunnel"


def _text(properties: Mapping[str, Value], key: str) -> str:
    value = properties.get(key, "")
    return value if isinstance(value, str) else ""


class Named(NamedTuple):
    """A name that the map shows. `kind` becomes the kind of the Label.

    `low` is the lowest zoom at which the name is useful.
    """

    text: str
    kind: str
    low: float


MAX_NAME = 60  # maximum number of characters; a longer text is not the name of a street or place
_STREET_LOW = {Drawn.MOTORWAY: 12.5, Drawn.PRIMARY: 13.0, Drawn.SECONDARY: 13.5, Drawn.STREET: 14.5}
_PLACES: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(["city", "town"], ("city", 9.0)),
    "village": ("city", 11.0),
    **dict.fromkeys(["hamlet", "isolated_dwelling", "farm"], ("city", 12.5)),
    "suburb": ("quarter", 12.0),
    **dict.fromkeys(["quarter", "macrohood", "borough"], ("quarter", 13.0)),
    "neighbourhood": ("quarter", 14.0),
}


def named_as(feature: Feature, language: str) -> Named | None:
    """Return the name that a map in `language` shows for a feature, or None if the map does not show the name."""
    text = _name(feature.properties, language)
    if not text:
        return None
    layer, kind = feature.layer, kind_of(feature.properties)
    line = feature.geometry.geom_type in _LINES
    point = feature.geometry.geom_type == "MultiPoint"
    if line and layer in ("roads", "transportation_name"):
        low = _STREET_LOW.get(road_class(feature.properties) or Drawn.RAIL)
        return Named(text, "street", low) if low else None
    if line and layer in ("water", "waterway") and kind in ("river", "canal", "stream"):
        return Named(text, "stream", 13.5 if kind == "stream" else 11.0)
    if point and layer in ("places", "place"):
        detail = _text(feature.properties, "kind_detail") or kind
        found = _PLACES.get(detail)
        return Named(text, *found) if found else None
    if point and layer in ("water", "water_name") and kind not in ("river", "canal", "stream"):
        return Named(text, "sea", 11.0)
    if point and (layer == "mountain_peak" or (layer == "pois" and kind == "peak")):
        return Named(text, "land", 11.5)
    if point and layer in ("pois", "poi", "park") and kind == "park":
        return Named(text, "land", 14.0)
    return None


def _name(properties: Mapping[str, Value], language: str) -> str:
    """Return the name in a language, or else the local name, as one line.

    Return "" if the feature has no name, or a very long one.
    """
    primary = primary_language(language)
    found = _text(properties, f"name:{primary}") or _text(properties, f"name_{primary}") or _text(properties, "name")
    text = " ".join("".join(c if c.isprintable() else " " for c in found).split())
    return text if len(text) <= MAX_NAME else ""
