"""PMTiles archives for tests: an invented town in the layer schemas of Protomaps and of OpenMapTiles."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import cos, floor, pi, radians, sin
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.sphere import mercator

OSM = '<a href="https://protomaps.com">Protomaps</a> © <a href="https://openstreetmap.org">OpenStreetMap</a>'
EXTENT = 4096
BUFFER = 0.03  # width of the margin of the tiles, in widths of a tile


class Thing(NamedTuple):
    """A map feature, with its layer and properties in each of the two schemas.

    Its coordinates are kilometres east and south of the centre of the town.
    """

    geometry: BaseGeometry
    protomaps: tuple[str, Mapping[str, Any]]
    openmaptiles: tuple[tuple[str, Mapping[str, Any]], ...]
    low: int = 0  # lowest zoom of the tiles that have this thing


def road(points: Sequence[tuple[float, float]], detail: str, name: str = "", low: int = 11) -> Thing:
    """Return a road. `detail` is a value of OpenStreetMap's key highway."""
    kinds = {"motorway": "highway", "primary": "major_road", "secondary": "major_road", "tertiary": "major_road"}
    kind = kinds.get(detail, "path" if detail in ("footway", "track", "path") else "minor_road")
    of = {"name": name} if name else {}
    classes = {"residential": "minor", "footway": "path"}
    transportation = (
        "transportation",
        {"class": classes.get(detail, detail), "subclass": detail if kind == "path" else ""},
    )
    named = (("transportation_name", {"class": classes.get(detail, detail), **of}),) if name else ()
    return Thing(
        shapely.LineString(points),
        ("roads", {"kind": kind, "kind_detail": detail, **of}),
        (transportation, *named),
        low,
    )


def rail(points: Sequence[tuple[float, float]]) -> Thing:
    """Return a railway."""
    return Thing(
        shapely.LineString(points),
        ("roads", {"kind": "rail", "kind_detail": "rail"}),
        (("transportation", {"class": "rail", "subclass": "rail"}),),
        10,
    )


def area(shape: BaseGeometry, kind: str, low: int = 9) -> Thing:
    """Return water, a park, a wood or a residential area."""
    if kind == "water":
        return Thing(shape, ("water", {"kind": "water"}), (("water", {"class": "lake"}),), low)
    green = {
        "park": ("landcover", {"class": "grass", "subclass": "park"}),
        "forest": ("landcover", {"class": "wood", "subclass": "forest"}),
    }
    other = green.get(kind, ("landuse", {"class": kind}))
    return Thing(shape, ("landuse", {"kind": kind}), (other,), low)


def building(shape: BaseGeometry) -> Thing:
    """Return a building."""
    return Thing(shape, ("buildings", {"kind": "building"}), (("building", {}),), 14)


def river(points: Sequence[tuple[float, float]], name: str) -> Thing:
    """Return the line of a river."""
    return Thing(
        shapely.LineString(points),
        ("water", {"kind": "river", "name": name}),
        (("waterway", {"class": "river", "name": name}),),
        9,
    )


def settlement(x: float, y: float, detail: str, name: str, low: int = 9, **names: str) -> Thing:
    """Return the name of a town, village or quarter."""
    kind = "locality" if detail in ("city", "town", "village", "hamlet") else "neighbourhood"
    of = {"name": name, **{f"name:{key}": value for key, value in names.items()}}
    return Thing(
        shapely.Point(x, y),
        ("places", {"kind": kind, "kind_detail": detail, **of}),
        (("place", {"class": detail, **of}),),
        low,
    )


def peak(x: float, y: float, name: str) -> Thing:
    """Return the name of a mountain."""
    return Thing(
        shapely.Point(x, y), ("pois", {"kind": "peak", "name": name}), (("mountain_peak", {"name": name}),), 11
    )


def town() -> list[Thing]:
    """Return a small town: a grid of streets, a river, a park, a railway and a few buildings, 4 km wide."""
    things = [
        river([(-4, -0.9), (-1, -0.7), (1, -1.0), (4, -0.8)], "Leme"),
        area(shapely.LineString([(-4, -0.9), (-1, -0.7), (1, -1.0), (4, -0.8)]).buffer(0.06), "water"),
        area(shapely.box(-1.8, -0.5, 1.8, 1.5), "residential"),
        area(shapely.box(0.45, 0.05, 0.95, 0.45), "park"),
        rail([(-4, 1.7), (0, 1.65), (4, 1.9)]),
        road([(-4, 1.2), (4, 1.2)], "primary", "Ring Road"),
        road([(0, -2), (0, 2)], "secondary", "Castle Street"),
        road([(0.5, 0.1), (0.9, 0.4)], "footway", low=13),
        settlement(0.1, 0.6, "suburb", "Old Town", de="Altstadt"),
    ]
    for i in range(-6, 7):
        things.append(road([(i * 0.25, -0.45), (i * 0.25, 1.2)], "residential", f"{_ordinal(i + 7)} Street", 13))
        things.append(
            road([(-1.6, i * 0.12 + 0.4), (1.6, i * 0.12 + 0.4)], "residential", f"{_ordinal(i + 7)} Avenue", 13)
        )
    for i in range(40):
        x, y = -1.4 + 0.07 * i, 0.43
        things.append(building(shapely.box(x, y, x + 0.04, y + 0.04)))
    return things


def _ordinal(number: int) -> str:
    return [
        "Zero",
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
        "Eleventh",
        "Twelfth",
        "Thirteenth",
    ][number]


def wobbly(x: float, y: float, radius: float, corners: int = 24) -> BaseGeometry:
    """Return a rounded area that is not a circle."""
    turns = [2 * pi * i / corners for i in range(corners)]
    reach = [radius * (1 + 0.16 * sin(2 * t + x) + 0.09 * sin(5 * t + y)) for t in turns]
    return shapely.Polygon([(x + r * cos(t), y + 0.8 * r * sin(t)) for t, r in zip(turns, reach, strict=True)])


def write_archive(
    path: Path,
    things: Sequence[Thing],
    centre: tuple[float, float],
    *,
    schema: str = "protomaps",
    zooms: Sequence[int] = range(9, 15),
    attribution: str | None = OSM,
    pack: Callable[[bytes], bytes] = lambda raw: gzip.compress(raw, mtime=0),
    compression: str = "GZIP",
    header: Mapping[str, Any] | None = None,
    extra_layers: Sequence[str] = (),
) -> Path:
    """Write an archive with map features around a centre (lat, lon), and return its path. `pack` compresses a tile.

    Skip the test if the libraries of the extra `ground` are not installed.
    """
    pytest.importorskip("pmtiles")
    pytest.importorskip("mapbox_vector_tile")
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import Writer

    lat, lon = centre
    x0, y0 = mercator(lat, lon)
    scale = 1 / (40_075.0 * cos(radians(lat)))  # length of a kilometre on the unit square
    placed = [(thing, shapely.transform(thing.geometry, lambda points: points * scale + (x0, y0))) for thing in things]
    west, north, east, south = shapely.total_bounds([shape for _, shape in placed])
    with path.open("wb") as file:
        writer = Writer(file)
        for zoom in zooms:
            tiles = [
                (zxy_to_tileid(zoom, x, y), x, y)
                for x in range(floor(west * 2**zoom), floor(east * 2**zoom) + 1)
                for y in range(floor(north * 2**zoom), floor(south * 2**zoom) + 1)
            ]
            for tile_id, x, y in sorted(tiles):
                raw = _tile(placed, zoom, x, y, schema, extra_layers)
                if raw:
                    writer.write_tile(tile_id, pack(raw))
        box = {"min_lon_e7": west, "max_lon_e7": east, "min_lat_e7": south, "max_lat_e7": north}
        writer.finalize(
            {
                "tile_type": TileType.MVT,
                "tile_compression": Compression[compression],
                **{key: int((_lon(value) if "lon" in key else _lat(value)) * 1e7) for key, value in box.items()},
                **(header or {}),
            },
            {"attribution": attribution} if attribution is not None else {},
        )
    return path


def _lon(x: float) -> float:
    return x * 360 - 180


def _lat(y: float) -> float:
    from math import atan, degrees, sinh

    return degrees(atan(sinh(pi * (1 - 2 * y))))


def _tile(
    placed: Sequence[tuple[Thing, BaseGeometry]], zoom: int, x: int, y: int, schema: str, extra_layers: Sequence[str]
) -> bytes:
    import mapbox_vector_tile

    side = 1 / 2**zoom
    layers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for thing, shape in placed:
        if thing.low > zoom:
            continue
        own = shapely.transform(shape, lambda points: (points - (x * side, y * side)) / side)
        clipped = shapely.intersection(own, shapely.box(-BUFFER, -BUFFER, 1 + BUFFER, 1 + BUFFER))
        if clipped.is_empty:
            continue
        scaled = shapely.transform(clipped, lambda points: points * EXTENT)
        for layer, properties in [thing.protomaps] if schema == "protomaps" else thing.openmaptiles:
            layers[layer].append({"geometry": scaled, "properties": dict(properties)})
    if not layers:
        return b""
    for name in extra_layers:
        layers[name].append({"geometry": shapely.Point(5, 5), "properties": {}})
    content = [{"name": name, "features": features} for name, features in sorted(layers.items())]
    return bytes(mapbox_vector_tile.encode(content, default_options={"y_coord_down": True, "extents": EXTENT}))
