"""Read the lines, areas and points of GPX 1.0 and 1.1, KML 2.2 and GeoJSON (RFC 7946) files."""

from __future__ import annotations

import json
from typing import Any

from storymap.json_limits import JsonLimitError, parse_json
from storymap.map_layers.shapes_of_file import MAX_BYTES, Line, Shapes

_LAT_FIRST_CRS = ("EPSG:4326", "CRS84", "EPSG:4979", "EPSG::4326")
_DEPTH = 20  # maximum nesting depth of geometry collections


def read_shapes(content: bytes, name: str) -> Shapes:
    """Return the shapes in a file.

    If the file is invalid or has no shapes, raise OverrideError, with the line if it is known.
    """
    shapes = Shapes(name)
    if len(content) > MAX_BYTES:
        raise shapes.error(f"the file is larger than {MAX_BYTES // 1_000_000} MB. Simplify it.")
    if content.startswith(b"PK"):
        raise shapes.error("this is a ZIP archive, such as KMZ. Unpack it and name the .kml file in it.")
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        _read_xml(content, shapes)
    elif start in (b"{", b"["):
        _read_geojson(content, shapes)
    else:
        raise shapes.error(
            "this is not a GPX, KML or GeoJSON file. Save it in one of these formats, for example with QGIS."
        )
    shapes.lines = [line for line in shapes.lines if len(set(line)) > 1]
    shapes.polygons = [rings for rings in shapes.polygons if rings and len(set(rings[0])) > 2]
    if shapes.is_empty:
        raise shapes.error("the file has no line, area or point.")
    return shapes


# ---------- XML


def _read_xml(content: bytes, shapes: Shapes) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or None
        raise shapes.error(f"the XML is not well-formed: {str(error).partition(', line')[0]}.", line) from error
    kind = etree.QName(root).localname
    if kind == "gpx":
        _read_gpx(root, shapes)
    elif kind == "kml":
        _read_kml(root, shapes)
    else:
        raise shapes.error(
            f"the XML file is neither GPX nor KML: its first element is <{kind}>.", int(root.sourceline or 1)
        )


def _read_gpx(root: Any, shapes: Shapes) -> None:
    """Read the tracks and routes. If there are none, read the waypoints."""
    for part in ("trkseg", "rte"):
        points = "trkpt" if part == "trkseg" else "rtept"
        for segment in root.iter(f"{{*}}{part}"):
            shapes.lines.append([_gpx_point(node, shapes) for node in segment.iter(f"{{*}}{points}")])
    if not any(shapes.lines):
        shapes.points = [_gpx_point(node, shapes) for node in root.iter("{*}wpt")]


def _gpx_point(node: Any, shapes: Shapes) -> Any:
    return shapes.position(node.get("lat"), node.get("lon"), line=node.sourceline)


def _read_kml(root: Any, shapes: Shapes) -> None:
    for node in root.iter("{*}LineString"):
        shapes.lines.append(_kml_positions(node, shapes))
    for track in root.iter("{*}Track"):  # Google's extension gx
        found = []
        for node in track.iter("{*}coord"):
            numbers: list[str] = (node.text or "").split()
            lon, lat, *_ = [*numbers, "", ""]
            found.append(shapes.position(lat, lon, line=node.sourceline))
        shapes.lines.append(found)
    for polygon in root.iter("{*}Polygon"):
        rings = [
            (edge, ring) for edge in ("outerBoundaryIs", "innerBoundaryIs") for ring in polygon.iter(f"{{*}}{edge}")
        ]
        shapes.polygons.append([_open(_kml_positions(ring, shapes)) for _, ring in rings])
    shapes.points += [at for node in root.iter("{*}Point") for at in _kml_positions(node, shapes)[:1]]


def _kml_positions(node: Any, shapes: Shapes) -> Line:
    """Return the positions in the <coordinates> element inside an element."""
    inside = next(node.iter("{*}coordinates"), None)
    if inside is None:
        return []
    rows = (part.split(",") for part in (inside.text or "").split())
    return [shapes.position((row[1:2] or [""])[0], row[0], line=inside.sourceline) for row in rows]


# ---------- GeoJSON


def _read_geojson(content: bytes, shapes: Shapes) -> None:
    try:
        document = parse_json(content)
    except UnicodeDecodeError as error:
        raise shapes.error("the file is not UTF-8 text.", content.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise shapes.error(f"the JSON is invalid: {error.msg}.", error.lineno) from error
    except JsonLimitError as error:
        raise shapes.error(f"{error}.") from error
    if not isinstance(document, dict):
        raise shapes.error("this is not GeoJSON: expected an object with `type`.", 1)
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name and not name.endswith(_LAT_FIRST_CRS):
        raise shapes.error(f"its coordinates are in {name}. Save the file in longitude and latitude (EPSG:4326).")
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if not isinstance(features, list):
        raise shapes.error("this is not GeoJSON: `features` must be a list.")
    for number, feature in enumerate(features, 1):
        where = f"feature {number}" if len(features) > 1 else ""
        if not isinstance(feature, dict):
            raise shapes.error(f"{where or 'the feature'} is not an object.")
        _geometry(feature.get("geometry") if feature.get("type") == "Feature" else feature, shapes, where)


def _geometry(geometry: Any, shapes: Shapes, where: str, depth: int = 0) -> None:
    """Add a geometry to the shapes."""
    if geometry is None:
        return
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection" and depth < _DEPTH and isinstance(geometry.get("geometries"), list):
        for one in geometry["geometries"]:
            _geometry(one, shapes, where, depth + 1)
        return
    levels = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
    if not isinstance(kind, str) or kind not in levels:
        raise shapes.error(f"{where or 'the geometry'}: {kind!r} is not a GeoJSON geometry type.")
    found = _positions(geometry.get("coordinates"), levels[kind], shapes, where)
    match kind:
        case "Point":
            shapes.points.append(found)
        case "MultiPoint":
            shapes.points += found
        case "LineString":
            shapes.lines.append(found)
        case "MultiLineString":
            shapes.lines += found
        case "Polygon":
            shapes.polygons.append([_open(ring) for ring in found])
        case _:
            shapes.polygons += [[_open(ring) for ring in rings] for rings in found]


def _positions(value: Any, level: int, shapes: Shapes, where: str) -> Any:
    if not isinstance(value, list):
        raise shapes.error(f"{where or 'the geometry'}: `coordinates` must be lists of [longitude, latitude].")
    if level:
        return [_positions(part, level - 1, shapes, where) for part in value]
    if len(value) < 2 or not all(isinstance(number, int | float) for number in value[:2]):
        raise shapes.error(f"{where or 'the geometry'}: `coordinates` must be lists of [longitude, latitude].")
    return shapes.position(value[1], value[0], where)


def _open(ring: Line) -> Line:
    """Return a ring without its last position if this repeats the first position."""
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
